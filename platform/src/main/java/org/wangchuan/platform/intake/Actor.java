package org.wangchuan.platform.intake;

import java.util.Optional;
import java.util.UUID;

/** Who moves an order. */
public record Actor(Kind kind, Optional<UUID> id) {
    /** The kinds. */
    public enum Kind {
        STAFF,
        OWNER,
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

    /** A paired station. */
    public static Actor station(UUID station) {
        return new Actor(Kind.STATION, Optional.of(station));
    }

    /** The platform by itself. */
    public static Actor platform() {
        return new Actor(Kind.PLATFORM, Optional.empty());
    }
}
