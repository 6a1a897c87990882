package org.wangchuan.cli.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.CertificateService.PersonSignRequest;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.certificate.KeySignature;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.P256SigningKey;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.PersonKeyFile;

/**
 * {@code countersign sign}: a person's key signs where it is, and the station takes in what it has signed. The person is
 * given the certificate and no digest alone, so that they can see what they sign.
 */
public final class PersonSign {
    private static final Set<FileKind> KINDS = Set.of(FileKind.CERTIFICATE, FileKind.PAPER);
    private static final int BYTES_MAX = 16 << 20;
    /** More than any answer has, so that another file of ours is told by its kind. */
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private PersonSign() {}

    /** The command's body. It needs no station; the trust lists of this machine say whether the signer is known. */
    public static ExitCode run(PersonSignRequest request, Context context) throws UserError {
        P256SigningKey key = key(request.key());
        byte[] bytes = InputFile.read(request.file(), BYTES_MAX);
        Certificate certificate;
        Proven proven;
        try {
            certificate = read(request.file(), bytes);
            proven = Proven.of(certificate, FileVerify.trustLists(request.trust(), context), Optional.empty());
        } catch (VerificationException e) {
            throw FileKind.insteadOf(request.file(), bytes, KINDS, Failures.of(request.file(), e));
        } catch (PaperException e) {
            throw Failures.of(request.file(), e);
        }
        PolicyCheck.require(request.file(), proven.receipt().clearing());
        FactsCheck.require(request.file(), proven.receipt().clearing());
        Role role = Role.valueOf(request.role().name());
        String answer = KeySignature.sign(
                        key, role, certificate.receipt().clearing().statement().digest())
                .jws();
        NewFile.write(request.out(), (answer + "\n").getBytes(StandardCharsets.US_ASCII));
        print(request, role, key, proven, context.console());
        return proven.isTrusted() ? ExitCode.OK : ExitCode.UNTRUSTED;
    }

    private static Certificate read(Path file, byte[] bytes) throws VerificationException, PaperException, UserError {
        if (!Paper.looksLikeOne(bytes)) {
            return Certificate.parse(bytes);
        }
        Paper paper = Paper.open(bytes);
        if (!paper.isCertificate()) {
            throw FileKind.RECEIPT.instead(file);
        }
        Certificate certificate = Certificate.parse(paper.record());
        paper.requireRenderedFrom(certificate);
        return certificate;
    }

    private static void print(
            PersonSignRequest request, Role role, P256SigningKey key, Proven proven, Console console) {
        var messages = console.messages();
        ClearingClaims claims = proven.receipt().clearing().claims();
        console.result(messages.text(
                "countersign.signed",
                OneLine.of(request.out().toString()),
                messages.text("role." + Json.wireName(role)),
                key.publicKey().thumbprint()));
        DeviceWords.print("  ", proven.receipt().clearing().disclosed(), console);
        console.result("  "
                + messages.text(
                        "verify.says",
                        messages.text("verdict." + Json.wireName(claims.verdict())),
                        claims.policy().id(),
                        messages.text(PolicyCheck.satisfied(claims) ? "verify.satisfied" : "verify.not-satisfied")));
        DeviceWords.printResult(claims, console);
        if (!proven.isTrusted()) {
            console.result("  " + messages.text("gap.signer-unknown"));
        }
    }

    /** The key of a person who counter-signs. */
    public static P256SigningKey key(Path file) throws UserError {
        try {
            return PersonKeyFile.read(file);
        } catch (ConfigException e) {
            throw UserError.of(ExitCode.USAGE, "PERSON_KEY", e.where(), e.expected(), e.found());
        }
    }

    /** What a person's key has signed elsewhere, if it is about this role and statement. */
    public static KeySignature answer(Path file, Role role, Bytes32 of) throws UserError {
        byte[] bytes = InputFile.read(file, ANSWER_BYTES_MAX);
        try {
            // On its way through mail or chat a text gets other line feeds; a browser's signature may have the higher
            // s.
            KeySignature signed = KeySignature.parse(new String(bytes, StandardCharsets.US_ASCII).strip())
                    .lowS();
            signed.require(role, of);
            return signed;
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, Set.of(), Failures.of(file, e));
        }
    }
}
