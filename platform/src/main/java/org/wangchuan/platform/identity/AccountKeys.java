package org.wangchuan.platform.identity;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All that an account signs in with: passkeys, PIN, badge, the company's own sign-in, and links that nobody has used. Thread-safe. */
@Component
class AccountKeys {
    private final JdbcClient jdbc;

    AccountKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes it away, in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(UUID account) {
        for (String keys : List.of(
                """
                DELETE FROM identity.user_credentials WHERE user_entity_user_id IN
                  (SELECT id FROM identity.user_entities WHERE name = ?::text)""",
                "DELETE FROM identity.user_entities WHERE name = ?::text",
                "DELETE FROM identity.pin WHERE account_id = ?::uuid",
                "DELETE FROM identity.badge WHERE account_id = ?::uuid",
                "DELETE FROM identity.provider_link WHERE account_id = ?::uuid",
                "DELETE FROM identity.one_time_link WHERE account_id = ?::uuid AND used_at IS NULL")) {
            jdbc.sql(keys).param(account.toString()).update();
        }
    }
}
