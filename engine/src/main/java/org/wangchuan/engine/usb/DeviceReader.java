package org.wangchuan.engine.usb;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what sysfs shows of one device (Documentation/ABI/stable/sysfs-bus-usb and testing/sysfs-bus-usb). */
final class DeviceReader {
    private static final int ADDRESS_MAX = 127; // USB 2.0, 9.4.6
    private final Path devices;

    DeviceReader(Path devices) {
        this.devices = devices;
    }

    /** Which plugging-in is at a place now; cheap, and waits for nothing. */
    Optional<Enumeration> enumeration(UsbPlace place) {
        return SysfsFolder.behind(devices.resolve(place.toString())).flatMap(DeviceReader::enumeration);
    }

    /** All of it; empty if it is gone, or not what every device is. */
    Optional<UsbDevice> read(UsbPlace place) {
        Optional<SysfsFolder> behind = SysfsFolder.behind(devices.resolve(place.toString()));
        Optional<Enumeration> enumeration = behind.flatMap(DeviceReader::enumeration);
        if (behind.isEmpty() || enumeration.isEmpty()) {
            return Optional.empty();
        }
        SysfsFolder folder = behind.get();
        OptionalInt vendor = folder.word("idVendor");
        OptionalInt product = folder.word("idProduct");
        if (vendor.isEmpty() || product.isEmpty()) {
            return Optional.empty();
        }
        Parsed parsed = descriptors(folder, vendor.getAsInt(), product.getAsInt());
        OptionalInt active = folder.decimal("bConfigurationValue", 1, 255);
        Optional<SerialNumber> serial = folder.text("serial").map(SerialNumber::new);
        List<SerialNumber> own = serial.stream().toList();
        UsbDevice device = new UsbDevice(
                place,
                enumeration.get(),
                vendor.getAsInt(),
                product.getAsInt(),
                folder.word("bcdDevice").orElse(0),
                active,
                parsed.descriptors,
                parsed.problem,
                OwnNumber.cutFrom(folder.text("manufacturer"), own),
                OwnNumber.cutFrom(folder.text("product"), own),
                serial,
                active.isEmpty() ? Map.of() : interfaceNames(place, active.getAsInt(), parsed.descriptors),
                folder.text("speed"));
        // Whatever was read above was read of two devices if the place has changed hands meanwhile.
        return enumeration(place).equals(enumeration) ? Optional.of(device) : Optional.empty();
    }

    /** Whether the kernel has made folders for all interfaces of the device, as it does shortly after the device's own. */
    boolean settled(UsbDevice device) {
        if (device.descriptors().isEmpty()) {
            return true; // nothing to wait for is known
        }
        return device.active()
                .map(active -> active.settings().stream()
                        .allMatch(setting -> SysfsFolder.behind(
                                        interfaceLink(device.place(), active.value(), setting.number()))
                                .isPresent()))
                .orElse(false);
    }

    private record Parsed(Optional<Descriptors> descriptors, Optional<String> problem) {}

    private static Parsed descriptors(SysfsFolder folder, int vendor, int product) {
        Optional<byte[]> raw = folder.bytes("descriptors", DescriptorReader.BYTES_MAX + 1);
        if (raw.isEmpty()) {
            return new Parsed(Optional.empty(), Optional.of("absent"));
        }
        try {
            Descriptors read = Descriptors.read(raw.get());
            boolean same = read.device().vendor() == vendor && read.device().product() == product;
            return same
                    ? new Parsed(Optional.of(read), Optional.empty())
                    : new Parsed(Optional.empty(), Optional.of("other-device"));
        } catch (DescriptorException e) {
            return new Parsed(Optional.empty(), Optional.of(e.code().id()));
        }
    }

    private Map<Integer, String> interfaceNames(UsbPlace place, int configuration, Optional<Descriptors> known) {
        Map<Integer, String> names = new HashMap<>();
        Configuration active =
                known.flatMap(all -> all.configuration(configuration)).orElse(new Configuration(0, List.of()));
        for (InterfaceSetting setting : active.settings()) {
            if (setting.nameIndex() != 0) {
                SysfsFolder.behind(interfaceLink(place, configuration, setting.number()))
                        .flatMap(folder -> folder.text("interface"))
                        .ifPresent(name -> names.put(setting.number(), name));
            }
        }
        return names;
    }

    /** A root hub's are named as if it hung at port 0 (drivers/usb/core/message.c, usb_set_configuration). */
    private Path interfaceLink(UsbPlace place, int configuration, int number) {
        String device = place.root() ? place.bus() + "-0" : place.toString();
        return devices.resolve(device + ":" + configuration + "." + number);
    }

    private static Optional<Enumeration> enumeration(SysfsFolder folder) {
        OptionalInt number = folder.decimal("devnum", 1, ADDRESS_MAX);
        return number.isEmpty() ? Optional.empty() : folder.key().map(key -> new Enumeration(number.getAsInt(), key));
    }
}
