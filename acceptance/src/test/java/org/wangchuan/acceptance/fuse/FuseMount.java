package org.wangchuan.acceptance.fuse;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A mounted file system with one file, served by threads of this process. Needs root. If this process dies its
 * descriptor closes and the kernel ends the connection: whoever waits for an answer gets an error, nobody stays stuck.
 */
public final class FuseMount implements AutoCloseable {
    private static final Path CONNECTIONS = Path.of("/sys/fs/fuse/connections");

    /** Not from 1 in each process: a disk of another test run is another disk, too. */
    private static final AtomicLong INODES = new AtomicLong(System.nanoTime() & 0x7fff_ffffL);

    private final Path folder;
    private final int fd;
    private final long inode = INODES.getAndIncrement();
    private final Path connection;
    private final List<Thread> servers = new ArrayList<>();
    private final Thread atExit = new Thread(this::detach, "fuse-unmount");
    private boolean closed;

    /**
     * Mounts {@code file} below a new folder and serves it with {@code threads} threads.
     *
     * @throws IOException if the kernel refuses
     */
    public FuseMount(ServedFile file, int threads) throws IOException {
        folder = Files.createTempDirectory("wangchuan-disk-");
        fd = Kernel.open("/dev/fuse", Kernel.O_RDWR | Kernel.O_CLOEXEC);
        if (fd < 0) {
            Files.delete(folder);
            throw new IOException("/dev/fuse does not open, errno " + -fd);
        }
        String data = "fd=" + fd + ",rootmode=040000,user_id=0,group_id=0,default_permissions";
        int mounted = Kernel.mount("wangchuan", folder.toString(), "fuse", Kernel.MS_NOSUID_NODEV, data);
        if (mounted < 0) {
            Kernel.close(fd);
            Files.delete(folder);
            throw new IOException("mount of FUSE fails, errno " + -mounted);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
        for (int i = 0; i < threads; i++) {
            Thread server = Thread.ofPlatform().daemon().name("fuse-" + i).start(() -> serve(file));
            servers.add(server);
        }
        connection = connectionOf(folder);
    }

    /** The served file. */
    public Path file() {
        return folder.resolve(FuseSession.FILE_NAME);
    }

    /** Ends the connection at once: every waiting and every later request fails, as when a drive is pulled out. */
    public void abort() throws IOException {
        Path abort = connection.resolve("abort");
        if (Files.exists(abort)) {
            Files.writeString(abort, "1");
        }
    }

    /** Ends the connection and takes the mount away; joins the server threads. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        abort();
        detach();
        try {
            for (Thread server : servers) {
                server.join(5_000);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        Kernel.close(fd);
        Runtime.getRuntime().removeShutdownHook(atExit);
        Files.deleteIfExists(folder);
    }

    private void detach() {
        int result = Kernel.umount2(folder.toString(), Kernel.MNT_FORCE | Kernel.MNT_DETACH);
        if (result < 0 && result != -Errno.EINVAL) {
            throw new IllegalStateException("umount of " + folder + " fails, errno " + -result);
        }
    }

    private void serve(ServedFile file) {
        try (Arena arena = Arena.ofConfined()) {
            new FuseSession(fd, file, inode, arena).serve();
        }
    }

    /** The connection's folder below /sys is named by the minor number of the mount's device (fs/fuse/control.c). */
    private static Path connectionOf(Path folder) throws IOException {
        if (!Files.exists(CONNECTIONS.resolve(".")) || isEmpty(CONNECTIONS)) {
            int mounted = Kernel.mount("fusectl", CONNECTIONS.toString(), "fusectl", 0, "");
            if (mounted < 0) {
                throw new IOException("mount of fusectl fails, errno " + -mounted);
            }
        }
        String device = deviceOf(folder);
        if (device == null) {
            throw new IOException(folder + " is not in /proc/self/mountinfo");
        }
        return CONNECTIONS.resolve(device.substring(device.indexOf(':') + 1));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }

    private static @Nullable String deviceOf(Path folder) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
            String[] fields = line.split(" ", -1);
            if (fields[4].equals(folder.toString())) {
                return fields[2];
            }
        }
        return null;
    }
}
