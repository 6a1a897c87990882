package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What Android's adbd does and Debian's leaves out: who connects has to sign with a key that the phone knows, or its owner is asked (AOSP
 * packages/modules/adb: adb.cpp, daemon/auth.cpp). All else goes to the daemon and back as it is. The keys that are allowed for good lie on the phone's own
 * storage, and go with it.
 */
final class AskingGate {
    private static final int AUTH = 0x48545541;
    private static final int TOKEN = 1;
    private static final int SIGNATURE = 2;
    private static final int PUBLIC_KEY = 3;
    private static final int HEADER_BYTES = 24;
    private static final int TOKEN_BYTES = 20;
    private static final int PAYLOAD_BYTES_MAX = 1 << 20;
    private static final int READ_BYTES = 16 << 10;

    private final GadgetFunction usb;
    private final Path keys;
    private final int port;
    private final SecureRandom random = new SecureRandom();
    private final byte[] token = new byte[TOKEN_BYTES];
    private ByteBuffer come = empty();
    private byte[] greeting = {};
    private @Nullable Socket daemon;
    private volatile Owner owner = Owner.ALLOWS_ALWAYS;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean stuck;
    private volatile @Nullable Spite spite;

    /** What its owner does when the phone asks. */
    enum Owner {
        /** Ticks "always", and allows it. */
        ALLOWS_ALWAYS,
        /** Does nothing, or taps on "cancel", of which the bench hears as much. */
        DOES_NOT_ALLOW
    }

    /**
     * A gate.
     *
     * @param keys where the phone keeps those that it knows
     * @param port where the daemon listens on the loopback
     */
    AskingGate(GadgetFunction usb, Path keys, int port) {
        this.usb = usb;
        this.keys = keys;
        this.port = port;
    }

    /** Serves from a thread of its own, for ever. */
    void serve() {
        Thread _ = Thread.ofPlatform().daemon().name("gate-" + port).start(this::loop);
    }

    void owner(Owner does) {
        owner = does;
    }

    /** From now on it takes what is said, and answers nothing. */
    void getStuck() {
        stuck = true;
    }

    /** From now on something answers in its place that does so out of spite. */
    void turn(Spite into) {
        spite = into;
    }

    /** From now on it answers as it should. */
    void beHonest() {
        spite = null;
    }

    /** How often its owner was asked. */
    int timesAsked() {
        return asked.get();
    }

    private void loop() {
        while (true) {
            try {
                byte[] header = take(HEADER_BYTES);
                byte[] payload = take(length(header));
                Spite now = spite;
                if (now != null && isItsMoment(now, header)) {
                    now.say(usb, argument(header));
                } else if (!stuck) {
                    hear(header, payload);
                }
            } catch (IOException _) {
                come = empty();
                hangUp();
            }
        }
    }

    private static boolean isItsMoment(Spite spite, byte[] header) {
        return !spite.isLater()
                || ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt() == AdbPackets.OPEN;
    }

    private static int argument(byte[] header) {
        return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }

    private void hear(byte[] header, byte[] payload) throws IOException {
        ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int command = fields.getInt();
        int kind = fields.getInt();
        if (command == AdbPackets.CNXN) {
            hangUp();
            greeting = joined(header, payload);
            ask();
        } else if (command == AUTH && kind == SIGNATURE) {
            if (isKnown(payload)) {
                letIn();
            } else {
                ask();
            }
        } else if (command == AUTH && kind == PUBLIC_KEY) {
            int _ = asked.incrementAndGet();
            if (owner == Owner.ALLOWS_ALWAYS) {
                remember(payload);
                letIn();
            }
        } else {
            toDaemon(joined(header, payload));
        }
    }

    private void ask() throws IOException {
        random.nextBytes(token);
        int sum = 0;
        for (byte one : token) {
            sum += Byte.toUnsignedInt(one);
        }
        toHost(
                ByteBuffer.allocate(HEADER_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(AUTH)
                        .putInt(TOKEN)
                        .putInt(0)
                        .putInt(TOKEN_BYTES)
                        .putInt(sum)
                        .putInt(~AUTH)
                        .array(),
                token.clone());
    }

    private boolean isKnown(byte[] signature) throws IOException {
        if (!Files.exists(keys)) {
            return false;
        }
        for (String line : Files.readAllLines(keys)) {
            if (AndroidKeyLine.isSignedBy(line, token, signature)) {
                return true;
            }
        }
        return false;
    }

    /** As Android keeps it: the line that it was shown. */
    private void remember(byte[] shown) throws IOException {
        String line = new String(shown, StandardCharsets.US_ASCII).replace("\0", "") + "\n";
        Files.writeString(keys, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void letIn() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        daemon = socket;
        Thread _ = Thread.ofPlatform().daemon().name("gate-back-" + port).start(() -> relay(socket));
        toDaemon(greeting);
    }

    private void toDaemon(byte[] packet) {
        Socket socket = daemon;
        if (socket == null) {
            return; // who was not let in says what he likes
        }
        try {
            OutputStream out = socket.getOutputStream();
            out.write(packet);
            out.flush();
        } catch (IOException _) {
            hangUp();
        }
    }

    private void relay(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            while (true) {
                byte[] header = in.readNBytes(HEADER_BYTES);
                if (header.length < HEADER_BYTES) {
                    return;
                }
                toHost(header, in.readNBytes(length(header)));
            }
        } catch (IOException ended) {
            System.out.println("a connection to the daemon has ended: " + ended.getMessage());
        }
    }

    private void toHost(byte[] header, byte[] payload) throws IOException {
        synchronized (usb) {
            usb.write(header);
            if (payload.length > 0) {
                usb.write(payload);
            }
        }
    }

    private void hangUp() {
        Optional<Socket> old = Optional.ofNullable(daemon);
        daemon = null;
        try {
            if (old.isPresent()) {
                old.get().close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("a socket that can't be closed", e);
        }
    }

    private byte[] take(int count) throws IOException {
        byte[] part = new byte[READ_BYTES];
        while (come.remaining() < count) {
            int read = usb.read(part);
            ByteBuffer more = ByteBuffer.allocate(come.remaining() + read);
            more.put(come).put(part, 0, read).flip();
            come = more;
        }
        byte[] out = new byte[count];
        come.get(out);
        return out;
    }

    private static int length(byte[] header) throws IOException {
        int length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        if (length < 0 || length > PAYLOAD_BYTES_MAX) {
            throw new IOException("no packet of ADB");
        }
        return length;
    }

    private static ByteBuffer empty() {
        return ByteBuffer.allocate(0);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
