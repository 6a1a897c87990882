package org.wangchuan.engine.adb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.testing.Distortion;

class AdbPacketTest {

    /** The words of protocol.txt and adb.h, written out. */
    @Test
    void aHeaderIsSpelledAsTheProtocolSaysIt() {
        AdbPacket packet =
                AdbPacket.summed(AdbCommand.CNXN, 0x01000001, 0x00100000, new byte[] {'h', 'o', (byte) 0xff});
        assertThat(HexFormat.of().formatHex(packet.header()))
                .isEqualTo("434e584e" + "01000001" + "00001000" + "03000000" + "d6010000" + "bcb1a7b1");
        assertThat(packet.sumHolds()).isTrue();
    }

    @Test
    void aHeaderIsReadAsItIsSpelled() throws Exception {
        for (AdbCommand command : AdbCommand.values()) {
            AdbPacket packet = AdbPacket.summed(command, -1, 7, Given.bytes(1000));
            AdbPacket.Header header = AdbPacket.Header.parse(packet.header());
            assertThat(header).isEqualTo(new AdbPacket.Header(command, -1, 7, 1000, header.checksum()));
            assertThat(header.with(packet.payload()).sumHolds()).isTrue();
            assertThat(header.with(new byte[1000]).sumHolds()).isFalse();
            assertThat(header.with(new byte[0]).unsummed()).isFalse();
        }
    }

    @Test
    void mutatedHeadersAreReadOrRefused() {
        int read = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] sound = AdbPacket.of(AdbCommand.WRTE, random.nextInt(), random.nextInt())
                    .header();
            byte[] bytes = Distortion.of(sound, random);
            try {
                AdbPacket.Header header = AdbPacket.Header.parse(bytes);
                assertThat(header.lengthBytes()).as("seed %d", seed).isBetween(0, AdbPacket.PAYLOAD_BYTES_MAX);
                read++;
            } catch (AdbException e) {
                assertThat(e.code()).as("seed %d", seed).isEqualTo(AdbException.Code.PROTOCOL);
            }
        }
        assertThat(read).isBetween(100, 19_900);
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedBeforeAnythingIsReserved() {
        byte[] header = AdbPacket.of(AdbCommand.WRTE, 1, 1).header();
        header[14] = 0x10;
        header[12] = 1;
        assertThatThrownBy(() -> AdbPacket.Header.parse(header)).hasMessageContaining("1048577");
        header[15] = (byte) 0xff;
        assertThatThrownBy(() -> AdbPacket.Header.parse(header)).isInstanceOf(AdbException.class);
    }
}
