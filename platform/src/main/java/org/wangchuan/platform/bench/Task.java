package org.wangchuan.platform.bench;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * One try of one order in one lane, or at one place of a station's phone cables.
 *
 * @param kind whether it is of a drive or of a phone
 * @param lane of a phone its place, as the station tells it of its cables
 * @param asset the code on the device's label
 * @param policyVersion the version of the rule set that was agreed to; absent where that was not kept
 * @param serial of the medium in the lane when it was chosen; of a phone never
 * @param medium which of the device's media that is, since the station has begun
 * @param outcome what the station last said of it; also of an interruption, after which it goes on
 * @param receiptDigest SHA-256 of the receipt that it ended with
 */
public record Task(
        UUID id,
        Kind kind,
        UUID order,
        String orderCode,
        UUID device,
        String asset,
        String policy,
        Optional<Integer> policyVersion,
        UUID site,
        UUID station,
        String lane,
        Optional<String> serial,
        Optional<UUID> medium,
        State state,
        Optional<Instant> claimedAt,
        Optional<Progress> progress,
        Optional<Outcome> outcome,
        Optional<Bytes32> receiptDigest,
        Optional<Instant> endedAt) {
    private static final int FIRST_VERSION = 1;

    /** What is erased. */
    public enum Kind {
        DRIVE,
        PHONE;

        /** As it stands in the database, and as stations are told. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where it is. */
    public enum State {
        /** A lane is chosen; a change of mind still costs nothing. */
        QUEUED,
        /** The station has begun: no return. */
        CLAIMED,
        ENDED,
        WITHDRAWN;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a station said.
     *
     * @param kind {@code finished}, {@code refused}, {@code interrupted} or {@code broken}; {@code given-up} by a person
     */
    public record Outcome(String kind, String code, String en, String zh) {
        static final String GIVEN_UP = "given-up";

        /** The station does not say that it goes by the version of the rule set that was agreed to. */
        static final String POLICY_VERSION = "POLICY_VERSION";

        /** Whether the platform refused what its station was about to begin, so that the words are its own. */
        public boolean isOurs() {
            return en.isEmpty()
                    && kind.equals("refused")
                    && (code.equals(POLICY_VERSION)
                            || Stream.of(PhoneClaim.Refusal.values())
                                    .anyMatch(one -> one.name().equals(code)));
        }
    }

    /** Whether it is a phone's. */
    public boolean isPhone() {
        return kind == Kind.PHONE;
    }

    /** The version of the rule set by which its station carries it out: one that is told of none takes that for the first. */
    public int carriedOutBy() {
        return policyVersion.orElse(FIRST_VERSION);
    }

    /** Whether a station may begin it, or has begun it and not ended it. */
    public boolean isOpen() {
        return state == State.QUEUED || state == State.CLAIMED;
    }

    /** Whether a person has ended it because its station did not come back, so that its station may know more than the platform. */
    boolean isGivenUp() {
        return outcome.filter(last -> last.kind().equals(Outcome.GIVEN_UP)).isPresent();
    }
}
