package org.wangchuan.paper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.wangchuan.paper.font.Digests;
import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.pdf.Metadata;
import org.wangchuan.paper.summary.SummaryPages;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.UtcTime;
import org.wangchuan.paper.text.Words;

/** Renders a summary, as {@link ReceiptPdf} does a receipt: checked by rendering it again. Thread-safe. */
public final class SummaryPdf {
    /** Printed on every page and written into the metadata; whatever changes a byte of a page needs another one. */
    public static final String FORM = "wangchuan-summary-page/v1";

    private static final int ID_BYTES = 16;

    private SummaryPdf() {}

    /**
     * The PDF of a summary, uncompressed, with the file itself inside.
     *
     * @param summary its bytes
     * @throws PaperException if a value is beyond the bounds of a page
     */
    public static byte[] render(SummaryPage page, byte[] summary) throws PaperException {
        requireBounds(page);
        Attachment attachment = Attachment.summary(summary);
        Faces faces = Faces.fresh();
        String title = Words.ofSummary(Language.CHINESE).text("title") + " · "
                + Words.ofSummary(Language.ENGLISH).text("title");
        return PaperDocument.assemble(
                List.of(attachment),
                faces,
                SummaryPages.contents(page, faces),
                Metadata.packet(title, UtcTime.rfc3339(page.issuedAtSeconds()), FORM),
                id(page, attachment));
    }

    private static void requireBounds(SummaryPage page) throws PaperException {
        long proofs = page.rows().stream().mapToLong(row -> row.proofs().size()).sum();
        if (page.rows().size() > SummaryPage.ROWS_MAX || proofs > SummaryPage.PROOFS_MAX) {
            throw new PaperException(
                    "rows",
                    "at most " + SummaryPage.ROWS_MAX,
                    String.valueOf(page.rows().size()));
        }
        boolean areTimes = isTime(page.issuedAtSeconds())
                && isTime(page.issuedAtSeconds() + page.offsetMinutes() * 60)
                && page.rows().stream()
                        .flatMap(row -> row.proofs().stream())
                        .allMatch(proof -> isTime(proof.atSeconds()));
        if (!areTimes) {
            throw new PaperException("time", "one before the year 10000", "another");
        }
    }

    private static boolean isTime(long seconds) {
        return seconds >= 0 && seconds <= UtcTime.SECONDS_MAX;
    }

    /** A digest of all that goes in, each part behind its length. */
    private static byte[] id(SummaryPage page, Attachment attachment) {
        byte[] form = (FORM + page.statement() + page.entryHex()).getBytes(StandardCharsets.UTF_8);
        byte[] file = attachment.content();
        return Arrays.copyOf(Digests.sha256(length(form), form, length(file), file), ID_BYTES);
    }

    private static byte[] length(byte[] part) {
        return ByteBuffer.allocate(4).putInt(part.length).array();
    }
}
