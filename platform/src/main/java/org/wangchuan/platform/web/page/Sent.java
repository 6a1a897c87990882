package org.wangchuan.platform.web.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form that this page answers: a page that answers a form and leads nowhere says why nothing was done, and what was typed is still in
 * it. It is kept nowhere, and a template shows of it what it names: no password, no code, no PIN.
 *
 * @param path of the form's action; empty if no form was sent
 * @param fields by their names
 */
public record Sent(String path, Map<String, List<String>> fields) {
    /** A page that was asked for by a link. */
    public static final Sent NOTHING = new Sent("", Map.of());

    public Sent {
        fields = Map.copyOf(fields);
    }

    static Sent of(String path, Map<String, String[]> parameters) {
        return new Sent(
                path,
                parameters.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, field -> List.of(field.getValue()))));
    }

    /** Nothing of it: it may be of a person, and must not get into a message by accident. */
    @Override
    public String toString() {
        return "Sent[" + path + "]";
    }

    private Stream<String> values(String field) {
        return fields.getOrDefault(field, List.of()).stream();
    }

    /** Whether there is anything to come back: a form that was folded up is shown open then. */
    public boolean isAny() {
        return !fields.isEmpty();
    }

    /** What was typed into a field; empty if nothing was. */
    public String get(String field) {
        return values(field).findFirst().orElse("");
    }

    /** What was typed into a field, or what stands in it before anybody types. */
    public String get(String field, String before) {
        return isAny() ? get(field) : before;
    }

    /** Whether this was chosen, alone or with others. */
    public boolean has(String field, String value) {
        return values(field).anyMatch(value::equals);
    }

    /** Whether this is chosen: by who sent the form, or before anybody chooses. */
    public boolean has(String field, String value, boolean before) {
        return isAny() ? has(field, value) : before;
    }
}
