package org.wangchuan.platform.identity;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A company's own identity provider, as it is set up here; without its secret.
 *
 * @param code by which its page is found
 * @param issuer exactly as it calls itself
 * @param secretAt when its secret was set
 * @param acr what an identity token has to have as its {@code acr}; empty for anything
 * @param amr what has to be among the {@code amr} of an identity token; empty for anything
 */
public record Provider(
        UUID id,
        UUID organisation,
        String code,
        String issuer,
        String clientId,
        Instant secretAt,
        Optional<String> acr,
        Optional<String> amr,
        State state) {
    /** Whether it signs anybody in. */
    public enum State {
        ON,
        OFF,
        /** It was on in a back-up that was put back, and nobody has said that it still is. */
        UNCONFIRMED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it signs anybody in. */
    public boolean isOn() {
        return state == State.ON;
    }

    /** What a token has to say, as it stands in the history of a company. */
    String rule() {
        String rule = acr.map(value -> "acr=" + value).orElse("");
        return rule
                + amr.map(value -> (rule.isEmpty() ? "" : ", ") + "amr=" + value)
                        .orElse("");
    }
}
