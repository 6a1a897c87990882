package org.wangchuan.lab.nvme;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Fill;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Allocation;
import org.wangchuan.lab.drive.Way;

/** Format NVM and Sanitize (NVMe Base 2.0), which order a drive to erase itself. One caller at a time. */
final class EraseCommands {
    /** AUSE. */
    private static final int UNRESTRICTED = 8;

    /** NDAS. */
    private static final int NO_DEALLOCATE = 1 << 9;

    /** PREQ: to purge or to fail, as a published reading of NVMe Base 2.4 has it. */
    private static final int PURGE_OR_FAIL = 1 << 11;

    private final Firmware firmware;
    private final Cells cells;
    private final NvmeBlocks blocks;
    private final EraseCourse course;
    private final Set<Integer> ordered = new TreeSet<>();
    private int orders;

    EraseCommands(Firmware firmware, Cells cells, NvmeBlocks blocks, EraseCourse course) {
        this.firmware = firmware;
        this.cells = cells;
        this.blocks = blocks;
        this.course = course;
    }

    /** Opcodes of those that were taken. */
    Set<Integer> ordered() {
        return Set.copyOf(ordered);
    }

    /** How many were taken. */
    int orders() {
        return orders;
    }

    /** By SANACT. */
    private boolean offers(int action) {
        return switch (action) {
            case 2 -> firmware.has(Way.SANITIZE_BLOCK);
            case 3 -> firmware.has(Way.SANITIZE_OVERWRITE);
            case 4 -> firmware.has(Way.SANITIZE_CRYPTO);
            default -> false;
        };
    }

    /** CDW10 of what an erasure of before had been ordered with: the first sanitize that the drive has, with a way out of its failure (AUSE) unless it has none. */
    static long before(Firmware firmware) {
        int action = firmware.has(Way.SANITIZE_CRYPTO) ? 4 : firmware.has(Way.SANITIZE_BLOCK) ? 2 : 3;
        return firmware.before() == Firmware.Before.LAST_FAILED_RESTRICTED ? action : action | UNRESTRICTED;
    }

    NvmeAnswer execute(NvmeCommand command) throws IOException {
        return command.opcode() == CommandWatch.FORMAT ? format(command) : sanitize(command);
    }

    private NvmeAnswer format(NvmeCommand command) throws IOException {
        if (!firmware.hasAny(Way.FORMAT_USER_DATA, Way.FORMAT_CRYPTO)) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_OPCODE);
        }
        int settings = command.dword(10);
        int secure = (settings >>> 9) & 7;
        if ((settings & 0xf) != 0 || secure > 2) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_FORMAT);
        }
        boolean isLacking = (secure == 2 && !firmware.has(Way.FORMAT_CRYPTO))
                || (secure == 1 && !firmware.has(Way.FORMAT_USER_DATA));
        if (isLacking) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        }
        if (!blocks.knows(command.namespace()) && command.namespace() != NvmeDrive.ALL_NAMESPACES) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_NAMESPACE);
        }
        if (course.look().phase() == Phase.RUNNING) {
            return NvmeAnswer.refused(NvmeStatus.SANITIZE_IN_PROGRESS);
        }
        if (course.barred()) {
            return NvmeAnswer.refused(NvmeStatus.SANITIZE_FAILED);
        }
        boolean _ = ordered.add(command.opcode());
        orders++;
        if (secure == 0) {
            return NvmeAnswer.done(0); // a format without an erasure: the cells keep everything
        }
        if (firmware.shape() == Firmware.Shape.TWO_NAMESPACES && command.namespace() != NvmeDrive.ALL_NAMESPACES) {
            cells.erase(blocks.start(command), blocks.namespaceBytes(), secure == 2 ? Fill.NOISE : Fill.ZEROS);
            return NvmeAnswer.done(0); // the other one keeps everything, as FNA says
        }
        return course.atOnce(secure == 2 ? Fill.NOISE : Fill.ZEROS)
                ? NvmeAnswer.done(0)
                : NvmeAnswer.refused(NvmeStatus.INTERNAL);
    }

    private NvmeAnswer sanitize(NvmeCommand command) throws IOException {
        if (!firmware.hasAny(Way.SANITIZE_CRYPTO, Way.SANITIZE_BLOCK, Way.SANITIZE_OVERWRITE)) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_OPCODE);
        }
        EraseCourse.State now = course.look();
        if (now.phase() == Phase.RUNNING) {
            return NvmeAnswer.refused(NvmeStatus.SANITIZE_IN_PROGRESS);
        }
        int settings = command.dword(10);
        int action = settings & 7;
        if (action == 1) {
            return course.exitFailure() ? NvmeAnswer.done(0) : NvmeAnswer.refused(NvmeStatus.SANITIZE_FAILED);
        }
        boolean refusesToPurge = (settings & PURGE_OR_FAIL) != 0 && firmware.purging() == Firmware.Purging.REFUSED;
        boolean refusesToKeep = (settings & NO_DEALLOCATE) != 0 && firmware.allocation() == Allocation.INHIBITED;
        if (!offers(action) || course.refuses() || refusesToPurge || refusesToKeep) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        }
        boolean unrestricted = (settings & UNRESTRICTED) != 0;
        if (course.restricted() && unrestricted) {
            return NvmeAnswer.refused(NvmeStatus.SANITIZE_FAILED);
        }
        boolean _ = ordered.add(command.opcode());
        orders++;
        if (!(firmware.conduct() instanceof Conduct.Unmoved)) {
            blocks.forgetWritten();
        }
        course.begin(Integer.toUnsignedLong(settings), action == 4 ? Fill.NOISE : Fill.ZEROS, unrestricted);
        return NvmeAnswer.done(0);
    }
}
