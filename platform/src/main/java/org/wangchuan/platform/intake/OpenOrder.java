package org.wangchuan.platform.intake;

import java.util.List;
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
    private final OrderLocks locks;

    OpenOrder(Orders orders, OrderLocks locks) {
        this.orders = orders;
        this.locks = locks;
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

    @Override
    public boolean isMissing(UUID device) {
        return orders.ofDevice(device)
                .filter(order -> order.state() == OrderState.MISSING)
                .isPresent();
    }

    @Override
    public void lock(UUID device) {
        orders.ofDevice(device).ifPresent(order -> locks.lock(List.of(order.id())));
    }
}
