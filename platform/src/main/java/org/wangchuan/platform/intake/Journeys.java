package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.intake.Journey.Line;
import org.wangchuan.platform.intake.workflow.Workflow;
import org.wangchuan.platform.intake.workflow.WorkflowRuns;

/** What is shown of a device's way: what was said of it, and what was answered where it left and where it arrived. Thread-safe. */
@Component
public class Journeys {
    private static final Workflow.Text NO_NUMBER = new Workflow.Text("no number", "没有编号");
    private static final Workflow.Text PHOTO = new Workflow.Text("a photo was kept", "已留照片");
    private static final Workflow.Text NO_PHOTO = new Workflow.Text("no photo", "没有照片");

    private final Orders orders;
    private final WorkflowRuns runs;

    Journeys(Orders orders, WorkflowRuns runs) {
        this.orders = orders;
        this.runs = runs;
    }

    /** The way of an order's device, if it travels. */
    public Optional<Journey> of(WorkOrder order) {
        return orders.travel(order)
                .map(travel -> new Journey(
                        travel, lines(order.id(), Workflow.Stage.DOOR), lines(order.id(), Workflow.Stage.ARRIVAL)));
    }

    private List<Line> lines(UUID order, Workflow.Stage stage) {
        return runs.latest(order, stage)
                .filter(WorkflowRuns.Run::isEnded)
                .map(run -> lines(run.workflow(), runs.answers(run)))
                .orElse(List.of());
    }

    private static List<Line> lines(Workflow workflow, Map<String, String> answers) {
        return workflow.steps().stream()
                .filter(step -> answers.containsKey(step.id()))
                .map(step -> new Line(step.ask(), said(step, answers.getOrDefault(step.id(), ""))))
                .toList();
    }

    private static Workflow.Text said(Workflow.Step step, String answer) {
        return switch (step.kind()) {
            case CHOICE, COMPARED ->
                step.option(answer).map(Workflow.Option::text).orElse(plain(answer));
            case PHOTO -> answer.equals(WorkflowRuns.TAKEN) ? PHOTO : NO_PHOTO;
            case BAG -> answer.equals(WorkflowRuns.NO_BAG) ? NO_NUMBER : plain(answer);
            case TEXT -> plain(answer);
        };
    }

    private static Workflow.Text plain(String answer) {
        return new Workflow.Text(answer, answer);
    }
}
