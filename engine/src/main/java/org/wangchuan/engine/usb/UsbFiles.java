package org.wangchuan.engine.usb;

import java.nio.file.Path;

/**
 * Where the kernel shows USB; other paths make another machine.
 *
 * @param sys normally /sys
 * @param dev normally /dev
 */
public record UsbFiles(Path sys, Path dev) {

    /** This machine. */
    public static UsbFiles real() {
        return new UsbFiles(Path.of("/sys"), Path.of("/dev"));
    }

    /** Links to all devices and interfaces (Documentation/ABI/stable/sysfs-bus-usb). */
    Path devices() {
        return sys.resolve("bus").resolve("usb").resolve("devices");
    }

    /**
     * The file by which a device is talked to (Documentation/driver-api/usb/usb.rst, "usbfs").
     *
     * @param bus 1 to 999
     * @param device 1 to 127
     */
    public Path file(int bus, int device) {
        return dev.resolve("bus").resolve("usb").resolve(number(bus)).resolve(number(device));
    }

    /** Three digits, as the kernel writes them. */
    private static String number(int value) {
        String digits = Integer.toString(value);
        return "0".repeat(Math.max(3 - digits.length(), 0)) + digits;
    }
}
