package org.wangchuan.platform.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.vault.VaultException.Code;
import org.wangchuan.platform.web.access.Role;

/** The record of reads. It is written and never changed. Thread-safe. */
@Component
class Reads {
    private static final int SHOWN_MAX = 200;
    /** Persons that are told at once of all that somebody looked at. */
    private static final int PART = 10_000;

    /** Masked looks are cheap to a reader who works, and dear to one who collects. */
    private static final int MASKED_TIMES = 10;

    private static final Duration WINDOW = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final VaultSettings settings;

    Reads(JdbcClient jdbc, InstantSource clock, VaultSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * What is done to whose data, and why.
     *
     * @param shown whom it is disclosed to, and from when on the person is told
     */
    record Line(
            UUID person,
            Read.Act act,
            Set<Field> fields,
            Purpose purpose,
            Reader reader,
            Optional<Role> role,
            Optional<Disclosures.Disclosure> shown) {}

    /** Notes it; in the caller's transaction, in which the person is locked. */
    void note(Line line) throws VaultException {
        note(line, false);
    }

    /**
     * The same.
     *
     * @param isAtOnce whether it is one of many that two people have said are made at once: then it is not held against how many there were
     */
    void note(Line line, boolean isAtOnce) throws VaultException {
        Reader reader = line.reader();
        String fields = line.fields().stream().map(Field::id).sorted().collect(Collectors.joining(","));
        if (line.act() == Read.Act.MASKED && isOnRecord(line, fields)) {
            return;
        }
        if (!isAtOnce && reader.kind() == Reader.Kind.STAFF && reader.account().isPresent()) {
            requireFew(line.act(), reader.account().get());
        }
        Optional<Disclosures.Asked> asked = line.shown().map(Disclosures.Disclosure::asked);
        jdbc.sql("""
                        INSERT INTO vault.read (person_id, at, act, purpose, fields, kind, account_id, role, site_id, reason,
                          reference, authority, article, is_alone, shown_from)
                        VALUES (?, ?, ?, ?, string_to_array(?, ','), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(line.person())
                .param(now())
                .param(line.act().id())
                .param(line.purpose().id())
                .param(fields)
                .param(reader.kind().id())
                .param(reader.account().orElse(null))
                .param(line.role().map(Role::id).orElse(null))
                .param(reader.site())
                .param(reader.why().map(why -> why.reason().id()).orElse(null))
                .param(asked.map(Disclosures.Asked::reference)
                        .or(() -> reader.why().map(Reader.Why::reference).filter(text -> !text.isEmpty()))
                        .orElse(null))
                .param(asked.map(Disclosures.Asked::authority).orElse(null))
                .param(asked.map(Disclosures.Asked::article).orElse(null))
                .param(line.shown().filter(Disclosures.Disclosure::isAlone).isPresent())
                .param(asked.flatMap(Disclosures.Asked::delay)
                        .map(delay -> delay.until().atOffset(ZoneOffset.UTC))
                        .orElse(null))
                .update();
    }

    private boolean isOnRecord(Line line, String fields) {
        return jdbc.sql("""
                        SELECT count(*) FROM vault.read WHERE person_id = ? AND act = 'masked' AND purpose = ?
                          AND account_id IS NOT DISTINCT FROM ?::uuid AND kind = ? AND fields = string_to_array(?, ',') AND at > ?""")
                        .param(line.person())
                        .param(line.purpose().id())
                        .param(line.reader().account().orElse(null))
                        .param(line.reader().kind().id())
                        .param(fields)
                        .param(now().minus(WINDOW))
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** Of reads at once of one account, one after the other is counted: the count before it includes all that were let through. */
    private void requireFew(Read.Act act, UUID account) throws VaultException {
        int most = settings.vaultReadsPerHour() * (act == Read.Act.MASKED ? MASKED_TIMES : 1);
        if (act == Read.Act.WRITTEN || act == Read.Act.REMOVED || act == Read.Act.DISCLOSED) {
            return; // each has its own order, or its second person
        }
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("vault/reads/" + account)
                .query((_, _) -> true)
                .single();
        int known = jdbc.sql("SELECT count(*) FROM vault.read WHERE account_id = ? AND act = ? AND at > ?")
                .params(account, act.id(), now().minus(WINDOW))
                .query((row, _) -> row.getInt(1))
                .single();
        if (known >= most) {
            throw new VaultException(Code.TOO_MANY, "more than " + most + " an hour");
        }
    }

    /** What the person is told now, of all that they are here. */
    List<Read> of(Collection<UUID> persons) {
        return jdbc.sql("""
                        SELECT at, act, purpose, array_to_string(fields, ',') AS fields, kind, role, site_id, reason, authority,
                          article, is_alone, shown_from
                        FROM vault.read WHERE person_id = ANY(?::uuid[]) AND (shown_from IS NULL OR shown_from <= ?)
                        ORDER BY id DESC LIMIT ?""")
                .params(persons.stream().map(UUID::toString).toArray(String[]::new), now(), SHOWN_MAX)
                .query((row, _) -> read(row))
                .list();
    }

    /** Whom an account looked at from one time on and before another, in parts; read in the caller's transaction, and never all at once. */
    void by(UUID account, Instant since, Instant until, Consumer<List<UUID>> told) {
        try (Stream<UUID> found = jdbc
                .sql("""
                        SELECT DISTINCT person_id FROM vault.read WHERE account_id = ? AND at >= ? AND at < ?
                          AND act IN ('masked', 'read', 'disclosed')""")
                .withFetchSize(PART)
                .params(account, since.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getObject(1, UUID.class))
                .stream()) {
            List<UUID> part = new ArrayList<>(PART);
            found.forEach(person -> {
                part.add(person);
                if (part.size() == PART) {
                    told.accept(List.copyOf(part));
                    part.clear();
                }
            });
            if (!part.isEmpty()) {
                told.accept(List.copyOf(part));
            }
        }
    }

    private static Read read(ResultSet row) throws SQLException {
        String authority = row.getString("authority");
        Optional<Instant> sealedUntil = Optional.ofNullable(row.getObject("shown_from", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
        return new Read(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Read.Act.of(row.getString("act")),
                Purpose.of(row.getString("purpose")),
                Arrays.stream(row.getString("fields").split(",", -1))
                        .map(Field::of)
                        .collect(Collectors.toUnmodifiableSet()),
                Reader.Kind.of(row.getString("kind")),
                Optional.ofNullable(row.getString("role")).map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT))),
                row.getObject("site_id", UUID.class),
                Optional.ofNullable(row.getString("reason")).flatMap(Reason::of),
                authority == null
                        ? Optional.empty()
                        : Optional.of(new Read.Disclosed(
                                authority, row.getString("article"), row.getBoolean("is_alone"), sealedUntil)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
