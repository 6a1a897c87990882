package org.wangchuan.engine.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;

/** What a clause asks of the recorded evidence: a small closed vocabulary, so that clauses stay data. */
public sealed interface Requirement {

    /**
     * Overwritten at least so often, with at least so many random passes, by medium class.
     *
     * @param orErasedBy ways of a drive to erase itself that are as good, where the evidence shows one; none by rule sets that know of none
     */
    record Overwritten(
            Map<MediumClass, Integer> passesMin,
            Map<MediumClass, Integer> randomPassesMin,
            Map<MediumClass, List<NativeTechnique>> orErasedBy)
            implements Requirement {
        public Overwritten {
            passesMin = Map.copyOf(passesMin);
            randomPassesMin = Map.copyOf(randomPassesMin);
            orErasedBy = Map.copyOf(orErasedBy);
        }

        /** The ways that are as good as passes for a class of media. */
        public List<NativeTechnique> orErasedBy(MediumClass mediumClass) {
            return orErasedBy.getOrDefault(mediumClass, List.of());
        }
    }

    /**
     * Read back without a mismatch, at least to this extent.
     *
     * @param least of passes, and of whatever is not erased by a drive itself
     * @param byItself of a drive that erased itself and was not overwritten: what was planted is gone, and so say the samples
     */
    record Verified(VerifyMode least, VerifyMode byItself) implements Requirement {}

    /** The technical verdict reaches this level. */
    record Level(SanitizationLevel least) implements Requirement {}

    /** Areas hidden from the host were looked for, and there are none. */
    record HiddenAreasExamined() implements Requirement {}

    /**
     * That what was erased by destroying a key alone had been encrypted from the first, with sound keys of which no copy is kept. No evidence shows it: it
     * is met where more than a key went, and open where nobody outside the drive can tell that more did.
     */
    record CryptographicEraseConditions() implements Requirement {}

    /** Reads {@code {"kind": …}} of a policy file. */
    static Requirement fromJson(Json.Fields fields) throws ShapeException {
        return switch (fields.text("kind")) {
            case "overwritten" -> {
                fields.only("kind", "passes", "randomPasses", "orErasedBy");
                yield new Overwritten(
                        perClass(fields.object("passes")),
                        perClass(fields.object("randomPasses")),
                        fields.has("orErasedBy")
                                ? NativeTechnique.byClass(fields.object("orErasedBy"), "orErasedBy")
                                : Map.of());
            }
            case "verified" -> {
                fields.only("kind", "least", "byItself");
                VerifyMode least = fields.constant("least", VerifyMode.class);
                yield new Verified(
                        least, fields.has("byItself") ? fields.constant("byItself", VerifyMode.class) : least);
            }
            case "level" -> {
                fields.only("kind", "least");
                yield new Level(fields.constant("least", SanitizationLevel.class));
            }
            case "hidden-areas-examined" -> {
                fields.only("kind");
                yield new HiddenAreasExamined();
            }
            case "cryptographic-erase-conditions" -> {
                fields.only("kind");
                yield new CryptographicEraseConditions();
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
