package org.wangchuan.engine.apple.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistLimits;
import org.wangchuan.engine.apple.plist.PlistValue;

/** A made usbmuxd on a Unix socket, as usbmuxd's client.c answers; pairing records are kept in memory. */
public final class MuxDouble implements AutoCloseable {
    public static final String BUID = "30142955-444094379208051516";
    private static final int HEADER = 16;

    private final ServerSocketChannel server;
    private final Map<Integer, PhoneDouble> attached = new ConcurrentSkipListMap<>();
    private final Map<String, PlistValue.Data> records = new ConcurrentHashMap<>();
    private final Map<String, byte[]> raw = new ConcurrentHashMap<>();
    private final Set<OutputStream> listeners = ConcurrentHashMap.newKeySet();
    private final AtomicInteger ids = new AtomicInteger();

    /** On a socket in the file system. */
    public MuxDouble(Path path) throws IOException {
        this(ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path)));
    }

    /** On a port of this computer, for itself only. */
    public MuxDouble() throws IOException {
        this(ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private MuxDouble(ServerSocketChannel server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /** The port, if it has one. */
    public int port() throws IOException {
        return server.getLocalAddress() instanceof InetSocketAddress address ? address.getPort() : -1;
    }

    /** Plugs a phone in. */
    public int attach(PhoneDouble phone) throws IOException, PlistException {
        int id = ids.incrementAndGet();
        attached.put(id, phone);
        tellAll(attachedMessage(id, phone.udid()));
        return id;
    }

    /** Pulls its cable. */
    public void detach(int id) throws IOException, PlistException {
        PhoneDouble phone = attached.remove(id);
        if (phone != null) {
            phone.disconnect();
        }
        tellAll(PlistValue.Dict.builder()
                .put("MessageType", "Detached")
                .put("DeviceID", id)
                .build());
    }

    /** The records that programs left here. */
    public Map<String, PlistValue.Data> records() {
        return records;
    }

    /** Has it answer a message with these bytes, header included; nothing at all if there are none. */
    public MuxDouble on(String message, byte[] answer) {
        raw.put(message, answer);
        return this;
    }

    /** Sends to all who listen, whatever it is. */
    public void tellAll(PlistValue.Dict event) throws IOException, PlistException {
        tellAll(framed(event, 0));
    }

    /** Sends bytes to all who listen. */
    public void tellAll(byte[] bytes) throws IOException {
        for (OutputStream listener : listeners) {
            synchronized (listener) {
                listener.write(bytes);
                listener.flush();
            }
        }
    }

    /** Ends the connections of all who listen. */
    public void hangUp() throws IOException {
        for (OutputStream listener : listeners) {
            listener.close();
        }
    }

    /** A message with its header. */
    public static byte[] framed(PlistValue.Dict body, int tag) throws PlistException {
        byte[] xml = Plist.writeXml(body);
        return ByteBuffer.allocate(HEADER + xml.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(HEADER + xml.length)
                .putInt(1)
                .putInt(8)
                .putInt(tag)
                .put(xml)
                .array();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                Thread.ofVirtual().start(() -> serve(channel));
            }
        } catch (IOException _) {
            return; // closed
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            InputStream in = Channels.newInputStream(channel);
            OutputStream out = Channels.newOutputStream(channel);
            while (true) {
                byte[] header = in.readNBytes(HEADER);
                if (header.length < HEADER) {
                    return;
                }
                ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
                byte[] body = in.readNBytes(fields.getInt(0) - HEADER);
                PlistValue.Dict request = Plist.readDict(body, PlistLimits.MESSAGE);
                if (!answer(request, fields.getInt(12), in, out)) {
                    return;
                }
            }
        } catch (IOException | PlistException _) {
            return; // the client went
        }
    }

    private boolean answer(PlistValue.Dict request, int tag, InputStream in, OutputStream out)
            throws IOException, PlistException {
        String type = request.text("MessageType").orElse("");
        byte[] instead = raw.get(type);
        if (instead != null) {
            out.write(instead);
            out.flush();
            return in.read() >= 0;
        }
        Optional<PlistValue.Dict> answer = switch (type) {
            case "ListDevices" -> Optional.of(list());
            case "ReadBUID" ->
                Optional.of(PlistValue.Dict.builder().put("BUID", BUID).build());
            case "ReadPairRecord" ->
                Optional.of(read(request.text("PairRecordID").orElse("")));
            case "SavePairRecord" -> Optional.of(save(request));
            case "DeletePairRecord" ->
                Optional.of(result(records.remove(request.text("PairRecordID").orElse("")) == null ? 2 : 0));
            case "Listen", "Connect" -> Optional.empty();
            default -> Optional.of(result(1));
        };
        if (answer.isPresent()) {
            out.write(framed(answer.get(), tag));
            if (type.equals("SavePairRecord")) {
                request.integer("DeviceID").ifPresent(this::tellPaired);
            }
            return true;
        }
        return type.equals("Listen") ? listen(tag, in, out) : connect(request, tag, in, out);
    }

    private void tellPaired(long id) {
        try {
            tellAll(PlistValue.Dict.builder()
                    .put("MessageType", "Paired")
                    .put("DeviceID", id)
                    .build());
        } catch (IOException | PlistException e) {
            throw new AssertionError(e);
        }
    }

    private boolean listen(int tag, InputStream in, OutputStream out) throws IOException, PlistException {
        synchronized (out) {
            listeners.add(out); // whoever tells something waits until this is said
            out.write(framed(result(0), tag));
            for (Map.Entry<Integer, PhoneDouble> phone : attached.entrySet()) {
                out.write(
                        framed(attachedMessage(phone.getKey(), phone.getValue().udid()), 0));
            }
        }
        try {
            return in.read() >= 0;
        } finally {
            listeners.remove(out);
        }
    }

    private boolean connect(PlistValue.Dict request, int tag, InputStream in, OutputStream out)
            throws IOException, PlistException {
        PhoneDouble phone = attached.get(request.integer("DeviceID").orElse(0L).intValue());
        int swapped = request.integer("PortNumber").orElse(0L).intValue();
        Optional<Socket> far = phone == null
                ? Optional.empty()
                : phone.connect(Short.toUnsignedInt(Short.reverseBytes((short) swapped)));
        if (far.isEmpty()) {
            out.write(framed(result(phone == null ? 2 : 3), tag));
            return true;
        }
        try (Socket socket = far.get()) {
            out.write(framed(result(0), tag));
            Thread.ofVirtual().start(() -> pump(in, socket));
            socket.getInputStream().transferTo(out);
        }
        return false;
    }

    private static void pump(InputStream in, Socket to) {
        try (to) {
            byte[] chunk = new byte[1 << 14];
            int count = in.read(chunk);
            while (count >= 0) {
                to.getOutputStream().write(chunk, 0, count);
                count = in.read(chunk);
            }
        } catch (IOException _) {
            return;
        }
    }

    private PlistValue.Dict list() {
        return PlistValue.Dict.builder()
                .put(
                        "DeviceList",
                        new PlistValue.Array(attached.entrySet().stream()
                                .<PlistValue>map(phone -> attachedMessage(
                                        phone.getKey(), phone.getValue().udid()))
                                .toList()))
                .build();
    }

    /** As the real one, it writes the record anew in XML, and takes nothing that is no property list (conf.c, config_set_device_record: EINVAL). */
    private PlistValue.Dict save(PlistValue.Dict request) {
        try {
            byte[] record = request.data("PairRecordData").orElseThrow().bytes();
            PlistValue value = Plist.readDict(record, PlistLimits.MESSAGE);
            records.put(request.text("PairRecordID").orElseThrow(), new PlistValue.Data(Plist.writeXml(value)));
            return result(0);
        } catch (PlistException _) {
            return result(22);
        }
    }

    private PlistValue.Dict read(String udid) {
        PlistValue.Data record = records.get(udid);
        return record == null
                ? result(2)
                : PlistValue.Dict.builder().put("PairRecordData", record).build();
    }

    /** A result, as the daemon puts it. */
    public static PlistValue.Dict result(int number) {
        return PlistValue.Dict.builder()
                .put("MessageType", "Result")
                .put("Number", number)
                .build();
    }

    private static PlistValue.Dict attachedMessage(int id, String udid) {
        return PlistValue.Dict.builder()
                .put("MessageType", "Attached")
                .put("DeviceID", id)
                .put(
                        "Properties",
                        PlistValue.Dict.builder()
                                .put("ConnectionSpeed", 480_000_000)
                                .put("ConnectionType", "USB")
                                .put("DeviceID", id)
                                .put("LocationID", 0x14100000)
                                .put("ProductID", 0x12a8)
                                .put("SerialNumber", udid)
                                .build())
                .build();
    }

    @Override
    public void close() throws IOException {
        server.close();
        attached.values().forEach(PhoneDouble::disconnect);
    }
}
