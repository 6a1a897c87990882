package org.wangchuan.platform.exchange;

import java.util.Optional;

/**
 * A key as its page shows it.
 *
 * @param standing its state, or {@code over}: words under {@code exchange.key.STANDING}
 * @param responsible the name at work of whoever answers for it
 */
public record KeyLine(ApiKey key, String standing, Optional<String> responsible, Optional<String> site) {
    /** How it is marked. */
    public String tone() {
        return switch (standing) {
            case "active" -> "good";
            case "unconfirmed" -> "wait";
            default -> "off";
        };
    }
}
