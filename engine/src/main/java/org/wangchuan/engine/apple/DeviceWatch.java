package org.wangchuan.engine.apple;

import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.DeviceEvent;
import org.wangchuan.engine.apple.usbmux.UsbmuxListener;

/** Tells of devices that come and go, those that are there already first. Not thread-safe. */
public final class DeviceWatch implements AutoCloseable {
    private final UsbmuxListener listener;

    DeviceWatch(UsbmuxListener listener) {
        this.listener = listener;
    }

    /**
     * The next event; empty if there is none in that time.
     *
     * @throws AppleFailure if usbmuxd went or says what can't be read; then watch anew
     */
    public Optional<DeviceEvent> next(Duration within) throws AppleFailure {
        return listener.next(within);
    }

    @Override
    public void close() {
        listener.close();
    }
}
