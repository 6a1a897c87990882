package org.wangchuan.cli.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.UserError.Phrase;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.job.RecheckKey;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.status.StatusFile;

/**
 * Which of our files somebody has given, to be told when a command wanted another. By what the file calls itself, so
 * that nothing may be concluded from it but words: asked only once a file has been refused.
 */
public enum FileKind {
    /** A receipt, JSON. */
    RECEIPT,
    /** A certificate, JSON. */
    CERTIFICATE,
    /** A PDF, ours or not. */
    PAPER,
    /** What somebody saw who went through a guided workflow, signed. */
    OBSERVATION,
    /** What somebody decided, signed by an operator's log. */
    RECORD,
    /** What a station found that read an erased drive again. */
    RECHECK,
    /** The record of one erasure. */
    EVIDENCE,
    /** A signed trust list. */
    TRUST_LIST,
    /** A status list and what proves it. */
    STATUS_LIST,
    /** A signed note about a log, without a proof. */
    CHECKPOINT,
    /** What the last pass of an erasure was written by, or what was planted before a drive erased itself. */
    RECHECK_KEY,
    /** What a producer states of the built-in clear of its models, signed. */
    PRODUCER_STATEMENT,
    /** A secret key in one of our forms. */
    KEY;

    private static final String TRUST_FORMAT = "wangchuan-trust/v1";
    private static final String KEY_FORM = "wangchuan-[a-z]+-key/v1";

    /** What a file calls itself; empty if it is none of these. */
    static Optional<FileKind> of(byte[] bytes) {
        if (Paper.looksLikeOne(bytes)) {
            return Optional.of(PAPER);
        }
        Optional<FileKind> whole = ofFormat(bytes);
        if (whole.isPresent()) {
            return whole;
        }
        byte[] first = firstLine(bytes);
        if (new String(first, StandardCharsets.UTF_8).matches(KEY_FORM)) {
            return Optional.of(KEY);
        }
        Optional<FileKind> line = ofFormat(first);
        // The blank line and the dash of a C2SP signed note.
        boolean isNote = new String(bytes, StandardCharsets.UTF_8).contains("\n\n\u2014 ");
        return line.isPresent() || !isNote ? line : Optional.of(CHECKPOINT);
    }

    private static byte[] firstLine(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return Arrays.copyOf(bytes, end);
    }

    /** Whether it calls itself the record of a phone's erasure. */
    static boolean isOfPhone(byte[] bytes) {
        try {
            return Json.in(CanonicalJson.readLenientObject(firstLine(bytes)))
                    .text("format")
                    .equals(PhoneEvidence.FORMAT);
        } catch (MalformedJsonException | ShapeException e) {
            return false;
        }
    }

    private static Optional<FileKind> ofFormat(byte[] json) {
        try {
            String format = Json.in(CanonicalJson.readLenientObject(json)).text("format");
            Optional<RecordedFile.Format> record = RecordedFile.Format.ofText(format);
            if (record.isPresent()) {
                return Optional.of(record.get() == RecordedFile.Format.OBSERVATION ? OBSERVATION : RECORD);
            }
            return switch (format) {
                case Receipt.FORMAT -> Optional.of(RECEIPT);
                case Certificate.FORMAT -> Optional.of(CERTIFICATE);
                case RecheckFile.FORMAT -> Optional.of(RECHECK);
                case Evidence.FORMAT, Evidence.FORMAT_BEFORE, PhoneEvidence.FORMAT -> Optional.of(EVIDENCE);
                case StatusFile.FORMAT -> Optional.of(STATUS_LIST);
                case RecheckKey.FORMAT, RecheckKey.FORMAT_PLANTED -> Optional.of(RECHECK_KEY);
                case SignedProducerStatement.FORMAT -> Optional.of(PRODUCER_STATEMENT);
                case TRUST_FORMAT -> Optional.of(TRUST_LIST);
                default -> Optional.empty();
            };
        } catch (MalformedJsonException | ShapeException e) {
            return Optional.empty();
        }
    }

    /**
     * What to say of a file that was refused: that it is another of ours, if it is.
     *
     * @param wanted what the command takes
     * @param otherwise why it was refused, for all others
     */
    public static UserError insteadOf(Path file, byte[] bytes, Set<FileKind> wanted, UserError otherwise) {
        return of(bytes)
                .filter(kind -> !wanted.contains(kind))
                .map(kind -> kind.instead(file))
                .orElse(otherwise);
    }

    /** That the file is one of these, and not what was wanted. */
    UserError instead(Path file) {
        String key = "kind." + Json.wireName(this);
        return UserError.of(ExitCode.DOES_NOT_VERIFY, "OTHER_FILE", file, new Phrase(key), new Phrase(key + ".use"));
    }
}
