package org.wangchuan.engine.adb.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.adb.direct.AdbState.AUTHORISED;
import static org.wangchuan.engine.adb.direct.AdbState.CLOSED;
import static org.wangchuan.engine.adb.direct.AdbState.CONNECTING;
import static org.wangchuan.engine.adb.direct.AdbState.DEMANDS_TLS;
import static org.wangchuan.engine.adb.direct.AdbState.GONE;
import static org.wangchuan.engine.adb.direct.AdbState.REFUSED;
import static org.wangchuan.engine.adb.direct.AdbState.TIMED_OUT;
import static org.wangchuan.engine.adb.direct.AdbState.UNAUTHORISED;
import static org.wangchuan.engine.adb.direct.AdbState.WAITING_FOR_OWNER;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.KeyHolder;
import org.wangchuan.engine.adb.testing.AdbDouble;
import org.wangchuan.engine.adb.testing.AdbDouble.Owner;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.adb.testing.PhoneWire;
import org.wangchuan.engine.adb.wire.SocketTransport;

/** What a phone lets in, and what the listener is told on the way. */
@Timeout(90)
class AuthorisationTest {
    @TempDir
    Path folder;

    private final States states = new States();

    @Test
    void aPhoneThatAsksNobodyLetsInAtOnce() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection connection = connect(phone, AdbTimes.DEFAULTS)) {
            assertThat(states.told()).containsExactly(CONNECTING, AUTHORISED);
            assertThat(connection.keyHolder()).isEqualTo(KeyHolder.JOB);
            assertThat(connection.banner().property("ro.product.model")).contains("Made Phone");
        }
        assertThat(states.told()).containsExactly(CONNECTING, AUTHORISED, CLOSED);
    }

    @Test
    void theOwnersTapLetsInAndTheKeyIsKnownFromThenOn() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.TAPS)) {
            CompletableFuture<AdbConnection> opening = CompletableFuture.supplyAsync(() -> {
                try {
                    return connect(phone, AdbTimes.DEFAULTS);
                } catch (AdbException e) {
                    throw new AssertionError(e);
                }
            });
            states.await(WAITING_FOR_OWNER);
            assertThat(opening).isNotDone();
            phone.tap();
            opening.get().close();
            assertThat(states.told()).containsExactly(CONNECTING, UNAUTHORISED, WAITING_FOR_OWNER, AUTHORISED, CLOSED);
            assertThat(phone.shownKey()).isEqualTo(Connecting.key().publicLine());

            States again = new States();
            Connecting.to(phone.address(), Connecting.key(), again, AdbTimes.DEFAULTS)
                    .close();
            assertThat(again.told()).containsExactly(CONNECTING, UNAUTHORISED, AUTHORISED, CLOSED);
        }
    }

    @Test
    void withoutATapItRunsOut() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.SILENT)) {
            failing(Code.NOT_AUTHORISED, () -> connect(phone, Connecting.NO_TAP));
            assertThat(states.told()).containsExactly(CONNECTING, UNAUTHORISED, WAITING_FOR_OWNER, TIMED_OUT);
        }
    }

    @Test
    void aPhoneThatHangsUpIsGone() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.HANGS_UP)) {
            failing(Code.GONE, () -> connect(phone, AdbTimes.DEFAULTS));
            assertThat(states.told()).containsExactly(CONNECTING, UNAUTHORISED, WAITING_FOR_OWNER, GONE);
        }
    }

    @Test
    void aPhoneThatAsksForEverHasRefused() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.ASKS_AGAIN)) {
            AdbException failure = failing(Code.REFUSED, () -> connect(phone, AdbTimes.DEFAULTS));
            assertThat(failure).hasMessageContaining(" 7 times");
            assertThat(states.told()).containsExactly(CONNECTING, UNAUTHORISED, WAITING_FOR_OWNER, REFUSED);
        }
    }

    @Test
    void aPhoneThatDemandsTlsIsToldApart() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.DEMANDS_TLS)) {
            failing(Code.DEMANDS_TLS, () -> connect(phone, AdbTimes.DEFAULTS));
            assertThat(states.told()).containsExactly(CONNECTING, DEMANDS_TLS);
        }
    }

    @Test
    void aPhoneThatSaysNothingRunsOut() throws Exception {
        try (AdbDouble phone = AdbDouble.playing(wire -> Thread.sleep(60_000))) {
            failing(Code.TIMEOUT, () -> connect(phone, Connecting.SHORT));
            assertThat(states.told()).containsExactly(CONNECTING, TIMED_OUT);
        }
    }

    @Test
    void aPhoneThatSaysNothingToTheSignatureRunsOut() throws Exception {
        AdbDouble.Trick mute = wire -> {
            wire.read();
            wire.send("AUTH", 1, 0, new byte[20]);
            Thread.sleep(60_000);
        };
        try (AdbDouble phone = AdbDouble.playing(mute)) {
            failing(Code.TIMEOUT, () -> connect(phone, Connecting.ONE_ANSWER));
            assertThat(states.told()).containsExactly(CONNECTING, UNAUTHORISED, TIMED_OUT);
        }
    }

    @Test
    void waitingForTheOwnerIsEndedFromAnotherThread() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.SILENT)) {
            SocketTransport transport = SocketTransport.connect(phone.address(), Given.patience());
            Thread.ofVirtual().start(() -> {
                states.await(WAITING_FOR_OWNER);
                transport.close();
            });
            failing(Code.CLOSED, () -> AdbConnection.open(transport, Connecting.key(), states, AdbTimes.DEFAULTS));
            assertThat(states.told()).containsExactly(CONNECTING, UNAUTHORISED, WAITING_FOR_OWNER, CLOSED);
        }
    }

    @Test
    void aForgottenKeyOpensNothing() throws Exception {
        AdbKey key = AdbKey.generate("test");
        key.close();
        try (AdbDouble phone = AdbDouble.of(folder).owner(Owner.TAPS)) {
            failing(Code.CLOSED, () -> Connecting.to(phone.address(), key, states, AdbTimes.DEFAULTS));
        }
    }

    @Test
    void whatComesBackIsAnotherPhone() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection first = connect(phone, AdbTimes.DEFAULTS)) {
            phone.banner("device::ro.product.model=Other Phone;features=shell_v2");
            phone.unplug();
            states.await(GONE);
            failing(Code.GONE, () -> first.open("shell:id", Given.patience()));
            assertThat(first.banner().property("ro.product.model")).contains("Made Phone");
            try (AdbConnection second = Connecting.to(phone.address())) {
                assertThat(second.banner()).isNotEqualTo(first.banner());
                assertThat(second.banner().property("ro.product.model")).contains("Other Phone");
            }
        }
    }

    @Test
    void whatAnEarlierConnectionLeftInThePipeIsPassedOver() throws Exception {
        AdbDouble.Trick leftovers = wire -> {
            wire.read();
            for (int i = 0; i < 50; i++) {
                wire.send("WRTE", 7, 9, Given.bytes(i));
                wire.send("CLSE", 7, 9, "");
            }
            wire.send("CNXN", 0x01000001, 4096, "recovery::");
            wire.read();
        };
        try (AdbDouble phone = AdbDouble.playing(leftovers);
                AdbConnection connection = connect(phone, AdbTimes.DEFAULTS)) {
            assertThat(connection.banner().mode()).isEqualTo(org.wangchuan.engine.adb.AdbMode.RECOVERY);
        }
    }

    @Test
    void leftoversWithoutEndAreNot() throws Exception {
        refused(Code.PROTOCOL, wire -> {
            wire.read();
            while (true) {
                wire.send("CLSE", 7, 9, "");
            }
        });
    }

    @Test
    void aDripIsNotWaitedOut() throws Exception {
        refused(Code.TIMEOUT, wire -> {
            wire.read();
            byte[] greeting = PhoneWire.packet("CNXN", 0x01000001, 4096, 8, 0, new byte[8]);
            for (int i = 0; ; i++) {
                wire.raw(new byte[] {greeting[i % greeting.length]});
                Thread.sleep(100);
            }
        });
    }

    @Test
    void whatIsNoGreetingIsRefused() throws Exception {
        refused(
                Code.PROTOCOL,
                wire -> wire.raw("HTTP/1.1 400 Bad Request\r\n\r\nxxxxxxxxxxxx"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        refused(Code.PROTOCOL, wire -> wire.send("CNXN", 0x00ffffff, 4096, "device::"));
        refused(Code.PROTOCOL, wire -> wire.send("CNXN", 0x01000001, 100, "device::"));
        refused(Code.PROTOCOL, wire -> wire.raw(PhoneWire.packet("CNXN", 0x01000001, 4096, -1, 0, new byte[0])));
        refused(Code.PROTOCOL, wire -> wire.raw(PhoneWire.packet("CNXN", 1, 4096, (1 << 20) + 1, 0, new byte[0])));
        refused(Code.PROTOCOL, wire -> wire.raw(PhoneWire.packet("CNXN", 0x01000000, 4096, 3, 1, new byte[3])));
        refused(Code.PROTOCOL, wire -> wire.raw(PhoneWire.packet("NOPE", 0x01000000, 4096, 0, 0, new byte[0])));
        refused(Code.PROTOCOL, wire -> wire.send("AUTH", 1, 0, new byte[19]));
        refused(Code.PROTOCOL, wire -> wire.send("AUTH", 2, 0, new byte[20]));
        refused(Code.LIMIT, wire -> wire.send("CNXN", 0x01000001, 4096, new byte[1 << 20]));
        refused(Code.GONE, wire -> wire.raw(PhoneWire.packet("CNXN", 0x01000001, 4096, 8, 0, new byte[7])));
        refused(Code.GONE, _ -> {});
    }

    private void refused(Code code, AdbDouble.Trick trick) throws Exception {
        AdbDouble.Trick lasting = wire -> {
            trick.play(wire);
            if (code != Code.GONE) {
                Thread.sleep(60_000);
            }
        };
        AdbTimes times = code == Code.TIMEOUT ? Connecting.SHORT : Connecting.PATIENT;
        try (AdbDouble phone = AdbDouble.playing(lasting)) {
            failing(code, () -> connect(phone, times));
        }
    }

    private AdbConnection connect(AdbDouble phone, AdbTimes times) throws AdbException {
        return Connecting.to(phone.address(), Connecting.key(), states, times);
    }
}
