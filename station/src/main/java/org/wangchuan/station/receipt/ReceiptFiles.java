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
 */
public record ReceiptFiles(Path receipt, Path paper, Path evidence) {
    /**
     * Writes them durably; the receipt comes last, so that where there is a receipt the others are too.
     *
     * @param base path and beginning of the names
     */
    public static ReceiptFiles write(Path folder, String base, Receipt receipt, byte[] evidence) throws IOException {
        ReceiptFiles files = new ReceiptFiles(
                folder.resolve(base + ".receipt.json"),
                folder.resolve(base + ".receipt.pdf"),
                folder.resolve(base + ".evidence.jsonl"));
        FileForPeople.replace(files.evidence, evidence);
        try {
            FileForPeople.replace(files.paper, ReceiptPaper.render(receipt, Optional.of(evidence)));
        } catch (PaperException e) {
            throw new IllegalStateException("a receipt that was just made can't be printed", e);
        }
        FileForPeople.replace(files.receipt, receipt.toBytes());
        return files;
    }
}
