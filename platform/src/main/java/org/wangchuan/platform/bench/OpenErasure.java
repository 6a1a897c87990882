package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.StockObjection;
import org.wangchuan.platform.ledger.Matches;

/** An erasure that ended badly speaks against the device that it names, whether anybody has matched it or not. */
@Component
final class OpenErasure implements StockObjection {
    private final Matches matches;

    OpenErasure(Matches matches) {
        this.matches = matches;
    }

    @Override
    public Optional<GateException.Code> against(UUID device) {
        return matches.openAgainst(device).isEmpty() ? Optional.empty() : Optional.of(GateException.Code.ERASURE_OPEN);
    }
}
