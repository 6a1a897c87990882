package org.wangchuan.engine.phone.contact;

import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.usb.UsbFiles;

/** The machine on whose cables phones are looked for. Immutable. */
public final class Surroundings {
    private final UsbFiles files;
    private final UsbmuxAddress usbmuxd;
    private final Wires wires;
    private final boolean isReal;

    Surroundings(UsbFiles files, UsbmuxAddress usbmuxd, Wires wires, boolean isReal) {
        this.files = files;
        this.usbmuxd = usbmuxd;
        this.wires = wires;
        this.isReal = isReal;
    }

    /** This machine, and its own usbmuxd. */
    public static Surroundings real() {
        UsbFiles files = UsbFiles.real();
        return new Surroundings(files, UsbmuxAddress.DEFAULT, new KernelWires(Kernel.system(), files), true);
    }

    /** Made ones: all that hangs there is made. */
    public static Surroundings made(UsbFiles files, UsbmuxAddress usbmuxd) {
        return new Surroundings(files, usbmuxd, new KernelWires(Kernel.system(), files), false);
    }

    UsbFiles files() {
        return files;
    }

    UsbmuxAddress usbmuxd() {
        return usbmuxd;
    }

    Wires wires() {
        return wires;
    }

    boolean isReal() {
        return isReal;
    }
}
