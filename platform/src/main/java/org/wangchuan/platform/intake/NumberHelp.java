package org.wangchuan.platform.intake;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wangchuan.makers.Maker;
import org.wangchuan.makers.Makers;
import org.wangchuan.makers.Numbers;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.NumberTypes;
import org.wangchuan.platform.custody.TypeLists;

/** Says at the counter what a number hints at: whether it fits itself, whose it is by its form, what was called so before, and where it was. It refuses nothing. Thread-safe. */
@Component
public class NumberHelp {
    /** The key of what is asked of whoever takes in a device whose number another one bears that is here. */
    static final String HERE_NOW = "intake.number.HERE_NOW";

    private final DeviceNumbers numbers;
    private final NumberTypes types;
    private final TypeLists lists;
    private final Orders orders;

    NumberHelp(DeviceNumbers numbers, NumberTypes types, TypeLists lists, Orders orders) {
        this.numbers = numbers;
        this.types = types;
        this.lists = lists;
        this.orders = orders;
    }

    /**
     * A device that bore such a number before.
     *
     * @param order by which it came, if it came by one
     * @param isByTestNumber whether it bears a number of test equipment alone, of those that were typed
     */
    public record Earlier(Device device, Optional<WorkOrder> order, boolean isByTestNumber) {
        /** Whether it is still here, and its order not over: then it may be this one, but for a number that many bear. */
        boolean isToBeAsked() {
            return isHereNow() && !isByTestNumber;
        }

        private boolean isHereNow() {
            return device.state() != DeviceState.HANDED_OVER
                    && order.filter(one -> !one.state().isOver() && one.state() != OrderState.LOST)
                            .isPresent();
        }

        /** What is said of it, and what to do; words under {@code intake.number.seen.ID}. */
        public String says() {
            if (order.filter(one -> one.state() == OrderState.MISSING).isPresent()) {
                return "missing";
            }
            if (isHeld()) {
                return "blocked";
            }
            return isHereNow() && device.state() != DeviceState.SEALED
                    ? "open"
                    : device.state().id();
        }

        private boolean isHeld() {
            return order.filter(one -> one.state().isStopped()).isPresent() || device.state() == DeviceState.BLOCKED;
        }
    }

    /**
     * What a list of types says.
     *
     * @param isOther whether this phone is noted otherwise
     */
    public record Listed(TypeLists.Said says, boolean isOther) {}

    /**
     * All that is said.
     *
     * @param doubts as the form has them now
     * @param body who allocated the first IMEI
     * @param type as what phones of its type were noted here before
     * @param isOtherType whether this one is noted otherwise
     * @param listed what each of the company's lists of types calls such phones
     * @param form how its maker's serial numbers look, if this one looks otherwise
     * @param earlier the latest first
     */
    public record Hints(
            List<DeviceNumber> read,
            List<DeviceNumber.Doubt> doubts,
            Optional<Numbers.Body> body,
            Optional<NumberTypes.Known> type,
            boolean isOtherType,
            List<Listed> listed,
            Optional<Numbers.SerialForm> form,
            List<Earlier> earlier) {
        /** Nothing. */
        public static final Hints NONE = new Hints(
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                Optional.empty(),
                List.of());

        public Hints {
            read = List.copyOf(read);
            doubts = List.copyOf(doubts);
            listed = List.copyOf(listed);
            earlier = List.copyOf(earlier);
        }

        /** Whether two of the lists call such phones otherwise. */
        public boolean areListsApart() {
            return listed.stream()
                    .anyMatch(one -> one.says().disagrees(listed.getFirst().says()));
        }

        /** Whether one of them is still here, its order not over, and may be this one. */
        boolean isHereNow() {
            return earlier.stream().anyMatch(Earlier::isToBeAsked);
        }
    }

    /** What the numbers of a form hint at, for somebody who sees these sites. */
    Hints of(IntakeForm form, Collection<UUID> sites) {
        List<DeviceNumber> read = form.numbers();
        boolean isTooMuch = form.problems().contains("intake.problem.serial");
        if (read.isEmpty() || isTooMuch) {
            return Hints.NONE;
        }
        Optional<String> imei = read.stream()
                .filter(number -> number.type().isPresent())
                .map(DeviceNumber::text)
                .findFirst();
        Optional<NumberTypes.Known> type = read.stream()
                .flatMap(number -> number.type().stream())
                .flatMap(known -> types.of(sites, known).stream())
                .findFirst();
        List<Listed> listed = read.stream()
                .flatMap(number -> number.type().stream())
                .map(known -> lists.saying(sites, known))
                .filter(said -> !said.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .map(said -> new Listed(said, said.differs(form.get("brand"), form.get("model"))))
                .toList();
        List<Device> devices = numbers.known(read, form.typed().texts(), sites).stream()
                .filter(device -> !form.isOf(device.code()))
                .toList();
        List<DeviceNumber> telling = telling(read);
        Set<UUID> told = telling.size() == read.size()
                ? devices.stream().map(Device::id).collect(Collectors.toUnmodifiableSet())
                : numbers.known(telling, List.of(), sites).stream()
                        .map(Device::id)
                        .collect(Collectors.toUnmodifiableSet());
        Map<UUID, WorkOrder> known =
                orders.ofDevices(devices.stream().map(Device::id).toList());
        return new Hints(
                read,
                form.doubts(),
                imei.flatMap(Numbers.shipped()::body),
                type,
                type.filter(one -> one.differs(form.get("brand"), form.get("model")))
                        .isPresent(),
                listed,
                otherForm(form, read),
                devices.stream()
                        .map(device -> new Earlier(
                                device, Optional.ofNullable(known.get(device.id())), !told.contains(device.id())))
                        .toList());
    }

    /** Without those of test equipment, which many bear. */
    private static List<DeviceNumber> telling(List<DeviceNumber> read) {
        return read.stream()
                .filter(number -> !number.doubt().equals(Optional.of(DeviceNumber.Doubt.IMEI_TEST)))
                .toList();
    }

    /** The latest whose order is not over, of the devices that bear one of the numbers of a form and may be this one; by the place of each form for which there is one. */
    Map<Integer, Earlier> hereNow(List<IntakeForm> forms, Collection<UUID> sites) {
        List<List<String>> texts = forms.stream().map(NumberHelp::texts).toList();
        Set<String> noted =
                numbers.noted(texts.stream().flatMap(List::stream).distinct().toList(), sites);
        Map<Integer, Earlier> out = new LinkedHashMap<>();
        for (int at = 0; at < forms.size(); at++) {
            if (!Collections.disjoint(noted, texts.get(at))) {
                int place = at;
                hereNow(forms.get(at), sites).ifPresent(one -> out.put(place, one));
            }
        }
        return out;
    }

    private static List<String> texts(IntakeForm form) {
        return Stream.concat(
                        form.numbers().stream().flatMap(number -> number.spellings().stream()),
                        form.typed().texts().stream())
                .toList();
    }

    private Optional<Earlier> hereNow(IntakeForm form, Collection<UUID> sites) {
        List<DeviceNumber> read = form.numbers();
        List<DeviceNumber> telling = telling(read);
        boolean isAll = telling.size() == read.size();
        List<Device> devices = telling.isEmpty()
                ? List.of()
                : numbers.known(telling, isAll ? form.typed().texts() : List.of(), sites);
        if (devices.isEmpty()) {
            return Optional.empty();
        }
        Map<UUID, WorkOrder> known =
                orders.ofDevices(devices.stream().map(Device::id).toList());
        return devices.stream()
                .map(device -> new Earlier(device, Optional.ofNullable(known.get(device.id())), false))
                .filter(Earlier::isToBeAsked)
                .findFirst();
    }

    private static Optional<Numbers.SerialForm> otherForm(IntakeForm form, List<DeviceNumber> read) {
        Optional<Numbers.SerialForm> known =
                Makers.shipped().named(form.get("brand")).map(Maker::id).flatMap(Numbers.shipped()::serial);
        return known.filter(one -> read.stream()
                .anyMatch(number -> number.form() == DeviceNumber.Form.SERIAL
                        && number.doubt().isEmpty()
                        && !one.fits(number.text())));
    }
}
