package org.wangchuan.proof.statement;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * One device in a summary. What became of it, its verdict and its conformity follow from the rest of the row, and can't be set:
 * without a statement of each of its media it is at best unproven.
 *
 * @param order the code of its work order
 * @param asset the institution's own number for it
 * @param media how many media were counted in it; absent if nobody has
 * @param proofs the statement that counts now, of each medium that there is one of
 * @param against what takes the good word from them, each once
 * @param conflicts how many receipts came for it that do not fit and that nothing rests on: somebody has to look at them
 * @param second whether somebody else has looked at it; absent if it was never drawn from
 * @param destroyed what the processor states who took it
 */
public record SummaryRow(
        String order,
        ObservationClaims.Device device,
        Optional<String> asset,
        Where where,
        Optional<Long> media,
        List<Proof> proofs,
        List<Against> against,
        long conflicts,
        Optional<Second> second,
        Optional<Destroyed> destroyed) {

    /** Most media of a device. */
    public static final int MEDIA_MAX = 64;

    /** Most receipts that do not fit; more are said to be as many. */
    public static final int CONFLICTS_MAX = 1000;

    private static final int DAY_CHARS = 10;

    /** Where the device is. */
    public enum Where {
        /** Something is still to be done with it, or it is held. */
        OPEN,
        /** The operator has it, or had it and nothing more is done to it for this list. */
        KEPT,
        /** The operator has it, the result is not good, and it is not decided yet what becomes of it. */
        UNDECIDED,
        /** In a numbered bag. */
        SEALED,
        /** With a licensed processor. */
        HANDED_OVER,
        /** Back at the institution as it came. */
        RETURNED_UNTOUCHED,
        /** Back at the institution after its erasure had begun. */
        RETURNED_ALTERED,
        /** Nobody knows. */
        LOST
    }

    /** What became of the device; follows. */
    public enum Outcome {
        CLEARED,
        UNPROVEN,
        NOT_CLEARED,
        DESTROYED,
        RETURNED_UNTOUCHED,
        RETURNED_ALTERED,
        SEALED,
        LOST,
        OPEN
    }

    /** Whether the rule is met as well. */
    public enum Conformity {
        /** By the evidence. */
        MET,
        /** A named person answers for what the evidence leaves open. */
        ANSWERED,
        /** It is not, or nobody knows. */
        NOT_MET
    }

    /** Why good statements are not what is true of the device now. */
    public enum Against {
        /** Somebody began with it again, or took back what had counted. */
        EARLIER,
        /** A bad erasure names it that nobody has settled. */
        OPEN_ERASURE,
        /** What is kept of a statement can't be read any more. */
        UNREADABLE,
        /** A statement was revoked, corrected or superseded. */
        REVOKED,
        /** A statement does not verify any more. */
        REFUSED,
        /** What the operator's own books say of the device is not as good. */
        BOOKS
    }

    /**
     * A statement about one medium.
     *
     * @param event the event id of the clearing statement
     * @param statement SHA-256 of its issuer-signed JWT
     * @param isCertified whether its receipt had become a certificate
     * @param serialTail the last characters of the medium's serial number
     * @param policy the id of the rule set
     * @param atSeconds the statement's time by its station's clock, since 1970-01-01 UTC
     */
    public record Proof(
            UUID event,
            Bytes32 statement,
            boolean isCertified,
            Optional<String> serialTail,
            Verdict verdict,
            Conformity conformity,
            String policy,
            String policyVersion,
            long atSeconds) {}

    /** How the second check stands. */
    public enum Look {
        UNKNOWN,
        NOT_DRAWN,
        DRAWN,
        CONFIRMED,
        FOUND,
        NOT_POSSIBLE,
        RELEASED;

        private boolean isWaiting() {
            return this == UNKNOWN || this == DRAWN || this == NOT_POSSIBLE;
        }
    }

    /**
     * What a second look has shown.
     *
     * @param atSeconds when, since 1970-01-01 UTC; absent if nobody has looked
     * @param isApart whether it is known that whoever looked had no hand in the erasure
     * @param isFromAfar whether a station has read it at the word of somebody who did not see it; only of what is confirmed, and apart
     */
    public record Second(Look look, Optional<Long> atSeconds, boolean isApart, boolean isFromAfar) {
        public Second {
            if (isFromAfar && (look != Look.CONFIRMED || !isApart)) {
                throw new IllegalArgumentException("from afar only a confirmation is told apart, of somebody else");
            }
        }
    }

    /**
     * What the processor states of the data-bearing part.
     *
     * @param reference of their statement
     * @param on the day, as YYYY-MM-DD
     * @param isByProcessor whether they said it themselves; else somebody of the operator wrote down what they sent
     */
    public record Destroyed(String reference, String part, String on, boolean isByProcessor) {}

    public SummaryRow {
        proofs = List.copyOf(proofs);
        against = List.copyOf(against);
        List<String> words = new ArrayList<>(List.of(order, device.label(), device.kind()));
        asset.ifPresent(words::add);
        device.serialTail().ifPresent(words::add);
        for (Proof proof : proofs) {
            words.addAll(List.of(proof.policy(), proof.policyVersion()));
            proof.serialTail().ifPresent(words::add);
        }
        destroyed.ifPresent(said -> words.addAll(List.of(said.reference(), said.part())));
        boolean isSound = words.stream().allMatch(word -> !word.isBlank() && ObservationClaims.isLine(word))
                && ObservationClaims.isLine(device.brand())
                && ObservationClaims.isLine(device.model())
                && media.filter(count -> count < 1 || count > MEDIA_MAX).isEmpty()
                && proofs.size() <= MEDIA_MAX
                && Set.copyOf(against).size() == against.size()
                && conflicts >= 0
                && conflicts <= CONFLICTS_MAX
                && (destroyed.isEmpty() || where == Where.HANDED_OVER)
                && destroyed.filter(said -> !isDay(said.on())).isEmpty()
                && Stream.concat(proofs.stream().map(Proof::atSeconds), second.flatMap(Second::atSeconds).stream())
                        .allMatch(at -> at >= 0 && at <= StatementHead.SECONDS_MAX);
        if (!isSound) {
            throw new IllegalArgumentException("beyond what a row of a summary can say: " + order);
        }
    }

    private static boolean isDay(String text) {
        try {
            return text.length() == DAY_CHARS
                    && LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeException _) {
            return false;
        }
    }

    /** Whether there is a statement about each medium, and nothing takes their word from them. */
    private boolean isProvedNow() {
        return !proofs.isEmpty()
                && media.equals(Optional.of((long) proofs.size()))
                && against.isEmpty()
                && second.filter(said -> said.look() == Look.FOUND).isEmpty();
    }

    /** The worst that is said of it, and unproven where it is not proved now; empty while nothing is to be said. */
    public Optional<Verdict> verdict() {
        boolean isLeftAlone = where == Where.OPEN || where == Where.RETURNED_UNTOUCHED;
        if (isLeftAlone && proofs.isEmpty() && against.isEmpty()) {
            return Optional.empty();
        }
        return Stream.concat(
                        proofs.stream().map(Proof::verdict),
                        isProvedNow() ? Stream.<Verdict>empty() : Stream.of(Verdict.UNPROVEN))
                .max(Comparator.naturalOrder());
    }

    /** Whether the rule is met as well; empty where nothing is said. */
    public Optional<Conformity> conformity() {
        if (verdict().isEmpty()) {
            return Optional.empty();
        }
        return isProvedNow()
                ? proofs.stream().map(Proof::conformity).max(Comparator.naturalOrder())
                : Optional.of(Conformity.NOT_MET);
    }

    /** What became of it. */
    public Outcome outcome() {
        if (destroyed.isPresent()) {
            return Outcome.DESTROYED;
        }
        boolean isGood = verdict().filter(Verdict::isGood).isPresent();
        return switch (where) {
            case OPEN -> Outcome.OPEN;
            case SEALED, HANDED_OVER -> Outcome.SEALED;
            case RETURNED_UNTOUCHED -> Outcome.RETURNED_UNTOUCHED;
            case RETURNED_ALTERED -> isGood ? Outcome.CLEARED : Outcome.RETURNED_ALTERED;
            case LOST -> Outcome.LOST;
            case KEPT, UNDECIDED ->
                isGood
                        ? Outcome.CLEARED
                        : verdict().equals(Optional.of(Verdict.UNPROVEN)) ? Outcome.UNPROVEN : Outcome.NOT_CLEARED;
        };
    }

    /** Whether it is cleared and meets the rule, by the evidence, without anybody who answers for anything, and nothing else came. */
    public boolean isGood() {
        return outcome() == Outcome.CLEARED && conformity().equals(Optional.of(Conformity.MET)) && conflicts == 0;
    }

    /** Whether a second person has still to look at it; at what is home again nobody looks. */
    public boolean isSecondOpen() {
        return (where == Where.KEPT || where == Where.UNDECIDED)
                && second.filter(said -> said.look().isWaiting()).isPresent();
    }

    /** Whether nothing more is to come. */
    public boolean isSettled() {
        return outcome() != Outcome.OPEN && outcome() != Outcome.SEALED && where != Where.UNDECIDED && !isSecondOpen();
    }
}
