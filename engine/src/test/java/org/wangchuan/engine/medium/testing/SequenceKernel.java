package org.wangchuan.engine.medium.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.OpenFlags;

/**
 * A kernel under which one block device is open, and which expects exact requests in an exact order: each structure to the byte, addresses
 * apart, with the command block behind its address. What it was not told to expect fails the test. Structures are written from the kernel's
 * headers (scsi/sg.h, linux/nvme_ioctl.h), not by our code.
 */
@SuppressWarnings("restricted") // follows the addresses in the structures, as the kernel does
public final class SequenceKernel extends AnsweringKernel implements AutoCloseable {
    /** linux/fs.h. */
    private static final long BLKGETDISKSEQ = 0x80081280L;

    private static final long BLKGETSIZE64 = 0x80081272L;
    private static final long BLKSSZGET = 0x1268L;
    private static final long BLKROGET = 0x125eL;

    private static final long SG_IO = 0x2285;
    private static final long NVME_IOCTL_ADMIN_CMD = 0xc0484e41L;
    private static final long NVME_IOCTL_ID = 0x4e40L;
    private static final long MMC_IOC_MULTI_CMD = 0xc008b301L;
    private static final int SG_BYTES = 88;
    private static final int NVME_BYTES = 72;
    private static final int TIMEOUT_MILLIS = 15_000;
    private static final int MODE_BLOCK_DEVICE = 0x6000;

    private final Deque<Step> steps = new ArrayDeque<>();
    private final Set<String> held = new HashSet<>();
    private final List<String> opened = new ArrayList<>();
    private final int major;
    private final int minor;
    private final Map<Integer, String> alone = new HashMap<>();
    private boolean isExclusive;
    private boolean isWithoutBlocks;
    private int openNow;

    private record Step(long request, String structure, String command, ToIntFunction<MemorySegment> reply) {}

    /** The number of the device that whatever is opened turns out to be. */
    public SequenceKernel(int major, int minor) {
        super(_ -> -1);
        this.major = major;
        this.minor = minor;
    }

    /** A command that reads or moves nothing, answered with data, with sense data, or with neither. */
    public SequenceKernel scsi(String block, int readBytes, int status, byte[] data, byte[] sense) {
        ByteBuffer header = ByteBuffer.allocate(SG_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0, 'S');
        header.putInt(4, readBytes == 0 ? -1 : -3);
        header.put(8, (byte) (block.length() / 2));
        header.put(9, (byte) 252);
        header.putInt(12, readBytes);
        header.putInt(40, TIMEOUT_MILLIS);
        byte[] answer = data.clone();
        byte[] senseData = sense.clone();
        steps.add(new Step(SG_IO, HexFormat.of().formatHex(header.array()), block, raw -> {
            MemorySegment.copy(
                    answer,
                    0,
                    raw.get(ADDRESS, 16).reinterpret(Math.max(readBytes, 1)),
                    JAVA_BYTE,
                    0,
                    Math.min(answer.length, readBytes));
            MemorySegment.copy(senseData, 0, raw.get(ADDRESS, 32).reinterpret(252), JAVA_BYTE, 0, senseData.length);
            raw.set(JAVA_BYTE, 64, (byte) status);
            raw.set(JAVA_BYTE, 67, (byte) senseData.length);
            raw.set(JAVA_INT, 72, readBytes - Math.min(answer.length, readBytes));
            return 0;
        }));
        return this;
    }

    /** A command that the kernel does not take. */
    public SequenceKernel scsiRefused(String block, int readBytes, int errno) {
        scsi(block, readBytes, 0, new byte[0], new byte[0]);
        Step last = steps.removeLast();
        steps.add(new Step(last.request, last.structure, last.command, _ -> -errno));
        return this;
    }

    /**
     * An admin command.
     *
     * @param returned 0, the controller's status, or a negated errno
     */
    public SequenceKernel nvme(int opcode, int namespace, int word10, int readBytes, int returned, byte[] data) {
        ByteBuffer structure = ByteBuffer.allocate(NVME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        structure.put(0, (byte) opcode);
        structure.putInt(4, namespace);
        structure.putInt(36, readBytes);
        structure.putInt(40, word10);
        structure.putInt(64, 0); // the driver's own time
        byte[] answer = data.clone();
        steps.add(new Step(NVME_IOCTL_ADMIN_CMD, HexFormat.of().formatHex(structure.array()), "", raw -> {
            MemorySegment.copy(answer, 0, raw.get(ADDRESS, 24).reinterpret(readBytes), JAVA_BYTE, 0, answer.length);
            return returned;
        }));
        return this;
    }

    /** Security Receive: its length stands in dword 11 as well. */
    public SequenceKernel securityReceive(int word10, int readBytes, int returned, byte[] data) {
        nvme(0x82, 0, word10, readBytes, returned, data);
        Step last = steps.removeLast();
        ByteBuffer structure =
                ByteBuffer.wrap(HexFormat.of().parseHex(last.structure)).order(ByteOrder.LITTLE_ENDIAN);
        structure.putInt(44, readBytes);
        steps.add(new Step(last.request, HexFormat.of().formatHex(structure.array()), last.command, last.reply));
        return this;
    }

    /** Security Send: its length stands in dword 11 as well, and what it sends behind its address. */
    public SequenceKernel securitySend(int word10, byte[] sent, int timeoutMillis, int returned) {
        ByteBuffer structure = ByteBuffer.allocate(NVME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        structure.put(0, (byte) 0x81);
        structure.putInt(36, sent.length);
        structure.putInt(40, word10);
        structure.putInt(44, sent.length);
        structure.putInt(64, timeoutMillis);
        steps.add(new Step(
                NVME_IOCTL_ADMIN_CMD,
                HexFormat.of().formatHex(structure.array()),
                HexFormat.of().formatHex(sent),
                _ -> returned));
        return this;
    }

    /** The number of the namespace is asked for, which has no structure. */
    public SequenceKernel namespace(int number) {
        steps.add(new Step(NVME_IOCTL_ID, "", "", _ -> number));
        return this;
    }

    /** SEND_EXT_CSD, alone in a row (linux/mmc/ioctl.h; flags R1, of data, linux/mmc/core.h). */
    public SequenceKernel extendedCsd(int returned, int response, byte[] data) {
        ByteBuffer row = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
        row.putLong(0, 1);
        row.putInt(8 + 8, 8);
        row.putInt(8 + 32, 0xb5);
        row.putInt(8 + 36, 512);
        row.putInt(8 + 40, 1);
        byte[] answer = data.clone();
        steps.add(new Step(MMC_IOC_MULTI_CMD, HexFormat.of().formatHex(row.array()), "", raw -> {
            MemorySegment.copy(answer, 0, raw.get(ADDRESS, 8 + 64).reinterpret(512), JAVA_BYTE, 0, answer.length);
            raw.set(JAVA_INT, 8 + 16, response);
            return returned;
        }));
        return this;
    }

    /** What has this path is held by somebody alone. */
    public SequenceKernel held(String path) {
        held.add(path);
        return this;
    }

    /** The block layer is asked for what is open, and says what it says of a drive whose blocks it can't take. */
    public SequenceKernel withoutBlocks() {
        isWithoutBlocks = true;
        return this;
    }

    /** From now on what is open alone can't be opened alone once more, as in Linux; each is open for a moment. */
    public SequenceKernel exclusive() {
        isExclusive = true;
        return this;
    }

    /** Paths that were opened, each with its flags in hexadecimal. */
    public List<String> opened() {
        return List.copyOf(opened);
    }

    @Override
    public synchronized int open(String path, int flags) {
        opened.add(path + " " + Integer.toHexString(flags));
        if (held.contains(path)) {
            return (flags & OpenFlags.O_EXCL) == 0 ? 7 : -Errno.EBUSY.number();
        }
        if (isExclusive && alone.containsValue(path)) {
            return -Errno.EBUSY.number();
        }
        openNow++;
        if (!isExclusive) {
            return 7;
        }
        int descriptor = 100 + opened.size();
        alone.put(descriptor, path);
        return descriptor;
    }

    @Override
    public int close(int descriptor) {
        if (isExclusive) {
            LockSupport.parkNanos(1_000_000);
        }
        return closed(descriptor);
    }

    private synchronized int closed(int descriptor) {
        alone.remove(descriptor);
        openNow--;
        return 0;
    }

    @Override
    public int statx(int descriptor, String path, int flags, int mask, MemorySegment result) {
        result.set(JAVA_INT, 0, mask);
        result.set(JAVA_INT, 0x1c, MODE_BLOCK_DEVICE);
        result.set(JAVA_INT, 0x80, major);
        result.set(JAVA_INT, 0x84, minor);
        return 0;
    }

    @Override
    public int ioctl(int descriptor, long request, MemorySegment argument) {
        if (request == BLKGETDISKSEQ) {
            argument.set(JAVA_LONG, 0, 1);
            return 0;
        }
        if (isWithoutBlocks && (request == BLKGETSIZE64 || request == BLKROGET)) {
            argument.fill((byte) 0);
            return 0;
        }
        if (isWithoutBlocks && request == BLKSSZGET) {
            argument.set(JAVA_INT, 0, 512);
            return 0;
        }
        if (steps.isEmpty()) {
            throw new AssertionError("expected no further request, got " + Long.toHexString(request));
        }
        Step step = steps.remove();
        byte[] structure = argument.toArray(JAVA_BYTE);
        String command = "";
        if (request == SG_IO) {
            command = HexFormat.of()
                    .formatHex(
                            argument.get(ADDRESS, 24).reinterpret(structure[8]).toArray(JAVA_BYTE));
            clear(structure, 16, 40);
        } else if (request == NVME_IOCTL_ADMIN_CMD) {
            if (structure[0] == (byte) 0x81) {
                byte[] data = argument.get(ADDRESS, 24)
                        .reinterpret(argument.get(JAVA_INT, 36))
                        .toArray(JAVA_BYTE);
                command = HexFormat.of().formatHex(data);
            }
            clear(structure, 24, 32);
        } else if (request == MMC_IOC_MULTI_CMD) {
            clear(structure, 8 + 64, 8 + 72);
        }
        String sent = Long.toHexString(request) + " " + HexFormat.of().formatHex(structure) + " " + command;
        String expected = Long.toHexString(step.request) + " " + step.structure + " " + step.command;
        if (!sent.equals(expected)) {
            throw new AssertionError("expected " + expected + ", got " + sent);
        }
        return step.reply.applyAsInt(argument);
    }

    @Override
    public void close() {
        if (!steps.isEmpty()) {
            throw new AssertionError(steps.size() + " requests never came, the next is " + steps.element());
        }
        if (openNow != 0) {
            throw new AssertionError(openNow + " descriptors were left open");
        }
    }

    private static void clear(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            bytes[i] = 0;
        }
    }
}
