package org.wangchuan.engine.phone.contact;

import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;

/** Takes interfaces of devices on USB. Thread-safe. */
@FunctionalInterface
interface Wires {
    /**
     * Opens a device and takes an interface of it that nobody has. May wait for a kernel that is stuck.
     *
     * @throws UsbException as {@code OpenUsbDevice} says
     */
    Wire take(UsbDevice device, InterfaceSetting setting) throws UsbException;

    /** An interface that belongs to this program until it is closed. */
    interface Wire extends AutoCloseable {
        /** A pipe of its own to its endpoints: ending one leaves those that are asked for afterwards. */
        BulkPipe pipe() throws UsbException;

        /** Ends all that waits on it and gives it back. May wait for a kernel that is stuck. */
        @Override
        void close();
    }
}
