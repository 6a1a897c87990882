package org.wangchuan.station.agent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbEvent;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Meaning;
import org.wangchuan.engine.usb.mode.Mode;
import org.wangchuan.engine.usb.mode.UsbKnowledge;

/**
 * The phone cables of this machine, by what each phone said when it was plugged in: the kernel keeps that, and no phone is asked. Of something
 * that the kernel does not show nothing is told here. Not thread-safe.
 */
final class UsbPhones implements PhoneSockets {
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

    private static final Comparator<UsbPlace> BY_PORTS =
            Comparator.comparingInt(UsbPlace::bus).thenComparing(UsbPhones::ports);

    private final UsbWatch watch;
    private final UsbKnowledge knowledge = UsbKnowledge.shipped();
    private final Map<UsbPlace, PhoneState> hanging = new HashMap<>();
    private long plugs;

    UsbPhones() {
        this(new UsbWatch());
    }

    UsbPhones(UsbWatch watch) {
        this.watch = watch;
    }

    @Override
    public List<Plugged> look() {
        for (UsbEvent event : watch.look()) {
            switch (event) {
                case UsbEvent.Plugged plugged -> put(plugged.device());
                case UsbEvent.Replaced replaced -> put(replaced.now());
                case UsbEvent.Unplugged unplugged ->
                    hanging.remove(unplugged.device().place());
                case UsbEvent.Unreadable unreadable ->
                    hanging.remove(unreadable.what().place());
            }
        }
        List<UsbPlace> places = new ArrayList<>(hanging.keySet());
        places.sort(BY_PORTS);
        return places.stream()
                .flatMap(place -> Optional.ofNullable(hanging.get(place)).stream())
                .map(seen -> new Plugged(seen, Optional.empty()))
                .toList();
    }

    @Override
    public void close() {}

    private void put(UsbDevice device) {
        Classification found = knowledge.classify(device);
        if (found.meaning().compareTo(Meaning.POSSIBLE) < 0) {
            hanging.remove(device.place());
            return;
        }
        plugs++;
        hanging.put(device.place(), state(device, found, plugs));
    }

    private static PhoneState state(UsbDevice device, Classification found, long plug) {
        List<String> shows = found.modes().stream().map(Mode::id).toList();
        Optional<String> mode = mode(shows);
        return new PhoneState(
                device.place().toString(),
                plug,
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
