package org.wangchuan.station.phone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PermissionListener;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.contact.PhoneSession;
import org.wangchuan.engine.phone.read.CableReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Meaning;
import org.wangchuan.engine.usb.mode.UsbKnowledge;

/** A made phone of which is told what the program's own reader makes of its descriptors, and nothing else: it offers what a test says. */
final class ShownByDescriptors implements PhoneCable {
    private final MadePhone phone;
    private volatile List<String> modes;

    /** @param modes what it offers on USB, by the ids of {@link UsbKnowledge} */
    ShownByDescriptors(MadePhone phone, String... modes) {
        this.phone = phone;
        this.modes = List.of(modes);
    }

    /** From the next look on; it shows itself anew where a test lets it. */
    void offers(String... others) {
        modes = List.of(others);
    }

    @Override
    public Optional<PhoneContact> now() {
        return phone.cable().now().map(Contact::new);
    }

    @Override
    public PhoneCables.Settlement settle(JobKeys keys) throws ContactException {
        return phone.cable().settle(keys);
    }

    private final class Contact implements PhoneContact {
        private final PhoneContact made;

        Contact(PhoneContact made) {
            this.made = made;
        }

        @Override
        public UsbPlace place() {
            return made.place();
        }

        @Override
        public Enumeration enumeration() {
            return made.enumeration();
        }

        @Override
        public long plugging() {
            return made.plugging();
        }

        @Override
        public UsbDevice device() {
            UsbDevice shown = made.device();
            return new UsbDevice(
                    shown.place(),
                    shown.enumeration(),
                    0x12d1,
                    0x107e,
                    1,
                    OptionalInt.of(1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("HUAWEI"),
                    Optional.of("Phone"),
                    shown.serial(),
                    Map.of(),
                    Optional.empty());
        }

        @Override
        public Classification classification() {
            return new Classification(
                    UsbKnowledge.shipped().modes().stream()
                            .filter(mode -> modes.contains(mode.id()))
                            .toList(),
                    Optional.empty(),
                    Meaning.POSSIBLE);
        }

        @Override
        public boolean isMade() {
            return made.isMade();
        }

        @Override
        public Way way() {
            return made.way();
        }

        @Override
        public Reading unasked(Digests digests, Deadline deadline) throws ContactException {
            Reading _ = made.unasked(digests, deadline); // whether it is there and answers
            return CableReader.usb(device(), classification(), digests);
        }

        @Override
        public PhoneSession open(JobKeys keys, PermissionListener listener, Duration ownersPatience, Deadline deadline)
                throws ContactException {
            return made.open(keys, listener, ownersPatience, deadline);
        }
    }
}
