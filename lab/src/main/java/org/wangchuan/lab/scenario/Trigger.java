package org.wangchuan.lab.scenario;

import java.util.random.RandomGenerator;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.nvme.CommandWatch.Told;

/**
 * When the power goes: relative to what one drive is told. Whatever else is erased meanwhile is cut off wherever it is just then. If the drive is past
 * that moment, it goes while it is looked at. Used by one thread at a time.
 */
final class Trigger {
    /** What is planted, bytes: an instant that was drawn beyond it falls on the command. */
    private static final long PLANTED_BYTES = 2L << 20;

    /** What is looked at of a drive that erased itself, bytes, at the least: with samples it is more. */
    private static final long LOOKED_BYTES = 5L << 19;

    /** So often the station makes something durable from its start to where it begins with drives, and beyond. */
    private static final int STEPS_MAX = 40;

    /** So often it does from a job's last look to its end, and within. */
    private static final int CLOSING_STEPS = 12;

    private static final double ALMOST = 0.95;

    private final Moment moment;
    private final double part;
    private final boolean whenTold;
    private final boolean carriedOut;
    private final int steps;
    private int passed;

    private Trigger(Moment moment, double part, boolean whenTold, boolean carriedOut, int steps) {
        this.moment = moment;
        this.part = part;
        this.whenTold = whenTold;
        this.carriedOut = carriedOut;
        this.steps = steps;
    }

    /** Somewhere in a moment of a job. */
    static Trigger in(Moment moment, RandomGenerator random) {
        return new Trigger(
                moment, random.nextDouble(), random.nextInt(3) == 0, random.nextBoolean(), random.nextInt(STEPS_MAX));
    }

    /**
     * Whether this is the instant.
     *
     * @param told what some drive is told
     * @param done whether it was carried out
     * @param at which drive it is
     * @param view what the drive was told that this is about, with that
     * @param state how its own erasure stands
     */
    boolean due(Told told, boolean done, At at, DriveHistory.View view, EraseCourse.State state, long capacity) {
        boolean mine = at == At.TARGET;
        boolean running = state.phase() == EraseCourse.Phase.RUNNING;
        boolean ended = view.orders() > 0 && !view.inHand() && !running;
        boolean step = at == At.STATION && done && told.flushes();
        if (mine && told.reads()) {
            passed = 0; // it is still looked at
        }
        return switch (moment) {
            case BEFORE ->
                view.touched()
                        || (whenTold ? step && passed++ >= steps : mine && !done && (told.orders() || told.writes()));
            case PLANTING ->
                view.orders() > 0
                        || (mine && done && told.writes() && view.writtenSinceOrder() >= part * PLANTED_BYTES)
                        || (mine && told.orders());
            case NATIVE ->
                whenTold
                        ? mine && (told.orders() ? done == carriedOut : missed(told, done, ended, view))
                        : (running && state.part() >= part) || (mine && missed(told, done, ended, view));
            case BETWEEN ->
                mine && ended && ((told.admin() && passed++ >= steps / 8) || missed(told, done, true, view));
            case LOOKING -> mine && ended && done && told.reads() && view.readNow() >= part * LOOKED_BYTES;
            case OVERWRITING ->
                mine
                        && done
                        && ((told.writes() && view.writtenNow() >= part * capacity)
                                || (told.reads() && view.readNow() >= ALMOST * capacity));
            case VERIFYING -> mine && done && told.reads() && view.readNow() >= part * capacity;
            case CLOSING -> step && lookedAt(view, ended, capacity) && passed++ > steps % CLOSING_STEPS;
        };
    }

    /** It has ended, perhaps while the machine was starting, and is looked at already. */
    private static boolean missed(Told told, boolean done, boolean ended, DriveHistory.View view) {
        return ended && done && told.reads() && view.readNow() >= LOOKED_BYTES / 2;
    }

    private static boolean lookedAt(DriveHistory.View view, boolean ended, long capacity) {
        return ended ? view.readNow() >= ALMOST * LOOKED_BYTES : view.orders() == 0 && view.readNow() >= capacity;
    }

    /** Which drive is told something. */
    enum At {
        TARGET,
        /** The disk on which the station is. */
        STATION,
        ANOTHER
    }

    @Override
    public String toString() {
        return "%s, part %.2f, %s, %s, %d steps"
                .formatted(moment, part, whenTold ? "told" : "at work", carriedOut ? "carried out" : "come", steps);
    }
}
