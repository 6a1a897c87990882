package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.testing.Soon;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.Media;

/** What goes with a namespace whose device erases itself is named, and out of use. */
class NamespacesBesideTest {
    private static final Medium FIRST =
            Media.block("nvme0n1", "259:0", new Attachment(Bus.NVME, "pcie", false, false, true), 1 << 30, "NV1");

    private static final long LONG_MILLIS = 60_000;
    private static final long SHORT_MILLIS = 300;

    @TempDir
    Path folder;

    private FakeMachine machine;

    private FakeMachine.Disk second;

    @BeforeEach
    void twoNamespaces() {
        machine = new FakeMachine(folder);
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0");
        second = machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n2", "259:1")
                .with("size", "8192")
                .with("nsid", "17")
                .with("queue/logical_block_size", "4096");
    }

    private static HeldKernel kernel() {
        return new HeldKernel(259, 1, 8192 * 512);
    }

    @Test
    void theOtherIsHeldForAsLongAsItIsAsked() {
        HeldKernel kernel = kernel();
        try (NamespacesBeside beside = NamespacesBeside.hold(kernel, machine.files(), FIRST, LONG_MILLIS)) {
            assertThat(beside.names()).containsExactly("nvme0n2");
            assertThat(beside.notHeld()).isEmpty();
            assertThat(kernel.opened).containsExactly("/dev/nvme0n2");
            OpenNamespace held = beside.held().getFirst();
            assertThat(held.number()).isEqualTo(17);
            assertThat(held.capacityBytes()).isEqualTo(8192 * 512);
            assertThat(held.blockBytes()).isEqualTo(4096);
            assertThat(held.alignmentBytes()).isEqualTo(4096);
            assertThat(kernel.openNow()).isEqualTo(1);
        }
        assertThat(kernel.openNow()).isZero();
    }

    @Test
    void whatIsMountedIsNamedAsInUse() {
        HeldKernel kernel = kernel();
        kernel.busy = true;
        try (NamespacesBeside beside = NamespacesBeside.hold(kernel, machine.files(), FIRST, LONG_MILLIS)) {
            assertThat(beside.names()).containsExactly("nvme0n2");
            assertThat(beside.held()).isEmpty();
            assertThat(beside.notHeld()).get().asString().startsWith("nvme0n2: ");
        }
    }

    /** What the kernel does not number, or has another size by now, is not what was named. */
    @Test
    void whatIsNotAsTheKernelShowsItIsNotHeld() {
        for (HeldKernel other : List.of(new HeldKernel(259, 2, 8192 * 512), new HeldKernel(259, 1, 4096))) {
            try (NamespacesBeside beside = NamespacesBeside.hold(other, machine.files(), FIRST, LONG_MILLIS)) {
                assertThat(beside.notHeld()).contains("nvme0n2: is not what the kernel shows by that name");
            }
            assertThat(other.openNow()).isZero();
        }
        second.with("nsid", "");
        try (NamespacesBeside beside = NamespacesBeside.hold(kernel(), machine.files(), FIRST, LONG_MILLIS)) {
            assertThat(beside.notHeld()).contains("nvme0n2: is not what the kernel shows by that name");
        }
    }

    /** A database that writes to it directly asks for nothing exclusive. */
    @Test
    void whoHasItOpenForWritingStandsInTheWay() throws IOException {
        Path process = folder.resolve("proc/4711");
        Files.createDirectories(process.resolve("fd"));
        Files.createSymbolicLink(process.resolve("fd/3"), Path.of("/dev/nvme0n2"));
        Files.createDirectories(process.resolve("fdinfo"));
        Files.writeString(process.resolve("fdinfo/3"), "pos:\t0\nflags:\t0100002\n");
        Files.writeString(process.resolve("maps"), "");
        Files.writeString(process.resolve("comm"), "database\n");
        try (NamespacesBeside beside = NamespacesBeside.hold(kernel(), machine.files(), FIRST, LONG_MILLIS)) {
            assertThat(beside.notHeld()).contains("nvme0n2: process 4711 (database)");
        }
    }

    @Timeout(60)
    @Test
    void oneThatGivesNoAnswerIsNotWaitedForWithoutAnEndAndIsClosedWhenItDoes() {
        HeldKernel kernel = kernel();
        CountDownLatch answers = new CountDownLatch(1);
        kernel.answers = answers;
        try (NamespacesBeside held = NamespacesBeside.hold(kernel, machine.files(), FIRST, SHORT_MILLIS)) {
            assertThat(held.notHeld())
                    .contains("nvme0n2: expected an answer within " + SHORT_MILLIS + " ms, found none so far");
            assertThat(held.held()).isEmpty();
            answers.countDown();
            Soon.until("it was opened and closed", () -> kernel.closed.get() == 1);
            assertThat(kernel.openNow()).isZero();
        }
    }
}
