package org.wangchuan.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.UserError.Phrase;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.job.LeftBehind;
import org.wangchuan.engine.job.LeftBehindException;
import org.wangchuan.engine.job.RecheckKey;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.receipt.ReceiptFiles;

/**
 * An erasure by its files, each checked against the one before: the receipt by its signature and the trust lists, the evidence by the digest
 * in the receipt, the key of the last pass, or of what was planted, by the digest in the evidence.
 *
 * @param base what its files' names begin with
 * @param clearing what the receipt says, by its digests
 * @param verdict of the erasure, as it was signed: a drive that holds what a bad one left is no better for it
 * @param evidence complete, and giving the very same answers
 * @param left what it has left on the drive
 */
public record ErasureInHand(
        String base, RecheckClaims.Of clearing, Verdict verdict, Evidence evidence, LeftBehind left) {
    private static final int BYTES_MAX = 16 << 20;
    private static final Set<FileKind> KINDS = Set.of(FileKind.RECEIPT, FileKind.CERTIFICATE, FileKind.PAPER);
    private static final List<String> ENDINGS =
            List.of(ReceiptFiles.RECEIPT, ".receipt.pdf", ".certificate.json", ".certificate.pdf");

    /** What is read of a receipt or certificate, in whichever form it came. */
    private record Shown(Proven proven, Receipt receipt, Optional<byte[]> attached) {}

    /**
     * Reads and checks the files.
     *
     * @param evidence beside the receipt, or in its paper, if not given
     * @param key beside the receipt if not given; a constant needs none, nor does a drive that left 00h or FFh alone
     * @throws UserError for the first thing that does not hold, with its own code
     */
    public static ErasureInHand require(Path file, Optional<Path> evidence, Optional<Path> key, Context context)
            throws UserError {
        Shown shown = shown(file, FileVerify.trustLists(Optional.empty(), context));
        if (!shown.proven().isTrusted()) {
            String station = shown.proven().receipt().clearing().head().station();
            throw UserError.of(ExitCode.UNTRUSTED, "RECHECK_SIGNER", file, station);
        }
        String name = String.valueOf(file.getFileName());
        String base = ENDINGS.stream()
                .filter(name::endsWith)
                .findFirst()
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .orElse(name);
        Evidence replayed = evidence(shown, file.resolveSibling(base + ReceiptFiles.EVIDENCE), evidence);
        LeftBehind left = left(replayed, file.resolveSibling(base + ReceiptFiles.RECHECK_KEY), key);
        var head = shown.proven().receipt().clearing().head();
        RecheckClaims.Of clearing = new RecheckClaims.Of(
                head.eventId(), shown.receipt().clearing().statement().digest(), head.station());
        return new ErasureInHand(
                base, clearing, shown.proven().receipt().clearing().claims().verdict(), replayed, left);
    }

    private static Shown shown(Path file, List<TrustList> trust) throws UserError {
        byte[] bytes = InputFile.read(file, BYTES_MAX);
        try {
            Paper paper = Paper.looksLikeOne(bytes) ? Paper.open(bytes) : null;
            if (paper != null) {
                var _ = paper.requireRendered();
            }
            byte[] json = paper == null ? bytes : paper.record();
            Optional<byte[]> attached = paper == null ? Optional.empty() : paper.evidence();
            boolean isCertificate = paper == null ? Certificate.looksLikeOne(json) : paper.isCertificate();
            Receipt receipt;
            Proven proven;
            if (isCertificate) {
                Certificate certificate = Certificate.parse(json);
                receipt = certificate.receipt();
                proven = Proven.of(certificate, trust, Optional.empty());
            } else {
                receipt = Receipt.parse(json);
                proven = Proven.of(receipt, trust, Optional.empty());
            }
            PolicyCheck.require(file, proven.receipt().clearing());
            FactsCheck.require(file, proven.receipt().clearing());
            if (proven.receipt().clearing().claims().phone().isPresent()) {
                throw UserError.of(ExitCode.REFUSED, "RECHECK_PHONE", file);
            }
            return new Shown(proven, receipt, attached);
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, KINDS, Failures.of(file, e));
        } catch (PaperException e) {
            throw Failures.of(file, e);
        }
    }

    private static Evidence evidence(Shown shown, Path beside, Optional<Path> given) throws UserError {
        Path file = given.orElse(beside);
        byte[] bytes;
        if (given.isPresent() || Files.exists(beside)) {
            bytes = InputFile.read(file, Evidence.BYTES_MAX);
        } else if (shown.attached().isPresent()) {
            bytes = shown.attached().get();
        } else {
            throw UserError.of(ExitCode.USAGE, "RECHECK_EVIDENCE", beside);
        }
        try {
            return Replay.check(shown.proven().receipt(), bytes);
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, Set.of(FileKind.EVIDENCE), Failures.of(file, e));
        }
    }

    private static LeftBehind left(Evidence evidence, Path beside, Optional<Path> given) throws UserError {
        boolean isThere = given.isPresent() || (LeftBehind.needsKey(evidence) && Files.exists(beside));
        Path file = given.orElse(beside);
        Optional<RecheckKey> key = isThere ? Optional.of(key(file)) : Optional.empty();
        try {
            return LeftBehind.of(evidence, key);
        } catch (LeftBehindException e) {
            ExitCode exit = switch (e.code()) {
                case LAST_PASS_UNFINISHED, OWN_ERASE_UNFINISHED, OWN_ERASE_REFUTED, NOTHING_TO_COMPARE ->
                    ExitCode.REFUSED;
                case RECHECK_KEY_MISSING -> ExitCode.USAGE;
                case RECHECK_KEY_OTHER, RECHECK_KEY_ALTERED -> ExitCode.DOES_NOT_VERIFY;
            };
            String code = e.code().name();
            throw UserError.coded(
                    exit, code, "LEFT_BEHIND", file, e.expected(), e.found(), new Phrase("failure." + code));
        }
    }

    private static RecheckKey key(Path file) throws UserError {
        byte[] bytes = InputFile.read(file, RecheckKey.BYTES_MAX);
        try {
            return RecheckKey.parse(bytes);
        } catch (MalformedJsonException | ShapeException e) {
            UserError malformed =
                    UserError.of(ExitCode.DOES_NOT_VERIFY, "RECHECK_KEY_FORMAT", file, String.valueOf(e.getMessage()));
            throw FileKind.insteadOf(file, bytes, Set.of(FileKind.RECHECK_KEY), malformed);
        }
    }
}
