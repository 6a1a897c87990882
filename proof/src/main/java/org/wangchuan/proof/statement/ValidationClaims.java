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
import org.wangchuan.proof.statement.ClearingClaims.Policy;

/**
 * What a validation shows: who answers for which clause of which statement, and why. It holds no verdict and no state of a clause: the
 * clause stays as the evidence left it.
 *
 * @param order the code of the work order
 * @param of digest of the clearing's issuer-signed JWT
 * @param policy the rule set, as that statement names it
 * @param clause id of the clause in the rule set
 * @param source where the clause is written
 * @param by the name at work of whoever answers
 * @param reason in their words
 * @param hands who had to do with the device by then, each once
 */
public record ValidationClaims(
        String order,
        Bytes32 of,
        Policy policy,
        String clause,
        String source,
        String by,
        String reason,
        List<Hand> hands) {

    /** Longest reason. */
    public static final int REASON_CHARS_MAX = 500;

    /** Most of those who had to do with a device. */
    public static final int HANDS_MAX = 100;

    static final String[] NAMES = {"order", "of", "policy", "clause", "source", "by", "reason", "apart", "hands"};

    /** Whether whoever answers was apart from the erasure. */
    public enum Apart {
        /** It is known who took the device in and who began, and it was nobody of these. */
        INDEPENDENT,
        /** Whoever answers has done one of these things themselves. */
        SAME_PERSON,
        /** It is not known of all these things who did them. */
        UNKNOWN
    }

    /** What somebody did with a device. */
    public enum Deed {
        /** Took it in, or unpacked it. */
        TOOK_IN,
        /** Began its erasure, or ran it. */
        BEGAN,
        /** Said that an erasure was this device's. */
        MATCHED,
        /** Handed it over, or gave it back. */
        HANDED_OVER
    }

    /**
     * Who did one of these things.
     *
     * @param by the name at work; absent if it is not known
     */
    public record Hand(Deed deed, Optional<String> by) {}

    public ValidationClaims {
        hands = List.copyOf(hands);
        List<String> words = new ArrayList<>(List.of(order, clause, source, by));
        hands.forEach(hand -> hand.by().ifPresent(words::add));
        boolean isSound = words.stream().allMatch(word -> !word.isBlank() && ObservationClaims.isLine(word))
                && isReason(reason)
                && hands.size() <= HANDS_MAX
                && Set.copyOf(hands).size() == hands.size();
        if (!isSound) {
            throw new IllegalArgumentException("beyond what a validation can say: its words");
        }
    }

    /** Whether a text can be a reason: a few lines with something in them. */
    public static boolean isReason(String text) {
        return !text.isBlank()
                && text.length() <= REASON_CHARS_MAX
                && text.codePoints().noneMatch(letter -> letter != '\n' && Character.isISOControl(letter));
    }

    /** Whether whoever answers was apart; follows from {@link #hands} and from nothing else. */
    public Apart apart() {
        if (hands.stream().anyMatch(hand -> hand.by().equals(Optional.of(by)))) {
            return Apart.SAME_PERSON;
        }
        Set<Deed> known = new HashSet<>();
        hands.forEach(hand -> known.add(hand.deed()));
        boolean isKnown = known.contains(Deed.TOOK_IN)
                && known.contains(Deed.BEGAN)
                && hands.stream().allMatch(hand -> hand.by().isPresent());
        return isKnown ? Apart.INDEPENDENT : Apart.UNKNOWN;
    }

    /** What whoever answers did themselves. */
    public List<Deed> own() {
        return hands.stream()
                .filter(hand -> hand.by().equals(Optional.of(by)))
                .map(Hand::deed)
                .toList();
    }

    void addTo(Json.Builder out) {
        out.put("order", order)
                .put("of", of.base64Url())
                .put("policy", ClearingClaims.policyJson(policy))
                .put("clause", clause)
                .put("source", source)
                .put("by", by)
                .put("reason", reason)
                .put("apart", Json.wireName(apart()))
                .put(
                        "hands",
                        new JsonValue.Array(hands.stream()
                                .<JsonValue>map(hand -> Json.object()
                                        .put("deed", Json.wireName(hand.deed()))
                                        .put("by", hand.by())
                                        .build())
                                .toList()));
    }

    static ValidationClaims read(Json.Fields in) throws ShapeException, VerificationException {
        List<Hand> hands = new ArrayList<>();
        for (Json.Fields item : in.objects("hands")) {
            item.only("deed", "by");
            hands.add(new Hand(item.constant("deed", Deed.class), item.optionalText("by")));
        }
        try {
            ValidationClaims claims = new ValidationClaims(
                    in.text("order"),
                    Bytes32.parseBase64Url(in.text("of")),
                    ClearingClaims.readPolicy(in),
                    in.text("clause"),
                    in.text("source"),
                    in.text("by"),
                    in.text("reason"),
                    hands);
            Apart said = in.constant("apart", Apart.class);
            if (said != claims.apart()) {
                throw new ShapeException(
                        "apart", "what follows, " + Json.wireName(claims.apart()), Json.wireName(said));
            }
            return claims;
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("validation", "what a validation can say", "more than that");
            beyond.initCause(e);
            throw beyond;
        }
    }
}
