package org.wangchuan.engine.apple;

import java.time.Duration;
import java.util.List;
import org.wangchuan.engine.apple.lockdown.LockdownClient;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.apple.usbmux.UsbmuxClient;

/**
 * The way to iPhones and iPads on this computer's cables, through usbmuxd, which doesn't see one that is in recovery mode. Thread-safe;
 * each device that is opened has its own connections, so that one that hangs holds up nobody but who asks it.
 *
 * <p>usbmuxd has to be started with {@code --no-preflight}. Otherwise it pairs with each device itself as soon as that is plugged in, and
 * keeps the keys in a file; with a phone in its setup assistant even without a question on the screen (usbmuxd's preflight.c). {@link
 * Farewell#otherRecord()} shows it.
 */
public final class AppleHost {
    private final UsbmuxClient mux;

    /** @param patience for one request to usbmuxd or to a device, connecting and TLS included; more than zero */
    public AppleHost(UsbmuxAddress address, Duration patience) {
        if (!patience.isPositive()) {
            throw new IllegalArgumentException("patience of " + patience);
        }
        this.mux = new UsbmuxClient(address, patience);
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
     * @throws AppleFailure if it can't be reached, or is in a mode without lockdownd
     */
    public UnpairedSession open(AttachedDevice device) throws AppleFailure {
        return new UnpairedSession(mux, LockdownClient.connect(mux, device));
    }

    UsbmuxClient mux() {
        return mux;
    }
}
