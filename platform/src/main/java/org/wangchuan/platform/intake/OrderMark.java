package org.wangchuan.platform.intake;

import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.list.BatchSummary;

/**
 * How lists and pages name the state of an order in one line.
 *
 * @param key of its words
 * @param style as the style sheet knows it; green is only what is proved now, and what went into a bag never is
 */
public record OrderMark(String key, String style) {
    /** Of an order and its device, by what became of it. */
    public static OrderMark of(BatchSummary.Row found) {
        WorkOrder order = found.item().order();
        Device device = found.item().device();
        OrderState state = order.state();
        if (device.isVoid()) {
            return new OrderMark("intake.state.void", "off");
        }
        if (state == OrderState.CLEARED && found.doubt().isPresent()) {
            return new OrderMark("intake.state.in-doubt", "bad");
        }
        if (state == OrderState.CLOSED && device.bagNumber().isPresent()) {
            return new OrderMark("intake.state.closed.sealed", "order-sealed");
        }
        if (state == OrderState.TAKEN_IN && order.channel().travels()) {
            return new OrderMark("intake.state.announced", "order-taken_in"); // it need not be here
        }
        String key = "intake.state." + state.id();
        String style = "order-" + state.id();
        if (state != OrderState.CLEARED && state != OrderState.CLOSED) {
            return new OrderMark(key, style);
        }
        boolean isHeld = device.state() == DeviceState.BLOCKED;
        if (!isHeld && found.result() == BatchSummary.Result.CLEARED) {
            return new OrderMark(key, style + " good");
        }
        // What was closed is nobody's to wait for: what speaks against it stands beside it. What is held before that
        // says so itself.
        return new OrderMark(key, state == OrderState.CLOSED ? "bad" : style);
    }
}
