package org.wangchuan.platform.intake;

import org.wangchuan.platform.custody.Device;

/**
 * How lists and pages name the state of an order in one line.
 *
 * @param key of its words
 * @param style as the style sheet knows it: what went into a bag is never as green as what was cleared
 */
public record OrderMark(String key, String style) {
    /**
     * Of an order and its device.
     *
     * @param isInDoubt whether it stands as cleared, and that can't be said now
     */
    public static OrderMark of(WorkOrder order, Device device, boolean isInDoubt) {
        if (isInDoubt) {
            return new OrderMark("intake.state.in-doubt", "bad");
        }
        if (order.state() == OrderState.CLOSED && device.bagNumber().isPresent()) {
            return new OrderMark("intake.state.closed.sealed", "order-sealed");
        }
        String id = order.state().id();
        return new OrderMark("intake.state." + id, "order-" + id);
    }
}
