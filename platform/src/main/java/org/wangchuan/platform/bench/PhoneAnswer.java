package org.wangchuan.platform.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/**
 * What somebody has entered on the page of a phone, not checked yet.
 *
 * @param fields by name: {@code answer}, {@code technique}, or {@code seen-} with what was looked at
 */
record PhoneAnswer(Map<String, String> fields) {
    private static final String UNKNOWN = "unknown";

    PhoneAnswer {
        fields = Map.copyOf(fields);
    }

    Optional<String> goesOn() {
        return Optional.ofNullable(fields.get("answer"));
    }

    /** Empty text for none of those that were offered. */
    Optional<String> technique() {
        return Optional.ofNullable(fields.get("technique"));
    }

    /** What was seen of what was asked; what nobody knows is left out. Empty if one of it is no answer. */
    Optional<JsonValue.Obj> seen(List<String> asks) {
        Json.Builder out = Json.object();
        for (String asked : asks) {
            String word = fields.getOrDefault("seen-" + asked, "");
            if (word.equals(UNKNOWN)) {
                continue;
            }
            if (!PhoneTurnReader.SEEN.getOrDefault(asked, List.of()).contains(word)) {
                return Optional.empty();
            }
            out.put(asked, word);
        }
        return Optional.of(out.build());
    }
}
