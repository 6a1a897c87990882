package org.wangchuan.platform.ledger.log;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/** A list while logs are added to it or put in the place of those of the same name; the order stays. Not thread-safe. */
final class LogsDraft {
    private final TrustList before;
    private final boolean isAskedOfEach;
    private final Map<String, Operator> operators = new LinkedHashMap<>();
    private final Set<String> put = new HashSet<>();
    private boolean isPutTwice;

    /**
     * Begins one.
     *
     * @param isAskedOfEach whether it is asked of each log if there is a list with it; otherwise only of all of them, in the end
     */
    LogsDraft(TrustList before, boolean isAskedOfEach) {
        this.before = before;
        this.isAskedOfEach = isAskedOfEach;
        before.operators().forEach(one -> operators.put(one.origin(), one));
    }

    /** What the operator is called. */
    String company() {
        return before.operators().getFirst().name();
    }

    /** The operator whose log has this name. */
    Optional<Operator> operatorOfLog(String origin) {
        return Optional.ofNullable(operators.get(origin));
    }

    /**
     * Adds a log, or puts it in the place of the one of its name.
     *
     * @throws IllegalArgumentException if that is asked of each, and there is no list with it: it is as it was then
     */
    void put(Operator log) {
        isPutTwice |= !put.add(log.origin());
        Operator former = operators.put(log.origin(), log);
        if (!isAskedOfEach) {
            return;
        }
        try {
            var _ = made();
        } catch (IllegalArgumentException e) {
            if (former == null) {
                operators.remove(log.origin());
            } else {
                operators.put(log.origin(), former);
            }
            throw e;
        }
    }

    /** The list; empty if it was not asked of each, and is to be: they make no list, or what one of them says stands on another's word. */
    Optional<TrustList> list() {
        if (isAskedOfEach) {
            return Optional.of(made());
        }
        if (isPutTwice) {
            return Optional.empty();
        }
        try {
            return Optional.of(made());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private TrustList made() {
        return with(before, List.copyOf(operators.values()));
    }

    /** A list with these operators; the same, if it has just them. */
    static TrustList with(TrustList list, List<Operator> operators) {
        return operators.equals(list.operators())
                ? list
                : new TrustList(
                        list.version(),
                        list.issuedAtSeconds(),
                        list.signer(),
                        operators,
                        list.witnessPolicy(),
                        list.offlineSecondsMax(),
                        list.producers());
    }
}
