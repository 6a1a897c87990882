package org.wangchuan.paper;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.text.UtcTime;

/** Renders a certificate, as {@link ReceiptPdf} does a receipt: checked by rendering it again. Thread-safe. */
public final class CertificatePdf {
    private static final int NAME_CHARACTERS_MAX = 1024;

    /** Cosignatures on one checkpoint, and those who stood by, that a paper has room for. */
    private static final int ITEMS_MAX = 64;

    private CertificatePdf() {}

    /**
     * The PDF of a certificate, uncompressed, with the attachments inside.
     *
     * @param page what its receipt's page is computed from
     * @throws PaperException if the claims are not those of a clearing statement, or a value is beyond the bounds of
     *     a page
     * @throws IllegalArgumentException for two attachments of one name, or too many
     */
    public static byte[] render(ReceiptPage page, CertificateFacts facts, List<Attachment> attachments)
            throws PaperException {
        return render(page, facts, attachments, Edition.NEWEST);
    }

    /** The same as it was made in an edition, to compare a paper of it. */
    public static byte[] render(ReceiptPage page, CertificateFacts facts, List<Attachment> attachments, Edition edition)
            throws PaperException {
        ReceiptPdf.requireBounds(page.log());
        requireBounds(facts);
        try {
            return PaperDocument.write(Claims.of(page), page, Optional.of(facts), attachments, edition);
        } catch (ShapeException e) {
            throw new PaperException("claims", "those of a clearing statement", String.valueOf(e.getMessage()));
        }
    }

    private static void requireBounds(CertificateFacts facts) throws PaperException {
        for (List<CertificateFacts.Cosigned> list :
                List.of(facts.witnesses(), facts.earlier(), facts.status().earlier())) {
            if (list.size() > ITEMS_MAX) {
                throw new PaperException("cosignatures", "at most " + ITEMS_MAX, list.size() + "");
            }
            for (CertificateFacts.Cosigned one : list) {
                if (one.name().length() > NAME_CHARACTERS_MAX || one.keyId().length() > NAME_CHARACTERS_MAX) {
                    throw new PaperException(
                            "name of a witness", "at most " + NAME_CHARACTERS_MAX + " characters", "a longer one");
                }
                if (one.atSeconds().stream().anyMatch(time -> !isTime(time))) {
                    throw new PaperException("time of a cosignature", "one before the year 10000", "another");
                }
            }
        }
        Stream<Long> times = Stream.concat(
                facts.presence().stream().map(CertificateFacts.Presence::atSeconds),
                facts.status().claimedSeconds().stream().boxed());
        if (facts.presence().size() > ITEMS_MAX || times.anyMatch(time -> !isTime(time))) {
            throw new PaperException("presence and status", "few, with times before the year 10000", "others");
        }
    }

    private static boolean isTime(long seconds) {
        return seconds >= 0 && seconds <= UtcTime.SECONDS_MAX;
    }
}
