package org.wangchuan.paper;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.claims.Claims;

/**
 * Renders a receipt as a PDF/A-3b in Chinese and English. The same page and attachments give the same
 * bytes on any machine and in any year, as long as the page form is the same; so a page is checked by
 * rendering it again. All methods are thread-safe.
 */
public final class ReceiptPdf {
    private static final int LOG_CHARACTERS_MAX = 1024;

    private ReceiptPdf() {}

    /**
     * The PDF of a receipt, uncompressed, with the attachments inside.
     *
     * @throws PaperException if the claims are not those of a clearing statement, or the QR text can't be printed
     * @throws IllegalArgumentException for two attachments of one name, or more than {@value AttachmentReader#COUNT_MAX}
     */
    public static byte[] render(ReceiptPage page, List<Attachment> attachments) throws PaperException {
        return render(page, attachments, Edition.NEWEST);
    }

    /** The same as it was made in an edition, to compare a paper of it. */
    public static byte[] render(ReceiptPage page, List<Attachment> attachments, Edition edition) throws PaperException {
        requireBounds(page.log());
        try {
            return PaperDocument.write(Claims.of(page), page, Optional.empty(), attachments, edition);
        } catch (ShapeException e) {
            throw new PaperException("claims", "those of a clearing statement", String.valueOf(e.getMessage()));
        }
    }

    static void requireBounds(LogFacts log) throws PaperException {
        if (log.origin().length() > LOG_CHARACTERS_MAX || log.rootBase64().length() > LOG_CHARACTERS_MAX) {
            throw new PaperException("log", "names of at most " + LOG_CHARACTERS_MAX + " characters", "longer ones");
        }
    }

    /**
     * Takes the attachments out of a PDF that {@link #render}, or {@link CertificatePdf#render}, made, without interpreting the rest of
     * it. What they say is only worth something once {@link PaperCheck#sameAsRendered} has passed: until
     * then other readers may see other attachments in the same file.
     *
     * @throws PaperException for every other file
     */
    public static List<Attachment> attachments(byte[] pdf) throws PaperException {
        return new AttachmentReader(pdf).read();
    }

    /** Renders a sample and throws it away, so that the first real page comes quickly; takes some 0.2 s. */
    public static void warmUp() {
        try {
            render(SamplePage.page(), List.of(Attachment.receipt(new byte[0])));
        } catch (PaperException e) {
            throw new IllegalStateException("the sample page must render", e);
        }
    }
}
