package org.wangchuan.engine.phone.contact;

import java.time.Duration;
import org.wangchuan.engine.apple.AppleHost;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.model.PreflightLook;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.usb.UsbFiles;

/** The machine on whose cables phones are looked for. Immutable. */
public final class Surroundings {
    private final UsbFiles files;
    private final UsbmuxAddress usbmuxd;
    private final PreflightLook preflight;
    private final Wires wires;
    private final boolean isReal;

    Surroundings(UsbFiles files, UsbmuxAddress usbmuxd, PreflightLook preflight, Wires wires, boolean isReal) {
        this.files = files;
        this.usbmuxd = usbmuxd;
        this.preflight = preflight;
        this.wires = wires;
        this.isReal = isReal;
    }

    /** This machine, and its own usbmuxd. */
    public static Surroundings real() {
        UsbFiles files = UsbFiles.real();
        Wires wires = new KernelWires(Kernel.system(), files);
        return new Surroundings(files, UsbmuxAddress.DEFAULT, AppleHost.OF_THIS_MACHINE, wires, true);
    }

    /** Made ones: all that hangs there is made, and what stands in for usbmuxd pairs with nobody's phone. */
    public static Surroundings made(UsbFiles files, UsbmuxAddress usbmuxd) {
        return new Surroundings(files, usbmuxd, _ -> Preflight.OFF, new KernelWires(Kernel.system(), files), false);
    }

    UsbFiles files() {
        return files;
    }

    /** @param patience for one request */
    AppleHost apple(Duration patience) {
        return new AppleHost(usbmuxd, preflight, patience);
    }

    Wires wires() {
        return wires;
    }

    boolean isReal() {
        return isReal;
    }
}
