package org.wangchuan.platform.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an API key can be good for. What a handler asks for stands in its {@link org.wangchuan.platform.web.access.Access}. */
public enum Scope {
    /** Registers devices. */
    ORDERS_WRITE(Scope.ORDERS),
    /** Closes what of a list is ready, in the name of whoever answers for the key. */
    ORDERS_CLOSE(Scope.CLOSE),
    /** Asks what became of them, and what happened. */
    VERDICTS_READ(Scope.VERDICTS),
    /** Takes whole files. */
    EXPORTS_READ(Scope.EXPORTS),
    /** Has events sent to an address once more that an administrator has named. */
    WEBHOOKS_REPLAY(Scope.WEBHOOKS);

    static final String ORDERS = "orders:write";
    static final String CLOSE = "orders:close";
    static final String VERDICTS = "verdicts:read";
    static final String EXPORTS = "exports:read";
    static final String WEBHOOKS = "webhooks:replay";

    private final String id;

    Scope(String id) {
        this.id = id;
    }

    /** As programs write it, and as it stands in the database. */
    public String id() {
        return id;
    }

    /** In the keys of words. */
    public String word() {
        return id.replace(':', '-');
    }

    /** Whether what it is good for is done in somebody's name. */
    public boolean isNamed() {
        return this == ORDERS_WRITE || this == ORDERS_CLOSE;
    }

    /** All of these ids; empty if one is none. */
    static Optional<List<Scope>> all(List<String> ids) {
        List<Scope> found =
                Arrays.stream(values()).filter(scope -> ids.contains(scope.id)).toList();
        return found.size() == ids.stream().distinct().count() ? Optional.of(found) : Optional.empty();
    }
}
