package org.wangchuan.proof.verify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.Witnessed;

/** That a statement is not older than the cosigned checkpoint that it names. */
final class NotBeforeCheck {
    private NotBeforeCheck() {}

    /** Checks all that needs no trust in witnesses. */
    static void requireConsistent(NotBefore earlier, StatementHead head, Checkpoint tree, List<VerifierKey> logKeys)
            throws VerificationException {
        Witnessed found = Witnessed.of(earlier.checkpoint());
        if (!head.witnessed().equals(Optional.of(found))) {
            throw new VerificationException(
                    FailureCode.NOT_BEFORE,
                    "notBefore.checkpoint",
                    head.witnessed().map(w -> "note " + w.note()).orElse("none, as the statement names none"),
                    "note " + found.note());
        }
        earlier.checkpoint().verify(logKeys);
        new ConsistencyProof(found.checkpoint().size(), tree.size(), earlier.hashes())
                .verify(found.checkpoint().root(), tree.root());
    }

    /** The time before which it can't have been made. */
    static Instant time(NotBefore earlier, WitnessChecks witnesses) throws VerificationException {
        return witnesses.require(earlier.checkpoint()).cosignedAfter();
    }
}
