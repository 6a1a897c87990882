package org.wangchuan.engine.usb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a device hangs: a bus and the ports from its root hub down (Documentation/driver-api/usb/usb.rst), the same until the machine starts again. A port for USB 3 is
 * two such places, and what is plugged in there is at the one or the other by its speed: {@link UsbPorts}.
 *
 * @param bus 1 to 999
 * @param ports 1 to 255 each, at most seven; none for the root hub itself
 */
public record UsbPlace(int bus, List<Integer> ports) {

    /** USB 2.0, 4.1.1: seven tiers, of which the root hub is one; the kernel's own limit is the same (MAX_TOPO_LEVEL). */
    public static final int DEPTH_MAX = 7;

    private static final Pattern DEVICE =
            Pattern.compile("([1-9][0-9]{0,2})-([1-9][0-9]{0,2}(?:\\.[1-9][0-9]{0,2}){0,6})");
    private static final Pattern ROOT = Pattern.compile("usb([1-9][0-9]{0,2})");
    private static final int PORT_MAX = 255;

    public UsbPlace {
        ports = List.copyOf(ports);
        if (bus < 1 || bus > 999 || ports.size() > DEPTH_MAX || ports.stream().anyMatch(p -> p < 1 || p > PORT_MAX)) {
            throw new IllegalArgumentException("no place of USB");
        }
    }

    /** From the kernel's name of a device, such as 1-4.2 or usb1; empty for an interface, such as 1-4.2:1.0, and anything else. */
    public static Optional<UsbPlace> parse(String name) {
        Matcher root = ROOT.matcher(name);
        if (root.matches()) {
            return Optional.of(new UsbPlace(Integer.parseInt(root.group(1)), List.of()));
        }
        Matcher device = DEVICE.matcher(name);
        if (!device.matches()) {
            return Optional.empty();
        }
        List<Integer> ports = new ArrayList<>();
        for (String port : device.group(2).split("\\.", -1)) {
            ports.add(Integer.parseInt(port));
        }
        boolean known = ports.stream().allMatch(port -> port <= PORT_MAX);
        return known ? Optional.of(new UsbPlace(Integer.parseInt(device.group(1)), ports)) : Optional.empty();
    }

    /** The hub that it hangs on; empty for a root hub. */
    public Optional<UsbPlace> hub() {
        return ports.isEmpty() ? Optional.empty() : Optional.of(new UsbPlace(bus, ports.subList(0, ports.size() - 1)));
    }

    /** What is at a port of this hub; empty if there can be none. */
    Optional<UsbPlace> at(int port) {
        return parse(root() ? bus + "-" + port : this + "." + port);
    }

    /** Whether it is the machine's own end of a bus. */
    public boolean root() {
        return ports.isEmpty();
    }

    /** The kernel's name. */
    @Override
    public String toString() {
        return root()
                ? "usb" + bus
                : bus + "-" + ports.stream().map(String::valueOf).collect(Collectors.joining("."));
    }
}
