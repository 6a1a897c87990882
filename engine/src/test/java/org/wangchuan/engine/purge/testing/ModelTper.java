package org.wangchuan.engine.purge.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.testing.TcgDrive;

/**
 * A trusted peripheral behind an NVMe controller (TCG Core 2.01; Opal 2.30, Pyrite 2.01; feature set PSID 1.00), written from those. It keeps its state over
 * any interruption of who asks. While it is locked its medium is for others to keep shut ({@link #locked(long)}).
 */
public final class ModelTper implements PassThrough {
    /** What is on its label. */
    public static final String PSID = "MODELTPER0123456789ABCDEFGHIJKLM";

    private static final int TRIES = 3;
    private static final int POLLS = 3;
    private static final int ENODEV = 19;
    private static final int DEVICE_SESSION = 0x1001;
    private static final HexFormat HEX = HexFormat.of();

    /** What it does when it is told to revert. */
    public enum Manner {
        HONEST,
        /** Success, no locks any more, and the data are where they were. */
        LYING,
        /** Success, and nothing is changed. */
        UNCHANGED,
        /** Never comes to an answer. */
        HANGING,
        /** Success at once, and then it removes data for a while. */
        SLOW,
        /** Its removal is broken off, which it says. */
        BROKEN_OFF,
        /** Is gone as soon as it is told. */
        VANISHING,
        /** Says that it failed. */
        FAILING,
        /** A session is open that somebody left. */
        BUSY,
        /** Sends back what it was sent. */
        ECHOING,
        /** Pyrite: it does not encrypt, and overwrites. */
        PYRITE
    }

    private final byte[] medium;
    private final Manner manner;
    private final List<String> sent = new ArrayList<>();
    private byte[] answer = TcgDrive.nothing();
    private byte[] resetAnswer = TcgDrive.nothing();
    private boolean enabled = true;
    private boolean locked = true;
    private long lockedBelow = Long.MAX_VALUE;
    private boolean removing;
    private boolean interrupted;
    private boolean busy;
    private boolean gone;
    private boolean echoes;
    private byte[] last = new byte[512];
    private int beginsNone;
    private boolean takesNoReset;
    private int polls;
    private int tries;
    private int hostSession;

    /** @param medium what it holds */
    public ModelTper(byte[] medium, Manner manner) {
        this.medium = medium;
        this.manner = manner;
        this.busy = manner == Manner.BUSY;
    }

    /** Locking was enabled, and its owner has unlocked it. */
    public ModelTper unlocked() {
        locked = false;
        return this;
    }

    /** Only what is below this byte is locked: a band of it. */
    public ModelTper lockedBelow(long bytes) {
        lockedBelow = bytes;
        return this;
    }

    /** It refuses every session by this status, whatever is reset, until its power is off. */
    public ModelTper beginsNone(int status) {
        beginsNone = status;
        return this;
    }

    /** Nor does it take STACK_RESET. */
    public ModelTper takesNoReset() {
        takesNoReset = true;
        return this;
    }

    /** In a descriptor of its vendor's, Level 0 Discovery holds tokens of the last message, also of one before its power was off. */
    public ModelTper echoingInDiscovery() {
        echoes = true;
        return this;
    }

    /** Nobody ever enabled its locks. */
    public ModelTper neverUsed() {
        enabled = false;
        locked = false;
        return this;
    }

    /** Whether it gives no block from this byte on, and takes none. */
    public synchronized boolean locked(long offset) {
        return locked && offset < lockedBelow;
    }

    /** Its power was off: it looks at PSIDs again. */
    public synchronized void powerCycle() {
        tries = 0;
        beginsNone = 0;
        gone = false;
        hostSession = 0;
        answer = TcgDrive.nothing();
    }

    /** What it was told, by name, in order. */
    public synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.of(1);
    }

    @Override
    public synchronized DeviceCommand.Answer ask(byte[] command, int readBytes) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        ByteBuffer in = ByteBuffer.wrap(command).order(ByteOrder.LITTLE_ENDIAN);
        int word10 = in.getInt(40);
        return switch (command[0]) {
            case 0x06 -> told(identify(word10 & 0xff));
            case 0x02 -> new DeviceCommand.Told(0x4002, 0, "");
            case (byte) 0x82 -> told(Arrays.copyOf(discovery(), readBytes));
            default -> throw new IllegalArgumentException("no question");
        };
    }

    private static DeviceCommand.Answer told(byte[] data) {
        return new DeviceCommand.Told(0, 0, HEX.formatHex(data));
    }

    private static byte[] identify(int structure) {
        byte[] out = new byte[4096];
        if (structure == 1) {
            text(out, 4, 20, "S1");
            text(out, 24, 40, "Model");
            text(out, 64, 8, "1.0");
            out[256] = 1; // OACS: Security Send and Receive
        }
        if (structure == 2) {
            out[0] = 1;
        }
        return out;
    }

    private static void text(byte[] out, int at, int length, String text) {
        Arrays.fill(out, at, at + length, (byte) ' ');
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, out, at, ascii.length);
    }

    /** It has come a step further with each look. */
    private byte[] discovery() {
        if (removing && --polls <= 0) {
            removing = false;
            erase();
        }
        boolean encrypts = manner != Manner.PYRITE;
        int bits = 1 | (enabled ? 2 : 0) | (locked ? 4 : 0) | (encrypts ? 8 : 0);
        int state = (removing ? 1 : 0) | (interrupted ? 2 : 0);
        TcgDrive drive = new TcgDrive()
                .locking(bits)
                .feature(
                        "removal",
                        "0404" + "20" + "20" + "00" + HEX.toHexDigits((byte) state) + (encrypts ? "04" : "01") + "00"
                                + "00".repeat(28));
        if (echoes) {
            drive.feature("vendor", "c000" + "10" + "40" + HEX.formatHex(last, 64, 128));
        }
        if (!encrypts) {
            drive.feature("class", "0303" + "20" + "10" + "1000" + "0001" + "00".repeat(12));
        }
        return drive.discovery();
    }

    @Override
    public synchronized DeviceCommand.Answer erase(
            String technique, byte[] command, byte[] data, int readBytes, int timeoutMillis) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        ByteBuffer in = ByteBuffer.wrap(command).order(ByteOrder.LITTLE_ENDIAN);
        int protocol = in.getInt(40) >>> 24;
        if (command[0] == (byte) 0x82) {
            byte[] out = protocol == 2 ? resetAnswer : answer;
            if (answer[11] == 0 && protocol == 1) {
                answer = TcgDrive.nothing(); // fetched
            }
            return told(Arrays.copyOf(out, readBytes));
        }
        if (protocol == 2) {
            sent.add("STACK_RESET");
            if (takesNoReset) {
                return new DeviceCommand.Told(0x400c, 0, ""); // Command Sequence Error
            }
            busy = false;
            hostSession = 0;
            resetAnswer = TcgDrive.reset(0);
            return new DeviceCommand.Told(0, 0, "");
        }
        answer = take(data);
        return gone ? new DeviceCommand.NotSent(ENODEV) : new DeviceCommand.Told(0, 0, "");
    }

    private byte[] take(byte[] data) {
        if (HEX.formatHex(data).startsWith("ff02", 112 + 34)) {
            last = data.clone(); // what holds the PSID
        }
        String tokens = HEX.formatHex(data).substring(112);
        if (tokens.startsWith("f8a800000000000000ffa8000000000000ff01")) {
            sent.add("Properties");
            return TcgDrive.properties();
        }
        if (tokens.startsWith("f8a800000000000000ffa8000000000000ff02")) {
            sent.add("StartSession");
            return start(data);
        }
        int host = ByteBuffer.wrap(data).getInt(24);
        if (hostSession == 0 || host != hostSession || ByteBuffer.wrap(data).getInt(20) != DEVICE_SESSION) {
            sent.add("out of session");
            return TcgDrive.nothing();
        }
        if (tokens.startsWith("fa")) {
            sent.add("End");
            hostSession = 0;
            return TcgDrive.comPacket(DEVICE_SESSION, host, "fa");
        }
        if (tokens.startsWith("f8a80000020500000001a80000000600000202f0f1")) {
            sent.add("Revert");
            return revert(host);
        }
        sent.add("something else");
        return TcgDrive.nothing();
    }

    private byte[] start(byte[] data) {
        if (beginsNone != 0) {
            return TcgDrive.notStarted(beginsNone);
        }
        if (busy) {
            return TcgDrive.notStarted(0x03); // SP_BUSY
        }
        if (tries >= TRIES) {
            return TcgDrive.notStarted(0x12); // AUTHORITY_LOCKED_OUT
        }
        // The session's number of four bytes, the Admin SP, writing, the name 0, and 32 bytes.
        String challenge = new String(data, 56 + 20 + 5 + 9 + 1 + 4, 32, StandardCharsets.US_ASCII);
        if (!challenge.equals(PSID)) {
            tries++;
            return TcgDrive.notStarted(0x01); // NOT_AUTHORIZED
        }
        if (manner == Manner.ECHOING) {
            return data.clone();
        }
        hostSession = ByteBuffer.wrap(data).getInt(56 + 20 + 1);
        String numbers = "84" + HEX.toHexDigits(hostSession) + "821001";
        return TcgDrive.called("ff03", numbers, 0);
    }

    private byte[] revert(int host) {
        switch (manner) {
            case HANGING -> {
                return TcgDrive.notYet();
            }
            case VANISHING -> gone = true;
            case FAILING -> {
                return TcgDrive.comPacket(DEVICE_SESSION, host, "f0f1f9f03f0000f1");
            }
            case UNCHANGED -> {}
            case BROKEN_OFF -> {
                interrupted = true;
                enabled = false;
                locked = false;
            }
            case SLOW -> {
                enabled = false;
                locked = false;
                removing = true;
                polls = POLLS;
            }
            default -> {
                if (enabled && manner != Manner.LYING) {
                    erase();
                }
                enabled = false;
                locked = false;
            }
        }
        hostSession = 0;
        return TcgDrive.comPacket(DEVICE_SESSION, host, "f0f1f9f0000000f1");
    }

    /** By another key the same cells are noise; an overwriting one leaves zeros. */
    private void erase() {
        synchronized (medium) {
            for (int i = 0; i < medium.length; i++) {
                medium[i] = manner == Manner.PYRITE ? 0 : (byte) (medium[i] * 31 + i * 7 + 11);
            }
        }
    }
}
