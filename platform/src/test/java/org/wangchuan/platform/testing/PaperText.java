package org.wangchuan.platform.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.ReceiptPdf;

/** What a paper says: its words, as a tool of others (poppler) finds them, and the files inside. */
public final class PaperText {
    private PaperText() {}

    /** The words of all pages. */
    public static String of(byte[] pdf) {
        try {
            Process process = new ProcessBuilder("pdftotext", "-layout", "-enc", "UTF-8", "-", "-")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(process, pdf));
            byte[] text = process.getInputStream().readAllBytes();
            writing.join();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("pdftotext found no PDF");
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void write(Process process, byte[] pdf) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file inside of this name. */
    public static byte[] attached(byte[] pdf, String name) throws PaperException {
        return ReceiptPdf.attachments(pdf).stream()
                .filter(one -> one.name().equals(name))
                .map(Attachment::bytes)
                .findFirst()
                .orElseThrow();
    }
}
