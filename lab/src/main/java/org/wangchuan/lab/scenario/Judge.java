package org.wangchuan.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.lab.drive.Conduct;

/** What must not be: a made drive that is not as it was meant to be, or a good verdict over data that are still there. */
final class Judge {
    private static final Set<String> GOOD = Set.of("purged", "cleared");

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
            // Where nothing good is said of an honest drive, that nothing good is said of others shows nothing.
            String best = policy.equals("nist-purge") ? "purged" : "cleared";
            boolean reached = scenario.honest() || (best.equals("purged") && scenario.comesBack());
            if (reached && !conclusion.verdict().equals(best)) {
                out.add(policy + ": " + conclusion.verdict() + " of an honest drive, and not " + best);
            }
            if (conclusion.verdict().equals("partial") && !conclusion.inexact().isEmpty()) {
                out.add(policy + ": partial, and " + conclusion.inexact());
            }
            if (!GOOD.contains(conclusion.verdict())) {
                return;
            }
            // Of this one no host can know; that it is told as not proved is for others to see.
            boolean nobodyCanTell = scenario.firmware().conduct() instanceof Conduct.Hiding;
            if (conclusion.left() > 0 && !nobodyCanTell) {
                out.add(policy + ": " + conclusion.verdict() + ", and " + conclusion.left()
                        + " % of the data are left");
            }
            if (policy.equals("nist-purge") && scenario.never().contains(conclusion.verdict())) {
                out.add(policy + ": " + conclusion.verdict() + ", which must never be said of it");
            }
        });
        return out;
    }
}
