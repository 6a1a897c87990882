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
     * @param isDoubted whether a good verdict of it can't be given any more
     */
    public static OrderMark of(WorkOrder order, Device device, boolean isDoubted) {
        if (isDoubted && order.state() == OrderState.CLEARED) {
            return new OrderMark("intake.state.in-doubt", "bad");
        }
        if (isDoubted
                && order.state() == OrderState.CLOSED
                && device.bagNumber().isEmpty()) {
            return new OrderMark("intake.state.closed", "bad"); // what doubts it stands beside it
        }
        if (order.state() == OrderState.CLOSED && device.bagNumber().isPresent()) {
            return new OrderMark("intake.state.closed.sealed", "order-sealed");
        }
        if (order.state() == OrderState.TAKEN_IN && order.channel().travels()) {
            return new OrderMark("intake.state.announced", "order-taken_in"); // it need not be here
        }
        String id = order.state().id();
        return new OrderMark("intake.state." + id, "order-" + id);
    }
}
