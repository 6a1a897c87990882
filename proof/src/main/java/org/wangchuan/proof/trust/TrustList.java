package org.wangchuan.proof.trust;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;

/**
 * Whom to believe, for what.
 *
 * @param version grows with every change, from 1
 * @param issuedAtSeconds since 1970-01-01 UTC
 * @param signer the key that signs this list and its successors
 * @param witnessPolicy who must have cosigned checkpoints; empty for nobody
 */
public record TrustList(
        long version, long issuedAtSeconds, VerifierKey signer, List<Operator> operators, String witnessPolicy) {

    private static final int NAME_CHARS_MAX = 200;

    public TrustList {
        operators = List.copyOf(operators);
        Optional<String> fault = fault(version, issuedAtSeconds, operators);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get());
        }
    }

    /**
     * One operator, with its one log.
     *
     * @param logKeys all of the same name, which is the log's origin
     */
    public record Operator(String name, List<VerifierKey> logKeys, List<Station> stations) {
        public Operator {
            logKeys = List.copyOf(logKeys);
            stations = List.copyOf(stations);
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
    }

    /** The operator that a station belongs to, by the key's thumbprint. */
    public Optional<Operator> operatorOf(String thumbprint) {
        return operators.stream()
                .filter(operator -> operator.stations().stream()
                        .anyMatch(station -> station.key().thumbprint().equals(thumbprint)))
                .findFirst();
    }

    /** The operator whose log has this origin. */
    public Optional<Operator> operatorOfLog(String origin) {
        return operators.stream()
                .filter(operator -> operator.origin().equals(origin))
                .findFirst();
    }

    /** What makes values no trust list: one key or log with two masters, or numbers out of range. */
    static Optional<String> fault(long version, long issuedAtSeconds, List<Operator> operators) {
        if (version < 1 || version > JsonValue.Whole.MAX || issuedAtSeconds < 0) {
            return Optional.of("version or time out of range");
        }
        Set<String> names = new HashSet<>();
        Set<String> origins = new HashSet<>();
        Set<PublicKey> stations = new HashSet<>();
        for (Operator operator : operators) {
            if (!isName(operator.name())) {
                return Optional.of("an operator without a name, or with one that can't be printed on a line");
            }
            if (!names.add(operator.name())) {
                return Optional.of("two operators of one name");
            }
            if (operator.logKeys().isEmpty() || !origins.add(operator.origin())) {
                return Optional.of("an operator without a log, or two with one log");
            }
            for (VerifierKey key : operator.logKeys()) {
                if (!key.name().equals(operator.origin())) {
                    return Optional.of("two logs of one operator");
                }
            }
            if (new HashSet<>(operator.logKeys()).size() < operator.logKeys().size()) {
                return Optional.of("one log key twice");
            }
            Optional<String> fault = rangeFault(operator.stations());
            if (fault.isPresent()) {
                return fault;
            }
            Set<PublicKey> own = new HashSet<>();
            operator.stations().forEach(station -> own.add(station.key()));
            for (PublicKey key : own) {
                if (!stations.add(key)) {
                    return Optional.of("one station with two operators");
                }
            }
        }
        return Optional.empty();
    }

    /** Several ranges of one key are fine; a place in two of them would have two ends. */
    private static Optional<String> rangeFault(List<Station> stations) {
        for (Station station : stations) {
            if (station.firstIndex() < 0
                    || (station.endIndex().isPresent() && station.endIndex().get() <= station.firstIndex())) {
                return Optional.of("a range that ends before it begins, or holds nothing");
            }
        }
        for (int i = 0; i < stations.size(); i++) {
            Station one = stations.get(i);
            for (Station other : stations.subList(i + 1, stations.size())) {
                boolean apart = other.firstIndex() >= one.endIndex().orElse(Long.MAX_VALUE)
                        || one.firstIndex() >= other.endIndex().orElse(Long.MAX_VALUE);
                if (one.key().equals(other.key()) && !apart) {
                    return Optional.of("two ranges of one station that overlap");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= NAME_CHARS_MAX
                && name.codePoints().noneMatch(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> true;
                    default -> false;
                });
    }
}
