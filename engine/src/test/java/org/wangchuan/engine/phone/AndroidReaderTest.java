package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.read.AndroidReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;

class AndroidReaderTest {
    private static final Digests DIGESTS = new Digests(new byte[Digests.KEY_BYTES]);
    private static final int SEED = 6;
    private static final int CASES = 2_000;

    private static Reading read(AnsweringDevice device) throws Exception {
        return AndroidReader.read(device, DIGESTS, Deadline.after(Duration.ofSeconds(30)));
    }

    private static final String STORAGE = "stat -f -c '%b %S' /data";

    private static final String SIMINFO = "content query --uri content://telephony/siminfo --projection is_embedded";

    private static AnsweringDevice whole() {
        return new AnsweringDevice()
                .property("ro.product.manufacturer", "Xiaomi")
                .property("ro.product.model", "Redmi Note 8")
                .property("ro.build.version.release", "11")
                .property("ro.build.version.security_patch", "2022-07-01")
                .property("ro.crypto.state", "encrypted")
                .property("ro.crypto.type", "file")
                .property("ro.crypto.metadata.enabled", "true")
                .property("ro.boot.verifiedbootstate", "green")
                .property("ro.boot.flash.locked", "1")
                .property("ro.boot.vbmeta.device_state", "locked")
                .property("ro.serialno", "4f3c2b1a")
                .property("gsm.sim.state", "ABSENT,LOADED")
                .answer(STORAGE, "28567808 4096\n")
                .answer("settings get global device_provisioned", "1\n")
                .answer(
                        "dumpsys account",
                        "User UserInfo{0:Owner:c13}:\n  Accounts: 2\n    Account {name=somebody@example.org, type=com.google}\n")
                .answer("pm list packages -3", "package:org.example.one\npackage:org.example.two\n")
                .answer(
                        "dumpsys device_policy",
                        "Current Device Policy Manager state:\n  Enabled Device Admins (User 0):\n")
                .answer(
                        "dumpsys battery",
                        "Current Battery Service state:\n  AC powered: false\n  level: 83\n  scale: 100\n")
                .property("ro.gsid.image_running", "0")
                .property("gsid.image_installed", "0")
                .answer("settings get global repair_mode_active", "null\n")
                .property("ro.frp.pst", "/dev/block/bootdevice/by-name/frp")
                .property("sys.oem_unlock_allowed", "0")
                .answer("settings get global secure_frp_mode", "0\n")
                .answer("settings get secure secure_frp_mode", "null\n")
                .answer("dpm list-owners", "no owners\n")
                .answer("pm has-feature android.hardware.telephony.euicc", "true\n")
                .answer(SIMINFO, "Row: 0 is_embedded=0\n")
                .answer("sm list-volumes", "private mounted null\nemulated;0 mounted null\n");
    }

    @Test
    void whatAPhoneTellsBecomesFacts() throws Exception {
        Reading reading = read(whole());
        assertThat(said(reading))
                .contains(
                        "maker=Xiaomi",
                        "model=Redmi Note 8",
                        "version=11",
                        "patch-level=2022-07-01",
                        "storage-bytes=117013741568",
                        "encryption=file-based",
                        "metadata-encryption=yes",
                        "second-system=no",
                        "verified-boot=green",
                        "bootloader=locked",
                        "setup=done",
                        "accounts=2",
                        "user-apps=2",
                        "managed=no",
                        "sim=present",
                        "battery-percent=83");
        assertThat(reading.untold())
                .as("what can only be told where it is so")
                .containsExactlyInAnyOrder(
                        Property.RESET_PROTECTION,
                        Property.MANAGED_BY,
                        Property.CARRIER_LOCK,
                        Property.ESIM,
                        Property.ESIM_PROFILES,
                        Property.CARD);
        assertThat(reading.facts().all()).allMatch(fact -> fact.source() == Source.ADB);
        assertThat(reading.facts().trust(reading.facts().all().getFirst())).isEqualTo(Trust.SHOWN);
    }

    /** Neither its serial number nor a name of an account stays anywhere. */
    @Test
    void nothingOfAPersonIsKept() throws Exception {
        Reading reading = read(whole());
        assertThat(reading.toString()).doesNotContain("4f3c2b1a", "somebody", "example.org", "org.example");
        assertThat(reading.identity().digests().get(PhoneIdentity.Name.SERIAL))
                .isEqualTo(DIGESTS.of(PhoneIdentity.Name.SERIAL, "4F3C2B1A "));
    }

    @Test
    void whatItDoesNotTellIsNotMadeUp() throws Exception {
        Reading reading = read(new AnsweringDevice());
        assertThat(said(reading)).containsExactlyInAnyOrder("system=android", "mode=system");
        assertThat(reading.untold())
                .contains(Property.ENCRYPTION, Property.ACCOUNTS, Property.USER_APPS, Property.MANAGED, Property.SETUP);
        assertThat(reading.identity().digests()).isEmpty();
    }

    /** What a recovery says of data that it has not mounted, and of accounts that it can't know, is no sign of anything. */
    @Test
    void aRecoveryTellsThatItIsOneAndNothingOfTheSystem() throws Exception {
        for (AdbMode mode : List.of(AdbMode.RECOVERY, AdbMode.SIDELOAD, AdbMode.RESCUE)) {
            Reading reading = read(whole().mode(mode));
            assertThat(said(reading))
                    .as("%s", mode)
                    .containsExactlyInAnyOrder(
                            "mode=recovery",
                            "maker=Xiaomi",
                            "model=Redmi Note 8",
                            "verified-boot=green",
                            "bootloader=locked");
            assertThat(reading.untold()).contains(Property.SYSTEM);
            assertThat(reading.identity().digests()).containsKey(PhoneIdentity.Name.SERIAL);
        }
        assertThat(read(whole().mode(AdbMode.OTHER)).facts().said(Property.MODE))
                .isEmpty();
    }

    @Test
    void aBootloaderThatSaysBothIsNotLocked() throws Exception {
        assertThat(said(read(whole().property("ro.boot.vbmeta.device_state", "unlocked"))))
                .contains("bootloader=unlocked");
        Reading doubtful = read(whole().property("ro.boot.verifiedbootstate", "orange"));
        assertThat(doubtful.facts().trust(doubtful.facts().all().getFirst())).isEqualTo(Trust.DOUBTFUL);
    }

    @Test
    void encryptedInAnUnknownWayIsUnknown() throws Exception {
        assertThat(said(read(whole().property("ro.crypto.type", "none"))))
                .noneMatch(one -> one.startsWith("encryption"));
        assertThat(said(read(whole().property("ro.crypto.state", "unencrypted"))))
                .contains("encryption=none");
        assertThat(said(read(whole().property("ro.crypto.state", "unsupported"))))
                .noneMatch(one -> one.startsWith("encryption"));
    }

    @Test
    void accountsOfAllItsUsersAreCounted() throws Exception {
        AnsweringDevice two = whole().answer("dumpsys account", "User 0:\n  Accounts: 1\nUser 10:\n  Accounts: 3\n");
        assertThat(said(read(two))).contains("accounts=4");
        assertThat(said(read(whole().answer("dumpsys account", "Can't find service: account\n"))))
                .noneMatch(one -> one.startsWith("accounts"));
    }

    @Test
    void aWorkProfileIsAnOrganisations() throws Exception {
        AnsweringDevice owned = whole().answer(
                        "dumpsys device_policy",
                        "Current Device Policy Manager state:\n  Profile Owner (User 10):\n    admin=x\n");
        assertThat(said(read(owned))).contains("managed=yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4096",
                "1 ",
                " 1",
                "-1 4096",
                "1 4096 1",
                "0 4096",
                "999999999 999999999",
                "9999999999 1",
                "x 1"
            })
    void aStorageThatIsNoneIsNotTold(String told) throws Exception {
        assertThat(read(whole().answer(STORAGE, told + "\n")).untold()).contains(Property.STORAGE_BYTES);
    }

    /** Only what is named in this program is asked, whatever a phone has told. */
    @Test
    void onlyWhatIsNamedIsAsked() throws Exception {
        AnsweringDevice device = whole().property("ro.product.model", "$(reboot)`reboot`;reboot");
        read(device);
        assertThat(device.asked)
                .allMatch(command -> command.equals(SIMINFO)
                        || command.matches("(getprop [a-z_.]+|settings get (global|secure) [a-z_]+|"
                                + "dumpsys (account|battery|device_policy)|pm list packages -3|stat -f -c '%b %S' /data|"
                                + "pm has-feature android.hardware.telephony.euicc|dpm list-owners|sm list-volumes)"));
    }

    /** Endless, malformed and odd answers: a fact in its form, or none. */
    @Test
    void hostileAnswersBecomeNoFacts() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < CASES; i++) {
            AnsweringDevice device = whole();
            for (String command : Set.copyOf(commands())) {
                if (random.nextInt(3) == 0) {
                    device.answer(command, odd(random));
                }
            }
            for (Fact fact : read(device).facts().all()) {
                assertThat(Fact.isValue(fact.property(), fact.value())).isTrue();
            }
        }
    }

    private static Set<String> commands() throws Exception {
        AnsweringDevice device = whole();
        read(device);
        return Set.copyOf(device.asked);
    }

    private static String odd(Random random) {
        return switch (random.nextInt(14)) {
            case 9 -> "1 owner:\nUser  0: admin=" + "a.".repeat(random.nextInt(400)) + "/b" + ",".repeat(300) + " \n";
            case 10 -> "1 owner:\nUser  0: admin=" + "x".repeat(random.nextInt(200)) + "/.B" + ",a".repeat(200) + " \n";
            case 11 -> "Row: 0 is_embedded=1\n".repeat(random.nextInt(20_000));
            case 12 -> "public:179,1 mounted 1A2B-3C4D\nprivate:1,1 bad_removal x\n";
            case 13 -> "NETWORK_LOCKED,".repeat(random.nextInt(3_000));
            case 0 -> "";
            case 1 -> "x".repeat(random.nextInt(10_000));
            case 2 -> "a\u0000b\u202E\n";
            case 3 -> "Accounts: 99999999999999999999\n";
            case 4 -> "  Accounts: 999999\n".repeat(random.nextInt(2_000));
            case 5 -> "level: -1\nlevel: 1e9\n";
            case 6 -> "package:\n".repeat(random.nextInt(2_000));
            case 7 -> "\uD800\uDFFF?\r\n";
            default -> Long.toString(random.nextLong());
        };
    }

    private static Set<String> said(Reading reading) {
        Facts facts = reading.facts();
        return facts.all().stream()
                .map(fact -> fact.property().id() + "=" + fact.value())
                .collect(Collectors.toUnmodifiableSet());
    }
}
