package org.wangchuan.station.ordered;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.plan.LockCheck;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.WayNotOffered;
import org.wangchuan.engine.phone.plan.WayTime;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.plan.Plan.Unsatisfiable;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** The questions of a lane as the Station API has them. Stateless. */
final class Questions {
    private static final int OFFERS_MAX = 16;
    private static final int LEFT_OUT_MAX = 32;
    private static final int OBSTACLES_MAX = 16;

    /** A year, as the Station API has it. */
    private static final long SECONDS_MAX = 366 * 24 * 3_600;

    private Questions() {}

    static JsonValue.Obj goesOn(Wanted missing, boolean hasWithout) {
        return Json.object()
                .put("kind", "goes-on")
                .put("missing", Json.wireName(missing))
                .put("without", hasWithout)
                .build();
    }

    static JsonValue.Obj choose(PhonePlan plan, List<OwnersPart> parts, Facts known) {
        return Json.object()
                .put("kind", "choose")
                .put("locks", array(LockCheck.of(known).stream(), Questions::lock))
                .put("parts", array(parts.stream(), Questions::part))
                .put("offers", array(plan.offers().stream().limit(OFFERS_MAX), Questions::offer))
                .put(
                        "leftOut",
                        array(
                                Stream.concat(
                                                // Of another system are most of the others.
                                                plan.leftOut().stream()
                                                        .filter(PhonePlan.LeftOut::isOpen)
                                                        .map(Questions::leftOut),
                                                WayNotOffered.of(known).stream().map(Questions::notOffered))
                                        .limit(LEFT_OUT_MAX),
                                one -> one))
                .put(
                        "obstacles",
                        texts(plan.obstacles().stream().limit(OBSTACLES_MAX).map(Unsatisfiable::reason)))
                .build();
    }

    private static JsonValue.Obj lock(LockCheck check) {
        return Line.object(check.text())
                .put("code", check.kind().id())
                .put("state", check.state().id())
                .put("because", texts(check.because().stream().map(FactWords::fact)))
                .build();
    }

    private static JsonValue.Obj part(OwnersPart part) {
        Json.Builder out =
                Line.object(part.code().text()).put("code", part.code().id());
        part.because().filter(fact -> ShownFacts.isShown(fact.property())).ifPresent(fact -> {
            BilingualText because = FactWords.fact(fact);
            out.put("becauseZh", Line.of(because.zh())).put("becauseEn", Line.of(because.en()));
        });
        return out.build();
    }

    private static JsonValue.Obj offer(PhonePlan.Offer offer) {
        PhoneTechnique technique = offer.technique();
        Json.Builder out = Line.object(technique.title()).put("technique", technique.id());
        time(technique, offer.time(), out);
        return out.put("reaches", offer.reaches().map(Json::wireName))
                .put("tried", offer.isTried())
                .put("fills", technique.fills())
                .put("by", Json.wireName(technique.by()))
                .put("leaves", texts(technique.leaves().stream()))
                .put(
                        "clauses",
                        array(
                                offer.atBest().stream(),
                                clause -> Line.object(clause.clause().text())
                                        .put("state", Json.wireName(clause.state()))
                                        .build()))
                .build();
    }

    /**
     * The longest, which a platform of before takes for all that there is to know. What is longer than any of them takes follows from a size that no phone has, and is told
     * as unknown, beside what it takes without the fill.
     */
    private static void time(PhoneTechnique technique, WayTime time, Json.Builder out) {
        if (time.mostSeconds().orElse(time.leastSeconds()) > SECONDS_MAX) {
            out.put("seconds", technique.seconds()).put("secondsOpen", true);
            return;
        }
        out.put("seconds", time.mostSeconds().orElse(time.leastSeconds()));
        if (time.mostSeconds().isEmpty()) {
            out.put("secondsOpen", true);
        } else if (time.mostSeconds().getAsLong() != time.leastSeconds()) {
            out.put("secondsLeast", time.leastSeconds());
        }
    }

    private static JsonValue.Obj leftOut(PhonePlan.LeftOut out) {
        return Line.object(out.technique().title())
                .put("missing", texts(out.missing().stream().map(FactWords::condition)))
                .build();
    }

    private static JsonValue.Obj notOffered(WayNotOffered way) {
        return Line.object(way.title())
                .put("missing", texts(Stream.of(way.because())))
                .build();
    }

    /** Asks for the values of these, which people can see. */
    static JsonValue.Obj observe(List<Property> asked) {
        return Json.object()
                .put("kind", "observe")
                .put("asks", Json.texts(asked.stream().map(Property::id).toList()))
                .build();
    }

    private static JsonValue.Array texts(Stream<BilingualText> texts) {
        return array(texts, Line::json);
    }

    private static <T> JsonValue.Array array(Stream<T> of, Function<T, JsonValue.Obj> each) {
        return new JsonValue.Array(of.<JsonValue>map(each).toList());
    }
}
