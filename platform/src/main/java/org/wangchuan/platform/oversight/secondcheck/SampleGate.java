package org.wangchuan.platform.oversight.secondcheck;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.StockObjection;

/** What is drawn is not sold before somebody else has looked, and nothing is before it is known whether it is drawn. */
@Component
final class SampleGate implements StockObjection {
    private final Clearings clearings;

    SampleGate(Clearings clearings) {
        this.clearings = clearings;
    }

    @Override
    public Optional<GateException.Code> against(UUID device) {
        return clearings
                .against(device)
                .map(why -> why.equals("drawn")
                        ? GateException.Code.SECOND_CHECK_OPEN
                        : GateException.Code.SECOND_CHECK_UNKNOWN);
    }
}
