package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.PairingState;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistLimits;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.Misbehaviour;
import org.wangchuan.engine.apple.testing.MuxDouble;
import org.wangchuan.engine.apple.testing.PhoneDouble;
import org.wangchuan.engine.apple.testing.PhoneDouble.Owner;

/** Pairing, what the owner makes of it, and that nothing of it is left. */
@Timeout(120)
class PairingTest {
    private AppleBench bench;

    @BeforeEach
    void plugIn() throws Exception {
        bench = new AppleBench();
    }

    @AfterEach
    void takeAway() throws Exception {
        bench.close();
    }

    @Test
    void anOwnerWhoTrustsGetsASession() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            assertThat(session.consent()).isEqualTo(AppleBench.CONSENT);
            assertThat(bench.states()).containsExactly(PairingState.PAIRED);
            assertThat(bench.phone().hosts()).hasSize(1);
        }
    }

    @Test
    void noPrivateKeyEverLeaves() throws AppleFailure {
        try (ConsentedSession session = bench.paired()) {
            session.announce();
        }
        String said = bench.phone().heard().stream()
                .map(heard -> heard.request().toString()
                        + heard.request().entries().keySet()
                        + heard.request()
                                .dict("PairRecord")
                                .map(record -> record.entries().keySet()))
                .toList()
                .toString();
        assertThat(said).contains("HostCertificate").doesNotContain("PrivateKey");
    }

    @Test
    void eachStateIsToldOnceAndPairingWaitsForTheOwner() throws Exception {
        bench.phone().owner(Owner.HAS_IT_LOCKED);
        CompletableFuture<PairingOutcome> pairing = CompletableFuture.supplyAsync(() -> {
            try {
                return bench.pair(bench.host(), AppleBench.LONG);
            } catch (AppleFailure e) {
                throw new AssertionError(e);
            }
        });
        awaitPairRequests(3);
        bench.phone().owner(Owner.IS_ASKED);
        awaitPairRequests(6);
        bench.phone().owner(Owner.TRUSTS);
        AppleBench.session(pairing.get(60, TimeUnit.SECONDS)).close();
        assertThat(bench.states())
                .containsExactly(PairingState.PASSWORD_PROTECTED, PairingState.DIALOG_PENDING, PairingState.PAIRED);
        // The same names each time, or its owner would be asked anew.
        assertThat(pairRequests())
                .allMatch(request -> request.equals(pairRequests().getFirst()));
    }

    private List<PlistValue.Dict> pairRequests() {
        return bench.phone().heard().stream()
                .filter(heard -> heard.name().equals("Pair"))
                .map(PhoneDouble.Heard::request)
                .toList();
    }

    /** Until it has asked so often, and the owner's last deed was seen by at least one more request. */
    private void awaitPairRequests(int more) throws InterruptedException {
        int before = pairRequests().size();
        for (int i = 0; i < 6000 && pairRequests().size() < before + more; i++) {
            Thread.sleep(10);
        }
        assertThat(pairRequests().size()).isGreaterThanOrEqualTo(before + more);
    }

    @Test
    void anOwnerWhoSaysNoIsNotAskedAgain() throws AppleFailure {
        bench.phone().owner(Owner.DENIES);
        PairingOutcome.NotPaired refused = AppleBench.refusal(bench.pair(bench.host(), AppleBench.LONG));
        assertThat(refused.why().code()).isEqualTo(Code.USER_DENIED);
        assertThat(refused.debt()).isEmpty();
        assertThat(bench.states()).containsExactly(PairingState.USER_DENIED);
        assertThat(pairRequests()).hasSize(1);
    }

    @Test
    void anOwnerWhoSaysNothingIsWaitedForAsLongAsWasSaid() throws AppleFailure {
        bench.phone().owner(Owner.IS_ASKED);
        PairingOutcome.NotPaired refused = AppleBench.refusal(bench.pair());
        assertThat(refused.why().code()).isEqualTo(Code.DIALOG_PENDING);
        assertThat(refused.debt()).isEmpty(); // it was told to forget, and said that it doesn't know this host
        assertThat(bench.phone().heard().getLast().name()).isEqualTo("Unpair");
    }

    @Test
    void aLockedPhoneAndAProhibitionAreTold() throws AppleFailure {
        bench.phone().owner(Owner.HAS_IT_LOCKED);
        assertThat(AppleBench.refusal(bench.pair()).why().code()).isEqualTo(Code.PASSWORD_PROTECTED);
        bench.phone().owner(Owner.MAY_NOT);
        assertThat(AppleBench.refusal(bench.pair()).why().code()).isEqualTo(Code.PAIRING_PROHIBITED);
        assertThat(bench.states()).containsExactly(PairingState.PASSWORD_PROTECTED, PairingState.PROHIBITED);
    }

    @Test
    void anAnswerThatIsLostLeavesADebtUntilThePhoneIsThere() throws AppleFailure, IOException, PlistException {
        bench.phone().on("Pair", Misbehaviour.CLOSES).on("Unpair", Misbehaviour.CLOSES);
        PairingOutcome.NotPaired refused = AppleBench.refusal(bench.pair());
        assertThat(refused.why().code()).isEqualTo(Code.ENDED);
        assertThat(bench.phone().heard().getLast().name()).isEqualTo("Unpair"); // tried at once
        PairingDebt debt = refused.debt().orElseThrow();

        bench.mux().detach(bench.id());
        assertThat(debt.settle(bench.host()).complete()).isFalse();
        bench.phone().on("Unpair", Misbehaviour.NONE);
        bench.mux().attach(bench.phone());
        assertThat(debt.settle(bench.host()).complete()).isTrue();
        assertThat(bench.phone().hosts()).isEmpty();
    }

    @Test
    void whenItEndsThePhoneForgetsTheHost() throws AppleFailure {
        ConsentedSession session = bench.paired();
        Farewell farewell = session.end();
        assertThat(farewell.unpaired()).isTrue();
        assertThat(farewell.complete()).isTrue();
        assertThat(farewell.otherRecord()).contains(false);
        assertThat(bench.phone().hosts()).isEmpty();
        assertThat(bench.phone().heard().stream().map(PhoneDouble.Heard::name))
                .endsWith("StopSession", "QueryType", "Unpair");
        assertThat(session.end()).isSameAs(farewell);
    }

    @Test
    void whatUsbmuxdWasGivenIsDeleted() throws AppleFailure, PlistException {
        ConsentedSession session = bench.paired();
        session.announce();
        PlistValue.Dict saved = saved(bench.mux());
        assertThat(saved.entries().keySet())
                .containsExactlyInAnyOrder(
                        "DeviceCertificate", "HostCertificate", "HostID", "RootCertificate", "SystemBUID");
        assertThat(session.end().complete()).isTrue();
        assertThat(bench.mux().records()).isEmpty();
    }

    private static PlistValue.Dict saved(MuxDouble mux) throws PlistException {
        return Plist.readDict(mux.records().values().iterator().next().bytes(), PlistLimits.MESSAGE);
    }

    @Test
    void aRecordOfAnotherPairingStaysAndIsTold() throws Exception {
        byte[] others = Plist.writeXml(
                PlistValue.Dict.builder().put("HostID", "ANOTHER").build());
        bench.mux().records().put(bench.phone().udid(), new PlistValue.Data(others));
        ConsentedSession session = bench.paired();
        assertThat(catchThrowableOfType(AppleFailure.class, session::announce).code())
                .isEqualTo(Code.MUX_REFUSED);
        Farewell farewell = session.end();
        assertThat(farewell.complete()).isTrue();
        assertThat(farewell.otherRecord()).contains(true);
        assertThat(bench.mux().records()).hasSize(1);
    }

    @Test
    void aPhoneThatIsAwayAtTheEndIsADebt() throws Exception {
        ConsentedSession session = bench.paired();
        session.announce();
        bench.mux().detach(bench.id());
        Farewell farewell = session.end();
        assertThat(farewell.unpaired()).isFalse();
        assertThat(bench.mux().records()).isEmpty(); // usbmuxd was there
        PairingDebt debt = farewell.stillToDo().orElseThrow();
        assertThat(debt.recordSaved()).isFalse();
        assertThat(debt.toString()).doesNotContain(bench.phone().udid());

        bench.mux().attach(bench.phone());
        Farewell later = debt.settle(bench.host());
        assertThat(later.complete()).isTrue();
        assertThat(bench.phone().hosts()).isEmpty();
    }

    @Test
    void anErasedPhoneHasForgottenAnyway() throws Exception {
        ConsentedSession session = bench.paired();
        bench.phone().forgetsHosts();
        assertThat(session.end().complete()).isTrue();
    }

    @Test
    void anotherKeyThanThePairedOneIsNotTrusted() throws AppleFailure {
        bench.phone().withAnotherKey();
        PairingOutcome.NotPaired refused = AppleBench.refusal(bench.pair());
        assertThat(refused.why().code()).isEqualTo(Code.TLS);
        assertThat(bench.phone().hosts()).isEmpty(); // it was told to forget
    }

    @Test
    void anotherCertificateIsNotTrusted() throws AppleFailure {
        bench.phone().withAnotherCertificate();
        assertThat(AppleBench.refusal(bench.pair()).why().code()).isEqualTo(Code.OTHER_CERTIFICATE);
        assertThat(bench.phone().hosts()).isEmpty();
    }

    @Test
    void aSessionWithoutTlsIsNone() throws AppleFailure {
        bench.phone().withoutTls();
        assertThat(AppleBench.refusal(bench.pair()).why().code()).isEqualTo(Code.NO_TLS);
        assertThat(bench.phone().hosts()).isEmpty();
    }

    @Test
    void aDeviceThatSaysItIsAnotherIsRefused() throws AppleFailure {
        bench.phone().tells("", "UniqueDeviceID", new PlistValue.Text("00008120-FFFFFFFFFFFFFFFF"));
        assertThat(AppleBench.refusal(bench.pair()).why().code()).isEqualTo(Code.OTHER_DEVICE);
        assertThat(bench.phone().hosts()).isEmpty();
    }

    @Test
    void aPublicKeyThatIsNoneIsRefusedBeforeAnybodyIsAsked() throws AppleFailure {
        for (PlistValue key : List.of(
                new PlistValue.Text("key"), new PlistValue.Data(new byte[0]), new PlistValue.Data(new byte[9000]))) {
            bench.phone().tells("", "DevicePublicKey", key);
            PairingOutcome.NotPaired refused = AppleBench.refusal(bench.pair());
            assertThat(refused.why().code()).isEqualTo(Code.DEVICE_KEY);
            assertThat(refused.debt()).isEmpty();
        }
        assertThat(pairRequests()).isEmpty();
    }

    @Test
    void aKeyOf1024BitsAsOldPhonesHaveItWillDo() throws Exception {
        try (PhoneDouble old = new PhoneDouble("0123456789abcdef0123456789abcdef01234567", 1024)) {
            bench.mux().attach(old);
            try (ConsentedSession session = bench.paired()) {
                assertThat(session.device().udid()).isEqualTo(old.udid());
                assertThat(old.hosts()).hasSize(1);
            }
        }
    }

    @Test
    void aListenerThatThrowsLeavesNoConnection() throws AppleFailure {
        UnpairedSession session = bench.open();
        assertThat(catchThrowable(() -> session.pair(AppleBench.CONSENT, Duration.ZERO, _ -> {
                    throw new IllegalStateException("listener");
                })))
                .hasMessage("listener");
        assertThat(bench.phone().heard().stream().map(PhoneDouble.Heard::name)).doesNotContain("StartSession");
    }

    @Test
    void devicesBeforeIosSevenWantTheirPairingValidated() throws AppleFailure {
        bench.phone().tells("", "ProductVersion", new PlistValue.Text("6.1.6"));
        bench.paired().close();
        assertThat(bench.phone().heard().stream().map(PhoneDouble.Heard::name))
                .containsSubsequence("Pair", "ValidatePair", "StartSession");
    }

    @Test
    void whoIsInterruptedWhileTheOwnerIsAskedStops() throws Exception {
        bench.phone().owner(Owner.IS_ASKED);
        CompletableFuture<PairingOutcome> pairing = new CompletableFuture<>();
        Thread asking = Thread.ofPlatform().start(() -> {
            try {
                pairing.complete(bench.pair(bench.host(), AppleBench.LONG));
            } catch (AppleFailure e) {
                pairing.completeExceptionally(e);
            }
        });
        awaitPairRequests(2);
        asking.interrupt();
        PairingOutcome.NotPaired refused = AppleBench.refusal(pairing.get(60, TimeUnit.SECONDS));
        assertThat(refused.why().code()).isEqualTo(Code.INTERRUPTED);
        assertThat(refused.debt()).isPresent(); // and there was no time to undo it
    }
}
