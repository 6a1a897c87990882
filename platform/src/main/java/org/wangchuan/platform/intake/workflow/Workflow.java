package org.wangchuan.platform.intake.workflow;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A guided workflow, as its file says it.
 *
 * @param version raised with each change; answers name the version that they were given to
 * @param limit what it can't show, in plain words
 */
public record Workflow(String id, int version, Text title, Text limit, List<Step> steps, List<Rule> rules) {
    public Workflow {
        steps = List.copyOf(steps);
        rules = List.copyOf(rules);
    }

    /** Words in both languages. */
    public record Text(String en, String zh) {
        /** In the reader's language. */
        public String in(boolean isChinese) {
            return isChinese ? zh : en;
        }
    }

    /** What a workflow is about. Its steps are all of phases of one stage. */
    public enum Stage {
        /** What is done at the owner's door before the device leaves. */
        DOOR,
        /** How a device that travelled is found. */
        ARRIVAL,
        /** The erasure. */
        ERASURE;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When a step is done. */
    public enum Phase {
        /** Costs nothing if the owner changes their mind. */
        PREPARE,
        /** The point of no return. */
        ERASE,
        /** What is seen afterwards. */
        OBSERVE,
        /** At the owner's door. */
        DOOR,
        /** When what travelled is unpacked. */
        ARRIVE;

        /** The stage that it is of. */
        public Stage stage() {
            return switch (this) {
                case PREPARE, ERASE, OBSERVE -> Stage.ERASURE;
                case DOOR -> Stage.DOOR;
                case ARRIVE -> Stage.ARRIVAL;
            };
        }
    }

    /** What is answered. */
    public enum Kind {
        CHOICE,
        TEXT,
        /** A photo, kept in the vault; or that none was taken. */
        PHOTO,
        /** The number of a bag, as it is read from it; or that it has none. */
        BAG,
        /** Nothing that anybody answers: how the number that was read compares with the one that was named. */
        COMPARED
    }

    /** What can come of that comparison, and the ids of its options. */
    public enum Comparison {
        /** Both are there, and are one number to people's eyes. */
        SAME,
        /** Both are there, and are two numbers. */
        DIFFERS,
        /** A number was named, and there is none. */
        MISSING,
        /** There is a number, and none was named. */
        UNANNOUNCED,
        /** No number was named, and there is none. */
        NEITHER;

        /** As it stands in workflows and answers. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing to do or to look at.
     *
     * @param options of a choice; empty for others
     * @param seconds how long it usually takes
     * @param source which rule or finding asks for it
     */
    public record Step(
            String id, Phase phase, Text ask, Text how, Kind kind, List<Option> options, int seconds, String source) {
        public Step {
            options = List.copyOf(options);
        }

        /** The option of this id. */
        public Optional<Option> option(String asked) {
            return options.stream().filter(one -> one.id().equals(asked)).findFirst();
        }
    }

    /**
     * One answer of a choice.
     *
     * @param erases whether choosing it says that the erasure has begun
     */
    public record Option(String id, Text text, boolean erases) {}

    /** What a rule may say. There is no way to say that a device is cleared: no person can see that. */
    public enum Gives {
        /** A person saw the device come back as new. */
        OBSERVED,
        /** The owner's data was still there. */
        FAILED,
        /** No account and no lock holds it. */
        UNLOCKED,
        /** An account or a lock still holds it. */
        LOCKED,
        /** The erasure may not begin: this may be another device. */
        STOPS,
        /** It arrived as it was sent; without that, its owner is asked again. */
        AS_SENT
    }

    /**
     * What follows from answers.
     *
     * @param when the answers, by step, that all have to be there; one of the list each
     */
    public record Rule(String id, Map<String, List<String>> when, Gives gives, Text says, String source) {
        public Rule {
            when = Map.copyOf(when);
        }

        /** Whether these answers, by step, are such ones. */
        public boolean fits(Map<String, String> answers) {
            return when.entrySet().stream()
                    .allMatch(asked -> asked.getValue().contains(answers.getOrDefault(asked.getKey(), "")));
        }
    }

    /** What it is about. */
    public Stage stage() {
        return steps.getFirst().phase().stage();
    }

    /** Whether these answers say that a device arrived as it was sent. */
    public boolean isAsSent(Map<String, String> answers) {
        return rules.stream().anyMatch(rule -> rule.gives() == Gives.AS_SENT && rule.fits(answers));
    }

    /** The step of this id. */
    public Optional<Step> step(String asked) {
        return steps.stream().filter(one -> one.id().equals(asked)).findFirst();
    }

    /** How long all of it usually takes. */
    public int seconds() {
        return steps.stream().mapToInt(Step::seconds).sum();
    }

    /** What the answers say; the same answers always say the same. */
    public WorkflowResult result(Map<String, String> answers) {
        return WorkflowResult.of(this, answers);
    }
}
