package org.wangchuan.engine.usb;

import java.util.List;
import java.util.Optional;

/**
 * All descriptors that the kernel took from a device when it was plugged in.
 *
 * @param device of the whole
 * @param configurations as many as it says
 */
public record Descriptors(DeviceDescriptor device, List<Configuration> configurations) {
    public Descriptors {
        configurations = List.copyOf(configurations);
    }

    /** The configuration with this value. */
    public Optional<Configuration> configuration(int value) {
        return configurations.stream().filter(one -> one.value() == value).findFirst();
    }

    /**
     * Reads the kernel's binary attribute: the device descriptor, then each configuration with all that belongs to it
     * (Documentation/ABI/stable/sysfs-bus-usb, "descriptors"; the same can be read of the usbfs file). What is of no standard kind is
     * passed over by its length.
     *
     * @throws DescriptorException if they are anything else
     */
    public static Descriptors read(byte[] bytes) throws DescriptorException {
        return new DescriptorReader(bytes).read();
    }
}
