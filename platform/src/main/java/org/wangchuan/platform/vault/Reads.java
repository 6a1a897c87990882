package org.wangchuan.platform.vault;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Role;

/** The record of reads. It is written and never changed. Thread-safe. */
@Component
class Reads {
    private static final int SHOWN_MAX = 200;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Reads(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void note(
            UUID person,
            Set<Field> fields,
            Purpose purpose,
            Reader reader,
            Optional<Role> role,
            Optional<Vault.Disclosure> disclosure) {
        jdbc.sql("""
                        INSERT INTO vault.read (person_id, at, purpose, fields, kind, account_id, role, site_id,
                          authority, reference, article)
                        VALUES (?, ?, ?, string_to_array(?, ','), ?, ?, ?, ?, ?, ?, ?)""")
                .param(person)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(purpose.id())
                .param(fields.stream().map(Field::id).sorted().collect(Collectors.joining(",")))
                .param(reader.kind().id())
                .param(reader.account().orElse(null))
                .param(role.map(Role::id).orElse(null))
                .param(reader.site())
                .param(disclosure.map(Vault.Disclosure::authority).orElse(null))
                .param(disclosure.map(Vault.Disclosure::reference).orElse(null))
                .param(disclosure.map(Vault.Disclosure::article).orElse(null))
                .update();
    }

    List<Read> of(UUID person) {
        return jdbc.sql("""
                        SELECT at, purpose, array_to_string(fields, ',') AS fields, kind, role, site_id, authority
                        FROM vault.read WHERE person_id = ? ORDER BY id DESC LIMIT ?""")
                .params(person, SHOWN_MAX)
                .query((row, _) -> new Read(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        Purpose.of(row.getString("purpose")),
                        Arrays.stream(row.getString("fields").split(",", -1))
                                .map(Field::of)
                                .collect(Collectors.toUnmodifiableSet()),
                        Reader.Kind.of(row.getString("kind")),
                        Optional.ofNullable(row.getString("role"))
                                .map(role -> Role.valueOf(role.toUpperCase(java.util.Locale.ROOT))),
                        row.getObject("site_id", UUID.class),
                        Optional.ofNullable(row.getString("authority"))))
                .list();
    }
}
