package org.wangchuan.lab.scenario;

import java.util.List;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;

/**
 * One made drive: what its firmware does, what it is told by another program to show that, and what may never be concluded of it.
 *
 * @param name of letters, digits and hyphens
 * @param order what it is told by another program
 * @param words what it does, in English and Chinese
 * @param traps numbers of the list of traps that others fell into; empty for one that none is about
 * @param expected whether the other program has to see success, and whether data have to be gone afterwards
 * @param never verdicts of the product that would be wrong: words of {@code erase --json}
 */
public record Scenario(
        String name,
        Firmware firmware,
        Order order,
        Words words,
        List<Integer> traps,
        Expected expected,
        List<String> never) {
    /** What is said of it. */
    public record Words(String english, String chinese) {}

    /**
     * What has to come of the other program's order, or the made drive itself is wrong.
     *
     * @param claim how what the drive says at the end begins
     * @param data what is left of the data in the cells
     */
    public record Expected(String claim, Data data) {}

    /** What is left of what was there before. */
    public enum Data {
        ALL,
        SOME,
        NONE
    }

    /** Keeps its own lists. */
    public Scenario {
        traps = List.copyOf(traps);
        never = List.copyOf(never);
    }

    /** Whose commands it speaks. */
    public Family family() {
        return order.family();
    }

    /** Whether the machine that it is in sleeps, and is run in memory alone for that. */
    public boolean sleeps() {
        return name.startsWith("ata-frozen-");
    }

    /** Whether it does what it is told by whatever technique, and nothing stands in the way, or nothing after a sleep. */
    boolean honest() {
        boolean free = firmware.lock() == Firmware.Lock.NONE || (sleeps() && firmware.lock() == Firmware.Lock.FROZEN);
        return firmware.conduct() instanceof Conduct.Honest
                && firmware.before() == Firmware.Before.NEW
                && free
                && firmware.shape() == Firmware.Shape.PLAIN;
    }

    /**
     * Whether its last sanitize failed, and another one brings it back, after which it does what it is told. A SATA drive does not tell what it hides
     * in that state, so that it need not be erased at the first go.
     */
    boolean comesBack() {
        boolean failed = switch (firmware.before()) {
            case LAST_FAILED, LAST_FAILED_RESTRICTED -> true;
            case NEW, LAST_SUCCEEDED, RUNNING -> false;
        };
        return failed && family() != Family.ATA && firmware.conduct() instanceof Conduct.Honest;
    }

    /** Whether overwriting it could go otherwise than with other drives: most only treat orders to erase themselves in their own way. */
    boolean tellsOfOverwriting() {
        if (firmware.shape() != Firmware.Shape.PLAIN) {
            return true;
        }
        return switch (firmware.before()) {
            case RUNNING, LAST_FAILED, LAST_FAILED_RESTRICTED -> true;
            case NEW, LAST_SUCCEEDED -> firmware.lock() != Firmware.Lock.NONE || name.endsWith("-honest-block");
        };
    }
}
