package org.wangchuan.cli.certify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.check.FileKind;
import org.wangchuan.cli.check.InputFile;
import org.wangchuan.cli.service.CertificateService.CounterSignRequest;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.key.P256SigningKey;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.PersonKeyFile;

/** {@code countersign}: a certificate again, with what the station says about who stood by, and that person's key. */
final class CounterSign {
    private final StationBooks books;
    private final Console console;

    CounterSign(StationBooks books, Console console) {
        this.books = books;
        this.console = console;
    }

    ExitCode run(CounterSignRequest request) throws IOException, UserError {
        Role role = Role.valueOf(request.role().name());
        Optional<P256SigningKey> key =
                request.key().isPresent() ? Optional.of(key(request.key().get())) : Optional.empty();
        byte[] bytes = InputFile.read(request.file(), Certificate.BYTES_MAX);
        Certificate made;
        try {
            Certificate held = Certificate.parse(bytes);
            if (held.presence().stream().anyMatch(one -> one.role() == role)) {
                throw UserError.of(
                        ExitCode.REFUSED,
                        "PRESENCE_THERE",
                        request.file(),
                        new UserError.Phrase("role." + Json.wireName(role)));
            }
            SdJwt of = held.receipt().clearing().statement();
            made = with(
                    held,
                    books.counterSign(
                            of,
                            (signer, now) -> key.isPresent()
                                    ? signer.key(role, of, now, key.get().publicKey(), sign(key.get(), role, of))
                                    : signer.asserted(role, of, now)));
            // By the bytes that would be written, as a stranger would.
            TrustList own = books.trustList().list();
            var verified = CertificateVerifier.verify(
                    Certificate.parse(made.toBytes()),
                    own,
                    new Expectations(Optional.empty(), Instant.now()),
                    List.of());
            if (!verified.isWitnessed()) {
                throw UserError.of(ExitCode.REFUSED, "SIGNER_UNKNOWN");
            }
        } catch (VerificationException e) {
            throw FileKind.insteadOf(
                    request.file(), bytes, Set.of(FileKind.CERTIFICATE), Failures.of(request.file(), e));
        }
        write(request.out(), made);
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
        return ExitCode.OK;
    }

    private static byte[] sign(P256SigningKey key, Role role, SdJwt of) {
        return key.sign(CounterSignature.keySigningInput(key.publicKey(), role, of.digest())
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static Certificate with(Certificate held, CounterSignature added) {
        List<CounterSignature> presence = new ArrayList<>(held.presence());
        presence.add(added);
        presence.sort(Comparator.comparing(CounterSignature::role));
        return new Certificate(held.receipt(), held.notBefore(), held.status(), presence);
    }

    private static void write(Path out, Certificate made) throws IOException, UserError {
        try {
            FileForPeople.create(out.toAbsolutePath(), made.toBytes());
        } catch (FileAlreadyExistsException e) {
            throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", out);
        }
    }

    private static P256SigningKey key(Path file) throws UserError {
        try {
            return PersonKeyFile.read(file);
        } catch (ConfigException e) {
            throw UserError.of(ExitCode.USAGE, "PERSON_KEY", e.where(), e.expected(), e.found());
        }
    }

    static ExitCode newKey(Path file, String name, Console console) throws UserError {
        try {
            console.result(PersonKeyFile.create(file, name).publicKey().thumbprint());
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw UserError.of(ExitCode.USAGE, "PERSON_NAME", name);
        } catch (FileAlreadyExistsException e) {
            throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", file);
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "CANNOT_WRITE", file, e);
        }
    }
}
