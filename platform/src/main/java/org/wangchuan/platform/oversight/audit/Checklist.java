package org.wangchuan.platform.oversight.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wangchuan.platform.oversight.Words;

/**
 * What somebody goes through, as its file says it: {@code checklists/ID.vN.json}.
 *
 * @param everyMonths how often, 1 to 60 months
 * @param items in the order in which they are gone through
 */
public record Checklist(
        String id,
        int version,
        Words title,
        @JsonProperty("every-months") int everyMonths,
        List<Item> items) {
    public Checklist {
        items = List.copyOf(items);
    }

    /** How grave it is if it is not so. */
    public enum Severity {
        HIGH,
        MEDIUM,
        LOW;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that is to be so.
     *
     * @param how by what one sees whether it is
     * @param source what asks for it
     */
    public record Item(String id, Words text, Words how, Source source, Severity severity) {}

    /**
     * What asks for something.
     *
     * @param part of it, in both languages; empty for the whole
     */
    public record Source(Words title, String part) {}

    /** The item of an id. */
    public Optional<Item> item(String wanted) {
        return items.stream().filter(one -> one.id().equals(wanted)).findFirst();
    }
}
