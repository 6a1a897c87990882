package org.wangchuan.engine.apple.usbmux;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.DeviceEvent;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.wire.Deadline;

/** Tells of devices that come and go, those that are there already first. Not thread-safe. */
public final class UsbmuxListener implements AutoCloseable {
    private final MuxChannel channel;
    private final Duration patience;

    UsbmuxListener(MuxChannel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    /**
     * The next event; empty if there is none in that time. What can't be addressed, or is no event that is known here, is passed over.
     *
     * @throws AppleFailure if the connection to the daemon broke, or it says what can't be read; then listen anew
     */
    public Optional<DeviceEvent> next(Duration within) throws AppleFailure {
        Deadline deadline = Deadline.byClock(within);
        while (true) {
            Optional<Byte> first = firstByte(deadline);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            // Once it has begun, a message comes whole within the time of an exchange, however long the caller would
            // wait for one.
            MuxChannel.Message message = channel.receive(first.get(), Deadline.within(patience));
            Optional<DeviceEvent> event = event(message.body());
            if (event.isPresent()) {
                return event;
            }
            if (deadline.passed()) {
                return Optional.empty();
            }
        }
    }

    private Optional<Byte> firstByte(Deadline deadline) throws AppleFailure {
        ByteBuffer first = ByteBuffer.allocate(1);
        try {
            if (channel.link().read(first, deadline) < 0) {
                throw new AppleFailure(Code.ENDED, "usbmuxd went");
            }
        } catch (AppleFailure none) {
            if (none.code() == Code.NO_ANSWER) {
                return Optional.empty();
            }
            throw none;
        }
        return Optional.of(first.get(0));
    }

    private static Optional<DeviceEvent> event(PlistValue.Dict message) {
        return switch (message.text("MessageType").orElse("")) {
            case "Attached" -> {
                Optional<AttachedDevice> device = UsbmuxClient.device(message);
                yield device.map(DeviceEvent.Attached::new);
            }
            case "Detached" -> message.integer("DeviceID").map(DeviceEvent.Detached::new);
            case "Paired" -> message.integer("DeviceID").map(DeviceEvent.Paired::new);
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        channel.close();
    }
}
