package org.wangchuan.engine.purge.testing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.engine.command.ErasingCommands;
import org.wangchuan.engine.command.ReadOnlyCommands;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.purge.PurgeControl;
import org.wangchuan.engine.purge.PurgeTimes;
import org.wangchuan.engine.purge.ShowAll;

/**
 * A SAS drive that can have been made to show fewer blocks than it has (SBC-4, "Mode parameter block descriptors"). It takes no command but those that the
 * product's lists let through.
 */
public final class ShortSas implements PassThrough {
    private static final int BLOCK_BYTES = 512;
    private static final HexFormat HEX = HexFormat.of();

    private final long all;
    private final List<String> selected = new ArrayList<>();
    private long shown;
    private long set;
    private Taking taking = Taking.AT_ONCE;
    private int units = 1;
    private boolean attention;
    private boolean saysUnits = true;
    private boolean briefly;
    private boolean thin;

    /** What it makes of being told to show all. */
    public enum Taking {
        AT_ONCE,
        /** INVALID FIELD IN PARAMETER LIST. */
        REFUSING,
        /** With its next format: it answers good, and tells the number that it is set to. */
        WITH_A_FORMAT,
        /** At once, and it tells the number that it was sent last, all ones, as the standard has it. */
        TELLING_WHAT_WAS_SENT,
        /** At once, and it tells no number (0), as the standard lets it. */
        TELLING_NO_NUMBER,
        /** Never, as the standard lets it, and it tells no number. No host can tell that from one that has no more. */
        IGNORING,
        /** Never: it answers good, and is set to what it shows. No host can tell that from one that has no more. */
        LYING
    }

    /** One of so many blocks, that shows so many. */
    public ShortSas(long all, long shown) {
        this.all = all;
        this.shown = shown;
        this.set = shown;
    }

    public ShortSas taking(Taking other) {
        taking = other;
        return this;
    }

    /** Its device has so many units. */
    public ShortSas ofUnits(int number) {
        units = number;
        return this;
    }

    /** It does not know REPORT LUNS. */
    public ShortSas sayingNoUnits() {
        saysUnits = false;
        return this;
    }

    /** It answers a short descriptor also where a long one may be, as the standard lets it. */
    public ShortSas briefly() {
        briefly = true;
        return this;
    }

    /** It says that it can let go of blocks (LBPME). */
    public ShortSas lettingGo() {
        thin = true;
        return this;
    }

    /** Tells of what has happened to it before it takes the next MODE SELECT. */
    public ShortSas wasReset() {
        attention = true;
        return this;
    }

    /** Somebody else makes it show so many blocks. */
    public void madeToShow(long blocks) {
        shown = blocks;
        set = blocks;
    }

    public long shown() {
        return shown;
    }

    /** What MODE SELECT was sent, each time. */
    public List<String> selected() {
        return List.copyOf(selected);
    }

    /** What a look finds where the kernel tells this size. */
    public HiddenAreaReport examined(long capacityBytes) {
        return HiddenAreaExaminer.examine(
                new HiddenAreaExaminer.Subject(Bus.SCSI, false, false, capacityBytes), this::ask);
    }

    /** What is found once it was told to show all, and once more where it has grown, by a kernel that tells its size of then. */
    public HiddenAreaReport toldToShowAll() {
        List<DeviceCommand> all = new ArrayList<>(examined(shown * BLOCK_BYTES).commands());
        ShowAll showing = new ShowAll(this, InstantSource.system(), PurgeTimes.DEFAULTS, new PurgeControl());
        all.addAll(showing.run(showing.run(List.of())));
        return HiddenAreaExaminer.told(
                new HiddenAreaExaminer.Subject(Bus.SCSI, false, false, shown * BLOCK_BYTES), all);
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.empty();
    }

    @Override
    public DeviceCommand.Answer ask(byte[] block, int readBytes) {
        if (!ReadOnlyCommands.scsi(block)) {
            throw new IllegalArgumentException("not known to change nothing: " + HEX.formatHex(block));
        }
        byte[] answer = switch (Byte.toUnsignedInt(block[0])) {
            case 0x12 -> block[1] == 0 ? inquiry() : page(Byte.toUnsignedInt(block[2]));
            case 0xa0 -> saysUnits ? units() : new byte[0];
            case 0x9e -> capacity();
            case 0x5a -> setting((block[1] & 0x10) != 0 && !briefly);
            default -> new byte[0];
        };
        return answer.length == 0
                ? check(5, 0x20)
                : new DeviceCommand.Completed(
                        0, 0, 0, "", HEX.formatHex(Arrays.copyOf(answer, Math.min(answer.length, readBytes))));
    }

    @Override
    public DeviceCommand.Answer erase(String technique, byte[] block, byte[] sent, int readBytes, int timeoutMillis) {
        if (!ErasingCommands.of(technique).orElseThrow().scsi(block, sent)) {
            throw new IllegalArgumentException("not a command of " + technique + ": " + HEX.formatHex(block));
        }
        selected.add(HEX.formatHex(sent));
        if (attention) {
            attention = false;
            return check(6, 0x29);
        }
        switch (taking) {
            case AT_ONCE, TELLING_NO_NUMBER -> madeToShow(all);
            case TELLING_WHAT_WAS_SENT -> {
                shown = all;
                set = -1;
            }
            case IGNORING -> {}
            case WITH_A_FORMAT -> set = all;
            case LYING -> {}
            case REFUSING -> {
                return check(5, 0x26);
            }
        }
        return new DeviceCommand.Completed(0, 0, 0, "", "");
    }

    private static byte[] inquiry() {
        byte[] bytes = new byte[96];
        bytes[2] = 6;
        bytes[4] = 91;
        byte[] words = "MAKER   Model           1   ".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(words, 0, bytes, 8, words.length);
        return bytes;
    }

    private static byte[] page(int code) {
        return HEX.parseHex(
                switch (code) {
                    case 0x00 -> "0000000400" + "8083b1";
                    case 0x83 -> "0083000c61930008" + "5000c50011223345";
                    case 0xb1 -> "00b1003c1c20" + "00".repeat(58);
                    default -> "";
                });
    }

    private byte[] units() {
        ByteBuffer out = ByteBuffer.allocate(8 + 8 * units);
        out.putInt(0, 8 * units);
        for (int unit = 0; unit < units; unit++) {
            out.put(9 + 8 * unit, (byte) unit);
        }
        return out.array();
    }

    private byte[] capacity() {
        ByteBuffer out = ByteBuffer.allocate(32);
        out.putLong(0, shown - 1);
        out.putInt(8, BLOCK_BYTES);
        out.put(14, (byte) (thin ? 0x80 : 0));
        return out.array();
    }

    private byte[] setting(boolean wide) {
        int descriptor = wide ? 16 : 8;
        ByteBuffer out = ByteBuffer.allocate(8 + descriptor + 12);
        out.putShort(0, (short) (out.capacity() - 2));
        out.put(3, (byte) 0x10); // DPOFUA
        out.put(4, (byte) (wide ? 1 : 0));
        out.put(7, (byte) descriptor);
        boolean silent = taking == Taking.TELLING_NO_NUMBER || taking == Taking.IGNORING;
        long told = silent ? 0 : set;
        if (wide) {
            out.putLong(8, told);
            out.putInt(20, BLOCK_BYTES);
        } else {
            out.putInt(8, told < 0 ? -1 : (int) Math.min(told, 0xffff_ffffL));
            out.putInt(12, BLOCK_BYTES);
        }
        out.put(8 + descriptor, (byte) 0x81);
        out.put(9 + descriptor, (byte) 10);
        return out.array();
    }

    private static DeviceCommand.Answer check(int key, int code) {
        return new DeviceCommand.Completed(
                2,
                0,
                0,
                "7000" + HEX.toHexDigits((byte) key) + "00000000" + "0a00000000" + HEX.toHexDigits((byte) code)
                        + "0000000000",
                "");
    }
}
