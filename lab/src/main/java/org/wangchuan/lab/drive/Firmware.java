package org.wangchuan.lab.drive;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * All that makes one made drive behave otherwise than another.
 *
 * @param conduct what it makes of an order to erase itself
 * @param takes how long an erasure takes
 * @param before in what state it is before anything is ordered
 * @param lock what stands in the way
 * @param shape how much of itself it shows, and through what
 * @param trust whether it has TCG storage, and how its locks stand
 * @param ways by which it can be told to erase itself; those that its kind of drive has commands for count
 * @param medium what it is made of, as it says
 * @param purging whether it says that it reports purging, and what it makes of being asked to purge or to fail
 * @param allocation whether it says that it can leave its blocks allocated, and what it makes of being asked to
 * @param counting whether it tells what it counts of its condition
 */
public record Firmware(
        Conduct conduct,
        Duration takes,
        Before before,
        Lock lock,
        Shape shape,
        Trust trust,
        Set<Way> ways,
        Medium medium,
        Purging purging,
        Allocation allocation,
        Counting counting) {
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** In what state the drive is when somebody first looks. */
    public enum Before {
        /** It was never told to erase itself. */
        NEW,
        /** It tells of an erasure of before that ended well. */
        LAST_SUCCEEDED,
        /** It tells of an erasure of before that ended badly, had been ordered with a way out of that, and refuses to be read or written. */
        LAST_FAILED,
        /** The same, ordered without a way out: it takes nothing but another order without one. */
        LAST_FAILED_RESTRICTED,
        /** Somebody else's erasure runs. */
        RUNNING
    }

    /** What keeps a drive from taking an order; only ATA knows these. */
    public enum Lock {
        NONE,
        /** A password is set, and was not given. */
        LOCKED,
        /** Security and sanitize commands are refused until the power has been off. */
        FROZEN,
        /** The same, and the computer's firmware freezes it again as it wakes. */
        FROZEN_AGAIN
    }

    /** How much of itself a drive shows, and through what. */
    public enum Shape {
        /** All of it, by itself. */
        PLAIN,
        /** The first half; the rest is a host protected area (ATA), or it was told to show no more (SAS). */
        HALF_HIDDEN,
        /** The first half, and it does not take the command that would have it show the rest. SAS only. */
        HALF_KEPT,
        /** The first half; the rest is beyond its accessible max address (ACS-3). ATA only, as all that follow but the namespaces. */
        HALF_BEYOND,
        /** The same, and the computer's firmware has frozen that address as it started. */
        HALF_BEYOND_FROZEN,
        /** The same, and it answers the command that sets that address with success, and leaves it where it is. */
        HALF_BEYOND_UNMOVED,
        /** The first half, as a device configuration overlay (ACS-2) has it. */
        HALF_OVERLAID,
        /** The same, and the computer's firmware has frozen the overlay as it started. */
        HALF_OVERLAID_FROZEN,
        /** The same, and it does not take the command that restores it. */
        HALF_OVERLAID_KEPT,
        /** The same, and it answers that command with success, and stays as it is. */
        HALF_OVERLAID_UNMOVED,
        /** The first quarter: an overlay leaves half, and half of that is a host protected area. */
        QUARTER_SHOWN,
        /** Its halves as two namespaces. NVMe only. */
        TWO_NAMESPACES,
        /** A translation stands before it that answers every ATA command with success and nothing in it. ATA only. */
        SWALLOWING,
        /** A translation stands before it that answers every ATA command with what IDENTIFY DEVICE once said. ATA only. */
        STALE;

        /** Whether all of it can be reached by whoever knows its commands. */
        public boolean opens() {
            return switch (this) {
                case PLAIN, HALF_HIDDEN, HALF_BEYOND, HALF_OVERLAID, QUARTER_SHOWN -> true;
                case HALF_KEPT,
                        HALF_BEYOND_FROZEN,
                        HALF_BEYOND_UNMOVED,
                        HALF_OVERLAID_FROZEN,
                        HALF_OVERLAID_KEPT,
                        HALF_OVERLAID_UNMOVED,
                        TWO_NAMESPACES,
                        SWALLOWING,
                        STALE -> false;
            };
        }
    }

    /** Whether a drive has TCG storage, and how its locks stand at first. */
    public enum Trust {
        NONE,
        /** Its locks were never enabled. */
        NEVER_USED,
        /** Enabled, and opened by its owner. */
        OPEN,
        /** All of it is locked, by a password that nobody knows. */
        LOCKED,
        /** Its second half is. */
        HALF_LOCKED,
        /** All of it, and it does not encrypt. */
        LOCKED_PLAIN,
        /** All of it, and a session is open that somebody left. */
        LOCKED_IN_SESSION,
        /** All of it, and it tells anybody the message that named its PSID. */
        LOCKED_ECHOING,
        /** All of it, and too many wrong PSIDs were tried since it was switched on. */
        LOCKED_OUT,
        /** All of it, and its label is another drive's. */
        OTHER_LABEL
    }

    /** What it is made of, which SATA and SAS drives tell by how fast they turn. */
    public enum Medium {
        FLASH,
        MAGNETIC
    }

    /** What a drive makes of being asked to purge or to fail (PREQ); only NVMe knows it. */
    public enum Purging {
        /** It says nothing of it. */
        NONE,
        /** It takes the request, and reports that it purged once it has erased itself. */
        REPORTED,
        /** It says that it reports purging, and refuses the request. */
        REFUSED,
        /** It takes the request, and never reports that it purged. */
        NEVER_REPORTED
    }

    /** What a drive makes of being asked to leave its blocks allocated once it has erased them (NDAS); only NVMe knows it. */
    public enum Allocation {
        /** It does not say what it does with the media afterwards (NODMMAS 0). */
        UNTOLD,
        /** It says that they can be read afterwards (NODMMAS 10b), and leaves its blocks allocated. */
        KEPT,
        /** It says the same, deallocates all the same, and tells that (SSTAT 4). */
        DEALLOCATED,
        /** It says that it takes no such wish (NDI), and refuses an order with it. */
        INHIBITED
    }

    /** Whether a drive tells what it counts of its condition; only ATA knows it. */
    public enum Counting {
        UNTOLD,
        /** It has the Device Statistics log. Three of its blocks were replaced before, and two more are once it is written to or has erased itself. */
        TOLD
    }

    /** Keeps its own set. */
    public Firmware {
        ways = Set.copyOf(ways);
    }

    /** A new drive of flash without a lock that takes two seconds and has every way to erase itself. */
    public static Firmware that(Conduct conduct) {
        return new Firmware(
                conduct,
                SHORT,
                Before.NEW,
                Lock.NONE,
                Shape.PLAIN,
                Trust.NONE,
                EnumSet.allOf(Way.class),
                Medium.FLASH,
                Purging.NONE,
                Allocation.UNTOLD,
                Counting.UNTOLD);
    }

    /** The same, with another duration. */
    public Firmware taking(Duration time) {
        return new Firmware(conduct, time, before, lock, shape, trust, ways, medium, purging, allocation, counting);
    }

    /** The same, in another state. */
    public Firmware after(Before state) {
        return new Firmware(conduct, takes, state, lock, shape, trust, ways, medium, purging, allocation, counting);
    }

    /** The same, locked or frozen. */
    public Firmware with(Lock other) {
        return new Firmware(conduct, takes, before, other, shape, trust, ways, medium, purging, allocation, counting);
    }

    /** The same, of another shape. */
    public Firmware shaped(Shape other) {
        return new Firmware(conduct, takes, before, lock, other, trust, ways, medium, purging, allocation, counting);
    }

    /** The same with TCG storage, and locks that stand so. */
    public Firmware trusted(Trust other) {
        return new Firmware(conduct, takes, before, lock, shape, other, ways, medium, purging, allocation, counting);
    }

    /** The same, which can be told to erase itself by these ways alone. */
    public Firmware offering(Set<Way> others) {
        return new Firmware(conduct, takes, before, lock, shape, trust, others, medium, purging, allocation, counting);
    }

    /** The same, made of something else. */
    public Firmware of(Medium other) {
        return new Firmware(conduct, takes, before, lock, shape, trust, ways, other, purging, allocation, counting);
    }

    /** The same, which makes something else of being asked to purge or to fail. */
    public Firmware purging(Purging other) {
        return new Firmware(conduct, takes, before, lock, shape, trust, ways, medium, other, allocation, counting);
    }

    /** The same, which makes something else of being asked to leave its blocks allocated. */
    public Firmware allocating(Allocation other) {
        return new Firmware(conduct, takes, before, lock, shape, trust, ways, medium, purging, other, counting);
    }

    /** The same, which tells what it counts. */
    public Firmware counting(Counting other) {
        return new Firmware(conduct, takes, before, lock, shape, trust, ways, medium, purging, allocation, other);
    }

    /** Whether it has a way. */
    public boolean has(Way way) {
        return ways.contains(way);
    }

    /** Whether it has any of some. */
    public boolean hasAny(Way... some) {
        for (Way way : some) {
            if (has(way)) {
                return true;
            }
        }
        return false;
    }
}
