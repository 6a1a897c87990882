package org.wangchuan.station.ordered;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.station.phone.PhoneNotice.Filling;

/**
 * How it stands between a phone and its people, all of it. Immutable.
 *
 * @param step what is due
 * @param phone maker, model, system and version, as far as told
 * @param facts what is known, in words
 * @param notices what was told last, the latest last
 * @param fill how far a fill is, while one is under way
 * @param question what is asked; absent if nothing is
 */
public record PhoneTurn(
        PhoneStep step,
        JsonValue.Obj phone,
        List<JsonValue> facts,
        List<NoticeLine> notices,
        Optional<Filling> fill,
        Optional<PhoneQuestion> question) {
    public PhoneTurn {
        facts = List.copyOf(facts);
        notices = List.copyOf(notices);
    }

    /** Whether nothing but the fill may be otherwise. */
    public boolean isSameButForFill(PhoneTurn other) {
        return step == other.step
                && phone.equals(other.phone)
                && facts.equals(other.facts)
                && notices.equals(other.notices)
                && fill.isPresent() == other.fill.isPresent()
                && question.equals(other.question);
    }

    /**
     * As the Station API has it.
     *
     * @param number ascending; the platform passes over a lower one than it has
     */
    public JsonValue.Obj toJson(long number) {
        Json.Builder out = Json.object()
                .put("turn", number)
                .put("step", Json.wireName(step))
                .put("phone", phone)
                .put("facts", new JsonValue.Array(facts))
                .put(
                        "notices",
                        new JsonValue.Array(notices.stream()
                                .<JsonValue>map(NoticeLine::toJson)
                                .toList()));
        fill.ifPresent(far -> out.put(
                "fill",
                Json.object()
                        .put("verifying", far.isVerifying())
                        .put("doneBytes", far.doneBytes())
                        .put("allBytes", far.allBytes())
                        .build()));
        question.ifPresent(asked -> out.put("question", asked.toJson()));
        return out.build();
    }
}
