package org.wangchuan.engine.medium.told;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a drive told of itself at one instant, before anything was done to it. It helps people to choose; it is no evidence, and no verdict
 * is better for it.
 *
 * @param notAsked why there are no facts; empty if it was asked
 * @param detail for who looks closer, if it was not asked; may be empty
 */
public record DriveFacts(Reach reach, Optional<NotAsked> notAsked, String detail, List<Fact> facts) {
    public DriveFacts {
        facts = List.copyOf(facts);
    }

    /** Of a drive that was asked. */
    public static DriveFacts told(Reach reach, List<Fact> facts) {
        return new DriveFacts(reach, Optional.empty(), "", facts);
    }

    /** Of one that was not, or did not answer. */
    public static DriveFacts silent(Reach reach, NotAsked why, String detail) {
        return new DriveFacts(reach, Optional.of(why), detail, List.of());
    }

    /** Of all that it told what keeps it from being written to: nothing else of it matters to rules that only overwrite. */
    public DriveFacts barringWrites() {
        List<Fact> bars =
                facts.stream().filter(fact -> fact.isLock() || fact.isAtWork()).toList();
        return bars.isEmpty() ? silent(reach, NotAsked.KIND, "") : told(reach, bars);
    }

    /** That fact; empty if nobody asked for it, which neither says yes nor no. */
    public Optional<Fact> about(FactName name) {
        return facts.stream().filter(fact -> fact.name() == name).findFirst();
    }

    /** The number that was told; empty if none was. */
    public OptionalLong number(FactName name) {
        Optional<Fact> fact = about(name);
        return fact.isPresent() && fact.get().value() instanceof Fact.Count(long value)
                ? OptionalLong.of(value)
                : OptionalLong.empty();
    }

    /** Whether it says that blocks of the namespace carry more than data: metadata, or protection information. */
    public boolean carriesMore() {
        return number(FactName.METADATA_BYTES).orElse(0) > 0
                || number(FactName.PROTECTION_TYPE).orElse(0) > 0;
    }

    /** Whether the device says yes to it. */
    public boolean yes(FactName name) {
        return about(name).filter(Fact::yes).isPresent();
    }

    /** Whether the device says no to it. */
    public boolean no(FactName name) {
        return about(name).filter(Fact::no).isPresent();
    }
}
