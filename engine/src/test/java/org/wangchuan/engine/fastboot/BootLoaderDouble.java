package org.wangchuan.engine.fastboot;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A small boot loader that speaks fastboot over TCP as AOSP's README describes it, keeps what it was asked, and may behave badly. One
 * connection at a time; each is served until it ends.
 */
final class BootLoaderDouble implements AutoCloseable {

    /** How it answers a connection that isn't served as it should be. */
    @FunctionalInterface
    interface Misdeed {
        /** Does what it does with a connection, from the handshake on. */
        void serve(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Thread thread;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final Map<String, String> variables = new TreeMap<>();
    private final List<String> erased = new CopyOnWriteArrayList<>();
    private volatile boolean locked;

    private BootLoaderDouble(ServerSocket server, Misdeed serving) {
        this.server = server;
        this.thread = Thread.ofPlatform().daemon().name("boot-loader").start(() -> accept(serving));
    }

    /** One that behaves. */
    static BootLoaderDouble start() throws IOException {
        BootLoaderDouble[] self = new BootLoaderDouble[1];
        BootLoaderDouble made = new BootLoaderDouble(socket(), (in, out) -> self[0].serve(in, out));
        self[0] = made;
        made.variables.put("product", "blueline");
        made.variables.put("unlocked", "yes");
        made.variables.put("serialno", "89AX0FFEE");
        made.variables.put("is-userspace", "no");
        made.variables.put("partition-type:userdata", "f2fs");
        made.variables.put("partition-size:userdata", "0x1CE1DBFE00");
        return made;
    }

    /** One that doesn't. */
    static BootLoaderDouble misbehaving(Misdeed misdeed) throws IOException {
        return new BootLoaderDouble(socket(), misdeed);
    }

    private static ServerSocket socket() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** Commands in their order. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    List<String> erased() {
        return List.copyOf(erased);
    }

    void lock() {
        locked = true;
        variables.put("unlocked", "no");
    }

    void forget(String variable) {
        variables.remove(variable);
    }

    private void accept(Misdeed serving) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
                serving.serve(in, out);
            } catch (IOException _) {
                // The other side has gone; the next one is served.
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void serve(DataInputStream in, DataOutputStream out) throws IOException {
        greet(in, out);
        while (true) {
            String command;
            try {
                command = new String(message(in), StandardCharsets.US_ASCII);
            } catch (EOFException _) {
                return;
            }
            commands.add(command);
            for (String reply : replies(command)) {
                send(out, reply);
            }
        }
    }

    private List<String> replies(String command) {
        if (command.equals("getvar:all")) {
            List<String> all = new ArrayList<>();
            variables.forEach((name, value) -> all.add("INFO" + name + ":" + value));
            all.add("OKAY");
            return all;
        }
        if (command.startsWith("getvar:")) {
            String value = variables.get(command.substring("getvar:".length()));
            return List.of(value == null ? "FAILGetVar Variable Not found" : "OKAY" + value);
        }
        if (command.startsWith("erase:")) {
            if (locked) {
                return List.of("FAILErase is not allowed in Lock State");
            }
            erased.add(command.substring("erase:".length()));
            return List.of("INFOerasing", "OKAY");
        }
        return List.of(command.startsWith("reboot") || command.equals("continue") ? "OKAY" : "FAILunknown command");
    }

    /** Both sides say their version at once. */
    static void greet(DataInputStream in, DataOutputStream out) throws IOException {
        out.write("FB01".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        byte[] theirs = in.readNBytes(4);
        if (!new String(theirs, StandardCharsets.US_ASCII).equals("FB01")) {
            throw new IOException("expected FB01");
        }
    }

    static byte[] message(DataInputStream in) throws IOException {
        long length = in.readLong();
        if (length < 0 || length > 4096) {
            throw new IOException("expected a command, announced " + length);
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        return bytes;
    }

    static void send(DataOutputStream out, String reply) throws IOException {
        byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
        out.writeLong(bytes.length);
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.interrupt();
    }
}
