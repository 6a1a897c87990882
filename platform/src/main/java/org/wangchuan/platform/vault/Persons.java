package org.wangchuan.platform.vault;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.vault.VaultException.Code;

/** The vault's tables. What goes in is bound to the person and the field that it belongs to. Thread-safe. */
@Component
class Persons {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final MasterKey master;

    Persons(JdbcClient jdbc, InstantSource clock, MasterKey master) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.master = master;
    }

    /**
     * A person as the tables know them.
     *
     * @param wrappedKey absent once it was destroyed
     */
    record Known(
            UUID id,
            UUID site,
            Optional<byte[]> wrappedKey,
            Optional<byte[]> hold,
            Optional<Instant> holdUntil,
            Optional<Disclosures.Delay> holdDelay,
            Optional<Instant> partlyForgottenAt,
            Optional<Instant> forgottenAt,
            Optional<Instant> backupsUntil) {
        /** Whether a legal hold stops the forgetting at this time. */
        boolean isHeldAt(Instant now) {
            return hold.isPresent()
                    && holdUntil.filter(end -> !end.isAfter(now)).isEmpty();
        }

        /** When and why the person is told of a hold that runs at this time, if a law still keeps it from them. */
        Optional<Disclosures.Delay> sealedAt(Instant now) {
            return isHeldAt(now) ? holdDelay.filter(delay -> delay.until().isAfter(now)) : Optional.empty();
        }

        private Known withKey(byte[] key) {
            return new Known(
                    id,
                    site,
                    Optional.of(key),
                    hold,
                    holdUntil,
                    holdDelay,
                    partlyForgottenAt,
                    forgottenAt,
                    backupsUntil);
        }
    }

    UUID create(UUID site) {
        UUID id = UUID.randomUUID();
        try {
            jdbc.sql("INSERT INTO vault.person (id, site_id, wrapped_key, created_at) VALUES (?, ?, ?, ?)")
                    .params(id, site, master.create(id).bytes(), now())
                    .update();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can't be wrapped", e);
        }
        return id;
    }

    Optional<Known> find(UUID person) {
        return jdbc.sql("SELECT * FROM vault.person WHERE id = ?")
                .param(person)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The person, who stays as they are until this transaction ends. */
    Known locked(UUID person) throws VaultException {
        return lock(person).orElseThrow(() -> new VaultException(Code.NOT_FOUND, "no such person"));
    }

    /** The same, if there is one. */
    Optional<Known> lock(UUID person) {
        return jdbc.sql("SELECT * FROM vault.person WHERE id = ? FOR UPDATE")
                .param(person)
                .query((row, _) -> read(row))
                .optional();
    }

    Aead key(Known person) throws VaultException {
        byte[] wrapped =
                person.wrappedKey().orElseThrow(() -> new VaultException(Code.FORGOTTEN, "the key was destroyed"));
        try {
            return master.unwrap(person.id(), wrapped);
        } catch (GeneralSecurityException e) {
            throw new VaultException(Code.DAMAGED, "a key does not belong here");
        }
    }

    /** Begins a purpose, or begins it anew: it never ends earlier than it would have. */
    void begin(UUID person, Purpose purpose) {
        OffsetDateTime now = now();
        jdbc.sql("""
                        INSERT INTO vault.person_purpose (person_id, purpose, since, until) VALUES (?, ?, ?, ?)
                        ON CONFLICT (person_id, purpose) DO UPDATE SET until = excluded.until""")
                .params(person, purpose.id(), now, now.plus(Duration.ofDays(purpose.days())))
                .update();
    }

    /** Ends a purpose now, if it runs; what nothing needs any more is let go as with any other that is over. */
    void end(UUID person, Purpose purpose) {
        jdbc.sql("UPDATE vault.person_purpose SET until = ? WHERE person_id = ? AND purpose = ? AND until > ?")
                .params(now(), person, purpose.id(), now())
                .update();
    }

    /** Takes out lines of text. */
    void remove(UUID person, Set<Field> fields) {
        jdbc.sql("DELETE FROM vault.value WHERE person_id = ? AND field = ANY (string_to_array(?, ','))")
                .params(person, fields.stream().map(Field::id).collect(Collectors.joining(",")))
                .update();
    }

    /** What runs, and until when; what is over is left out. */
    Map<Purpose, Instant> purposes(UUID person) {
        return purposesAt(person, clock.instant());
    }

    /** The same at another time. */
    Map<Purpose, Instant> purposesAt(UUID person, Instant at) {
        Map<Purpose, Instant> out = new EnumMap<>(Purpose.class);
        jdbc.sql("SELECT purpose, until FROM vault.person_purpose WHERE person_id = ? AND until > ?")
                .params(person, at.atOffset(ZoneOffset.UTC))
                .query((row, _) -> Map.entry(
                        Purpose.of(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list()
                .forEach(entry -> out.put(entry.getKey(), entry.getValue()));
        return out;
    }

    void put(Known person, Field field, String value) throws VaultException {
        jdbc.sql("""
                        INSERT INTO vault.value (person_id, field, ciphertext, changed_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (person_id, field) DO UPDATE
                        SET ciphertext = excluded.ciphertext, changed_at = excluded.changed_at""")
                .params(
                        person.id(),
                        field.id(),
                        seal(person, field.id(), value.getBytes(StandardCharsets.UTF_8)),
                        now())
                .update();
    }

    Optional<String> get(Known person, Field field) throws VaultException {
        Optional<byte[]> kept = jdbc.sql("SELECT ciphertext FROM vault.value WHERE person_id = ? AND field = ?")
                .params(person.id(), field.id())
                .query((row, _) -> row.getBytes(1))
                .optional();
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(new String(open(person, field.id(), kept.get()), StandardCharsets.UTF_8));
    }

    byte[] seal(Known person, String place, byte[] clear) throws VaultException {
        try {
            return key(person).encrypt(clear, binding(person.id(), place));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("can't be encrypted", e);
        }
    }

    byte[] open(Known person, String place, byte[] kept) throws VaultException {
        try {
            return key(person).decrypt(kept, binding(person.id(), place));
        } catch (GeneralSecurityException e) {
            throw new VaultException(Code.DAMAGED, "not made for this person and field");
        }
    }

    /** What a ciphertext belongs to: moved elsewhere, it can't be opened. */
    private static byte[] binding(UUID person, String place) {
        return ("wangchuan/vault/value/1/" + person + "/" + place).getBytes(StandardCharsets.UTF_8);
    }

    List<Field> fields(UUID person) {
        return jdbc.sql("""
                        SELECT field FROM vault.value WHERE person_id = ?
                        UNION SELECT field FROM vault.attachment WHERE person_id = ?""")
                .params(person, person)
                .query((row, _) -> Field.of(row.getString(1)))
                .list();
    }

    /**
     * Destroys the key, and what it opened.
     *
     * @return how many entries that were
     */
    long forget(UUID person, Instant backupsUntil) {
        jdbc.sql("""
                        UPDATE vault.person SET wrapped_key = NULL, hold_reason = NULL, hold_until = NULL, hold_told_at = NULL,
                          hold_told_article = NULL, forgotten_at = ?, backups_until = ?
                        WHERE id = ?""")
                .params(now(), backupsUntil.atOffset(ZoneOffset.UTC), person)
                .update();
        long values = jdbc.sql("DELETE FROM vault.value WHERE person_id = ?")
                .param(person)
                .update();
        long attachments = jdbc.sql("DELETE FROM vault.attachment WHERE person_id = ?")
                .param(person)
                .update();
        jdbc.sql("DELETE FROM vault.person_purpose WHERE person_id = ?")
                .param(person)
                .update();
        return values + attachments;
    }

    /**
     * Destroys the key as well, but brings what these purposes see under a new one: what was written under the old can't be opened
     * any more, wherever it still lies.
     */
    void forgetBut(Known person, Set<Purpose> kept, Instant backupsUntil) throws VaultException {
        Map<Field, String> values = new EnumMap<>(Field.class);
        for (Field field : fields(person.id())) {
            if (!field.isAttachment()
                    && kept.stream().anyMatch(purpose -> purpose.fields().contains(field))) {
                get(person, field).ifPresent(value -> values.put(field, value));
            }
        }
        byte[] fresh;
        try {
            fresh = master.create(person.id()).bytes();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key can't be wrapped", e);
        }
        jdbc.sql("""
                        UPDATE vault.person SET wrapped_key = ?, hold_reason = NULL, hold_until = NULL, hold_told_at = NULL,
                          hold_told_article = NULL, partly_forgotten_at = ?,
                          backups_until = ? WHERE id = ?""")
                .params(fresh, now(), backupsUntil.atOffset(ZoneOffset.UTC), person.id())
                .update();
        jdbc.sql("DELETE FROM vault.value WHERE person_id = ?")
                .param(person.id())
                .update();
        jdbc.sql("DELETE FROM vault.attachment WHERE person_id = ?")
                .param(person.id())
                .update();
        jdbc.sql("DELETE FROM vault.person_purpose WHERE person_id = ? AND NOT purpose = ANY (string_to_array(?, ','))")
                .params(person.id(), kept.stream().map(Purpose::id).collect(Collectors.joining(",")))
                .update();
        for (Map.Entry<Field, String> entry : values.entrySet()) {
            put(person.withKey(fresh), entry.getKey(), entry.getValue());
        }
    }

    private static Known read(ResultSet row) throws SQLException {
        return new Known(
                row.getObject("id", UUID.class),
                row.getObject("site_id", UUID.class),
                Optional.ofNullable(row.getBytes("wrapped_key")),
                Optional.ofNullable(row.getBytes("hold_reason")),
                instant(row.getObject("hold_until", OffsetDateTime.class)),
                delay(row, "hold_told_at", "hold_told_article"),
                instant(row.getObject("partly_forgotten_at", OffsetDateTime.class)),
                instant(row.getObject("forgotten_at", OffsetDateTime.class)),
                instant(row.getObject("backups_until", OffsetDateTime.class)));
    }

    /** That the person is told later, as a row has it. */
    static Optional<Disclosures.Delay> delay(ResultSet row, String at, String article) throws SQLException {
        String named = row.getString(article);
        return instant(row.getObject(at, OffsetDateTime.class)).map(until -> new Disclosures.Delay(until, named));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
