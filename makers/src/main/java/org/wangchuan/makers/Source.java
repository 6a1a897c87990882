package org.wangchuan.makers;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/**
 * Where something is written.
 *
 * @param address an https address
 * @param by whose page it is; never {@link Basis#UNPROVEN}
 * @param read the day on which a copy of the page was read; empty if nobody has read it, which proves nothing
 */
public record Source(String id, Words title, String address, Basis by, Optional<LocalDate> read) {
    private static final int ADDRESS_CHARS_MAX = 300;

    static Source of(Json.Fields fields) throws ShapeException {
        fields.only("id", "title", "address", "by", "read");
        String address = Lines.line(fields, "address", ADDRESS_CHARS_MAX);
        if (!address.startsWith("https://") && !address.startsWith("http://")) {
            throw new ShapeException("address", "an address of the web", "another text");
        }
        Basis by = fields.constant("by", Basis.class);
        if (by == Basis.UNPROVEN) {
            throw new ShapeException("by", "whose page it is", "nobody's");
        }
        return new Source(
                Lines.id(fields.text("id"), "id"), Words.ofName(fields.object("title")), address, by, day(fields));
    }

    private static Optional<LocalDate> day(Json.Fields fields) throws ShapeException {
        String text = fields.text("read");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException _) {
            throw new ShapeException("read", "a day, or nothing", "another text");
        }
    }
}
