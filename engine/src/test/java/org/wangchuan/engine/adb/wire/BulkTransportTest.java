package org.wangchuan.engine.adb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.testing.Distortion;

/** Packets over a model of two bulk endpoints. */
@Timeout(60)
class BulkTransportTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);

    @ParameterizedTest
    @ValueSource(ints = {64, 512, 1024})
    void eachPartIsATransferOfItsOwnAndWholePacketsAreFollowedByOneOfZeroLength(int packetBytes) throws Exception {
        BulkModel pipe = new BulkModel(packetBytes);
        try (BulkTransport transport = new BulkTransport(pipe)) {
            for (int length : new int[] {0, 1, packetBytes - 1, packetBytes, packetBytes + 1, 4096}) {
                transport.send(AdbPacket.summed(AdbCommand.WRTE, 1, 2, Given.bytes(length)), Given.patience());
            }
        }
        assertThat(pipe.transfersOut())
                .containsExactly(24, 24, 1, 24, packetBytes - 1, 24, packetBytes, 0, 24, packetBytes + 1, 24, 4096, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void packetsAreReceivedWithAndWithoutPacketsOfZeroLength(boolean zeroLength) throws Exception {
        BulkModel pipe = new BulkModel(512);
        try (BulkTransport transport = new BulkTransport(pipe)) {
            for (int length : new int[] {0, 1, 511, 512, 513, 4096, 1 << 20}) {
                AdbPacket packet = AdbPacket.summed(AdbCommand.WRTE, length, 2, Given.bytes(length));
                pipe.phoneSends(packet.header(), zeroLength);
                if (length > 0) {
                    pipe.phoneSends(packet.payload(), zeroLength);
                }
            }
            for (int length : new int[] {0, 1, 511, 512, 513, 4096, 1 << 20}) {
                AdbPacket packet = transport.receive(LONG, LONG).orElseThrow();
                assertThat(packet.arg0()).isEqualTo(length);
                assertThat(packet.payload()).isEqualTo(Given.bytes(length));
            }
            assertThat(transport.receive(SHORT, LONG)).isEmpty();
        }
    }

    @Test
    void whatIsShortLongOrNoPacketIsRefused() {
        byte[] header = AdbPacket.unsummed(AdbCommand.WRTE, 1, 2, new byte[600]).header();
        refused(Code.PROTOCOL, header, new byte[599]);
        refused(Code.PROTOCOL, header, new byte[601]);
        refused(Code.PROTOCOL, header, new byte[511], new byte[89]);
        refused(Code.PROTOCOL, Arrays.copyOf(header, 23));
        refused(Code.PROTOCOL, Arrays.copyOf(header, 25));
        refused(Code.PROTOCOL, new byte[24]);
        refused(Code.TIMEOUT, header);
        refused(Code.TIMEOUT, header, new byte[512]);
        byte[][] nothing = new byte[40][0];
        refused(Code.PROTOCOL, nothing);
    }

    private static void refused(Code code, byte[]... transfers) {
        BulkModel pipe = new BulkModel(512);
        for (byte[] transfer : transfers) {
            pipe.phoneSends(transfer, transfer.length == 0);
        }
        try (BulkTransport transport = new BulkTransport(pipe)) {
            failing(code, () -> transport.receive(LONG, SHORT));
        }
    }

    @Test
    void aPhoneThatTakesNothingRunsOut() {
        for (int takes = 0; takes < 3; takes++) {
            BulkModel pipe = new BulkModel(512).taking(takes);
            try (BulkTransport transport = new BulkTransport(pipe)) {
                AdbPacket packet = AdbPacket.summed(AdbCommand.WRTE, 1, 2, Given.bytes(1024));
                failing(Code.TIMEOUT, () -> transport.send(packet, Given.impatience()));
                assertThat(pipe.transfersOut()).hasSize(takes);
            }
        }
    }

    @Test
    void aReceiveIsEndedFromAnotherThread() {
        BulkTransport transport = new BulkTransport(new BulkModel(512));
        Thread.ofVirtual().start(transport::close);
        failing(Code.CLOSED, () -> transport.receive(LONG, LONG));
        failing(Code.CLOSED, () -> transport.send(AdbPacket.of(AdbCommand.OKAY, 1, 1), Given.patience()));
    }

    @Test
    void mutatedTransfersAreReceivedOrRefused() {
        int received = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            BulkModel pipe = new BulkModel(64);
            for (int i = 0; i < 3; i++) {
                AdbPacket packet = AdbPacket.summed(AdbCommand.WRTE, 1, 1, Given.bytes(random.nextInt(200)));
                byte[] head = random.nextInt(4) == 0 ? Distortion.of(packet.header(), random) : packet.header();
                pipe.phoneSends(head, random.nextBoolean());
                pipe.phoneSends(
                        random.nextInt(4) == 0 ? Distortion.of(packet.payload(), random) : packet.payload(),
                        random.nextBoolean());
            }
            try (BulkTransport transport = new BulkTransport(pipe)) {
                while (transport.receive(Duration.ZERO, Duration.ZERO).isPresent()) {
                    received++;
                }
            } catch (AdbException e) {
                assertThat(e.code()).as("seed %d", seed).isIn(Code.PROTOCOL, Code.TIMEOUT, Code.GONE);
            }
        }
        assertThat(received).isGreaterThan(3_000);
    }
}
