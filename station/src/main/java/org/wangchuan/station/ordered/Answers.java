package org.wangchuan.station.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.station.phone.PhonePeople;
import org.wangchuan.station.phone.PhonePeople.Answer;

/** Reads what people answered. What does not fit its question is none: nothing is guessed. Stateless. */
final class Answers {
    private Answers() {}

    /** How an answer is read. */
    interface Reader<T> {
        /**
         * Reads it.
         *
         * @throws ShapeException if it is none to this question
         */
        T from(Json.Fields in) throws ShapeException;
    }

    static <T> Optional<T> read(JsonValue.Obj said, Reader<T> reader) {
        try {
            return Optional.of(reader.from(Json.in(said)));
        } catch (ShapeException _) {
            return Optional.empty();
        }
    }

    static Answer goesOn(Json.Fields in, boolean hasWithout) throws ShapeException {
        Answer answer = in.only("answer").constant("answer", Answer.class);
        if (answer == Answer.WITHOUT && !hasWithout) {
            throw new ShapeException("answer", "one of those that were offered", "another");
        }
        return answer;
    }

    /** One of the offers; empty if none is wanted. */
    static Optional<PhoneTechnique> choose(Json.Fields in, PhonePlan plan) throws ShapeException {
        String id = in.only("technique").text("technique");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(plan.offers().stream()
                .map(PhonePlan.Offer::technique)
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ShapeException("technique", "one of those that were offered", "another")));
    }

    /** One of the systems that people can name; empty if nobody can tell. */
    static Optional<String> system(Json.Fields in) throws ShapeException {
        Optional<String> named = observe(in, List.of(Property.SYSTEM)).said(Property.SYSTEM);
        if (named.isPresent() && !PhonePeople.SYSTEMS.contains(named.get())) {
            throw new ShapeException(Property.SYSTEM.id(), "one of those that were offered", "another");
        }
        return named;
    }

    /** What was seen, of what was asked. */
    static Facts observe(Json.Fields in, List<Property> asked) throws ShapeException {
        Json.Fields seen = in.only("seen").object("seen");
        seen.only(asked.stream().map(Property::id).toArray(String[]::new));
        List<Fact> out = new ArrayList<>();
        for (Property property : asked) {
            Optional<String> value = seen.optionalText(property.id());
            if (value.isPresent()) {
                if (!Fact.isValue(property, value.get())) {
                    throw new ShapeException(property.id(), "one of its words", "another");
                }
                out.add(new Fact(property, value.get(), Source.SEEN));
            }
        }
        return new Facts(out);
    }
}
