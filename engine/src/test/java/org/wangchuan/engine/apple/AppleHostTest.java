package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AppleFailure.Kind;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.DeviceEvent;
import org.wangchuan.engine.apple.model.OwnerConsent;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.Misbehaviour;
import org.wangchuan.engine.apple.testing.PhoneDouble;

@Timeout(120)
class AppleHostTest {
    @Test
    void devicesAreWatchedAndOpened() throws Exception {
        try (AppleBench bench = new AppleBench();
                DeviceWatch watch = bench.host().watch()) {
            AttachedDevice device = bench.device();
            assertThat(watch.next(AppleBench.LONG)).contains(new DeviceEvent.Attached(device));
            bench.host().open(device).close();
            bench.mux().detach(bench.id());
            assertThat(watch.next(AppleBench.LONG)).contains(new DeviceEvent.Detached(device.id()));
            assertThat(catchThrowableOfType(
                                    AppleFailure.class, () -> bench.host().open(device))
                            .code())
                    .isEqualTo(Code.AWAY);
        }
    }

    /** Neither anew nor with a pairing that it has: what usbmuxd would do with it by itself nobody agreed to. */
    @Test
    void noDeviceIsOpenedByAUsbmuxdThatPairsByItself() throws Exception {
        try (AppleBench bench = new AppleBench()) {
            JobPairing[] kept = new JobPairing[1];
            try (UnpairedSession session = bench.open()) {
                PairingOutcome outcome = session.pair(
                        AppleBench.CONSENT, Duration.ZERO, Duration.ofMillis(5), _ -> {}, one -> kept[0] = one);
                AppleBench.session(outcome).suspend();
            }
            AttachedDevice device = bench.device();
            int asked = bench.phone().heard().size();
            bench.preflight(Preflight.ON);
            assertThat(codeOf(() -> bench.host().open(device))).isEqualTo(Code.PREFLIGHT);
            assertThat(codeOf(() -> kept[0].resume(bench.host()))).isEqualTo(Code.PREFLIGHT);
            bench.preflight(Preflight.UNKNOWN);
            assertThat(codeOf(() -> bench.host().open(device))).isEqualTo(Code.UNKNOWN_DAEMON);
            assertThat(bench.phone().heard()).hasSize(asked);
            assertThat(kept[0].settle(bench.host()).complete())
                    .as("what is owed is paid")
                    .isTrue();
        }
    }

    @Test
    void aRecordThatUsbmuxdHoldsIsToldOfItsDeviceAlone() throws Exception {
        try (AppleBench bench = new AppleBench()) {
            PlistValue.Data theirs = new PlistValue.Data(new byte[] {1});
            bench.mux().records().put("00008120-00AAAAAAAAAAAAAA", theirs);
            bench.host().requireNoRecord(bench.device());
            bench.mux().records().put(bench.phone().udid(), theirs);
            AttachedDevice device = bench.device();
            assertThat(codeOf(() -> bench.host().requireNoRecord(device))).isEqualTo(Code.OTHER_RECORD);
        }
    }

    private static Code codeOf(ThrowableAssert.ThrowingCallable step) {
        return catchThrowableOfType(AppleFailure.class, step).code();
    }

    /** Twelve on a hub, of which one never answers: the others tell what they show all the same. */
    @Test
    void oneThatHangsHoldsUpNoneOfTwelve() throws Exception {
        List<PhoneDouble> phones = new ArrayList<>();
        try (AppleBench bench = new AppleBench();
                ExecutorService threads =
                        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            bench.phone().on("GetValue", Misbehaviour.SILENT);
            for (int i = 0; i < 11; i++) {
                PhoneDouble phone = new PhoneDouble("00008120-00000000000000%02X".formatted(i), 1024);
                phones.add(phone.tells("", "SerialNumber", new PlistValue.Text("SERIAL" + i)));
                bench.mux().attach(phone);
            }
            AppleHost host = bench.host();
            List<Future<Optional<String>>> serials = new ArrayList<>();
            for (AttachedDevice device : host.devices()) {
                serials.add(threads.submit(() -> {
                    try (UnpairedSession session = host.open(device)) {
                        return session.serialNumber().toOptional();
                    }
                }));
            }
            assertThat(serials).hasSize(12);
            for (int i = 0; i < 11; i++) {
                assertThat(serials.get(i + 1).get(60, TimeUnit.SECONDS)).contains("SERIAL" + i);
            }
            assertThat(serials.getFirst().isDone()).isFalse(); // it has a minute
            threads.shutdownNow();
        } finally {
            phones.forEach(PhoneDouble::close);
        }
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AppleHost(UsbmuxAddress.DEFAULT, AppleHost.OF_THIS_MACHINE, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new UsbmuxAddress.Tcp("localhost", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnerConsent(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new OwnerConsent("Zhang San"));
    }

    @Test
    void eachCodeHasAWordOfItsOwnAndSomebodyWhoHasToDoWithIt() {
        assertThat(Code.values()).extracting(Code::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z-]+"));
        assertThat(Code.values()).extracting(Code::kind).containsOnly(Kind.values());
    }
}
