package org.wangchuan.platform.oversight.secondcheck;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.StockObjection;

/**
 * What is drawn is not sold before somebody else has looked, nothing is before it is known whether it is drawn, and nothing of which a station
 * says truly that something else is there than was left.
 */
@Component
final class SampleGate implements StockObjection {
    private final Clearings clearings;
    private final LookTable looks;

    SampleGate(Clearings clearings, LookTable looks) {
        this.clearings = clearings;
        this.looks = looks;
    }

    @Override
    public Optional<GateException.Code> against(UUID device) {
        if (looks.isContradicted(device)) {
            return Optional.of(GateException.Code.SECOND_CHECK_DIFFERS);
        }
        return clearings
                .against(device)
                .map(why -> why.equals("drawn")
                        ? GateException.Code.SECOND_CHECK_OPEN
                        : GateException.Code.SECOND_CHECK_UNKNOWN);
    }
}
