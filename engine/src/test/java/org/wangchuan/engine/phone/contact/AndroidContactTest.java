package org.wangchuan.engine.phone.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.wangchuan.engine.adb.testing.Soon;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.patience.MachineSleep;
import org.wangchuan.engine.phone.attestation.MadeAttestation;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.contact.MadeAndroid.Hang;
import org.wangchuan.engine.phone.contact.MadeAndroid.Owner;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.read.Reading;

/** An Android, its owner, and what is left of their permission. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class AndroidContactTest {
    private static final String SERIAL = "MADE-SERIAL-0042";

    @TempDir
    Path folder;

    private final MadeAndroid phone = new MadeAndroid();
    private final KeptKeys kept = new KeptKeys();
    private final List<PermissionState> states = Collections.synchronizedList(new ArrayList<>());
    private MadeCables made;
    private PhoneContact contact;

    @BeforeEach
    void plugIn() throws Exception {
        made = new MadeCables(folder, folder.resolve("no-usbmuxd"));
        contact = made.pluggedAndroid("1-1", phone, SERIAL);
    }

    private PhoneSession open(JobKeys keys) throws ContactException {
        return contact.open(keys, states::add, MadeCables.patience(), MadeCables.soon());
    }

    private Code codeOf(JobKeys keys, Duration owners) {
        ContactException failed = catchThrowableOfType(
                ContactException.class, () -> contact.open(keys, states::add, owners, MadeCables.soon()));
        assertThat(failed).hasMessageNotContaining("SERIAL-0042");
        return failed.code();
    }

    private Optional<String> permission(JobKeys keys) throws ContactException {
        try (PhoneSession session = open(keys)) {
            Reading reading = session.read(MadeCables.DIGESTS, MadeCables.soon());
            Optional<String> said = reading.facts().said(Property.PERMISSION);
            assertThat(reading.untold().contains(Property.PERMISSION)).isEqualTo(said.isEmpty());
            return said;
        }
    }

    @Test
    void theOwnersTapLetsItBeReadAndThePermissionIsProvedOverASecondConnection() throws Exception {
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            assertThat(states)
                    .containsExactly(
                            PermissionState.CONNECTING,
                            PermissionState.WAITING_FOR_OWNER,
                            PermissionState.CONNECTING,
                            PermissionState.ALLOWED);
            Reading reading = session.read(MadeCables.DIGESTS, MadeCables.soon());
            assertThat(reading.facts().said(Property.PERMISSION)).contains("known");
            assertThat(reading.facts().said(Property.ACCOUNTS)).contains("2");
            assertThat(reading.identity().digests())
                    .containsKeys(PhoneIdentity.Name.USB_SERIAL, PhoneIdentity.Name.SERIAL);
            assertThat(reading.toString()).doesNotContain("SERIAL-0042");
            assertThat(phone.questions()).isEqualTo(1);
        }
        assertThat(phone.isTaken()).isFalse();
    }

    /** Something between it and the bench may show the number: by which of the two the phone is to be known nobody knows. */
    @Test
    void whoseSystemTellsAnotherNumberThanItShowsIsKnownByNone() throws Exception {
        phone.property("ro.serialno", "MADE-SERIAL-0043");
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            Reading reading = session.read(MadeCables.DIGESTS, MadeCables.soon());
            assertThat(reading.identity()).isEqualTo(PhoneIdentity.NONE);
            assertThat(reading.facts().isToldByAndroid()).isTrue();
            assertThat(reading.facts().said(Property.ACCOUNTS)).contains("2");
        }
    }

    @Test
    void theSameNumberInAnotherSpellingIsTheSame() throws Exception {
        phone.property("ro.serialno", "made-serial-0042");
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            assertThat(session.read(MadeCables.DIGESTS, MadeCables.soon())
                            .identity()
                            .digests())
                    .containsKeys(PhoneIdentity.Name.USB_SERIAL, PhoneIdentity.Name.SERIAL);
        }
    }

    /** Another program than its own system answers there. */
    @Test
    void whatItsRecoveryTellsIsHeldAgainstNothing() throws Exception {
        phone.property("ro.serialno", "MADE-SERIAL-0043");
        phone.mode("recovery");
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            assertThat(session.read(MadeCables.DIGESTS, MadeCables.soon())
                            .identity()
                            .digests())
                    .containsKeys(PhoneIdentity.Name.USB_SERIAL, PhoneIdentity.Name.SERIAL);
        }
    }

    /** Put there for that alone: nothing of it stays, also where an earlier contact was cut off. */
    @Test
    void itsKeyStoreIsAskedByAProgramThatIsTakenAwayAgain() throws Exception {
        phone.attests(new MadeAttestation().chain());
        phone.left("wangchuan-attest.dex");
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            Reading _ = session.read(MadeCables.DIGESTS, MadeCables.soon());
            assertThat(phone.files()).isEmpty();

            assertThat(session.attest(new byte[32], MadeCables.soon()).orElseThrow())
                    .hasSize(3);

            assertThat(phone.files()).isEmpty();
            assertThat(phone.asked())
                    .filteredOn(service -> service.contains("app_process"))
                    .singleElement()
                    .asString()
                    .endsWith(" org.wangchuan.ondevice.Attest " + "00".repeat(32));
        }
    }

    @Test
    void inItsRecoveryNothingIsPutOnIt() throws Exception {
        phone.attests(new MadeAttestation().chain());
        phone.mode("recovery");
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            assertThat(session.attest(new byte[32], MadeCables.soon())).isEmpty();
            assertThat(phone.asked()).isEmpty();
        }
    }

    @Test
    void anOwnerWhoDoesNotTickAlwaysIsAskedAgain() throws Exception {
        phone.owner(Owner.ONCE);
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            assertThat(states).contains(PermissionState.ASKED_AGAIN);
            assertThat(phone.questions()).isEqualTo(3);
            Reading reading = session.read(MadeCables.DIGESTS, MadeCables.soon());
            assertThat(reading.untold()).contains(Property.PERMISSION);
        }
        phone.reset();
        try (JobKeys again = kept.restore()) {
            assertThat(permission(again))
                    .as("what it never knew it has not forgotten")
                    .isEmpty();
        }
    }

    /** A phone that lets in whoever comes has no permission that it could forget. */
    @Test
    void aPhoneThatAsksNobodyShowsNoPermission() throws Exception {
        phone.owner(Owner.NOT_ASKED);
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).isEmpty();
            phone.reset();
            assertThat(permission(keys)).isEmpty();
            phone.owner(Owner.ALWAYS);
            assertThat(permission(keys)).as("first asked now").contains("known");
        }
    }

    @Test
    void afterAResetItHasForgottenAndTheTracesAreGone() throws Exception {
        try (JobKeys keys = kept.make()) {
            Traces traces;
            try (PhoneSession session = open(keys)) {
                traces = session.leave(new SecureRandom(), MadeCables.soon()).orElseThrow();
                Reading before = session.read(MadeCables.DIGESTS, Optional.of(traces), MadeCables.soon());
                assertThat(before.facts().said(Property.MARK)).contains("present");
                assertThat(before.facts().said(Property.DATA_BORN)).contains("before");
                assertThat(before.facts().said(Property.PERMISSION)).contains("known");
            }
            phone.reset();
            try (PhoneSession session = open(keys)) {
                Reading after = session.read(
                        MadeCables.DIGESTS, Optional.of(Traces.fromBytes(traces.toBytes())), MadeCables.soon());
                assertThat(after.facts().said(Property.MARK)).contains("absent");
                assertThat(after.facts().said(Property.DATA_BORN)).contains("after");
                assertThat(after.facts().said(Property.PERMISSION)).contains("forgotten");
                assertThat(after.facts().said(Property.ACCOUNTS)).contains("0");
            }
        }
    }

    @Test
    void withoutAResetItStaysKnown() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            phone.pull();
            phone.plug();
            assertThat(permission(keys)).contains("known");
            assertThat(phone.questions()).isEqualTo(1);
        }
    }

    /** What its owner allowed after the reset says nothing of the reset before it, and something of the one after. */
    @Test
    void aPermissionThatWasRenewedCountsFromTheNextResetOn() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            keys.setOff();
            phone.reset();
            assertThat(permission(keys)).contains("forgotten");
            assertThat(permission(keys)).as("renewed").isEmpty();
            keys.setOff();
            assertThat(permission(keys)).as("not reset at all").contains("known");
            phone.reset();
            assertThat(permission(keys)).contains("forgotten");
        }
    }

    private void plugAgain(String mode) throws Exception {
        phone.pull();
        phone.plug();
        phone.mode(mode);
        made.unplug("1-1");
        contact = made.pluggedAndroid("1-1", phone, SERIAL);
    }

    private void askedInVain(JobKeys keys) {
        phone.owner(Owner.SILENT);
        assertThat(codeOf(keys, Duration.ofMillis(300))).isEqualTo(Code.NOT_AUTHORISED);
    }

    /** Nobody waits any more when the owner taps: that the phone knows the key from then on must not look as if it had never forgotten it. */
    @Test
    void aTapThatComesTooLateIsASignThatItHadForgotten() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            keys.setOff();
            phone.reset();
            plugAgain("device");
            askedInVain(keys);
            askedInVain(keys);
            phone.allowLate(keys.adbFor(contact.device()).publicKey());
            assertThat(permission(keys)).contains("forgotten");
            assertThat(permission(keys)).as("renewed").isEmpty();
        }
    }

    /** It shows a question for as long as it hangs there, and what asked is known by what hangs there: after that it may have been its recovery. */
    @Test
    void aTapThatComesTooLateIsNoSignOnceItHungThereAnew() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            keys.setOff();
            phone.reset();
            plugAgain("device");
            askedInVain(keys);
            plugAgain("device");
            phone.allowLate(keys.adbFor(contact.device()).publicKey());
            assertThat(permission(keys)).isEmpty();
            assertThat(permission(keys)).isEmpty();
        }
    }

    /** Meanwhile it may have started its system, and still hang there as it did: its recovery may have asked. */
    @Test
    void aTapBehindASleepOfThisMachineIsNoSign() throws Exception {
        Path uptime = Files.writeString(folder.resolve("uptime"), "1000.00 0.00\n");
        MachineSleep sleep = new MachineSleep(uptime, () -> 0);
        try (JobKeys keys = JobKeys.make(KeptKeys.JOB, new SecureRandom(), kept, sleep)) {
            assertThat(permission(keys)).contains("known");
            keys.setOff();
            phone.reset();
            plugAgain("device");
            askedInVain(keys);
            Path _ = Files.writeString(uptime, "1060.00 0.00\n");
            phone.allowLate(keys.adbFor(contact.device()).publicKey());
            assertThat(permission(keys)).isEmpty();
            assertThat(permission(keys)).isEmpty();
        }
    }

    /** Its recovery knows nobody's keys, and asks in vain; its system has forgotten nothing. */
    @Test
    void whatItsRecoveryAskedInVainIsNoSignThatItsSystemForgot() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            keys.setOff();
            RSAPublicKey key = keys.adbFor(contact.device()).publicKey();
            plugAgain("recovery");
            phone.revoke();
            askedInVain(keys);
            plugAgain("device");
            phone.allowLate(key);
            assertThat(permission(keys)).isEmpty();
        }
    }

    /** The program that had seen the question is gone: the next one can't know that the phone has hung there ever since. */
    @Test
    void aTapBehindARestartIsNoSign() throws Exception {
        RSAPublicKey key;
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            keys.setOff();
            phone.reset();
            askedInVain(keys);
            key = keys.adbFor(contact.device()).publicKey();
        }
        phone.allowLate(key);
        try (JobKeys again = kept.restore()) {
            assertThat(permission(again)).isEmpty();
        }
    }

    /** What was allowed before the phone was set off says nothing of the reset. */
    @Test
    void aTapOfBeforeItWasSetOffIsNoSignOfWhatFollows() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            phone.revoke();
            askedInVain(keys);
            keys.setOff();
            phone.allowLate(keys.adbFor(contact.device()).publicKey());
            assertThat(permission(keys)).as("never forgotten since").contains("known");
        }
    }

    /** Another program answers there, which knows nobody's keys. */
    @Test
    void whatItsRecoveryAsksIsNoSignOfAReset() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            phone.mode("recovery");
            phone.revoke();
            try (PhoneSession session = open(keys)) {
                Reading reading = session.read(MadeCables.DIGESTS, MadeCables.soon());
                assertThat(reading.facts().said(Property.PERMISSION)).isEmpty();
                assertThat(reading.facts().said(Property.MODE)).contains("recovery");
                assertThat(session.leave(new SecureRandom(), MadeCables.soon())).isEmpty();
            }
        }
    }

    @Test
    void afterALossOfPowerTheSameKeyIsShown() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
        }
        try (JobKeys again = kept.restore()) {
            assertThat(permission(again)).contains("known");
            assertThat(phone.questions()).isEqualTo(1);
        }
        phone.reset();
        try (JobKeys again = kept.restore()) {
            assertThat(permission(again)).contains("forgotten");
        }
        try (JobKeys again = kept.restore()) {
            assertThat(permission(again)).isEmpty();
        }
    }

    /** The plug is pulled after the tap, before anybody noted it. */
    @Test
    void aTapOfBeforeALossOfPowerIsProvedAfterwards() throws Exception {
        JobKeys lost = kept.make();
        byte[] before = lost.export(Keeper.Kind.ADB_KEY);
        assertThat(before).isEmpty();
        phone.allowLate(lost.adbFor(contact.device()).publicKey());
        try (JobKeys again = kept.restore()) {
            assertThat(permission(again)).contains("known");
            assertThat(phone.questions()).isZero();
        }
    }

    @Test
    void whatCanNotBeKeptIsNotShown() throws Exception {
        kept.broken(true);
        try (JobKeys keys = kept.make()) {
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.NOT_KEPT);
            assertThat(phone.questions()).isZero();
        }
        kept.broken(false);
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            phone.reset();
            kept.broken(true);
            int shown = phone.questions();
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.NOT_KEPT);
            assertThat(phone.questions()).isEqualTo(shown);
            assertThat(phone.isTaken()).isFalse();
        }
    }

    /** A phone chooses what is signed: a key is for one of them. */
    @Test
    void anotherPhoneIsNotShownTheKey() throws Exception {
        MadeAndroid other = new MadeAndroid();
        PhoneContact swapped = made.pluggedAndroid("1-2", other, "ANOTHER-SERIAL-1");
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
        }
        try (JobKeys keys = kept.restore()) {
            ContactException refused = catchThrowableOfType(
                    ContactException.class,
                    () -> swapped.open(keys, states::add, MadeCables.patience(), MadeCables.soon()));
            assertThat(refused.code()).isEqualTo(Code.OTHER_PHONE);
            assertThat(other.questions()).isZero();
        }
    }

    @Test
    void anotherProgramKeepsWhatItHas() {
        phone.takenByAnother();
        try (JobKeys keys = kept.make()) {
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.IN_USE);
            assertThat(Code.IN_USE.advice().en()).contains("adb kill-server");
        }
    }

    @Test
    void anOwnerWhoDoesNotTapIsWaitedForAsLongAsWasSaid() {
        phone.owner(Owner.SILENT);
        try (JobKeys keys = kept.make()) {
            long begin = System.nanoTime();
            assertThat(codeOf(keys, Duration.ofMillis(400))).isEqualTo(Code.NOT_AUTHORISED);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(400), Duration.ofSeconds(20));
            assertThat(phone.isTaken()).isFalse();
        }
    }

    @Test
    void aCableThatIsPulledEndsWhatWaits() throws Exception {
        phone.hang(Hang.NOWHERE);
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            phone.hang(Hang.IN_ANSWER);
            CompletableFuture<Code> reading = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                            ContactException.class, () -> session.read(MadeCables.DIGESTS, MadeCables.soon()))
                    .code());
            Soon.until("it is asked", () -> !phone.asked().isEmpty());
            phone.pull();
            assertThat(reading.get(20, TimeUnit.SECONDS)).isEqualTo(Code.GONE);
        }
    }

    @Test
    void aPhoneThatHangsOrNeverEndsCostsTheTimeThatItWasGiven() throws Exception {
        for (Hang where : new Hang[] {Hang.AT_SERVICE, Hang.IN_ANSWER, Hang.ENDLESSLY}) {
            phone.hang(Hang.NOWHERE);
            try (JobKeys keys = new KeptKeys().make();
                    PhoneSession session = open(keys)) {
                phone.hang(where);
                long begin = System.nanoTime();
                ContactException late = catchThrowableOfType(
                        ContactException.class,
                        () -> session.read(MadeCables.DIGESTS, Deadline.after(Duration.ofMillis(700))));
                assertThat(late.code()).as(where.name()).isEqualTo(Code.TIMEOUT);
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void closingTheCablesEndsSessions() throws Exception {
        try (JobKeys keys = kept.make()) {
            PhoneSession session = open(keys);
            made.cables().close();
            assertThat(catchThrowableOfType(
                                    ContactException.class, () -> session.read(MadeCables.DIGESTS, MadeCables.soon()))
                            .code())
                    .isEqualTo(Code.ENDED);
            assertThat(phone.isTaken()).isFalse();
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.ENDED);
            assertThat(phone.isTaken()).isFalse();
        }
    }

    @Test
    void keysThatAreGoneOpenNothing() throws Exception {
        JobKeys keys = kept.make();
        assertThat(permission(keys)).contains("known");
        keys.close();
        assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.ENDED);
        assertThat(catchThrowableOfType(ContactException.class, () -> keys.export(Keeper.Kind.ADB_KEY))
                        .code())
                .isEqualTo(Code.ENDED);
    }

    @Test
    void whatWasKeptIsReadStrictly() throws Exception {
        byte[] whole;
        try (JobKeys keys = kept.make()) {
            assertThat(permission(keys)).contains("known");
            whole = keys.export(Keeper.Kind.ADB_KEY);
        }
        for (int cut : new int[] {1, 10, whole.length / 2, whole.length - 1}) {
            byte[] part = java.util.Arrays.copyOf(whole, cut);
            assertThat(catchThrowableOfType(
                                    ContactException.class,
                                    () -> JobKeys.restore(
                                            KeptKeys.JOB,
                                            Optional.of(part),
                                            Optional.empty(),
                                            new SecureRandom(),
                                            kept))
                            .code())
                    .isEqualTo(Code.NOT_KEPT);
        }
        assertThat(catchThrowableOfType(ContactException.class, () -> Traces.fromBytes(new byte[] {1}))
                        .code())
                .isEqualTo(Code.NOT_KEPT);
    }

    @Test
    void anAndroidIsNotAskedToEraseItself() throws Exception {
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            assertThat(catchThrowableOfType(ContactException.class, () -> session.erase(MadeCables.soon()))
                            .code())
                    .isEqualTo(Code.NO_ERASE);
        }
    }
}
