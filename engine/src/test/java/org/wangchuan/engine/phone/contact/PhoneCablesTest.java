package org.wangchuan.engine.phone.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.phone.contact.CableEvent.Plugged;
import org.wangchuan.engine.phone.contact.CableEvent.Replaced;
import org.wangchuan.engine.phone.contact.CableEvent.Unplugged;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.contact.PhoneContact.Way;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.usb.Likeness;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.testing.DescriptorBytes;
import org.wangchuan.engine.usb.testing.Gadgets;
import org.wangchuan.engine.usb.testing.MadeUsb;

/** What comes to the cables and leaves them. */
@Timeout(60)
class PhoneCablesTest {
    @TempDir
    Path folder;

    private MadeCables made;

    @BeforeEach
    void machine() throws Exception {
        made = new MadeCables(folder, folder.resolve("no-usbmuxd"));
    }

    @Test
    void aPhoneIsToldOfOnceAndWhatIsNoneIsNot() throws Exception {
        assertThat(made.cables().look()).isEmpty();
        made.plug("1-2", Gadgets.keyboard(), "K");
        made.plug("1-1", Gadgets.pixel(), "MADE-SERIAL-0042");
        assertThat(made.cables().look()).singleElement().isInstanceOfSatisfying(Plugged.class, event -> {
            assertThat(event.contact().place()).hasToString("1-1");
            assertThat(event.contact().way()).isEqualTo(Way.ANDROID);
            assertThat(event.contact().isMade()).isTrue();
        });
        assertThat(made.cables().look()).isEmpty();
        made.unplug("1-2");
        assertThat(made.cables().look()).isEmpty();
        made.unplug("1-1");
        assertThat(made.cables().look()).singleElement().isInstanceOf(Unplugged.class);
        assertThat(made.cables().contacts()).isEmpty();
    }

    /** Debugging is turned on: the phone leaves and comes back with one interface more, and is a stranger until its identity tells. */
    @Test
    void aPhoneThatChangesItsModeIsAnotherContact() throws Exception {
        made.plug("1-1", new DescriptorBytes(0x18d1, 0x4ee1).with(6, 1, 1, 3), "MADE-SERIAL-0042");
        PhoneContact before = made.contact("1-1");
        assertThat(before.way()).isEqualTo(Way.NONE);
        made.unplug("1-1");
        made.plug("1-1", Gadgets.pixel(), "MADE-SERIAL-0042");
        Replaced replaced = (Replaced) made.cables().look().getFirst();
        assertThat(replaced.before()).isEqualTo(before);
        assertThat(replaced.now().plugging()).isGreaterThan(before.plugging());
        assertThat(replaced.now().enumeration()).isNotEqualTo(before.enumeration());
        assertThat(replaced.likeness()).isEqualTo(Likeness.SAME_SERIAL);
        assertThat(codeOf(before)).isEqualTo(Code.UNSUPPORTED);
    }

    @Test
    void aPhoneThatGivesWayToAStickIsUnplugged() throws Exception {
        made.plug("1-1", Gadgets.pixel(), "MADE-SERIAL-0042");
        List<CableEvent> _ = made.cables().look();
        made.unplug("1-1");
        made.plug("1-1", Gadgets.keyboard(), "K");
        assertThat(made.cables().look()).singleElement().isInstanceOf(Unplugged.class);
    }

    private void fastPorts() throws Exception {
        MadeUsb.Made _ = made.usb().plug("usb1", 1, Gadgets.hub());
        MadeUsb.Made _ = made.usb().plug("usb2", 1, Gadgets.hub()).put("speed", "5000");
        made.usb().peers("2-4", "1-4");
        made.usb().peers("2-5", "1-5");
    }

    /** A lane waits at the port by either name: nobody says of the one that nothing hangs there while something does at the other. */
    @Test
    void whatTheKernelDoesNotShowIsSaidToHangAtBothPlacesOfItsPort() throws Exception {
        fastPorts();
        made.plug("1-5", Gadgets.pixel(), "MADE-SERIAL-0043");
        MadeUsb.Made hidden = made.usb().plug("2-4", 9, Gadgets.pixel()).without("idVendor");
        var _ = made.cables().look();
        PhoneCables.Found found = made.cables().found();
        assertThat(found.isWhole()).isTrue();
        assertThat(found.unknown()).extracting(UsbPlace::toString).containsExactlyInAnyOrder("1-4", "2-4");
        assertThat(found.contacts()).singleElement().isEqualTo(made.contact("1-5"));
        hidden.put("idVendor", "18d1");
        var _ = made.cables().look();
        assertThat(made.cables().found().unknown()).isEmpty();
        assertThat(made.cables().found().contacts()).hasSize(2);
    }

    /** Its boot loader is slow, and its system fast: the kernel has another place for each. */
    @Test
    void aPhoneIsAtItsPortAtWhateverSpeedItComesUp() throws Exception {
        fastPorts();
        made.plug("2-4", Gadgets.pixel(), "MADE-SERIAL-0042");
        PhoneContact fast = made.contact("1-4");
        assertThat(fast.device().place()).as("where it is spoken to").hasToString("2-4");
        assertThat(fast.places()).extracting(UsbPlace::toString).containsExactlyInAnyOrder("1-4", "2-4");
        made.unplug("2-4");
        made.plug("1-4", Gadgets.pixelInFastboot(), "MADE-SERIAL-0042");
        PhoneContact slow = made.contact("1-4");
        assertThat(slow.device().place()).hasToString("1-4");
        assertThat(slow.places()).isEqualTo(fast.places());
        assertThat(slow.enumeration()).isNotEqualTo(fast.enumeration());
        assertThat(made.cables().contacts()).hasSize(1);
        for (String place : new String[] {"1-4", "2-4"}) {
            assertThat(made.cables().known(UsbPlace.parse(place).orElseThrow())).hasToString("1-4");
        }
    }

    /** The kernel may show that it came before it shows that it went. */
    @Test
    void ofBothPlacesOfAPortTheOneThatWasPluggedInFirstCountsUntilItGoes() throws Exception {
        fastPorts();
        made.plug("1-5", Gadgets.pixel(), "MADE-SERIAL-0043");
        made.plug("2-4", Gadgets.pixel(), "MADE-SERIAL-0042");
        List<CableEvent> _ = made.cables().look();
        made.plug("1-4", Gadgets.pixelInFastboot(), "MADE-SERIAL-0042");
        List<CableEvent> _ = made.cables().look();
        assertThat(made.cables().contacts())
                .extracting(contact -> contact.device().place().toString())
                .containsExactlyInAnyOrder("1-5", "2-4");
        made.later(PortsApart.COMING_BACK.minusNanos(1));
        assertThat(made.cables().look()).isEmpty();
        made.unplug("2-4");
        assertThat(made.cables().look()).singleElement().isInstanceOf(Unplugged.class);
        assertThat(made.cables().contacts())
                .extracting(contact -> contact.device().place().toString())
                .containsExactlyInAnyOrder("1-5", "1-4");
        made.later(PortsApart.COMING_BACK);
        assertThat(made.cables().look()).isEmpty();
        assertThat(made.contact("1-4").places()).as("it is one port").hasSize(2);
    }

    /** A hub's slow side comes up after what hangs on its fast one, and may go before it. */
    @Test
    void whatIsFoundOutOfAPortStaysAsLongAsThePhoneIsThere() throws Exception {
        fastPorts();
        MadeUsb.Made _ = made.usb().plug("2-4", 2, Gadgets.hub());
        Path _ = made.usb().port("2-4.1");
        made.plug("2-4.1", Gadgets.pixel(), "MADE-SERIAL-0042");
        assertThat(made.contact("2-4.1").places()).hasSize(1);
        MadeUsb.Made _ = made.usb().plug("1-4", 2, Gadgets.hub());
        made.usb().peers("2-4.1", "1-4.1");
        PhoneContact known = made.contact("1-4.1");
        assertThat(known.places()).extracting(UsbPlace::toString).containsExactlyInAnyOrder("1-4.1", "2-4.1");
        made.unplug("1-4");
        assertThat(made.contact("1-4.1")).isEqualTo(known);
    }

    @Test
    void aHarmonyPhoneIsSentToTheGuidedWay() throws Exception {
        made.plug("1-1", Gadgets.harmony(), "MADE-SERIAL-0042");
        PhoneContact phone = made.contact("1-1");
        assertThat(phone.way()).isEqualTo(Way.HARMONYOS);
        assertThat(codeOf(phone)).isEqualTo(Code.HARMONYOS);
        assertThat(Code.HARMONYOS.advice().en()).contains("guided", "unproven");
        assertThat(Code.HARMONYOS.advice().zh()).contains("引导", "未证实");
    }

    @Test
    void nothingThatIsPrintedByAccidentNamesThePhone() throws Exception {
        made.plug("1-1", Gadgets.pixel(), "MADE-SERIAL-0042");
        List<CableEvent> events = made.cables().look();
        assertThat(events.toString() + made.cables().contacts()).doesNotContain("SERIAL-0042");
    }

    private static Code codeOf(PhoneContact phone) {
        try (JobKeys keys = new KeptKeys().make()) {
            return catchThrowableOfType(
                            ContactException.class,
                            () -> phone.open(keys, PermissionListener.NONE, MadeCables.patience(), MadeCables.soon()))
                    .code();
        }
    }

    /** Somebody reads it at the counter, and types it there. */
    @ParameterizedTest
    @ValueSource(strings = {"phones.md", "phones.zh.md"})
    void whatIsTypedAtAShellStandsInTheDocuments(String file) throws Exception {
        List<String> page = Files.readAllLines(Path.of("..", "docs", file));
        String typed = ContactException.Typed.NO_PREFLIGHT + ContactException.Typed.NO_RECORDS;
        assertThat(typed.split("; *", -1))
                .hasSize(6)
                .filteredOn(line -> !line.isEmpty())
                .hasSize(5)
                .isSubsetOf(page);
    }

    /** As a platform takes it. */
    @Test
    void eachAdviceIsOneLineThatAPageHasRoomFor() {
        for (Code code : Code.values()) {
            for (String advice : List.of(code.advice().zh(), code.advice().en())) {
                assertThat(advice).as(code.id()).hasSizeBetween(2, 1_000).doesNotContain("\n", "\t");
            }
        }
        assertThat(ContactException.OTHER_RECORD_LEFT.zh()).hasSizeBetween(2, 1_000);
        assertThat(ContactException.OTHER_RECORD_LEFT.en()).hasSizeBetween(2, 1_000);
    }

    /** Whoever types it destroys what other programs have made with all of them. */
    @Test
    void whereverThePairingsAreToBeDeletedItIsSaidThatAllAre() {
        List<BilingualText> all = Stream.concat(
                        Stream.of(ContactException.OTHER_RECORD_LEFT),
                        Stream.of(Code.values()).map(Code::advice))
                .filter(text -> text.en().contains(ContactException.Typed.NO_RECORDS))
                .toList();
        assertThat(all).hasSize(3).allSatisfy(text -> {
            assertThat(text.en()).contains("deletes the pairings of all iPhones and iPads with this computer");
            assertThat(text.zh()).contains(ContactException.Typed.NO_RECORDS).contains("删除所有 iPhone 和 iPad 与本机的配对");
        });
        assertThat(ContactException.OTHER_RECORD_LEFT.en()).doesNotContainIgnoringCase("plug");
        assertThat(ContactException.OTHER_RECORD_LEFT.zh()).doesNotContain("插");
    }
}
