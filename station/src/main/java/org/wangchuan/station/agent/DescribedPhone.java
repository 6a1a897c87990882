package org.wangchuan.station.agent;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Mode;

/** Says of a phone what its descriptors show, which it sent when it was plugged in. Stateless. */
final class DescribedPhone {
    /** Places in the order in which they are counted. */
    static final Comparator<UsbPlace> BY_PORTS =
            Comparator.comparingInt(UsbPlace::bus).thenComparing(DescribedPhone::ports);

    /** How a phone runs that does this on USB. That it offers files or debugging does not say which of its systems does. */
    private static final Map<String, String> MODES = Map.ofEntries(
            Map.entry("fastboot", "bootloader"),
            Map.entry("hdc", "system"),
            Map.entry("apple-normal", "system"),
            Map.entry("apple-recovery", "recovery"),
            Map.entry("apple-dfu", "dfu"),
            Map.entry("samsung-download", "download"),
            Map.entry("huawei-download", "download"),
            Map.entry("unisoc-download", "download"),
            Map.entry("qualcomm-edl", "emergency"),
            Map.entry("mediatek-brom", "emergency"),
            Map.entry("mediatek-preloader", "emergency"));

    /** In these another program than the phone's own answers, and calls itself by another number. */
    private static final Set<String> OTHER_NUMBERS = Set.of("recovery", "dfu", "download", "emergency");

    private static final String APPLE_MODES = "apple-";

    private DescribedPhone() {}

    /** One plugging-in, of which nothing was asked. */
    static PhoneState of(PhoneContact contact) {
        UsbDevice device = contact.device();
        Classification found = contact.classification();
        List<String> shows = found.modes().stream().map(Mode::id).toList();
        Optional<String> mode = mode(shows);
        return new PhoneState(
                contact.place().toString(),
                contact.plugging(),
                found.meaning().id(),
                device.manufacturer().or(() -> vendor(found)),
                device.model(),
                serial(device, shows, mode),
                system(device, shows),
                shows,
                mode,
                Optional.empty(),
                Optional.empty(),
                PhoneState.NOT_ASKED);
    }

    /** That by which its box or its settings name it. Apple's devices show another one on USB, which stands nowhere that a clerk looks. */
    private static Optional<String> serial(UsbDevice device, List<String> shows, Optional<String> mode) {
        boolean isOther = mode.filter(OTHER_NUMBERS::contains).isPresent()
                || shows.stream().anyMatch(one -> one.startsWith(APPLE_MODES));
        return isOther ? Optional.empty() : device.serial().map(SerialNumber::shown);
    }

    /** Whose vendor id it is, where that is one maker's; some are of several brands, and say so in brackets. */
    private static Optional<String> vendor(Classification found) {
        return found.vendor()
                .filter(vendor -> !vendor.usedByOthers())
                .map(vendor -> vendor.name().en())
                .filter(name -> name.indexOf('(') < 0);
    }

    /** ADB and fastboot tell of none: HarmonyOS of before 5 speaks them, too. */
    private static Optional<String> system(UsbDevice device, List<String> shows) {
        if (shows.contains("hdc") && !shows.contains("adb")) {
            return Optional.of("harmonyos");
        }
        if (!shows.contains("apple-normal")) {
            return Optional.empty();
        }
        String model = device.model().orElse("").toLowerCase(Locale.ROOT);
        if (model.startsWith("ipad")) {
            return Optional.of("ipados");
        }
        return model.startsWith("iphone") ? Optional.of("ios") : Optional.empty();
    }

    /** If all that it does goes with one. */
    private static Optional<String> mode(List<String> shows) {
        Set<String> modes = shows.stream()
                .flatMap(one -> Optional.ofNullable(MODES.get(one)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return modes.size() == 1 ? modes.stream().findFirst() : Optional.empty();
    }

    /** By which ports are in order as numbers: each has three digits at the most. */
    private static String ports(UsbPlace place) {
        return place.ports().stream()
                .map(port -> String.format(Locale.ROOT, "%03d", port))
                .collect(Collectors.joining("."));
    }
}
