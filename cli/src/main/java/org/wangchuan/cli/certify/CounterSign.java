package org.wangchuan.cli.certify;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.check.FileKind;
import org.wangchuan.cli.check.ImageKey;
import org.wangchuan.cli.check.InputFile;
import org.wangchuan.cli.check.PersonSign;
import org.wangchuan.cli.check.SignatureImage;
import org.wangchuan.cli.check.TypedText;
import org.wangchuan.cli.service.CertificateService.CounterSignRequest;
import org.wangchuan.cli.service.CertificateService.Means;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.certificate.KeySignature;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.P256SigningKey;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.CounterSigning;
import org.wangchuan.witness.config.PersonKeyFile;

/** {@code countersign}: a certificate again, with what the station says about who stood by, and what shows it. */
final class CounterSign {
    private final StationBooks books;
    private final PublicLogs logs;
    private final Context context;
    private final Console console;

    CounterSign(StationBooks books, PublicLogs logs, Context context) {
        this.books = books;
        this.logs = logs;
        this.context = context;
        this.console = context.console();
    }

    /**
     * What the station is to sign.
     *
     * @param imageKey to be written before the certificate is, for a signature by hand
     */
    private record Shown(CounterSigning signing, Optional<Bytes32> imageKey) {
        Shown(CounterSigning signing) {
            this(signing, Optional.empty());
        }
    }

    ExitCode run(CounterSignRequest request) throws IOException, UserError {
        Role role = Role.valueOf(request.role().name());
        byte[] bytes = InputFile.read(request.file(), Certificate.BYTES_MAX);
        Certificate made;
        Shown shown;
        try {
            Certificate held = Certificate.parse(bytes);
            requireNobody(request.file(), held, role);
            SdJwt of = held.receipt().clearing().statement();
            // All that can refuse comes first: nobody should type a code for nothing.
            Statement.Clearing _ = books.requireOwn(of);
            requireFree(request.out());
            requireTrue(held);
            shown = shown(request, role, of);
            made = with(held, books.counterSign(of, shown.signing()));
            // By the bytes that would be written, as a stranger would.
            requireTrue(Certificate.parse(made.toBytes()));
        } catch (VerificationException e) {
            throw FileKind.insteadOf(
                    request.file(), bytes, Set.of(FileKind.CERTIFICATE), Failures.of(request.file(), e));
        }
        write(request, shown, made);
        CounterSignature last = made.presence().stream()
                .filter(one -> one.role() == role)
                .findFirst()
                .orElseThrow();
        console.result(console.messages()
                .text("countersign.done", request.out(), console.messages().text("role." + Json.wireName(role))));
        console.result("  "
                + console.messages()
                        .text(
                                "presence." + Json.wireName(last.grade()),
                                console.messages().text("role." + Json.wireName(role)),
                                last.key().orElse("")));
        if (request.means() instanceof Means.ByHand hand) {
            console.result("  " + console.messages().text("countersign.image-key", hand.key(), hand.image()));
        }
        return ExitCode.OK;
    }

    private Shown shown(CounterSignRequest request, Role role, SdJwt of) throws UserError {
        return switch (request.means()) {
            case Means.Word() -> new Shown((signer, now) -> signer.asserted(role, of, now));
            case Means.Key(Path file) -> {
                P256SigningKey key = PersonSign.key(file);
                yield signed(role, of, KeySignature.sign(key, role, of.digest()));
            }
            case Means.Answer(Path file) -> signed(role, of, PersonSign.answer(file, role, of.digest()));
            case Means.Code(boolean fromStandardInput) -> {
                new OneTimeCode(context, new SecureRandom(), InstantSource.system())
                        .require(role, fromStandardInput ? Console.Answers.STANDARD_INPUT : Console.Answers.TERMINAL);
                yield new Shown((signer, now) -> signer.code(role, of, now));
            }
            case Means.ByHand(Path image, Path key) -> {
                requireFree(key);
                byte[] strokes = SignatureImage.read(image);
                Bytes32 imageKey = Bytes32.random();
                yield new Shown(
                        (signer, now) -> signer.handwritten(role, of, now, strokes, imageKey), Optional.of(imageKey));
            }
        };
    }

    private static Shown signed(Role role, SdJwt of, KeySignature signed) {
        return new Shown((signer, now) -> signer.key(role, of, now, signed.key(), signed.signature()));
    }

    private static void requireNobody(Path file, Certificate held, Role role) throws UserError {
        if (held.presence().stream().anyMatch(one -> one.role() == role)) {
            throw UserError.of(
                    ExitCode.REFUSED, "PRESENCE_THERE", file, new UserError.Phrase("role." + Json.wireName(role)));
        }
    }

    private void requireTrue(Certificate certificate) throws IOException, VerificationException, UserError {
        String origin = certificate
                .receipt()
                .clearing()
                .proof()
                .checkpoint()
                .checkpoint()
                .origin();
        List<TrustList> judges = logs.judgesOf(books, origin);
        for (TrustList list : judges) {
            VerifiedCertificate verified = CertificateVerifier.verify(
                    certificate, list, new Expectations(Optional.empty(), Instant.now()), List.of());
            if (!verified.isWitnessed()) {
                throw UserError.of(ExitCode.REFUSED, "SIGNER_UNKNOWN");
            }
        }
        if (judges.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "SIGNER_UNKNOWN");
        }
    }

    private static void requireFree(Path file) throws UserError {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", file);
        }
    }

    private static Certificate with(Certificate held, CounterSignature added) {
        List<CounterSignature> presence = new ArrayList<>(held.presence());
        presence.add(added);
        presence.sort(Comparator.comparing(CounterSignature::role));
        return new Certificate(held.receipt(), held.notBefore(), held.status(), presence);
    }

    /** The key first: an image without its key would never be shown to be the one. A key without a certificate is of no use. */
    private static void write(CounterSignRequest request, Shown shown, Certificate made) throws IOException, UserError {
        if (request.means() instanceof Means.ByHand hand) {
            ImageKey.create(hand.key(), shown.imageKey().orElseThrow());
        }
        try {
            FileForPeople.create(request.out().toAbsolutePath(), made.toBytes());
        } catch (FileAlreadyExistsException e) {
            throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", request.out());
        }
    }

    static ExitCode newKey(Path file, String name, Console console) throws UserError {
        TypedText.requireNameAlone("--name", name);
        try {
            console.result(PersonKeyFile.create(file, name).publicKey().thumbprint());
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw UserError.of(ExitCode.USAGE, "PERSON_NAME");
        } catch (FileAlreadyExistsException e) {
            throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", file);
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "CANNOT_WRITE", file, e);
        }
    }
}
