package org.wangchuan.acceptance.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;

/** The audit passes what is right and names each way to be wrong. */
@Tag("slow")
@ResourceLock(Machine.DEVICES)
class PassAuditTest {
    private static final int SIZE = 64 * 1024 + 100;
    private static final List<ExpectedPass> THREE = List.of(ExpectedPass.ZERO, ExpectedPass.ONE, ExpectedPass.RANDOM);

    private LyingDisk disk;
    private FileChannel channel;

    @BeforeEach
    void open() throws IOException {
        disk = LyingDisk.image(SIZE);
        channel = FileChannel.open(disk.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach
    void close() throws IOException {
        channel.close();
        disk.close();
    }

    @Test
    void threePassesAndAReadBackAreRight() throws Exception {
        pass(constant(0));
        pass(constant(0xFF));
        pass(random(1));
        readBack();
        assertThat(check(THREE)).isEqualTo(new PassAudit.Report(3L * SIZE, List.of(false, false, true)));
    }

    /** An image whose last block is one byte long, at which a random pass happens to write what was there. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTailThatDoesNotChangeByChanceIsWrittenAllTheSame(boolean tailFirst) throws Exception {
        try (LyingDisk odd = LyingDisk.image(513);
                FileChannel image = FileChannel.open(odd.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            byte[] random = Arrays.copyOf(random(3), 513);
            random[512] = (byte) 0xFF;
            for (byte[] bytes : List.of(new byte[513], Arrays.copyOf(constant(0xFF), 513))) {
                image.write(ByteBuffer.wrap(bytes), 0);
                image.force(false);
            }
            image.write(ByteBuffer.wrap(random, tailFirst ? 512 : 0, tailFirst ? 1 : 512), tailFirst ? 512 : 0);
            assertThatThrownBy(() -> PassAudit.check(odd.history(), 0, 513, THREE))
                    .as("half of the last pass")
                    .isInstanceOf(WrongPassException.class);
            image.write(ByteBuffer.wrap(random, tailFirst ? 0 : 512, tailFirst ? 512 : 1), tailFirst ? 0 : 512);
            image.force(false);
            assertThat(PassAudit.check(odd.history(), 0, 513, THREE).bytesWritten())
                    .isEqualTo(3 * 513);
        }
    }

    @Test
    void whatIsWrittenAgainOrInPiecesIsRight() throws Exception {
        pass(constant(0));
        byte[] ones = constant(0xFF);
        write(ones, 0, 40_000);
        write(ones, 30_000, 777);
        write(ones, 39_999, SIZE - 39_999);
        channel.force(false);
        pass(random(2));
        readBack();
        assertThat(check(THREE).bytesWritten()).isGreaterThan(3L * SIZE);
    }

    @Test
    void stampsAreRight() throws Exception {
        pass(stamped(42, 0));
        readBack();
        check(List.of(ExpectedPass.STAMPED));
    }

    @Test
    void aStampOfAnotherPlaceIsNamed() throws Exception {
        byte[] bytes = stamped(42, 0);
        System.arraycopy(bytes, 1024, bytes, 2048, 512);
        pass(bytes);
        readBack();
        assertWrong(List.of(ExpectedPass.STAMPED), "byte 2048");
    }

    @Test
    void twoNoncesInOnePassAreNamed() throws Exception {
        write(stamped(42, 0), 0, 1024);
        write(stamped(43, 0), 1024, SIZE - 1024);
        assertWrong(List.of(ExpectedPass.STAMPED), "one nonce");
    }

    @Test
    void aBlockThatAPassLeftOutIsNamed() throws Exception {
        write(constant(0), 0, 1024);
        write(constant(0), 1536, SIZE - 1536);
        channel.force(false);
        pass(constant(0xFF));
        assertWrong(List.of(ExpectedPass.ZERO, ExpectedPass.ONE), "first write of pass 2");
    }

    @Test
    void aPassThatIsNotFlushedBeforeTheNextIsNamed() throws Exception {
        write(constant(0), 0, SIZE);
        write(constant(0xFF), 0, SIZE);
        assertWrong(List.of(ExpectedPass.ZERO, ExpectedPass.ONE), "no flush");
    }

    @Test
    void wrongBytesAreNamed() throws Exception {
        byte[] bytes = constant(0);
        bytes[777] = 1;
        pass(bytes);
        assertWrong(List.of(ExpectedPass.ZERO), "byte 512");
    }

    @Test
    void aConstantIsNotRandom() throws Exception {
        pass(constant(7));
        assertWrong(List.of(ExpectedPass.RANDOM), "byte 0");
    }

    @Test
    void aRandomPassThatRepeatsABlockIsNamed() throws Exception {
        byte[] bytes = random(3);
        System.arraycopy(bytes, 0, bytes, 8192, 512);
        pass(bytes);
        assertWrong(List.of(ExpectedPass.RANDOM), "seen before");
    }

    @Test
    void aSecondRandomPassWithTheSameBytesIsMissing() throws Exception {
        pass(random(4));
        pass(random(4));
        readBack();
        assertWrong(List.of(ExpectedPass.RANDOM, ExpectedPass.RANDOM), "pass 2 random");
    }

    @Test
    void aReadBackCountsOnlyIfItIsWholeAndAfterTheLastWrite() throws Exception {
        pass(random(5));
        readBack();
        write(random(5), 0, 1);
        channel.force(false);
        assertThat(check(List.of(ExpectedPass.RANDOM)).readBack()).containsExactly(false);
    }

    @Test
    void aPassTooManyIsNamed() throws Exception {
        pass(constant(0));
        pass(constant(0xFF));
        assertWrong(List.of(ExpectedPass.ZERO), "no more writes");
    }

    private PassAudit.Report check(List<ExpectedPass> passes) throws WrongPassException {
        return PassAudit.check(disk.history(), 0, SIZE, passes);
    }

    private void assertWrong(List<ExpectedPass> passes, String part) {
        assertThatThrownBy(() -> check(passes))
                .isInstanceOf(WrongPassException.class)
                .hasMessageContaining(part);
    }

    private void pass(byte[] bytes) throws IOException {
        write(bytes, 0, SIZE);
        channel.force(false);
    }

    private void write(byte[] bytes, int at, int length) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(bytes, at, length);
        while (from.hasRemaining()) {
            channel.write(from, from.position());
        }
    }

    private void readBack() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(SIZE);
        while (into.hasRemaining() && channel.read(into, into.position()) > 0) {
            assertThat(into.position()).isPositive();
        }
    }

    private static byte[] constant(int value) {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] random(long seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] stamped(long nonce, int body) {
        byte[] bytes = constant(body);
        for (int at = 0; at + 16 <= SIZE; at += 512) {
            ByteBuffer.wrap(bytes).putLong(at, at).putLong(at + 8, nonce);
        }
        return bytes;
    }
}
