package org.wangchuan.engine.phone.contact;

import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbFiles;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.OpenUsbDevice;
import org.wangchuan.engine.usb.io.UsbException;
import org.wangchuan.engine.usb.io.UsbInterface;

/**
 * By usbfs. A driver of the kernel that has an interface keeps it.
 *
 * @param kernel normally that of this machine
 */
record KernelWires(Kernel kernel, UsbFiles files) implements Wires {
    @Override
    public Wire take(UsbDevice device, InterfaceSetting setting) throws UsbException {
        OpenUsbDevice open = OpenUsbDevice.open(kernel, files, device);
        boolean isTaken = false;
        try {
            UsbInterface claimed = open.claim(setting);
            isTaken = true;
            return new Taken(open, claimed);
        } finally {
            if (!isTaken) {
                open.close();
            }
        }
    }

    private record Taken(OpenUsbDevice open, UsbInterface claimed) implements Wire {
        @Override
        public BulkPipe pipe() throws UsbException {
            return claimed.pipe();
        }

        @Override
        public void close() {
            claimed.close();
            open.close();
        }
    }
}
