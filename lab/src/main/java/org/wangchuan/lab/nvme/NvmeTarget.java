package org.wangchuan.lab.nvme;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves made drives over NVMe/TCP on a port of the loopback, until it is closed. Safe for use by several threads. */
public final class NvmeTarget implements AutoCloseable {
    /** The port that a guest connects to (IANA: nvme). */
    public static final int PORT = 4420;

    private final ServerSocket server;
    private final Map<String, NvmeDrive> drives = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> opened = new ConcurrentHashMap<>();

    /** Begins to listen. */
    public NvmeTarget() throws IOException {
        server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread _ = Thread.ofPlatform().daemon().name("nvme-target").start(this::accept);
    }

    /** The port of the loopback where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** Puts a drive in; it stays the caller's to close. */
    public void add(NvmeDrive drive) {
        drives.put(drive.qualifiedName(), drive);
    }

    Optional<NvmeDrive> drive(String qualifiedName) {
        return Optional.ofNullable(drives.get(qualifiedName));
    }

    /** How many connections of queues a drive had, ever. */
    public long connections(NvmeDrive drive) {
        return opened.getOrDefault(drive.qualifiedName(), 0L);
    }

    void count(NvmeDrive drive) {
        opened.merge(drive.qualifiedName(), 1L, Long::sum);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                Thread _ = Thread.ofPlatform().daemon().name("nvme-queue").start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new NvmeQueue(this, socket).serve();
        } catch (IOException gone) {
            // The host hung up, or the drive did.
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
