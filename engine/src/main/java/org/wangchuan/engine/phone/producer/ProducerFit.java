package org.wangchuan.engine.phone.producer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.Verdict.Level;

/**
 * Whether what is recorded of a phone is what a producer's statement speaks of (decision 0100): a pure function of both. The verdict and the states of the
 * clauses are not touched by it.
 *
 * @param clauses those that the evidence leaves open and the statement says are met, in the policy's order; empty unless nothing is missing
 * @param misses what is not as the statement has it, or not known well enough; empty if all is
 */
public record ProducerFit(List<String> clauses, Set<Miss> misses) {
    /** Whose word is the system's own, given to whom its owner permitted it; a cable's descriptors anybody can send. */
    private static final Set<Source> OWN = EnumSet.of(Source.ADB, Source.PAIRED);

    /** What is missing. Codes are stable. */
    public enum Miss {
        /** The verdict is not good: the technique was not observed as done. */
        VERDICT,
        /** Something holds the phone, or nobody knows. */
        LOCK,
        /** It was erased in another way, or by a document that only bears the name of one. */
        WAY,
        /** It did not tell before and after, by a system that vouches for itself, that it is of this maker. */
        MAKER,
        /** The same of the model. */
        MODEL,
        /** The same of the system; or somewhere in between one told that somebody may have changed it. */
        SYSTEM,
        /** The same of a version that is new enough. */
        VERSION,
        /** The same of the security patch level. */
        PATCH_LEVEL,
        /** What else it has to have told beforehand it did not, or something tells otherwise. */
        CONDITION,
        /** It was set off at another time. */
        TIME,
        /** It speaks of no clause that is open, of this version of the rule set. */
        CLAUSES
    }

    public ProducerFit {
        clauses = List.copyOf(clauses);
        misses = Set.copyOf(misses);
    }

    /** Whether it speaks of this erasure. */
    public boolean fits() {
        return misses.isEmpty();
    }

    /** What a record shows of it. */
    public static ProducerFit of(PhoneEvidence evidence, ProducerScope scope) {
        Set<Miss> misses = EnumSet.noneOf(Miss.class);
        PhoneVerdict verdict = PhoneVerdictRules.judge(evidence);
        require(verdict.level() == Level.CLEARED || verdict.level() == Level.PURGED, Miss.VERDICT, misses);
        require(verdict.lock() == PhoneVerdict.Lock.UNLOCKED, Miss.LOCK, misses);
        require(evidence.technique().filter(way -> isOneOf(way, scope)).isPresent(), Miss.WAY, misses);
        Moments moments = new Moments(
                evidence.events().stream()
                        .filter(PhoneEvent.Seen.class::isInstance)
                        .map(PhoneEvent.Seen.class::cast)
                        .toList(),
                evidence.history().factsBefore(),
                evidence.history().factsAfter());
        requireTold(moments::tell, scope, misses);
        // Also between two resets, where the verdict need not ask: a statement speaks of a system that its maker knows.
        require(moments.all().stream().noneMatch(seen -> seen.facts().isSystemDoubtful()), Miss.SYSTEM, misses);
        require(
                scope.conditions().stream()
                        .allMatch(condition -> condition.in(moments.factsBefore()) == Condition.State.HOLDS
                                && !moments.deny(condition)),
                Miss.CONDITION,
                misses);
        require(isSetOffWithin(evidence, scope), Miss.TIME, misses);
        return result(misses, PhoneConformityRules.judge(evidence), evidence.policy(), scope);
    }

    /**
     * What could be met at the most if a phone of which this is known were erased now in this way, and all goes well. What is told afterwards is not known yet.
     */
    public static ProducerFit ahead(
            Facts known, PhoneTechnique technique, Policy policy, ProducerScope scope, Instant now) {
        Set<Miss> misses = EnumSet.noneOf(Miss.class);
        require(isOneOf(technique, scope), Miss.WAY, misses);
        requireTold((property, is) -> isTold(known, property, is), scope, misses);
        require(
                scope.conditions().stream().allMatch(condition -> condition.in(known) == Condition.State.HOLDS),
                Miss.CONDITION,
                misses);
        require(isWithin(now, scope), Miss.TIME, misses);
        return result(misses, PhoneConformityRules.atBest(technique, policy), policy, scope);
    }

    private static ProducerFit result(Set<Miss> misses, List<ClauseState> states, Policy policy, ProducerScope scope) {
        List<String> said = scope.clausesOf(policy.id(), policy.version());
        List<String> open = states.stream()
                .filter(clause -> clause.state() == ClauseState.State.UNDETERMINED)
                .map(clause -> clause.clause().id())
                .filter(said::contains)
                .toList();
        require(!open.isEmpty(), Miss.CLAUSES, misses);
        return new ProducerFit(misses.isEmpty() ? open : List.of(), misses);
    }

    private static void require(boolean isSo, Miss otherwise, Set<Miss> misses) {
        if (!isSo) {
            misses.add(otherwise);
        }
    }

    private interface Told {
        boolean tells(Property property, Predicate<String> is);
    }

    private static void requireTold(Told told, ProducerScope scope, Set<Miss> misses) {
        require(told.tells(Property.MAKER, scope.makers()::contains), Miss.MAKER, misses);
        require(told.tells(Property.MODEL, scope.models()::contains), Miss.MODEL, misses);
        require(told.tells(Property.SYSTEM, scope.system()::equals), Miss.SYSTEM, misses);
        require(
                told.tells(Property.VERSION, version -> DottedVersion.isAtLeast(version, scope.versionLeast())),
                Miss.VERSION,
                misses);
        Optional<LocalDate> least = scope.patchLeast();
        require(
                least.isEmpty()
                        || told.tells(
                                Property.PATCH_LEVEL,
                                level -> day(level)
                                        .filter(day -> !day.isBefore(least.get()))
                                        .isPresent()),
                Miss.PATCH_LEVEL,
                misses);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text))
                    .filter(day -> day.toString().equals(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The very document that this program has, not one of one's own under its name. */
    private static boolean isOneOf(PhoneTechnique technique, ProducerScope scope) {
        return scope.ways().contains(new ProducerScope.Way(technique.id(), technique.version()))
                && TechniqueCatalogue.find(technique.id(), technique.version())
                        .filter(ours -> ours.digest().equals(technique.digest()))
                        .isPresent();
    }

    /** Each time that it was set off, so that the last reset after a fill is one of them. */
    private static boolean isSetOffWithin(PhoneEvidence evidence, ProducerScope scope) {
        List<Instant> times = evidence.events().stream()
                .filter(PhoneEvent.SetOff.class::isInstance)
                .map(event -> Instant.parse(((PhoneEvent.SetOff) event).at()))
                .toList();
        return !times.isEmpty() && times.stream().allMatch(time -> isWithin(time, scope));
    }

    private static boolean isWithin(Instant time, ProducerScope scope) {
        return !time.isBefore(scope.from()) && time.isBefore(scope.until());
    }

    /** Whether its own system tells so, one that vouches for itself, and tells nothing else. */
    private static boolean isTold(Facts facts, Property property, Predicate<String> is) {
        List<Fact> own = facts.all().stream()
                .filter(fact -> fact.property() == property && OWN.contains(fact.source()))
                .toList();
        return own.stream().allMatch(fact -> is.test(fact.value()))
                && own.stream().anyMatch(fact -> facts.trust(fact) == Trust.SHOWN);
    }

    /** All that was ever seen, as it was: a job resets a phone up to five times, and before, between and after count alike. And what of it is known to be of this phone, before the first reset and after the last. */
    private record Moments(List<PhoneEvent.Seen> all, Facts factsBefore, Facts factsAfter) {
        /** Before and after alike; and what tells otherwise counts, whenever it was seen, and of whatever it is. */
        boolean tell(Property property, Predicate<String> is) {
            return isTold(factsBefore, property, is)
                    && isTold(factsAfter, property, is)
                    && all.stream()
                            .flatMap(seen -> seen.facts().all().stream())
                            .filter(fact -> fact.property() == property && OWN.contains(fact.source()))
                            .allMatch(fact -> is.test(fact.value()));
        }

        boolean deny(Condition condition) {
            return all.stream().anyMatch(seen -> condition.in(seen.facts()) == Condition.State.CONTRADICTED);
        }
    }
}
