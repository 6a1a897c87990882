package org.wangchuan.station.certify;

import java.nio.file.Path;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * A receipt that has no certificate yet.
 *
 * @param clearing event id of the clearing statement
 * @param receipt where the receipt was written: the certificate is to lie beside it
 */
public record PendingReceipt(UUID clearing, Path receipt) {
    private static final String FORMAT = "wangchuan-pending/v1";
    private static final String RECEIPT = ".receipt.json";
    private static final String CERTIFICATE = ".certificate.json";
    private static final String PAPER = ".certificate.pdf";
    private static final String EVIDENCE = ".evidence.jsonl";

    /** Where its certificate is to be. */
    public Path certificate() {
        return beside(CERTIFICATE);
    }

    /** Where the paper of its certificate is to be. */
    public Path paper() {
        return beside(PAPER);
    }

    /** Where the paper of a certificate lies that was written to {@link #certificate()}. */
    public static Path paperOf(Path certificate) {
        String name = String.valueOf(certificate.getFileName());
        String base = name.endsWith(CERTIFICATE) ? name.substring(0, name.length() - CERTIFICATE.length()) : name;
        return certificate.resolveSibling(base + PAPER);
    }

    /** Where its evidence lies, if that has not left. */
    Path evidence() {
        return beside(EVIDENCE);
    }

    private Path beside(String ending) {
        String name = String.valueOf(receipt.getFileName());
        String base = name.endsWith(RECEIPT) ? name.substring(0, name.length() - RECEIPT.length()) : name;
        return receipt.resolveSibling(base + ending);
    }

    /** The same with its certificate to be put into another folder. */
    public PendingReceipt in(Path folder) {
        return new PendingReceipt(clearing, folder.resolve(String.valueOf(receipt.getFileName())));
    }

    byte[] toBytes() {
        return CanonicalJson.write(Json.object()
                .put("format", FORMAT)
                .put("clearing", clearing.toString())
                .put("receipt", receipt.toString())
                .build());
    }

    static PendingReceipt parse(byte[] bytes, Path like) throws MalformedJsonException, ShapeException {
        Json.Fields in = Json.in(CanonicalJson.readObject(bytes)).only("format", "clearing", "receipt");
        if (!in.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, in.text("format"));
        }
        try {
            return new PendingReceipt(
                    UUID.fromString(in.text("clearing")), like.getFileSystem().getPath(in.text("receipt")));
        } catch (IllegalArgumentException e) {
            ShapeException shape = new ShapeException("clearing, receipt", "a UUID and a path", "another text");
            shape.initCause(e);
            throw shape;
        }
    }
}
