package org.wangchuan.engine.phone.fact;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * One thing that is known of a phone.
 *
 * @param value a word of the property, a line of at most {@value #CHARS_MAX} characters, or a whole number in decimal
 */
public record Fact(Property property, String value, Source source) {
    /** The longest text that is kept of what a phone says of itself, in characters. */
    public static final int CHARS_MAX = 64;

    private static final int DIGITS_MAX = 15; // below 2^53, as all numbers here

    /** @throws IllegalArgumentException if the value is none of this property, see {@link #isValue}, or the source can't tell it */
    public Fact {
        if (!isValue(property, value)) {
            throw new IllegalArgumentException("no value of " + property.id());
        }
        if (!property.sources().contains(source)) {
            throw new IllegalArgumentException(property.id() + " from " + source.id());
        }
    }

    /** Whether a property can have this value. */
    public static boolean isValue(Property property, String value) {
        return switch (property.kind()) {
            case WORD -> property.words().contains(value);
            case TEXT -> isLine(value);
            case NUMBER ->
                !value.isEmpty()
                        && value.length() <= DIGITS_MAX
                        && value.chars().allMatch(c -> c >= '0' && c <= '9')
                        && (value.length() == 1 || value.charAt(0) != '0');
        };
    }

    private static boolean isLine(String value) {
        return !value.isBlank()
                && value.length() <= CHARS_MAX
                && value.strip().equals(value)
                && value.codePoints().noneMatch(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> true;
                    default -> false;
                });
    }

    /** As evidence has it. */
    public JsonValue.Obj toJson() {
        return Json.object()
                .put("property", property.id())
                .put("value", value)
                .put("source", source.id())
                .build();
    }

    /** Reads the one spelling that {@link #toJson} gives. */
    public static Fact fromJson(Json.Fields fields) throws ShapeException {
        fields.only("property", "value", "source");
        Property property = fields.constant("property", Property.class);
        String value = fields.text("value");
        if (!isValue(property, value)) {
            throw new ShapeException("value", "a value of " + property.id(), "another");
        }
        Source source = fields.constant("source", Source.class);
        if (!property.sources().contains(source)) {
            throw new ShapeException("source", "one that can tell " + property.id(), source.id());
        }
        return new Fact(property, value, source);
    }
}
