package org.wangchuan.engine.purge.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;

/**
 * An NVMe controller with one namespace, or two (NVMe Base 2.0). It keeps what it is at over any interruption of who asks, and moves on by one step with each look at
 * its log.
 */
public final class ModelNvme implements PassThrough {
    private static final int STEPS = 8;
    private static final int INVALID_FIELD = 0x4002;
    private static final int SANITIZE_FAILED = 0x401c;
    private static final int ENODEV = 19;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] medium;
    private final Conduct conduct;
    private Consumer<byte[]> left = medium -> Arrays.fill(medium, (byte) 0);
    private final List<String> erasing = new ArrayList<>();
    private int state;
    private int word10;
    private int step = -1;
    private int sanicap = 7;
    private boolean gone;
    private boolean toAndFro;
    private boolean used;
    private boolean shut;
    private boolean restricted;
    private Purging purging = Purging.UNTOLD;
    private byte[] second = {};
    private Reach reach = Reach.BOTH;

    /** What becomes of its two namespaces where it erases itself, and says so. */
    public enum Reach {
        BOTH,
        FIRST_ALONE,
        SECOND_ALONE,
        /** Neither is erased, and each shows what the other held. */
        EXCHANGED
    }

    /** What it makes of being told to purge or to fail (PREQ). */
    public enum Purging {
        /** It says nothing of it. */
        UNTOLD,
        /** It takes it, and reports that it purged. */
        REPORTED,
        /** It says that it reports purging, and refuses to be told so. */
        REFUSED,
        /** It takes it, and does not report that it purged. */
        NOT_REPORTED
    }

    /** @param medium what it holds, in blocks of 512 bytes */
    public ModelNvme(byte[] medium, Conduct conduct) {
        this.medium = medium;
        this.conduct = conduct;
    }

    /** It has a second namespace, in blocks of 512 bytes. */
    public ModelNvme with(byte[] other, Reach how) {
        second = other;
        reach = how;
        return this;
    }

    /** What it makes of what it holds where it erases itself. */
    public ModelNvme leaving(Consumer<byte[]> how) {
        left = how;
        return this;
    }

    /** Its last one succeeded, long ago, by whatever command. */
    public ModelNvme sanitizedBefore(int startedBy) {
        state = 1;
        word10 = startedBy;
        return this;
    }

    /**
     * Its last one failed, long ago. It takes no reads and writes until another succeeds, or, if that one had been begun with AUSE, until it is told to
     * leave its failure; begun without, it takes no other with AUSE (NVMe Base 2.0, "Sanitize Operations").
     */
    public ModelNvme failedBefore(boolean withoutAuse) {
        state = 3;
        word10 = withoutAuse ? 0x02 : 0x0a;
        shut = true;
        restricted = withoutAuse;
        return this;
    }

    /** Whether it takes neither reads nor writes. */
    public synchronized boolean isShut() {
        return shut;
    }

    /** Somebody has begun one, which it is at. */
    public ModelNvme atWork(int startedBy) {
        state = 2;
        word10 = startedBy;
        step = 0;
        return this;
    }

    /** While it is stuck it says one thing, and another, and the first again. */
    public ModelNvme toAndFro() {
        toAndFro = true;
        return this;
    }

    /** Somebody writes to it. */
    public synchronized void use() {
        used = true;
    }

    /** It claims 2.1, and says that it reports purging. */
    public ModelNvme purging(Purging conductThere) {
        purging = conductThere;
        sanicap |= 0x20;
        return this;
    }

    /** SANICAP bits 2:0 block, crypto, overwrite (in that order of bits: crypto, block, overwrite). */
    public ModelNvme capabilities(int bits) {
        sanicap = bits;
        return this;
    }

    /** Opcodes with dword 10 of the commands that erase, in order. */
    public synchronized List<String> erasing() {
        return List.copyOf(erasing);
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
        int cdw10 = in.getInt(40);
        return switch (command[0]) {
            case 0x06 -> told(identify(cdw10 & 0xff));
            case 0x02 -> (cdw10 & 0xff) == 0x81 ? log() : new DeviceCommand.Told(INVALID_FIELD, 0, "");
            default -> throw new IllegalArgumentException("no question");
        };
    }

    private static DeviceCommand.Answer told(byte[] data) {
        return new DeviceCommand.Told(0, 0, HEX.formatHex(data));
    }

    private byte[] identify(int structure) {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        switch (structure) {
            case 1 -> {
                text(out, 4, 20, "S1");
                text(out, 24, 40, "Model");
                text(out, 64, 8, "1.0");
                out.putInt(80, purging == Purging.UNTOLD ? 0x10400 : 0x20100);
                out.putShort(256, (short) 2); // OACS: Format NVM
                out.putInt(328, sanicap | 2 << 30); // and makes media readable afterwards
                out.putInt(516, second.length == 0 ? 1 : 2);
                out.put(524, (byte)
                        (second.length == 0 ? 4 : 6)); // FNA: crypto erase, and a secure erase is one of all
            }
            case 0 -> {
                out.putLong(0, medium.length / 512);
                out.putLong(8, medium.length / 512);
                out.putLong(16, medium.length / 512);
                out.put(130, (byte) 9);
            }
            default -> {
                out.putInt(0, 1);
                out.putInt(4, second.length == 0 ? 0 : 2);
            }
        }
        return out.array();
    }

    private static void text(ByteBuffer out, int at, int length, String text) {
        byte[] padded = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), length);
        for (int i = text.length(); i < length; i++) {
            padded[i] = ' ';
        }
        out.put(at, padded);
    }

    private DeviceCommand.Answer log() {
        int progress = 0xffff;
        if (state == 2) {
            step++;
            if (conduct == Conduct.STUCK) {
                step = toAndFro ? step % 2 : Math.min(step, 2);
            } else if (step == STEPS / 2 && conduct == Conduct.VANISHING) {
                gone = true;
                return new DeviceCommand.NotSent(ENODEV);
            } else if (step == STEPS / 2 && conduct == Conduct.FAILING) {
                state = 3;
                shut = true;
                restricted = (word10 & 8) == 0;
            } else if (step > STEPS) {
                erase();
                state = 1;
            }
            progress = state == 2 ? step * 65535 / (STEPS + 1) : 0xffff;
        }
        ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort(0, (short) progress);
        boolean purged = state == 1 && (purging == Purging.REPORTED || purging == Purging.REFUSED);
        out.putShort(2, (short) (state | (state == 1 && !used ? 0x100 : 0) | (purged ? 0x800 : 0)));
        out.putInt(4, word10);
        for (int i = 8; i < 32; i += 4) {
            out.putInt(i, -1);
        }
        return told(out.array());
    }

    private void erase() {
        used = false;
        shut = false;
        if (conduct == Conduct.LYING) {
            return;
        }
        synchronized (medium) {
            switch (reach) {
                case BOTH -> {
                    left.accept(medium);
                    if (second.length > 0) {
                        left.accept(second);
                    }
                }
                case FIRST_ALONE -> left.accept(medium);
                case SECOND_ALONE -> left.accept(second);
                case EXCHANGED -> {
                    byte[] held = medium.clone();
                    System.arraycopy(second, 0, medium, 0, second.length);
                    System.arraycopy(held, 0, second, 0, second.length);
                }
            }
        }
    }

    @Override
    public synchronized DeviceCommand.Answer erase(
            String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        ByteBuffer in = ByteBuffer.wrap(command).order(ByteOrder.LITTLE_ENDIAN);
        int cdw10 = in.getInt(40);
        erasing.add(HEX.toHexDigits(command[0]) + ":" + HEX.toHexDigits(cdw10));
        if (command[0] == (byte) 0x80) {
            return format(in.getInt(4), cdw10);
        }
        int action = cdw10 & 7;
        if (purging == Purging.REFUSED && (cdw10 & 0x800) != 0) {
            return new DeviceCommand.Told(INVALID_FIELD, 0, "");
        }
        if (shut && restricted && (action == 1 || (cdw10 & 8) != 0)) {
            return new DeviceCommand.Told(SANITIZE_FAILED, 0, "");
        }
        if (action == 1) {
            shut = false;
            return new DeviceCommand.Told(0, 0, "");
        }
        int bit = action == 4 ? 1 : action == 2 ? 2 : 4;
        if (conduct == Conduct.REFUSING || (sanicap & bit) == 0 || state == 2) {
            return new DeviceCommand.Told(INVALID_FIELD, 0, "");
        }
        switch (conduct) {
            case LAST_RESULT -> {}
            case INSTANT -> {
                state = 1;
                word10 = cdw10;
                erase();
            }
            default -> {
                state = 2;
                step = 0;
                word10 = cdw10;
            }
        }
        return new DeviceCommand.Told(0, 0, "");
    }

    private DeviceCommand.Answer format(int namespace, int cdw10) {
        int erase = cdw10 >>> 9 & 7;
        if (shut) {
            return new DeviceCommand.Told(SANITIZE_FAILED, 0, "");
        }
        if (conduct == Conduct.REFUSING || namespace != 1 || erase == 0) {
            return new DeviceCommand.Told(INVALID_FIELD, 0, "");
        }
        erase();
        return new DeviceCommand.Told(0, 0, "");
    }
}
