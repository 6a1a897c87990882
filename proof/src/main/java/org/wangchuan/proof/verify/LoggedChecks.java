package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Padded;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.Witnessed;

/** One statement and its place in the log. */
final class LoggedChecks {
    private LoggedChecks() {}

    static void verify(Logged logged, StatementHead head, List<VerifierKey> logKeys, VerifierKey hinted)
            throws VerificationException {
        String nonce = Base64Padded.encode(logged.nonce().toBytes());
        if (!logged.proof().extra().equals(Optional.of(nonce))) {
            throw new VerificationException(FailureCode.OPENING, "proof.extra", "the nonce", "another value or none");
        }
        List<VerifierKey> signers = logged.proof().checkpoint().verify(logKeys);
        if (!signers.contains(hinted)) {
            throw new VerificationException(
                    FailureCode.HINT, "hint.log", signers.getFirst().toString(), hinted.toString());
        }
        byte[] entry = LogEntry.of(logged.nonce(), head, logged.statement());
        try {
            logged.proof().requireIncluded(entry);
        } catch (VerificationException e) {
            throw e.code() == FailureCode.INCLUSION
                    ? new VerificationException(
                            FailureCode.INCLUSION,
                            "log entry " + logged.proof().index(),
                            "the entry of this statement and nonce in the tree",
                            e)
                    : e;
        }
        requireSeenBefore(logged, head);
    }

    /** What a station had seen when it made a statement can't be younger than the statement's place. */
    private static void requireSeenBefore(Logged logged, StatementHead head) throws VerificationException {
        requireBefore("seen.size", logged, head.seen());
        requireBefore("witnessed.size", logged, head.witnessed().map(Witnessed::checkpoint));
    }

    private static void requireBefore(String where, Logged logged, Optional<Checkpoint> earlier)
            throws VerificationException {
        Checkpoint tree = logged.proof().checkpoint().checkpoint();
        if (earlier.isEmpty() || !earlier.get().origin().equals(tree.origin())) {
            return;
        }
        long size = earlier.get().size();
        if (size > logged.proof().index()) {
            throw new VerificationException(
                    FailureCode.ORDER, where, "at most " + logged.proof().index(), size + "");
        }
    }
}
