package org.wangchuan.engine.apple.usbmux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.wire.Deadline;
import org.wangchuan.engine.apple.wire.Link;
import org.wangchuan.engine.apple.wire.PlistChannel;
import org.wangchuan.engine.apple.wire.SocketLink;

/**
 * Speaks to usbmuxd, in its protocol of version 1 with property lists (usbmuxd's client.c, libusbmuxd.c). Each request has a connection of its own
 * and one deadline over all of it. Thread-safe.
 *
 * <p>Whoever runs usbmuxd on a bench starts it with {@code --no-preflight}: otherwise it pairs with each device on its own when it is plugged in,
 * puts the question of trust on the screen, and keeps keys in a file (usbmuxd's preflight.c). {@link MuxProcess} tells.
 */
public final class UsbmuxClient {
    private static final int DEVICES_MAX = 512;
    private static final int BUID_CHARS_MAX = 128;
    private static final int PORT_MAX = 0xffff;

    // usbmuxd-proto.h, enum usbmuxd_result; a record that isn't there is answered by errno ENOENT (client.c,
    // send_pair_record).
    private static final long OK = 0;
    private static final long BAD_DEVICE = 2;
    private static final long CONNECTION_REFUSED = 3;
    private static final long ENOENT = 2;

    private final UsbmuxAddress address;
    private final Duration patience;
    private final AtomicInteger tags = new AtomicInteger();

    /** @param patience for one request, from connecting to the end of the answer */
    public UsbmuxClient(UsbmuxAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /** For one request, from connecting to the end of the answer. */
    public Duration patience() {
        return patience;
    }

    /**
     * All devices that are attached now. One whose descriptor has no serial number that can be one is left out: it can't be asked for.
     *
     * @throws AppleFailure if the daemon can't be asked
     */
    public List<AttachedDevice> devices() throws AppleFailure {
        PlistValue.Dict answer = ask(MuxChannel.request("ListDevices").build());
        List<PlistValue> listed = answer.array("DeviceList")
                .orElseThrow(() -> new AppleFailure(Code.UNEXPECTED, "no list of devices"))
                .items();
        if (listed.size() > DEVICES_MAX) {
            throw new AppleFailure(Code.TOO_LARGE, listed.size() + " devices");
        }
        List<AttachedDevice> devices = new ArrayList<>();
        for (PlistValue entry : listed) {
            if (!(entry instanceof PlistValue.Dict dict)) {
                throw new AppleFailure(Code.MALFORMED, "a device that is no dictionary");
            }
            device(dict).ifPresent(devices::add);
        }
        return List.copyOf(devices);
    }

    /** From an entry of the list, or from what is told of a device that came (client.c, {@code create_device_attached_plist}). */
    static Optional<AttachedDevice> device(PlistValue.Dict entry) {
        PlistValue.Dict told =
                entry.dict("Properties").orElse(PlistValue.Dict.builder().build());
        Optional<Long> id = entry.integer("DeviceID").or(() -> told.integer("DeviceID"));
        Optional<String> udid = told.text("SerialNumber").filter(AttachedDevice::isUdid);
        if (id.isEmpty() || udid.isEmpty()) {
            return Optional.empty();
        }
        boolean overCable = told.text("ConnectionType").filter("USB"::equals).isPresent();
        return Optional.of(new AttachedDevice(
                id.get(), udid.get(), overCable, told.integer("ProductID"), told.integer("LocationID")));
    }

    /**
     * Begins to listen for devices that come and go.
     *
     * @throws AppleFailure if the daemon can't be asked
     */
    public UsbmuxListener listen() throws AppleFailure {
        Deadline deadline = Deadline.within(patience);
        MuxChannel channel = new MuxChannel(SocketLink.open(address, deadline));
        return keepingOpen(channel, () -> {
            okay(channel.ask(MuxChannel.request("Listen").build(), tags.incrementAndGet(), deadline));
            return new UsbmuxListener(channel, patience);
        });
    }

    /**
     * A connection to a port of a device.
     *
     * @param port 1 to 65535
     * @throws AppleFailure {@link Code#AWAY} if that attachment has ended, {@link Code#PORT_REFUSED} if nothing listens there
     */
    public Link connect(AttachedDevice device, int port, Deadline deadline) throws AppleFailure {
        if (port < 1 || port > PORT_MAX) {
            throw new AppleFailure(Code.UNEXPECTED, "a port out of range");
        }
        MuxChannel channel = new MuxChannel(SocketLink.open(address, deadline));
        return keepingOpen(channel, () -> {
            PlistValue.Dict request = MuxChannel.request("Connect")
                    .put("DeviceID", device.id())
                    .put("PortNumber", inNetworkOrder(port))
                    .build();
            connected(channel.ask(request, tags.incrementAndGet(), deadline));
            return channel.link();
        });
    }

    /**
     * The port as usbmuxd wants it: as if the two bytes that a network would see had been read by a machine that has the lowest first
     * (libusbmuxd.c, {@code send_connect_packet}: htons).
     */
    static int inNetworkOrder(int port) {
        return Short.toUnsignedInt(Short.reverseBytes((short) port));
    }

    /**
     * By which this computer is known to devices.
     *
     * @throws AppleFailure if the daemon can't be asked
     */
    public String readBuid() throws AppleFailure {
        return ask(MuxChannel.request("ReadBUID").build())
                .text("BUID")
                .filter(buid -> buid.length() <= BUID_CHARS_MAX && buid.matches("[0-9A-Za-z-]+"))
                .orElseThrow(() -> new AppleFailure(Code.UNEXPECTED, "no BUID"));
    }

    /**
     * The pairing record that some program left with usbmuxd, if there is one.
     *
     * @throws AppleFailure if the daemon can't be asked
     */
    public Optional<PlistValue.Data> readPairRecord(String udid) throws AppleFailure {
        PlistValue.Dict answer = ask(
                MuxChannel.request("ReadPairRecord").put("PairRecordID", udid).build());
        Optional<PlistValue.Data> record = answer.data("PairRecordData");
        if (record.isPresent()) {
            return record;
        }
        if (number(answer) != ENOENT) {
            okay(answer);
            throw new AppleFailure(Code.UNEXPECTED, "neither a record nor that there is none");
        }
        return Optional.empty();
    }

    /**
     * Leaves a pairing record with usbmuxd, which writes it to a file and tells who listens.
     *
     * @param record a property list
     * @throws AppleFailure if the daemon can't be asked, or refuses; then it may have written it all the same
     */
    public void savePairRecord(AttachedDevice device, byte[] record) throws AppleFailure {
        PlistValue.Dict answer = ask(MuxChannel.request("SavePairRecord")
                .put("PairRecordID", device.udid())
                .put("PairRecordData", record)
                .put("DeviceID", device.id())
                .build());
        // usbmuxd 1.1.1 with libplist 2.6 (Debian 13) answers so whenever it has written one.
        if (number(answer) == ENOENT && keeps(device.udid(), record)) {
            return;
        }
        okay(answer);
    }

    private boolean keeps(String udid, byte[] record) throws AppleFailure {
        Optional<PlistValue.Data> kept = readPairRecord(udid);
        return kept.isPresent() && PlistChannel.read(kept.get().bytes()).equals(PlistChannel.read(record));
    }

    /**
     * Has usbmuxd delete the pairing record of a device.
     *
     * @return false if it had none
     * @throws AppleFailure if the daemon can't be asked, or refuses
     */
    public boolean deletePairRecord(String udid) throws AppleFailure {
        PlistValue.Dict answer = ask(
                MuxChannel.request("DeletePairRecord").put("PairRecordID", udid).build());
        if (number(answer) == ENOENT) {
            return false;
        }
        okay(answer);
        return true;
    }

    private PlistValue.Dict ask(PlistValue.Dict request) throws AppleFailure {
        Deadline deadline = Deadline.within(patience);
        try (MuxChannel channel = new MuxChannel(SocketLink.open(address, deadline))) {
            return channel.ask(request, tags.incrementAndGet(), deadline);
        }
    }

    /** The number of a result, or one that no result has. */
    private static long number(PlistValue.Dict answer) {
        boolean result = answer.text("MessageType").filter("Result"::equals).isPresent();
        return result ? answer.integer("Number").orElse(-1L) : -1;
    }

    /** For a connection to a device: two of the numbers say what is with that. */
    private static void connected(PlistValue.Dict answer) throws AppleFailure {
        long number = number(answer);
        if (number == BAD_DEVICE) {
            throw new AppleFailure(Code.AWAY);
        }
        if (number == CONNECTION_REFUSED) {
            throw new AppleFailure(Code.PORT_REFUSED);
        }
        okay(answer);
    }

    /** For the others, whose numbers are those of errno.h where they concern files. */
    private static void okay(PlistValue.Dict answer) throws AppleFailure {
        long number = number(answer);
        if (number == OK) {
            return;
        }
        if (number < 0) {
            throw new AppleFailure(Code.UNEXPECTED, "no result from usbmuxd");
        }
        throw new AppleFailure(Code.MUX_REFUSED, "result " + number);
    }

    private static <T> T keepingOpen(MuxChannel channel, Step<T> step) throws AppleFailure {
        boolean done = false;
        try {
            T made = step.take();
            done = true;
            return made;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws AppleFailure;
    }
}
