package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.CableEvent;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PermissionListener;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.contact.PhoneSession;
import org.wangchuan.engine.phone.contact.Surroundings;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Meaning;
import org.wangchuan.engine.usb.mode.UsbKnowledge;
import org.wangchuan.station.agent.PhoneSockets.Plugged;
import org.wangchuan.station.phone.MadeUsbFolders;

/** What a phone said when it was plugged in, from files as the kernel shows them. */
class ContactPhonesTest {
    private static final int ADB = 0x42;
    private static final int FASTBOOT = 3;

    @TempDir
    Path root;

    private MadeUsbFolders usb;
    private ContactException.Code refusal = ContactException.Code.USBMUXD_PREFLIGHT;
    private ContactPhones phones = new ContactPhones(new PhoneCables(Surroundings.real()));

    @BeforeEach
    void aMachine() throws IOException {
        usb = new MadeUsbFolders(root);
        phones = new ContactPhones(usb.cables());
    }

    @Test
    void aPhoneIsToldByWhatItShows() throws IOException {
        usb.plug("1-4.2", 5, 0x339b, 0x107d, ADB);
        Path folder = usb.folder("1-4.2");
        Files.writeString(folder.resolve("manufacturer"), "HONOR\n");
        Files.writeString(folder.resolve("product"), "ANY-AN00\n");
        Files.writeString(folder.resolve("serial"), "A1B2C3D4E5\n");

        assertThat(phones.look()).singleElement().satisfies(one -> {
            assertThat(one.question()).isEmpty();
            PhoneState seen = one.seen();
            assertThat(seen.place()).isEqualTo("1-4.2");
            assertThat(seen.plug()).isOne();
            assertThat(seen.maker()).contains("HONOR");
            assertThat(seen.model()).contains("ANY-AN00");
            assertThat(seen.serial()).contains("A1B2C3D4E5");
            assertThat(seen.shows()).containsExactly("adb");
            assertThat(seen.system()).as("ADB is HarmonyOS 4, too").isEmpty();
            assertThat(seen.answer()).isEqualTo("not-asked");
        });
    }

    /** As where usbmuxd pairs by itself: the page calls the phone silent, and whoever runs the station is told why, and that once. */
    @Test
    void whatThisMachineIsInTheWayOfIsToldOnce() throws Exception {
        usb.plug("1-1", 5, 0x05ac, 0x12a8, 0xfe);
        usb.plug("1-2", 6, 0x05ac, 0x12a8, 0xfe);
        PhoneCables cables = usb.cables();
        List<String> troubles = new ArrayList<>();
        ContactPhones.Cables refusing = new ContactPhones.Cables() {
            @Override
            public List<PhoneContact> look() {
                List<CableEvent> _ = cables.look();
                return cables.contacts().stream()
                        .<PhoneContact>map(contact -> new Refusing(contact, refusal))
                        .toList();
            }

            @Override
            public void close() {
                cables.close();
            }
        };
        phones = new ContactPhones(refusing, Optional.empty(), troubles::add);
        for (Plugged one : phones.look()) {
            assertThat(one.question().orElseThrow().ask().answer()).isEqualTo(PhoneState.SILENT);
        }
        assertThat(troubles)
                .singleElement()
                .asString()
                .startsWith("usbmuxd-preflight: ")
                .contains("--no-preflight", "docs/phones.zh.md", "docs/phones.md");
        refusal = ContactException.Code.GONE;
        for (Plugged one : phones.look()) {
            assertThat(one.question().orElseThrow().ask().answer()).isEqualTo(PhoneState.SILENT);
        }
        assertThat(troubles).hasSize(1);
    }

    /** An iPhone that is not asked, for this reason. */
    private record Refusing(PhoneContact real, ContactException.Code why) implements PhoneContact {
        @Override
        public UsbPlace place() {
            return real.place();
        }

        @Override
        public Enumeration enumeration() {
            return real.enumeration();
        }

        @Override
        public long plugging() {
            return real.plugging();
        }

        @Override
        public UsbDevice device() {
            return real.device();
        }

        @Override
        public Classification classification() {
            return real.classification();
        }

        @Override
        public boolean isMade() {
            return real.isMade();
        }

        @Override
        public Way way() {
            return Way.APPLE;
        }

        @Override
        public Reading unasked(Digests digests, Deadline deadline) throws ContactException {
            throw new ContactException(why, "not asked");
        }

        @Override
        public PhoneSession open(JobKeys keys, PermissionListener listener, Duration owners, Deadline deadline)
                throws ContactException {
            throw new ContactException(why, "not asked");
        }
    }

    @Test
    void itVanishesWhenItIsUnpluggedAndHasAnotherNumberWhenItIsBack() throws IOException {
        usb.plug("1-4.2", 5, 0x339b, 0x107d, ADB);
        assertThat(phones.look()).hasSize(1);
        assertThat(phones.look()).extracting(one -> one.seen().plug()).containsExactly(1L);

        usb.unplug("1-4.2");
        assertThat(phones.look()).isEmpty();

        usb.plug("1-4.2", 6, 0x339b, 0x107d, ADB);
        assertThat(phones.look()).extracting(one -> one.seen().plug()).containsExactly(2L);
    }

    @Test
    void aMakerIsTakenFromTheVendorOnlyWhereItIsOneMakers() throws IOException {
        usb.plug("1-1", 2, 0x12d1, 0x107e, ADB); // Huawei
        usb.plug("1-2", 3, 0x22d9, 0x2765, ADB); // OPPO, and realme, too
        usb.plug("1-10", 4, 0x18d1, 0x4ee7, ADB); // Google, and whoever changed nothing

        assertThat(phones.look().stream().map(Plugged::seen))
                .extracting(seen -> seen.place() + " " + seen.maker().orElse("nobody"))
                .containsExactly("1-1 Huawei", "1-2 nobody", "1-10 nobody");
    }

    /** What it shows there is not what a counter notes: each would be called another phone than it is. */
    @Test
    void aNumberThatIsNoneOfTheDevicesOwnIsNotTold() throws IOException {
        usb.plug("1-1", 2, 0x05ac, 0x12a8, ADB); // an iPhone
        usb.plug("1-2", 3, 0x04e8, 0x685d, ADB); // Samsung's download mode
        usb.plug("1-3", 4, 0x18d1, 0x4ee0, ADB);
        for (String place : List.of("1-1", "1-2", "1-3")) {
            Files.writeString(usb.folder(place).resolve("serial"), "00008110-001A2B3C\n");
            Files.writeString(usb.folder(place).resolve("product"), "iPhone\n");
        }

        assertThat(phones.look().stream().map(Plugged::seen))
                .extracting(seen -> seen.place() + " " + seen.mode().orElse("-") + " "
                        + seen.system().orElse("-") + " " + seen.serial().isPresent())
                .containsExactly("1-1 system ios false", "1-2 download - false", "1-3 - - true");
    }

    @Test
    void aKeyboardIsNoPhone() throws IOException {
        usb.plug("1-3", 4, 0x17ef, 0x6099, 0);
        assertThat(phones.look()).isEmpty();
    }

    /** A mode that was added to the knowledge, and to no word of the Station API, would be seen by nobody. */
    @Test
    void allThatAPhoneCanShowHasAWord() {
        List<String> shown = UsbKnowledge.shipped().modes().stream()
                .filter(mode -> mode.means().compareTo(Meaning.POSSIBLE) >= 0)
                .map(mode -> mode.id())
                .toList();
        assertThat(PhoneState.SHOWS).containsAll(shown);
    }

    /** There is no such device to be opened here: it is asked in vain, and what it showed stays. */
    @Test
    void whatCanBeAskedIsAskedAndSilentIfItCannotBeReached() throws Exception {
        usb.plug("1-1", 2, 0x18d1, 0x4ee0, ADB, FASTBOOT);
        usb.plug("1-2", 3, 0x18d1, 0x4ee7, ADB, 1);

        List<Plugged> seen = phones.look();
        assertThat(seen).extracting(one -> one.question().isPresent()).containsExactly(true, false);
        PhoneState told = seen.getFirst().question().orElseThrow().ask();
        assertThat(told).isEqualTo(seen.getFirst().seen().answered(PhoneState.SILENT));
        assertThat(told.mode()).contains("bootloader");
    }

    /** Sources spell the same in different ways; what may be known only with its owner's word is not among them. */
    @Test
    void whatItTellsGoesBeforeWhatItShowed() {
        PhoneState told = ContactPhones.told(
                MadeSockets.phone("1-1", 1),
                reading(
                        new Fact(Property.MAKER, "honor", Source.USB),
                        new Fact(Property.MAKER, "HONOR Device", Source.MTP),
                        new Fact(Property.MODEL, "codename", Source.FASTBOOT),
                        new Fact(Property.SCREEN_LOCK, "locked", Source.LOCKDOWN),
                        new Fact(Property.ACTIVATION, "activated", Source.LOCKDOWN)));

        assertThat(told.maker()).contains("HONOR Device");
        assertThat(told.model()).contains("codename");
        assertThat(told.screenLock()).contains("locked");
        assertThat(told.activation()).contains("activated");
        assertThat(told.serial()).contains("SERIAL-1");
        assertThat(told.answer()).isEqualTo("told");
        assertThat(ContactPhones.told(MadeSockets.phone("1-1", 1), reading()))
                .isEqualTo(MadeSockets.phone("1-1", 1).answered("silent"));
    }

    /** An iPhone's descriptors show a number that stands nowhere that a clerk looks. */
    @Test
    void theNumberOnItsBoxGoesBeforeTheOneThatItsDescriptorsShow() {
        Reading reading = new Reading(
                PhoneIdentity.NONE,
                new Facts(List.of(new Fact(Property.MODEL, "iPhone15,2", Source.LOCKDOWN))),
                List.of(),
                Optional.of(new SerialNumber("F2LXK3ABCD")));

        assertThat(ContactPhones.told(MadeSockets.phone("1-1", 1), reading).serial())
                .contains("F2LXK3ABCD");
        assertThat(reading.toString()).doesNotContain("F2LXK3ABCD");
    }

    private static Reading reading(Fact... facts) {
        return new Reading(PhoneIdentity.NONE, new Facts(List.of(facts)), List.of());
    }
}
