package org.wangchuan.lab.scenario;

import org.wangchuan.lab.drive.Firmware.Trust;

/** By which of the rule sets of the bench a scenario shows what it is about, where it is run by one alone. */
public final class OneRuleSet {
    private static final String OVERWRITING = "nist-clear";
    private static final String PURGING = "nist-purge";

    private OneRuleSet() {}

    /**
     * That rule set. Each scenario has a drive for the one that is named here.
     *
     * <ul>
     *   <li>What it has to be reverted for (TCG storage with a PSID on its label) is only ever given its label by {@code nist-clear}.
     *   <li>A drive whose own ways don't purge is told them by {@code nist-clear-native} alone, and refused or overwritten elsewhere.
     *   <li>Every other made drive, and one behind a bridge that is asked to have it erase itself, is told its own way by {@code nist-purge}.
     *   <li>What can only be overwritten is overwritten, by {@code nist-clear}.
     * </ul>
     */
    public static String of(Scenario scenario) {
        if (scenario.trust() != Trust.NONE) {
            return OVERWRITING;
        }
        if (!scenario.purges()) {
            return MadeDrive.CLEARING_ITSELF;
        }
        return scenario.tellsOfPurging() ? PURGING : OVERWRITING;
    }
}
