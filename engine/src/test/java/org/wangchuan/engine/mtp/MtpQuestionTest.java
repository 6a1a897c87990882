package org.wangchuan.engine.mtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.mtp.MtpException.Code;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.testing.Distortion;
import org.wangchuan.engine.usb.SerialNumber;

@Timeout(60)
class MtpQuestionTest {
    private static final int DATA = 2;
    private static final int RESPONSE = 3;
    private static final byte[] OK = container(RESPONSE, 0x2001, 0, new byte[0]);

    @Test
    void aPhoneSaysWhatItIsWithoutASession() throws MtpException {
        ScriptedPipe pipe = new ScriptedPipe(List.of(container(DATA, 0x1001, 0, dataset()), OK), false);
        DeviceInfo info = ask(pipe);
        // Length 12, a command, GetDeviceInfo, transaction 0: as in the examples of the USB still-image class.
        assertThat(pipe.asked()).isEqualTo("0c0000000100011000000000");
        assertThat(info.standardVersion()).isEqualTo(100);
        assertThat(info.extensions()).contains("microsoft.com: 1.0; android.com: 1.0;");
        assertThat(info.operations()).containsExactly(0x1001, 0x1002);
        assertThat(info.manufacturer()).contains("小米");
        assertThat(info.model()).contains("Mi 10");
        assertThat(info.version()).contains("1.0");
        assertThat(info.serial()).contains(new SerialNumber("0123456789ABCDEF"));
        assertThat(info.toString()).doesNotContain("0123456789ABCDEF");
    }

    @Test
    void headerDatasetAndResponseMayComeApartWithEmptyPacketsBetween() throws MtpException {
        byte[] whole = container(DATA, 0x1001, 0, dataset());
        ScriptedPipe pipe = new ScriptedPipe(
                List.of(
                        Arrays.copyOf(whole, 12),
                        new byte[0],
                        Arrays.copyOfRange(whole, 12, 50),
                        Arrays.copyOfRange(whole, 50, whole.length),
                        new byte[0],
                        OK),
                false);
        assertThat(ask(pipe).model()).contains("Mi 10");
    }

    @Test
    void aRefusalIsTold() {
        assertThat(refused(List.of(container(RESPONSE, 0x2003, 0, new byte[0]))))
                .isEqualTo(Code.REFUSED);
        assertThat(refused(List.of(container(DATA, 0x1001, 0, dataset()), container(RESPONSE, 0x2002, 0, new byte[4]))))
                .isEqualTo(Code.REFUSED);
    }

    @Test
    void whatIsNoAnswerToTheQuestionIsRefused() {
        assertThat(refused(List.of(new byte[11]))).isEqualTo(Code.CONTAINER);
        assertThat(refused(List.of(container(DATA, 0x1002, 0, dataset())))).isEqualTo(Code.CONTAINER);
        assertThat(refused(List.of(container(DATA, 0x1001, 7, dataset())))).isEqualTo(Code.CONTAINER);
        assertThat(refused(List.of(container(1, 0x1001, 0, dataset())))).isEqualTo(Code.CONTAINER);
        assertThat(refused(List.of(container(DATA, 0x1001, 0, dataset()), container(DATA, 0x1001, 0, new byte[0]))))
                .isEqualTo(Code.CONTAINER);
        byte[] longer = container(DATA, 0x1001, 0, dataset());
        longer[0]--;
        assertThat(refused(List.of(longer, OK))).isEqualTo(Code.CONTAINER);
    }

    @Test
    void silenceAndEndlessAnswersEnd() {
        assertThat(refused(List.of())).isEqualTo(Code.NO_ANSWER);
        assertThat(refused(List.of(container(DATA, 0x1001, 0, dataset())))).isEqualTo(Code.NO_ANSWER);
        ScriptedPipe empty = new ScriptedPipe(List.of(new byte[0]), true);
        assertThat(catchThrowableOfType(MtpException.class, () -> ask(empty)).code())
                .isEqualTo(Code.TOO_LONG);
        byte[] huge = container(DATA, 0x1001, 0, dataset());
        huge[3] = 0x7f;
        assertThat(refused(List.of(huge))).isEqualTo(Code.TOO_LONG);
        byte[] negative = container(DATA, 0x1001, 0, dataset());
        negative[3] = (byte) 0xff;
        assertThat(refused(List.of(negative))).isEqualTo(Code.TOO_LONG);
    }

    @Test
    void aDatasetThatLiesAboutItsPartsIsRefused() {
        byte[] sound = dataset();
        assertThat(broken(Arrays.copyOf(sound, sound.length - 1))).isEqualTo(Code.DATASET);
        assertThat(broken(Arrays.copyOf(sound, sound.length + 1))).isEqualTo(Code.DATASET);
        assertThat(broken(new byte[0])).isEqualTo(Code.DATASET);
        byte[] counting = sound.clone();
        int codes = 2 + 4 + 2 + 1 + 2 * 38 + 2;
        counting[codes + 3] = (byte) 0xff;
        assertThat(broken(counting)).isEqualTo(Code.DATASET);
        byte[] unended = sound.clone();
        unended[sound.length - 1] = 'x';
        assertThat(broken(unended)).isEqualTo(Code.DATASET);
    }

    @Test
    void distortedDatasetsAndContainersAreReadOrRefused() {
        int read = 0;
        for (int seed = 0; seed < 6_000; seed++) {
            Random random = new Random(seed);
            byte[] whole = container(DATA, 0x1001, 0, seed % 2 == 0 ? Distortion.of(dataset(), random) : dataset());
            byte[] data = seed % 2 == 0 ? whole : Distortion.of(whole, random);
            try {
                DeviceInfo info = ask(new ScriptedPipe(List.of(data, Distortion.of(OK, random), OK), false));
                assertThat(info.operations().size()).as("seed %d", seed).isLessThan(4_097);
                read++;
            } catch (MtpException expected) {
                assertThat(expected.getMessage()).as("seed %d", seed).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(read).isBetween(10, 5_900);
    }

    private static DeviceInfo ask(ScriptedPipe pipe) throws MtpException {
        return MtpQuestion.deviceInfo(pipe, Deadline.after(Duration.ofSeconds(30)));
    }

    private static Code refused(List<byte[]> transfers) {
        return catchThrowableOfType(MtpException.class, () -> ask(new ScriptedPipe(transfers, false)))
                .code();
    }

    private static Code broken(byte[] dataset) {
        return catchThrowableOfType(MtpException.class, () -> DeviceInfo.read(dataset))
                .code();
    }

    private static byte[] container(int kind, int code, int transaction, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(12 + payload.length)
                .putShort((short) kind)
                .putShort((short) code)
                .putInt(transaction)
                .put(payload)
                .array();
    }

    /** As a phone sends it: version 100, the extension of Microsoft, two operations, then its texts. */
    private static byte[] dataset() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {100, 0, 6, 0, 0, 0, 100, 0});
        text(out, "microsoft.com: 1.0; android.com: 1.0;");
        out.writeBytes(new byte[] {0, 0});
        out.writeBytes(new byte[] {2, 0, 0, 0, 1, 0x10, 2, 0x10});
        out.writeBytes(new byte[] {1, 0, 0, 0, 2, 0x40});
        out.writeBytes(new byte[12]);
        text(out, "小米");
        text(out, "Mi 10");
        text(out, "1.0");
        text(out, "0123456789ABCDEF");
        return out.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(text.length() + 1);
        out.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_16LE));
    }
}
