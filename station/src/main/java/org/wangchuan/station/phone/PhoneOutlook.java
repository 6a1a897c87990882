package org.wangchuan.station.phone;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;

/**
 * What can be said of erasing a phone before it is asked anything: a plan needs to know more of it.
 *
 * @param systems what it may run, as {@link Property#SYSTEM} has it; more than one where it does not show which
 * @param leastSeconds of the fastest way that may fit
 * @param mostSeconds of the slowest, without what filling the storage takes
 * @param fills whether one of them fills the storage, which takes as long as that takes
 * @param reaches the best that any of them can show
 * @param isTried whether any of them was ever tried on a real phone
 */
public record PhoneOutlook(
        List<String> systems,
        long leastSeconds,
        long mostSeconds,
        boolean fills,
        Optional<SanitizationLevel> reaches,
        boolean isTried) {
    public PhoneOutlook {
        systems = List.copyOf(systems);
    }

    /** Of a phone that shows this; empty if no way fits. */
    public static Optional<PhoneOutlook> of(Facts shown) {
        List<PhoneTechnique> fitting = TechniqueCatalogue.all().stream()
                .filter(one -> one.needs().stream()
                        .noneMatch(need ->
                                need.property() == Property.SYSTEM && need.in(shown) == Condition.State.CONTRADICTED))
                .toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        List<String> systems = fitting.stream()
                .flatMap(one -> one.needs().stream())
                .filter(need -> need.property() == Property.SYSTEM)
                .flatMap(need -> need.is().stream())
                .distinct()
                .toList();
        return Optional.of(new PhoneOutlook(
                shown.said(Property.SYSTEM).map(List::of).orElse(systems),
                fitting.stream().mapToLong(PhoneTechnique::seconds).min().orElseThrow(),
                fitting.stream().mapToLong(PhoneTechnique::seconds).max().orElseThrow(),
                fitting.stream().anyMatch(PhoneTechnique::fills),
                best(fitting),
                fitting.stream().anyMatch(PhoneTechnique::isTried)));
    }

    private static Optional<SanitizationLevel> best(List<PhoneTechnique> fitting) {
        List<SanitizationLevel> all =
                fitting.stream().flatMap(one -> one.reaches().stream()).toList();
        if (all.contains(SanitizationLevel.PURGED)) {
            return Optional.of(SanitizationLevel.PURGED);
        }
        return all.contains(SanitizationLevel.CLEARED) ? Optional.of(SanitizationLevel.CLEARED) : Optional.empty();
    }
}
