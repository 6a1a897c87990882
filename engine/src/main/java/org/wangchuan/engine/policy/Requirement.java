package org.wangchuan.engine.policy;

import java.util.EnumMap;
import java.util.Map;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;

/** What a clause asks of the recorded evidence: a small closed vocabulary, so that clauses stay data. */
public sealed interface Requirement {

    /** Overwritten at least so often, with at least so many random passes, by medium class. */
    record Overwritten(Map<MediumClass, Integer> passesMin, Map<MediumClass, Integer> randomPassesMin)
            implements Requirement {
        public Overwritten {
            passesMin = Map.copyOf(passesMin);
            randomPassesMin = Map.copyOf(randomPassesMin);
        }
    }

    /** Read back without a mismatch, at least to this extent. */
    record Verified(VerifyMode least) implements Requirement {}

    /** The technical verdict reaches this level. */
    record Level(SanitizationLevel least) implements Requirement {}

    /** Areas hidden from the host were looked for, and there are none. */
    record HiddenAreasExamined() implements Requirement {}

    /** Reads {@code {"kind": …}} of a policy file. */
    static Requirement fromJson(Json.Fields fields) throws ShapeException {
        return switch (fields.text("kind")) {
            case "overwritten" -> {
                fields.only("kind", "passes", "randomPasses");
                yield new Overwritten(perClass(fields.object("passes")), perClass(fields.object("randomPasses")));
            }
            case "verified" -> {
                fields.only("kind", "least");
                yield new Verified(fields.constant("least", VerifyMode.class));
            }
            case "level" -> {
                fields.only("kind", "least");
                yield new Level(fields.constant("least", SanitizationLevel.class));
            }
            case "hidden-areas-examined" -> {
                fields.only("kind");
                yield new HiddenAreasExamined();
            }
            default ->
                throw new ShapeException("needs.kind", "a kind of requirement that this version knows", "another");
        };
    }

    private static Map<MediumClass, Integer> perClass(Json.Fields fields) throws ShapeException {
        Map<MediumClass, Integer> out = new EnumMap<>(MediumClass.class);
        for (MediumClass mediumClass : MediumClass.values()) {
            out.put(mediumClass, (int) fields.whole(Json.wireName(mediumClass), 0, 100));
        }
        return out;
    }
}
