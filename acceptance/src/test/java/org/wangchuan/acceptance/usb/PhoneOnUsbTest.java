package org.wangchuan.acceptance.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.lab.guest.Guest;

/**
 * A phone on USB whose adbd is the real one (package adbd) and whose kernel is Debian's: plugged in, talked to over usbfs, pulled, and back
 * as another. The machine is booted once, and each test looks at a part of what was seen there. What this can't show is a real phone.
 */
@Tag("slow")
@Timeout(1_200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneOnUsbTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    static Path shared;

    private Map<String, String> facts = Map.of();

    @BeforeAll
    void boot() throws IOException, InterruptedException {
        Program _ = new Program(shared.resolve("station")); // which builds what the guest runs
        Files.writeString(shared.resolve(GuestContact.DAEMON), GuestContact.daemon());
        Path programs = Files.createDirectories(shared.resolve("phone"));
        for (String name : PhonePrograms.names()) {
            Files.writeString(programs.resolve(name), PhonePrograms.text(name));
        }
        String said = Guest.run(shared, script(), PATIENCE);
        Path found = shared.resolve("facts.txt");
        assertThat(found).as(said).exists();
        facts = GuestFacts.read(found);
        assertThat(facts).as(said).containsEntry("end", "reached");
    }

    @Test
    void itIsSeenWithWhatItShows() {
        assertThat(facts)
                .containsEntry("before", "plugged:usb1 plugged:usb2")
                .containsEntry("phone.place", "1-1")
                .containsEntry("phone.ids", "18d1:0100")
                .containsEntry("phone.model", "ADB device")
                .containsEntry("phone.modes", "adb")
                .containsEntry("phone.meaning", "possible")
                .containsEntry("phone.problem", "none");
    }

    @Test
    void theRealDaemonAnswersHandMadePackets() {
        assertThat(facts)
                .containsEntry("control.bytes", "18")
                .containsEntry("control.vendor", "" + 0x18d1)
                .containsEntry("claimed.twice", "in-use")
                .containsEntry("silence", "no-answer")
                .containsEntry("ended", "ended")
                .containsEntry("adb.connected", "true")
                .containsEntry("adb.bytes", "" + (65_536 + 5))
                .containsEntry("adb.end", "done");
        assertThat(facts.get("adb.banner")).startsWith("device::");
    }

    @Test
    void pullingTheCableEndsWhatWaits() {
        assertThat(facts)
                .containsEntry("pulled", "unplugged:1-1")
                .containsEntry("pulled.read", "gone")
                .containsEntry("pulled.write", "gone");
        assertThat(facts.get("pulled.open")).isIn("not-found", "changed");
    }

    @Test
    void whatComesBackAsAnotherIsNoneOfBefore() {
        assertThat(facts)
                .containsEntry("back", "Replaced")
                .containsEntry("back.likeness", "other-serial")
                .containsEntry("back.place.same", "true")
                .containsEntry("back.enumeration.same", "false");
        assertThat(facts.get("back.open")).isIn("not-found", "changed");
    }

    @Test
    void aPhoneShowsItselfWithoutPermissionWithinThreeSeconds() {
        assertThat(facts)
                .containsEntry("contact.place", "1-1")
                .containsEntry("contact.way", "ANDROID")
                .containsEntry("contact.made", "true")
                .containsEntry("contact.unasked.allowed", "true");
        assertThat(facts.get("contact.unasked")).contains("usb:model=ADB device");
        for (String name : new String[] {"contact.unasked", "contact.back", "contact.another", "second.unasked"}) {
            assertThat(Long.parseLong(facts.getOrDefault(name + ".millis", "99999")))
                    .as(name)
                    .isLessThan(3_000);
        }
    }

    @Test
    void theRealDaemonIsReadThroughWhatTheBenchIsGiven() {
        assertThat(facts.get("contact.read"))
                .contains(
                        "adb:accounts=2",
                        "adb:battery-percent=83",
                        "adb:bootloader=locked",
                        "adb:data-born=before",
                        "adb:encryption=file-based",
                        "adb:managed=no",
                        "adb:mark=present",
                        "adb:mode=system",
                        "adb:model=Phone 1",
                        "adb:setup=done",
                        "adb:sim=absent",
                        "adb:user-apps=1",
                        "adb:verified-boot=green",
                        "adb:version=14");
        assertThat(facts)
                .containsEntry("contact.read.names", "[USB_SERIAL, SERIAL]")
                .containsEntry("contact.second", "in-use");
        assertThat(facts.get("contact.read.untold")).as("it asks nobody").contains("PERMISSION");
        assertThat(facts.toString()).doesNotContain("MADE-SERIAL-0042");
    }

    @Test
    void pullingTheCableInTheMiddleOfAnAnswerEndsIt() {
        assertThat(facts).containsEntry("contact.pulled", "gone");
        assertThat(Long.parseLong(facts.getOrDefault("contact.pulled.millis", "99999")))
                .isLessThan(10_000);
    }

    @Test
    void afterAResetTheTracesAreGoneAndItIsTheSamePhone() {
        assertThat(facts).containsEntry("contact.back.same", "SAME");
        assertThat(facts.get("contact.after"))
                .contains(
                        "adb:accounts=0",
                        "adb:data-born=after",
                        "adb:mark=absent",
                        "adb:setup=not-done",
                        "adb:user-apps=0");
    }

    @Test
    void anotherPhoneAtItsPlaceIsAnother() {
        assertThat(facts).containsEntry("contact.another.same", "OTHER");
    }

    @Test
    void aBootLoaderAndMtpAreAskedBeforeConsent() {
        assertThat(facts)
                .containsEntry("second.way", "BOOTLOADER")
                .containsEntry("second.unasked.allowed", "true")
                .containsEntry("second.erase", "bootloader-locked");
        assertThat(facts.get("second.unasked"))
                .contains("mtp:maker=Made", "mtp:model=Phone", "usb:mode=bootloader")
                .doesNotContain("fastboot:bootloader");
        assertThat(facts.get("second.read")).contains("fastboot:bootloader=locked");
    }

    @Test
    void aBootLoaderIsAskedOverRealTransfers() {
        assertThat(facts)
                .containsEntry("second.place", "2-1")
                .containsEntry("second.modes", "fastboot mtp ptp mass-storage")
                .containsEntry("fastboot.unlocked", "locked")
                .containsEntry("fastboot.lines", "2")
                .containsEntry("fastboot.last", "product:made")
                .containsEntry("fastboot.erase", "refused: not while locked");
    }

    @Test
    void aPhoneSaysWhatItIsByMtpOverRealTransfers() {
        assertThat(facts).containsEntry("mtp.model", "Made Phone");
    }

    @Test
    void whatADriverHasIsTakenOnlyWhereThatIsAskedForAndGoesBack() {
        assertThat(facts)
                .containsEntry("driver.claim", "in-use")
                .containsEntry("driver.take", "none")
                .containsEntry("driver.again", "in-use");
    }

    @Test
    void theProgramListsIt() throws Exception {
        String printed = Files.readString(shared.resolve("phones.json"));
        Json.Fields list = Json.in(CanonicalJson.readLenientObject(printed.getBytes(StandardCharsets.UTF_8)));
        assertThat(list.bool("usb")).isTrue();
        assertThat(list.objects("phones")).as(printed).hasSize(1);
        Json.Fields phone = list.objects("phones").getFirst();
        assertThat(phone.text("place")).isEqualTo("1-1");
        assertThat(phone.texts("modes")).containsExactly("adb");
        assertThat(phone.text("model")).isEqualTo("ADB device");
        assertThat(printed).doesNotContain("another");
    }

    private static String script() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java")
                + " -XX:-UsePerfData -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + Guest.SCRATCH;
        return """
                ln -s '%s' %s/kernel && export MODPROBE_OPTIONS='-d %s/kernel'
                modprobe dummy_hcd num=2 is_super_speed=0
                modprobe libcomposite && modprobe usb_f_fs && modprobe usb_f_mass_storage && modprobe usb-storage
                mount -t configfs config /sys/kernel/config
                /usr/lib/android-sdk/platform-tools/adbd-usb-gadget setup
                root=%s/root; mkdir -p ${root}.up ${root}.work ${root} && modprobe overlay
                mount -t overlay phone -o lowerdir=/,upperdir=${root}.up,workdir=${root}.work ${root}
                mkdir -p ${root}/data/local/tmp ${root}/data/misc ${root}/phone && touch ${root}/data/owner
                cp /mnt/phone/* ${root}/phone && chmod 755 ${root}/phone/*
                for one in proc sys dev dev/pts dev/usb-ffs/adb; do mount --bind /${one} ${root}/${one}; done
                sh /mnt/%s
                %s --enable-native-access=ALL-UNNAMED -cp '%s' %s /mnt/facts.txt
                export WANGCHUAN_HOME=%s/station LC_ALL=C.UTF-8
                # More than once: at first its classes come from the host so slowly that the kernel's answers can be too late for it.
                for time in 1 2 3 4 5 6 7 8 9 10 11 12; do
                    %s --enable-native-access=org.wangchuan.engine -p '%s' -m org.wangchuan.cli/org.wangchuan.cli.Main phones --json > /mnt/phones.json
                    grep -q no-answer /mnt/phones.json || break
                done
                """.formatted(
                        Guest.modules(),
                        Guest.SCRATCH,
                        Guest.SCRATCH,
                        Guest.SCRATCH,
                        GuestContact.DAEMON,
                        java,
                        classPath(),
                        GuestMain.class.getName(),
                        Guest.SCRATCH,
                        java,
                        Program.modules());
    }

    /** Where the classes lie that the guest needs, on the host's disk, which it sees. */
    private static String classPath() {
        return Stream.of(GuestMain.class, UsbWatch.class, CanonicalJson.class)
                .map(PhoneOnUsbTest::place)
                .collect(Collectors.joining(":"));
    }

    private static String place(Class<?> one) {
        return Path.of(one.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }
}
