package org.wangchuan.engine.medium.sysfs;

import java.util.List;
import java.util.Optional;

/**
 * What stands in a table of the kernel's.
 *
 * @param unread why there may be more than these; empty if these are all
 */
public record Table<T>(List<T> entries, Optional<String> unread) {
    public Table {
        entries = List.copyOf(entries);
    }

    static <T> Table<T> whole(List<T> entries) {
        return new Table<>(entries, Optional.empty());
    }

    static <T> Table<T> unread(String why) {
        return new Table<>(List.of(), Optional.of(why));
    }
}
