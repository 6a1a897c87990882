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
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.vault.PhotoFile;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Guided workflows that are gone through. Answers are only ever added: a correction is a later answer, and the earlier one stays.
 * The result is never stored; it is worked out from the answers. Thread-safe.
 */
@Component
public class WorkflowRuns {
    /** The answer of a step whose photo was taken. */
    public static final String TAKEN = "taken";

    /** The answer of a step whose photo was not taken. */
    public static final String NOT_TAKEN = "later";

    private static final int TEXT_CHARS_MAX = 60;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ./+()_-]{1," + TEXT_CHARS_MAX + "}");
    /** More corrections than anybody makes in earnest. */
    private static final int ANSWERS_MAX = 200;

    private static final int PHOTOS_MAX = 20;
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{7}");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Orders orders;
    private final Workflows workflows;
    private final WorkflowRecords records;
    private final Vault vault;

    WorkflowRuns(
            JdbcClient jdbc,
            InstantSource clock,
            Orders orders,
            Workflows workflows,
            WorkflowRecords records,
            Vault vault) {
        this.records = records;
        this.vault = vault;
        this.jdbc = jdbc;
        this.clock = clock;
        this.orders = orders;
        this.workflows = workflows;
    }

    /** One way through. */
    public record Run(UUID id, UUID order, Workflow workflow, Instant startedAt, boolean isEnded) {}

    /** One answer, as it was given. */
    public record Given(String step, String answer, UUID account, Instant at, Optional<Vault.KeptPhoto> photo) {}

    /** Why an answer is not taken; its words are under {@code intake.workflow.CODE}. */
    public enum Refusal {
        TAKEN,
        NOT_AN_ANSWER,
        TOO_EARLY,
        /** What was answered before keeps the erasure from beginning. */
        STOPPED,
        OVER,
        TOO_MANY
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
        String text = answer.strip();
        Refusal refusal = refusal(run, stepId, order.state());
        if (refusal != Refusal.TAKEN) {
            return refusal;
        }
        Workflow.Step step = run.workflow().step(stepId).orElseThrow();
        if (!isAnswer(step, text)) {
            return Refusal.NOT_AN_ANSWER;
        }
        note(run, stepId, text, by, Optional.empty());
        boolean erases = step.option(text).filter(Workflow.Option::erases).isPresent();
        if (erases && order.state() != OrderState.ERASING) {
            orders.move(run.order(), OrderState.ERASING, "workflow-erasing", Actor.staff(by));
        }
        return Refusal.TAKEN;
    }

    /** Answers a step with a photo, which goes into the vault under the owner's key; here stays where it is, and a commitment. */
    @Transactional
    public Refusal photograph(Run run, String stepId, PhotoFile photo, Visitor by)
            throws OrderException, VaultException {
        WorkOrder order = orders.lock(run.order());
        Refusal refusal = refusal(run, stepId, order.state());
        if (refusal != Refusal.TAKEN) {
            return refusal;
        }
        if (run.workflow().step(stepId).orElseThrow().kind() != Workflow.Kind.PHOTO) {
            return Refusal.NOT_AN_ANSWER;
        }
        if (given(run).stream().filter(one -> one.photo().isPresent()).count() >= PHOTOS_MAX) {
            return Refusal.TOO_MANY;
        }
        Reader writer = Reader.staff(by, order.site());
        Vault.KeptPhoto kept = vault.keep(person(order, writer), Purpose.OBSERVATION, photo, writer);
        note(run, stepId, TAKEN, by.account(), Optional.of(kept));
        return Refusal.TAKEN;
    }

    /** Whom photos of this order belong to: its owner, or somebody of whom nothing else is known. */
    private UUID person(WorkOrder order, Reader writer) throws OrderException, VaultException {
        Optional<UUID> known = order.ownerRef()
                .filter(person -> vault.keeping(person)
                        .filter(keeping -> keeping.forgottenAt().isEmpty())
                        .isPresent());
        if (known.isPresent()) {
            return known.get();
        }
        UUID person = vault.person(Map.of(), Purpose.OBSERVATION, writer);
        orders.owner(order.id(), person);
        return person;
    }

    /** Why nothing may be noted of this step now; TAKEN if it may. */
    private Refusal refusal(Run run, String stepId, OrderState state) {
        if (latest(run.order())
                .filter(now -> now.id().equals(run.id()) && !now.isEnded())
                .isEmpty()) {
            return Refusal.OVER;
        }
        Optional<Workflow.Step> step = run.workflow().step(stepId);
        if (step.isEmpty()) {
            return Refusal.NOT_AN_ANSWER;
        }
        if (given(run).size() >= ANSWERS_MAX) {
            return Refusal.TOO_MANY;
        }
        if (!mayAnswer(run, step.get(), state)) {
            return Refusal.TOO_EARLY;
        }
        boolean isStopped = step.get().phase() == Workflow.Phase.ERASE
                && run.workflow().result(answers(run)).isStopped();
        return isStopped ? Refusal.STOPPED : Refusal.TAKEN;
    }

    private void note(Run run, String step, String answer, UUID by, Optional<Vault.KeptPhoto> photo) {
        jdbc.sql("""
                        INSERT INTO intake.workflow_answer (run_id, step, answer, account_id, at, photo, commitment)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(run.id())
                .param(step)
                .param(answer)
                .param(by)
                .param(now())
                .param(photo.map(Vault.KeptPhoto::id).orElse(null))
                .param(photo.map(kept -> kept.commitment().toBytes()).orElse(null))
                .update();
    }

    /**
     * Ends a run, and signs what was recorded, at once or not at all. The device is not cleared by it, whatever was seen: nobody can
     * see that data is gone. One that has ended before stays as it is.
     */
    @Transactional
    public void end(Run run, UUID by) throws OrderException {
        WorkOrder order = orders.lock(run.order());
        Instant now = clock.instant();
        boolean isEnded = jdbc.sql("UPDATE intake.workflow_run SET ended_at = ? WHERE id = ? AND ended_at IS NULL")
                        .params(now.atOffset(ZoneOffset.UTC), run.id())
                        .update()
                == 0;
        if (isEnded) {
            return;
        }
        records.sign(order, run, given(run), now);
        if (order.state() != OrderState.NOT_CLEARED) {
            orders.move(run.order(), OrderState.NOT_CLEARED, "workflow-ended", Actor.staff(by));
        }
    }

    /** All that was answered, in order. */
    public List<Given> given(Run run) {
        return jdbc.sql("""
                        SELECT step, answer, account_id, at, photo, commitment FROM intake.workflow_answer
                        WHERE run_id = ? ORDER BY id""")
                .param(run.id())
                .query((row, _) -> new Given(
                        row.getString("step"),
                        row.getString("answer"),
                        row.getObject("account_id", UUID.class),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("photo", UUID.class))
                                .map(id -> new Vault.KeptPhoto(id, commitment(row)))))
                .list();
    }

    private static Bytes32 commitment(ResultSet row) {
        try {
            return Bytes32.of(row.getBytes("commitment"));
        } catch (SQLException e) {
            throw new IllegalStateException("a photo without its commitment", e);
        }
    }

    /** The photos that were taken for each step, the latest last. */
    public Map<String, List<UUID>> photos(Run run) {
        return given(run).stream()
                .filter(one -> one.photo().isPresent())
                .collect(Collectors.groupingBy(
                        Given::step,
                        Collectors.mapping(one -> one.photo().orElseThrow().id(), Collectors.toList())));
    }

    /** Whether this photo was taken in a run of this order. */
    public boolean hasPhoto(UUID order, UUID photo) {
        return jdbc.sql("""
                        SELECT count(*) FROM intake.workflow_answer a JOIN intake.workflow_run r ON r.id = a.run_id
                        WHERE r.order_id = ? AND a.photo = ?""")
                        .params(order, photo)
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** The answers that count: the last one to each step. */
    public Map<String, String> answers(Run run) {
        return last(given(run));
    }

    static Map<String, String> last(List<Given> given) {
        Map<String, String> out = new LinkedHashMap<>();
        given.forEach(one -> out.put(one.step(), one.answer()));
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
            case PHOTO -> answer.equals(NOT_TAKEN);
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
