package org.wangchuan.platform.identity;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.UUID;
import org.wangchuan.platform.testing.PlatformTest;

/** A passkey as the library keeps one; nobody can show it. */
final class Passkey {
    private Passkey() {}

    /** A new one of an account, and its id. */
    static String of(UUID account) {
        String user = id("u-" + account);
        String credential = id("c-" + account);
        PlatformTest.jdbc()
                .sql("INSERT INTO identity.user_entities VALUES (?, ?, 'worker') ON CONFLICT DO NOTHING")
                .params(user, account.toString())
                .update();
        PlatformTest.jdbc()
                .sql("""
                        INSERT INTO identity.user_credentials (credential_id, user_entity_user_id, public_key, backup_eligible,
                          backup_state, authenticator_transports, created, last_used, label)
                        VALUES (?, ?, '', false, false, 'usb,nfc', ?, ?, 'k')""")
                .param(credential)
                .param(user)
                .param(new Timestamp(System.currentTimeMillis()))
                .param(new Timestamp(System.currentTimeMillis()))
                .update();
        return credential;
    }

    /** As the library keeps one. */
    static String id(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
