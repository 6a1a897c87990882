package org.wangchuan.engine.usb;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.engine.patience.Patience;

/**
 * Which two places are one port. A port for USB 3 is two to the kernel, one on each of its controller's two buses, and what is plugged in hangs at the one or the
 * other by the speed at which it comes up: a system at the fast one, its boot loader or a worn cable at the slow one. The kernel links each to its other, on hubs as on
 * the machine itself (drivers/usb/core/port.c, {@code peer}). A link counts only if the other one leads back, and firmware tells of the two that they are in one place
 * ({@code location}): where it tells nothing the kernel joins ports by their numbers alone, which is no knowledge of sockets.
 *
 * <p>Only folders, links and what the kernel shows without a device's lock are read, a few for each place: a hub's lock is held for tens of seconds while it
 * tries to set up one bad device. Thread-safe.
 */
public final class UsbPorts {
    private static final String PEER = "peer";
    private static final Pattern PORT = Pattern.compile("(.{1,64})-port([1-9][0-9]{0,2})");
    private static final Pattern SPEED = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?");
    private static final Pattern LOCATION = Pattern.compile("0x(?!0{8})[0-9a-f]{8}");
    private static final Pattern ONLY_INTERFACE = Pattern.compile("[1-9][0-9]{0,2}\\.0");
    private static final String NOT_USED = "not used";

    private final Path devices;
    private volatile boolean isAsking;

    /** Of the machine that these files show. */
    public UsbPorts(UsbFiles files) {
        this.devices = files.devices();
    }

    /**
     * Two places of one port.
     *
     * @param known the one by which it is known
     * @param other the other place than the one that was asked for
     */
    public record Joined(UsbPlace known, UsbPlace other) {}

    /** Of which of these ports another place is known, by the place that was asked for. Empty where a kernel is stuck, which is not asked again until it answers. */
    public Optional<Map<UsbPlace, Joined>> joined(Collection<UsbPlace> places) {
        if (places.isEmpty()) {
            return Optional.of(Map.of());
        }
        List<UsbPlace> asked = List.copyOf(places);
        return isAsking ? Optional.empty() : Patience.ask(() -> answer(asked), UsbInventory.ANSWER_MILLIS);
    }

    private Map<UsbPlace, Joined> answer(List<UsbPlace> places) {
        isAsking = true;
        try {
            Map<UsbPlace, Joined> out = new HashMap<>();
            places.forEach(place ->
                    other(place).ifPresent(other -> out.put(place, new Joined(slower(place, other), other))));
            return out;
        } finally {
            isAsking = false;
        }
    }

    /** The other place of the port; empty if it has one alone, or nobody knows of another. */
    public Optional<UsbPlace> other(UsbPlace place) {
        return linked(place).filter(other -> isOneSocket(place, other));
    }

    /** The one place by which a port is known: of its two that on the slower bus, which it has also behind a hub that is slow, or came up so. */
    public UsbPlace known(UsbPlace place) {
        return other(place).map(other -> slower(place, other)).orElse(place);
    }

    private Optional<UsbPlace> linked(UsbPlace place) {
        Optional<Path> here = folder(place);
        Optional<Path> there = here.map(folder -> folder.resolve(PEER))
                .filter(Files::isSymbolicLink)
                .flatMap(UsbPorts::real);
        Optional<UsbPlace> other = there.flatMap(UsbPorts::place);
        boolean isPeer = other.filter(one -> one.bus() != place.bus()).isPresent()
                && other.flatMap(this::folder).equals(there)
                && there.flatMap(folder -> real(folder.resolve(PEER))).equals(here);
        return isPeer ? other : Optional.empty();
    }

    /** By what firmware tells of them. Of ports of a hub that somebody plugged in it tells nothing: they are where their hub is, and its two sides number them alike. */
    private boolean isOneSocket(UsbPlace one, UsbPlace other) {
        Optional<String> location = folder(one).flatMap(UsbPorts::location);
        if (location.isPresent()) {
            return isThereAlone(one, location.get()) && isThereAlone(other, location.get());
        }
        Optional<UsbPlace> hub = one.hub().filter(above -> !above.root());
        return hub.isPresent()
                && folder(other).flatMap(UsbPorts::location).isEmpty()
                && other(hub.get()).equals(other.hub());
    }

    /** Firmware that has not thought of it has several ports, or all of them, in one place. */
    private boolean isThereAlone(UsbPlace place, String location) {
        List<Path> there = folder(place)
                .map(folder -> entries(
                        folder.resolveSibling(""), name -> PORT.matcher(name).matches()))
                .orElse(List.of())
                .stream()
                .filter(port -> location(port).filter(location::equals).isPresent())
                .toList();
        return there.size() == 1
                && place(there.getFirst()).filter(place::equals).isPresent();
    }

    /** Where firmware says that a port is; empty if it says nothing, or that nothing is led out there. */
    private static Optional<String> location(Path port) {
        SysfsFolder folder = new SysfsFolder(port);
        return folder.text("connect_type").filter(NOT_USED::equals).isPresent()
                ? Optional.empty()
                : folder.text("location").filter(text -> LOCATION.matcher(text).matches());
    }

    private UsbPlace slower(UsbPlace one, UsbPlace other) {
        int order = speed(one).compareTo(speed(other));
        boolean isOne = order == 0 ? one.bus() < other.bus() : order < 0;
        return isOne ? one : other;
    }

    private BigDecimal speed(UsbPlace place) {
        return SysfsFolder.behind(devices.resolve("usb" + place.bus()))
                .flatMap(root -> root.text("speed"))
                .filter(text -> SPEED.matcher(text).matches())
                .map(BigDecimal::new)
                .orElse(BigDecimal.ZERO);
    }

    /** The kernel's own of a port: in the folder of its hub's only interface, whichever configuration that is of. */
    private Optional<Path> folder(UsbPlace place) {
        Optional<UsbPlace> hub = place.hub();
        if (hub.isEmpty()) {
            return Optional.empty();
        }
        String device = (hub.get().root() ? place.bus() + "-0" : hub.get().toString()) + ":";
        List<Path> its = entries(
                devices,
                name -> name.startsWith(device)
                        && ONLY_INTERFACE
                                .matcher(name.substring(device.length()))
                                .matches());
        return its.size() == 1
                ? real(its.getFirst()
                        .resolve(hub.get() + "-port" + place.ports().getLast()))
                : Optional.empty();
    }

    private static Optional<UsbPlace> place(Path port) {
        Matcher name = PORT.matcher(String.valueOf(port.getFileName()));
        return name.matches()
                ? UsbPlace.parse(name.group(1)).flatMap(hub -> hub.at(Integer.parseInt(name.group(2))))
                : Optional.empty();
    }

    private static List<Path> entries(Path folder, Predicate<String> named) {
        List<Path> out = new ArrayList<>();
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(folder, entry -> named.test(String.valueOf(entry.getFileName())))) {
            all.forEach(out::add);
        } catch (IOException | DirectoryIteratorException _) {
            return List.of();
        }
        return out;
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException _) {
            return Optional.empty(); // nothing is there, or links that lead round in a circle
        }
    }
}
