package org.wangchuan.lab.scenario;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came of a scenario: nothing but what was seen.
 *
 * @param claimed what the drive told another program in the end
 * @param left what was left in the cells of that drive, in percent of its blocks
 * @param data the same in a word
 * @param concluded what the product concluded, by policy, with what was left in the cells of that drive
 * @param wrong what must not be; empty if all is as it should be
 */
public record Outcome(
        Scenario scenario,
        String claimed,
        long left,
        Scenario.Data data,
        Map<String, Conclusion> concluded,
        List<String> wrong) {
    /**
     * What the product concluded of one drive.
     *
     * @param left what is left in its cells, in percent of its blocks
     * @param inexact in what the ranges that it says are not erased differ from what is left; empty if in nothing
     * @param carriedOut what it had done to it
     * @param reverts how often the drive took Revert, as the drive has counted
     */
    public record Conclusion(String verdict, long left, String inexact, CarriedOut carriedOut, int reverts) {
        /** With what was carried out, for people; the same as the verdict where nothing is recorded. */
        public String words(boolean chinese) {
            String how = carriedOut.words(chinese);
            if (chinese) {
                return how.isEmpty() ? verdict : verdict + "，" + how;
            }
            return how.isEmpty() ? verdict : verdict + (GOOD.contains(verdict) ? " by " : " after ") + how;
        }
    }

    /** Verdicts that say that nothing is left. */
    static final Set<String> GOOD = Set.of("purged", "cleared");

    /** Keeps its own. */
    public Outcome {
        concluded = Map.copyOf(new TreeMap<>(concluded));
        wrong = List.copyOf(wrong);
    }

    /** Whether nothing is wrong. */
    public boolean right() {
        return wrong.isEmpty();
    }
}
