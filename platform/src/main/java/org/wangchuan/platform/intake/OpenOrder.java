package org.wangchuan.platform.intake;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.OrderHold;
import org.wangchuan.platform.custody.StockObjection;

/** As long as its order is not closed, a device is its owner's. */
@Component
final class OpenOrder implements StockObjection, OrderHold {
    private final Orders orders;

    OpenOrder(Orders orders) {
        this.orders = orders;
    }

    @Override
    public Optional<GateException.Code> against(UUID device) {
        return orders.ofDevice(device)
                .filter(order -> order.state() != OrderState.CLOSED)
                .map(_ -> GateException.Code.NOT_OURS);
    }

    @Override
    public boolean isHeld(UUID device) {
        return orders.ofDevice(device)
                .filter(order -> order.state().isStopped())
                .isPresent();
    }
}
