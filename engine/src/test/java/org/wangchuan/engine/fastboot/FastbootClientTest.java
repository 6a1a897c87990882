package org.wangchuan.engine.fastboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.fastboot.FastbootException.Code;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.testing.Distortion;

@Timeout(60)
class FastbootClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void variablesAreAskedForOneByOneAndAllAtOnce() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start();
                FastbootClient client = connect(loader)) {
            assertThat(client.variable("product", LONG)).contains("blueline");
            assertThat(client.variable("absent", LONG)).isEmpty();
            assertThat(client.variables(LONG))
                    .contains("product:blueline", "partition-size:userdata:0x1CE1DBFE00")
                    .hasSize(6);
            assertThat(loader.commands()).containsExactly("getvar:product", "getvar:absent", "getvar:all");
        }
    }

    @Test
    void whetherItIsUnlockedHasThreeAnswers() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start();
                FastbootClient client = connect(loader)) {
            assertThat(client.unlockState(LONG)).isEqualTo(UnlockState.UNLOCKED);
            loader.lock();
            assertThat(client.unlockState(LONG)).isEqualTo(UnlockState.LOCKED);
            loader.forget("unlocked");
            assertThat(client.unlockState(LONG)).isEqualTo(UnlockState.UNPROVEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OKAYYES", "OKAY1", "OKAYyes please", "OKAY", "OKAYtrue"})
    void whatIsNeitherYesNorNoProvesNothing(String answer) throws Exception {
        try (FastbootClient client = scripted(answer)) {
            assertThat(client.unlockState(LONG)).isEqualTo(UnlockState.UNPROVEN);
        }
    }

    @Test
    void erasingAndRestartingAreOneCommandEach() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start();
                FastbootClient client = connect(loader)) {
            client.erase("userdata", LONG);
            client.restart(RestartInto.RECOVERY, LONG);
            client.restart(RestartInto.SYSTEM, LONG);
            assertThat(loader.erased()).containsExactly("userdata");
            assertThat(loader.commands()).containsExactly("erase:userdata", "reboot-recovery", "reboot");
        }
    }

    @Test
    void aRefusalIsToldInTheDevicesWordsBesideTheMessageAndEndsNothing() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start();
                FastbootClient client = connect(loader)) {
            loader.lock();
            FastbootException refused =
                    catchThrowableOfType(FastbootException.class, () -> client.erase("userdata", LONG));
            assertThat(refused.code()).isEqualTo(Code.REFUSED);
            assertThat(refused.said()).contains("Erase is not allowed in Lock State");
            assertThat(refused).hasMessageNotContaining("Lock State");
            assertThat(loader.erased()).isEmpty();
            assertThat(client.variable("product", LONG)).contains("blueline");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "user data", "userdata\n", "../x", "userdata:boot", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatIsNoPartitionIsNotErased(String name) throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.start();
                FastbootClient client = connect(loader)) {
            assertThatThrownBy(() -> client.erase(name, LONG)).isInstanceOf(IllegalArgumentException.class);
            assertThat(client.variable("product", LONG)).isPresent();
            assertThat(loader.commands()).containsExactly("getvar:product");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "okay", "DATA00000010", "WHAT", "OKA\u0000"})
    void anAnswerThatIsNoneEndsTheConversation(String answer) throws Exception {
        try (FastbootClient client = scripted(answer, "OKAY")) {
            assertThat(codeOf(() -> client.erase("userdata", LONG))).isEqualTo(Code.UNEXPECTED);
            assertThat(codeOf(() -> client.erase("userdata", LONG))).isEqualTo(Code.ENDED);
        }
    }

    @Test
    void whatTheDeviceSaysIsCleaned() throws Exception {
        try (FastbootClient client = scripted("INFO\u001b[31mred\u0007", "TEXT", "INFO  ", "OKAY")) {
            assertThat(client.variables(LONG)).containsExactly("[31mred");
        }
    }

    @Test
    void aDeviceThatTalksForEverIsCutOff() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.misbehaving((in, out) -> {
                    BootLoaderDouble.greet(in, out);
                    while (true) {
                        BootLoaderDouble.send(out, "INFOand another one");
                    }
                });
                FastbootClient client = connect(loader)) {
            assertThat(codeOf(() -> client.variables(LONG))).isEqualTo(Code.TOO_LONG);
        }
    }

    @Test
    void aMessageThatIsAnnouncedTooLongIsNotRead() throws Exception {
        for (long length : new long[] {FastbootClient.MESSAGE_BYTES_MAX + 1, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            try (BootLoaderDouble loader = BootLoaderDouble.misbehaving((in, out) -> {
                        BootLoaderDouble.greet(in, out);
                        out.writeLong(length);
                        byte[] _ = in.readAllBytes();
                    });
                    FastbootClient client = connect(loader)) {
                assertThat(codeOf(() -> client.variables(LONG))).isEqualTo(Code.TOO_LONG);
            }
        }
    }

    @Test
    void aDeviceThatDripsHasOneDeadlineForAllOfIt() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.misbehaving((in, out) -> {
                    BootLoaderDouble.greet(in, out);
                    while (true) {
                        BootLoaderDouble.send(out, "INFO.");
                        Thread.sleep(20);
                    }
                });
                FastbootClient client = connect(loader)) {
            assertThat(codeOf(() -> client.variables(SHORT))).isEqualTo(Code.NO_ANSWER);
        }
        try (BootLoaderDouble loader = BootLoaderDouble.misbehaving((in, out) -> {
                    BootLoaderDouble.greet(in, out);
                    while (true) {
                        out.write(0);
                        Thread.sleep(50);
                    }
                });
                FastbootClient client = connect(loader)) {
            assertThat(codeOf(() -> client.variables(SHORT))).isEqualTo(Code.NO_ANSWER);
        }
    }

    @Test
    void aDeviceThatGoesInTheMiddleIsGone() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.misbehaving((in, out) -> {
                    BootLoaderDouble.greet(in, out);
                    byte[] _ = BootLoaderDouble.message(in);
                    out.writeLong(20);
                    out.write(new byte[] {'O', 'K'});
                });
                FastbootClient client = connect(loader)) {
            assertThat(codeOf(() -> client.variables(LONG))).isEqualTo(Code.GONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FB00", "FBxx", "HTTP", "fb01"})
    void whoGreetsOtherwiseIsNoBootLoader(String greeting) throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.misbehaving((in, out) -> {
            out.write(greeting.getBytes(StandardCharsets.US_ASCII));
            byte[] _ = in.readAllBytes();
        })) {
            assertThat(codeOf(() -> connect(loader))).isIn(Code.UNEXPECTED, Code.VERSION);
        }
    }

    @Test
    void whoNeverGreetsAndWhoIsNotThereIsTold() throws Exception {
        try (BootLoaderDouble loader = BootLoaderDouble.misbehaving((in, out) -> {
            byte[] _ = in.readAllBytes();
        })) {
            assertThat(codeOf(() -> TcpTransport.connect(loader.address(), Deadline.after(SHORT))))
                    .isEqualTo(Code.NO_ANSWER);
        }
        InetSocketAddress nobody;
        try (BootLoaderDouble loader = BootLoaderDouble.start()) {
            nobody = loader.address();
        }
        assertThat(codeOf(() -> TcpTransport.connect(nobody, Deadline.after(LONG))))
                .isEqualTo(Code.NOT_FOUND);
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
        assertThat(codeOf(() -> TcpTransport.connect(unresolved, Deadline.after(LONG))))
                .isEqualTo(Code.NOT_FOUND);
        assertThat(nobody.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @Test
    void anotherThreadEndsACommand() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Code> end;
        try (BootLoaderDouble loader = BootLoaderDouble.misbehaving((in, out) -> {
            BootLoaderDouble.greet(in, out);
            byte[] _ = BootLoaderDouble.message(in);
            asked.countDown();
            byte[] _ = in.readAllBytes();
        })) {
            try (FastbootClient client = connect(loader)) {
                end = CompletableFuture.supplyAsync(() -> codeOf(() -> client.erase("userdata", LONG)));
                asked.await();
            }
            assertThat(end.get()).isEqualTo(Code.ENDED);
        }
    }

    @Test
    void distortedAnswersEndWithADocumentedException() {
        byte[] sound = "OKAYblueline".getBytes(StandardCharsets.US_ASCII);
        byte[] info = "INFOversion:1:2".getBytes(StandardCharsets.US_ASCII);
        int answered = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Deque<byte[]> script = new ArrayDeque<>(List.of(Distortion.of(info, random), Distortion.of(sound, random)));
            try (FastbootClient client = new FastbootClient(new ScriptedTransport(script))) {
                assertThat(client.variables(LONG).size()).isLessThanOrEqualTo(2);
                answered++;
            } catch (FastbootException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(answered).isBetween(100, 4_900);
    }

    private static FastbootClient connect(BootLoaderDouble loader) throws FastbootException {
        return new FastbootClient(TcpTransport.connect(loader.address(), Deadline.after(LONG)));
    }

    private static FastbootClient scripted(String... answers) {
        Deque<byte[]> script = new ArrayDeque<>();
        for (String answer : answers) {
            script.add(answer.getBytes(StandardCharsets.ISO_8859_1));
        }
        return new FastbootClient(new ScriptedTransport(script));
    }

    /** Answers what it was given, and has gone after that. */
    private record ScriptedTransport(Deque<byte[]> script) implements FastbootTransport {
        @Override
        public void send(byte[] message, Deadline deadline) {}

        @Override
        public byte[] receive(int most, Deadline deadline) throws FastbootException {
            byte[] next = script.poll();
            if (next == null) {
                throw new FastbootException(Code.GONE, "the script is over");
            }
            return next;
        }

        @Override
        public void close() {}
    }

    private interface Deed {
        void run() throws FastbootException, IOException;
    }

    private static Code codeOf(Deed deed) {
        return catchThrowableOfType(FastbootException.class, deed::run).code();
    }
}
