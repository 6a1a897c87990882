package org.wangchuan.engine.apple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.wangchuan.engine.apple.lockdown.LockdownClient;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.PreflightLook;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.apple.usbmux.MuxProcess;
import org.wangchuan.engine.apple.usbmux.UsbmuxClient;
import org.wangchuan.engine.kernel.Kernel;

/**
 * The way to iPhones and iPads on this computer's cables, through usbmuxd, which doesn't see one that is in recovery mode. Thread-safe;
 * each device that is opened has its own connections, so that one that hangs holds up nobody but who asks it.
 *
 * <p>usbmuxd has to be started with {@code --no-preflight}. Otherwise it pairs with each device itself as soon as that is plugged in, and
 * keeps the keys in a file; with a phone in its setup assistant even without a question on the screen (usbmuxd's preflight.c). So no device is opened
 * by one that was not, or of which that can't be told; what was paired before, {@link #requireNoRecord} and {@link Farewell#otherRecord()} show.
 */
public final class AppleHost {
    /** What looks at the processes of this machine. */
    public static final PreflightLook OF_THIS_MACHINE = new MuxProcess(Kernel.system(), Path.of("/proc"));

    private final UsbmuxAddress address;
    private final PreflightLook look;
    private final UsbmuxClient mux;

    /**
     * By the usbmuxd at an address.
     *
     * @param look finds out what it does by itself
     * @param patience for one request to usbmuxd or to a device, connecting and TLS included; more than zero
     */
    public AppleHost(UsbmuxAddress address, PreflightLook look, Duration patience) {
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience of " + patience);
        }
        this.address = address;
        this.look = look;
        this.mux = new UsbmuxClient(address, patience);
    }

    /**
     * Makes sure that usbmuxd pairs with no device by itself. To be called before it is waited for that it lists one: one whose owner it asks just now it does not list.
     *
     * @throws AppleFailure {@link Code#PREFLIGHT} if it does, {@link Code#UNKNOWN_DAEMON} if that can't be told, {@link Code#NO_USBMUXD} if there is none,
     *     {@link Code#NO_ANSWER} if it takes no connection
     */
    public void requireNoPreflight() throws AppleFailure {
        switch (look.at(address)) {
            case OFF -> {
                return;
            }
            case ON ->
                throw new AppleFailure(Code.PREFLIGHT, "expected a usbmuxd that was started with --no-preflight");
            case UNKNOWN -> throw new AppleFailure(Code.UNKNOWN_DAEMON, "expected a usbmuxd that runs on this machine");
        }
    }

    /**
     * Makes sure that usbmuxd holds no pairing with a device. A job of ours leaves none with it unless {@link ConsentedSession#announce} is called.
     *
     * @throws AppleFailure {@link Code#OTHER_RECORD} if it does
     */
    public void requireNoRecord(AttachedDevice device) throws AppleFailure {
        if (mux.readPairRecord(device.udid()).isPresent()) {
            throw new AppleFailure(Code.OTHER_RECORD, "expected no record of a pairing with this device");
        }
    }

    /**
     * All devices that are attached now, those of a network included.
     *
     * @throws AppleFailure if usbmuxd can't be asked
     */
    public List<AttachedDevice> devices() throws AppleFailure {
        return mux.devices();
    }

    /**
     * Begins to watch devices come and go.
     *
     * @throws AppleFailure if usbmuxd can't be asked
     */
    public DeviceWatch watch() throws AppleFailure {
        return new DeviceWatch(mux.listen());
    }

    /**
     * Opens a device to read what it shows without any permission.
     *
     * @throws AppleFailure if it can't be reached, or is in a mode without lockdownd, or as {@link #requireNoPreflight} says
     */
    public UnpairedSession open(AttachedDevice device) throws AppleFailure {
        requireNoPreflight();
        return new UnpairedSession(mux, LockdownClient.connect(mux, device));
    }

    UsbmuxClient mux() {
        return mux;
    }
}
