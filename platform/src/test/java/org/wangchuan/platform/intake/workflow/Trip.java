package org.wangchuan.platform.intake.workflow;

import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.util.Map;
import java.util.UUID;
import org.wangchuan.platform.testing.Browser;

/** A clerk who goes through what is asked of a device that travels. */
public final class Trip {
    /** Answers that say that all is as it was sent. */
    public static final Map<String, String> AS_SENT = Map.of(
            "identity", "same",
            "sealed", "seen",
            "seal", "intact",
            "watched", "no",
            "contents", "announced",
            "state", "described");

    private Trip() {}

    /** Seals it at the door in this bag, and leaves. */
    public static Browser.Answer leaves(Browser clerk, UUID order, String bag) {
        start(clerk, order);
        answers(clerk, order, bean(Workflows.class).door(), bag, Map.of());
        return clerk.post("/travel/" + order + "/end", Map.of());
    }

    /** Unpacks it; some answers are others than that all is well. */
    public static Browser.Answer arrives(
            Browser clerk, UUID order, Workflow workflow, String bag, Map<String, String> but) {
        start(clerk, order);
        answers(clerk, order, workflow, bag, but);
        return clerk.post("/travel/" + order + "/end", Map.of());
    }

    /** Begins what comes next. */
    public static Browser.Answer start(Browser clerk, UUID order) {
        return clerk.post("/travel/" + order + "/start", Map.of());
    }

    /** One answer. */
    public static Browser.Answer answer(Browser clerk, UUID order, String step, String answer) {
        return clerk.post("/travel/" + order + "/answer", Map.of("step", step, "answer", answer));
    }

    /** All but the end. */
    public static void answers(Browser clerk, UUID order, Workflow workflow, String bag, Map<String, String> but) {
        for (Workflow.Step step : workflow.steps()) {
            switch (step.kind()) {
                case BAG -> answer(clerk, order, step.id(), bag);
                case PHOTO -> answer(clerk, order, step.id(), WorkflowRuns.NOT_TAKEN);
                case CHOICE ->
                    answer(clerk, order, step.id(), but.getOrDefault(step.id(), AS_SENT.getOrDefault(step.id(), "?")));
                case COMPARED, TEXT -> {}
            }
        }
    }
}
