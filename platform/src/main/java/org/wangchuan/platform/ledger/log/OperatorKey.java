package org.wangchuan.platform.ledger.log;

import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.note.VerifierKey;

/**
 * The operator's own voice: the key of its log, which every trust list of it names. It signs what the platform itself has recorded, and
 * nothing that a station says. Thread-safe.
 */
@Component
public class OperatorKey {
    private final StatementIssuer issuer;
    private final VerifierKey verifierKey;

    OperatorKey(LogKeys keys, PlatformSettings settings) {
        StatementIssuer real = StatementIssuer.real(keys.log().signingKey());
        // What is tried out is never taken for what happened.
        issuer = settings.isTrial() ? real.forTest() : real;
        verifierKey = keys.log().verifierKey();
    }

    /** What signs. */
    public StatementIssuer issuer() {
        return issuer;
    }

    /** What others verify with. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }
}
