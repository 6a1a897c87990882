package org.wangchuan.platform.web.page;

import java.util.Set;
import org.wangchuan.platform.web.access.Role;

/**
 * A line of the menu. Each module declares its own as beans.
 *
 * @param key of its words
 * @param order where it stands; small ones first
 * @param roles who sees it
 */
public record NavigationEntry(String key, String path, int order, Set<Role> roles) {
    public NavigationEntry {
        roles = Set.copyOf(roles);
    }
}
