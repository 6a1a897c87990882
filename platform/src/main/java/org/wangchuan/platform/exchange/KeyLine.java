package org.wangchuan.platform.exchange;

import java.util.Optional;

/**
 * A key as its page shows it.
 *
 * @param standing its state, or {@code over}: words under {@code exchange.key.STANDING}
 * @param responsible the name at work of whoever answers for it
 * @param stands how it stands with them, as long as the key counts
 */
public record KeyLine(
        ApiKey key, String standing, Optional<String> responsible, Responsible stands, Optional<String> site) {
    /** How it is marked. */
    public String tone() {
        return switch (standing) {
            case "active" -> stands.isBroken() ? "off" : "good";
            case "unconfirmed" -> "wait";
            default -> "off";
        };
    }
}
