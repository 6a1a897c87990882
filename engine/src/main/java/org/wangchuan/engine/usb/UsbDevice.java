package org.wangchuan.engine.usb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One device on USB, by what it said when it was plugged in. All of it is the device's word: anything can call itself anything.
 *
 * @param place where it hangs
 * @param enumeration which plugging-in this is
 * @param vendor who made it, 0 to 0xffff
 * @param product 0 to 0xffff
 * @param release binary-coded decimal, 0 to 0xffff
 * @param activeConfiguration value of the configuration that it works in; empty if it is not configured (yet)
 * @param descriptors empty if they can't be read; then {@code problem} says why
 * @param problem a stable word: what is wrong with the descriptors
 * @param manufacturer as the device writes it, cleaned, without its own number ({@link OwnNumber})
 * @param model as the device writes it, cleaned, without its own number
 * @param serial as the device writes it, cleaned
 * @param interfaceNames names of interfaces of the active configuration by number, as the device writes them, cleaned
 * @param speed megabits a second as the kernel says, such as 480; empty if it doesn't
 */
public record UsbDevice(
        UsbPlace place,
        Enumeration enumeration,
        int vendor,
        int product,
        int release,
        OptionalInt activeConfiguration,
        Optional<Descriptors> descriptors,
        Optional<String> problem,
        Optional<String> manufacturer,
        Optional<String> model,
        Optional<SerialNumber> serial,
        Map<Integer, String> interfaceNames,
        Optional<String> speed) {

    public UsbDevice {
        interfaceNames = Map.copyOf(interfaceNames);
    }

    /** The configuration that it works in; empty if there is none, or its descriptors can't be read. */
    public Optional<Configuration> active() {
        return descriptors.flatMap(all ->
                activeConfiguration.isEmpty() ? Optional.empty() : all.configuration(activeConfiguration.getAsInt()));
    }

    /** All settings of all interfaces of the active configuration; none if it isn't known. */
    public List<InterfaceSetting> settings() {
        return active().map(Configuration::settings).orElse(List.of());
    }

    /** The first setting with this class, subclass and protocol. */
    public Optional<InterfaceSetting> setting(int interfaceClass, int subclass, int protocol) {
        return settings().stream()
                .filter(one -> one.is(interfaceClass, subclass, protocol))
                .findFirst();
    }

    /** Whether it is a hub (USB 2.0, 11.23.1: device class 9). */
    public boolean hub() {
        return place.root()
                || descriptors.map(all -> all.device().deviceClass() == 9).orElse(false);
    }

    /** Vendor and product in four hexadecimal digits each. */
    public String ids() {
        return hex(vendor) + ":" + hex(product);
    }

    private static String hex(int word) {
        return Integer.toHexString(0x10000 | word).substring(1);
    }
}
