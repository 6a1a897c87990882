package org.wangchuan.station.recheck;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.job.LeftBehind;
import org.wangchuan.engine.job.LeftBehindException;
import org.wangchuan.engine.job.RecheckKey;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.receipt.ReceiptFiles;

/**
 * What another station needs of an erasure to look at its drive again, as the station that erased hands it over: receipt, evidence and, for a
 * random or stamped last pass, its key. Nothing of it is believed before it was held against the digest of the receipt's statement.
 */
public record ErasureFiles(String receipt, String evidence, Optional<String> key) {
    private static final String FORMAT = "wangchuan-look-files/v1";
    private static final int BYTES_MAX = 12 << 20;
    private static final long STALL_MILLIS = 180_000;

    /** They are not of the erasure that is asked for, or do not belong together. */
    public static final class OtherFilesException extends Exception {
        private static final long serialVersionUID = 1L;

        OtherFilesException(String expected, Throwable cause) {
            super("expected " + expected, cause);
        }

        OtherFilesException(String expected) {
            super("expected " + expected);
        }
    }

    /** Those that lie in a folder; empty if they are not there any more, or are of another erasure. */
    public static Optional<ErasureFiles> in(Path folder, UUID clearing) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        List<Path> receipts;
        try (Stream<Path> all = Files.list(folder)) {
            receipts = all.filter(file -> file.toString().endsWith(ReceiptFiles.RECEIPT))
                    .sorted()
                    .toList();
        }
        for (Path file : receipts) {
            String text = Files.readString(file);
            String name = String.valueOf(file.getFileName());
            String base = name.substring(0, name.length() - ReceiptFiles.RECEIPT.length());
            Path evidence = folder.resolve(base + ReceiptFiles.EVIDENCE);
            if (isOf(text, clearing) && Files.exists(evidence)) {
                Path key = folder.resolve(base + ReceiptFiles.RECHECK_KEY);
                return Optional.of(new ErasureFiles(
                        text,
                        Files.readString(evidence),
                        Files.exists(key) ? Optional.of(Files.readString(key)) : Optional.empty()));
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(String receipt, UUID clearing) {
        try {
            Receipt read = Receipt.parse(receipt.getBytes(StandardCharsets.UTF_8));
            return StatementReader.read(read.clearing().statement())
                    .head()
                    .eventId()
                    .equals(clearing);
        } catch (VerificationException _) {
            return false;
        }
    }

    /** As they are handed over, before they are sealed. */
    public byte[] toBytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(CanonicalJson.write(Json.object()
                    .put("format", FORMAT)
                    .put("receipt", receipt)
                    .put("evidence", evidence)
                    .put("key", key)
                    .build()));
        }
        return out.toByteArray();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static ErasureFiles parse(byte[] bytes) throws OtherFilesException {
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = zip.readNBytes(BYTES_MAX + 1);
            if (text.length > BYTES_MAX) {
                throw new OtherFilesException("at most " + BYTES_MAX + " bytes");
            }
            Json.Fields in = Json.in(CanonicalJson.readObject(text)).only("format", "receipt", "evidence", "key");
            if (!in.text("format").equals(FORMAT)) {
                throw new OtherFilesException(FORMAT);
            }
            return new ErasureFiles(in.text("receipt"), in.text("evidence"), in.optionalText("key"));
        } catch (IOException | MalformedJsonException | ShapeException e) {
            throw new OtherFilesException("files of an erasure", e);
        }
    }

    /**
     * What is to be looked at by them. Whether the statement's signature is good was the asker's to find out: it has named its digest.
     *
     * @param place as in {@link RecheckOrder}
     * @param statement digest of the clearing's issuer-signed JWT, as the asker has it
     * @param out folder for the answer; it exists
     */
    public RecheckOrder order(
            Path target,
            Function<Medium, Optional<Refusal>> place,
            UUID clearing,
            Bytes32 statement,
            Bytes32 challenge,
            Path out)
            throws OtherFilesException {
        byte[] record = evidence.getBytes(StandardCharsets.UTF_8);
        try {
            Receipt read = Receipt.parse(receipt.getBytes(StandardCharsets.UTF_8));
            if (!read.clearing().statement().digest().equals(statement)
                    || !(StatementReader.read(read.clearing().statement()) instanceof Statement.Clearing erased)
                    || !erased.head().eventId().equals(clearing)) {
                throw new OtherFilesException("the receipt of " + clearing);
            }
            erased.claims().evidence().verify(record);
            Evidence known = Evidence.read(record);
            Optional<RecheckKey> secret = key.isPresent() && LeftBehind.needsKey(known)
                    ? Optional.of(RecheckKey.parse(key.get().getBytes(StandardCharsets.UTF_8)))
                    : Optional.empty();
            return new RecheckOrder(
                    target,
                    place,
                    new RecheckClaims.Of(clearing, statement, erased.head().station()),
                    Optional.of(challenge),
                    known.medium(),
                    LeftBehind.of(known, secret),
                    VerifyMode.SAMPLE,
                    STALL_MILLIS,
                    out,
                    "look");
        } catch (VerificationException
                | EvidenceException
                | LeftBehindException
                | MalformedJsonException
                | ShapeException e) {
            throw new OtherFilesException("receipt, evidence and key that belong together", e);
        }
    }

    /** Not the key: this may land in a log file. */
    @Override
    public String toString() {
        return "files of an erasure";
    }
}
