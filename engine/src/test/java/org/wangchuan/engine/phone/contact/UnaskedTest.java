package org.wangchuan.engine.phone.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.Misbehaviour;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.testing.DescriptorBytes;
import org.wangchuan.engine.usb.testing.Gadgets;

/** What a phone is asked for before its owner consented, and for how long. */
@Timeout(120)
class UnaskedTest {
    private static final String SERIAL = "MADE-SERIAL-0042";

    @TempDir
    Path folder;

    private Doubles apple;
    private MadeCables made;

    @BeforeEach
    void machine() throws Exception {
        apple = new Doubles();
        made = new MadeCables(folder, apple.socket());
    }

    @AfterEach
    void end() throws Exception {
        apple.close();
    }

    private static Reading unasked(PhoneContact contact) throws ContactException {
        long begin = System.nanoTime();
        Reading reading = contact.unasked(MadeCables.DIGESTS, MadeCables.soon());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        return reading;
    }

    private static List<String> told(Reading reading) {
        return reading.facts().all().stream()
                .map(fact -> fact.source().id() + " " + fact.property().id() + "=" + fact.value())
                .toList();
    }

    /** A phone that offers everything at once, and what Apple's tells: nothing comes out that has to wait for consent. */
    @Test
    void onlyWhatMayBeKnownBeforeConsentComesOut() throws Exception {
        made.android("1-1", new MadeAndroid());
        made.mtp("1-1", new MadeMtp());
        made.bootLoader("1-1", new MadeBootLoader());
        made.plug(
                "1-1",
                new DescriptorBytes(0x18d1, 0x4ee2)
                        .with(6, 1, 1, 3)
                        .with(0xff, 0x42, 1, 2)
                        .with(0xff, 0x42, 3, 2),
                SERIAL);
        MadeBootLoader loader = new MadeBootLoader();
        made.bootLoader("1-2", loader);
        made.plug("1-2", Gadgets.pixelInFastboot(), SERIAL);
        made.plug("1-3", Gadgets.harmony(), SERIAL);
        made.plug("1-4", new DescriptorBytes(0x05ac, 0x12a8).with(6, 1, 1, 3), Doubles.UDID.replace("-", ""));
        List<Reading> all = new ArrayList<>();
        for (String place : new String[] {"1-1", "1-2", "1-3", "1-4"}) {
            all.add(unasked(made.contact(place)));
        }
        for (Reading reading : all) {
            assertThat(reading.facts().isBeforeConsent()).isTrue();
            assertThat(reading.facts().all()).isNotEmpty();
            assertThat(reading.facts().all())
                    .allMatch(fact -> fact.property().isBeforeConsent())
                    .noneMatch(fact -> fact.source() == Source.ADB || fact.source() == Source.PAIRED);
            assertThat(reading.untold()).allMatch(Property::isBeforeConsent);
            assertThat(reading.identity().digests()).doesNotContainKey(PhoneIdentity.Name.IMEI);
            assertThat(reading.toString())
                    .doesNotContain(SERIAL, MadeMtp.SERIAL, "BOOT-SERIAL", Doubles.UDID, "F00TEST", "490154203237518");
        }
        assertThat(loader.commands()).containsExactly("getvar:product", "getvar:serialno");
    }

    @Test
    void whatWouldComeFromConsentIsLeftOutByTheType() {
        Reading more = new Reading(
                new PhoneIdentity(java.util.Map.of(PhoneIdentity.Name.IMEI, "0".repeat(64))),
                new Facts(List.of(
                        new Fact(Property.BOOTLOADER, "locked", Source.FASTBOOT),
                        new Fact(Property.MODEL, "One", Source.ADB),
                        new Fact(Property.ACTIVATION, "activated", Source.PAIRED),
                        new Fact(Property.MODEL, "Two", Source.MTP))),
                List.of(Property.ACCOUNTS, Property.MAKER));
        Reading left = BeforeConsent.of(more).reading();
        assertThat(told(left)).containsExactly("mtp model=Two");
        assertThat(left.untold()).containsExactly(Property.MAKER);
        assertThat(left.identity().digests()).isEmpty();
    }

    @Test
    void anAndroidShowsItselfByDescriptorsAndMtp() throws Exception {
        made.mtp("1-1", new MadeMtp());
        Reading reading = unasked(made.pluggedAndroid("1-1", new MadeAndroid(), SERIAL));
        assertThat(told(reading))
                .containsExactlyInAnyOrder(
                        "usb maker=Made", "usb model=Phone by USB", "mtp maker=Made", "mtp model=Phone by MTP");
        assertThat(reading.untold()).containsExactlyInAnyOrder(Property.SYSTEM, Property.MODE);
        assertThat(reading.identity().digests())
                .containsOnly(java.util.Map.entry(
                        PhoneIdentity.Name.USB_SERIAL, MadeCables.DIGESTS.of(PhoneIdentity.Name.USB_SERIAL, SERIAL)));
    }

    /** So do recoveries: which of the two runs there the descriptors don't say. */
    @Test
    void whatOffersItsDebugBridgeAloneSaysSo() throws Exception {
        made.plug("1-1", new DescriptorBytes(0x18d1, 0xd001).with(0xff, 0x42, 1, 2), SERIAL);
        Reading reading = unasked(made.contact("1-1"));
        assertThat(told(reading))
                .containsExactlyInAnyOrder("usb maker=Made", "usb model=Phone by USB", "usb offers=debugging-alone");
        made.plug(
                "1-2",
                new DescriptorBytes(0x18d1, 0x4ee0).with(0xff, 0x42, 1, 2).with(0xff, 0x42, 3, 2),
                SERIAL);
        assertThat(told(unasked(made.contact("1-2"))))
                .contains("usb mode=bootloader")
                .noneMatch(fact -> fact.startsWith("usb offers"));
    }

    @Test
    void noNameThatItGivesItselfHoldsANumberOfIts() throws Exception {
        MadeMtp mtp = new MadeMtp();
        made.mtp("1-1", mtp);
        for (String number : new String[] {SERIAL.toLowerCase(Locale.ROOT), MadeMtp.SERIAL, "_SN:09C6BCA7"}) {
            mtp.model("Phone by MTP " + number);
            assertThat(told(unasked(made.pluggedAndroid("1-1", new MadeAndroid(), SERIAL))))
                    .contains("mtp model=Phone by MTP");
            made.unplug("1-1");
        }
        MadeBootLoader loader = new MadeBootLoader();
        loader.variable("product", "blueline BOOT-SERIAL-9");
        made.bootLoader("1-2", loader);
        made.plug("1-2", Gadgets.pixelInFastboot(), SERIAL);
        assertThat(told(unasked(made.contact("1-2")))).contains("fastboot model=blueline");
    }

    @Test
    void anIphoneTellsWhatItTellsAnybody() throws Exception {
        made.plug("1-1", new DescriptorBytes(0x05ac, 0x12a8).with(6, 1, 1, 3), Doubles.UDID.replace("-", ""));
        Reading reading = unasked(made.contact("1-1"));
        assertThat(told(reading))
                .contains("usb maker=Apple", "lockdown model=iPhone15,2", "lockdown system=ios", "usb mode=system");
        assertThat(reading.identity().digests())
                .containsKeys(PhoneIdentity.Name.UDID, PhoneIdentity.Name.SERIAL, PhoneIdentity.Name.USB_SERIAL);
        assertThat(reading.printed()).contains(new SerialNumber("F00TEST00001"));
        assertThat(apple.phone().heard()).noneMatch(heard -> heard.name().equals("Pair"));
    }

    /** In its recovery an iPhone calls itself by other numbers: that would look like another phone. */
    @Test
    void inAnotherModeItsNumberIsNotHeldAgainstIt() throws Exception {
        made.plug("1-1", new DescriptorBytes(0x05ac, 0x1281).with(0xfe, 1, 0, 0), "CPID:8120 ECID:000A1B2C3D4E5F60");
        Reading reading = unasked(made.contact("1-1"));
        assertThat(told(reading)).contains("usb mode=recovery");
        assertThat(reading.identity().digests()).isEmpty();
    }

    @Test
    void aHarmonyPhoneIsKnownByItsInterface() throws Exception {
        made.plug("1-1", Gadgets.harmony(), SERIAL);
        assertThat(told(unasked(made.contact("1-1")))).contains("usb system=harmonyos", "usb mode=system");
    }

    @Test
    void whatADriverHasIsLeftToIt() throws Exception {
        Reading reading = unasked(made.pluggedAndroid("1-1", new MadeAndroid(), SERIAL));
        assertThat(told(reading)).containsExactlyInAnyOrder("usb maker=Made", "usb model=Phone by USB");
    }

    @Test
    void aPartThatHangsIsLeftOutAndTheRestIsThere() throws Exception {
        MadeMtp silent = new MadeMtp();
        silent.silent();
        made.mtp("1-1", silent);
        Reading reading = unasked(made.pluggedAndroid("1-1", new MadeAndroid(), SERIAL));
        assertThat(told(reading)).containsExactlyInAnyOrder("usb maker=Made", "usb model=Phone by USB");
        assertThat(silent.isTaken()).as("given back by itself").isFalse();

        MadeMtp stuck = new MadeMtp();
        stuck.stuckTaking();
        made.mtp("1-2", stuck);
        assertThat(told(unasked(made.pluggedAndroid("1-2", new MadeAndroid(), SERIAL))))
                .containsExactlyInAnyOrder("usb maker=Made", "usb model=Phone by USB");
        stuck.release();

        MadeBootLoader loader = new MadeBootLoader();
        loader.silentAt("getvar:product");
        made.bootLoader("1-3", loader);
        made.plug("1-3", Gadgets.pixelInFastboot(), SERIAL);
        Reading boot = unasked(made.contact("1-3"));
        assertThat(told(boot)).contains("usb mode=bootloader").noneMatch(fact -> fact.startsWith("fastboot"));
    }

    @Test
    void anIphoneThatHangsCostsItsOwnPart() throws Exception {
        made.plug("1-1", new DescriptorBytes(0x05ac, 0x12a8).with(6, 1, 1, 3), Doubles.UDID.replace("-", ""));
        for (Misbehaviour does : new Misbehaviour[] {Misbehaviour.SILENT, Misbehaviour.DRIPS, Misbehaviour.ENDLESS}) {
            apple.phone().on("GetValue", does);
            Reading reading = unasked(made.contact("1-1"));
            assertThat(told(reading)).as(does.name()).containsExactlyInAnyOrder("usb maker=Apple", "usb mode=system");
            assertThat(reading.untold()).contains(Property.ACTIVATION, Property.SCREEN_LOCK);
        }
    }

    @Test
    void withoutAnUsbmuxdAnIphoneShowsItsDescriptors() throws Exception {
        MadeCables other = new MadeCables(folder.resolve("other"), folder.resolve("nobody"));
        other.plug("1-1", new DescriptorBytes(0x05ac, 0x12a8).with(6, 1, 1, 3), Doubles.UDID.replace("-", ""));
        assertThat(told(unasked(other.contact("1-1")))).containsExactlyInAnyOrder("usb maker=Apple", "usb mode=system");
    }

    @Test
    void whatIsUnpluggedMeanwhileIsGone() throws Exception {
        PhoneContact contact = made.pluggedAndroid("1-1", new MadeAndroid(), SERIAL);
        made.unplug("1-1");
        ContactException gone = catchThrowableOfType(
                ContactException.class, () -> contact.unasked(MadeCables.DIGESTS, MadeCables.soon()));
        assertThat(gone.code()).isEqualTo(Code.GONE);
        assertThat(gone).hasMessageNotContaining(SERIAL);
    }
}
