package org.wangchuan.engine.phone.contact;

import java.util.Optional;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;

/** The interfaces by which phones are spoken to; only those in the setting in which they start, with a bulk endpoint each way. */
final class UsbInterfaces {
    private UsbInterfaces() {}

    /** AOSP packages/modules/adb/adb.h: {@code ADB_CLASS}, {@code ADB_SUBCLASS}, {@code ADB_PROTOCOL}. */
    static Optional<InterfaceSetting> adb(UsbDevice device) {
        return find(device, 0xff, 0x42, 1);
    }

    /** AOSP system/core/fastboot/fastboot.cpp: {@code match_fastboot_with_serial}. */
    static Optional<InterfaceSetting> fastboot(UsbDevice device) {
        return find(device, 0xff, 0x42, 3);
    }

    /** Still images, by which MTP goes, or what is named so (libmtp, src/libusb1-glue.c). */
    static Optional<InterfaceSetting> mtp(UsbDevice device) {
        Optional<InterfaceSetting> image = find(device, 6, 1, 1);
        return image.isPresent()
                ? image
                : device.settings().stream()
                        .filter(UsbInterfaces::isUsable)
                        .filter(one -> one.interfaceClass() == 0xff)
                        .filter(one -> device.interfaceNames()
                                .getOrDefault(one.number(), "")
                                .contains("MTP"))
                        .findFirst();
    }

    private static Optional<InterfaceSetting> find(UsbDevice device, int interfaceClass, int subclass, int protocol) {
        return device.settings().stream()
                .filter(UsbInterfaces::isUsable)
                .filter(one -> one.is(interfaceClass, subclass, protocol))
                .findFirst();
    }

    private static boolean isUsable(InterfaceSetting setting) {
        return setting.alternate() == 0
                && setting.bulk(true).isPresent()
                && setting.bulk(false).isPresent();
    }
}
