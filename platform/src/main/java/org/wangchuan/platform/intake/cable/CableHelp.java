package org.wangchuan.platform.intake.cable;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.wangchuan.makers.Maker;
import org.wangchuan.makers.Makers;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.proof.encoding.Bytes32;

/** Holds what hangs on the phone cables of a site against what was noted of an order's phone. It changes nothing. Thread-safe. */
@Component
public class CableHelp {
    private final CablePhones phones;
    private final DeviceNumbers numbers;

    CableHelp(CablePhones phones, DeviceNumbers numbers) {
        this.phones = phones;
        this.numbers = numbers;
    }

    /** For the page on which an order's phone is worked on; {@link OnCable#NOTHING} for what is no phone, and before and after that work. */
    public OnCable of(WorkOrder order, Device device) {
        boolean isPhone = device.kind().isPhone();
        boolean isAtWork = order.state() == OrderState.CONSENTED || order.state() == OrderState.ERASING;
        if (!isPhone || !isAtWork) {
            return OnCable.NOTHING;
        }
        return OnCable.of(lines(order, device));
    }

    /**
     * For whoever looks at an order's phone once more after it was proved: those that show its number; if none does, all that show no other. {@link OnCable#NOTHING}
     * for what is no phone.
     */
    public OnCable again(WorkOrder order, Device device) {
        return device.kind().isPhone()
                ? OnCable.of(lines(order, device).stream()
                        .filter(line -> !line.isOtherNumber())
                        .toList())
                : OnCable.NOTHING;
    }

    /** All that hang there, for whoever chooses the order's phone among them; the one that shows the noted number first, those that show another last. */
    public List<OnCable.Line> choices(WorkOrder order, Device device) {
        return lines(order, device).stream()
                .sorted(Comparator.comparing(OnCable.Line::isOtherNumber).thenComparing(line -> !line.isSameNumber()))
                .toList();
    }

    private List<OnCable.Line> lines(WorkOrder order, Device device) {
        List<CablePhones.At> here = phones.at(order.site());
        if (here.isEmpty()) {
            return List.of();
        }
        Set<Bytes32> noted = numbers.all(device.id());
        boolean isSerial = !numbers.serials(device.id()).isEmpty();
        Optional<String> maker = maker(Optional.of(device.brand()));
        return here.stream().map(at -> line(at, noted, isSerial, maker)).toList();
    }

    private static OnCable.Line line(CablePhones.At at, Set<Bytes32> noted, boolean isSerial, Optional<String> maker) {
        Optional<String> shown = maker(at.phone().maker());
        return new OnCable.Line(
                at,
                number(noted, isSerial, at.phone().serial().map(CablePhone.Serial::digest)),
                compared(maker, shown),
                shown.isPresent());
    }

    /** The id of the maker that a text names. */
    private static Optional<String> maker(Optional<String> text) {
        return text.flatMap(named -> Makers.shipped().named(named)).map(Maker::id);
    }

    /** Another number says something only beside a serial number: a phone shows no IMEI on its cable. */
    static OnCable.Says number(Set<Bytes32> noted, boolean isSerial, Optional<Bytes32> shown) {
        if (noted.isEmpty()) {
            return OnCable.Says.UNTOLD;
        }
        if (shown.filter(noted::contains).isPresent()) {
            return OnCable.Says.SAME;
        }
        if (!isSerial) {
            return OnCable.Says.NO_COMPARISON;
        }
        return shown.isEmpty() ? OnCable.Says.UNTOLD : OnCable.Says.OTHER;
    }

    private static <T> OnCable.Says compared(Optional<T> noted, Optional<T> shown) {
        if (noted.isEmpty() || shown.isEmpty()) {
            return OnCable.Says.UNTOLD;
        }
        return noted.equals(shown) ? OnCable.Says.SAME : OnCable.Says.OTHER;
    }
}
