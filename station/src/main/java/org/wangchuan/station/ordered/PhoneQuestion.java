package org.wangchuan.station.ordered;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.wangchuan.canonical.JsonValue;

/**
 * A question to people. Each time that it is put it has another id, so that no answer to an earlier one is taken for one to this.
 *
 * @param body its kind, and what belongs to that
 */
public record PhoneQuestion(UUID id, JsonValue.Obj body) {
    JsonValue.Obj toJson() {
        Map<String, JsonValue> members = new TreeMap<>(body.members());
        members.put("id", new JsonValue.Text(id.toString()));
        return new JsonValue.Obj(members);
    }
}
