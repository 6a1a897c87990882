package org.wangchuan.station.receipt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.home.DurableFiles;

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
        put(files.evidence, evidence);
        try {
            put(files.paper, ReceiptPaper.render(receipt, Optional.of(evidence)));
        } catch (PaperException e) {
            throw new IllegalStateException("a receipt that was just made can't be printed", e);
        }
        put(files.receipt, receipt.toBytes());
        DurableFiles.syncFolder(folder);
        return files;
    }

    /**
     * With the permissions that the person's other new files have: these are theirs to hand on. Under a name that
     * nobody can know beforehand, and only if nothing has it: in a folder that others may write to, a link could wait there.
     */
    private static void put(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling("." + UUID.randomUUID() + ".new");
        try {
            try (FileChannel channel =
                    FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                DurableFiles.writeFully(channel, content);
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
