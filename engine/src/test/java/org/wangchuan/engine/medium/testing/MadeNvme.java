package org.wangchuan.engine.medium.testing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;

/**
 * What an NVMe controller answers of its namespaces and its capacity, to the byte (NVMe Base 2.0, "Identify command", figures 275 and 276; NVM Command Set 1.0,
 * figure 97). One whose namespaces nobody can manage unless it is made another.
 */
public final class MadeNvme implements ScsiPort, PassThrough {
    private static final int INVALID_FIELD = 0x4002;
    private static final int MANAGEMENT = 0x08;
    private static final int BLOCK = 512;

    private final long bytes;
    private final Set<Integer> refused = new HashSet<>();
    private String serial = "";
    private int[] attached = {1};
    private int[] allocated = {1};
    private int most = 1;
    private int cmic;
    private boolean manages;
    private boolean silent;
    private BigInteger total = BigInteger.ZERO;
    private BigInteger left = BigInteger.ZERO;
    private BigInteger has = BigInteger.ZERO;
    private long second;

    /** @param bytes of its first namespace */
    public MadeNvme(long bytes) {
        this.bytes = bytes;
    }

    public MadeNvme serial(String text) {
        serial = text;
        return this;
    }

    /** With namespace management (OACS bit 3), and all of its capacity in the first namespace. */
    public MadeNvme managing() {
        manages = true;
        most = 32;
        total = BigInteger.valueOf(bytes);
        has = total;
        return this;
    }

    /** It has a second namespace, of so many bytes, which is attached. */
    public synchronized MadeNvme withSecond(long size) {
        second = size;
        attached = new int[] {1, 2};
        allocated = new int[] {1, 2};
        return this;
    }

    /** Numbers of those that are attached to this controller (CNS 02h). */
    public synchronized MadeNvme attached(int... numbers) {
        attached = numbers.clone();
        return this;
    }

    /** Numbers of all (CNS 10h). */
    public synchronized MadeNvme allocated(int... numbers) {
        allocated = numbers.clone();
        return this;
    }

    /** TNVMCAP, UNVMCAP, and NVMCAP of the first namespace. */
    public synchronized MadeNvme capacities(long totalBytes, long unallocatedBytes, long ofNamespace) {
        total = new BigInteger(Long.toUnsignedString(totalBytes));
        left = new BigInteger(Long.toUnsignedString(unallocatedBytes));
        has = new BigInteger(Long.toUnsignedString(ofNamespace));
        return this;
    }

    /** It may have two or more controllers (CMIC bit 1), and namespaces with numbers up to this one (NN). */
    public MadeNvme withOtherControllers(int highest) {
        cmic = 2;
        most = highest;
        return this;
    }

    /** It answers this structure (CNS) with Invalid Field. */
    public synchronized MadeNvme refusing(int structure) {
        refused.add(structure);
        return this;
    }

    /** No command reaches it. */
    public synchronized MadeNvme silent() {
        silent = true;
        return this;
    }

    /** What is found of it on NVMe. */
    public HiddenAreaReport examined() {
        return HiddenAreaExaminer.examine(new HiddenAreaExaminer.Subject(Bus.NVME, false, false, bytes), this);
    }

    @Override
    public synchronized DeviceCommand.Answer execute(byte[] command, int readBytes) {
        ByteBuffer in = ByteBuffer.wrap(command).order(ByteOrder.LITTLE_ENDIAN);
        if (command.length == 72 && command[0] == 0x02) {
            return silent
                    ? new DeviceCommand.NotSent(19)
                    : new DeviceCommand.Told(INVALID_FIELD, 0, ""); // it keeps no logs
        }
        if (command.length != 72 || command[0] != 0x06 || readBytes != 4096 || in.getInt(36) != 4096) {
            throw new IllegalArgumentException("no Identify command");
        }
        if (silent) {
            return new DeviceCommand.NotSent(19); // ENODEV
        }
        int structure = in.getInt(40);
        if (refused.contains(structure) || (structure == 0x10 && !manages)) {
            return new DeviceCommand.Told(INVALID_FIELD, 0, "");
        }
        ByteBuffer page = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        switch (structure) {
            case 0x00 -> namespace(page, in.getInt(4));
            case 0x01 -> controller(page);
            case 0x02 -> list(page, attached, in.getInt(4));
            case 0x10 -> list(page, allocated, in.getInt(4));
            default -> throw new IllegalArgumentException("CNS " + structure);
        }
        return new DeviceCommand.Told(0, 0, HexFormat.of().formatHex(page.array()));
    }

    private void controller(ByteBuffer page) {
        page.put(4, serial.getBytes(StandardCharsets.US_ASCII));
        page.put(24, (byte) 'M');
        page.put(76, (byte) cmic);
        page.putInt(80, 0x0001_0400);
        page.putShort(256, (short) (manages ? MANAGEMENT : 0));
        capacity(page, 280, total);
        capacity(page, 296, left);
        page.putInt(516, most);
    }

    private void namespace(ByteBuffer page, int number) {
        long size = number == 1 ? bytes : number == 2 ? second : 0;
        if (size > 0) {
            page.putLong(0, size / BLOCK);
            page.putLong(8, size / BLOCK);
            page.putLong(16, size / BLOCK);
            capacity(page, 48, has);
            page.put(130, (byte) 9);
        }
    }

    private static void capacity(ByteBuffer page, int offset, BigInteger value) {
        page.putLong(offset, value.longValue());
        page.putLong(offset + 8, value.shiftRight(64).longValue());
    }

    private static void list(ByteBuffer page, int[] numbers, int above) {
        int at = 0;
        for (int number : numbers) {
            if (number > above) {
                page.putInt(at, number);
                at += 4;
            }
        }
    }

    @Override
    public OptionalLong namespace() {
        return OptionalLong.of(1);
    }

    @Override
    public DeviceCommand.Answer ask(byte[] command, int readBytes) {
        return execute(command, readBytes);
    }

    @Override
    public DeviceCommand.Answer erase(String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
        throw new IllegalArgumentException("it is overwritten");
    }
}
