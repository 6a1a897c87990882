package org.wangchuan.engine.adb.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.adb.testing.PhoneWire;
import org.wangchuan.engine.adb.wire.AdbPacket;
import org.wangchuan.engine.adb.wire.AdbTransport;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.testing.Distortion;

/** A whole exchange with mutated packets of the phone: a result, or one documented exception, and never a thread that stays. */
@Timeout(120)
class ConnectionFuzzTest {
    private static final int ROUNDS = 2_500;

    /** What a phone says, and after how many packets of ours. */
    private static final List<byte[]> SAID = List.of(
            packet("AUTH", 1, 0, new byte[20]),
            packet("AUTH", 1, 0, new byte[20]),
            packet("CNXN", 0x01000000, 1 << 18, "device::features=shell_v2".getBytes(StandardCharsets.UTF_8)),
            packet("OKAY", 9, 1, new byte[0]),
            packet("WRTE", 9, 1, new byte[] {1, 2, 0, 0, 0, 'o', 'k'}),
            packet("WRTE", 9, 1, new byte[] {3, 1, 0, 0, 0, 0}),
            packet("CLSE", 9, 1, new byte[0]));

    @Test
    void mutatedExchangesEnd() throws Exception {
        Map<String, Integer> ends = new HashMap<>();
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Scripted phone = new Scripted(seed == 0 ? SAID.size() : random.nextInt(SAID.size()), random);
            try (AdbConnection connection =
                    AdbConnection.open(phone, Connecting.key(), AdbListener.NONE, AdbTimes.DEFAULTS)) {
                ShellRunner.run(connection, ShellCommand.of("id"), 100, Given.patience());
                ends.merge("result", 1, Integer::sum);
            } catch (AdbException e) {
                assertThat(e.code())
                        .as("seed %d: %s", seed, e)
                        .isIn(
                                Code.PROTOCOL,
                                Code.GONE,
                                Code.LIMIT,
                                Code.ENDED_EARLY,
                                Code.SERVICE_REFUSED,
                                Code.DEMANDS_TLS);
                ends.merge(e.code().id(), 1, Integer::sum);
            }
            assertThat(phone.closed).as("seed %d", seed).isTrue();
        }
        assertThat(ends).containsKeys("result", "protocol", "gone");
    }

    private static byte[] packet(String command, int arg0, int arg1, byte[] payload) {
        return PhoneWire.packet(command, arg0, arg1, payload.length, PhoneWire.sum(payload), payload);
    }

    /** Says what it has to say, one packet after each of ours, of which one is distorted; then it is gone. */
    private static final class Scripted implements AdbTransport {
        private final int spoiled;
        private final Random random;
        private int said;
        private int heard;
        private volatile boolean closed;

        Scripted(int spoiled, Random random) {
            this.spoiled = spoiled;
            this.random = random;
        }

        @Override
        public synchronized void send(AdbPacket packet, Deadline deadline) throws AdbException {
            if (closed) {
                throw new AdbException(Code.CLOSED, "closed on this side");
            }
            heard++;
            notifyAll();
        }

        @Override
        public synchronized Optional<AdbPacket> receive(Duration idle, Duration whole) throws AdbException {
            // What is said before it was asked for would be passed over: the shell's packets come once it was opened.
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            while (heard <= Math.min(said, 3) && !closed && System.nanoTime() - end < 0) {
                try {
                    wait(20);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            if (closed || said == SAID.size()) {
                throw new AdbException(closed ? Code.CLOSED : Code.GONE, "it has said all");
            }
            byte[] sound = SAID.get(said);
            byte[] bytes = said == spoiled ? Distortion.of(sound, random) : sound;
            said++;
            return Optional.of(read(bytes));
        }

        private static AdbPacket read(byte[] bytes) throws AdbException {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
                AdbPacket.Header header = AdbPacket.Header.parse(in.readNBytes(AdbPacket.HEADER_BYTES));
                byte[] payload = new byte[header.lengthBytes()];
                in.readFully(payload);
                return header.with(payload);
            } catch (IOException e) {
                throw new AdbException(Code.GONE, "it ended in the middle", e);
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            notifyAll();
        }
    }
}
