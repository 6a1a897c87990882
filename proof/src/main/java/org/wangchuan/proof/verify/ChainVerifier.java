package org.wangchuan.proof.verify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;

/** Whether statements are a stretch of one station's chain: all of it, in order, each once, without branches. */
public final class ChainVerifier {
    private ChainVerifier() {}

    /**
     * Returns if each statement is the next after the one before it.
     *
     * @param statements in the order in which they were made; a stretch may begin anywhere
     * @return the sequence number of the first; 0 if the stretch begins where the station began
     * @throws VerificationException with code CHAIN for none at all; STATEMENT_SIGNATURE or STATEMENT_FORMAT for one
     *     that is not the station's; CHAIN_GAP, CHAIN_ORDER, CHAIN_FORK or REPLAY
     */
    public static long verify(PublicKey station, List<SdJwt> statements) throws VerificationException {
        if (statements.isEmpty()) {
            throw new VerificationException(FailureCode.CHAIN, "chain", "statements", "none");
        }
        Map<Long, Bytes32> bySequence = new HashMap<>();
        Set<Long> all = new HashSet<>();
        for (SdJwt statement : statements) {
            statement.verify(station);
            all.add(StatementReader.read(statement).head().sequence());
        }
        long first = StatementReader.read(statements.getFirst()).head().sequence();
        long expected = first;
        Optional<Bytes32> last = Optional.empty();
        for (SdJwt statement : statements) {
            StatementHead head = StatementReader.read(statement).head();
            requireFresh(head, statement.digest(), bySequence);
            if (head.sequence() != expected) {
                boolean isElsewhere = head.sequence() < expected || all.contains(expected);
                throw new VerificationException(
                        isElsewhere ? FailureCode.CHAIN_ORDER : FailureCode.CHAIN_GAP,
                        "seq",
                        expected + "",
                        head.sequence() + "");
            }
            if (last.isPresent() && !head.previous().equals(last)) {
                throw new VerificationException(
                        FailureCode.CHAIN_FORK,
                        "prev of statement " + expected,
                        last.get().base64Url(),
                        head.previous().map(Bytes32::base64Url).orElse("nothing"));
            }
            last = Optional.of(statement.digest());
            expected++;
        }
        return first;
    }

    private static void requireFresh(StatementHead head, Bytes32 digest, Map<Long, Bytes32> bySequence)
            throws VerificationException {
        Bytes32 other = bySequence.put(head.sequence(), digest);
        if (other != null) {
            throw new VerificationException(
                    other.equals(digest) ? FailureCode.REPLAY : FailureCode.CHAIN_FORK,
                    "seq",
                    "each place once",
                    head.sequence() + " twice");
        }
    }
}
