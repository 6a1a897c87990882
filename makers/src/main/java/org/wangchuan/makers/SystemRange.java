package org.wangchuan.makers;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/**
 * A system of a maker's, as far as its menus and locks are the same.
 *
 * @param id of the system within its maker
 * @param name as people know it, with its versions
 * @param family the word by which a device names it, in small letters: {@code miui}, {@code harmonyos}, {@code android}
 * @param from the first version, inclusive; empty if from its beginning
 * @param before the first version to which it no longer applies; empty if there is none yet
 * @param base whose facts hold where this maker says nothing: the id of an entry that is no maker's
 */
public record SystemRange(
        String id, Words name, String family, Optional<Version> from, Optional<Version> before, String base) {

    static SystemRange of(Json.Fields fields) throws ShapeException {
        fields.only("id", "name", "family", "from", "before", "base");
        SystemRange range = new SystemRange(
                Lines.id(fields.text("id"), "id"),
                Words.ofName(fields.object("name")),
                Lines.id(fields.text("family"), "family"),
                version(fields, "from"),
                version(fields, "before"),
                fields.text("base"));
        if (range.from().isPresent()
                && range.before().isPresent()
                && range.from().get().compareTo(range.before().get()) >= 0) {
            throw new ShapeException("before", "a later version than the first", "none");
        }
        return range;
    }

    private static Optional<Version> version(Json.Fields fields, String name) throws ShapeException {
        String text = fields.text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Version> version = Version.parse(text);
        if (version.isEmpty()) {
            throw new ShapeException(name, "numbers with dots", "another text");
        }
        return version;
    }

    /** Whether a device that names this family and version is within. */
    public boolean covers(String named, Version version) {
        return family.equals(named)
                && from.stream().allMatch(first -> first.compareTo(version) <= 0)
                && before.stream().allMatch(end -> version.compareTo(end) < 0);
    }
}
