package org.wangchuan.platform.intake.workflow;

import java.util.Map;
import java.util.UUID;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** A technician who goes through a guided workflow without a halt. */
public final class GuidedRun {
    private GuidedRun() {}

    /** Begins one of an order that is consented to, and answers each step but the photo with the first that it offers. */
    public static void upToThePhoto(Browser technician, UUID order) {
        technician.post("/workflow/" + order + "/start", Map.of("workflow", "other"));
        Workflow workflow = PlatformTest.bean(WorkflowRuns.class)
                .latest(order, Workflow.Stage.ERASURE)
                .orElseThrow()
                .workflow();
        for (Workflow.Step step : workflow.steps()) {
            if (step.kind() != Workflow.Kind.PHOTO) {
                answer(technician, order, step.id(), first(step));
            }
        }
    }

    /** One answer. */
    public static Browser.Answer answer(Browser technician, UUID order, String step, String answer) {
        return technician.post("/workflow/" + order + "/answer", Map.of("step", step, "answer", answer));
    }

    private static String first(Workflow.Step step) {
        return step.kind() == Workflow.Kind.TEXT
                ? "1"
                : step.options().getFirst().id();
    }
}
