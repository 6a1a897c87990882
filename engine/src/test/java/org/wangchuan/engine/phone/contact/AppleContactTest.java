package org.wangchuan.engine.phone.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.Doubles;
import org.wangchuan.engine.apple.testing.Misbehaviour;
import org.wangchuan.engine.apple.testing.PhoneDouble;
import org.wangchuan.engine.apple.testing.PhoneDouble.Owner;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.contact.PhoneCables.Settled;
import org.wangchuan.engine.phone.contact.PhoneCables.Settlement;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.testing.DescriptorBytes;

/** An iPhone that is paired with for one job, and what is owed to it in the end. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class AppleContactTest {
    @TempDir
    Path folder;

    private final KeptKeys kept = new KeptKeys();
    private final List<PermissionState> states = Collections.synchronizedList(new ArrayList<>());
    private Doubles doubles;
    private MadeCables made;
    private PhoneContact contact;

    @BeforeEach
    void plugIn() throws Exception {
        doubles = new Doubles();
        made = new MadeCables(folder, doubles.socket());
        made.plug("1-1", new DescriptorBytes(0x05ac, 0x12a8).with(6, 1, 1, 3), Doubles.UDID.replace("-", ""));
        contact = made.contact("1-1");
    }

    @AfterEach
    void takeAway() throws Exception {
        doubles.close();
    }

    private PhoneDouble phone() {
        return doubles.phone();
    }

    private PhoneSession open(JobKeys keys) throws ContactException {
        return contact.open(keys, states::add, MadeCables.patience(), MadeCables.soon());
    }

    private Code codeOf(JobKeys keys, Duration owners) {
        ContactException failed = catchThrowableOfType(
                ContactException.class, () -> contact.open(keys, states::add, owners, MadeCables.soon()));
        assertThat(failed).hasMessageNotContaining(Doubles.UDID);
        return failed.code();
    }

    private Reading read(JobKeys keys) throws ContactException {
        try (PhoneSession session = open(keys)) {
            return session.read(MadeCables.DIGESTS, MadeCables.soon());
        }
    }

    private long pairRequests() {
        return phone().heard().stream()
                .filter(heard -> heard.name().equals("Pair"))
                .count();
    }

    @Test
    void anOwnerWhoTrustsLetsItBeReadAndThePairingIsProved() throws Exception {
        try (JobKeys keys = kept.make()) {
            Reading reading = read(keys);
            assertThat(reading.facts().said(Property.PERMISSION)).contains("known");
            assertThat(reading.facts().said(Property.SETUP)).contains("done");
            assertThat(reading.facts().said(Property.MODEL)).contains("iPhone15,2");
            assertThat(reading.facts().all())
                    .anyMatch(fact -> fact.property() == Property.PERMISSION && fact.source() == Source.LOCKDOWN);
            assertThat(reading.identity().digests())
                    .containsKeys(PhoneIdentity.Name.UDID, PhoneIdentity.Name.USB_SERIAL, PhoneIdentity.Name.SERIAL);
            assertThat(states).containsExactly(PermissionState.CONNECTING, PermissionState.ALLOWED);
            assertThat(phone().hosts())
                    .as("it stays paired until the job closes")
                    .hasSize(1);
            assertThat(kept.has(Keeper.Kind.PAIRING)).isTrue();
            assertThat(read(keys).facts().said(Property.PERMISSION)).contains("known");
            assertThat(pairRequests()).isEqualTo(1);
        }
    }

    @Test
    void itsVersionIsAFactOnceItsOwnerTrusts() throws Exception {
        Reading before = contact.unasked(MadeCables.DIGESTS, MadeCables.soon());
        assertThat(before.facts().said(Property.VERSION)).isEmpty();
        try (JobKeys keys = kept.make()) {
            Facts facts = read(keys).facts();
            assertThat(facts.all()).contains(new Fact(Property.VERSION, "17.5.1", Source.PAIRED));
            assertThat(facts.of(Property.VERSION, Trust.SHOWN)).isEqualTo(new Facts.Answer.Told("17.5.1", Trust.SHOWN));
            phone().forgets("", "ProductVersion");
            Reading untold = read(keys);
            assertThat(untold.facts().said(Property.VERSION)).isEmpty();
            assertThat(untold.untold()).contains(Property.VERSION);
        }
    }

    /** That it takes one SIM does not say that it takes all: it is only told where it refuses one. */
    @Test
    void aSimThatItRefusesIsALockOfItsCarrier() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(simOf(keys, "Ready")).containsExactly("sim=present");
            assertThat(simOf(keys, "PINLocked")).containsExactly("sim=present");
            assertThat(simOf(keys, "NotInserted")).containsExactly("sim=absent");
            for (String refused : List.of(
                    "NetworkLocked",
                    "CorporateLocked",
                    "OperatorLocked",
                    "OperatorSubsetLocked",
                    "ServiceProviderLocked")) {
                assertThat(simOf(keys, refused)).as(refused).containsExactly("sim=present", "carrier-lock=yes");
            }
            for (String unknown : List.of("NotReady", "MemoryFailure", "", "networklocked")) {
                assertThat(simOf(keys, unknown)).as(unknown).isEmpty();
            }
        }
    }

    private List<String> simOf(JobKeys keys, String status) throws ContactException {
        phone().tells("", "SIMStatus", new PlistValue.Text("kCTSIMSupportSIMStatus" + status));
        return read(keys).facts().all().stream()
                .filter(fact -> fact.property() == Property.SIM || fact.property() == Property.CARRIER_LOCK)
                .filter(fact -> fact.source() == Source.PAIRED)
                .map(fact -> fact.property().id() + "=" + fact.value())
                .toList();
    }

    /** In its setup a phone would take a new pairing without asking anybody. */
    @Test
    void afterAnEraseItHasForgottenAndIsNotPairedAnew() throws Exception {
        try (JobKeys keys = kept.make()) {
            try (PhoneSession session = open(keys)) {
                EraseAnswer answer = session.erase(MadeCables.soon());
                assertThat(answer.kind()).isEqualTo(EraseAnswer.Kind.ACCEPTED);
                assertThat(answer.command()).contains("EraseDevice");
            }
            phone().forgetsHosts();
            try (PhoneSession session = open(keys)) {
                Reading after = session.read(MadeCables.DIGESTS, MadeCables.soon());
                assertThat(after.facts().said(Property.PERMISSION)).contains("forgotten");
                assertThat(after.facts().all()).noneMatch(fact -> fact.source() == Source.PAIRED);
                assertThat(catchThrowableOfType(ContactException.class, () -> session.erase(MadeCables.soon()))
                                .code())
                        .isEqualTo(Code.NO_ERASE);
            }
            assertThat(read(keys).facts().said(Property.PERMISSION)).contains("forgotten");
            assertThat(pairRequests()).isEqualTo(1);
            assertThat(made.cables().settle(keys).what()).isEqualTo(Settled.UNDONE);
        }
    }

    @Test
    void afterALossOfPowerTheSamePairingGoesOn() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(read(keys).facts().said(Property.PERMISSION)).contains("known");
        }
        try (JobKeys again = kept.restore()) {
            assertThat(read(again).facts().said(Property.PERMISSION)).contains("known");
            assertThat(pairRequests()).isEqualTo(1);
        }
        phone().forgetsHosts();
        try (JobKeys again = kept.restore()) {
            assertThat(read(again).facts().said(Property.PERMISSION)).contains("forgotten");
        }
    }

    @Test
    void whatIsOwedIsPaidAlsoAfterALossOfPower() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(read(keys).facts().said(Property.PERMISSION)).contains("known");
        }
        doubles.mux().detach(doubles.id());
        try (JobKeys again = kept.restore()) {
            assertThat(made.cables().settle(again).what()).isEqualTo(Settled.OWED);
        }
        doubles.mux().attach(phone());
        assertThat(phone().hosts()).hasSize(1);
        try (JobKeys again = kept.restore()) {
            assertThat(made.cables().settle(again).what()).isEqualTo(Settled.UNDONE);
            assertThat(phone().hosts()).isEmpty();
            assertThat(kept.has(Keeper.Kind.PAIRING)).isFalse();
            assertThat(made.cables().settle(again).what()).isEqualTo(Settled.NOTHING_OWED);
        }
    }

    /** The plug is pulled after the phone was told, before anybody knew whether it took it. */
    @Test
    void aPairingOfBeforeALossOfPowerIsFoundOut() throws Exception {
        phone().on("Pair", Misbehaviour.CLOSES).on("Unpair", Misbehaviour.CLOSES);
        try (JobKeys keys = kept.make()) {
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.GONE);
            assertThat(kept.has(Keeper.Kind.PAIRING)).as("it may know it").isTrue();
        }
        phone().on("Pair", Misbehaviour.NONE).on("Unpair", Misbehaviour.NONE);
        try (JobKeys again = kept.restore()) {
            assertThat(read(again).facts().said(Property.PERMISSION)).contains("known");
            assertThat(phone().hosts()).as("the one of before is undone").hasSize(1);
        }
    }

    @Test
    void whatCanNotBeKeptIsNotTold() {
        kept.broken(true);
        try (JobKeys keys = kept.make()) {
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.NOT_KEPT);
            assertThat(pairRequests()).isZero();
        }
    }

    @Test
    void anOwnerWhoSaysNoOrNothingOrHasItLockedIsToldApart() {
        phone().owner(Owner.DENIES);
        try (JobKeys keys = kept.make()) {
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.NOT_AUTHORISED);
            assertThat(states).contains(PermissionState.DENIED);
            assertThat(kept.has(Keeper.Kind.PAIRING))
                    .as("the phone knows nothing")
                    .isFalse();
            phone().owner(Owner.IS_ASKED);
            assertThat(codeOf(keys, Duration.ZERO)).isEqualTo(Code.NOT_AUTHORISED);
            assertThat(states).contains(PermissionState.WAITING_FOR_OWNER);
            phone().owner(Owner.HAS_IT_LOCKED);
            assertThat(codeOf(keys, Duration.ZERO)).isEqualTo(Code.SCREEN_LOCKED);
            assertThat(states).contains(PermissionState.SCREEN_LOCKED);
            phone().owner(Owner.MAY_NOT);
            assertThat(codeOf(keys, Duration.ZERO)).isEqualTo(Code.REFUSED);
        }
    }

    @Test
    void anotherIphoneIsNotToldOfThePairing() throws Exception {
        PhoneDouble other = new PhoneDouble("00008120-00AAAAAAAAAAAAAA");
        int _ = doubles.mux().attach(other);
        made.plug("1-2", new DescriptorBytes(0x05ac, 0x12a8).with(6, 1, 1, 3), "0000812000AAAAAAAAAAAAAA");
        try (JobKeys keys = kept.make()) {
            assertThat(read(keys).facts().said(Property.PERMISSION)).contains("known");
            PhoneContact swapped = made.contact("1-2");
            ContactException refused = catchThrowableOfType(
                    ContactException.class,
                    () -> swapped.open(keys, states::add, MadeCables.patience(), MadeCables.soon()));
            assertThat(refused.code()).isEqualTo(Code.OTHER_PHONE);
            assertThat(other.heard()).isEmpty();
        }
    }

    @Test
    void anIphoneThatHangsCostsTheTimeThatItWasGivenAndIsLetGo() throws Exception {
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            phone().on("GetValue", Misbehaviour.SILENT);
            long begin = System.nanoTime();
            ContactException late = catchThrowableOfType(
                    ContactException.class,
                    () -> session.read(MadeCables.DIGESTS, Deadline.after(Duration.ofMillis(600))));
            assertThat(late.code()).isEqualTo(Code.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(catchThrowableOfType(
                                    ContactException.class, () -> session.read(MadeCables.DIGESTS, MadeCables.soon()))
                            .code())
                    .as("what it says next is no answer")
                    .isEqualTo(Code.ENDED);
        }
    }

    @Test
    void nothingIsLeftOnIt() throws Exception {
        try (JobKeys keys = kept.make();
                PhoneSession session = open(keys)) {
            assertThat(session.leave(new java.security.SecureRandom(), MadeCables.soon()))
                    .isEqualTo(Optional.empty());
        }
    }

    /** As the daemon of a distribution is started. The owner said nothing yet when it asks and pairs. */
    @ParameterizedTest
    @CsvSource({"ON, USBMUXD_PREFLIGHT", "UNKNOWN, USBMUXD_UNKNOWN"})
    void nothingIsAskedOfItByAUsbmuxdThatMayPairByItself(Preflight preflight, Code expected) {
        made.preflight(preflight);
        try (JobKeys keys = kept.make()) {
            ContactException unasked = catchThrowableOfType(
                    ContactException.class, () -> contact.unasked(MadeCables.DIGESTS, MadeCables.soon()));
            assertThat(unasked.code()).isEqualTo(expected);
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(expected);
        }
        assertThat(phone().heard()).isEmpty();
        assertThat(kept.has(Keeper.Kind.PAIRING)).isFalse();
    }

    /** Which the phone does not list while it waits for its owner's answer to usbmuxd's own question. */
    @Test
    void thatIsToldAlsoWhileUsbmuxdKeepsThePhoneToItself() throws Exception {
        doubles.mux().detach(doubles.id());
        made.preflight(Preflight.ON);
        try (JobKeys keys = kept.make()) {
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.USBMUXD_PREFLIGHT);
        }
    }

    @Test
    void nothingIsAskedOfOneThatUsbmuxdHoldsAKeyTo() throws Exception {
        doubles.mux().records().put(Doubles.UDID, othersRecord());
        try (JobKeys keys = kept.make()) {
            ContactException unasked = catchThrowableOfType(
                    ContactException.class, () -> contact.unasked(MadeCables.DIGESTS, MadeCables.soon()));
            assertThat(unasked.code()).isEqualTo(Code.OTHER_RECORD);
            assertThat(unasked).hasMessageNotContaining(Doubles.UDID);
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.OTHER_RECORD);
            assertThat(phone().heard()).isEmpty();
            doubles.mux().records().clear();
            assertThat(read(keys).facts().said(Property.PERMISSION)).contains("known");
        }
    }

    /** A file manager, for one, that paired while the job was under way. */
    @Test
    void aKeyThatAnotherProgramLeftMeanwhileIsToldInTheEnd() throws Exception {
        try (JobKeys keys = kept.make()) {
            assertThat(read(keys).facts().said(Property.PERMISSION)).contains("known");
            doubles.mux().records().put(Doubles.UDID, othersRecord());
            assertThat(codeOf(keys, MadeCables.patience())).isEqualTo(Code.OTHER_RECORD);
            assertThat(made.cables().settle(keys)).isEqualTo(new Settlement(Settled.UNDONE, true));
        }
        assertThat(doubles.mux().records()).as("it is not ours to delete").hasSize(1);
    }

    private static PlistValue.Data othersRecord() throws PlistException {
        return new PlistValue.Data(Plist.writeXml(PlistValue.Dict.builder()
                .put("HostID", "ANOTHER")
                .put("HostPrivateKey", new byte[] {1, 2, 3})
                .build()));
    }

    @Test
    void aPairingThatWasKeptIsReadStrictly() throws Exception {
        byte[] whole;
        try (JobKeys keys = kept.make()) {
            assertThat(read(keys).facts().said(Property.PERMISSION)).contains("known");
            whole = keys.export(Keeper.Kind.PAIRING);
        }
        for (int cut : new int[] {1, 40, whole.length / 2, whole.length - 1}) {
            byte[] part = java.util.Arrays.copyOf(whole, cut);
            assertThat(catchThrowableOfType(
                                    ContactException.class,
                                    () -> JobKeys.restore(
                                            KeptKeys.JOB,
                                            Optional.empty(),
                                            Optional.of(part),
                                            new java.security.SecureRandom(),
                                            kept))
                            .code())
                    .isEqualTo(Code.NOT_KEPT);
        }
    }
}
