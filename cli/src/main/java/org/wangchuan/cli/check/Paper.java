package org.wangchuan.cli.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.PaperCheck;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.seal.Seal;
import org.wangchuan.seal.SealException;
import org.wangchuan.station.receipt.ReceiptPaper;

/** A PDF that claims to be the paper of a receipt. */
final class Paper {
    private final byte[] pdf;
    private final byte[] receipt;
    private final Optional<byte[]> evidence;

    private Paper(byte[] pdf, byte[] receipt, Optional<byte[]> evidence) {
        this.pdf = pdf;
        this.receipt = receipt;
        this.evidence = evidence;
    }

    static boolean looksLikeOne(byte[] bytes) {
        return bytes.length >= 5
                && bytes[0] == '%'
                && bytes[1] == 'P'
                && bytes[2] == 'D'
                && bytes[3] == 'F'
                && bytes[4] == '-';
    }

    static Paper open(byte[] pdf) throws PaperException {
        List<Attachment> attachments = ReceiptPdf.attachments(pdf);
        Optional<byte[]> receipt = named(attachments, Attachment.RECEIPT);
        if (receipt.isEmpty()) {
            throw new PaperException("the attachments", Attachment.RECEIPT, "none of this name");
        }
        return new Paper(pdf, receipt.get(), named(attachments, Attachment.EVIDENCE));
    }

    private static Optional<byte[]> named(List<Attachment> attachments, String name) {
        return attachments.stream()
                .filter(attachment -> attachment.name().equals(name))
                .map(Attachment::bytes)
                .findFirst();
    }

    byte[] receipt() {
        return receipt.clone();
    }

    Optional<byte[]> evidence() {
        return evidence.map(byte[]::clone);
    }

    /**
     * Every byte of the page, and everything attached, must be what the receipt gives when it is rendered again; behind it
     * may stand a seal, in its one form.
     */
    Optional<Seal> requireRenderedFrom(Receipt parsed) throws PaperException {
        byte[] rendered = ReceiptPaper.render(parsed, evidence);
        boolean more =
                pdf.length > rendered.length && Arrays.equals(pdf, 0, rendered.length, rendered, 0, rendered.length);
        if (!more) {
            PaperCheck.sameAsRendered(pdf, rendered);
            return Optional.empty();
        }
        try {
            return Seal.check(rendered, pdf);
        } catch (SealException e) {
            throw new PaperException("what follows the page (" + e.code() + ")", e.expected(), e.found());
        }
    }
}
