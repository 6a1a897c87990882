package org.wangchuan.proof.issue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;

/** Puts receipts, and files of rechecks, together from what was issued and logged. */
public final class ReceiptIssuer {
    private ReceiptIssuer() {}

    /**
     * The receipt of a clearing, with both proofs under the log's current checkpoint.
     *
     * @param station the key that signed both statements
     * @throws IllegalArgumentException if one of the statements is not in the log
     */
    public static Receipt receipt(TileLog log, PublicKey station, IssuedStatement start, IssuedStatement clearing)
            throws IOException {
        List<TlogProof> proofs = proofs(log, List.of(clearing, start));
        return new Receipt(
                logged(clearing, proofs.getFirst()),
                logged(start, proofs.getLast()),
                new Hint(station, log.verifierKey()));
    }

    /**
     * The file of a recheck, with its proof under the log's current checkpoint.
     *
     * @param station the key that signed the statement
     * @throws IllegalArgumentException if the statement is not in the log
     */
    public static RecheckFile recheck(TileLog log, PublicKey station, IssuedStatement recheck) throws IOException {
        TlogProof proof = proofs(log, List.of(recheck)).getFirst();
        return new RecheckFile(logged(recheck, proof), new Hint(station, log.verifierKey()));
    }

    private static List<TlogProof> proofs(TileLog log, List<IssuedStatement> statements) throws IOException {
        List<Long> indexes = new ArrayList<>();
        for (IssuedStatement statement : statements) {
            OptionalLong index = log.find(statement.eventId());
            indexes.add(index.orElseThrow(
                    () -> new IllegalArgumentException("not in the log: event " + statement.eventId())));
        }
        return log.prove(indexes);
    }

    private static Logged logged(IssuedStatement issued, TlogProof proof) {
        return new Logged(
                issued.sdJwt(), issued.nonce(), proof.withExtra(issued.nonce().toBytes()));
    }
}
