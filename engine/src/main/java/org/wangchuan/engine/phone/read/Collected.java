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
import org.wangchuan.engine.usb.SerialNumber;

/** Puts a {@link Reading} together. What is no value of its property is not told. Not thread-safe. */
final class Collected {
    /** As that of its descriptors. */
    private static final int SERIAL_CHARS_MAX = 256;

    private final Source source;
    private final Digests digests;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Property> untold = new ArrayList<>();
    private final Map<Name, String> names = new EnumMap<>(Name.class);
    private Optional<SerialNumber> printed = Optional.empty();

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

    /** The serial number on its box, which its descriptors don't show: in clear, too, for whoever asks. */
    void printed(Optional<String> number) {
        known(Name.SERIAL, number);
        printed = number.map(String::strip)
                .filter(text -> text.length() <= SERIAL_CHARS_MAX)
                .filter(DeviceNumber::isUsable)
                .map(SerialNumber::new);
    }

    Reading reading() {
        return new Reading(new PhoneIdentity(names), new Facts(facts), untold, printed);
    }
}
