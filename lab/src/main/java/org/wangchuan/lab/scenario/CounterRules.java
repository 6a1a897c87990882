package org.wangchuan.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.lab.drive.Conduct;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Lock;
import org.wangchuan.lab.drive.Firmware.Medium;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.drive.Way;

/**
 * What has to come of a made drive by the rule set that counters offer first: what is of flash erases its blocks itself where it can, and is
 * overwritten in the same job where it refuses; all else is overwritten. From the words of decision 139, and sees nothing of the engine.
 */
final class CounterRules {
    static final String POLICY = "gb-46864-2025";

    private static final int PASSES_OF_MAGNETIC = 3;

    private CounterRules() {}

    /** Whether a drive can meet it otherwise than by overwriting alone: of devices that others make and of locks others tell. */
    static boolean tellOf(Scenario scenario) {
        return scenario.ours().isPresent() && scenario.trust() == Trust.NONE;
    }

    /** Whether it has what the rule set names: what it makes of its orders says nothing of a drive that has not, and is told none. */
    static boolean mayBeTold(Scenario scenario) {
        return scenario.ours()
                .filter(firmware -> firmware.medium() == Medium.FLASH && firmware.has(Way.SANITIZE_BLOCK))
                .isPresent();
    }

    /** The verdict that has to be, where nothing stands in the way of one; also that it is overwritten whatever it would have made of an order. */
    static Optional<String> best(Scenario scenario) {
        if (!tellOf(scenario) || isBarred(scenario)) {
            return Optional.empty();
        }
        Firmware firmware = scenario.firmware();
        boolean frozen = firmware.lock() == Lock.FROZEN_AGAIN || (firmware.lock() == Lock.FROZEN && !scenario.sleeps());
        if (frozen || !mayBeTold(scenario) || firmware.conduct() instanceof Conduct.Refusing) {
            return Optional.of("cleared");
        }
        return switch (firmware.conduct()) {
            // It shows all by then.
            case Conduct.Honest _, Conduct.ShownOnly _ -> Optional.of("purged");
            case Conduct.NewestOnly _ -> Optional.of("cleared"); // overwritten, for what is left is read
            case Conduct.Spoiling _ -> Optional.of("partial"); // overwritten, and read back but for a part
            default -> Optional.empty();
        };
    }

    /**
     * Whether it can well be that nothing is to be had of it: somebody's password, somebody else's erasure, a part that has to be named or stays hidden,
     * a translation that hides it. Another sanitize brings one back whose last has failed, but until then a SATA drive does not tell what it hides, nor does a SAS drive
     * take the command that has it show all.
     */
    private static boolean isBarred(Scenario scenario) {
        Firmware firmware = scenario.firmware();
        // No drive is erased as long as it hides anything, or may: what its own sanitize makes of that is its word.
        boolean shown = firmware.shape().opens() || scenario.isNamed();
        boolean ready = switch (firmware.before()) {
            case NEW, LAST_SUCCEEDED -> true;
            case LAST_FAILED, LAST_FAILED_RESTRICTED -> scenario.family() == Family.NVME;
            case RUNNING -> false;
        };
        return !shown || !ready || firmware.lock() == Lock.LOCKED;
    }

    /** What is wrong about how it came to its verdict. */
    static List<String> wrongWay(Scenario scenario, Outcome.Conclusion conclusion) {
        List<String> out = new ArrayList<>();
        CarriedOut how = conclusion.carriedOut();
        String others = how.told().stream()
                .filter(told -> !mayBeTold(scenario) || !told.equals(Way.SANITIZE_BLOCK.id()))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            out.add("it was told " + others + ", which the rule set does not name for it");
        }
        int passes = scenario.firmware().medium() == Medium.MAGNETIC ? PASSES_OF_MAGNETIC : 1;
        int due = conclusion.verdict().equals("cleared") ? passes : 0;
        if (Outcome.GOOD.contains(conclusion.verdict()) && how.passes() != due) {
            out.add("%s, with %d passes and not %d".formatted(conclusion.verdict(), how.passes(), due));
        }
        if (how.passes() > 0 && !how.told().isEmpty() && !mayBeOverwritten(scenario.firmware())) {
            out.add("it was overwritten after an erasure of its own that forbids that");
        }
        return out;
    }

    /** Not what was seen to have lied or failed, nor what may be at work still or be another by now. */
    private static boolean mayBeOverwritten(Firmware firmware) {
        return switch (firmware.conduct()) {
            case Conduct.Refusing _,
                    Conduct.Spoiling _,
                    Conduct.Honest _,
                    Conduct.Hiding _,
                    Conduct.ShownOnly _,
                    Conduct.NewestOnly _,
                    Conduct.HangingWritten _,
                    Conduct.VanishingWritten _ -> true;
            case Conduct.Lying _,
                    Conduct.FirstHalfOnly _,
                    Conduct.AtOnce _,
                    Conduct.Unmoved _,
                    Conduct.KeepingCopy _,
                    Conduct.Failing _,
                    Conduct.Stuck _,
                    Conduct.Vanishing _,
                    Conduct.Returning _,
                    Conduct.Hanging _ -> false;
        };
    }
}
