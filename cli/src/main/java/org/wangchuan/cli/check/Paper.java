package org.wangchuan.cli.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.PaperCheck;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.print.CertificatePaper;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.print.SummaryPaper;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.seal.Seal;
import org.wangchuan.seal.SealException;

/** A PDF that claims to be the paper of a receipt, a certificate or a summary. */
final class Paper {
    private final byte[] pdf;
    private final byte[] record;
    private final Of of;
    private final Optional<byte[]> evidence;

    /** What is attached. */
    private enum Of {
        RECEIPT(Attachment.RECEIPT),
        CERTIFICATE(Attachment.CERTIFICATE),
        SUMMARY(Attachment.SUMMARY);

        private final String name;

        Of(String name) {
            this.name = name;
        }
    }

    private Paper(byte[] pdf, byte[] record, Of of, Optional<byte[]> evidence) {
        this.pdf = pdf;
        this.record = record;
        this.of = of;
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
        List<Of> found = Stream.of(Of.values())
                .filter(of -> named(attachments, of.name).isPresent())
                .toList();
        if (found.size() != 1) {
            throw new PaperException(
                    "the attachments",
                    Attachment.RECEIPT + " or " + Attachment.CERTIFICATE,
                    found.isEmpty() ? "neither" : "both");
        }
        return new Paper(
                pdf,
                named(attachments, found.getFirst().name).orElseThrow(),
                found.getFirst(),
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
        return of == Of.CERTIFICATE;
    }

    /** Whether the summary of a list is attached. */
    boolean isSummary() {
        return of == Of.SUMMARY;
    }

    /** The attached receipt, certificate or summary. */
    byte[] record() {
        return record.clone();
    }

    Optional<byte[]> evidence() {
        return evidence.map(byte[]::clone);
    }

    /** As below, of whichever record is attached. */
    Optional<Seal> requireRendered() throws PaperException, VerificationException {
        return switch (of) {
            case RECEIPT -> requireRenderedFrom(Receipt.parse(record));
            case CERTIFICATE -> requireRenderedFrom(Certificate.parse(record));
            case SUMMARY -> requireSame(SummaryPaper.render(RecordedFile.parse(record)));
        };
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
