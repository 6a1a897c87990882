package org.wangchuan.lab.scenario;

import java.util.List;

/** Is told how far machines of the bench are while they run, by a thread of each. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (_, _, _) -> {};

    /** How far one is. */
    enum Stage {
        /** QEMU was started. */
        ON,
        /** Its kernel runs, and its script has begun. */
        BOOTED,
        /** Its drives are there, and other programs give them their orders. */
        TOLD,
        /** The product is started under a rule set. */
        ERASED,
        /** Its power is off, and what it left is looked at. */
        OFF
    }

    /**
     * One has come to a stage.
     *
     * @param stage which
     * @param ruleSet by which its drives are erased; empty at all other stages
     * @param scenarios whose drives this is about
     */
    void at(Stage stage, String ruleSet, List<Scenario> scenarios);
}
