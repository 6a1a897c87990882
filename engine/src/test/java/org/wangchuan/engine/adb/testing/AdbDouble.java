package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wangchuan.engine.adb.testing.PhoneWire.Packet;

/** A made phone: a daemon that asks its owner, serves commands and files, and can be pulled off its cable. */
public final class AdbDouble implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerSocket listening;
    private final Set<RSAPublicKey> known = ConcurrentHashMap.newKeySet();
    private final List<Socket> cables = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch tapped = new CountDownLatch(1);
    private final PhoneServices services;
    private volatile Owner owner = Owner.NOT_ASKED;
    private volatile String banner = "device::ro.product.name=made;ro.product.model=Made Phone;ro.product.device=made;"
            + "features=shell_v2,stat_v2,ls_v2,fixed_push_mkdir";
    private volatile int version = 0x01000001;
    private volatile int payloadMax = 256 * 1024;
    private volatile String shownKey = "";

    /** What the owner, or the phone for them, does with a key that it does not know. */
    public enum Owner {
        /** The phone lets everybody in. */
        NOT_ASKED,
        /** Taps on "yes" when the test says so. */
        TAPS,
        /** Taps on "no", or not at all: a phone stays silent either way. */
        SILENT,
        /** The phone ends the connection instead. */
        HANGS_UP,
        /** The phone sends token after token. */
        ASKS_AGAIN,
        /** The phone wants TLS. */
        DEMANDS_TLS
    }

    /** What a dishonest phone does with a connection. */
    @FunctionalInterface
    public interface Trick {
        /** Does it; the connection ends with it. */
        void play(PhoneWire wire) throws IOException, InterruptedException;
    }

    private AdbDouble(Path folder, @org.jspecify.annotations.Nullable Trick trick) throws IOException {
        services = new PhoneServices(folder);
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            while (!listening.isClosed()) {
                accept(trick);
            }
        });
    }

    /** An honest phone with files in this folder. */
    public static AdbDouble of(Path folder) throws IOException {
        return new AdbDouble(folder, null);
    }

    /** A phone that plays a trick on each connection. */
    public static AdbDouble playing(Trick trick) throws IOException {
        return new AdbDouble(Path.of("/nonexistent"), trick);
    }

    /** With an owner who does this. */
    public AdbDouble owner(Owner value) {
        owner = value;
        return this;
    }

    /** With another banner: from the next connection on it is another phone. */
    public AdbDouble banner(String value) {
        banner = value;
        return this;
    }

    /** With another version and largest packet. */
    public AdbDouble speaking(int protocol, int bytesMax) {
        version = protocol;
        payloadMax = bytesMax;
        return this;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** The owner taps on "yes". */
    public void tap() {
        tapped.countDown();
    }

    /** The public key that was shown last, with its name. */
    public String shownKey() {
        return shownKey;
    }

    /** The services that were asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Pulls the cable. */
    public void unplug() throws IOException {
        for (Socket cable : cables) {
            cable.close();
        }
        cables.clear();
    }

    private void accept(@org.jspecify.annotations.Nullable Trick trick) {
        try {
            Socket socket = listening.accept();
            socket.setTcpNoDelay(true);
            cables.add(socket);
            Thread.ofPlatform().daemon().start(() -> {
                try (socket) {
                    PhoneWire wire = new PhoneWire(socket);
                    if (trick == null) {
                        serve(wire);
                    } else {
                        trick.play(wire);
                    }
                } catch (IOException | InterruptedException _) {
                    // the cable went, or the test is over
                } finally {
                    cables.remove(socket);
                }
            });
        } catch (IOException _) {
            // the phone is switched off
        }
    }

    private void serve(PhoneWire wire) throws IOException, InterruptedException {
        Packet greeting = wire.read();
        if (!greeting.command().equals("CNXN") || !greeting.body().startsWith("host::")) {
            throw new IOException("not a greeting");
        }
        if (owner == Owner.DEMANDS_TLS) {
            wire.send("STLS", 0x01000000, 0, new byte[0]);
            wire.read();
            return;
        }
        if (owner != Owner.NOT_ASKED && !letIn(wire)) {
            return;
        }
        wire.send("CNXN", version, payloadMax, banner);
        int most = Math.min(payloadMax, greeting.arg1());
        Map<Integer, PhoneStream> streams = new HashMap<>();
        try {
            for (int next = 1; ; next++) {
                handle(wire, wire.read(), streams, next, most);
            }
        } finally {
            streams.values().forEach(PhoneStream::onClose);
        }
    }

    private boolean letIn(PhoneWire wire) throws IOException, InterruptedException {
        while (true) {
            byte[] token = new byte[20];
            RANDOM.nextBytes(token);
            wire.send("AUTH", 1, 0, token);
            Packet answer = wire.read();
            byte[] payload = answer.payload();
            if (answer.arg0() == 2 && known.stream().anyMatch(key -> PhoneKeys.verify(key, token, payload))) {
                return true;
            }
            if (answer.arg0() == 3 && owner != Owner.ASKS_AGAIN) {
                return asksOwner(payload);
            }
        }
    }

    private boolean asksOwner(byte[] payload) throws IOException, InterruptedException {
        if (payload[payload.length - 1] != 0) {
            throw new IOException("a key that does not end with a NUL");
        }
        shownKey = new String(Arrays.copyOf(payload, payload.length - 1), StandardCharsets.UTF_8);
        RSAPublicKey key = PhoneKeys.read(shownKey);
        if (owner == Owner.HANGS_UP) {
            return false;
        }
        if (owner == Owner.SILENT || !tapped.await(60, TimeUnit.SECONDS)) {
            Thread.sleep(60_000); // until the other side gives up or the test is over
            return false;
        }
        known.add(key);
        return true;
    }

    private void handle(PhoneWire wire, Packet packet, Map<Integer, PhoneStream> streams, int next, int most)
            throws IOException {
        PhoneStream stream = streams.get(packet.arg1());
        switch (packet.command()) {
            case "OPEN" -> open(wire, packet, streams, next, most);
            case "OKAY" -> {
                if (stream != null) {
                    stream.onReady();
                }
            }
            case "WRTE" -> {
                if (stream != null) {
                    stream.onData(packet.payload());
                }
            }
            case "CLSE" -> {
                PhoneStream gone = streams.remove(packet.arg1());
                if (gone != null) {
                    gone.onClose();
                }
            }
            default -> throw new IOException("a packet that has no place here");
        }
    }

    private void open(PhoneWire wire, Packet packet, Map<Integer, PhoneStream> streams, int id, int most)
            throws IOException {
        String service = PhoneServices.text(packet.payload()).replaceFirst("\0$", "");
        asked.add(service);
        if (!services.offers(service)) {
            wire.send("CLSE", 0, packet.arg0(), new byte[0]);
            return;
        }
        if (service.startsWith("reboot:")) {
            wire.send("OKAY", id, packet.arg0(), new byte[0]);
            unplug();
            return;
        }
        PhoneStream stream = new PhoneStream(wire, id, packet.arg0(), most);
        streams.put(id, stream);
        wire.send("OKAY", id, packet.arg0(), new byte[0]);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                services.serve(service, stream);
                stream.close();
            } catch (IOException | InterruptedException _) {
                // the other side has closed it
            }
        });
    }

    @Override
    public void close() throws IOException {
        listening.close();
        unplug();
    }
}
