package org.wangchuan.engine.phone.verdict;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/**
 * Whether an Android tells another system after its reset than before it (decision 0171). A reset changes neither its version nor its patch level. The first start of another
 * one makes folders of its user data anew, and with them the times that pass for signs of a reset. Every reading before it counts, not the last alone: those times are
 * taken at the first. What a reading is silent of is for {@link SilenceRules}. Stateless.
 */
final class UpdateRules {
    private static final List<Property> OF_THE_SYSTEM = List.of(Property.VERSION, Property.PATCH_LEVEL);

    /** Each is compared with itself. Hardware that attests another version than before speaks against the phone, whatever its system tells. */
    private static final List<Source> TOLD_BY = List.of(Source.ADB, Source.ATTESTED);

    private UpdateRules() {}

    static boolean isOtherwise(PhoneHistory history) {
        List<PhoneEvent.Seen> before = history.before();
        List<PhoneEvent.Seen> all = history.seen();
        List<PhoneEvent.Seen> since = all.subList(before.size(), all.size());
        return OF_THE_SYSTEM.stream()
                .anyMatch(property -> TOLD_BY.stream()
                        .anyMatch(source -> isOther(told(before, property, source), told(since, property, source))));
    }

    private static boolean isOther(Set<String> before, Set<String> since) {
        return before.stream().anyMatch(one -> since.stream().anyMatch(other -> !one.equals(other)));
    }

    private static Set<String> told(List<PhoneEvent.Seen> some, Property property, Source source) {
        return some.stream()
                .flatMap(seen -> seen.facts().all().stream())
                .filter(fact -> fact.property() == property && fact.source() == source)
                .map(Fact::value)
                .collect(Collectors.toSet());
    }
}
