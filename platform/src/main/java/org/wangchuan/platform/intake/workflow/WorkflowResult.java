package org.wangchuan.platform.intake.workflow;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What follows from the observations of a guided workflow, and from nothing else.
 *
 * @param because the rules that fitted
 */
public record WorkflowResult(Verdict verdict, Tier tier, Lock lock, List<Workflow.Rule> because) {
    private static final Set<Workflow.Gives> AGAINST =
            EnumSet.of(Workflow.Gives.FAILED, Workflow.Gives.LOCKED, Workflow.Gives.STOPS);

    public WorkflowResult {
        because = List.copyOf(because);
    }

    /** No better one is here: a person can see that a phone was reset, and can't see that its data is gone. */
    public enum Verdict {
        UNPROVEN,
        FAILED;

        /** As it stands in statements, and in the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** How much the evidence weighs; what comes over a cable will weigh more. */
    public enum Tier {
        NONE,
        /** A person saw it. */
        OBSERVED;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether an account or a lock still holds the device: a result of its own. */
    public enum Lock {
        UNKNOWN,
        UNLOCKED,
        LOCKED;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Whether the erasure may not begin, by what was answered so far. */
    public boolean isStopped() {
        return gives(because, Workflow.Gives.STOPS);
    }

    /** Whether what was answered to a step speaks against the device's being erased, free, or the one that it should be. */
    public boolean isAgainst(Workflow.Step step) {
        return because.stream()
                .filter(rule -> AGAINST.contains(rule.gives()))
                .anyMatch(rule -> rule.when().containsKey(step.id()));
    }

    static WorkflowResult of(Workflow workflow, Map<String, String> answers) {
        List<Workflow.Rule> fitting =
                workflow.rules().stream().filter(rule -> rule.fits(answers)).toList();
        boolean isFailed = gives(fitting, Workflow.Gives.FAILED);
        // Of two that contradict each other, the one that is worse for us counts.
        Tier tier = gives(fitting, Workflow.Gives.OBSERVED) && !isFailed ? Tier.OBSERVED : Tier.NONE;
        Lock lock = gives(fitting, Workflow.Gives.LOCKED)
                ? Lock.LOCKED
                : gives(fitting, Workflow.Gives.UNLOCKED) ? Lock.UNLOCKED : Lock.UNKNOWN;
        return new WorkflowResult(isFailed ? Verdict.FAILED : Verdict.UNPROVEN, tier, lock, fitting);
    }

    private static boolean gives(List<Workflow.Rule> rules, Workflow.Gives asked) {
        return rules.stream().anyMatch(rule -> rule.gives() == asked);
    }
}
