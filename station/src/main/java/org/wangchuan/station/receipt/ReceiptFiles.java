package org.wangchuan.station.receipt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.wangchuan.paper.PaperException;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.home.FileForPeople;

/**
 * The files that a person takes away.
 *
 * @param receipt machine-readable
 * @param paper the PDF
 * @param evidence what both rest on
 * @param recheckKey what the last pass was written by, for whoever looks again; for its owner's eyes alone. Absent where that was a
 *     constant, or the pass did not come to its end
 */
public record ReceiptFiles(Path receipt, Path paper, Path evidence, Optional<Path> recheckKey) {
    /** How the name of a receipt ends. */
    public static final String RECEIPT = ".receipt.json";

    /** How the name of its evidence ends. */
    public static final String EVIDENCE = ".evidence.jsonl";

    /** How the name of the key of its last pass ends. */
    public static final String RECHECK_KEY = ".recheck-key.json";

    /**
     * Writes them durably; the receipt comes last, so that where there is a receipt the others are too.
     *
     * @param base path and beginning of the names
     * @param recheckKey of the last pass, if it has one
     */
    public static ReceiptFiles write(
            Path folder, String base, Receipt receipt, byte[] evidence, Optional<byte[]> recheckKey)
            throws IOException {
        ReceiptFiles files = new ReceiptFiles(
                folder.resolve(base + RECEIPT),
                folder.resolve(base + ".receipt.pdf"),
                folder.resolve(base + EVIDENCE),
                recheckKey.map(_ -> folder.resolve(base + RECHECK_KEY)));
        FileForPeople.replace(files.evidence, evidence);
        if (recheckKey.isPresent()) {
            FileForPeople.replaceSecret(files.recheckKey.orElseThrow(), recheckKey.get());
        }
        try {
            FileForPeople.replace(files.paper, ReceiptPaper.render(receipt, Optional.of(evidence)));
        } catch (PaperException e) {
            throw new IllegalStateException("a receipt that was just made can't be printed", e);
        }
        FileForPeople.replace(files.receipt, receipt.toBytes());
        return files;
    }
}
