package org.wangchuan.platform.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.vault.Persons.Known;
import org.wangchuan.platform.vault.VaultException.Code;
import org.wangchuan.platform.web.access.Role;

/**
 * What a law lets an authority ask for. A manager writes down who asks, by which article and under which case; a second person confirms
 * that they have seen the question; then the manager who asked opens it, once. Thread-safe.
 */
@Component
public class Disclosures {
    /** How long after the confirmation it can be opened. */
    public static final Duration OPEN_FOR = Duration.ofDays(1);

    /** Whose word a second person may give: whoever works at the counter. */
    public static final Set<Role> SECOND = Set.copyOf(EnumSet.of(Role.CLERK, Role.MANAGER));

    private final Persons persons;
    private final Reads reads;
    private final References references;
    private final Vault vault;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    Disclosures(
            Persons persons, Reads reads, References references, Vault vault, JdbcClient jdbc, InstantSource clock) {
        this.persons = persons;
        this.reads = reads;
        this.references = references;
        this.vault = vault;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What is asked for, and by whom.
     *
     * @param authority its name
     * @param reference of its case
     * @param article of the law
     * @param purposes whose data it asks for
     * @param delay if a law keeps it from the person for a time
     */
    public record Asked(
            String authority, String reference, String article, Set<Purpose> purposes, Optional<Delay> delay) {
        public Asked {
            purposes = Set.copyOf(purposes);
        }
    }

    /** That the person is told later, and by which article. */
    public record Delay(Instant until, String article) {
        /** The last day on which the person is not told yet, where somebody is. */
        public LocalDate lastDay(ZoneId zone) {
            return until.minusNanos(1).atZone(zone).toLocalDate();
        }
    }

    /** How far it is. */
    public enum State {
        /** For the second person. */
        WAITING,
        /** Whoever asked can open it. */
        CONFIRMED,
        /** Not confirmed, or withdrawn. */
        ENDED,
        /** Confirmed, and not opened in time. */
        OVER,
        /** It was shown. */
        OPENED
    }

    /**
     * A disclosure as staff see it; no data of the person.
     *
     * @param isAlone whether nobody else could have confirmed it
     * @param confirmedBy absent if it waits, or nobody was there
     * @param ended that it was broken off; absent if it was not
     */
    public record Disclosure(
            UUID id,
            UUID person,
            Asked asked,
            State state,
            UUID askedBy,
            Instant askedAt,
            boolean isAlone,
            Optional<UUID> confirmedBy,
            Optional<Instant> openedAt,
            Optional<Ended> ended) {}

    /**
     * That it was broken off.
     *
     * @param reason why; absent for what was broken off before reasons were asked for
     */
    public record Ended(UUID by, Instant at, Optional<String> reason) {}

    /**
     * Writes down that an authority asks.
     *
     * @param isAlone whether the caller has seen that nobody else works there who could confirm it: then nobody has to, and the person is
     *     told so
     * @param heldUntil until when what is kept is held in the same step, if it is to be: the person is told of that hold when they are told
     *     of the disclosure, and no earlier
     */
    @Transactional
    public UUID ask(UUID person, Asked asked, boolean isAlone, Optional<Instant> heldUntil, Reader by)
            throws VaultException {
        Known known = persons.locked(person);
        SealedVault.requireSite(known, by);
        SealedVault.roleFor(Purpose.AUTHORITY_DISCLOSURE, by);
        for (String text : List.of(asked.authority(), asked.reference(), asked.article())) {
            references.check(known, text);
        }
        if (asked.delay().isPresent()) {
            references.check(known, asked.delay().get().article());
            Times.requireLater(asked.delay().get().until(), clock.instant());
        }
        requireKept(known, asked.purposes());
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO vault.disclosure (id, person_id, authority, reference, article, purposes, delay_until,
                          delay_article, asked_by, asked_at, is_alone, confirmed_at)
                        VALUES (?, ?, ?, ?, ?, string_to_array(?, ','), ?, ?, ?, ?, ?, ?)""")
                .param(id)
                .param(person)
                .param(asked.authority().strip())
                .param(asked.reference().strip())
                .param(asked.article().strip())
                .param(asked.purposes().stream().map(Purpose::id).sorted().collect(Collectors.joining(",")))
                .param(asked.delay()
                        .map(delay -> delay.until().atOffset(ZoneOffset.UTC))
                        .orElse(null))
                .param(asked.delay().map(delay -> delay.article().strip()).orElse(null))
                .param(by.account().orElseThrow())
                .param(now())
                .param(isAlone)
                .param(isAlone ? now() : null)
                .update();
        if (heldUntil.isPresent()) {
            hold(known, asked, heldUntil.get(), by);
        }
        return id;
    }

    /** A hold that is there already keeps its reason, and is told as it was; it does not end sooner. */
    private void hold(Known known, Asked asked, Instant until, Reader by) throws VaultException {
        Optional<Vault.Hold> before = vault.keeping(known.id()).flatMap(Vault.Keeping::hold);
        if (before.isEmpty()) {
            String reason = asked.authority().strip() + " · " + asked.article().strip();
            vault.hold(known.id(), new Vault.Hold(reason, until, asked.delay()), by);
        } else if (before.get().until().isBefore(until) || !before.get().isToldAt(clock.instant())) {
            Instant end =
                    before.get().until().isBefore(until) ? until : before.get().until();
            // Of what the person is told already nothing can be kept from them.
            Optional<Delay> delay = before.get().isToldAt(clock.instant()) ? Optional.empty() : asked.delay();
            vault.hold(known.id(), new Vault.Hold(before.get().reason(), end, delay), by);
        }
    }

    /** A second person has seen the authority's question. */
    @Transactional
    public void confirm(UUID id, Reader by) throws VaultException {
        Disclosure known = locked(id, by);
        if (known.askedBy().equals(by.account().orElseThrow()) || Collections.disjoint(by.roles(), SECOND)) {
            throw new VaultException(Code.SECOND_PERSON, "not by whoever asked");
        }
        requireState(known, State.WAITING);
        jdbc.sql("UPDATE vault.disclosure SET confirmed_by = ?, confirmed_at = ? WHERE id = ?")
                .params(by.account().orElseThrow(), now(), id)
                .update();
    }

    /**
     * It is not confirmed, or not wanted any more.
     *
     * @param reason why, on record for good; nothing of a person
     */
    @Transactional
    public void end(UUID id, String reason, Reader by) throws VaultException {
        Disclosure known = locked(id, by);
        references.check(persons.locked(known.person()), reason);
        if (known.state() == State.WAITING || known.state() == State.CONFIRMED) {
            jdbc.sql("UPDATE vault.disclosure SET ended_by = ?, ended_at = ?, ended_reason = ? WHERE id = ?")
                    .params(by.account().orElseThrow(), now(), reason.strip(), id)
                    .update();
        }
    }

    /** What was asked for, in clear; to whoever asked, once, and on record before. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Map<Field, String> open(UUID id, Reader by) throws VaultException {
        Disclosure found = locked(id, by);
        Known known = persons.locked(found.person());
        Optional<Role> role = SealedVault.roleFor(Purpose.AUTHORITY_DISCLOSURE, by);
        if (!found.askedBy().equals(by.account().orElseThrow())) {
            throw new VaultException(Code.NOT_FOR_ROLE, "whoever asked opens it");
        }
        if (found.state() == State.WAITING) {
            throw new VaultException(Code.SECOND_PERSON, "nobody has confirmed it");
        }
        requireState(found, State.CONFIRMED);
        Set<Field> fields = requireKept(known, found.asked().purposes());
        jdbc.sql("UPDATE vault.disclosure SET opened_at = ? WHERE id = ?")
                .params(now(), id)
                .update();
        reads.note(new Reads.Line(
                known.id(), Read.Act.DISCLOSED, fields, Purpose.AUTHORITY_DISCLOSURE, by, role, Optional.of(found)));
        Map<Field, String> out = new EnumMap<>(Field.class);
        for (Field field : fields) {
            persons.get(known, field).ifPresent(value -> out.put(field, value));
        }
        return out;
    }

    /** All of these persons, the latest first. */
    public List<Disclosure> of(Collection<UUID> persons) {
        return jdbc.sql("SELECT * FROM vault.disclosure WHERE person_id = ANY(?::uuid[]) ORDER BY asked_at DESC, id")
                .param(persons.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /** What of these purposes is kept and can be told in words; also what only a hold still keeps. */
    private Set<Field> requireKept(Known person, Set<Purpose> purposes) throws VaultException {
        Set<Field> out = EnumSet.noneOf(Field.class);
        for (Field field : persons.fields(person.id())) {
            boolean isAsked = purposes.stream()
                    .anyMatch(purpose ->
                            purpose.isCollecting() && purpose.fields().contains(field));
            if (isAsked && Purpose.AUTHORITY_DISCLOSURE.fields().contains(field)) {
                out.add(field);
            }
        }
        if (out.isEmpty()) {
            throw new VaultException(Code.NOT_FOR_PURPOSE, "nothing is kept for these");
        }
        return out;
    }

    private Disclosure locked(UUID id, Reader by) throws VaultException {
        Disclosure found = jdbc.sql("SELECT * FROM vault.disclosure WHERE id = ? FOR UPDATE")
                .param(id)
                .query((row, _) -> read(row))
                .optional()
                .orElseThrow(() -> new VaultException(Code.NOT_FOUND, "no such disclosure"));
        SealedVault.requireSite(
                persons.find(found.person()).orElseThrow(() -> new VaultException(Code.NOT_FOUND, "no such person")),
                by);
        return found;
    }

    private static void requireState(Disclosure known, State state) throws VaultException {
        if (known.state() != state) {
            throw new VaultException(Code.DISCLOSURE_OVER, "it is " + known.state());
        }
    }

    private Disclosure read(ResultSet row) throws SQLException {
        Optional<Instant> delay = time(row, "delay_until");
        String delayArticle = row.getString("delay_article");
        Asked asked = new Asked(
                row.getString("authority"),
                row.getString("reference"),
                row.getString("article"),
                purposes(row),
                delay.map(until -> new Delay(until, delayArticle)));
        return new Disclosure(
                row.getObject("id", UUID.class),
                row.getObject("person_id", UUID.class),
                asked,
                state(row),
                row.getObject("asked_by", UUID.class),
                time(row, "asked_at").orElseThrow(),
                row.getBoolean("is_alone"),
                Optional.ofNullable(row.getObject("confirmed_by", UUID.class)),
                time(row, "opened_at"),
                ended(row));
    }

    private static Optional<Ended> ended(ResultSet row) throws SQLException {
        Optional<Instant> at = time(row, "ended_at");
        UUID by = row.getObject("ended_by", UUID.class);
        Optional<String> reason = Optional.ofNullable(row.getString("ended_reason"));
        return at.map(when -> new Ended(by, when, reason));
    }

    private static Set<Purpose> purposes(ResultSet row) throws SQLException {
        Set<Purpose> out = EnumSet.noneOf(Purpose.class);
        Arrays.stream((Object[]) row.getArray("purposes").getArray())
                .map(id -> Purpose.of(String.valueOf(id)))
                .forEach(out::add);
        return out;
    }

    private State state(ResultSet row) throws SQLException {
        if (time(row, "opened_at").isPresent()) {
            return State.OPENED;
        }
        if (time(row, "ended_at").isPresent()) {
            return State.ENDED;
        }
        Optional<Instant> confirmed = time(row, "confirmed_at");
        if (confirmed.isEmpty()) {
            return State.WAITING;
        }
        return confirmed.get().plus(OPEN_FOR).isAfter(clock.instant()) ? State.CONFIRMED : State.OVER;
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
