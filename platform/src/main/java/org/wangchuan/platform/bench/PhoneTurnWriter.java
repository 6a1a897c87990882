package org.wangchuan.platform.bench;

import java.util.List;
import java.util.function.Function;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** Writes of a turn what is kept of it: what was read and nothing else, in the form in which stations tell it. */
final class PhoneTurnWriter {
    private PhoneTurnWriter() {}

    static String write(PhoneTurn turn) {
        Json.Builder out = Json.object()
                .put("turn", turn.turn())
                .put("step", turn.step())
                .put("phone", shown(turn.phone()))
                .put(
                        "facts",
                        array(
                                turn.facts(),
                                fact -> said(fact.said())
                                        .put("property", fact.property())
                                        .put("value", fact.value())
                                        .put("source", fact.source())))
                .put("notices", array(turn.notices(), PhoneTurnWriter::notice));
        turn.fill()
                .ifPresent(fill -> out.put(
                        "fill",
                        Json.object()
                                .put("verifying", fill.isVerifying())
                                .put("doneBytes", fill.doneBytes())
                                .put("allBytes", fill.allBytes())
                                .build()));
        turn.question().ifPresent(question -> out.put("question", question(question)));
        return CanonicalJson.writeText(out.build());
    }

    private static JsonValue.Obj shown(PhoneTurn.Shown phone) {
        return Json.object()
                .put("maker", phone.maker())
                .put("model", phone.model())
                .put("system", phone.system())
                .put("version", phone.version())
                .build();
    }

    private static Json.Builder notice(PhoneTurn.Notice notice) {
        return Json.object()
                .put("code", notice.code())
                .put("zh", notice.said().map(PhoneSaid::zh))
                .put("en", notice.said().map(PhoneSaid::en))
                .put("topic", notice.topic());
    }

    private static JsonValue.Obj question(PhoneQuestion question) {
        Json.Builder out = Json.object().put("id", question.id().toString());
        return switch (question) {
            case PhoneQuestion.GoesOn asked ->
                out.put("kind", "goes-on")
                        .put("missing", asked.missing())
                        .put("without", asked.isWithout())
                        .build();
            case PhoneQuestion.Choose asked ->
                out.put("kind", "choose")
                        .put(
                                "locks",
                                array(
                                        asked.locks(),
                                        lock -> said(lock.said())
                                                .put("code", lock.code())
                                                .put("state", lock.state())
                                                .put("because", array(lock.because(), PhoneTurnWriter::said))))
                        .put(
                                "parts",
                                array(
                                        asked.parts(),
                                        part -> said(part.said())
                                                .put("code", part.code())
                                                .put("becauseZh", part.because().map(PhoneSaid::zh))
                                                .put("becauseEn", part.because().map(PhoneSaid::en))))
                        .put("offers", array(asked.offers(), PhoneTurnWriter::offer))
                        .put(
                                "leftOut",
                                array(
                                        asked.leftOut(),
                                        one -> said(one.said())
                                                .put("missing", array(one.missing(), PhoneTurnWriter::said))))
                        .put("obstacles", array(asked.obstacles(), PhoneTurnWriter::said))
                        .build();
            case PhoneQuestion.Observe asked ->
                out.put("kind", "observe").put("asks", Json.texts(asked.asks())).build();
            case PhoneQuestion.Unknown _ -> out.put("kind", "unknown").build();
        };
    }

    private static Json.Builder offer(PhoneQuestion.Offer offer) {
        Json.Builder out = said(offer.said()).put("technique", offer.technique());
        time(offer.time(), out);
        return out.put("reaches", offer.reaches())
                .put("tried", offer.isTried())
                .put("fills", offer.isFilling())
                .put("by", offer.isByHand() ? "hand" : "bench")
                .put("leaves", array(offer.leaves(), PhoneTurnWriter::said))
                .put(
                        "clauses",
                        array(offer.clauses(), clause -> said(clause.said()).put("state", clause.state())));
    }

    private static void time(PhoneQuestion.Time time, Json.Builder out) {
        out.put("seconds", time.mostSeconds());
        if (time.leastSeconds() != time.mostSeconds()) {
            out.put("secondsLeast", time.leastSeconds());
        }
        if (time.isOpen()) {
            out.put("secondsOpen", true);
        }
    }

    private static Json.Builder said(PhoneSaid said) {
        return Json.object().put("zh", said.zh()).put("en", said.en());
    }

    private static <T> JsonValue.Array array(List<T> items, Function<T, Json.Builder> each) {
        return new JsonValue.Array(
                items.stream().<JsonValue>map(item -> each.apply(item).build()).toList());
    }
}
