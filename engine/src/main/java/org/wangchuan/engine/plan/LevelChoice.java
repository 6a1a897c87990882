package org.wangchuan.engine.plan;

import java.util.List;
import org.wangchuan.engine.plan.Plan.Unsatisfiable;
import org.wangchuan.engine.plan.Plan.WayOn;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.SanitizationLevel;

/** Says of a level that is asked for and not reached which one is, and by what. */
final class LevelChoice {
    private LevelChoice() {}

    /**
     * Why the level can't be reached, in words that hold on a page as well as at a terminal.
     *
     * @param planned all that the rule set names and the medium offers; if there is nothing, then nothing can be tried either
     */
    static Unsatisfiable outOfReach(SanitizationLevel asked, List<Technique> planned) {
        String code = "LEVEL_OUT_OF_REACH";
        String zh = "规则要求达到" + zh(asked) + "，";
        String en = "the rule set asks for " + en(asked) + ", ";
        return planned.isEmpty()
                ? new Unsatisfiable(
                        code,
                        new BilingualText(
                                zh + "而其所列的方式，该介质一种也没有或不能用，因此按此规则什么也做不了；覆写最多达到" + zh(SanitizationLevel.CLEARED)
                                        + "，须选用采用覆写的规则",
                                en
                                        + "and this medium has none of the ways that it names, or none that can be used, so that"
                                        + " under it nothing can be done at all; overwriting reaches "
                                        + en(SanitizationLevel.CLEARED)
                                        + " at most, and takes a rule set that overwrites"),
                        WayOn.OVERWRITING_RULES)
                : new Unsatisfiable(
                        code,
                        new BilingualText(
                                zh + "而该介质可用的方式最多达到" + zh(SanitizationLevel.CLEARED),
                                en + "and what can be done to this medium reaches " + en(SanitizationLevel.CLEARED)
                                        + " at most"),
                        WayOn.TRY);
    }

    private static String en(SanitizationLevel level) {
        return switch (level) {
            case CLEARED -> "cleared";
            case PURGED -> "purged";
        };
    }

    private static String zh(SanitizationLevel level) {
        return switch (level) {
            case CLEARED -> "清除（Clear）";
            case PURGED -> "净化（Purge）";
        };
    }
}
