package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.StockObjection;
import org.wangchuan.platform.ledger.OpenErasures;

/** An erasure that ended badly speaks against the device that it names, whether anybody has matched it or not. */
@Component
final class OpenErasure implements StockObjection {
    private final OpenErasures erasures;

    OpenErasure(OpenErasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public Optional<GateException.Code> against(UUID device) {
        return erasures.against(device).isEmpty() ? Optional.empty() : Optional.of(GateException.Code.ERASURE_OPEN);
    }
}
