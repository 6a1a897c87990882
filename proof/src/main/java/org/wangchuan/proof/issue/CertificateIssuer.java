package org.wangchuan.proof.issue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;

/** Puts certificates and status files together from what was issued, logged and cosigned. It judges no witness. */
public final class CertificateIssuer {
    private CertificateIssuer() {}

    /**
     * A checkpoint with these cosignatures, in the order that files need.
     *
     * @param signed with the log's signature alone
     * @param cosignatures as witnesses have answered
     */
    public static SignedCheckpoint cosigned(SignedCheckpoint signed, List<NoteSignature> cosignatures) {
        List<NoteSignature> lines =
                new ArrayList<>(List.of(signed.note().signatures().getFirst()));
        cosignatures.stream().sorted(Comparator.comparing(NoteSignature::line)).forEach(lines::add);
        return new SignedCheckpoint(signed.checkpoint(), new Note(signed.note().text(), lines));
    }

    /**
     * The certificate of a receipt whose own checkpoint was cosigned.
     *
     * @throws IllegalArgumentException for a checkpoint of another tree; see {@link #certificate(Receipt,
     *     SignedCheckpoint, InclusionProof, InclusionProof)}
     */
    public static Certificate certificate(Receipt receipt, SignedCheckpoint cosigned) {
        long size = receipt.clearing().proof().checkpoint().checkpoint().size();
        return certificate(
                receipt,
                cosigned,
                new InclusionProof(
                        receipt.clearing().proof().index(),
                        size,
                        receipt.clearing().proof().hashes()),
                new InclusionProof(
                        receipt.start().proof().index(),
                        size,
                        receipt.start().proof().hashes()));
    }

    /**
     * The certificate of a receipt under any cosigned checkpoint of its log.
     *
     * @param clearing where the clearing statement is in that tree
     * @param start where the start statement is in that tree
     * @throws IllegalArgumentException for proofs of another size
     */
    public static Certificate certificate(
            Receipt receipt, SignedCheckpoint cosigned, InclusionProof clearing, InclusionProof start) {
        return certificate(receipt, cosigned, clearing, start, receipt.hint().log());
    }

    /**
     * The certificate of a receipt under a cosigned checkpoint of any log that both statements are in.
     *
     * @param log the key of that log which signed the checkpoint
     * @throws IllegalArgumentException for proofs of another size
     */
    public static Certificate certificate(
            Receipt receipt,
            SignedCheckpoint cosigned,
            InclusionProof clearing,
            InclusionProof start,
            VerifierKey log) {
        return new Certificate(
                new Receipt(
                        under(receipt.clearing(), cosigned, clearing),
                        under(receipt.start(), cosigned, start),
                        new Hint(receipt.hint().station(), log)),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static Logged under(Logged logged, SignedCheckpoint cosigned, InclusionProof place) {
        if (place.size() != cosigned.checkpoint().size()) {
            throw new IllegalArgumentException("proofs for a tree of " + place.size() + " under one of "
                    + cosigned.checkpoint().size());
        }
        return new Logged(
                logged.statement(),
                logged.nonce(),
                new TlogProof(logged.proof().extra(), place.index(), place.hashes(), cosigned));
    }

    /**
     * The status file of a list whose statement is in the log.
     *
     * @param cosigned a checkpoint of the log with cosignatures; the log may have grown since
     * @throws IllegalArgumentException if the statement is not in that tree, or the tree is not the log's
     */
    public static StatusFile statusFile(
            TileLog log,
            PublicKey station,
            IssuedStatement statement,
            StatusList list,
            SignedCheckpoint cosigned,
            Optional<NotBefore> notBefore)
            throws IOException {
        long index = log.find(statement.eventId())
                .orElseThrow(() -> new IllegalArgumentException("not in the log: the status list"));
        InclusionProof place =
                log.proveInclusion(List.of(index), cosigned.checkpoint().size()).getFirst();
        return statusFile(station, log.verifierKey(), statement, list, cosigned, place, notBefore);
    }

    /**
     * The status file of a list whose statement is in any log.
     *
     * @param log the key of that log which signed the checkpoint
     * @param place of the statement in the checkpoint's tree
     * @throws IllegalArgumentException if the statement is not there
     */
    public static StatusFile statusFile(
            PublicKey station,
            VerifierKey log,
            IssuedStatement statement,
            StatusList list,
            SignedCheckpoint cosigned,
            InclusionProof place,
            Optional<NotBefore> notBefore) {
        requireOfLog(statement, place, cosigned);
        TlogProof under = new TlogProof(Optional.empty(), place.index(), place.hashes(), cosigned)
                .withExtra(statement.nonce().toBytes());
        return new StatusFile(
                list, new Logged(statement.sdJwt(), statement.nonce(), under), notBefore, new Hint(station, log));
    }

    private static void requireOfLog(IssuedStatement statement, InclusionProof place, SignedCheckpoint cosigned) {
        try {
            place.verify(
                    TreeHash.leaf(statement.entry().entry()),
                    cosigned.checkpoint().root());
        } catch (VerificationException e) {
            throw new IllegalArgumentException("the cosigned checkpoint is not of this log", e);
        }
    }
}
