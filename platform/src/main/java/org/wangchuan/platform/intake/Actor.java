package org.wangchuan.platform.intake;

import java.util.Optional;
import java.util.UUID;

/** Who moves an order. */
public record Actor(Kind kind, Optional<UUID> id) {
    /** The kinds. */
    public enum Kind {
        STAFF,
        OWNER,
        /** The owner, at the counter's screen: in the session of somebody who works here. */
        GLASS,
        STATION,
        PLATFORM
    }

    /** Somebody who works here. */
    public static Actor staff(UUID account) {
        return new Actor(Kind.STAFF, Optional.of(account));
    }

    /** The owner, by the link of the order. */
    public static Actor owner() {
        return new Actor(Kind.OWNER, Optional.empty());
    }

    /** The owner, at the counter's screen. Nothing shows that it was not this clerk. */
    public static Actor glass(UUID clerk) {
        return new Actor(Kind.GLASS, Optional.of(clerk));
    }

    /** A paired station. */
    public static Actor station(UUID station) {
        return new Actor(Kind.STATION, Optional.of(station));
    }

    /** The platform by itself. */
    public static Actor platform() {
        return new Actor(Kind.PLATFORM, Optional.empty());
    }
}
