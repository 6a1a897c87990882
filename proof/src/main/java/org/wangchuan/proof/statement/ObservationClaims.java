package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims.Clause;
import org.wangchuan.proof.statement.ClearingClaims.Policy;

/**
 * What an observation shows: a way through a guided workflow, with each answer as it was given. None of it says more than that a
 * person said so; there is no way to write down that a device is cleared, or that a clause is met.
 *
 * @param order the code of the work order
 * @param workflow whose steps were gone through
 * @param startedAtSeconds since 1970-01-01 UTC; the end is the statement's own time
 * @param answers in the order in which they were given; a later one to the same step corrects the earlier
 * @param verdict UNPROVEN or FAILED
 * @param because ids of the workflow's rules that the answers fit
 * @param conformity clause by clause, in the policy's order; none of them satisfied
 */
public record ObservationClaims(
        String order,
        Workflow workflow,
        Device device,
        long startedAtSeconds,
        List<Answer> answers,
        Verdict verdict,
        Tier tier,
        Lock lock,
        List<String> because,
        Policy policy,
        List<Clause> conformity) {

    /** Most answers. */
    public static final int ANSWERS_MAX = 1000;

    static final String[] NAMES = {
        "order",
        "workflow",
        "device",
        "startedAt",
        "answers",
        "verdict",
        "tier",
        "lock",
        "because",
        "policy",
        "conformity"
    };

    private static final int WORD_CHARS_MAX = 200;

    /**
     * A workflow as data.
     *
     * @param digest SHA-256 of its canonical document
     */
    public record Workflow(String id, long version, Bytes32 digest) {}

    /**
     * The device as the operator knows it.
     *
     * @param label the opaque code on it
     * @param kind such as {@code phone}
     * @param serialTail the last characters of its serial number
     */
    public record Device(String label, String kind, String brand, String model, Optional<String> serialTail) {}

    /**
     * One answer.
     *
     * @param answer the id of a choice, or a short text; of a photo whether it was taken
     * @param by the name at work of whoever gave it
     * @param atSeconds since 1970-01-01 UTC
     * @param photo HMAC-SHA-256 of the photo under a key that lies with it
     */
    public record Answer(String step, String answer, String by, long atSeconds, Optional<Bytes32> photo) {}

    /** How much the evidence weighs. */
    public enum Tier {
        /** Nothing that speaks for an erasure. */
        NONE,
        /** A person saw it. */
        OBSERVED
    }

    /** Whether an account or a lock holds the device. */
    public enum Lock {
        UNKNOWN,
        UNLOCKED,
        LOCKED
    }

    public ObservationClaims {
        answers = List.copyOf(answers);
        because = List.copyOf(because);
        conformity = List.copyOf(conformity);
        Optional<String> fault =
                fault(order, workflow, device, startedAtSeconds, answers, verdict, because, conformity);
        if (fault.isPresent()) {
            throw new IllegalArgumentException("beyond what an observation can say: " + fault.get());
        }
    }

    private static Optional<String> fault(
            String order,
            Workflow workflow,
            Device device,
            long startedAt,
            List<Answer> answers,
            Verdict verdict,
            List<String> because,
            List<Clause> conformity) {
        if (verdict != Verdict.UNPROVEN && verdict != Verdict.FAILED) {
            return Optional.of("verdict");
        }
        if (conformity.stream().anyMatch(clause -> clause.state() == Clause.State.SATISFIED)) {
            return Optional.of("conformity");
        }
        List<String> words = new ArrayList<>(List.of(order, workflow.id(), device.label(), device.kind()));
        device.serialTail().ifPresent(words::add);
        words.addAll(because);
        answers.forEach(one -> words.addAll(List.of(one.step(), one.answer(), one.by())));
        Set<Long> times = new HashSet<>(Set.of(startedAt));
        answers.forEach(one -> times.add(one.atSeconds()));
        boolean isSound = words.stream().allMatch(word -> !word.isEmpty() && isLine(word))
                && isLine(device.brand())
                && isLine(device.model())
                && times.stream().allMatch(time -> time >= 0 && time <= StatementHead.SECONDS_MAX)
                && workflow.version() >= 1
                && answers.size() <= ANSWERS_MAX;
        return isSound ? Optional.empty() : Optional.of("its words or times");
    }

    /** Whether a text can be one of its words, or, if it is empty, the name of a maker or model that nobody knows. */
    public static boolean isLine(String text) {
        return text.length() <= WORD_CHARS_MAX && text.codePoints().noneMatch(Character::isISOControl);
    }

    void addTo(Json.Builder out) {
        out.put("order", order)
                .put(
                        "workflow",
                        Json.object()
                                .put("id", workflow.id())
                                .put("version", workflow.version())
                                .put("digest", workflow.digest().base64Url())
                                .build())
                .put(
                        "device",
                        Json.object()
                                .put("label", device.label())
                                .put("kind", device.kind())
                                .put("brand", device.brand())
                                .put("model", device.model())
                                .put("serialTail", device.serialTail())
                                .build())
                .put("startedAt", startedAtSeconds)
                .put(
                        "answers",
                        new JsonValue.Array(answers.stream()
                                .<JsonValue>map(one -> Json.object()
                                        .put("step", one.step())
                                        .put("answer", one.answer())
                                        .put("by", one.by())
                                        .put("at", one.atSeconds())
                                        .put("photo", one.photo().map(Bytes32::base64Url))
                                        .build())
                                .toList()))
                .put("verdict", Json.wireName(verdict))
                .put("tier", Json.wireName(tier))
                .put("lock", Json.wireName(lock))
                .put("because", Json.texts(because))
                .put("policy", ClearingClaims.policyJson(policy))
                .put("conformity", ClearingClaims.conformityJson(conformity));
    }

    static ObservationClaims read(Json.Fields in) throws ShapeException, VerificationException {
        Json.Fields workflow = in.object("workflow").only("id", "version", "digest");
        Json.Fields device = in.object("device").only("label", "kind", "brand", "model", "serialTail");
        List<Answer> answers = new ArrayList<>();
        for (Json.Fields item : in.objects("answers")) {
            item.only("step", "answer", "by", "at", "photo");
            answers.add(new Answer(
                    item.text("step"),
                    item.text("answer"),
                    item.text("by"),
                    item.whole("at", 0, StatementHead.SECONDS_MAX),
                    item.has("photo") ? Optional.of(Bytes32.parseBase64Url(item.text("photo"))) : Optional.empty()));
        }
        try {
            return new ObservationClaims(
                    in.text("order"),
                    new Workflow(
                            workflow.text("id"),
                            workflow.whole("version", 1, Integer.MAX_VALUE),
                            Bytes32.parseBase64Url(workflow.text("digest"))),
                    new Device(
                            device.text("label"),
                            device.text("kind"),
                            device.text("brand"),
                            device.text("model"),
                            device.optionalText("serialTail")),
                    in.whole("startedAt", 0, StatementHead.SECONDS_MAX),
                    answers,
                    in.constant("verdict", Verdict.class),
                    in.constant("tier", Tier.class),
                    in.constant("lock", Lock.class),
                    in.texts("because"),
                    ClearingClaims.readPolicy(in),
                    ClearingClaims.readConformity(in));
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("observation", "what an observation can say", "more than that");
            beyond.initCause(e);
            throw beyond;
        }
    }
}
