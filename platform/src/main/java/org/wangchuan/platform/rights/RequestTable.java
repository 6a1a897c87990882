package org.wangchuan.platform.rights;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.rights.PersonRequest.Event;
import org.wangchuan.platform.rights.PersonRequest.Result;
import org.wangchuan.platform.rights.PersonRequest.State;
import org.wangchuan.platform.rights.PersonRequest.What;
import org.wangchuan.platform.rights.RightsException.Code;

/** The tables of requests: written, and never changed. Thread-safe. */
@Component
class RequestTable {
    /** Requests on one page of a list. */
    static final int PAGE = 50;

    private final JdbcClient jdbc;

    RequestTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A step that is to be written.
     *
     * @param seen the number of the last step that whoever does it has seen
     */
    record Step(
            int seen,
            Instant at,
            What what,
            State state,
            int round,
            Instant due,
            Optional<UUID> by,
            Optional<Result> result,
            Optional<Ground> ground,
            Optional<Delay> delay,
            Optional<IdentityCheck> identity,
            Optional<UUID> text) {
        /** The first one of a request. */
        static Step asked(PersonRequest request, Instant at) {
            return new Step(
                    0,
                    at,
                    What.ASKED,
                    State.OPEN,
                    1,
                    request.rule().due(request.askedAt(), request.zone()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        static Step of(PersonRequest request, Instant at, What what, State state, Optional<UUID> by) {
            return new Step(
                    request.seen(),
                    at,
                    what,
                    state,
                    request.round(),
                    request.due(),
                    by,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** The second one, of what the person did as they asked. */
        Step answeredAtOnce() {
            return new Step(
                    1, at, What.ANSWERED, State.ANSWERED, round, due, by, result, ground, delay, identity, text);
        }

        Step by(UUID account) {
            return new Step(
                    seen, at, what, state, round, due, Optional.of(account), result, ground, delay, identity, text);
        }

        Step seenBy(IdentityCheck check) {
            return new Step(seen, at, what, state, round, due, by, result, ground, delay, Optional.of(check), text);
        }

        Step due(Instant changed) {
            return new Step(seen, at, what, state, round, changed, by, result, ground, delay, identity, text);
        }

        Step again(Instant changed) {
            return new Step(seen, at, what, state, round + 1, changed, by, result, ground, delay, identity, text);
        }

        Step because(Delay reason) {
            return new Step(seen, at, what, state, round, due, by, result, ground, Optional.of(reason), identity, text);
        }

        Step says(Result said, Optional<Ground> why) {
            return new Step(seen, at, what, state, round, due, by, Optional.of(said), why, delay, identity, text);
        }

        Step with(Optional<UUID> words) {
            return new Step(seen, at, what, state, round, due, by, result, ground, delay, identity, words);
        }
    }

    /** Writes a new request without a step; false if the form that it was sent with has made one before. */
    boolean insert(PersonRequest request, Optional<byte[]> form, Optional<byte[]> link) {
        return jdbc.sql("""
                        INSERT INTO rights.request (id, code, order_id, site_id, person_id, kind, is_at_once, way, asked_at, time_zone,
                          rule, text_id, form, link)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (form) DO NOTHING""")
                        .param(request.id())
                        .param(request.code())
                        .param(request.order().orElse(null))
                        .param(request.site())
                        .param(request.person().orElse(null))
                        .param(request.kind().id())
                        .param(request.isAtOnce())
                        .param(request.way().id())
                        .param(at(request.askedAt()))
                        .param(request.zone().getId())
                        .param(request.rule().id())
                        .param(request.text().orElse(null))
                        .param(form.orElse(null))
                        .param(link.orElse(null))
                        .update()
                == 1;
    }

    /** Writes a step; of two that have seen the same, one is written. */
    void append(UUID request, Step step) throws RightsException {
        try {
            jdbc.sql("""
                            INSERT INTO rights.event (request_id, number, at, what, state, round, due_at, by_account, result,
                              ground, delay, identity, text_id)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .param(request)
                    .param(step.seen() + 1)
                    .param(at(step.at()))
                    .param(step.what().id())
                    .param(step.state().id())
                    .param(step.round())
                    .param(at(step.due()))
                    .param(step.by().orElse(null))
                    .param(step.result().map(Result::id).orElse(null))
                    .param(step.ground().map(Ground::id).orElse(null))
                    .param(step.delay().map(Delay::id).orElse(null))
                    .param(step.identity().map(IdentityCheck::id).orElse(null))
                    .param(step.text().orElse(null))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new RightsException(Code.CHANGED, "somebody else was first");
        }
    }

    /** A request, to which nothing is written by anybody else until this transaction ends. */
    PersonRequest locked(UUID id) throws RightsException {
        jdbc.sql("SELECT id FROM rights.request WHERE id = ? FOR UPDATE")
                .param(id)
                .query((_, _) -> true)
                .optional();
        return find(id).orElseThrow(() -> new RightsException(Code.NOT_FOUND, "no such request"));
    }

    Optional<PersonRequest> find(UUID id) {
        return whole(jdbc.sql("SELECT * FROM rights.request WHERE id = ?").param(id)).stream()
                .findFirst();
    }

    /** Those of an order, the latest first; at most 100. */
    List<PersonRequest> ofOrder(UUID order) {
        return whole(jdbc.sql("SELECT * FROM rights.request WHERE order_id = ? ORDER BY asked_at DESC, id LIMIT 100")
                .param(order));
    }

    /**
     * Those of sites that somebody answers, the ones that are late first; from a place on, at most {@link #PAGE}.
     *
     * @param code how their codes, or those of their orders, begin; empty for all
     */
    List<PersonRequest> ofSites(
            Collection<UUID> sites,
            Optional<State> state,
            Optional<RequestKind> kind,
            boolean isAtOnce,
            String code,
            int from) {
        return whole(jdbc.sql("""
                        SELECT r.* FROM (SELECT * FROM rights.standing s
                          WHERE site_id = ANY (?::uuid[]) AND is_at_once = ? AND (?::text IS NULL OR state = ?)
                            AND (?::text IS NULL OR kind = ?)
                            AND (?::text = '' OR EXISTS (SELECT 1 FROM rights.request q WHERE q.id = s.request_id
                              AND (starts_with(q.code, ?) OR EXISTS (
                                SELECT 1 FROM intake.work_order w WHERE w.id = q.order_id AND starts_with(w.code, ?)))))
                          ORDER BY state <> 'open', CASE state WHEN 'open' THEN due_at END, at DESC, request_id
                          LIMIT ? OFFSET ?) e JOIN rights.request r ON r.id = e.request_id
                        ORDER BY e.state <> 'open', CASE e.state WHEN 'open' THEN e.due_at END, e.at DESC, r.id""")
                .param(ids(sites))
                .param(isAtOnce)
                .param(state.map(State::id).orElse(null))
                .param(state.map(State::id).orElse(null))
                .param(kind.map(RequestKind::id).orElse(null))
                .param(kind.map(RequestKind::id).orElse(null))
                .param(code)
                .param(code)
                .param(code)
                .param(PAGE)
                .param(from));
    }

    /** How many of sites wait for an answer, and how many of them are late. */
    Waiting waiting(Collection<UUID> sites, Instant now) {
        return jdbc.sql("""
                        SELECT count(*), count(*) FILTER (WHERE due_at <= ?) FROM rights.standing
                        WHERE site_id = ANY (?::uuid[]) AND state = 'open'""")
                .param(at(now))
                .param(ids(sites))
                .query((row, _) -> new Waiting(row.getInt(1), row.getInt(2)))
                .single();
    }

    /** What waits. */
    record Waiting(int open, int late) {}

    /** The one that a secret leads to, by the digest of it. */
    Optional<PersonRequest> ofLink(byte[] link) {
        return whole(jdbc.sql("SELECT * FROM rights.request WHERE link = ?").param(link)).stream()
                .findFirst();
    }

    /** Which request a form has made. */
    Optional<UUID> ofForm(byte[] form) {
        return jdbc.sql("SELECT id FROM rights.request WHERE form = ?")
                .param(form)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** How many were made of an order since a time. */
    int count(UUID order, boolean isAtOnce, Optional<RequestKind> kind, Instant since) {
        return jdbc.sql("""
                        SELECT count(*) FROM rights.request WHERE order_id = ? AND is_at_once = ? AND asked_at > ?
                          AND (?::text IS NULL OR kind = ?)""")
                .param(order)
                .param(isAtOnce)
                .param(at(since))
                .param(kind.map(RequestKind::id).orElse(null))
                .param(kind.map(RequestKind::id).orElse(null))
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private List<PersonRequest> whole(JdbcClient.StatementSpec asked) {
        List<PersonRequest> heads = asked.query((row, _) -> head(row)).list();
        Map<UUID, List<Event>> events = jdbc
                .sql("SELECT * FROM rights.event WHERE request_id = ANY (?::uuid[]) ORDER BY number")
                .param(ids(heads.stream().map(PersonRequest::id).toList()))
                .query((row, _) -> Map.entry(row.getObject("request_id", UUID.class), event(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return heads.stream()
                .map(head -> new PersonRequest(
                        head.id(),
                        head.code(),
                        head.order(),
                        head.site(),
                        head.person(),
                        head.kind(),
                        head.isAtOnce(),
                        head.way(),
                        head.askedAt(),
                        head.zone(),
                        head.rule(),
                        head.text(),
                        events.getOrDefault(head.id(), List.of())))
                .toList();
    }

    private static PersonRequest head(ResultSet row) throws SQLException {
        return new PersonRequest(
                row.getObject("id", UUID.class),
                row.getString("code"),
                Optional.ofNullable(row.getObject("order_id", UUID.class)),
                row.getObject("site_id", UUID.class),
                Optional.ofNullable(row.getObject("person_id", UUID.class)),
                RequestKind.of(row.getString("kind")).orElseThrow(),
                row.getBoolean("is_at_once"),
                Way.of(row.getString("way")).orElseThrow(),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                ZoneId.of(row.getString("time_zone")),
                Clock.of(row.getString("rule")),
                Optional.ofNullable(row.getObject("text_id", UUID.class)),
                List.of());
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getInt("number"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                What.valueOf(row.getString("what").toUpperCase(Locale.ROOT)),
                State.of(row.getString("state")).orElseThrow(),
                row.getInt("round"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("by_account", UUID.class)),
                Optional.ofNullable(row.getString("result")).flatMap(Result::of),
                Optional.ofNullable(row.getString("ground")).flatMap(Ground::of),
                Optional.ofNullable(row.getString("delay")).flatMap(Delay::of),
                Optional.ofNullable(row.getString("identity")).flatMap(IdentityCheck::of),
                Optional.ofNullable(row.getObject("text_id", UUID.class)));
    }

    private static String[] ids(Collection<UUID> all) {
        return all.stream().map(UUID::toString).toArray(String[]::new);
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
