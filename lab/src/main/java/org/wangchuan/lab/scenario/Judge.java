package org.wangchuan.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Counting;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.drive.Way;

/**
 * What must not be: a made drive that is not as it was meant to be, a good verdict over data that are still there, or a conclusion that is none or
 * of something else than the scenario is about.
 */
final class Judge {
    private static final Set<String> VERDICTS = Set.of("purged", "cleared", "partial", "unproven", "failed");

    /** The product said nothing of the drive, was not run, or had stopped because of another; an error of its own is no conclusion either. */
    private static final Set<String> NO_CONCLUSION = Set.of("no verdict", "not run", "not-started");

    /** How a drive's words begin that has one. */
    private static final String PASSWORD = "password";

    /** Replaced blocks of a drive that tells what it counts: before anything is done to it, and at the end. */
    private static final String REPLACED = "3, 5";

    private static final String OUT_OF_REACH = "refused: LEVEL_OUT_OF_REACH";
    private static final String CLEAR = "nist-clear";
    private static final String PURGE = "nist-purge";

    private Judge() {}

    static List<String> wrong(
            Scenario scenario, String claimed, Planted.Left left, Map<String, Outcome.Conclusion> concluded) {
        List<String> out = new ArrayList<>();
        Scenario.Expected expected = scenario.expected();
        if (!claimed.startsWith(expected.claim())) {
            out.add("the drive was to tell " + expected.claim() + ", and told " + claimed);
        }
        if (left.data() != expected.data()) {
            out.add("of the data " + expected.data() + " were to be left, and " + left.percent() + " % are");
        }
        concluded.forEach((policy, conclusion) -> {
            List<String> some = isNone(conclusion.verdict())
                    ? List.of(conclusion.verdict() + ", which concludes nothing")
                    : wrong(scenario, policy, conclusion);
            some.forEach(one -> out.add(policy + ": " + one));
        });
        return out;
    }

    /** No drive of the table keeps the product waiting before it is told something: where it gave up, the machine was too slow for it. */
    private static boolean isNone(String verdict) {
        return NO_CONCLUSION.contains(verdict) || verdict.startsWith("error: ") || verdict.contains("NO_ANSWER");
    }

    private static List<String> wrong(Scenario scenario, String policy, Outcome.Conclusion conclusion) {
        List<String> out = new ArrayList<>();
        String verdict = conclusion.verdict();
        boolean counters = policy.equals(CounterRules.POLICY);
        (counters ? CounterRules.best(scenario) : scenario.best(policy))
                .filter(best -> !verdict.equals(best))
                .ifPresent(best -> out.add(verdict + " of an honest drive, and not " + best));
        // Of media that fail the rest is erased, and what is not is named, whatever else is in the way; but where
        // what was read differs from what was written, nothing is known of the rest.
        boolean judged = policy.equals(CLEAR) && scenario.fault().isPresent() && VERDICTS.contains(verdict);
        boolean namesRanges = verdict.equals("partial")
                || (judged && !(verdict.equals("failed") && scenario.bad().isEmpty()));
        if (namesRanges && !conclusion.inexact().isEmpty()) {
            out.add(verdict + ", and " + conclusion.inexact());
        }
        out.addAll(wrongWay(scenario, policy, conclusion));
        if (scenario.trust() != Trust.NONE) {
            out.addAll(wrongRevert(scenario, policy, conclusion));
        }
        if (!Outcome.GOOD.contains(verdict)) {
            return out;
        }
        // Of this one no host can know; that it is told as not proved is for others to see.
        if (conclusion.left() > 0 && !scenario.hides()) {
            out.add(verdict + ", and " + conclusion.left() + " % of the data are left");
        }
        // What a drive of the bench's own makes of its orders says nothing of being overwritten, unless it is reverted
        // before that.
        boolean about = counters
                ? CounterRules.mayBeTold(scenario)
                : !policy.equals(CLEAR) || scenario.fault().isPresent() || scenario.trust() != Trust.NONE;
        if (about && scenario.never().contains(verdict)) {
            out.add(verdict + ", which must never be said of it");
        }
        return out;
    }

    /** A row is about one way, or the product met something else than the row says. */
    private static List<String> wrongWay(Scenario scenario, String policy, Outcome.Conclusion conclusion) {
        List<String> out = new ArrayList<>();
        CarriedOut carriedOut = conclusion.carriedOut();
        if (policy.equals(PURGE) && !scenario.purges() && !conclusion.verdict().equals(OUT_OF_REACH)) {
            out.add(conclusion.verdict() + " of a drive none of whose ways purges, and not " + OUT_OF_REACH);
        }
        if (Outcome.GOOD.contains(conclusion.verdict()) && carriedOut.isNothing()) {
            out.add(conclusion.verdict() + ", and its record tells of nothing that was done");
        }
        if (conclusion.verdict().equals("purged") && carriedOut.told().isEmpty()) {
            out.add("purged, and its record tells of nothing that the drive did by itself");
        }
        if (policy.equals(CounterRules.POLICY)) {
            out.addAll(CounterRules.wrongWay(scenario, conclusion));
            return out;
        }
        scenario.way().ifPresent(way -> {
            String others = carriedOut.told().stream()
                    .filter(told -> !mayBeTold(way, told) || (policy.equals(PURGE) && !way.purges()))
                    .distinct()
                    .collect(Collectors.joining(", "));
            if (!others.isEmpty()) {
                out.add("it was told " + others + ", and is about " + way.id());
            }
        });
        return out;
    }

    /** No drive can say that it changes its key and erases no user data: it refuses that, and is told the other then. */
    private static boolean mayBeTold(Way way, String told) {
        return told.equals(way.id()) || (way == Way.FORMAT_CRYPTO && told.equals(Way.FORMAT_USER_DATA.id()));
    }

    /**
     * What is wrong about how a SATA drive is left: whoever erases it takes away the password that is set for that, or its next owner is locked out.
     *
     * @param use the policy of the product, or another program
     * @param security how its Security feature set stands at the end, in its own words
     */
    static List<String> wrongSecurity(Scenario scenario, String use, String security) {
        if (security.isEmpty()) {
            return List.of(use + ": it does not say whether a password is left set on it");
        }
        boolean set = security.startsWith(PASSWORD);
        boolean foreign = scenario.firmware().lock() == Firmware.Lock.LOCKED;
        // The other program sets one by hand, and leaves it where the erasure fails.
        boolean byRule = use.equals(MadeDrive.PEER)
                && scenario.order().setsPassword()
                && !scenario.expected().claim().equals("success");
        if (foreign || byRule) {
            return set ? List.of() : List.of(use + ": it was to keep a password, and is " + security);
        }
        return set ? List.of(use + ": it is left with a password: " + security) : List.of();
    }

    /**
     * What is wrong about what a record says of its samples: they read cells only of an NVMe drive that left its blocks allocated, as it was asked, and
     * told no less.
     *
     * @param verdict the product's, or why there is none
     * @param notProved codes of what its evidence can't show
     */
    static List<String> wrongCells(Scenario scenario, String policy, String verdict, List<String> notProved) {
        if (scenario.family() != Family.NVME || !verdict.equals("purged")) {
            return List.of();
        }
        boolean read = scenario.firmware().allocation() == Firmware.Allocation.KEPT;
        boolean saysRead = !notProved.contains("cells-not-read");
        return read == saysRead
                ? List.of()
                : List.of(policy + ": its record says that the cells were " + (saysRead ? "" : "not ") + "read, and "
                        + (read ? "its blocks are allocated" : "nobody knows"));
    }

    /**
     * What is wrong about what a record holds of a drive's own counts.
     *
     * @param replaced how many replaced blocks it tells before and at the end; empty if none
     */
    static List<String> wrongCounts(Scenario scenario, String policy, String replaced) {
        boolean counts = scenario.ours().map(Firmware::counting).orElse(Counting.UNTOLD) == Counting.TOLD;
        return counts && !replaced.equals(REPLACED)
                ? List.of("%s: its record was to hold replaced blocks %s, and holds %s"
                        .formatted(policy, REPLACED, replaced.isEmpty() ? "none" : replaced))
                : List.of();
    }

    /** What is wrong about the locks of TCG storage. */
    private static List<String> wrongRevert(Scenario scenario, String policy, Outcome.Conclusion conclusion) {
        List<String> out = new ArrayList<>();
        boolean given = PsidScript.gives(policy);
        boolean endedSo = conclusion.verdict().equals("interrupted") && scenario.mayNotRevert();
        if (given && !VERDICTS.contains(conclusion.verdict()) && !endedSo) {
            out.add(conclusion.verdict() + ", which is no verdict, and nothing keeps its label from opening it");
        }
        if (conclusion.reverts() > 1) {
            out.add("it took Revert " + conclusion.reverts() + " times");
        } else if (!given && conclusion.reverts() > 0) {
            out.add("it took Revert, and nobody gave its label");
        }
        return out;
    }
}
