package org.wangchuan.platform.bench;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What passes between a phone's lane at a station and the people who serve it: turns one way, answers the other. Kept while the task is open and gone with
 * it; that somebody answered stays in the order's story. Thread-safe.
 */
@Component
class PhoneCourses {
    /** When nothing more is read of the phone. */
    private static final Set<String> LAST_STEPS = Set.of("close", "closed");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final JsonMapper json;
    private final Orders orders;
    private final TaskTable table;
    private final PhoneCards cards;
    private final LateTurns late;
    private final ApplicationEventPublisher events;

    PhoneCourses(
            JdbcClient jdbc,
            InstantSource clock,
            JsonMapper json,
            Orders orders,
            TaskTable table,
            PhoneCards cards,
            LateTurns late,
            ApplicationEventPublisher events) {
        this.cards = cards;
        this.late = late;
        this.jdbc = jdbc;
        this.clock = clock;
        this.json = json;
        this.orders = orders;
        this.table = table;
        this.events = events;
    }

    /**
     * How it stands.
     *
     * @param at when the station told it
     * @param answered who answered the question that it asks, and when; empty as long as nobody has
     */
    record Course(PhoneTurn turn, Instant at, Optional<Answered> answered) {}

    /** A step, and when its station last told that it is at it. */
    record Step(String step, Instant at) {}

    /** That somebody answered. */
    record Answered(UUID by, Instant at) {}

    /** An answer, as its station is told it. */
    record Told(UUID task, UUID question, JsonNode answer) {}

    /**
     * Keeps a turn of an open task of this station; a lower one than is known changes nothing. Of one of a task that has ended nothing is kept but what the phone
     * showed of its cards: that came late, and is true all the same, as long as nothing has come of that phone since. Before the claim nobody has held what
     * hangs there against what was noted, and it may be another phone: what that shows is noted once it is begun with.
     */
    @Transactional
    void tell(Stations.Station station, UUID task, PhoneTurn turn) throws StationProblem {
        boolean showsCards = !PhoneCards.shown(turn).isEmpty();
        if (showsCards) {
            lockOrder(station, task); // before the task, as everybody does
        }
        Optional<String> state = jdbc.sql("""
                        SELECT state FROM bench.task
                        WHERE id = ? AND station_id = ? AND kind = 'phone' FOR SHARE""")
                .params(task, station.id())
                .query((row, _) -> String.valueOf(row.getString(1)))
                .optional();
        boolean isClaimed = false;
        switch (state.orElseThrow(StationProblem::noTask)) {
            case "queued" -> {}
            case "claimed" -> isClaimed = true;
            case "ended" -> {
                Task known = table.find(task).orElseThrow();
                if (showsCards && late.count(known)) {
                    cards.shown(known.order(), turn, Optional.empty(), station.id());
                }
                return;
            }
            default -> {
                return;
            }
        }
        // The task's row is held until all of this is written: its end, which takes this with it, comes before or
        // after.
        String told = PhoneTurnWriter.write(turn);
        Optional<PhoneTurn> before = showsCards ? of(task).map(Course::turn) : Optional.empty();
        boolean isSame = jdbc.sql("SELECT told - 'turn' = ?::jsonb - 'turn' FROM bench.phone_course WHERE task_id = ?")
                .params(told, task)
                .query((row, _) -> row.getBoolean(1))
                .optional()
                .orElse(false);
        int changed = jdbc.sql("""
                        INSERT INTO bench.phone_course AS known (task_id, turn, told, question_id, told_at)
                        VALUES (?, ?, ?::jsonb, ?, ?)
                        ON CONFLICT (task_id) DO UPDATE SET turn = excluded.turn, told = excluded.told,
                          question_id = excluded.question_id, told_at = excluded.told_at,
                          answered = CASE WHEN known.answered = excluded.question_id THEN known.answered END,
                          answer = CASE WHEN known.answered = excluded.question_id THEN known.answer END,
                          answered_by = CASE WHEN known.answered = excluded.question_id THEN known.answered_by END,
                          answered_at = CASE WHEN known.answered = excluded.question_id THEN known.answered_at END
                        WHERE excluded.turn > known.turn""")
                .param(task)
                .param(turn.turn())
                .param(told)
                .param(turn.question().map(PhoneQuestion::id).orElse(null))
                .param(now())
                .update();
        if (changed != 0 && showsCards && isClaimed) {
            cards.shown(table.find(task).orElseThrow().order(), turn, before, station.id());
        }
        // Said again now and then, so that nobody takes its station for lost: nothing to see anew.
        if (changed != 0 && !isSame) {
            events.publishEvent(new BenchChanged(station.site(), Optional.empty()));
        }
    }

    /** A station has begun with a phone: what it showed before that is this phone's. The caller holds the order's lock and has claimed the task. */
    @Transactional(propagation = Propagation.MANDATORY)
    void begun(Task task) {
        of(task.id()).ifPresent(known -> cards.shown(task.order(), known.turn(), Optional.empty(), task.station()));
    }

    /**
     * A try of a phone ends with what proves something. What the phone shows of its cards is in no receipt: where its last turn was never told, nobody has heard
     * it, and what was accounted for before holds no more. The caller holds the order's lock, and ends the task after this.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void proves(Task task) {
        boolean isTold = jdbc.sql("SELECT told->>'step' FROM bench.phone_course WHERE task_id = ?")
                .param(task.id())
                .query((row, _) -> LAST_STEPS.contains(String.valueOf(row.getString(1))))
                .optional()
                .orElse(false);
        if (!isTold) {
            cards.unheard(task.order(), task.station());
        }
    }

    private void lockOrder(Stations.Station station, UUID task) throws StationProblem {
        Task known = table.find(task)
                .filter(found -> found.station().equals(station.id()))
                .orElseThrow(StationProblem::noTask);
        try {
            var _ = orders.lock(known.order());
        } catch (OrderException _) {
            throw StationProblem.noTask();
        }
    }

    /** How it stands with a task; empty as long as its station has told nothing, and once it is over. */
    Optional<Course> of(UUID task) {
        return jdbc.sql("SELECT * FROM bench.phone_course WHERE task_id = ?")
                .param(task)
                .query((row, _) -> course(row))
                .optional()
                .flatMap(known -> known);
    }

    /** The steps at which several tasks are, by the task; one of which nothing was told is not in it. */
    Map<UUID, Step> steps(Collection<UUID> tasks) {
        return jdbc
                .sql("SELECT task_id, told->>'step', told_at FROM bench.phone_course WHERE task_id = ANY(?::uuid[])")
                .param(tasks.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject(1, UUID.class),
                        new Step(
                                PhoneTurnReader.step(String.valueOf(row.getString(2))),
                                row.getObject(3, OffsetDateTime.class).toInstant())))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The answers that a station has not gone on from yet. */
    List<Told> answers(UUID station) {
        return jdbc.sql("""
                        SELECT c.task_id, c.answered, c.answer FROM bench.task t JOIN bench.phone_course c ON c.task_id = t.id
                        WHERE t.station_id = ? AND t.state IN ('queued', 'claimed') AND c.answered IS NOT NULL
                        ORDER BY c.answered_at, c.task_id""")
                .param(station)
                .query((row, _) -> new Told(
                        row.getObject(1, UUID.class), row.getObject(2, UUID.class), json.readTree(row.getString(3))))
                .list();
    }

    /** Answers the question that is asked now; of several people the first has. Who it was is in the order's story. */
    @Transactional
    void answer(UUID order, UUID question, PhoneAnswer said, UUID by) throws BenchException {
        try {
            var _ = orders.lock(order);
        } catch (OrderException _) {
            throw notAsked("no such order");
        }
        Task task = table.lockOpenOf(order).filter(Task::isPhone).orElseThrow(() -> notAsked("no station is at it"));
        Course known = jdbc.sql("SELECT * FROM bench.phone_course WHERE task_id = ? FOR UPDATE")
                .param(task.id())
                .query((row, _) -> course(row))
                .optional()
                .flatMap(told -> told)
                .orElseThrow(() -> notAsked("nothing is asked"));
        PhoneQuestion asked = known.turn()
                .question()
                .filter(one -> one.id().equals(question))
                .orElseThrow(() -> notAsked("something else is asked, or nothing"));
        if (known.answered().isPresent()) {
            throw notAsked("somebody has answered it");
        }
        JsonValue.Obj answer = asked.answer(said)
                .orElseThrow(() -> new BenchException(BenchException.Code.PHONE_ANSWER, "none to this question"));
        jdbc.sql("""
                        UPDATE bench.phone_course SET answered = ?, answer = ?::jsonb, answered_by = ?, answered_at = ?
                        WHERE task_id = ?""")
                .params(question, CanonicalJson.writeText(answer), by, now(), task.id())
                .update();
        try {
            orders.note(order, story(asked, answer), Actor.staff(by));
        } catch (OrderException e) {
            throw new IllegalStateException("the order is locked", e);
        }
        cards.seen(order, answer, by);
        events.publishEvent(new BenchChanged(task.site(), Optional.of(task.station())));
    }

    /** What the story says of an answer; what was seen, and which way it is, is in the record that the station signs. */
    private static String story(PhoneQuestion asked, JsonValue.Obj answer) {
        return switch (asked) {
            case PhoneQuestion.GoesOn _ -> OrderStory.PHONE + "goes-on-" + text(answer, "answer");
            case PhoneQuestion.Choose _ ->
                OrderStory.PHONE + (text(answer, "technique").isEmpty() ? "no-way" : "way");
            case PhoneQuestion.Observe _ -> OrderStory.PHONE + "seen";
            case PhoneQuestion.Unknown _ -> throw new IllegalStateException("it has no answer");
        };
    }

    private static String text(JsonValue.Obj answer, String name) {
        try {
            return Json.in(answer).text(name);
        } catch (ShapeException e) {
            throw new IllegalStateException("an answer without its word", e);
        }
    }

    /** Empty if what is stored can't be read, as after a change of the platform: its station tells it anew. */
    private static Optional<Course> course(ResultSet row) throws SQLException {
        UUID by = row.getObject("answered_by", UUID.class);
        UUID answered = row.getObject("answered", UUID.class);
        boolean isOfThis = answered != null && answered.equals(row.getObject("question_id", UUID.class));
        Instant at = row.getObject("told_at", OffsetDateTime.class).toInstant();
        Optional<Answered> answer = isOfThis
                ? Optional.of(new Answered(
                        by, row.getObject("answered_at", OffsetDateTime.class).toInstant()))
                : Optional.empty();
        return read(row.getString("told")).map(turn -> new Course(turn, at, answer));
    }

    private static Optional<PhoneTurn> read(String text) {
        try {
            return Optional.of(PhoneTurnReader.read(
                    Json.in(CanonicalJson.readLenientObject(text.getBytes(StandardCharsets.UTF_8)))));
        } catch (MalformedJsonException | ShapeException _) {
            return Optional.empty();
        }
    }

    private static BenchException notAsked(String detail) {
        return new BenchException(BenchException.Code.PHONE_NOT_ASKED, detail);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
