package org.wangchuan.cli.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.PaperCheck;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.print.CertificatePaper;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.seal.Seal;
import org.wangchuan.seal.SealException;

/** A PDF that claims to be the paper of a receipt or certificate. */
final class Paper {
    private final byte[] pdf;
    private final byte[] record;
    private final boolean isCertificate;
    private final Optional<byte[]> evidence;

    private Paper(byte[] pdf, byte[] record, boolean isCertificate, Optional<byte[]> evidence) {
        this.pdf = pdf;
        this.record = record;
        this.isCertificate = isCertificate;
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
        Optional<byte[]> certificate = named(attachments, Attachment.CERTIFICATE);
        if (receipt.isPresent() == certificate.isPresent()) {
            throw new PaperException(
                    "the attachments",
                    Attachment.RECEIPT + " or " + Attachment.CERTIFICATE,
                    receipt.isPresent() ? "both" : "neither");
        }
        return new Paper(
                pdf,
                receipt.or(() -> certificate).orElseThrow(),
                certificate.isPresent(),
                named(attachments, Attachment.EVIDENCE));
    }

    private static Optional<byte[]> named(List<Attachment> attachments, String name) {
        return attachments.stream()
                .filter(attachment -> attachment.name().equals(name))
                .map(Attachment::bytes)
                .findFirst();
    }

    /** Whether a certificate is attached, not a receipt. */
    boolean isCertificate() {
        return isCertificate;
    }

    /** The attached receipt or certificate. */
    byte[] record() {
        return record.clone();
    }

    Optional<byte[]> evidence() {
        return evidence.map(byte[]::clone);
    }

    /** As below, of whichever record is attached. */
    Optional<Seal> requireRendered() throws PaperException, VerificationException {
        return isCertificate
                ? requireRenderedFrom(Certificate.parse(record))
                : requireRenderedFrom(Receipt.parse(record));
    }

    /** As below, of a certificate. */
    Optional<Seal> requireRenderedFrom(Certificate parsed) throws PaperException {
        return requireSame(CertificatePaper.render(parsed, evidence, PaperCheck.edition(pdf)));
    }

    /**
     * Every byte of the page, and everything attached, must be what the receipt gives when it is rendered again; behind it
     * may stand a seal, in its one form.
     */
    Optional<Seal> requireRenderedFrom(Receipt parsed) throws PaperException {
        return requireSame(ReceiptPaper.render(parsed, evidence, PaperCheck.edition(pdf)));
    }

    private Optional<Seal> requireSame(byte[] rendered) throws PaperException {
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
