package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** SCSI commands, through SG_IO ({@code struct sg_io_hdr}, scsi/sg.h). */
public final class ScsiGeneric {

    /** What came of a command. */
    public sealed interface Answer {}

    /** The command reached the transport and came back. */
    public static final class Completed implements Answer {
        private final int status;
        private final int hostStatus;
        private final int driverStatus;
        private final byte[] sense;
        private final byte[] data;

        public Completed(int status, int hostStatus, int driverStatus, byte[] sense, byte[] data) {
            this.status = status;
            this.hostStatus = hostStatus;
            this.driverStatus = driverStatus;
            this.sense = sense.clone();
            this.data = data.clone();
        }

        /** SCSI status byte (SAM). */
        public int status() {
            return status;
        }

        /** The adapter's error, 0 for none. */
        public int hostStatus() {
            return hostStatus;
        }

        /** The driver's error, 0 for none. */
        public int driverStatus() {
            return driverStatus;
        }

        public byte[] sense() {
            return sense.clone();
        }

        /** What was read, without what the device left out. */
        public byte[] data() {
            return data.clone();
        }
    }

    /** The kernel didn't take the command: {@code -errno}. */
    public record NotSent(int negatedErrno) implements Answer {}

    static final long BYTES = 88;
    static final long INTERFACE_OFFSET = 0;
    static final long DIRECTION_OFFSET = 4;
    static final long COMMAND_LENGTH_OFFSET = 8;
    static final long SENSE_MAX_OFFSET = 9;
    static final long DATA_LENGTH_OFFSET = 12;
    static final long DATA_OFFSET = 16;
    static final long COMMAND_OFFSET = 24;
    static final long SENSE_OFFSET = 32;
    static final long TIMEOUT_OFFSET = 40;
    static final long STATUS_OFFSET = 64;
    static final long SENSE_WRITTEN_OFFSET = 67;
    static final long HOST_STATUS_OFFSET = 68;
    static final long DRIVER_STATUS_OFFSET = 70;
    static final long RESIDUE_OFFSET = 72;

    static final int DXFER_NONE = -1;
    static final int DXFER_TO_DEV = -2;
    static final int DXFER_FROM_DEV = -3;
    private static final int SENSE_BYTES = 252; // the most that fixed or descriptor sense can hold (SPC)

    private ScsiGeneric() {}

    /**
     * Runs {@code command} (6 to 16 bytes) and reads up to {@code readBytes} (0 for no data phase).
     *
     * @param timeoutMillis after which the kernel aborts the command and resets what it must; 1 or more
     */
    public static Answer execute(Kernel kernel, int descriptor, byte[] command, int readBytes, int timeoutMillis) {
        return run(kernel, descriptor, command, new byte[0], readBytes, timeoutMillis);
    }

    /**
     * Runs {@code command} (6 to 16 bytes) and sends {@code sent} with it.
     *
     * @param timeoutMillis after which the kernel aborts the command and resets what it must; 1 or more
     */
    public static Answer send(Kernel kernel, int descriptor, byte[] command, byte[] sent, int timeoutMillis) {
        return run(kernel, descriptor, command, sent, 0, timeoutMillis);
    }

    private static Answer run(
            Kernel kernel, int descriptor, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
        int moved = Math.max(sent.length, readBytes);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(Math.max(moved, 1), 4096);
            MemorySegment.copy(sent, 0, data, JAVA_BYTE, 0, sent.length);
            MemorySegment sense = arena.allocate(SENSE_BYTES, Long.BYTES);
            MemorySegment header = arena.allocate(BYTES, Long.BYTES);
            header.set(JAVA_INT, INTERFACE_OFFSET, 'S');
            header.set(JAVA_INT, DIRECTION_OFFSET, direction(sent.length, readBytes));
            header.set(JAVA_BYTE, COMMAND_LENGTH_OFFSET, (byte) command.length);
            header.set(JAVA_BYTE, SENSE_MAX_OFFSET, (byte) SENSE_BYTES);
            header.set(JAVA_INT, DATA_LENGTH_OFFSET, moved);
            header.set(ADDRESS, DATA_OFFSET, data);
            header.set(ADDRESS, COMMAND_OFFSET, arena.allocateFrom(JAVA_BYTE, command));
            header.set(ADDRESS, SENSE_OFFSET, sense);
            header.set(JAVA_INT, TIMEOUT_OFFSET, timeoutMillis);
            int returned = kernel.ioctl(descriptor, Requests.SG_IO, header);
            data.asSlice(0, sent.length).fill((byte) 0); // it may hold a secret
            if (returned < 0) {
                return new NotSent(returned);
            }
            int left = Math.clamp(header.get(JAVA_INT, RESIDUE_OFFSET), 0, readBytes);
            int senseBytes = Math.min(Byte.toUnsignedInt(header.get(JAVA_BYTE, SENSE_WRITTEN_OFFSET)), SENSE_BYTES);
            return new Completed(
                    Byte.toUnsignedInt(header.get(JAVA_BYTE, STATUS_OFFSET)),
                    Short.toUnsignedInt(header.get(JAVA_SHORT, HOST_STATUS_OFFSET)),
                    Short.toUnsignedInt(header.get(JAVA_SHORT, DRIVER_STATUS_OFFSET)),
                    Arrays.copyOf(sense.toArray(JAVA_BYTE), senseBytes),
                    Arrays.copyOf(data.toArray(JAVA_BYTE), readBytes - left));
        }
    }

    private static int direction(int sentBytes, int readBytes) {
        if (sentBytes > 0) {
            return DXFER_TO_DEV;
        }
        return readBytes == 0 ? DXFER_NONE : DXFER_FROM_DEV;
    }
}
