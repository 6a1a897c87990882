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

/** Puts receipts together from what was issued and logged. */
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
        List<Long> indexes = new ArrayList<>();
        for (IssuedStatement statement : List.of(clearing, start)) {
            OptionalLong index = log.find(statement.eventId());
            indexes.add(index.orElseThrow(
                    () -> new IllegalArgumentException("not in the log: event " + statement.eventId())));
        }
        List<TlogProof> proofs = log.prove(indexes);
        return new Receipt(
                logged(clearing, proofs.getFirst()),
                logged(start, proofs.getLast()),
                new Hint(station, log.verifierKey()));
    }

    private static Logged logged(IssuedStatement issued, TlogProof proof) {
        return new Logged(
                issued.sdJwt(), issued.nonce(), proof.withExtra(issued.nonce().toBytes()));
    }
}
