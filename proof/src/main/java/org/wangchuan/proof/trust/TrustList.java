package org.wangchuan.proof.trust;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;

/**
 * Whom to believe, for what.
 *
 * @param version grows with every change, from 1
 * @param issuedAtSeconds since 1970-01-01 UTC
 * @param signer the key that signs this list and its successors
 * @param witnessPolicy a C2SP tlog-policy without log lines: who must have cosigned a checkpoint before a certificate
 *     under it is believed, unless the checkpoint is so early that one of its operator's {@link EarlierPolicy} decides.
 *     Empty if the list says nothing about witnesses; then it believes no certificate
 * @param offlineSecondsMax how long a station may have been without a witness, from 1 to {@link #OFFLINE_SECONDS_LIMIT}:
 *     where the times that witnesses prove lie further apart, the time counts as not proved
 * @param producers makers of phones whose statements count for clauses; in no list that a station or a log signs
 */
public record TrustList(
        long version,
        long issuedAtSeconds,
        VerifierKey signer,
        List<Operator> operators,
        String witnessPolicy,
        long offlineSecondsMax,
        List<TrustedProducer> producers) {
    /** 72 hours: a bench that is cut off over a long weekend still proves its times. */
    public static final long OFFLINE_SECONDS_DEFAULT = 72 * 3_600L;

    /** What makes a log one for receipts alone: no checkpoint of any size that could occur is decided about by witnesses. */
    public static final EarlierPolicy RECEIPTS_ALONE = new EarlierPolicy(Checkpoint.SIZE_MAX, "");

    /** 366 days. */
    public static final long OFFLINE_SECONDS_LIMIT = 366 * 86_400L;

    public TrustList {
        operators = List.copyOf(operators);
        producers = List.copyOf(producers);
        Optional<String> fault = TrustListRules.fault(version, issuedAtSeconds, operators);
        if (fault.isEmpty()) {
            fault = TrustedProducerRules.fault(signer, operators, producers);
        }
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
        if (offlineSecondsMax < 1 || offlineSecondsMax > OFFLINE_SECONDS_LIMIT) {
            throw new IllegalArgumentException("an offline time out of range: " + offlineSecondsMax);
        }
        try {
            TrustListRules.readPolicies(witnessPolicy, operators);
        } catch (VerificationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A list without producers. */
    public TrustList(
            long version,
            long issuedAtSeconds,
            VerifierKey signer,
            List<Operator> operators,
            String witnessPolicy,
            long offlineSecondsMax) {
        this(version, issuedAtSeconds, signer, operators, witnessPolicy, offlineSecondsMax, List.of());
    }

    /** A list with the default offline time, and without producers. */
    public TrustList(
            long version, long issuedAtSeconds, VerifierKey signer, List<Operator> operators, String witnessPolicy) {
        this(version, issuedAtSeconds, signer, operators, witnessPolicy, OFFLINE_SECONDS_DEFAULT);
    }

    /**
     * One operator, with its one log.
     *
     * @param logKeys all of the same name, which is the log's origin
     * @param earlierPolicies whose witnesses counted before those of today, the oldest first; together with the list's
     *     own policy they say for each size of the log exactly one thing
     * @param delegated present where the keys of the log are in somebody else's hands; then the log is for receipts alone
     */
    public record Operator(
            String name,
            List<VerifierKey> logKeys,
            List<Station> stations,
            List<EarlierPolicy> earlierPolicies,
            Optional<Delegated> delegated) {
        public Operator {
            logKeys = List.copyOf(logKeys);
            stations = List.copyOf(stations);
            earlierPolicies = List.copyOf(earlierPolicies);
        }

        /** An operator who holds its keys itself. */
        public Operator(
                String name, List<VerifierKey> logKeys, List<Station> stations, List<EarlierPolicy> earlierPolicies) {
            this(name, logKeys, stations, earlierPolicies, Optional.empty());
        }

        /** An operator whose witnesses have always been those of the list. */
        public Operator(String name, List<VerifierKey> logKeys, List<Station> stations) {
            this(name, logKeys, stations, List.of());
        }

        /** The least size of a checkpoint that the list's own policy decides about. */
        public long policyFromSize() {
            return earlierPolicies.isEmpty() ? 0 : earlierPolicies.getLast().endSize();
        }

        /**
         * Whether the log is for receipts alone: once and for all no certificate is believed under it. A station's own log beside its
         * operator's is one. It signs receipts, which rest on the station's word; the station must not choose for itself who
         * witnesses its certificates, nor sign what only an operator's log does.
         */
        public boolean isForReceiptsAlone() {
            return earlierPolicies.equals(List.of(RECEIPTS_ALONE));
        }

        /** The name of the log; empty for an operator without log keys. */
        public String origin() {
            return logKeys.isEmpty() ? "" : logKeys.getFirst().name();
        }
    }

    /**
     * A station's key, and where in the operator's log it is valid. A key may have several such ranges.
     *
     * @param firstIndex first valid place
     * @param endIndex first place that is not valid any more; absent while the key is in use
     */
    public record Station(PublicKey key, long firstIndex, Optional<Long> endIndex) {
        /** Whether the key is valid at this place in the log. */
        public boolean covers(long index) {
            return index >= firstIndex && (endIndex.isEmpty() || index < endIndex.get());
        }

        /** The range as it is printed: {@code [0, 7)}, or {@code [0, ∞)} while the key is in use. */
        public String range() {
            return "[" + firstIndex + ", " + endIndex.map(String::valueOf).orElse("∞") + ")";
        }
    }

    /**
     * Whose witnesses counted while the log was small. It decides about checkpoints of a size below {@link #endSize},
     * and not below that of the one before it: ranges that follow from each other like this can't overlap.
     *
     * @param endSize least size that it does not decide about any more, at least 1
     * @param policy as {@link TrustList#witnessPolicy}; empty for a gap, in which no certificate is believed
     */
    public record EarlierPolicy(long endSize, String policy) {}

    /** Whether an operator can be called this: 1 to 200 characters that print on one line, not all of them blank. */
    public static boolean isOperatorName(String text) {
        return TrustListRules.isName(text);
    }

    /**
     * The operator that a station belongs to, by the key's thumbprint. Where the list also has the station's own log, that is
     * answered only if there is nothing else.
     */
    public Optional<Operator> operatorOf(String thumbprint) {
        return operators.stream()
                .filter(operator -> names(operator, thumbprint))
                .min(Comparator.comparing(Operator::isForReceiptsAlone));
    }

    /** The same for one log: absent if the list does not have the station there. */
    public Optional<Operator> operatorOf(String thumbprint, String origin) {
        return operatorOfLog(origin).filter(operator -> names(operator, thumbprint));
    }

    /** Whether a station's key was withdrawn somewhere: there is a log in which all of its ranges have ended. */
    public boolean isEnded(String thumbprint) {
        return operators.stream()
                .filter(operator -> names(operator, thumbprint))
                .anyMatch(operator -> operator.stations().stream()
                        .filter(station -> station.key().thumbprint().equals(thumbprint))
                        .allMatch(station -> station.endIndex().isPresent()));
    }

    /** Whether a key is a station's or a log's in this list, whatever its range. */
    public boolean isStationOrLog(PublicKey key) {
        return operators.stream()
                .anyMatch(operator ->
                        operator.logKeys().stream().anyMatch(log -> log.key().equals(key))
                                || operator.stations().stream()
                                        .anyMatch(station -> station.key().equals(key)));
    }

    /** The producer that a key belongs to. */
    public Optional<TrustedProducer> producerOf(VerifierKey key) {
        return producers.stream().filter(producer -> producer.has(key)).findFirst();
    }

    private static boolean names(Operator operator, String thumbprint) {
        return operator.stations().stream()
                .anyMatch(station -> station.key().thumbprint().equals(thumbprint));
    }

    /** The operator whose log has this origin. */
    public Optional<Operator> operatorOfLog(String origin) {
        return operators.stream()
                .filter(operator -> operator.origin().equals(origin))
                .findFirst();
    }

    /** The witness policy of today as it is evaluated; absent if the list has none. */
    public Optional<WitnessPolicy> policy() {
        return read(witnessPolicy);
    }

    /** The policy that decides about checkpoints of this size of an operator's log; absent if none does. */
    public Optional<WitnessPolicy> policyAt(Operator operator, long size) {
        return operator.earlierPolicies().stream()
                .filter(earlier -> size < earlier.endSize())
                .findFirst()
                .map(earlier -> read(earlier.policy()))
                .orElseGet(this::policy);
    }

    private Optional<WitnessPolicy> read(String text) {
        try {
            return TrustListRules.readPolicy(text, operators);
        } catch (VerificationException e) {
            throw new IllegalStateException("no trust list exists with another policy", e);
        }
    }
}
