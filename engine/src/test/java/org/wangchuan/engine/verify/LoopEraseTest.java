package org.wangchuan.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.open.MediumOpener;
import org.wangchuan.engine.medium.open.OpenMedium;
import org.wangchuan.engine.medium.open.Opened;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.Program;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.OverwritePass;
import org.wangchuan.engine.overwrite.PassOptions;
import org.wangchuan.engine.overwrite.PassOutcome;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.transfer.GoneReason;
import org.wangchuan.engine.transfer.TransferOptions;

/** Passes and read-backs over real block devices and files of the kernel. */
@Tag("slow")
class LoopEraseTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private static OpenMedium open(Path path) {
        if (new MediumExaminer().examine(path) instanceof Examined(var medium)
                && new MediumOpener().open(medium) instanceof Opened(OpenMedium open)) {
            return open;
        }
        throw new AssertionError("can't open " + path);
    }

    private static List<Pattern> patterns() {
        return List.of(
                Pattern.zero(),
                Pattern.fixed((byte) 1, (byte) 2, (byte) 3),
                Pattern.stamped(5),
                Pattern.random(new byte[32]));
    }

    private static PassOutcome write(OpenMedium medium, Pattern pattern) {
        return new OverwritePass("loop", medium, pattern, Checkpoint.START, PassOptions.DEFAULTS, _ -> {}).run();
    }

    private static void holds(Path backing, Pattern pattern) throws IOException {
        byte[] bytes = Files.readAllBytes(backing);
        assertThat(pattern.newFiller().firstMismatch(MemorySegment.ofArray(bytes), 0, 0, bytes.length))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    void a_loop_device_holds_what_was_written_and_one_changed_byte_is_found(int sectorBytes) throws IOException {
        int bytes = 9 * MIB + 3 * 4096;
        try (LoopDevice loop =
                LoopDevice.over(folder.resolve("disk"), bytes, "--sector-size", Integer.toString(sectorBytes))) {
            for (Pattern pattern : patterns()) {
                try (OpenMedium medium = open(loop.path())) {
                    PassOutcome outcome = write(medium, pattern);
                    assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
                    assertThat(outcome.durable().bytesWritten()).isEqualTo(bytes);
                    holds(loop.backing(), pattern);
                    assertThat(read(medium, pattern).allRight()).isTrue();
                    byte[] wrong = new byte[] {(byte) (pattern.byteAt(7_000_000) ^ 1)};
                    try (FileChannel backing = FileChannel.open(loop.backing(), StandardOpenOption.WRITE)) {
                        backing.write(ByteBuffer.wrap(wrong), 7_000_000);
                    }
                    ReadBackFindings findings = read(medium, pattern);
                    assertThat(findings.mismatchedBytes()).isEqualTo(sectorBytes);
                    assertThat(findings.mismatches().getFirst().offset())
                            .isEqualTo(7_000_000 / sectorBytes * (long) sectorBytes);
                }
            }
        }
    }

    private static ReadBackFindings read(OpenMedium medium, Pattern pattern) {
        ReadBackOutcome outcome =
                ReadBack.full("loop", medium, pattern, TransferOptions.DEFAULTS).run();
        assertThat(outcome).isInstanceOf(ReadBackOutcome.Finished.class);
        return outcome.findings();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 511, 513, 4097, MIB + 4095, 3 * MIB + 1})
    void an_image_of_any_size_is_written_and_read_to_its_last_byte(int bytes) throws IOException {
        Path image = folder.resolve("image");
        Files.write(image, new byte[bytes]);
        for (Pattern pattern : patterns()) {
            try (OpenMedium medium = open(image)) {
                PassOutcome outcome = write(medium, pattern);
                assertThat(outcome).isInstanceOf(PassOutcome.Completed.class);
                assertThat(outcome.durable().bytesWritten()).isEqualTo(bytes);
                assertThat(read(medium, pattern).allRight()).isTrue();
            }
            assertThat(Files.size(image)).isEqualTo(bytes);
            holds(image, pattern);
        }
    }

    @Test
    void a_device_that_shrank_after_it_was_opened_is_gone() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB);
                OpenMedium medium = open(loop.path())) {
            try (FileChannel backing = FileChannel.open(loop.backing(), StandardOpenOption.WRITE)) {
                backing.truncate(6 * MIB);
            }
            Program.run("losetup", "-c", loop.path().toString());
            assertThat(write(medium, Pattern.zero()))
                    .isInstanceOfSatisfying(
                            PassOutcome.DeviceGone.class,
                            gone -> assertThat(gone.reason()).isEqualTo(GoneReason.CAPACITY));
        }
    }
}
