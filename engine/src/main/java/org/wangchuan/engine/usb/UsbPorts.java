package org.wangchuan.engine.usb;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which two places are one port. A port for USB 3 is two to the kernel, one on each of its controller's two buses, and what is plugged in hangs at the one or the
 * other by the speed at which it comes up: a system at the fast one, its boot loader or a worn cable at the slow one. The kernel links each to its other, on hubs as on
 * the machine itself (drivers/usb/core/port.c, {@code peer}). Only links and files of sysfs are read, a few for each place, and a link counts only if the other one
 * leads back. Thread-safe.
 */
public final class UsbPorts {
    private static final String PEER = "peer";
    private static final Pattern PORT = Pattern.compile("(.{1,64})-port([1-9][0-9]{0,2})");
    private static final Pattern SPEED = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,3})?");

    private final Path devices;

    /** Of the machine that these files show. */
    public UsbPorts(UsbFiles files) {
        this.devices = files.devices();
    }

    /** The other place of the port; empty if it has one alone, or the kernel tells of none. */
    public Optional<UsbPlace> other(UsbPlace place) {
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

    /** The one place by which a port is known: of its two that on the slower bus, which it has also behind a hub that is slow, or came up so. */
    public UsbPlace known(UsbPlace place) {
        return other(place).filter(other -> isSlower(other, place)).orElse(place);
    }

    private boolean isSlower(UsbPlace one, UsbPlace other) {
        int order = speed(one).compareTo(speed(other));
        return order == 0 ? one.bus() < other.bus() : order < 0;
    }

    private BigDecimal speed(UsbPlace place) {
        return SysfsFolder.behind(devices.resolve("usb" + place.bus()))
                .flatMap(root -> root.text("speed"))
                .filter(text -> SPEED.matcher(text).matches())
                .map(BigDecimal::new)
                .orElse(BigDecimal.ZERO);
    }

    /** The kernel's own of a port: in the folder of its hub's only interface. */
    private Optional<Path> folder(UsbPlace place) {
        Optional<UsbPlace> hub = place.hub();
        if (hub.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt configuration = SysfsFolder.behind(devices.resolve(hub.get().toString()))
                .map(folder -> folder.decimal("bConfigurationValue", 1, 255))
                .orElse(OptionalInt.empty());
        if (configuration.isEmpty()) {
            return Optional.empty();
        }
        String device = hub.get().root() ? place.bus() + "-0" : hub.get().toString();
        return real(devices.resolve(device + ":" + configuration.getAsInt() + ".0")
                .resolve(hub.get() + "-port" + place.ports().getLast()));
    }

    private static Optional<UsbPlace> place(Path port) {
        Matcher name = PORT.matcher(String.valueOf(port.getFileName()));
        return name.matches()
                ? UsbPlace.parse(name.group(1)).flatMap(hub -> hub.at(Integer.parseInt(name.group(2))))
                : Optional.empty();
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException _) {
            return Optional.empty(); // nothing is there, or links that lead round in a circle
        }
    }
}
