package org.wangchuan.engine.phone.contact;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.wangchuan.engine.fastboot.FastbootClient;
import org.wangchuan.engine.fastboot.FastbootException;
import org.wangchuan.engine.fastboot.RestartInto;
import org.wangchuan.engine.fastboot.UnlockState;
import org.wangchuan.engine.fastboot.UsbTransport;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.fill.FillContent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;
import org.wangchuan.engine.phone.read.CableReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;

/** A phone in its boot loader, by fastboot. */
final class BootLoaderSession implements PhoneSession {
    private static final String DATA = "userdata";

    /** For one question. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final Borrowed wire;
    private final FastbootClient client;

    private BootLoaderSession(Borrowed wire, FastbootClient client) {
        this.wire = wire;
        this.client = client;
    }

    static BootLoaderSession open(Wires wires, UsbDevice device, PermissionListener listener, Deadline deadline)
            throws ContactException {
        InterfaceSetting setting = UsbInterfaces.fastboot(device)
                .orElseThrow(() -> new ContactException(Code.UNSUPPORTED, "no boot loader that can be asked"));
        listener.becomes(PermissionState.CONNECTING);
        Borrowed wire = Borrowed.take(wires, device, setting, deadline);
        boolean isOpen = false;
        try {
            BootLoaderSession session = new BootLoaderSession(wire, new FastbootClient(new UsbTransport(wire.pipe())));
            listener.becomes(PermissionState.ALLOWED); // it asks nobody
            isOpen = true;
            return session;
        } finally {
            if (!isOpen) {
                wire.close();
            }
        }
    }

    @Override
    public Reading read(Digests digests, Optional<Traces> traces, Deadline deadline) throws ContactException {
        try {
            Optional<String> product = client.variable("product", each(deadline));
            Optional<String> serial = client.variable("serialno", each(deadline));
            Optional<Boolean> unlocked = switch (client.unlockState(each(deadline))) {
                case UNLOCKED -> Optional.of(true);
                case LOCKED -> Optional.of(false);
                case UNPROVEN -> Optional.empty();
            };
            return CableReader.consentedBootLoader(product, serial, unlocked, digests);
        } catch (FastbootException e) {
            throw Failures.of(e);
        }
    }

    private static Duration each(Deadline deadline) {
        return deadline.orAfter(ANSWER).left();
    }

    @Override
    public Optional<Traces> leave(SecureRandom random, Deadline deadline) {
        return Optional.empty();
    }

    @Override
    public FillOutcome fill(FillContent content, FillWatcher watcher, Random random, Deadline deadline)
            throws ContactException {
        throw new ContactException(Code.UNSUPPORTED, "expected a phone in its own system");
    }

    /** It is asked right before whether it is unlocked: a locked one that takes the command all the same did something else. */
    @Override
    public EraseAnswer erase(Deadline deadline) throws ContactException {
        try {
            if (client.unlockState(each(deadline)) != UnlockState.UNLOCKED) {
                throw new ContactException(Code.BOOTLOADER_LOCKED, "it does not say that it is unlocked");
            }
        } catch (FastbootException e) {
            throw Failures.of(e);
        }
        String command = "fastboot erase " + DATA;
        try {
            client.erase(DATA, deadline.left());
        } catch (FastbootException e) {
            if (e.code() == FastbootException.Code.REFUSED) {
                return new EraseAnswer(EraseAnswer.Kind.REFUSED, command, "refused");
            }
            if (e.code() == FastbootException.Code.GONE) {
                return new EraseAnswer(EraseAnswer.Kind.ENDED, command, "");
            }
            throw Failures.of(e);
        }
        return new EraseAnswer(EraseAnswer.Kind.ACCEPTED, command + ", reboot", restarted(deadline));
    }

    /** Starts its system, which finds nothing and makes it anew. Somebody can do so by hand, if it doesn't. */
    private String restarted(Deadline deadline) {
        try {
            client.restart(RestartInto.SYSTEM, each(deadline));
            return "okay, okay";
        } catch (FastbootException e) {
            return "okay, " + e.code().id();
        }
    }

    @Override
    public void close() {
        client.close();
        wire.close();
    }
}
