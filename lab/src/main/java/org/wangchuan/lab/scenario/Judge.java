package org.wangchuan.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.lab.drive.Firmware.Trust;

/** What must not be: a made drive that is not as it was meant to be, or a good verdict over data that are still there. */
final class Judge {
    private static final Set<String> GOOD = Set.of("purged", "cleared");
    private static final Set<String> VERDICTS = Set.of("purged", "cleared", "partial", "unproven", "failed");

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
            scenario.best(policy)
                    .filter(best -> !conclusion.verdict().equals(best))
                    .ifPresent(best ->
                            out.add(policy + ": " + conclusion.verdict() + " of an honest drive, and not " + best));
            // Of media that fail the rest is erased, and what is not is named, whatever else is in the way; but where
            // what was read differs
            // from what was written, nothing is known of the rest.
            boolean judged = policy.equals("nist-clear")
                    && scenario.fault().isPresent()
                    && VERDICTS.contains(conclusion.verdict());
            boolean namesRanges = conclusion.verdict().equals("partial")
                    || (judged
                            && !(conclusion.verdict().equals("failed")
                                    && scenario.bad().isEmpty()));
            if (namesRanges && !conclusion.inexact().isEmpty()) {
                out.add(policy + ": " + conclusion.verdict() + ", and " + conclusion.inexact());
            }
            if (!GOOD.contains(conclusion.verdict())) {
                return;
            }
            // Of this one no host can know; that it is told as not proved is for others to see.
            if (conclusion.left() > 0 && !scenario.hides()) {
                out.add(policy + ": " + conclusion.verdict() + ", and " + conclusion.left()
                        + " % of the data are left");
            }
            // What a drive of the bench's own makes of its orders says nothing of being overwritten, unless it is
            // reverted
            // before that.
            boolean about =
                    policy.equals("nist-purge") || scenario.fault().isPresent() || scenario.trust() != Trust.NONE;
            if (about && scenario.never().contains(conclusion.verdict())) {
                out.add(policy + ": " + conclusion.verdict() + ", which must never be said of it");
            }
        });
        return out;
    }
}
