package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.LockCheck;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.read.AndroidReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;

/** What holds a phone, and what is in it that a reset does not reach: only that it is there can be told, and nothing that names anybody. */
class AndroidHoldersTest {
    private static final String SIMINFO = "content query --uri content://telephony/siminfo --projection is_embedded";
    private static final String DUMP = "dumpsys device_policy";
    private static final String DUMPED = "Current Device Policy Manager state:\n";
    /** Of a thread, in bytes: less than a lane has. */
    private static final long SMALL_STACK = 256 << 10;

    private static final String EUICC = "pm has-feature android.hardware.telephony.euicc";

    private static Reading read(AdbDevice device) throws Exception {
        return AndroidReader.read(
                device, new Digests(new byte[Digests.KEY_BYTES]), Deadline.after(Duration.ofMinutes(2)));
    }

    private static List<String> said(Facts facts) {
        return facts.all().stream()
                .map(fact -> fact.property().id() + "=" + fact.value())
                .toList();
    }

    private static List<String> said(AnsweringDevice device) throws Exception {
        return said(read(device).facts());
    }

    private static LockCheck check(Facts facts, LockCheck.Kind kind) {
        return LockCheck.of(facts).stream()
                .filter(check -> check.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static String state(Facts facts, LockCheck.Kind kind) {
        return check(facts, kind).state().id();
    }

    @ParameterizedTest
    @CsvSource({"global", "secure"})
    void aPhoneThatAsksForAnAccountNowSaysSo(String table) throws Exception {
        Facts facts = read(new AnsweringDevice().answer("settings get " + table + " secure_frp_mode", "1\n"))
                .facts();
        assertThat(said(facts)).contains("reset-protection=on");
        assertThat(state(facts, LockCheck.Kind.RESET_PROTECTION)).isEqualTo("found");
        assertThat(OwnersPart.of(facts))
                .contains(new OwnersPart(
                        OwnersPart.Code.ANSWER_RESET_PROTECTION,
                        Optional.of(new Fact(Property.RESET_PROTECTION, "on", Source.ADB))));
    }

    /** That it does not ask now says nothing of what it does after the next reset, and nothing that is absent is a "no". */
    @Test
    void whatIsNotThereIsNotDenied() throws Exception {
        Facts facts = read(new AnsweringDevice()
                        .answer("settings get global secure_frp_mode", "0\n")
                        .answer("settings get secure secure_frp_mode", "0\n")
                        .property("ro.frp.pst", "")
                        .property("gsm.sim.state", "READY")
                        .answer(EUICC, "false\n")
                        .answer(SIMINFO, "No result found.\n")
                        .answer("sm list-volumes", "private mounted null\n"))
                .facts();
        assertThat(said(facts)).containsExactlyInAnyOrder("system=android", "mode=system", "sim=present");
        for (LockCheck.Kind kind : LockCheck.Kind.values()) {
            assertThat(state(facts, kind)).as(kind.id()).isEqualTo("not-checked");
        }
        assertThat(OwnersPart.of(facts))
                .extracting(OwnersPart::code)
                .contains(OwnersPart.Code.CHECK_ESIM, OwnersPart.Code.REMOVE_CARD)
                .doesNotContain(OwnersPart.Code.ANSWER_RESET_PROTECTION, OwnersPart.Code.ASK_CARRIER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NETWORK_LOCKED", "ABSENT,CARD_RESTRICTED", "READY, NETWORK_LOCKED"})
    void aSimThatIsRefusedShowsTheLock(String states) throws Exception {
        Facts facts =
                read(new AnsweringDevice().property("gsm.sim.state", states)).facts();
        assertThat(said(facts)).contains("carrier-lock=yes", "sim=present");
        assertThat(state(facts, LockCheck.Kind.CARRIER)).isEqualTo("found");
        assertThat(OwnersPart.of(facts)).extracting(OwnersPart::code).contains(OwnersPart.Code.ASK_CARRIER);
    }

    @Test
    void whoeverOwnsTheWholePhoneIsNamedFirst() throws Exception {
        assertThat(said(new AnsweringDevice().answer("dpm list-owners", """
                                2 owners:
                                User 10: admin=net.typeblog.shelter/.Admin,ManagedProfileOwner(parentUserId=0)
                                User  0: admin=com.airwatch.androidagent/com.airwatch.Receiver,DeviceOwner,Affiliated
                                """)))
                .contains("managed=yes", "managed-by=workspace-one");
        assertThat(
                        said(
                                new AnsweringDevice()
                                        .answer(
                                                "dpm list-owners",
                                                "1 owner:\nUser 10: admin=net.typeblog.shelter/.Admin,ManagedProfileOwner(parentUserId=0)\n")))
                .contains("managed=yes", "managed-by=shelter");
    }

    /** A package may be named for an employer, or for a person. */
    @Test
    void whoIsNotOnTheListIsAnotherAndNamedNowhere() throws Exception {
        Reading reading = read(new AnsweringDevice()
                .answer("dpm list-owners", "1 owner:\nUser  0: admin=cn.acme.wangxiaoming/.A,DeviceOwner\n")
                .answer(DUMP, DUMPED + "  Device Owner: \n    admin=cn.acme.wangxiaoming\n"));
        assertThat(said(reading.facts())).contains("managed=yes", "managed-by=other");
        assertThat(reading.toString()).doesNotContain("acme", "wangxiaoming");
    }

    @Test
    void nobodyIsNobodyWhereBothSaySo() throws Exception {
        AnsweringDevice both =
                new AnsweringDevice().answer("dpm list-owners", "no owners\n").answer(DUMP, DUMPED);
        assertThat(said(both)).contains("managed=no").noneMatch(one -> one.startsWith("managed-by"));
        assertThat(said(both.answer(DUMP, DUMPED + "  Device Owner: \n    admin=x\n")))
                .as("who says that there is one counts")
                .contains("managed=yes");
        assertThat(said(new AnsweringDevice().answer("dpm list-owners", "no owners\n")))
                .as("the list alone")
                .noneMatch(one -> one.startsWith("managed"));
        assertThat(said(new AnsweringDevice().answer(DUMP, DUMPED)))
                .as("the dump alone")
                .noneMatch(one -> one.startsWith("managed"));
    }

    @Test
    void aDumpThatWasBrokenOffDeniesNothing() throws Exception {
        String cut = "*** SERVICE 'device_policy' DUMP TIMEOUT (10000ms) EXPIRED ***\n";
        AnsweringDevice device = new AnsweringDevice().answer("dpm list-owners", "no owners\n");
        assertThat(said(device.answer(DUMP, DUMPED + cut))).noneMatch(one -> one.startsWith("managed"));
        assertThat(said(device.answer(DUMP, DUMPED + "  Device Owner: \n" + cut)))
                .as("what it had said before")
                .contains("managed=yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "Error: unknown command 'list-owners'",
                "no owners\nno owners",
                "owners:",
                "1 owner: a",
                " no owners of yours"
            })
    void anotherFormIsNoAnswer(String words) throws Exception {
        assertThat(said(new AnsweringDevice()
                        .answer("dpm list-owners", words + "\n")
                        .answer(DUMP, DUMPED)))
                .noneMatch(one -> one.startsWith("managed"));
    }

    /** With figures of another language, and with lines that are none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 owner:",
                "١ owner:",
                "2 owners:\nsomething",
                "1 owner:\nUser 0: admin=$(reboot)/x",
                "1 owner:\nUser 0: admin=a.b/c\nand more"
            })
    void whoSaysThatThereIsOneCountsThoughNobodyCanReadWho(String words) throws Exception {
        assertThat(said(new AnsweringDevice()
                        .answer("dpm list-owners", words + "\n")
                        .answer(DUMP, DUMPED)))
                .contains("managed=yes")
                .noneMatch(one -> one.startsWith("managed-by"));
    }

    @Test
    void figuresOfAnotherLanguageNameItToo() throws Exception {
        assertThat(said(new AnsweringDevice()
                        .answer("dpm list-owners", "१ owner:\nUser  ०: admin=com.microsoft.intune/.A,DeviceOwner\n")))
                .contains("managed=yes", "managed-by=intune");
    }

    /** As long as an answer may be: one that is longer than any owner's line is read by nobody, and costs no more than itself. */
    @Test
    void anAnswerThatIsMadeToBeSlowOrDeepIsNot() throws Exception {
        String deep = "1 owner:\nUser 0: admin=a" + ".a.aa".repeat(150_000) + "/x\n";
        assertThat(onASmallStack(deep)).contains("managed=yes").noneMatch(one -> one.startsWith("managed-by"));
        String flags = "1 owner:\nUser 0: admin=a.b/x" + ",a".repeat(200_000) + "\n";
        assertThat(onASmallStack(flags)).contains("managed=yes").noneMatch(one -> one.startsWith("managed-by"));
        String line = "User 0: admin=a.b/c\n";
        assertThat(onASmallStack("63 owners:\n" + line.repeat(63))).contains("managed-by=other");
        assertThat(onASmallStack("64 owners:\n" + line.repeat(64)))
                .contains("managed=yes")
                .noneMatch(one -> one.startsWith("managed-by"));
        assertThat(onASmallStack("1".repeat(600) + " owners:\n")).noneMatch(one -> one.startsWith("managed"));
    }

    private static List<String> onASmallStack(String owners) throws Exception {
        FutureTask<List<String>> reading =
                new FutureTask<>(() -> said(new AnsweringDevice().answer("dpm list-owners", owners)));
        new Thread(null, reading, "small", SMALL_STACK).start();
        return reading.get();
    }

    @Test
    void profilesAreCountedAndNothingElseIsAskedOfThem() throws Exception {
        AnsweringDevice device = new AnsweringDevice().answer(EUICC, "true\n").answer(SIMINFO, """
                        Row: 0 is_embedded=0
                        Row: 1 is_embedded=1
                        Row: 2 is_embedded=1
                        """);
        assertThat(said(device)).contains("esim-chip=present", "esim=present", "esim-profiles=2");
        assertThat(device.asked)
                .as("no number, no name")
                .noneMatch(command ->
                        command.contains("icc_id") || command.contains("number") || command.contains("isub"));
    }

    /** What has no row, or one that says neither, may be on the chip all the same. */
    @Test
    void aCountIsToldOnlyOfRowsThatAllSayWhatTheyAre() throws Exception {
        assertThat(said(new AnsweringDevice().answer(SIMINFO, "Row: 0 is_embedded=NULL\nRow: 1 is_embedded=1\n")))
                .contains("esim=present")
                .noneMatch(one -> one.startsWith("esim-profiles"));
        for (String none : List.of("Row: 0 is_embedded=0\n", "Row: 0 is_embedded=NULL\n", "No result found.\n")) {
            assertThat(said(new AnsweringDevice().answer(SIMINFO, none)))
                    .as(none)
                    .noneMatch(one -> one.startsWith("esim"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Row: 0 is_embedded=1, icc_id=8986011234567890123",
                "Row: 0 is_embedded=1\njava.lang.SecurityException: Access SIMINFO table from not phone/system UID"
            })
    void anythingElseInTheRowsIsNoAnswerAndIsNotKept(String rows) throws Exception {
        Reading reading = read(new AnsweringDevice().answer(SIMINFO, rows + "\n"));
        assertThat(said(reading.facts())).noneMatch(one -> one.startsWith("esim"));
        assertThat(reading.toString()).doesNotContain("8986");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public:179,1 mounted 1A2B-3C4D|true",
                "public:8:97 unmountable null|true",
                "private:179,3 mounted 5f6c8a1e-0000-4c3a-9a11-8d7e6f5a4b3c|true",
                "public:179,1 removed null|false",
                "private mounted null|false",
                "emulated;0 mounted null|false",
                "stub:1 mounted x|false",
                "public:|false"
            })
    void aVolumeOnADeviceOfItsOwnIsACard(String line, boolean isCard) throws Exception {
        Reading reading =
                read(new AnsweringDevice().answer("sm list-volumes", "emulated;0 mounted null\n" + line + "\n"));
        assertThat(said(reading.facts()).contains("card=present")).isEqualTo(isCard);
        assertThat(said(reading.facts())).doesNotContain("card=absent");
        assertThat(reading.toString()).as("no number of the card").doesNotContain("1A2B", "5f6c8a1e");
    }

    /** A phone has said "not locked" that was; not found is what somebody looked for. */
    @Test
    void whatIsKnownToBeNoneIsSaidByWhom() throws Exception {
        Facts phones = new Facts(List.of(
                new Fact(Property.FIND_DEVICE, "off", Source.PAIRED),
                new Fact(Property.ACCOUNTS, "0", Source.ADB),
                new Fact(Property.MANAGED, "no", Source.PAIRED)));
        for (LockCheck.Kind kind :
                List.of(LockCheck.Kind.FIND_DEVICE, LockCheck.Kind.ACCOUNTS, LockCheck.Kind.MANAGED)) {
            LockCheck check = check(phones, kind);
            assertThat(check.state().text().en()).as(kind.id()).isEqualTo("the phone tells of none");
            assertThat(check.state().text().zh()).isEqualTo("手机未报告有");
            assertThat(check.because()).hasSize(1);
        }
        assertThat(check(phones, LockCheck.Kind.FIND_DEVICE).text().en())
                .as("that finding is off says nothing of an activation lock")
                .isEqualTo("finding the device (no word of an activation lock)");
        assertThat(check(Facts.NONE, LockCheck.Kind.FIND_DEVICE).text().en())
                .isEqualTo("finding the device, activation lock");
        assertThat(LockCheck.of(Facts.NONE))
                .allMatch(check -> check.state().text().en().equals("not known")
                        && check.state().text().zh().equals("未知"));
        Facts seen = phones.with(new Facts(List.of(
                new Fact(Property.RESET_PROTECTION, "off", Source.SEEN),
                new Fact(Property.FIND_DEVICE, "off", Source.SEEN),
                new Fact(Property.ACCOUNTS, "0", Source.SEEN),
                new Fact(Property.MANAGED, "no", Source.SEEN),
                new Fact(Property.CARRIER_LOCK, "no", Source.SEEN))));
        assertThat(LockCheck.of(seen))
                .allMatch(check -> check.state() == LockCheck.State.NOT_FOUND
                        && check.state().text().en().equals("not found"));
        Facts said = new Facts(List.of(
                new Fact(Property.FIND_DEVICE, "off", Source.SAID),
                new Fact(Property.ACCOUNTS, "0", Source.SAID),
                new Fact(Property.MANAGED, "no", Source.SAID),
                new Fact(Property.CARRIER_LOCK, "no", Source.SAID)));
        assertThat(LockCheck.of(said))
                .as("nobody has looked")
                .allMatch(check -> check.state() == LockCheck.State.NOT_CHECKED);
        Facts owners = new Facts(List.of(
                new Fact(Property.RESET_PROTECTION, "off", Source.SAID),
                new Fact(Property.ACCOUNTS, "0", Source.ADB),
                new Fact(Property.ACCOUNTS, "2", Source.SAID)));
        assertThat(state(owners, LockCheck.Kind.RESET_PROTECTION))
                .as("an owner's word that it won't ask")
                .isEqualTo("not-checked");
        assertThat(state(owners, LockCheck.Kind.ACCOUNTS))
                .as("one that says there are some counts")
                .isEqualTo("found");
    }

    /** The real daemon, and made programs of a phone behind it. */
    @Tag("slow")
    @Timeout(120)
    @Test
    void theRealAdbdIsAskedTheSame(@TempDir Path programs) throws Exception {
        try (Adbd adbd = Adbd.start(programs)) {
            program(programs, "settings", "case \"$*\" in 'get global secure_frp_mode') echo 1;; *) echo null;; esac");
            program(
                    programs,
                    "getprop",
                    "case \"$1\" in gsm.sim.state) echo NETWORK_LOCKED;; sys.oem_unlock_allowed) echo 1;; ro.frp.pst) echo /dev/frp;; *) echo;; esac");
            program(
                    programs,
                    "dpm",
                    "[ \"$*\" = list-owners ] && echo '1 owner:' && echo 'User  0: admin=com.google.android.apps.work.clouddpc/.A,DeviceOwner'");
            program(programs, "pm", "[ \"$*\" = 'has-feature android.hardware.telephony.euicc' ] && echo true");
            program(
                    programs,
                    "content",
                    "[ \"$*\" = 'query --uri content://telephony/siminfo --projection is_embedded' ] && echo 'Row: 0 is_embedded=1'");
            program(programs, "sm", "[ \"$*\" = list-volumes ] && echo 'public:179,1 mounted 1A2B-3C4D'");
            try (AdbConnection phone = Connecting.to(adbd.address())) {
                assertThat(said(read(phone).facts()))
                        .contains(
                                "reset-protection=on",
                                "reset-protection-store=present",
                                "oem-unlock=allowed",
                                "managed=yes",
                                "managed-by=android-device-policy",
                                "carrier-lock=yes",
                                "sim=present",
                                "esim-chip=present",
                                "esim-profiles=1",
                                "esim=present",
                                "card=present");
            }
        }
    }

    private static void program(Path folder, String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
