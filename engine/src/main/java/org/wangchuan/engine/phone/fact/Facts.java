package org.wangchuan.engine.phone.fact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of a phone at one time. Different sources can say different things of the same property; then nobody knows, and nothing is
 * settled by who came first. Immutable and thread-safe.
 */
public record Facts(List<Fact> all) {
    /** Each property from each source: as many as there can be together. */
    public static final int FACTS_MAX = Property.values().length * Source.values().length;

    /** What is told as the maker of whatever enumerates as one of Apple's devices. */
    public static final String APPLE = "Apple";

    /** Nothing. */
    public static final Facts NONE = new Facts(List.of());

    /** @throws IllegalArgumentException for more than {@link #FACTS_MAX}, or if one source says two things of the same */
    public Facts {
        all = List.copyOf(all);
        if (all.size() > FACTS_MAX) {
            throw new IllegalArgumentException("more than " + FACTS_MAX + " facts");
        }
        if (all.stream()
                        .map(fact -> List.of(fact.property(), fact.source()))
                        .distinct()
                        .count()
                != all.size()) {
            throw new IllegalArgumentException("one source says two things of the same property");
        }
    }

    /** What all of a worth say alike. */
    public sealed interface Answer {
        /** Nobody said anything of that worth. */
        record Untold() implements Answer {}

        /** Not all say the same. */
        record Contradicted() implements Answer {}

        /** All say this. */
        record Told(String value, Trust trust) implements Answer {}
    }

    /**
     * What is known of a property, by what is worth enough. What a phone's hardware vouches for stands for itself alone: where less is asked it contradicts, and tells
     * nothing, since one phone can have another's hardware say it.
     *
     * @param least what is worth less is not asked, but for contradiction: a person who sees otherwise than the cable tells counts
     */
    public Answer of(Property property, Trust least) {
        List<Fact> about =
                all.stream().filter(fact -> fact.property() == property).toList();
        Optional<Fact> best = about.stream()
                .filter(fact -> fact.source() != Source.ATTESTED || least == Trust.ATTESTED)
                .max((one, other) -> trust(one).compareTo(trust(other)));
        if (best.isEmpty() || !trust(best.get()).isAtLeast(least)) {
            return new Answer.Untold();
        }
        Set<String> said = about.stream().map(Fact::value).collect(Collectors.toUnmodifiableSet());
        return said.size() == 1 ? new Answer.Told(best.get().value(), trust(best.get())) : new Answer.Contradicted();
    }

    /** What anybody says of a property, if all who do say the same. */
    public Optional<String> said(Property property) {
        return of(property, Trust.SAID) instanceof Answer.Told told ? Optional.of(told.value()) : Optional.empty();
    }

    /** What one of these facts is worth, given all of them. */
    public Trust trust(Fact fact) {
        return switch (fact.source()) {
            case SAID -> Trust.SAID;
            case SEEN -> Trust.SEEN;
            case ADB, MTP, FASTBOOT -> isSystemVouchedFor() ? Trust.SHOWN : Trust.DOUBTFUL;
            case USB, LOCKDOWN, PAIRED -> Trust.SHOWN;
            case ATTESTED -> Trust.ATTESTED;
        };
    }

    /** Whether an Android's system told of itself over its debug bridge: neither its recovery nor its boot loader did. */
    public boolean isToldByAndroid() {
        return all.stream()
                .anyMatch(fact -> fact.property() == Property.SYSTEM
                        && fact.source() == Source.ADB
                        && fact.value().equals("android"));
    }

    /** Whether anything says that somebody may have changed its system. */
    public boolean isSystemDoubtful() {
        return all.stream().anyMatch(fact -> switch (fact.property()) {
            case BOOTLOADER -> fact.value().equals("unlocked");
            case VERIFIED_BOOT -> !fact.value().equals("green");
            default -> false;
        });
    }

    /**
     * Whether the cable told that something is there that a reset takes away: the mark, the permission, or folders of before. A person may be wrong about it, so
     * that only the cable's word says so.
     */
    public boolean isAsBefore() {
        return !asBefore().isEmpty();
    }

    /** Of what {@link #isAsBefore}. */
    public Set<Property> asBefore() {
        return told(fact -> switch (fact.property()) {
            case MARK -> fact.value().equals("present");
            case PERMISSION -> fact.value().equals("known");
            case DATA_BORN -> fact.value().equals("before");
            default -> false;
        });
    }

    /** Of what the cable told the contrary: that it is gone, as after a reset. */
    public Set<Property> asNew() {
        return told(fact -> switch (fact.property()) {
            case MARK -> fact.value().equals("absent");
            case PERMISSION -> fact.value().equals("forgotten");
            case DATA_BORN -> fact.value().equals("after");
            default -> false;
        });
    }

    private Set<Property> told(Predicate<Fact> which) {
        return all.stream()
                .filter(fact -> fact.source().isCable())
                .filter(which)
                .map(Fact::property)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** It says of itself that nobody changed it. One that was changed can say so, too; that its hardware says so stands in for nothing that it does not say. */
    private boolean isSystemVouchedFor() {
        return !isSystemDoubtful() && isTold(Property.BOOTLOADER, "locked") && isTold(Property.VERIFIED_BOOT, "green");
    }

    private boolean isTold(Property property, String value) {
        return all.stream()
                .anyMatch(fact -> fact.property() == property
                        && fact.source() == Source.ADB
                        && fact.value().equals(value));
    }

    /** These and others, where others say something of what these say from the same source, the others'. */
    public Facts with(Facts later) {
        List<Fact> out = new ArrayList<>(all);
        out.removeIf(fact ->
                later.all.stream().anyMatch(one -> one.property() == fact.property() && one.source() == fact.source()));
        out.addAll(later.all);
        return new Facts(out);
    }

    /** Whether anything says that it runs one of Apple's systems. */
    public boolean isApple() {
        return all.stream()
                .anyMatch(fact -> fact.property() == Property.SYSTEM
                        && (fact.value().equals("ios") || fact.value().equals("ipados")));
    }

    /**
     * Whether its descriptors are those of Apple's devices: which of their systems runs there they don't say, but that it is none of anybody else's. Something that only
     * calls itself so may be meant as well.
     */
    public boolean isApplesByDescriptors() {
        return all.stream()
                .anyMatch(fact -> fact.property() == Property.MAKER
                        && fact.source() == Source.USB
                        && fact.value().equals(APPLE));
    }

    /** Whether people said which system it runs. */
    public boolean isSystemSaid() {
        return all.stream()
                .anyMatch(fact ->
                        fact.property() == Property.SYSTEM && !fact.source().isCable());
    }

    /** Whether the cable told which system it runs. */
    public boolean isSystemTold() {
        return all.stream()
                .anyMatch(fact ->
                        fact.property() == Property.SYSTEM && fact.source().isCable());
    }

    /** Whether all of it may be known before the owner agreed to anything. */
    public boolean isBeforeConsent() {
        return all.stream()
                .allMatch(fact -> fact.property().isBeforeConsent()
                        && fact.source() != Source.PAIRED
                        && fact.source() != Source.ADB
                        && fact.source() != Source.ATTESTED);
    }
}
