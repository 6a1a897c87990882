package org.wangchuan.engine.purge.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;

/**
 * An eMMC below 2 GiB (JESD84-B51: EXT_CSD register, erase sequence, SWITCH, device status), as the kernel hands rows of commands to it
 * (linux/mmc/ioctl.h, {@code struct mmc_ioc_multi_cmd}). What it erases is unmapped, and stays in its cells until a sanitize.
 */
public final class ModelMmc implements PassThrough {
    private static final int COMMAND_BYTES = 72;
    private static final int ENODEV = 19;
    private static final int EBADMSG = 74;
    private static final int READY_IN_TRANSFER = 0x900;
    private static final int ILLEGAL_COMMAND = 1 << 22;
    private static final int ERASE_SEQUENCE_ERROR = 1 << 28;
    private static final int WP_ERASE_SKIP = 1 << 15;
    private static final int PROGRAMMING = 0xe00;
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] medium;
    private final Conduct conduct;
    private final byte[] register = new byte[512];
    private final List<String> erasing = new ArrayList<>();
    private byte[] unmapped = new byte[0];
    private boolean skips;
    private int protectedFrom;
    private int protectedTo;
    private boolean sanitizeRefused;
    private boolean gone;
    private boolean busy;
    private int pending;

    /** @param medium what it holds, in sectors of 512 bytes */
    public ModelMmc(byte[] medium, Conduct conduct) {
        this.medium = medium;
        this.conduct = conduct;
        register[192] = 8;
        register[175] = 1;
        register[224] = 1;
        register[231] = 0x55;
        ByteBuffer.wrap(register).order(ByteOrder.LITTLE_ENDIAN).putInt(212, medium.length / 512);
    }

    /** With a byte of EXT_CSD of this value. */
    public ModelMmc with(int index, int value) {
        register[index] = (byte) value;
        return this;
    }

    /** Some of its write protect groups are protected: an erase leaves them out, and says so afterwards. */
    public ModelMmc skippingProtected() {
        skips = true;
        return this;
    }

    /** This part of it is protected: an erase leaves it out, and the kernel, which waits for its end, takes the bit that says so from the status. */
    public ModelMmc sparing(int from, int to) {
        protectedFrom = from;
        protectedTo = to;
        return this;
    }

    /** Takes an erase, and no sanitize, though it says that it has one. */
    public ModelMmc refusingSanitize() {
        sanitizeRefused = true;
        return this;
    }

    /** What erases, in order: opcodes of a row, and the argument of a SWITCH. */
    public synchronized List<String> erasing() {
        return List.copyOf(erasing);
    }

    /** What is still in cells that nothing is mapped to. */
    public synchronized byte[] unmapped() {
        return unmapped.clone();
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.empty();
    }

    @Override
    public synchronized DeviceCommand.Answer ask(byte[] row, int readBytes) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        int opcode = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getInt(8 + 8);
        if (opcode == 8) {
            return new DeviceCommand.Told(0, READY_IN_TRANSFER, HEX.formatHex(register));
        }
        int told = (busy ? PROGRAMMING : READY_IN_TRANSFER) | pending;
        pending = 0;
        return new DeviceCommand.Told(0, Integer.toUnsignedLong(told), "");
    }

    @Override
    public synchronized DeviceCommand.Answer erase(
            String technique, byte[] row, byte[] sent, int readBytes, int timeoutMillis) {
        if (gone) {
            return new DeviceCommand.NotSent(ENODEV);
        }
        ByteBuffer in = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getLong(0) == 1) {
            return sanitize(in.getInt(8 + 8), in.getInt(8 + 12));
        }
        int[] opcodes = new int[3];
        int[] arguments = new int[3];
        for (int i = 0; i < 3; i++) {
            opcodes[i] = in.getInt(8 + i * COMMAND_BYTES + 8);
            arguments[i] = in.getInt(8 + i * COMMAND_BYTES + 12);
        }
        erasing.add(Arrays.toString(opcodes));
        int error = 0;
        if (conduct == Conduct.REFUSING) {
            error = ILLEGAL_COMMAND;
        } else if (opcodes[0] != 35 || opcodes[1] != 36 || opcodes[2] != 38) {
            error = ERASE_SEQUENCE_ERROR;
        } else {
            unmap(arguments[0], arguments[1]);
        }
        String responses = HEX.toHexDigits(READY_IN_TRANSFER)
                + HEX.toHexDigits(READY_IN_TRANSFER)
                + HEX.toHexDigits(READY_IN_TRANSFER | error);
        return new DeviceCommand.Told(0, Integer.toUnsignedLong(READY_IN_TRANSFER | error), responses);
    }

    /** Addresses are in bytes; the last is that of the last sector, which goes with the others. */
    private void unmap(int first, int last) {
        pending = skips ? WP_ERASE_SKIP : 0;
        if (conduct == Conduct.LYING) {
            return;
        }
        synchronized (medium) {
            byte[] spared = Arrays.copyOfRange(medium, protectedFrom, protectedTo);
            unmapped = Arrays.copyOfRange(medium, first, last + 512);
            Arrays.fill(medium, first, last + 512, (byte) ((register[181] & 1) != 0 ? 0xff : 0));
            System.arraycopy(spared, 0, medium, protectedFrom, spared.length);
        }
    }

    /** The kernel waits until it is no longer busy, asks for the status itself, and hands no response on (drivers/mmc/core/block.c). */
    private DeviceCommand.Answer sanitize(int opcode, int argument) {
        erasing.add("[" + opcode + "] " + Integer.toHexString(argument));
        switch (conduct) {
            case VANISHING -> {
                gone = true;
                return new DeviceCommand.NotSent(ENODEV);
            }
            case FAILING -> {
                return new DeviceCommand.NotSent(110); // ETIMEDOUT
            }
            case STUCK -> busy = true;
            default -> {
                if (sanitizeRefused || opcode != 6 || argument != 0x03a50101) {
                    return new DeviceCommand.NotSent(EBADMSG);
                }
                unmapped = conduct == Conduct.LYING ? unmapped : new byte[0];
            }
        }
        return new DeviceCommand.Told(0, 0, "");
    }
}
