package org.wangchuan.engine.phone.verdict;

import java.util.List;
import java.util.Set;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/**
 * Whether an Android's system tells in one of its readings what it keeps to itself in another (decision 0175). Where the verdict rests on the folders of its user data,
 * their times are worth something only of the same phone and the same system, which is found by comparing. What one reading is silent of nobody can compare, and silence is
 * no sameness. What none of them tells is not held against it: before Android 10 there is nothing to tell of a second system, and before 6 no patch level. Stateless.
 */
final class SilenceRules {
    /** Each is a property of its build, or of init, or statfs(2): what it told once it tells each time that it is asked. */
    private static final Set<Property> TOLD_ALIKE = Set.of(
            Property.MAKER,
            Property.MODEL,
            Property.VERSION,
            Property.PATCH_LEVEL,
            Property.STORAGE_BYTES,
            Property.SECOND_SYSTEM);

    /** By these it vouches for all else that it tells, and its recovery tells them as well: each reading of its system has to vouch for itself. */
    private static final Set<Property> VOUCHING = Set.of(Property.BOOTLOADER, Property.VERIFIED_BOOT);

    private SilenceRules() {}

    /** Whether any of what is compared is told in one reading of its system, and not in another. */
    static boolean isSilentOnce(PhoneHistory history, PhoneTechnique technique) {
        List<PhoneEvent.Seen> readings = readings(history, technique);
        return isUnvouched(history, readings)
                || TOLD_ALIKE.stream()
                        .anyMatch(property -> isOnSome(readings.stream()
                                .map(seen -> isTold(seen, property))
                                .toList()));
    }

    /** Where any tells it. What speaks against a phone needs nobody who vouches for it. */
    private static boolean isUnvouched(PhoneHistory history, List<PhoneEvent.Seen> readings) {
        List<PhoneEvent.Seen> speakingForIt = readings.stream()
                .filter(seen ->
                        seen.facts().isToldByAndroid() || !seen.facts().asNew().isEmpty())
                .toList();
        return VOUCHING.stream()
                .anyMatch(property -> history.seen().stream().anyMatch(seen -> isTold(seen, property))
                        && !speakingForIt.stream().allMatch(seen -> isTold(seen, property)));
    }

    /** Whether its system calls itself by a number in one reading, and in another is known by its descriptors alone, which any board in between can show. */
    static boolean isNumberSilentOnce(PhoneHistory history, PhoneTechnique technique) {
        return isOnSome(readings(history, technique).stream()
                .map(seen -> seen.identity().digests().containsKey(Name.SERIAL))
                .toList());
    }

    private static boolean isOnSome(List<Boolean> each) {
        return each.stream().distinct().count() > 1;
    }

    /** Those of its system, over its debug bridge: a recovery tells of itself, and less. */
    private static List<PhoneEvent.Seen> readings(PhoneHistory history, PhoneTechnique technique) {
        boolean restsOnFolders = technique.shows().stream().anyMatch(shown -> shown.property() == Property.DATA_BORN);
        return restsOnFolders
                ? history.seen().stream().filter(SilenceRules::isOfSystem).toList()
                : List.of();
    }

    private static boolean isOfSystem(PhoneEvent.Seen seen) {
        return seen.facts().isToldByAndroid() || isTold(seen, Property.DATA_BORN);
    }

    private static boolean isTold(PhoneEvent.Seen seen, Property property) {
        return seen.facts().all().stream().anyMatch(fact -> fact.property() == property && fact.source() == Source.ADB);
    }
}
