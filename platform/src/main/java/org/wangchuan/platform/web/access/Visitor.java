package org.wangchuan.platform.web.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody of an organisation who is signed in.
 *
 * @param name the name that colleagues and statements know this account by; no civil name
 * @param organisation absent before the first administrator has said what it is called
 * @param site where this account works; absent for the whole organisation
 */
public record Visitor(UUID account, String name, Optional<UUID> organisation, Optional<UUID> site, Set<Role> roles) {
    public Visitor {
        roles = Set.copyOf(roles);
    }

    /** Whether one of these roles is among this visitor's; true if none is asked for. */
    public boolean hasAny(Role... asked) {
        return asked.length == 0 || Arrays.stream(asked).anyMatch(roles::contains);
    }

    /** Whether what belongs to this site is this visitor's to see. */
    public boolean worksAt(UUID asked) {
        return site.isEmpty() || site.get().equals(asked);
    }
}
