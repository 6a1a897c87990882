package org.wangchuan.paper;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.paper.receipt.PageForm;

/** Compares a PDF with the one that its own receipt or certificate gives. */
public final class PaperCheck {
    private static final Pattern PRODUCER =
            Pattern.compile("<pdf:Producer>(wangchuan-[a-z-]{4,20}/v[0-9]{1,4})</pdf:Producer>");
    private static final int HEAD_BYTES = 200;

    private PaperCheck() {}

    /**
     * The edition that a file says it is of; the newest if it names none that is known. It may be wrong, and then the file does not compare.
     */
    public static Edition edition(byte[] pdf) {
        Optional<String> form = form(pdf);
        for (Edition edition : Edition.values()) {
            if (form.filter(name -> name.equals(PageForm.of(true, edition)) || name.equals(PageForm.of(false, edition)))
                    .isPresent()) {
                return edition;
            }
        }
        return Edition.NEWEST;
    }

    /**
     * Returns if both are the same, byte for byte.
     *
     * @param pdf the file in hand
     * @param rendered what {@link ReceiptPdf#render} or {@link CertificatePdf#render} gives for the attachments of that file
     * @throws PaperException naming the first difference and the part of the file in which it is
     */
    public static void sameAsRendered(byte[] pdf, byte[] rendered) throws PaperException {
        int at = Arrays.mismatch(pdf, rendered);
        if (at < 0) {
            return;
        }
        Optional<String> form = form(pdf);
        String expected = form(rendered).orElse("none");
        if (form.isPresent() && !form.get().equals(expected)) {
            throw new PaperException("page form", expected, form.get() + ": check it with the version that made it");
        }
        String where = "PDF at byte " + at + ", in " + part(rendered, at);
        if (at == rendered.length) {
            throw new PaperException(where, "the end of the file", (pdf.length - at) + " bytes more");
        }
        if (at == pdf.length) {
            throw new PaperException(where, (rendered.length - at) + " bytes more", "the end of the file");
        }
        throw new PaperException(where, hex(rendered[at]), hex(pdf[at]));
    }

    private static Optional<String> form(byte[] pdf) {
        Matcher form = PRODUCER.matcher(new String(pdf, StandardCharsets.ISO_8859_1));
        // The last one is ours: attachments come before it, and a device may call itself anything.
        return form.results().map(found -> found.group(1)).reduce((_, last) -> last);
    }

    /** Which part of the rendered file holds a byte, told from the head of its object. */
    private static String part(byte[] rendered, int at) {
        int start = at;
        while (start > 0 && !isObjectHead(rendered, start)) {
            start--;
        }
        if (start == 0) {
            return "the head of the file";
        }
        String head =
                new String(rendered, start, Math.min(HEAD_BYTES, rendered.length - start), StandardCharsets.ISO_8859_1);
        int stream = head.indexOf("stream\n% page ");
        if (stream >= 0) {
            return "the text of " + head.substring(stream + 9, head.indexOf('\n', stream + 9));
        }
        if (head.contains("/Type/EmbeddedFile") || head.contains("/Type/Filespec")) {
            return "an attachment";
        }
        if (head.contains("/Length1") || head.contains("/Font") || head.contains("/CIDInit")) {
            return "a font";
        }
        return head.contains("/Type/Metadata") ? "the metadata" : "the structure of the file";
    }

    private static boolean isObjectHead(byte[] bytes, int at) {
        int next = at;
        while (next < bytes.length && bytes[next] >= '0' && bytes[next] <= '9') {
            next++;
        }
        return next > at
                && bytes[at - 1] == '\n'
                && next + 7 <= bytes.length
                && new String(bytes, next, 7, StandardCharsets.ISO_8859_1).equals(" 0 obj\n");
    }

    private static String hex(byte value) {
        return "byte 0x" + Integer.toHexString((value & 255) | 256).substring(1);
    }
}
