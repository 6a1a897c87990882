package org.wangchuan.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it counts the bytes that the whole process takes")
class LinuxKernelTest {
    private static final Kernel KERNEL = Kernel.system();

    @TempDir
    Path folder;

    @Test
    void errnoIsThatOfTheCallItself() {
        assertThat(KERNEL.open(folder.resolve("absent").toString(), OpenFlags.O_RDONLY))
                .isEqualTo(-Errno.ENOENT.number());
        assertThat(KERNEL.open(folder.toString(), OpenFlags.O_RDWR)).isEqualTo(-Errno.EISDIR.number());
        assertThat(KERNEL.close(-1)).isEqualTo(-Errno.EBADF.number());
        assertThat(KERNEL.fdatasync(-1)).isEqualTo(-Errno.EBADF.number());
        assertThat(KERNEL.fsync(-1)).isEqualTo(-Errno.EBADF.number());
        assertThat(KERNEL.flock(-1, Requests.LOCK_EX)).isEqualTo(-Errno.EBADF.number());
        assertThat(KERNEL.fadvise(-1, 0, 0, Requests.POSIX_FADV_DONTNEED)).isEqualTo(-Errno.EBADF.number());
        assertThat(KERNEL.fcntl(-1, Requests.F_SETLEASE, Requests.F_WRLCK)).isEqualTo(-Errno.EBADF.number());
        assertThat(KERNEL.ioctl(-1, Requests.BLKFLSBUF, MemorySegment.NULL)).isEqualTo(-Errno.EBADF.number());
    }

    @Test
    void aFullDeviceAnswersThatItIsFull() {
        int full = KERNEL.open("/dev/full", OpenFlags.O_RDWR);
        assertThat(full).isNotNegative();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(4096);
            assertThat(KERNEL.pwrite(full, buffer, 0, 4096, 0)).isEqualTo(-Errno.ENOSPC.number());
            assertThat(KERNEL.pread(full, buffer, 0, 4096, 0)).isEqualTo(4096);
            assertThat(new BlockRequests(KERNEL, full).capacityBytes()).isEqualTo(-Errno.ENOTTY.number());
        } finally {
            assertThat(KERNEL.close(full)).isZero();
        }
    }

    @Test
    void whoeverListensAtASocketIsTold() throws IOException {
        Path socket = folder.resolve("套接字");
        assertThat(KERNEL.listenerOf(socket.toString())).isEqualTo(-Errno.ENOENT.number());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            int self = (int) ProcessHandle.current().pid();
            assertThat(KERNEL.listenerOf(socket.toString())).isEqualTo(self);
            assertThat(KERNEL.listenerOf(socket.toString())).isEqualTo(self);
        }
        assertThat(KERNEL.listenerOf(socket.toString())).isEqualTo(-Errno.ECONNREFUSED.number());
        assertThat(KERNEL.listenerOf("/" + "x".repeat(107))).isEqualTo(-Errno.ENAMETOOLONG.number());
        assertThat(KERNEL.listenerOf("/" + "x".repeat(106))).isEqualTo(-Errno.ENOENT.number());
    }

    @Test
    void pollTellsWhatIsReadyAndGivesUpInTime() {
        int ready = KERNEL.open("/dev/null", OpenFlags.O_RDWR);
        assertThat(PollEntry.await(KERNEL, ready, PollEntry.POLLOUT, 60_000)).isEqualTo(PollEntry.POLLOUT);
        assertThat(PollEntry.await(KERNEL, ready, 0, 10)).isZero();
        assertThat(KERNEL.close(ready)).isZero();
        assertThat(PollEntry.await(KERNEL, ready, PollEntry.POLLOUT, 60_000)).isNotIn(0, PollEntry.POLLOUT);
    }

    @Test
    void writesAndReadsAtOffsetsOfBufferAndFile() throws IOException {
        Path file = Files.createFile(folder.resolve("文件"));
        int descriptor = KERNEL.open(file.toString(), OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
        assertThat(descriptor).isNotNegative();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocateFrom("0123456789");
            assertThat(KERNEL.pwrite(descriptor, buffer, 3, 4, 100)).isEqualTo(4);
            assertThat(KERNEL.pread(descriptor, buffer, 0, 10, 101)).isEqualTo(3);
            assertThat(buffer.getString(0)).isEqualTo("4563456789");
            assertThatThrownBy(() -> KERNEL.pwrite(descriptor, buffer, 8, 4, 0))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        } finally {
            KERNEL.close(descriptor);
        }
        assertThat(Files.size(file)).isEqualTo(104);
    }

    @Test
    void memoryThatWasFreedIsNeverHandedToTheKernel() {
        MemorySegment freed;
        try (Arena arena = Arena.ofConfined()) {
            freed = arena.allocate(16);
        }
        assertThatThrownBy(() -> KERNEL.pread(0, freed, 0, 16, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Tag("slow")
    void readingAndWritingAllocateNothing() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[4096]);
        int descriptor = KERNEL.open(file.toString(), OpenFlags.O_RDWR);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(4096);
            Runnable calls = () -> {
                for (int i = 0; i < 200_000; i++) {
                    KERNEL.pwrite(descriptor, buffer, 0, 1, 0);
                    KERNEL.pread(descriptor, buffer, 0, 1, 0);
                }
            };
            long leastBytes = Long.MAX_VALUE;
            for (int round = 0; round < 6; round++) { // until compiled: a busy machine takes its time
                System.gc();
                long before = usedBytes();
                calls.run();
                leastBytes = Math.min(leastBytes, usedBytes() - before);
            }
            // One object a call, of the smallest size, would be over 6 MB.
            assertThat(leastBytes).isLessThan(3_000_000);
        } finally {
            KERNEL.close(descriptor);
        }
    }

    private static long usedBytes() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void deviceNumbersAreReadStrictly() {
        assertThat(DeviceNumber.parse("8:16")).contains(new DeviceNumber(8, 16));
        assertThat(DeviceNumber.parse("0:1048575")).contains(new DeviceNumber(0, 1048575));
        for (String wrong :
                new String[] {"", ":", "8", "8:", ":1", "08:1", "8:-1", "8:1 ", "8:1:2", "8:99999999", "٨:1"}) {
            assertThat(DeviceNumber.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
