package org.wangchuan.proof.receipt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;

/** Nothing may be added or turned round in a file where no signature would notice. */
public final class OneSpelling {
    /** Most cosignatures on a checkpoint in a file. */
    public static final int COSIGNATURES_MAX = 32;

    private static final List<String> DISCLOSURE_ORDER =
            List.of(Target.CLAIM, Work.CLAIM, Phone.CLAIM, PhoneWork.CLAIM, Asset.CLAIM, ProducersShown.CLAIM);

    private OneSpelling() {}

    static void requireDisclosuresInOrder(SdJwt statement) throws VerificationException {
        int last = -1;
        for (Disclosure disclosure : statement.disclosures()) {
            int place = DISCLOSURE_ORDER.indexOf(disclosure.name());
            if (place <= last) {
                throw new VerificationException(
                        FailureCode.RECEIPT_FORMAT, "disclosures", "the order " + DISCLOSURE_ORDER, "another");
            }
            last = place;
        }
    }

    /**
     * A receipt's checkpoint, and a recheck's, has the log's signature and no other.
     *
     * @throws VerificationException with the code given
     */
    public static void requireSignedOnce(FailureCode code, SignedCheckpoint checkpoint) throws VerificationException {
        int signatures = checkpoint.note().signatures().size();
        if (signatures != 1) {
            throw new VerificationException(code, "proof", "the log's signature alone", signatures + " signatures");
        }
    }

    /**
     * A certificate's checkpoint has the log's one signature first, and then the cosignatures, ordered by their lines,
     * one for each key.
     *
     * @throws VerificationException with the code given
     */
    public static void requireCosigned(FailureCode code, SignedCheckpoint checkpoint) throws VerificationException {
        List<NoteSignature> lines = checkpoint.note().signatures();
        if (!lines.getFirst().name().equals(checkpoint.checkpoint().origin())) {
            throw new VerificationException(code, "checkpoint", "the log's signature first", "another");
        }
        if (lines.size() - 1 > COSIGNATURES_MAX) {
            throw new VerificationException(
                    code, "checkpoint", "at most " + COSIGNATURES_MAX + " cosignatures", lines.size() - 1 + "");
        }
        String last = "";
        Set<String> signers = new HashSet<>();
        for (NoteSignature line : lines.subList(1, lines.size())) {
            boolean isFresh = signers.add(line.name() + "+" + Hex.encode(line.keyId()));
            if (line.name().equals(checkpoint.checkpoint().origin())
                    || !isFresh
                    || line.line().compareTo(last) <= 0) {
                throw new VerificationException(
                        code, "checkpoint", "one cosignature for each key, in order", "another list of lines");
            }
            last = line.line();
        }
    }
}
