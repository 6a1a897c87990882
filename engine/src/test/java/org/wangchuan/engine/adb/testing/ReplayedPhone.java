package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wangchuan.engine.adb.testing.PhoneWire.Packet;
import org.wangchuan.engine.adb.testing.RecordingProxy.Recorded;

/**
 * Says what a real daemon said in a recording, to whoever connects, each packet once what it answers has come: a stream is opened for a service that was asked
 * for, more of a stream is said once what was said before is acknowledged. Streams are told apart by their services, whatever numbers the client gives them.
 */
public final class ReplayedPhone implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Recorded> recorded;
    private final List<Packet> come = new ArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    private ReplayedPhone(ServerSocket listening, List<Recorded> recorded) {
        this.listening = listening;
        this.recorded = recorded;
    }

    /** For one connection. */
    public static ReplayedPhone of(List<Recorded> recorded) throws IOException {
        ReplayedPhone phone =
                new ReplayedPhone(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), List.copyOf(recorded));
        Thread _ = Thread.ofPlatform().daemon().name("replayed-phone").start(phone::serve);
        return phone;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** What went otherwise than it was recorded. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private void serve() {
        try (Socket socket = listening.accept()) {
            PhoneWire wire = new PhoneWire(socket);
            Thread _ = Thread.ofPlatform().daemon().name("replayed-phone-hears").start(() -> hear(wire));
            say(wire);
            awaitEnd();
        } catch (IOException | InterruptedException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    private void hear(PhoneWire wire) {
        try {
            while (true) {
                Packet packet = wire.read();
                synchronized (come) {
                    come.add(packet);
                    come.notifyAll();
                }
            }
        } catch (IOException _) {
            synchronized (come) {
                come.add(new Packet("END ", 0, 0, ""));
                come.notifyAll();
            }
        }
    }

    private void awaitEnd() throws InterruptedException {
        Packet _ = await("END ", 0, 1);
    }

    private void say(PhoneWire wire) throws IOException, InterruptedException {
        Map<Integer, Integer> streams = new HashMap<>();
        Map<Integer, Integer> said = new HashMap<>();
        Map<Integer, Integer> acknowledged = new HashMap<>();
        int opened = 0;
        for (Recorded each : recorded) {
            Packet packet = each.packet();
            if (each.ofClient()) {
                continue;
            }
            if (packet.command().equals("CNXN")) {
                Packet greeting = await("CNXN", 0, 1);
                require(greeting.arg0() == clients("CNXN", 1).arg0(), "another version");
                wire.send("CNXN", packet.arg0(), packet.arg1(), packet.payload());
                continue;
            }
            int recordedId = packet.arg1();
            if (!streams.containsKey(recordedId)) {
                opened++;
                Packet asked = await("OPEN", 0, opened);
                require(service(asked).equals(service(clients("OPEN", opened))), "asked for " + service(asked));
                streams.put(recordedId, asked.arg0());
            }
            int id = streams.getOrDefault(recordedId, 0);
            boolean isAcknowledging = packet.command().equals("OKAY");
            if (isAcknowledging) {
                int times = acknowledged.merge(id, 1, Integer::sum);
                if (times > 1 && isFarewell(recordedId, times - 1)) {
                    continue;
                }
                if (times > 1) { // the first one answers OPEN
                    Packet _ = await("WRTE", id, times - 1);
                }
            } else {
                int times = said.getOrDefault(id, 0);
                if (times > 0) {
                    Packet _ = await("OKAY", id, times);
                }
                said.put(id, times + (packet.command().equals("WRTE") ? 1 : 0)); // it closes a stream more than once
            }
            wire.send(packet.command(), packet.arg0(), id, packet.payload());
        }
    }

    /** The so-manieth packet of this kind that came, of a stream or of any. */
    private Packet await(String command, int id, int count) throws InterruptedException {
        synchronized (come) {
            while (true) {
                int met = 0;
                for (Packet packet : come) {
                    boolean isMeant = packet.command().equals(command) && (id == 0 || packet.arg0() == id);
                    met += isMeant ? 1 : 0;
                    if (isMeant && met == count) {
                        return packet;
                    }
                }
                if (!come.isEmpty() && come.getLast().command().equals("END ")) {
                    throw new InterruptedException("it left before " + command + " " + count);
                }
                come.wait();
            }
        }
    }

    /** The real adb takes its leave of a daemon's files with QUIT, we close the stream. */
    private boolean isFarewell(int recordedId, int count) {
        return recorded.stream()
                .filter(Recorded::ofClient)
                .map(Recorded::packet)
                .filter(packet -> packet.command().equals("WRTE") && packet.arg0() == recordedId)
                .skip(count - 1L)
                .limit(1)
                .anyMatch(packet -> packet.body().startsWith("QUIT"));
    }

    private Packet clients(String command, int count) {
        return recorded.stream()
                .filter(each -> each.ofClient() && each.packet().command().equals(command))
                .skip(count - 1L)
                .findFirst()
                .orElseThrow()
                .packet();
    }

    /** The real one names its terminal, and we have none; a shell that is to get no input is told so by us. */
    private static String service(Packet open) {
        return open.body().replace("\0", "").replaceFirst("TERM=[^,:]*,", "").replaceFirst(" </dev/null$", "");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
