package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.lab.nvme.CommandWatch;

/**
 * Takes the power of a computer and of all its drives, once, at the instant that a {@link Trigger} names. No drive carries out a command after that,
 * nothing that was not durable survives but by chance, and how each stood is kept. Safe for use by several threads.
 */
final class CutSwitch {
    private final List<CutDrive> drives;
    private final CutDrive station;
    private final CutDrive target;
    private final Optional<Trigger> trigger;
    private final RandomGenerator random;
    private final Map<CutDrive, Stood> stood = new HashMap<>();
    private Optional<Guest> guest = Optional.empty();
    private boolean off;

    /**
     * How a drive stood when its power went.
     *
     * @param view what it had been told
     * @param state how its own erasure stood
     */
    record Stood(DriveHistory.View view, EraseCourse.State state) {
        String words() {
            return "%s at %.0f %%, told %d times%s, %d KiB written since, %d KiB read since"
                    .formatted(
                            state.phase(),
                            state.part() * 100,
                            view.orders(),
                            view.inHand() ? " and not answered" : "",
                            view.writtenSinceOrder() >> 10,
                            view.readSince() >> 10);
        }
    }

    /**
     * Gives all of them power, and looks at what they are told.
     *
     * @param target the drive that the trigger is about
     * @param trigger empty if nothing is cut off
     * @param random what of their caches is lost
     */
    CutSwitch(
            List<CutDrive> drives,
            CutDrive station,
            CutDrive target,
            Optional<Trigger> trigger,
            RandomGenerator random) {
        this.drives = drives;
        this.station = station;
        this.target = target;
        this.trigger = trigger;
        this.random = random;
        for (CutDrive one : drives) {
            one.drive().powerOn();
            one.drive().watchedBy((told, done) -> sees(one, told, done));
        }
        station.drive().powerOn();
        station.drive().watchedBy((told, done) -> sees(station, told, done));
    }

    /** From now on what they are told is the product's doing, and the power may go. */
    synchronized void arm(Guest machine) {
        guest = Optional.of(machine);
        drives.forEach(one -> one.history().listen());
        station.history().listen();
    }

    private synchronized void sees(CutDrive one, CommandWatch.Told told, boolean done) throws IOException {
        if (guest.isEmpty() || off) {
            return;
        }
        one.history().sees(told, done);
        Trigger.At at =
                one.equals(target) ? Trigger.At.TARGET : one.equals(station) ? Trigger.At.STATION : Trigger.At.ANOTHER;
        if (trigger.isPresent()
                && trigger.get()
                        .due(
                                told,
                                done,
                                at,
                                target.history().view(),
                                target.drive().state(),
                                target.bytes())) {
            cut(guest.get());
        }
    }

    private void cut(Guest machine) throws IOException {
        off = true;
        // In an order that nobody notices: what has no power answers nothing, and the machine goes next.
        for (CutDrive one : drives) {
            one.drive().powerOff(random);
        }
        station.drive().powerOff(random);
        try {
            machine.powerCut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        keep();
    }

    private void keep() throws IOException {
        for (CutDrive one : drives) {
            stood.put(one, new Stood(one.history().view(), one.drive().state()));
            one.history().deaf();
        }
        station.history().deaf();
    }

    /** Whether the power went. */
    synchronized boolean isOff() {
        return off;
    }

    /** How a drive stood when the power went, or when the machine had switched itself off. */
    synchronized Stood stood(CutDrive one) throws IOException {
        if (stood.isEmpty()) {
            keep();
        }
        return Optional.ofNullable(stood.get(one)).orElseThrow();
    }
}
