package org.wangchuan.engine.phone.read;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/** Puts a {@link Reading} together. What is no value of its property is not told. Not thread-safe. */
final class Collected {
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
                .filter(DeviceNumber::isUsable)
                .ifPresent(text -> names.put(name, digests.of(name, text)));
    }

    Reading reading() {
        return new Reading(new PhoneIdentity(names), new Facts(facts), untold);
    }
}
