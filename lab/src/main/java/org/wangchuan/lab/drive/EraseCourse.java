package org.wangchuan.lab.drive;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * An erasure that runs by the clock inside a drive: from the order to its end, as the firmware's {@link Conduct} has it. The cells are changed when
 * somebody looks. Used by one thread at a time.
 */
public final class EraseCourse {
    private static final int HUNDRED = 100;

    /** How far it is. */
    public enum Phase {
        NEVER,
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** The drive is not there any more. */
        GONE,
        /** Another drive is there in its place. */
        REPLACED
    }

    /**
     * What the drive would tell.
     *
     * @param phase how it stands
     * @param order the order that it is about, in the words of the front end
     * @param part how much is done while it runs, 0 to 1
     */
    public record State(Phase phase, long order, double part) {}

    private final Cells cells;
    private final Firmware firmware;
    private final LongSupplier nanoTime;
    private Phase phase = Phase.NEVER;
    private Conduct conduct;
    private Fill fill = Fill.ZEROS;
    private long shownBytes;
    private long order;
    private long startNanos;
    private boolean barred;
    private boolean hangs;
    private boolean mayExit;

    /**
     * A drive that is switched on.
     *
     * @param orderBefore what an erasure of before had been ordered with, if the firmware has one
     * @param nanoTime a clock that only goes forward
     */
    public EraseCourse(Cells cells, Firmware firmware, long orderBefore, LongSupplier nanoTime) {
        this.cells = cells;
        this.firmware = firmware;
        this.nanoTime = nanoTime;
        shownBytes = cells.bytes();
        conduct = firmware.conduct();
        switch (firmware.before()) {
            case NEW -> {}
            case LAST_SUCCEEDED -> {
                phase = Phase.SUCCEEDED;
                order = orderBefore;
            }
            case LAST_FAILED, LAST_FAILED_RESTRICTED -> {
                phase = Phase.FAILED;
                order = orderBefore;
                barred = true;
                mayExit = firmware.before() == Firmware.Before.LAST_FAILED;
            }
            case RUNNING -> {
                phase = Phase.RUNNING;
                order = orderBefore;
                conduct = new Conduct.Honest();
                startNanos = nanoTime.getAsLong();
            }
        }
    }

    /** From now on the host is shown so many bytes. */
    public void shows(long bytes) {
        shownBytes = bytes;
    }

    /** Whether this firmware takes no such order. */
    public boolean refuses() {
        return firmware.conduct() instanceof Conduct.Refusing;
    }

    /**
     * Orders it; whether it may be is for whoever asks.
     *
     * @param newOrder in the words of the front end
     * @param newFill what honestly erased cells read as
     * @param withWayOut whether it may be told out of a failure: AUSE of NVMe and SCSI, FAILURE MODE of ATA
     */
    public void begin(long newOrder, Fill newFill, boolean withWayOut) {
        conduct = firmware.conduct();
        if (conduct instanceof Conduct.Unmoved) {
            return;
        }
        order = newOrder;
        fill = newFill;
        startNanos = nanoTime.getAsLong();
        hangs = conduct instanceof Conduct.Hanging;
        phase = conduct instanceof Conduct.AtOnce ? Phase.SUCCEEDED : Phase.RUNNING;
        barred = false;
        mayExit = withWayOut;
    }

    /** Erases without a course of its own, as a command that answers when it is through; whether it ended well. */
    public boolean atOnce(Fill newFill) throws IOException {
        switch (firmware.conduct()) {
            case Conduct.Honest _, Conduct.HangingWritten _, Conduct.VanishingWritten _ ->
                cells.erase(cells.bytes(), newFill);
            case Conduct.KeepingCopy _ -> {
                cells.erase(cells.bytes(), newFill);
                cells.serveCopy();
            }
            case Conduct.Spoiling _ -> {
                cells.erase(cells.bytes(), newFill);
                cells.spoil();
            }
            case Conduct.Hiding _ -> cells.hide();
            case Conduct.NewestOnly _ -> cells.eraseNewest(newFill);
            case Conduct.FirstHalfOnly _ -> cells.erase(cells.bytes() / 2, newFill);
            case Conduct.ShownOnly _ -> cells.erase(shownBytes, newFill);
            case Conduct.Lying _, Conduct.AtOnce _, Conduct.Unmoved _ -> {}
            case Conduct.Failing(int percent) -> {
                cells.erase(cells.bytes() / HUNDRED * percent, newFill);
                return false;
            }
            case Conduct.Vanishing _, Conduct.Returning _, Conduct.Stuck _ -> phase = Phase.GONE;
            case Conduct.Hanging _ -> hangs = true;
            case Conduct.Refusing _ -> {
                return false;
            }
        }
        return true;
    }

    /** Lets time pass, and tells how it stands now. */
    public State look() throws IOException {
        if (phase == Phase.RUNNING) {
            double passed = passed();
            advance(Math.min(passed, 1));
            if (phase == Phase.RUNNING) {
                return new State(phase, order, Math.min(passed, most()));
            }
        }
        return new State(phase, order, 1);
    }

    /** In lengths of it; one that takes no time is over at once. */
    private double passed() {
        Duration length = firmware.takes();
        return length.isZero() ? 1 : (double) (nanoTime.getAsLong() - startNanos) / length.toNanos();
    }

    /** How far it gets at the most, 0 to 1. */
    private double most() {
        return conduct instanceof Conduct.Stuck(int percent) ? (double) percent / HUNDRED : 1;
    }

    private void advance(double part) throws IOException {
        switch (conduct) {
            case Conduct.Stuck _, Conduct.Hanging _ -> {}
            case Conduct.Failing(int percent) -> {
                if (part * HUNDRED >= percent) {
                    cells.erase(cells.bytes() / HUNDRED * percent, fill);
                    phase = Phase.FAILED;
                    barred = true;
                }
            }
            case Conduct.Vanishing(int percent) -> goAt(part, percent, Phase.GONE);
            case Conduct.Returning(int percent) -> goAt(part, percent, Phase.REPLACED);
            case Conduct.Honest _,
                    Conduct.HangingWritten _,
                    Conduct.VanishingWritten _,
                    Conduct.Lying _,
                    Conduct.AtOnce _,
                    Conduct.Unmoved _,
                    Conduct.Refusing _,
                    Conduct.Hiding _,
                    Conduct.Spoiling _,
                    Conduct.NewestOnly _,
                    Conduct.FirstHalfOnly _,
                    Conduct.ShownOnly _,
                    Conduct.KeepingCopy _ -> {
                if (part >= 1) {
                    end();
                }
            }
        }
    }

    private void goAt(double part, int percent, Phase gone) {
        if (part * HUNDRED >= percent) {
            phase = gone;
        }
    }

    private void end() throws IOException {
        phase = Phase.SUCCEEDED;
        switch (conduct) {
            case Conduct.Honest _, Conduct.HangingWritten _, Conduct.VanishingWritten _ ->
                cells.erase(cells.bytes(), fill);
            case Conduct.KeepingCopy _ -> {
                cells.erase(cells.bytes(), fill);
                cells.serveCopy();
            }
            case Conduct.Spoiling _ -> {
                cells.erase(cells.bytes(), fill);
                cells.spoil();
            }
            case Conduct.Hiding _ -> cells.hide();
            case Conduct.NewestOnly _ -> cells.eraseNewest(fill);
            case Conduct.FirstHalfOnly _ -> cells.erase(cells.bytes() / 2, fill);
            case Conduct.ShownOnly _ -> cells.erase(shownBytes, fill);
            case Conduct.Lying _,
                    Conduct.AtOnce _,
                    Conduct.Unmoved _,
                    Conduct.Refusing _,
                    Conduct.Hanging _,
                    Conduct.Stuck _,
                    Conduct.Failing _,
                    Conduct.Vanishing _,
                    Conduct.Returning _ -> {}
        }
    }

    /** Whether it answers nothing any more, and is there all the same. */
    public boolean hangs() {
        return hangs;
    }

    /** The host writes there, which some firmware does not take well. */
    public void written(long offset) {
        if (offset >= cells.bytes() / 2) {
            hangs |= firmware.conduct() instanceof Conduct.HangingWritten;
            phase = firmware.conduct() instanceof Conduct.VanishingWritten ? Phase.GONE : phase;
        }
    }

    /** Whether the last erasure ended badly and nobody has taken note of that. */
    public boolean barred() {
        return barred && phase == Phase.FAILED;
    }

    /**
     * Whether it takes no order with a way out: the last one, which had none, ended badly. Another one without it that ends well is all that brings it back
     * (NVMe Base 2.0, "Sanitize Operations"; SBC-4, 4.11.1; ACS-4, "Sanitize Device feature set").
     */
    public boolean restricted() {
        return barred() && !mayExit;
    }

    /** Leaves the failure, with the cells as they are, if the order had a way out; whether it is in none now. */
    public boolean exitFailure() {
        if (!restricted()) {
            barred = false;
        }
        return !barred;
    }
}
