package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.WayTime;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.paper.PhoneText;

/** What is known of a phone, in words. */
final class PhoneWords {
    private static final int SECONDS_OF_MINUTE = 60;
    private static final List<Source> BEST_FIRST = List.of(
            Source.ADB,
            Source.ATTESTED,
            Source.PAIRED,
            Source.LOCKDOWN,
            Source.MTP,
            Source.USB,
            Source.FASTBOOT,
            Source.SEEN,
            Source.SAID);

    private PhoneWords() {}

    static String in(BilingualText text, Messages messages) {
        return messages.chinese() ? text.zh() : text.en();
    }

    /** Maker, model and system, as far as anybody says. */
    static String name(Facts known, Messages messages) {
        List<String> parts = new ArrayList<>();
        any(known, Property.MAKER).ifPresent(parts::add);
        any(known, Property.MODEL).ifPresent(parts::add);
        any(known, Property.SYSTEM)
                .map(word -> PhoneText.of("system." + word, messages.chinese()))
                .ifPresent(parts::add);
        any(known, Property.VERSION).ifPresent(parts::add);
        return parts.isEmpty() ? messages.text("phone.nameless") : OneLine.of(String.join(" ", parts));
    }

    /** Several sources spell the same in several ways: what its own system tells before what it shows. */
    private static Optional<String> any(Facts known, Property property) {
        return BEST_FIRST.stream()
                .flatMap(source ->
                        known.all().stream().filter(fact -> fact.property() == property && fact.source() == source))
                .map(Fact::value)
                .findFirst();
    }

    /** Minutes, rounded up. */
    static long minutes(long seconds) {
        return (seconds + SECONDS_OF_MINUTE - 1) / SECONDS_OF_MINUTE;
    }

    /** How long a way takes, in words. */
    static String time(WayTime time, Messages messages) {
        long least = minutes(time.leastSeconds());
        if (time.mostSeconds().isEmpty()) {
            return messages.text("phone.time-open", least);
        }
        long most = minutes(time.mostSeconds().getAsLong());
        return least == most ? messages.text("phone.time", least) : messages.text("phone.time-between", least, most);
    }

    /** A property, in words. */
    static String property(Property property, Messages messages) {
        return messages.text("phone.property." + property.id());
    }

    /** A value of it, in words where it is one of ours. */
    static String value(Property property, String value, Messages messages) {
        return property.kind() == Property.Kind.WORD ? messages.named("phone.value", value) : OneLine.of(value);
    }

    static String fact(Fact fact, Messages messages) {
        return messages.text(
                "phone.fact",
                property(fact.property(), messages),
                value(fact.property(), fact.value(), messages),
                messages.text("phone.source." + fact.source().id()));
    }

    /** What a way needs, in words. */
    static String condition(Condition condition, Messages messages) {
        String values = condition.is().stream()
                .map(value -> value(condition.property(), value, messages))
                .collect(Collectors.joining(messages.text("phone.or")));
        return messages.text("phone.condition", property(condition.property(), messages), values);
    }

    /** As the constants of an enum are spelt on the wire. */
    static String of(String key, Enum<?> word, Messages messages) {
        return PhoneText.of(key + "." + Json.wireName(word), messages.chinese());
    }
}
