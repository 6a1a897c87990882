package org.wangchuan.platform.ledger;

import java.util.Optional;
import org.wangchuan.proof.trust.TrustList;

/** What a station's own log may be called, and sign with: asked when its list comes, before the operator's list has to name it. Thread-safe. */
public interface OwnLogs {
    /** What speaks against it; of what other stations have, nothing is said. */
    Optional<LogFault> fault(TrustList.Operator own);
}
