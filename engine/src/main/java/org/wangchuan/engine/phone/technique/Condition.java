package org.wangchuan.engine.phone.technique;

import java.util.List;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Facts.Answer;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Trust;

/**
 * Something that has to be so.
 *
 * @param is any of these values
 * @param trust what it has to be worth at least
 */
public record Condition(Property property, List<String> is, Trust trust) {
    private static final int VALUES_MAX = 10;
    private static final Set<String> APPLES = Set.of("ios", "ipados");

    public Condition {
        is = List.copyOf(is);
        if (is.isEmpty() || is.size() > VALUES_MAX || !is.stream().allMatch(value -> Fact.isValue(property, value))) {
            throw new IllegalArgumentException("values that " + property.id() + " can't have");
        }
    }

    /** Whether it is so. What is unknown is not so, and not otherwise either. */
    public enum State {
        HOLDS,
        UNKNOWN,
        CONTRADICTED
    }

    /**
     * Whether these facts show it. One that tells otherwise, whatever it is worth, contradicts; so do Apple's descriptors, where people alone say that another's system runs
     * there.
     */
    public State in(Facts facts) {
        boolean isOtherwise =
                facts.all().stream().anyMatch(fact -> fact.property() == property && !is.contains(fact.value()));
        if (isOtherwise || isApplesInstead(facts)) {
            return State.CONTRADICTED;
        }
        return switch (facts.of(property, trust)) {
            case Answer.Told told -> is.contains(told.value()) ? State.HOLDS : State.CONTRADICTED;
            // Each of them is one of these values, so that which one it is does not matter.
            case Answer.Contradicted _ -> State.HOLDS;
            case Answer.Untold _ -> State.UNKNOWN;
        };
    }

    private boolean isApplesInstead(Facts facts) {
        return property == Property.SYSTEM
                && facts.isSystemSaid()
                && !facts.isSystemTold()
                && facts.isApplesByDescriptors()
                && is.stream().noneMatch(APPLES::contains);
    }

    static Condition fromJson(Json.Fields fields) throws ShapeException {
        fields.only("property", "is", "trust");
        Property property = fields.constant("property", Property.class);
        List<String> is = fields.texts("is");
        if (is.isEmpty() || is.size() > VALUES_MAX || !is.stream().allMatch(value -> Fact.isValue(property, value))) {
            throw new ShapeException("is", "1 to " + VALUES_MAX + " values of " + property.id(), "others");
        }
        return new Condition(property, is, fields.constant("trust", Trust.class));
    }
}
