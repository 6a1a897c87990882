package org.wangchuan.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.CompanyChanges.What;

/**
 * Companies' own identity providers: at most one of each, and each change is in the history of its company. One of another issuer is another one,
 * and nobody is linked to it. Thread-safe.
 */
@Component
public class Providers {
    private static final String SELECT = "SELECT * FROM identity.provider WHERE ";

    /** What stands in the history where there is nothing. */
    private static final String NONE = "–";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ProviderSeals seals;
    private final CompanyChanges changes;

    Providers(JdbcClient jdbc, InstantSource clock, ProviderSeals seals, CompanyChanges changes) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.seals = seals;
        this.changes = changes;
    }

    /** How many are linked, and how many of them have no passkey and could not sign in without the provider. */
    public record Linked(int people, int withoutPasskey) {}

    /** That of a company. */
    public Optional<Provider> of(UUID organisation) {
        return one("organisation_id = ?", organisation);
    }

    /** That of this code. */
    Optional<Provider> ofCode(String code) {
        return one("code = ?", code);
    }

    /** The code of the only company here, if there is exactly one and its provider is on: its name is told to strangers as well. */
    Optional<String> codeOfOnlyCompany() {
        return jdbc.sql("""
                        SELECT code FROM identity.provider WHERE state = 'on' AND (SELECT count(*) FROM identity.organisation) = 1""").query((row, _) -> row.getString(1)).optional();
    }

    /** Whether any company here has one that is on. */
    boolean isAnyOn() {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM identity.provider WHERE state = 'on')")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private Optional<Provider> one(String which, Object value) {
        return jdbc.sql(SELECT + which)
                .param(value)
                .query((row, _) -> read(row))
                .optional();
    }

    private static Provider read(ResultSet row) throws SQLException {
        return new Provider(
                row.getObject("id", UUID.class),
                row.getObject("organisation_id", UUID.class),
                row.getString("code"),
                row.getString("issuer"),
                row.getString("client_id"),
                row.getObject("secret_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("acr")),
                Optional.ofNullable(row.getString("amr")),
                Provider.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
    }

    /** Who is linked to one. */
    public Linked linked(UUID provider) {
        return jdbc.sql("""
                        SELECT count(*) AS people, count(*) FILTER (WHERE NOT EXISTS (
                          SELECT 1 FROM identity.user_credentials c JOIN identity.user_entities e
                            ON c.user_entity_user_id = e.id WHERE e.name = a.id::text)) AS without
                        FROM identity.provider_link l JOIN identity.account a ON a.id = l.account_id
                        WHERE l.provider_id = ? AND a.state = 'active'""")
                .param(provider)
                .query((row, _) -> new Linked(row.getInt("people"), row.getInt("without")))
                .single();
    }

    /** The secret, to show to its provider. */
    String secret(Provider provider) throws ProviderException {
        byte[] sealed = jdbc.sql("SELECT secret FROM identity.provider WHERE id = ?")
                .param(provider.id())
                .query((row, _) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new ProviderException(ProviderException.Code.OFF));
        return seals.opened(provider.id(), sealed);
    }

    /** Sets up one that was tested, and switches it on. Of two at the same moment one is set up. */
    @Transactional
    public void make(UUID organisation, ProviderForm form, UUID by) {
        UUID id = UUID.randomUUID();
        Instant now = now();
        try {
            jdbc.sql("""
                            INSERT INTO identity.provider
                              (id, organisation_id, code, issuer, client_id, secret, secret_at, acr, amr, state, made_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'on', ?)""")
                    .param(id)
                    .param(organisation)
                    .param(seals.code(organisation))
                    .param(form.issuer())
                    .param(form.clientId())
                    .param(seals.sealed(id, form.secret()))
                    .param(now.atOffset(ZoneOffset.UTC))
                    .param(form.rule(form.acr()).orElse(null))
                    .param(form.rule(form.amr()).orElse(null))
                    .param(now.atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new IllegalStateException("the company has one already", e);
        }
        Provider made = of(organisation).orElseThrow();
        note(What.PROVIDER, made, NONE, form.issuer(), by);
        note(What.PROVIDER_CLIENT, made, NONE, form.clientId(), by);
        note(What.PROVIDER_RULE, made, NONE, made.rule(), by);
    }

    /** Changes what is not its issuer; an empty secret leaves the one there is. */
    @Transactional
    public void change(Provider provider, ProviderForm form, UUID by) {
        Provider before = locked(provider);
        jdbc.sql("UPDATE identity.provider SET client_id = ?, acr = ?, amr = ? WHERE id = ?")
                .param(form.clientId())
                .param(form.rule(form.acr()).orElse(null))
                .param(form.rule(form.amr()).orElse(null))
                .param(provider.id())
                .update();
        Instant now = now();
        if (!form.secret().isEmpty()) {
            jdbc.sql("UPDATE identity.provider SET secret = ?, secret_at = ? WHERE id = ?")
                    .params(seals.sealed(provider.id(), form.secret()), now.atOffset(ZoneOffset.UTC), provider.id())
                    .update();
            note(What.PROVIDER_SECRET, before, before.secretAt().toString(), now.toString(), by);
        }
        Provider after = of(provider.organisation()).orElseThrow();
        note(What.PROVIDER_CLIENT, before, before.clientId(), after.clientId(), by);
        note(What.PROVIDER_RULE, before, before.rule(), after.rule(), by);
    }

    /** Switches one on, or off: who came by it is out at once, and their links stay. */
    @Transactional
    public void set(Provider provider, boolean isOn, UUID by) {
        Provider before = locked(provider);
        Provider.State state = isOn ? Provider.State.ON : Provider.State.OFF;
        jdbc.sql("UPDATE identity.provider SET state = ? WHERE id = ?")
                .params(state.id(), provider.id())
                .update();
        note(What.PROVIDER_STATE, before, before.state().id(), state.id(), by);
    }

    /** Forgets one, its secret and all links to it. */
    @Transactional
    public void remove(Provider provider, UUID by) {
        Provider before = locked(provider);
        jdbc.sql("DELETE FROM identity.provider WHERE id = ?")
                .param(provider.id())
                .update();
        note(What.PROVIDER, before, before.issuer(), NONE, by);
    }

    private Provider locked(Provider provider) {
        return jdbc.sql(SELECT + "id = ? FOR UPDATE")
                .param(provider.id())
                .query((row, _) -> read(row))
                .optional()
                .orElseThrow(() -> new IllegalStateException("it was removed meanwhile"));
    }

    private void note(What what, Provider provider, String before, String after, UUID by) {
        changes.note(
                what, provider.organisation(), before.isEmpty() ? NONE : before, after.isEmpty() ? NONE : after, by);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
