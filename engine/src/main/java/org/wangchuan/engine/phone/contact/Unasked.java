package org.wangchuan.engine.phone.contact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.wangchuan.engine.apple.AppleHost;
import org.wangchuan.engine.apple.UnpairedSession;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.fastboot.FastbootClient;
import org.wangchuan.engine.fastboot.FastbootException;
import org.wangchuan.engine.fastboot.UsbTransport;
import org.wangchuan.engine.mtp.DeviceInfo;
import org.wangchuan.engine.mtp.MtpException;
import org.wangchuan.engine.mtp.MtpQuestion;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.phone.contact.Wires.Wire;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.read.AppleReader;
import org.wangchuan.engine.phone.read.CableReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.io.UsbException;

/**
 * Asks a phone for what it tells anybody, each part in a thread of its own with a share of the time of its own: one that hangs is left behind, and all
 * that the others told is there. For one time.
 */
final class Unasked {
    /** Of all parts, which are asked at once; less than is promised, since what they told has still to be put together. */
    private static final Duration PARTS = Duration.ofMillis(2_500);

    /** What a part gives itself: it ends by itself, and gives back what it took, before nobody waits for it any more. */
    private static final Duration PART = Duration.ofMillis(2_200);

    /** For one question of an iPhone's, of which there are several. */
    private static final Duration APPLE_ANSWER = Duration.ofSeconds(1);

    private static final List<Property> OF_MTP = List.of(Property.MAKER, Property.MODEL);
    private static final List<Property> OF_FASTBOOT = List.of(Property.MODEL);
    private static final List<Property> OF_LOCKDOWN =
            List.of(Property.MODEL, Property.SYSTEM, Property.SCREEN_LOCK, Property.ACTIVATION);

    private static final Set<AppleFailure.Code> REFUSALS =
            Set.of(AppleFailure.Code.PREFLIGHT, AppleFailure.Code.UNKNOWN_DAEMON, AppleFailure.Code.OTHER_RECORD);

    private final Surroundings surroundings;
    private final PhoneContact contact;
    private final Digests digests;

    /** What usbmuxd does, or did, with the phone before its owner agreed. */
    private volatile Optional<AppleFailure> refusal = Optional.empty();

    Unasked(Surroundings surroundings, PhoneContact contact, Digests digests) {
        this.surroundings = surroundings;
        this.contact = contact;
        this.digests = digests;
    }

    /** One way to ask; the answer is empty if it did not come about. */
    private record Part(Callable<Optional<BeforeConsent>> question, List<Property> asksFor) {}

    BeforeConsent ask(Deadline deadline) throws ContactException {
        UsbDevice device = contact.device();
        BeforeConsent all = BeforeConsent.of(CableReader.usb(device, contact.classification(), digests));
        List<Part> parts = parts(deadline);
        List<Optional<Optional<BeforeConsent>>> answers = Patience.askAll(
                parts.stream().map(Part::question).toList(), Math.min(PARTS.toMillis(), deadline.leftMillis()));
        Optional<AppleFailure> refused = refusal;
        if (refused.isPresent()) {
            throw Failures.of(refused.get());
        }
        for (int i = 0; i < parts.size(); i++) {
            List<Property> asked = parts.get(i).asksFor();
            all = all.with(answers.get(i).flatMap(told -> told).orElseGet(() -> BeforeConsent.nothingOf(asked)));
        }
        return all;
    }

    private List<Part> parts(Deadline deadline) {
        Deadline until = deadline.orAfter(PART);
        List<Part> parts = new ArrayList<>();
        UsbInterfaces.mtp(contact.device()).ifPresent(mtp -> parts.add(new Part(() -> mtp(mtp, until), OF_MTP)));
        if (contact.way() == PhoneContact.Way.BOOTLOADER) {
            UsbInterfaces.fastboot(contact.device())
                    .ifPresent(one -> parts.add(new Part(() -> bootLoader(one, until), OF_FASTBOOT)));
        }
        if (contact.way() == PhoneContact.Way.APPLE) {
            parts.add(new Part(this::lockdown, OF_LOCKDOWN));
        }
        return parts;
    }

    /** Not from a driver that has it, nor from a program that shows somebody their pictures. */
    private Optional<BeforeConsent> mtp(InterfaceSetting setting, Deadline until) {
        try (Wire wire = surroundings.wires().take(contact.device(), setting)) {
            DeviceInfo info = MtpQuestion.deviceInfo(wire.pipe(), until);
            List<SerialNumber> numbers = Stream.concat(contact.device().serial().stream(), info.serial().stream())
                    .toList();
            return Optional.of(BeforeConsent.of(CableReader.mtp(info.manufacturer(), info.model(), numbers, digests)));
        } catch (UsbException | MtpException _) {
            return Optional.empty();
        }
    }

    /** Whether it is unlocked isn't asked: that is no lock of its owner's, and may wait for their consent. */
    private Optional<BeforeConsent> bootLoader(InterfaceSetting setting, Deadline until) {
        try (Wire wire = surroundings.wires().take(contact.device(), setting);
                FastbootClient client = new FastbootClient(new UsbTransport(wire.pipe()))) {
            Optional<String> product = client.variable("product", until.left());
            Optional<String> serial = client.variable("serialno", until.left());
            return Optional.of(BeforeConsent.of(CableReader.bootLoader(product, serial, digests)));
        } catch (UsbException | FastbootException _) {
            return Optional.empty();
        }
    }

    private Optional<BeforeConsent> lockdown() {
        AppleHost host = surroundings.apple(APPLE_ANSWER);
        try {
            host.requireNoPreflight();
            Optional<AttachedDevice> attached = AppleOpening.attached(host, contact.device());
            if (attached.isEmpty()) {
                return Optional.empty();
            }
            host.requireNoRecord(attached.get());
            try (UnpairedSession session = host.open(attached.get())) {
                return Optional.of(BeforeConsent.of(AppleReader.before(session, digests)));
            }
        } catch (AppleFailure failed) {
            if (REFUSALS.contains(failed.code())) {
                refusal = Optional.of(failed);
            }
            return Optional.empty();
        }
    }
}
