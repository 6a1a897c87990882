package org.wangchuan.platform.rights;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.vault.PhoneNumber;

/** Whom a company names for questions about personal data (PIPL art. 52): a contact at work that everybody may know. Thread-safe. */
@Component
public class Officers {
    static final int NAME_CHARS_MAX = 60;
    static final int CONTACT_CHARS_MAX = 100;

    private static final Pattern LINE = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]+");
    private static final Pattern MAIL = Pattern.compile("[^@\\s<>]+@[^@\\s<>]+[.][^@\\s<>.]+");

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Officers(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Somebody, or an office.
     *
     * @param contact a telephone number or a mail address
     */
    public record Named(String name, String contact) {}

    /** Who is named now. */
    @Transactional(readOnly = true)
    public Optional<Named> of(UUID organisation) {
        return jdbc.sql("SELECT name, contact FROM rights.officer WHERE organisation_id = ? ORDER BY id DESC LIMIT 1")
                .param(organisation)
                .query((row, _) -> new Named(row.getString(1), row.getString(2)))
                .optional();
    }

    /** Whether these can be shown to everybody: a name on one line, and a telephone number or a mail address. */
    static boolean isNamed(Named named) {
        return isLine(named.name(), NAME_CHARS_MAX) && isContact(named.contact());
    }

    /** Whether this is a telephone number or a mail address. */
    static boolean isContact(String text) {
        return isLine(text, CONTACT_CHARS_MAX)
                && (PhoneNumber.isOne(text) || MAIL.matcher(text).matches());
    }

    private static boolean isLine(String text, int max) {
        return !text.isBlank() && text.length() <= max && LINE.matcher(text).matches();
    }

    /** Names somebody from now on; the same again changes nothing. */
    @Transactional
    void name(UUID organisation, Named named, UUID by) {
        if (!isNamed(named)) {
            throw new IllegalArgumentException("expected a name and a contact");
        }
        if (of(organisation).equals(Optional.of(named))) {
            return;
        }
        jdbc.sql("INSERT INTO rights.officer (organisation_id, at, by_account, name, contact) VALUES (?, ?, ?, ?, ?)")
                .params(organisation, clock.instant().atOffset(ZoneOffset.UTC), by, named.name(), named.contact())
                .update();
    }
}
