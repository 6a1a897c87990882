package org.wangchuan.engine.usb.testing;

/** Devices that are plugged in often. */
public final class Gadgets {
    private Gadgets() {}

    /** A Pixel with ADB beside MTP, as usb.ids has it. */
    public static DescriptorBytes pixel() {
        return new DescriptorBytes(0x18d1, 0x4ee2).with(6, 1, 1, 3).with(0xff, 0x42, 1, 2);
    }

    /** The same in its boot loader. */
    public static DescriptorBytes pixelInFastboot() {
        return new DescriptorBytes(0x18d1, 0x4ee0).with(0xff, 0x42, 3, 2);
    }

    /** A phone of HarmonyOS with HDC. */
    public static DescriptorBytes harmony() {
        return new DescriptorBytes(0x12d1, 0x5000).with(0xff, 0x50, 1, 2);
    }

    public static DescriptorBytes hub() {
        return new DescriptorBytes(0x05e3, 0x0608).deviceClass(9).with(9, 0, 0, 1);
    }

    public static DescriptorBytes keyboard() {
        return new DescriptorBytes(0x17ef, 0x6099).with(3, 1, 1, 1);
    }
}
