package org.wangchuan.lab.scsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Fill;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Way;
import org.wangchuan.lab.tcg.Tper;

/** A made drive that speaks SCSI: SANITIZE, FORMAT UNIT, progress by REQUEST SENSE (SBC-4, 5.3 and 5.32; SPC-5, 6.39). */
public final class SasDrive implements LogicalUnit {
    private static final int WHOLE = 65536;
    private static final int SANITIZE = 0x48;
    private static final int FORMAT = 0x04;

    private final String serial;
    private final Cells cells;
    private final BlockCommands blocks;
    private final EraseCourse course;
    private final Firmware firmware;
    private final Optional<Tper> tper;
    private final long wholeBlocks;

    /** Switches one on; arguments as for an NVMe drive. */
    public SasDrive(String serial, Firmware firmware, Path file, LongSupplier nanoTime) throws IOException {
        this.serial = serial;
        this.firmware = firmware;
        cells = new Cells(file, firmware.conduct().remembers());
        course = new EraseCourse(cells, firmware, SANITIZE, nanoTime);
        blocks = new BlockCommands(cells, firmware, course::written);
        tper = SecurityProtocol.tper(firmware, cells, serial, nanoTime);
        wholeBlocks = blocks.blocks();
        if (firmware.shape() == Firmware.Shape.HALF_HIDDEN || firmware.shape() == Firmware.Shape.HALF_KEPT) {
            show(wholeBlocks / 2);
        }
    }

    private void show(long shown) {
        blocks.limit(shown);
        course.shows(shown * BlockCommands.BLOCK_BYTES);
    }

    @Override
    public Presence presence() throws IOException {
        if (gone()) {
            return Presence.GONE;
        }
        return switch (course.look().phase()) {
            case NEVER, RUNNING, SUCCEEDED, FAILED -> course.hangs() ? Presence.SILENT : Presence.HERE;
            case GONE -> Presence.GONE;
            case REPLACED -> Presence.ANOTHER;
        };
    }

    private boolean gone() throws IOException {
        return tper.isPresent() && tper.get().gone();
    }

    @Override
    public int reverts() {
        return tper.map(Tper::reverts).orElse(0);
    }

    private String serial() throws IOException {
        return presence() == Presence.ANOTHER ? "OTHER" + serial : serial;
    }

    @Override
    public ScsiAnswer execute(byte[] descriptor, byte[] data) throws IOException {
        EraseCourse.State now = course.look();
        if (now.phase() == Phase.GONE || gone()) {
            return ScsiAnswer.check(ScsiAnswer.NOT_READY, 0x3a, 0);
        }
        int opcode = Byte.toUnsignedInt(descriptor[0]);
        return switch (opcode) {
            case 0x12 -> InquiryPages.inquiry(descriptor, serial(), firmware.medium(), Optional.empty());
            case 0x03 -> requestSense(descriptor, now);
            case 0xa3 -> opcodes(descriptor);
            default -> {
                if (now.phase() == Phase.RUNNING) {
                    yield ScsiAnswer.check(new byte[0], running(ScsiAnswer.NOT_READY, now));
                }
                // How large it is it tells all the same: a host that is told nothing shows no disk.
                boolean answers = opcode == SANITIZE || (BlockCommands.knows(opcode) && !BlockCommands.reaches(opcode));
                if (course.barred() && !answers) {
                    yield ScsiAnswer.check(ScsiAnswer.MEDIUM_ERROR, 0x31, 0x03); // SANITIZE COMMAND FAILED
                }
                yield ready(opcode, descriptor, data);
            }
        };
    }

    private ScsiAnswer ready(int opcode, byte[] descriptor, byte[] data) throws IOException {
        if (tper.isPresent()) {
            if (SecurityProtocol.is(opcode)) {
                return SecurityProtocol.execute(tper.get(), descriptor, data);
            }
            long[] range = blocks.range(descriptor);
            boolean erases = opcode == SANITIZE || opcode == FORMAT;
            if (erases
                    ? tper.get().barred()
                    : BlockCommands.reaches(opcode) && tper.get().shut(range[0], range[1])) {
                return ScsiAnswer.check(ScsiAnswer.DATA_PROTECT, 0x20, 0x02); // ACCESS DENIED - NO ACCESS RIGHTS
            }
        }
        return switch (opcode) {
            case 0x00, 0x1b, 0x15 -> ScsiAnswer.good();
            case 0x55 -> modeSelect(ByteBuffer.wrap(data));
            case 0x1a, 0x5a -> InquiryPages.modeSense(descriptor, blocks.blocks());
            case SANITIZE -> sanitizes() ? sanitize(descriptor, data) : ScsiAnswer.invalidOpcode();
            case FORMAT -> {
                if (!firmware.has(Way.FORMAT_UNIT)) {
                    yield ScsiAnswer.invalidOpcode();
                }
                if (course.refuses()) {
                    yield ScsiAnswer.invalidField();
                }
                course.begin(FORMAT, Fill.ZEROS, true);
                yield ScsiAnswer.good();
            }
            default -> BlockCommands.knows(opcode) ? blocks.execute(descriptor, data) : ScsiAnswer.invalidOpcode();
        };
    }

    /** MODE SELECT(10): of its block descriptor, if there is one, the number of blocks counts (SBC-4, "Mode parameter block descriptors"). */
    private ScsiAnswer modeSelect(ByteBuffer list) {
        int bytes = list.limit() < 8 ? 0 : Short.toUnsignedInt(list.getShort(6));
        if (bytes == 0) {
            return ScsiAnswer.good();
        }
        boolean wide = (list.get(4) & 1) != 0;
        if (bytes != (wide ? 16 : 8) || list.limit() < 8 + bytes) {
            return ScsiAnswer.check(ScsiAnswer.ILLEGAL_REQUEST, 0x26, 0); // INVALID FIELD IN PARAMETER LIST
        }
        long number = wide ? list.getLong(8) : Integer.toUnsignedLong(list.getInt(8));
        int length = wide ? list.getInt(20) : list.getInt(12) & 0xff_ffff;
        long asked = number == (wide ? -1 : 0xffff_ffffL) ? wholeBlocks : number;
        boolean grows = asked > blocks.blocks();
        if (length != BlockCommands.BLOCK_BYTES
                || asked < 0
                || asked > wholeBlocks
                || (grows && firmware.shape() == Firmware.Shape.HALF_KEPT)) {
            return ScsiAnswer.check(ScsiAnswer.ILLEGAL_REQUEST, 0x26, 0);
        }
        if (asked > 0) {
            show(asked);
        }
        return ScsiAnswer.good();
    }

    private static byte[] running(int key, EraseCourse.State now) {
        boolean format = now.order() == FORMAT;
        return ScsiAnswer.sense(key, 0x04, format ? 0x04 : 0x1b, (int) (now.part() * WHOLE));
    }

    private ScsiAnswer requestSense(byte[] descriptor, EraseCourse.State now) {
        byte[] sense = now.phase() == Phase.RUNNING
                ? running(ScsiAnswer.NOT_READY, now)
                : course.barred()
                        ? ScsiAnswer.sense(ScsiAnswer.MEDIUM_ERROR, 0x31, now.order() == FORMAT ? 0x01 : 0x03, -1)
                        : ScsiAnswer.sense(ScsiAnswer.NO_SENSE, 0, 0, -1);
        return ScsiAnswer.data(Arrays.copyOf(sense, Math.min(Byte.toUnsignedInt(descriptor[4]), sense.length)));
    }

    private boolean sanitizes() {
        return firmware.hasAny(Way.SANITIZE_CRYPTO, Way.SANITIZE_BLOCK, Way.SANITIZE_OVERWRITE);
    }

    /** By service action of SANITIZE. */
    private boolean offers(int action) {
        return switch (action) {
            case 1 -> firmware.has(Way.SANITIZE_OVERWRITE);
            case 2 -> firmware.has(Way.SANITIZE_BLOCK);
            case 3 -> firmware.has(Way.SANITIZE_CRYPTO);
            default -> false;
        };
    }

    private ScsiAnswer sanitize(byte[] descriptor, byte[] data) {
        int action = descriptor[1] & 0x1f;
        if (action == 0x1f) {
            return course.barred() && course.exitFailure() ? ScsiAnswer.good() : ScsiAnswer.invalidField();
        }
        boolean overwriteWithout = action == 1 && data.length < 5;
        if (!offers(action) || overwriteWithout || course.refuses()) {
            return ScsiAnswer.invalidField();
        }
        boolean unrestricted = (descriptor[1] & 0x20) != 0; // AUSE
        if (course.restricted() && unrestricted) {
            return ScsiAnswer.check(ScsiAnswer.MEDIUM_ERROR, 0x31, 0x03);
        }
        course.begin(SANITIZE | ((long) action << 8), action == 3 ? Fill.NOISE : Fill.ZEROS, unrestricted);
        // Whether or not it was asked to answer at once (IMMED): a host that waits asks for the progress.
        return ScsiAnswer.good();
    }

    /** REPORT SUPPORTED OPERATION CODES of one command. */
    private ScsiAnswer opcodes(byte[] descriptor) {
        if ((descriptor[1] & 0x1f) != 0x0c) {
            return ScsiAnswer.invalidOpcode();
        }
        int form = descriptor[2] & 7;
        int opcode = Byte.toUnsignedInt(descriptor[3]);
        int action = Short.toUnsignedInt(ByteBuffer.wrap(descriptor).getShort(4));
        if (form == 0) {
            return ScsiAnswer.invalidField();
        }
        boolean known = opcode == SANITIZE
                ? form != 1 && (offers(action) || (action == 0x1f && sanitizes()))
                : (opcode == FORMAT && firmware.has(Way.FORMAT_UNIT))
                        || opcode == 0x12
                        || opcode == 0x03
                        || (tper.isPresent() && SecurityProtocol.is(opcode))
                        || BlockCommands.knows(opcode);
        ByteBuffer out = ByteBuffer.allocate(known ? 4 + 10 : 4);
        out.put(1, (byte) (known ? 3 : 1));
        if (known) {
            out.putShort(2, (short) 10);
            out.put(4, (byte) opcode);
            out.put(5, (byte) 0xff);
        }
        int length = ByteBuffer.wrap(descriptor).getInt(6);
        byte[] all = BlockCommands.bytes(out);
        return ScsiAnswer.data(Arrays.copyOf(all, Math.clamp(length, 0, all.length)));
    }

    @Override
    public void close() throws IOException {
        cells.close();
    }
}
