package org.wangchuan.print;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.CertificateFacts.Cosigned;
import org.wangchuan.paper.CertificateFacts.Grade;
import org.wangchuan.paper.CertificateFacts.Presence;
import org.wangchuan.paper.CertificateFacts.Role;
import org.wangchuan.paper.CertificateFacts.State;
import org.wangchuan.paper.CertificateFacts.Status;
import org.wangchuan.paper.CertificatePdf;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusFile;

/**
 * The paper of a certificate: a function of the certificate and its evidence, and of no trust list, so that everybody
 * renders the same one. It is no verification.
 */
public final class CertificatePaper {
    private CertificatePaper() {}

    /**
     * Renders the paper.
     *
     * @param evidence the bytes that the certificate names by their digest; absent if they are not at hand, and
     *     then not attached
     * @throws PaperException if the certificate does not show what a page needs
     */
    public static byte[] render(Certificate certificate, Optional<byte[]> evidence) throws PaperException {
        return render(certificate, evidence, Edition.NEWEST);
    }

    /** The same as it was made in an edition, to compare a paper of it. */
    public static byte[] render(Certificate certificate, Optional<byte[]> evidence, Edition edition)
            throws PaperException {
        return CertificatePdf.render(
                ReceiptPaper.page(certificate.receipt(), edition),
                facts(certificate),
                ReceiptPaper.attachments(Attachment.certificate(certificate.toBytes()), evidence),
                edition);
    }

    private static CertificateFacts facts(Certificate certificate) throws PaperException {
        return new CertificateFacts(
                cosigned(certificate.receipt().clearing().proof().checkpoint()),
                earlier(certificate.notBefore()),
                status(statement(certificate).head().status(), certificate.status()),
                certificate.presence().stream().map(CertificatePaper::presence).toList());
    }

    private static Statement statement(Certificate certificate) throws PaperException {
        return read(certificate.receipt().clearing().statement());
    }

    private static Statement read(SdJwt statement) throws PaperException {
        try {
            return StatementReader.read(statement);
        } catch (VerificationException e) {
            throw new PaperException(e.where(), e.expected(), e.found());
        }
    }

    private static List<Cosigned> earlier(Optional<NotBefore> notBefore) {
        return notBefore.map(earlier -> cosigned(earlier.checkpoint())).orElse(List.of());
    }

    /** All but the log's own signature, which comes first. */
    private static List<Cosigned> cosigned(SignedCheckpoint checkpoint) {
        List<NoteSignature> lines = checkpoint.note().signatures();
        return lines.subList(1, lines.size()).stream()
                .map(line -> new Cosigned(line.name(), Hex.encode(line.keyId()), time(line)))
                .toList();
    }

    /** C2SP tlog-cosignature, "Format"; a time beyond all calendars can't verify for anybody. */
    private static OptionalLong time(NoteSignature line) {
        byte[] timed = line.signature();
        if (timed.length != Long.BYTES + PublicKey.SIGNATURE_LENGTH) {
            return OptionalLong.empty();
        }
        long time = ByteBuffer.wrap(timed).getLong();
        return time >= 0 && time <= StatementHead.SECONDS_MAX ? OptionalLong.of(time) : OptionalLong.empty();
    }

    private static Status status(Optional<StatusReference> place, Optional<StatusFile> stapled) throws PaperException {
        if (place.isEmpty() || stapled.isEmpty()) {
            if (stapled.isPresent()) {
                throw new PaperException("status", "none, as the statement names none", "a list");
            }
            return Status.none(place.isPresent());
        }
        StatusFile file = stapled.get();
        if (!file.list().id().equals(place.get().list())
                || place.get().index() >= file.list().entries()) {
            throw new PaperException("status", "list " + place.get().list(), "another, or a shorter one");
        }
        StatementHead head = read(file.statement().statement()).head();
        return new Status(
                switch (file.list().state(place.get().index())) {
                    case VALID -> State.VALID;
                    case REVOKED -> State.REVOKED;
                    case SUPERSEDED -> State.SUPERSEDED;
                    case CORRECTED -> State.CORRECTED;
                },
                head.seen().map(seen -> OptionalLong.of(seen.size())).orElse(OptionalLong.empty()),
                OptionalLong.of(head.issuedAtSeconds()),
                earlier(file.notBefore()));
    }

    private static Presence presence(CounterSignature one) {
        return new Presence(
                switch (one.role()) {
                    case TECHNICIAN -> Role.TECHNICIAN;
                    case OWNER -> Role.OWNER;
                    case VERIFIER -> Role.VERIFIER;
                },
                switch (one.grade()) {
                    case ASSERTED -> Grade.ASSERTED;
                    case CODE -> Grade.CODE;
                    case KEY -> Grade.KEY;
                    case HANDWRITTEN -> Grade.HANDWRITTEN;
                },
                one.atSeconds(),
                one.key());
    }
}
