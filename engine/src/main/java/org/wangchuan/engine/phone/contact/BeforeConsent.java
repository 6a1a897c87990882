package org.wangchuan.engine.phone.contact;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.read.Reading;

/**
 * A reading in which nothing is that may not be known before the owner consented. There is no other way to make one than to leave the rest out, and
 * nothing else comes out of {@link Unasked}. Immutable.
 */
final class BeforeConsent {
    private final Reading reading;

    private BeforeConsent(Reading reading) {
        this.reading = reading;
    }

    /** Without the rest. */
    static BeforeConsent of(Reading whole) {
        List<Fact> facts = whole.facts().all().stream()
                .filter(fact -> fact.property().isBeforeConsent())
                .filter(fact -> fact.source() != Source.ADB
                        && fact.source() != Source.PAIRED
                        && fact.source() != Source.ATTESTED)
                .toList();
        Map<PhoneIdentity.Name, String> names = new EnumMap<>(PhoneIdentity.Name.class);
        names.putAll(whole.identity().digests());
        names.remove(PhoneIdentity.Name.IMEI);
        List<Property> untold =
                whole.untold().stream().filter(Property::isBeforeConsent).toList();
        return new BeforeConsent(new Reading(new PhoneIdentity(names), new Facts(facts), untold, whole.printed()));
    }

    /** Nothing but that these were asked for in vain. */
    static BeforeConsent nothingOf(List<Property> asked) {
        return of(new Reading(PhoneIdentity.NONE, Facts.NONE, asked));
    }

    /** Both together. */
    BeforeConsent with(BeforeConsent other) {
        return new BeforeConsent(reading.with(other.reading));
    }

    Reading reading() {
        return reading;
    }
}
