package org.wangchuan.engine.phone.read;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.usb.SerialNumber;

/**
 * What a phone told.
 *
 * @param untold what was asked for, and not told, or not in a form that is known
 * @param printed the number that stands on its box and in its settings, in clear, where it tells one that its descriptors don't show, as an iPhone does; for
 *     whoever asks, and no part of a record
 */
public record Reading(PhoneIdentity identity, Facts facts, List<Property> untold, Optional<SerialNumber> printed) {
    public Reading {
        untold = List.copyOf(untold);
    }

    /** One that tells no other number than its descriptors show. */
    public Reading(PhoneIdentity identity, Facts facts, List<Property> untold) {
        this(identity, facts, untold, Optional.empty());
    }

    /**
     * Both, as of one phone at one time. Where both know the same number, or one source told the same property twice, the other's counts. What one of
     * them was told is not untold.
     */
    public Reading with(Reading other) {
        Map<PhoneIdentity.Name, String> names = new EnumMap<>(PhoneIdentity.Name.class);
        names.putAll(identity.digests());
        names.putAll(other.identity.digests());
        Facts both = facts.with(other.facts);
        Set<Property> open = EnumSet.noneOf(Property.class);
        open.addAll(untold);
        open.addAll(other.untold);
        both.all().stream().map(Fact::property).forEach(open::remove);
        return new Reading(new PhoneIdentity(names), both, List.copyOf(open), other.printed.or(() -> printed));
    }
}
