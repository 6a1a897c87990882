package org.wangchuan.platform.vault;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Who writes into the vault or reads from it, and why.
 *
 * @param account of staff
 * @param roles of staff, as of now
 * @param site where the work is done that it is needed for
 * @param why the reason that staff gave; masked looks and the person's own need none
 */
public record Reader(Kind kind, Optional<UUID> account, Set<Role> roles, UUID site, Optional<Why> why) {
    /**
     * A reason.
     *
     * @param reference of a case or a ticket, which holds nothing of the person; empty if there is none
     */
    public record Why(Reason reason, String reference) {}

    /** The kinds. */
    public enum Kind {
        STAFF,
        /** The person themselves, by the link of their order. */
        OWNER,
        /** The platform by itself, for a step that nobody looks at. */
        PLATFORM;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The one of this id. */
        public static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }

    public Reader {
        roles = Set.copyOf(roles);
    }

    /** Somebody who has given no reason. */
    public Reader(Kind kind, Optional<UUID> account, Set<Role> roles, UUID site) {
        this(kind, account, roles, site, Optional.empty());
    }

    /** The same, who says why. */
    public Reader because(Reason reason, String reference) {
        return new Reader(kind, account, roles, site, Optional.of(new Why(reason, reference.strip())));
    }

    /** Somebody who works here; the caller has seen that the site is one of theirs. */
    public static Reader staff(Visitor visitor, UUID site) {
        if (!visitor.worksAt(site)) {
            throw new IllegalArgumentException("expected a site of this visitor");
        }
        return new Reader(Kind.STAFF, Optional.of(visitor.account()), visitor.roles(), site);
    }

    /** The person themselves. */
    public static Reader owner(UUID site) {
        return new Reader(Kind.OWNER, Optional.empty(), Set.of(), site);
    }

    /** The platform. */
    public static Reader platform(UUID site) {
        return new Reader(Kind.PLATFORM, Optional.empty(), Set.of(), site);
    }
}
