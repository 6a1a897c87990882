package org.wangchuan.platform.intake.workflow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * Guided workflows that are gone through. Answers are only ever added: a correction is a later answer, and the earlier one stays.
 * The result is never stored; it is worked out from the answers. Thread-safe.
 */
@Component
public class WorkflowRuns {
    private static final int TEXT_CHARS_MAX = 60;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ./+()_-]{1," + TEXT_CHARS_MAX + "}");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{7}");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Orders orders;
    private final Workflows workflows;

    WorkflowRuns(JdbcClient jdbc, InstantSource clock, Orders orders, Workflows workflows) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.orders = orders;
        this.workflows = workflows;
    }

    /** One way through. */
    public record Run(UUID id, UUID order, Workflow workflow, Instant startedAt, boolean isEnded) {}

    /** One answer, as it was given. */
    public record Given(String step, String answer, UUID account, Instant at) {}

    /** Why an answer is not taken; its words are under {@code intake.workflow.CODE}. */
    public enum Refusal {
        TAKEN,
        NOT_AN_ANSWER,
        TOO_EARLY,
        OVER
    }

    /** The latest run of an order. */
    public Optional<Run> latest(UUID order) {
        return jdbc.sql("SELECT * FROM intake.workflow_run WHERE order_id = ? ORDER BY started_at DESC LIMIT 1")
                .param(order)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Begins one; the owner has agreed, and nothing is erased yet. */
    @Transactional
    public Run start(UUID order, Workflow workflow, UUID by) throws OrderException {
        WorkOrder known = orders.lock(order);
        boolean mayStart = known.state() == OrderState.CONSENTED || known.state() == OrderState.NOT_CLEARED;
        if (!mayStart || latest(order).filter(run -> !run.isEnded()).isPresent()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "a workflow begins after the consent");
        }
        jdbc.sql("INSERT INTO intake.workflow_run VALUES (?, ?, ?, ?, ?, ?, NULL)")
                .params(UUID.randomUUID(), order, workflow.id(), workflow.version(), by, now())
                .update();
        return latest(order).orElseThrow();
    }

    /** Notes an answer; the one that says that the erasure has begun moves the order past the point of no return with it. */
    @Transactional
    public Refusal answer(Run run, String stepId, String answer, UUID by) throws OrderException {
        WorkOrder order = orders.lock(run.order());
        Optional<Workflow.Step> step = run.workflow().step(stepId);
        if (latest(run.order())
                .filter(now -> now.id().equals(run.id()) && !now.isEnded())
                .isEmpty()) {
            return Refusal.OVER;
        }
        if (step.isEmpty() || !isAnswer(step.get(), answer.strip())) {
            return Refusal.NOT_AN_ANSWER;
        }
        if (!mayAnswer(run, step.get(), order.state())) {
            return Refusal.TOO_EARLY;
        }
        jdbc.sql("INSERT INTO intake.workflow_answer (run_id, step, answer, account_id, at) VALUES (?, ?, ?, ?, ?)")
                .params(run.id(), stepId, answer.strip(), by, now())
                .update();
        boolean erases = step.get()
                .option(answer.strip())
                .filter(Workflow.Option::erases)
                .isPresent();
        if (erases && order.state() != OrderState.ERASING) {
            orders.move(run.order(), OrderState.ERASING, "workflow-erasing", Actor.staff(by));
        }
        return Refusal.TAKEN;
    }

    /** Ends a run. The device is not cleared by it, whatever was seen: nobody can see that data is gone. */
    @Transactional
    public void end(Run run, UUID by) throws OrderException {
        WorkOrder order = orders.lock(run.order());
        jdbc.sql("UPDATE intake.workflow_run SET ended_at = ? WHERE id = ? AND ended_at IS NULL")
                .params(now(), run.id())
                .update();
        if (order.state() != OrderState.NOT_CLEARED) {
            orders.move(run.order(), OrderState.NOT_CLEARED, "workflow-ended", Actor.staff(by));
        }
    }

    /** All that was answered, in order. */
    public List<Given> given(Run run) {
        return jdbc.sql("SELECT step, answer, account_id, at FROM intake.workflow_answer WHERE run_id = ? ORDER BY id")
                .param(run.id())
                .query((row, _) -> new Given(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** The answers that count: the last one to each step. */
    public Map<String, String> answers(Run run) {
        Map<String, String> out = new LinkedHashMap<>();
        given(run).forEach(one -> out.put(one.step(), one.answer()));
        return out;
    }

    private boolean mayAnswer(Run run, Workflow.Step step, OrderState state) {
        return switch (step.phase()) {
            case PREPARE -> state == OrderState.CONSENTED || state == OrderState.NOT_CLEARED;
            case ERASE ->
                answers(run)
                        .keySet()
                        .containsAll(run.workflow().steps().stream()
                                .filter(other -> other.phase() == Workflow.Phase.PREPARE)
                                .map(Workflow.Step::id)
                                .toList());
            case OBSERVE -> state == OrderState.ERASING;
        };
    }

    private static boolean isAnswer(Workflow.Step step, String answer) {
        return switch (step.kind()) {
            case CHOICE -> step.option(answer).isPresent();
            // Short and plain, and no long numbers: this is no place for names, numbers or accounts.
            case TEXT ->
                PLAIN.matcher(answer).matches() && !LONG_NUMBER.matcher(answer).find();
            case PHOTO -> answer.equals("later");
        };
    }

    private Run read(ResultSet row) throws SQLException {
        String id = row.getString("workflow");
        int version = row.getInt("version");
        return new Run(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                workflows
                        .find(id, version)
                        .orElseThrow(() -> new IllegalStateException("no workflow " + id + ".v" + version)),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getObject("ended_at", OffsetDateTime.class) != null);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
