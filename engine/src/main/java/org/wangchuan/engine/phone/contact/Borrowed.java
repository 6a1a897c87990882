package org.wangchuan.engine.phone.contact;

import java.util.Optional;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.contact.Wires.Wire;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;

/**
 * An interface that was taken, and is given back, by threads that nobody has to wait for: a driver that is stuck with one phone holds up nobody else.
 * Thread-safe.
 */
final class Borrowed implements AutoCloseable {
    /** How long a kernel may take to let an interface go; what it takes longer for goes on without us. */
    private static final long GIVING_BACK_MILLIS = 2_000;

    private final Wire wire;

    private Borrowed(Wire wire) {
        this.wire = wire;
    }

    /** One of both. */
    private record Outcome(Optional<Wire> wire, Optional<UsbException> failure) {}

    /** @throws ContactException {@code TIMEOUT} if the kernel doesn't answer in time; what it gives later is given back at once */
    static Borrowed take(Wires wires, UsbDevice device, InterfaceSetting setting, Deadline deadline)
            throws ContactException {
        Optional<Outcome> outcome = Patience.ask(
                () -> outcome(wires, device, setting),
                deadline.leftMillis(),
                late -> late.wire().ifPresent(Wire::close));
        if (outcome.isEmpty()) {
            throw new ContactException(Code.TIMEOUT, "the kernel did not open the device in time");
        }
        if (outcome.get().failure().isPresent()) {
            throw Failures.of(outcome.get().failure().get());
        }
        return new Borrowed(outcome.get().wire().orElseThrow());
    }

    private static Outcome outcome(Wires wires, UsbDevice device, InterfaceSetting setting) {
        try {
            return new Outcome(Optional.of(wires.take(device, setting)), Optional.empty());
        } catch (UsbException e) {
            return new Outcome(Optional.empty(), Optional.of(e));
        }
    }

    /** A pipe of its own. */
    BulkPipe pipe() throws ContactException {
        try {
            return wire.pipe();
        } catch (UsbException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public void close() {
        Optional<Boolean> _ = Patience.ask(
                () -> {
                    wire.close();
                    return true;
                },
                GIVING_BACK_MILLIS);
    }
}
