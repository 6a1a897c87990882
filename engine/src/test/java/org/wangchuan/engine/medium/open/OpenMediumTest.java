package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;
import static org.wangchuan.engine.medium.open.Openings.opened;
import static org.wangchuan.engine.medium.open.Openings.refusal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumIdentity;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.FaultyKernel;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.Media;
import org.wangchuan.engine.medium.testing.Program;

/** What happens to media that change, vanish, fail or hang while they are open, or between being examined and opened. */
class OpenMediumTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void whatIsNoMediumIsRefusedByItsKind() throws IOException {
        assertThat(refused(folder)).isEqualTo(Refused.Code.NOT_A_MEDIUM);
        assertThat(refused(Path.of("/dev/null"))).isEqualTo(Refused.Code.NOT_A_MEDIUM);
        assertThat(refused(folder.resolve("absent"))).isEqualTo(Refused.Code.NOT_FOUND);
        assertThat(refused(Path.of("/dev/null/x"))).isEqualTo(Refused.Code.NOT_FOUND);
        assertThat(refused(Files.createFile(folder.resolve("empty")))).isEqualTo(Refused.Code.EMPTY);
        assertThat(refused(Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("absent"))))
                .isEqualTo(Refused.Code.NOT_FOUND);
        assertThat(refused(Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"))))
                .isEqualTo(Refused.Code.NOT_FOUND);
        assertThat(refused(folder.resolve("x".repeat(300)))).isEqualTo(Refused.Code.NOT_FOUND);
    }

    @Test
    void aSymbolicLinkLeadsToTheMedium() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[4096]);
        Path link = Files.createSymbolicLink(folder.resolve("by-id"), image);
        Medium medium = examined(link);
        assertThat(medium.path()).isEqualTo(link);
        assertThat(medium.realPath()).isEqualTo(image.toRealPath());
        assertThat(medium.name()).isEqualTo("image");
        Openings.opened(medium).close();
    }

    @Test
    void aFileThatWasReplacedAfterItWasExaminedIsNotOpened() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[4096]);
        Medium medium = examined(image);
        Path kept = Files.move(image, folder.resolve("kept"));
        Files.write(image, new byte[4096]);
        assertThat(refusal(new MediumOpener().open(medium))).satisfies(refused -> {
            assertThat(refused.code()).isEqualTo(Refused.Code.CHANGED);
            assertThat(refused.reason()).contains("backing-file");
        });
        Files.delete(image);
        Files.createSymbolicLink(image, kept);
        assertThat(new MediumOpener().open(medium)).isInstanceOf(NotOpened.class);
    }

    @Test
    void aFileThatGrewOrShrankOrWasDeletedIsTold() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[4096]);
        try (OpenMedium open = Openings.opened(examined(image))) {
            assertThat(open.recheck()).isEmpty();
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(100);
            }
            assertThat(open.recheck()).extracting(Difference::what).containsExactly("capacity");
            assertThat(open.flush()).isEqualTo(-Errno.ENXIO.number());
            Files.delete(image);
            assertThat(open.recheck()).extracting(Difference::what).containsExactly("capacity", "gone");
        }
    }

    @Test
    void onceClosedEveryCallSaysSo() throws IOException {
        OpenMedium open = Openings.opened(examined(Files.write(folder.resolve("image"), new byte[4097])));
        open.close();
        open.close();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(4096, 4096);
            assertThat(open.write(buffer, 0, 0, 4096)).isEqualTo(-Errno.EBADF.number());
            assertThat(open.read(buffer, 0, 0, 4096)).isEqualTo(-Errno.EBADF.number());
            assertThat(open.flush()).isEqualTo(-Errno.EBADF.number());
            assertThat(open.dropCaches()).isEqualTo(-Errno.EBADF.number());
            assertThat(open.recheck()).extracting(Difference::what).containsExactly("gone");
        }
    }

    @Test
    void aTailThatFailsToReachTheDiskIsReportedAndItsBodyIsNotLost() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[4096 + 100]);
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        Medium medium = examined(image);
        if (medium.directAlignmentBytes() == 1) {
            throw new AssertionError("this test needs a file system with direct I/O: " + folder);
        }
        try (OpenMedium open = opened(kernel, medium);
                Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(8192, 4096).fill((byte) 7);
            kernel.failSync(Errno.EIO);
            assertThat(open.write(buffer, 0, 0, 8192)).isEqualTo(4096);
            assertThat(open.write(buffer, 4096, 4096, 100)).isEqualTo(-Errno.EIO.number());
            assertThat(open.flush()).isEqualTo(-Errno.EIO.number());
            kernel.failSync(null);
            assertThat(open.write(buffer, 4096, 4096, 100)).isEqualTo(100);
            assertThat(open.flush()).isZero();
        }
        byte[] expected = new byte[4196];
        Arrays.fill(expected, (byte) 7);
        assertThat(Files.readAllBytes(image)).isEqualTo(expected);
    }

    @Test
    void closingDoesNotWaitForACallThatIsStuckAndKeepsItsDescriptorFromReuse() throws Exception {
        Path image = Files.write(folder.resolve("image"), new byte[8192]);
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        OpenMedium open = opened(kernel, examined(image));
        CountDownLatch release = kernel.hangWrites();
        Thread writer = Thread.ofPlatform().daemon().start(() -> {
            try (Arena arena = Arena.ofConfined()) {
                open.write(arena.allocate(4096, 4096), 0, 0, 4096);
            }
        });
        kernel.awaitHanging();
        int closesBefore = kernel.closes();
        long started = System.nanoTime();
        open.close();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started)).isLessThan(5_000);
        assertThat(kernel.closes()).isEqualTo(closesBefore);
        release.countDown();
        writer.join(10_000);
        assertThat(kernel.closes()).isEqualTo(closesBefore + 1);
    }

    @Test
    void manyThreadsAndOneCloseNeverTouchAClosedDescriptor() throws Exception {
        for (int round = 0; round < 50; round++) {
            Path image = Files.write(folder.resolve("image" + round), new byte[8192 + 5]);
            FaultyKernel kernel = new FaultyKernel(Kernel.system());
            OpenMedium open = opened(kernel, examined(image));
            Thread[] threads = new Thread[4];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = Thread.ofPlatform().start(() -> {
                    try (Arena arena = Arena.ofConfined()) {
                        MemorySegment buffer = arena.allocate(8192, 4096);
                        long result = 0;
                        while (result >= 0) {
                            result = open.read(buffer, 0, 0, 8192);
                        }
                    }
                });
            }
            open.close();
            for (Thread thread : threads) {
                thread.join(10_000);
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(kernel.usesAfterClose()).isZero();
        }
    }

    @Test
    void aKernelThatKnowsNoLeasesDoesNotPreventTheWork() throws IOException {
        Path image = Files.write(folder.resolve("image"), new byte[4096]);
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        kernel.failLease(Errno.EINVAL);
        opened(kernel, examined(image)).close();
        kernel.failLease(Errno.EAGAIN);
        assertThat(refusal(new MediumOpener(kernel, SystemFiles.real()).open(examined(image)))
                        .code())
                .isEqualTo(Refused.Code.IN_USE);
    }

    @Tag("slow")
    @Test
    void anotherDiskUnderTheSameNameIsNotOpened() throws IOException {
        Files.write(folder.resolve("second"), new byte[(int) (4 * MIB)]);
        Medium medium = exchanged(folder.resolve("second"));
        try {
            assertThat(refusal(new MediumOpener().open(medium))).satisfies(refused -> {
                assertThat(refused.code()).isEqualTo(Refused.Code.CHANGED);
                assertThat(refused.reason()).contains("disk-sequence");
            });
            assertThat(medium.identity().matches(examined(medium.path()).identity()))
                    .extracting(Difference::what)
                    .containsExactly("backing-file");
        } finally {
            Program.run("losetup", "-d", medium.path().toString());
        }
    }

    /** A loop device as it was before {@code other} was attached in its place; somebody else may take its name in between. */
    private Medium exchanged(Path other) {
        for (int attempt = 0; attempt < 20; attempt++) {
            LoopDevice first = LoopDevice.over(folder.resolve("first"), 4 * MIB);
            Medium medium = examined(first.path());
            first.close();
            try {
                Program.run("losetup", first.path().toString(), other.toString());
                return medium;
            } catch (AssertionError taken) {
                assertThat(taken.getMessage()).contains("busy");
            }
        }
        throw new AssertionError("no loop device stayed free long enough");
    }

    @Tag("slow")
    @Test
    void theSameDiskUnderAnotherNameIsTheSame() {
        MediumIdentity before;
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 4 * MIB)) {
            before = examined(loop.path()).identity();
        }
        try (LoopDevice other = LoopDevice.over(folder.resolve("other"), 4 * MIB);
                LoopDevice again = LoopDevice.attach(folder.resolve("disk"))) {
            assertThat(before.matches(examined(again.path()).identity())).isEmpty();
            assertThat(before.matches(examined(other.path()).identity())).isNotEmpty();
        }
    }

    @Tag("slow")
    @Test
    void aDeviceThatShrinksIsTold() throws IOException {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 4 * MIB);
                OpenMedium open = Openings.opened(examined(loop.path()));
                Arena arena = Arena.ofConfined()) {
            try (RandomAccessFile file = new RandomAccessFile(loop.backing().toFile(), "rw")) {
                file.setLength(MIB);
            }
            Program.run("losetup", "-c", loop.path().toString());
            assertThat(open.recheck()).extracting(Difference::what).containsExactly("capacity");
            assertThat(open.write(arena.allocate(4096, 4096), 0, 2 * MIB, 4096)).isNegative();
        }
    }

    @Tag("slow")
    @Test
    void aDeviceThatVanishesIsTold() {
        LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 4 * MIB);
        Medium medium = examined(loop.path());
        loop.close();
        assertThat(new MediumOpener().open(medium)).isInstanceOf(NotOpened.class);
        switch (new MediumExaminer().examine(loop.path())) {
            case Refused refused -> assertThat(refused.code()).isIn(Refused.Code.EMPTY, Refused.Code.NOT_FOUND);
            case Examined(Medium other) -> // somebody else has taken the name already
                assertThat(other.diskSequence()).isGreaterThan(medium.diskSequence());
        }
    }

    @Tag("slow")
    @Test
    void aLoopWithBytesThatNoBlockReachesIsRefusedWithTheirNumber() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 40_960 + 512, "--sector-size", "4096")) {
            assertThat(new MediumExaminer().examine(loop.path())).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo(Refused.Code.UNSUPPORTED);
                assertThat(refused.reason()).contains("the last 512 can't be written");
            });
        }
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk2"), 40_960 + 100)) {
            assertThat(examined(loop.path()).capacityBytes()).isEqualTo(40_960);
        }
    }

    @Test
    void identitiesSurviveTheirDocumentAndNameWhatDiffers() throws Exception {
        for (Medium medium : List.of(Media.ata(4096), Media.loop(8192), Media.image(77))) {
            MediumIdentity identity = medium.identity();
            assertThat(MediumIdentity.fromJson(identity.toJson())).isEqualTo(identity);
            assertThat(identity.matches(identity)).isEmpty();
        }
        assertThat(Media.ata(4096).identity().matches(Media.usb(8192).identity()))
                .extracting(Difference::what)
                .containsExactly("serial", "capacity");
    }

    private static OpenMedium opened(Kernel kernel, Medium medium) {
        return Openings.opened(new MediumOpener(kernel, SystemFiles.real()).open(medium));
    }

    private static Refused.Code refused(Path path) {
        return switch (new MediumExaminer().examine(path)) {
            case Examined(Medium medium) -> throw new AssertionError(medium);
            case Refused refused -> refused.code();
        };
    }
}
