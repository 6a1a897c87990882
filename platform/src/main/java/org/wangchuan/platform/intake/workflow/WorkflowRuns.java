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
import org.wangchuan.platform.custody.BagNumber;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CableWork;
import org.wangchuan.platform.intake.loss.LossTable;
import org.wangchuan.platform.intake.register.SellerRegister;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.intake.travel.Travels;
import org.wangchuan.platform.vault.PhotoFile;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.text.PersonalData;

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

    /** The answer of a step whose bag has no number. */
    public static final String NO_BAG = "none";

    /** The step that asks for SIM and memory card, and its answer that one of them is still inside. */
    private static final String CARDS = "cards";

    private static final String LEFT_INSIDE = "left";

    private static final int TEXT_CHARS_MAX = 60;
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ./+()_-]{1," + TEXT_CHARS_MAX + "}");
    /** More corrections than anybody makes in earnest. */
    private static final int ANSWERS_MAX = 200;

    private static final int PHOTOS_MAX = 20;
    /** Of one order and stage: more than anybody begins in earnest. */
    static final int RUNS_MAX = 100;

    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{7}");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Orders orders;
    private final Workflows workflows;
    private final WorkflowRecords records;
    private final Vault vault;
    private final Travels travels;
    private final SellerRegister register;
    private final OrderLocks locks;
    private final Devices devices;
    private final LossTable losses;
    private final DeviceMedia media;
    private final CableWork cables;
    private final OrderCards cards;

    WorkflowRuns(
            JdbcClient jdbc,
            InstantSource clock,
            Orders orders,
            Workflows workflows,
            WorkflowRecords records,
            Vault vault,
            Travels travels,
            SellerRegister register,
            OrderLocks locks,
            Devices devices,
            LossTable losses,
            DeviceMedia media,
            CableWork cables,
            OrderCards cards) {
        this.cards = cards;
        this.media = media;
        this.cables = cables;
        this.losses = losses;
        this.devices = devices;
        this.locks = locks;
        this.travels = travels;
        this.register = register;
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
    public record Given(String step, String answer, UUID account, Instant at, Optional<Vault.KeptPicture> photo) {}

    /** Why an answer is not taken; its words are under {@code intake.workflow.CODE}. */
    public enum Refusal {
        TAKEN,
        NOT_AN_ANSWER,
        NOT_A_BAG,
        TOO_EARLY,
        /** What was answered before keeps the erasure from beginning. */
        STOPPED,
        /** Its erasure has begun: that nothing could be erased is not true any more, and what is seen of it is answered in the steps that follow. */
        BEGUN,
        OVER,
        TOO_MANY
    }

    /** The latest run of an order that is about this. */
    public Optional<Run> latest(UUID order, Workflow.Stage stage) {
        return jdbc.sql("""
                        SELECT * FROM intake.workflow_run WHERE order_id = ? AND stage = ?
                        ORDER BY started_at DESC LIMIT 1""")
                .params(order, stage.id())
                .query((row, _) -> read(row))
                .optional();
    }

    /** Why the latest run of an erasure could not be gone through: the answer that says so, if it has ended with one, and no station has begun since. */
    public Optional<String> wayOut(UUID order) {
        return latest(order, Workflow.Stage.ERASURE)
                .filter(run -> run.isEnded() && isBegunSince(order, cables.lastClaim(order)))
                .flatMap(run -> wayOut(run.workflow(), answers(run)));
    }

    /** The answer to the step that erases, if it is one that erases nothing. */
    public static Optional<String> wayOut(Workflow workflow, Map<String, String> answers) {
        return workflow.steps().stream()
                .filter(step -> step.phase() == Workflow.Phase.ERASE)
                .flatMap(step -> step.option(answers.getOrDefault(step.id(), "")).stream())
                .filter(option -> !option.erases())
                .map(Workflow.Option::id)
                .findFirst();
    }

    /**
     * What somebody saw fail in a run of an erasure, as long as no later one has ended with something better: that it was begun anew says
     * nothing against it, however often. A run without an answer says nothing at all.
     */
    public Optional<WorkflowResult> failed(UUID order) {
        for (Run run : answered(order)) {
            WorkflowResult result = run.workflow().result(answers(run));
            if (result.verdict() == WorkflowResult.Verdict.FAILED) {
                return Optional.of(result);
            }
            if (run.isEnded() && result.tier() == WorkflowResult.Tier.OBSERVED) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Whether somebody has gone through a run of an erasure, or into one, that began after a station began with this claim: what it said does not know what was
     * seen then. By the order of the claims and not by any clock.
     */
    public boolean isBegunSince(UUID order, long claim) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM intake.workflow_run r WHERE order_id = ? AND stage = ? AND after_claim >= ?
                          AND EXISTS (SELECT 1 FROM intake.workflow_answer a WHERE a.run_id = r.id))""")
                .params(order, Workflow.Stage.ERASURE.id(), claim)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether somebody has ever ended a run of an erasure. */
    public boolean hasEnded(UUID order) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM intake.workflow_run
                          WHERE order_id = ? AND stage = ? AND ended_at IS NOT NULL)""")
                .params(order, Workflow.Stage.ERASURE.id())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Each run of an erasure in which something was answered, the latest first. */
    private List<Run> answered(UUID order) {
        return jdbc.sql("""
                        SELECT * FROM intake.workflow_run r WHERE order_id = ? AND stage = ?
                          AND EXISTS (SELECT 1 FROM intake.workflow_answer a WHERE a.run_id = r.id)
                        ORDER BY started_at DESC""")
                .params(order, Workflow.Stage.ERASURE.id())
                .query((row, _) -> read(row))
                .list();
    }

    /** So that nobody hides what was seen behind runs that say nothing. */
    private void requireFew(UUID order, Workflow.Stage stage) throws OrderException {
        int begun = jdbc.sql("SELECT count(*) FROM intake.workflow_run WHERE order_id = ? AND stage = ?")
                .params(order, stage.id())
                .query((row, _) -> row.getInt(1))
                .single();
        if (begun >= RUNS_MAX) {
            throw new OrderException(OrderException.Code.STEPS_OFTEN, "begun " + begun + " times");
        }
    }

    /**
     * Begins one: an erasure after the owner has agreed, and what is about a device's way where it is; at most {@link #RUNS_MAX} times for
     * each.
     */
    @Transactional
    public Run start(UUID order, Workflow workflow, UUID by) throws OrderException {
        WorkOrder known = orders.lock(order);
        boolean mayStart = switch (workflow.stage()) {
            case ERASURE -> isToErase(known);
            case DOOR -> isAtDoor(known) && !known.state().isOver();
            case ARRIVAL -> known.channel().travels();
        };
        if (!mayStart
                || latest(order, workflow.stage()).filter(run -> !run.isEnded()).isPresent()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "not where such a workflow begins");
        }
        requireFew(order, workflow.stage());
        if (workflow.stage() == Workflow.Stage.ERASURE && !isAtDoor(known)) {
            orders.requireErasable(known);
            requireNotHeld(known);
            if (cables.isOpen(order)) {
                throw new OrderException(OrderException.Code.AT_CABLE, "a station is at it");
            }
        }
        if (workflow.stage() == Workflow.Stage.ARRIVAL) {
            var _ = travels.unpacks(known, by);
        }
        jdbc.sql("""
                        INSERT INTO intake.workflow_run (id, order_id, workflow, version, stage, started_by, after_claim, started_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID(),
                        order,
                        workflow.id(),
                        workflow.version(),
                        workflow.stage().id(),
                        by,
                        cables.lastClaim(order),
                        now())
                .update();
        return latest(order, workflow.stage()).orElseThrow();
    }

    /**
     * Whether a device can be erased by hand, as far as its order stands: after its owner has agreed, and after any other try. Of a phone whose card alone is
     * proved yet, too.
     */
    public boolean isToErase(WorkOrder order) {
        return switch (order.state()) {
            case CONSENTED, NOT_CLEARED -> true;
            case IN_PART ->
                devices.find(order.device()).orElseThrow().kind().isPhone()
                        && !media.of(order.device()).isPhoneTold();
            default -> false;
        };
    }

    /** A device is held without its order where somebody did so among the devices: nobody erases it either. */
    private void requireNotHeld(WorkOrder order) throws OrderException {
        try {
            if (!devices.lock(order.device()).state().canBeCounted()) {
                throw new OrderException(OrderException.Code.WRONG_STATE, "its device is held, or not here");
            }
        } catch (GateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a station proved of it before counts no more, as when a station begins anew. */
    private void requireBegun(WorkOrder order) {
        try {
            media.begunByHand(order.device());
        } catch (GateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the first answer in one of an erasure, whatever it is: of what a station proved and what somebody saw since the worse counts. */
    private void takeBack(Run run, WorkOrder order) throws OrderException {
        boolean isProved = run.workflow().stage() == Workflow.Stage.ERASURE
                && media.of(order.device()).byHand().stream()
                        .anyMatch(medium -> medium.proof().isPresent());
        if (isProved) {
            requireNotHeld(order);
            requireBegun(order);
        }
    }

    private boolean isAtDoor(WorkOrder order) {
        return orders.travel(order).filter(Travel::isAtDoor).isPresent();
    }

    /** Notes an answer; the one that says that the erasure has begun moves the order past the point of no return with it. */
    @Transactional
    public Refusal answer(Run run, String stepId, String answer, UUID by) throws OrderException {
        WorkOrder order = orders.lock(run.order());
        String text = answer.strip();
        boolean isWayOut = isWayOut(run, stepId, text);
        Refusal refusal = refusal(run, stepId, order, !isWayOut);
        if (refusal != Refusal.TAKEN) {
            return refusal;
        }
        if (isWayOut && hasBegun(run, order)) {
            return Refusal.BEGUN;
        }
        Workflow.Step step = run.workflow().step(stepId).orElseThrow();
        if (!isAnswer(run, step, text)) {
            return step.kind() == Workflow.Kind.BAG ? Refusal.NOT_A_BAG : Refusal.NOT_AN_ANSWER;
        }
        takeBack(run, order);
        note(run, stepId, text, by, Optional.empty());
        if (step.kind() == Workflow.Kind.BAG) {
            compare(order, run, text, by);
        }
        if (stepId.equals(CARDS) && text.equals(LEFT_INSIDE)) {
            cards.seen(order.id(), CardsSaid.Kind.SOMETHING, CardsSaid.By.PERSON, Actor.staff(by));
        }
        boolean erases = step.option(text).filter(Workflow.Option::erases).isPresent();
        if (erases && order.state() != OrderState.ERASING) {
            requireNotHeld(order);
            orders.move(run.order(), OrderState.ERASING, "workflow-erasing", Actor.staff(by));
            requireBegun(order);
        }
        return Refusal.TAKEN;
    }

    /** Notes how the number that was read compares with what was named when it left: nobody is asked, so nobody can say it. */
    private void compare(WorkOrder order, Run run, String read, UUID by) {
        Optional<BagNumber> found = Travel.bag(read);
        Optional<BagNumber> named = orders.travel(order)
                .flatMap(Travel::departure)
                .flatMap(Travel.Departure::bag)
                .flatMap(BagNumber::of);
        Workflow.Comparison compared;
        if (found.isPresent() && named.isPresent()) {
            compared = found.get().key().equals(named.get().key())
                    ? Workflow.Comparison.SAME
                    : Workflow.Comparison.DIFFERS;
        } else if (found.isPresent()) {
            compared = Workflow.Comparison.UNANNOUNCED;
        } else {
            compared = named.isPresent() ? Workflow.Comparison.MISSING : Workflow.Comparison.NEITHER;
        }
        run.workflow().steps().stream()
                .filter(step -> step.kind() == Workflow.Kind.COMPARED)
                .forEach(step -> note(run, step.id(), compared.id(), by, Optional.empty()));
    }

    /** Answers a step with a photo, which goes into the vault under the owner's key; here stays where it is, and a commitment. */
    @Transactional
    public Refusal photograph(Run run, String stepId, PhotoFile photo, Visitor by)
            throws OrderException, VaultException {
        WorkOrder order = orders.find(run.order())
                .orElseThrow(() -> new OrderException(OrderException.Code.NOT_FOUND, "no such order"));
        // Of a list it is the person of the order that leads: all pages ask there who is kept, and who looked.
        UUID lead = register.leading(order);
        locks.lock(List.of(run.order(), lead));
        order = orders.lock(run.order());
        Refusal refusal = refusal(run, stepId, order, true);
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
        Vault.KeptPicture kept = vault.keep(person(lead, writer), Purpose.OBSERVATION, photo, writer);
        takeBack(run, order);
        note(run, stepId, TAKEN, by.account(), Optional.of(kept));
        return Refusal.TAKEN;
    }

    /** Whom photos of this order belong to: its owner, or somebody of whom nothing else is known. */
    private UUID person(UUID lead, Reader writer) throws OrderException, VaultException {
        Optional<UUID> known = orders.lock(lead)
                .ownerRef()
                .filter(person -> vault.keeping(person)
                        .filter(keeping -> keeping.forgottenAt().isEmpty())
                        .isPresent());
        if (known.isPresent()) {
            return known.get();
        }
        UUID person = vault.person(Map.of(), Purpose.OBSERVATION, writer);
        orders.owner(lead, person);
        return person;
    }

    /** Whether an answer says that nothing can be erased: what is locked or dead can't be asked all that comes before. */
    private static boolean isWayOut(Run run, String step, String answer) {
        return run.workflow()
                .step(step)
                .filter(one -> one.phase() == Workflow.Phase.ERASE)
                .flatMap(one -> one.option(answer))
                .filter(option -> !option.erases())
                .isPresent();
    }

    /** Whether something of it may be erased already: what went wrong then is seen, and can't be answered away. */
    private boolean hasBegun(Run run, WorkOrder order) {
        return order.state() == OrderState.ERASING
                || given(run).stream()
                        .anyMatch(given -> run.workflow()
                                .step(given.step())
                                .flatMap(step -> step.option(given.answer()))
                                .filter(Workflow.Option::erases)
                                .isPresent());
    }

    /**
     * Why nothing may be noted of this step now; TAKEN if it may.
     *
     * @param isInOrder whether what comes before it has to be answered, and to allow it: not where nothing is erased by it
     */
    private Refusal refusal(Run run, String stepId, WorkOrder order, boolean isInOrder) {
        if (latest(run.order(), run.workflow().stage())
                .filter(now -> now.id().equals(run.id()) && !now.isEnded())
                .isEmpty()) {
            return Refusal.OVER;
        }
        if (run.workflow().stage() == Workflow.Stage.ERASURE && losses.wasOutSince(run.order(), run.startedAt())) {
            return Refusal.OVER; // what was seen of it before is not what it is now
        }
        Optional<Workflow.Step> step = run.workflow().step(stepId);
        if (step.isEmpty()) {
            return Refusal.NOT_AN_ANSWER;
        }
        if (given(run).size() >= ANSWERS_MAX) {
            return Refusal.TOO_MANY;
        }
        if (!mayAnswer(run, step.get(), order, isInOrder)) {
            return Refusal.TOO_EARLY;
        }
        boolean isStopped = isInOrder
                && step.get().phase() == Workflow.Phase.ERASE
                && run.workflow().result(answers(run)).isStopped();
        return isStopped ? Refusal.STOPPED : Refusal.TAKEN;
    }

    private void note(Run run, String step, String answer, UUID by, Optional<Vault.KeptPicture> photo) {
        jdbc.sql("""
                        INSERT INTO intake.workflow_answer (run_id, step, answer, account_id, at, photo, commitment)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(run.id())
                .param(step)
                .param(answer)
                .param(by)
                .param(now())
                .param(photo.map(Vault.KeptPicture::id).orElse(null))
                .param(photo.map(kept -> kept.commitment().toBytes()).orElse(null))
                .update();
    }

    /**
     * Ends a run, and signs what was recorded, at once or not at all. The device is not cleared by it, whatever was seen: nobody can
     * see that data is gone. One about a device's way ends when all is answered, and has it leave or arrive. One that has ended
     * before stays as it is.
     */
    @Transactional
    public void end(Run run, UUID by) throws OrderException, GateException {
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
        Map<String, String> answers = answers(run);
        switch (run.workflow().stage()) {
            case DOOR -> {
                requireAll(run, answers);
                if (run.workflow().result(answers).isStopped()) {
                    throw new OrderException(OrderException.Code.OTHER_DEVICE, "answered so at the door");
                }
                travels.sealed(order.id(), bag(run, answers), by);
            }
            case ARRIVAL -> {
                requireAll(run, answers);
                travels.arrived(order, run.id(), run.workflow().isAsSent(answers), by);
            }
            case ERASURE -> {
                if (order.state() != OrderState.NOT_CLEARED) {
                    orders.move(run.order(), OrderState.NOT_CLEARED, "workflow-ended", Actor.staff(by));
                }
            }
        }
    }

    private static void requireAll(Run run, Map<String, String> answers) throws OrderException {
        if (!run.workflow().steps().stream().allMatch(step -> answers.containsKey(step.id()))) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "not all is answered");
        }
    }

    private static BagNumber bag(Run run, Map<String, String> answers) {
        return run.workflow().steps().stream()
                .filter(step -> step.kind() == Workflow.Kind.BAG)
                .findFirst()
                .flatMap(step -> Travel.bag(answers.getOrDefault(step.id(), "")))
                .orElseThrow();
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
                                .map(id -> new Vault.KeptPicture(id, commitment(row)))))
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

    /** Whether this photo was taken in such a run of this order. */
    public boolean hasPhoto(UUID order, UUID photo, Workflow.Stage stage) {
        return jdbc.sql("""
                        SELECT count(*) FROM intake.workflow_answer a JOIN intake.workflow_run r ON r.id = a.run_id
                        WHERE r.order_id = ? AND a.photo = ? AND r.stage = ?""")
                        .params(order, photo, stage.id())
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

    private boolean mayAnswer(Run run, Workflow.Step step, WorkOrder order, boolean isInOrder) {
        OrderState state = order.state();
        Optional<Travel> travel = orders.travel(order);
        boolean isInReach = travel.filter(known -> !known.isAtDoor() && !known.mayBeErased())
                .isEmpty();
        if (run.workflow().stage() == Workflow.Stage.ERASURE && !isInReach) {
            return false;
        }
        return switch (step.phase()) {
            case DOOR -> travel.filter(Travel::isAtDoor).isPresent();
            case ARRIVE -> travel.filter(Travel::isOnTheWay).isPresent();
            case PREPARE -> isToErase(order);
            case ERASE ->
                (!isInOrder && isToErase(order))
                        || answers(run)
                                .keySet()
                                .containsAll(run.workflow().steps().stream()
                                        .filter(other -> other.phase() == Workflow.Phase.PREPARE)
                                        .map(Workflow.Step::id)
                                        .toList());
            case OBSERVE -> state == OrderState.ERASING;
        };
    }

    private static boolean isAnswer(Run run, Workflow.Step step, String answer) {
        return switch (step.kind()) {
            case COMPARED -> false;
            // What leaves the door has a number, else there is nothing that its owner could compare.
            case BAG ->
                answer.equals(NO_BAG)
                        ? run.workflow().stage() == Workflow.Stage.ARRIVAL
                        : Travel.bag(answer).isPresent();
            case CHOICE -> step.option(answer).isPresent();
            // Short and plain, and no long numbers, also none in groups: it is signed, and no place for names or
            // accounts.
            case TEXT ->
                PLAIN.matcher(answer).matches() && !LONG_NUMBER.matcher(answer).find() && !PersonalData.isIn(answer);
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
