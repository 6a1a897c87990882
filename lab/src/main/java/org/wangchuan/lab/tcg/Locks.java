package org.wangchuan.lab.tcg;

import java.io.IOException;
import java.util.function.LongSupplier;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.Fill;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Trust;

/**
 * The locks of a drive, and what a revert does to them and to the cells (Opal 2.30 and Pyrite 2.01, "Effects of Revert"): data go only if locking was
 * enabled. One caller at a time.
 */
final class Locks {
    private final Cells cells;
    private final Firmware firmware;
    private final EraseCourse removal;
    private boolean enabled;
    private boolean locked;

    Locks(Cells cells, Firmware firmware, LongSupplier nanoTime) {
        this.cells = cells;
        this.firmware = firmware;
        // Of what was before the firmware knows for its sanitize alone.
        removal = new EraseCourse(cells, firmware.after(Firmware.Before.NEW), 0, nanoTime);
        enabled = firmware.trust() != Trust.NEVER_USED;
        locked = enabled && firmware.trust() != Trust.OPEN;
    }

    boolean enabled() {
        return enabled;
    }

    /** Whether some of it is. */
    boolean locked() {
        return locked;
    }

    /** Whether what is written is encrypted: else its class is Pyrite. */
    boolean encrypts() {
        return firmware.trust() != Trust.LOCKED_PLAIN;
    }

    /** Whether a range of bytes can be neither read nor written: it is locked, or data are being removed. */
    boolean shut(long offset, long length) throws IOException {
        long from = firmware.trust() == Trust.HALF_LOCKED ? cells.bytes() / 2 : 0;
        return (locked && offset + length > from) || removal().phase() == EraseCourse.Phase.RUNNING;
    }

    /** How far the removal of a revert is; time passes by asking. */
    EraseCourse.State removal() throws IOException {
        return removal.look();
    }

    /** Reverts; whether it says success. */
    boolean revert() throws IOException {
        if (removal.refuses()) {
            return false;
        }
        if (firmware.conduct() instanceof Conduct.Unmoved) {
            return true;
        }
        if (enabled) {
            removal.begin(0, encrypts() ? Fill.NOISE : Fill.ZEROS, true);
            EraseCourse.State _ = removal.look();
        }
        enabled = false;
        locked = false;
        return true;
    }

    /** The power was off: what was opened is locked again. */
    void powerOn() {
        locked = enabled;
    }
}
