package org.wangchuan.station.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.phone.MadePhone;
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneCable;

/**
 * The phone cables of a whole station program that a test runs as a process of its own: one made phone, to which whoever holds the socket
 * does what its owner would do. Everything behind the cables is the program's own. Thread-safe.
 */
public final class MadeBench {
    /** Names the Unix socket at which it is told what happens to the phone: one line, one answer, for each connection. */
    public static final String SOCKET = "wangchuan.made.bench";

    private static final MadeHub EMPTY = new MadeHub();

    /** It says that no machine for tests has made it: what is signed of one that says so is of a test, and gets no certificate. */
    private final MadePhone phone = new MadePhone("MADE-PHONE-0", true);

    private MadeBench() {}

    /** In place of {@link PhoneSockets#ofThisMachine}. Nothing hangs there yet. */
    public static PhoneSockets sockets() {
        MadeBench bench = new MadeBench();
        bench.phone.pull();
        bench.listen(Path.of(System.getProperty(SOCKET)));
        Cables cables = bench.new Cables();
        return new ContactPhones(cables, Optional.of(cables), _ -> {});
    }

    private void listen(Path at) {
        try {
            Files.deleteIfExists(at); // of a program that was killed
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(at));
            Thread.ofPlatform().daemon().name("made-bench").start(() -> {
                while (true) {
                    try (SocketChannel told = server.accept()) {
                        String line = new BufferedReader(Channels.newReader(told, StandardCharsets.UTF_8)).readLine();
                        String answer = hears(line == null ? "" : line) + "\n";
                        told.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String hears(String line) {
        int space = line.indexOf(' ');
        String what = space < 0 ? line : line.substring(0, space);
        String which = line.substring(space + 1);
        switch (what) {
            case "hang" -> phone.isExchangedFor(which);
            case "swap" -> phone.becomeAnother(which);
            case "pull" -> phone.pull();
            case "plug-in" -> phone.plugIn();
            case "debugging" -> phone.setDebugging(which.equals("on"));
            case "waits-for-tap" -> phone.waitsForTap();
            case "tap" -> phone.ownerTaps();
            case "reset" -> phone.reset();
            case "restart" -> phone.restart();
            case "asked" -> {}
            default -> {
                return "unknown";
            }
        }
        return "erased=" + phone.timesErased() + " mark=" + phone.hasMark() + " opened=" + phone.timesOpened();
    }

    /** The cables, of which one has the phone. */
    private final class Cables implements ContactPhones.Cables, PhoneBench {
        @Override
        public List<PhoneContact> look() {
            return phone.cable().now().map(List::of).orElse(List.of());
        }

        @Override
        public List<PhoneContact> contacts() {
            return look();
        }

        @Override
        public PhoneCable at(UsbPlace place) {
            return place.equals(MadePhone.PLACE) ? phone.cable() : EMPTY.at(place);
        }

        @Override
        public void close() {}
    }
}
