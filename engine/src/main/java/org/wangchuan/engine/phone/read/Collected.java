package org.wangchuan.engine.phone.read;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/** Puts a {@link Reading} together. What is no value of its property is not told. Not thread-safe. */
final class Collected {
    private static final int NUMBER_CHARS_MIN = 6;
    private static final int DIFFERENT_MIN = 3;
    private static final Set<String> NONE = Set.of(
            "UNKNOWN",
            "0123456789ABCDEF",
            "1234567890ABCDEF",
            "0123456789",
            "1234567890",
            "123456789",
            "DEFAULT",
            "NO_SERIAL",
            "ANDROID");

    private final Source source;
    private final Digests digests;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Property> untold = new ArrayList<>();
    private final Map<Name, String> names = new EnumMap<>(Name.class);

    Collected(Source source, Digests digests) {
        this.source = source;
        this.digests = digests;
    }

    void put(Property property, Optional<String> value) {
        Optional<String> told = value.map(String::strip)
                .map(text -> text.length() > Fact.CHARS_MAX
                        ? text.substring(0, Fact.CHARS_MAX).strip()
                        : text)
                .filter(text -> Fact.isValue(property, text));
        if (told.isPresent()) {
            facts.add(new Fact(property, told.get(), source));
        } else {
            untold.add(property);
        }
    }

    /** A number by which the phone is known; of that only the digest stays. */
    void known(Name name, Optional<String> number) {
        number.map(String::strip)
                .filter(Collected::isNumber)
                .ifPresent(text -> names.put(name, digests.of(name, text)));
    }

    /** Some phones have no number of their own and say one that many others say. */
    private static boolean isNumber(String text) {
        return text.length() >= NUMBER_CHARS_MIN
                && text.chars().distinct().count() >= DIFFERENT_MIN
                && !NONE.contains(text.toUpperCase(Locale.ROOT));
    }

    Reading reading() {
        return new Reading(new PhoneIdentity(names), new Facts(facts), untold);
    }
}
