package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.Media;
import org.wangchuan.engine.medium.testing.SequenceKernel;

/** What goes with a namespace whose device erases itself is named, and out of use. */
class NamespacesBesideTest {
    private static final Medium FIRST =
            Media.block("nvme0n1", "259:0", new Attachment(Bus.NVME, "pcie", false, false, true), 1 << 30, "NV1");

    @TempDir
    Path folder;

    private FakeMachine machine;

    @BeforeEach
    void twoNamespaces() {
        machine = new FakeMachine(folder);
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0");
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n2", "259:1");
    }

    @Test
    void theOtherIsHeldForAsLongAsItIsAsked() {
        try (SequenceKernel kernel = new SequenceKernel(259, 1);
                NamespacesBeside beside = NamespacesBeside.hold(kernel, machine.files(), FIRST)) {
            assertThat(beside.names()).containsExactly("nvme0n2");
            assertThat(beside.notHeld()).isEmpty();
        }
    }

    @Test
    void whatIsMountedIsNamedAsInUse() {
        try (SequenceKernel kernel = new SequenceKernel(259, 1).held("/dev/nvme0n2");
                NamespacesBeside beside = NamespacesBeside.hold(kernel, machine.files(), FIRST)) {
            assertThat(beside.names()).containsExactly("nvme0n2");
            assertThat(beside.notHeld()).get().asString().startsWith("nvme0n2: ");
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
        try (SequenceKernel kernel = new SequenceKernel(259, 1);
                NamespacesBeside beside = NamespacesBeside.hold(kernel, machine.files(), FIRST)) {
            assertThat(beside.notHeld()).contains("nvme0n2: process 4711 (database)");
        }
    }
}
