package org.wangchuan.proof.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.ProducerAnswer.Met;
import org.wangchuan.proof.verify.ProducerAnswer.State;

/**
 * Whether clauses that a phone's evidence leaves open are met by its producer's word (decision 0100). The verdict is never raised by it, and a clause that is
 * not satisfied stays so. The station has said that the record fits; what the statement shows is looked at once more, and whose word counts is the trust lists'
 * to say. Thread-safe.
 */
public final class ProducerChecks {
    private final Statement.Clearing clearing;
    private final ProducerFacts facts;
    private final List<TrustList> lists;
    private final List<SignedProducerStatement> known;
    private final Instant now;
    private final Optional<ProvedTimes> proved;

    private ProducerChecks(
            Statement.Clearing clearing,
            List<TrustList> lists,
            List<SignedProducerStatement> known,
            Instant now,
            Optional<ProvedTimes> proved) {
        this.clearing = clearing;
        this.facts = new ProducerFacts(clearing);
        this.lists = List.copyOf(lists);
        this.known = List.copyOf(known);
        this.now = now;
        this.proved = proved;
    }

    /**
     * Returns if what a statement shows as statements of producers are such, each signed by the key that it names.
     *
     * @throws VerificationException with code PRODUCER_FORMAT, NOTE_FORMAT, NOTE_SIGNATURE, KEY_FORMAT or ENCODING
     */
    static void requireSound(Disclosed shown) throws VerificationException {
        List<SignedProducerStatement> _ = statements(shown);
    }

    /**
     * The statements that a clearing shows, in its order.
     *
     * @throws VerificationException as {@link #requireSound}
     */
    public static List<SignedProducerStatement> statements(Disclosed shown) throws VerificationException {
        List<SignedProducerStatement> out = new ArrayList<>();
        if (shown.producers().isPresent()) {
            for (ProducersShown.One one : shown.producers().get().all()) {
                out.add(SignedProducerStatement.parse(one.statement()));
            }
        }
        return out;
    }

    /**
     * What each statement beside a clearing comes to; none where it shows none.
     *
     * @param lists that whoever verifies goes by. Where one of them says that a statement counts no more, no other outvotes it
     * @param known other statements at hand: a later one of the same number takes the place of what is shown
     * @param proved when the clearing was made, by the witnesses of each list that knows its station; absent for a receipt, whose times are its station's claim. Then
     *     none counts by itself
     * @throws VerificationException as {@link #requireSound}
     */
    public static List<ProducerAnswer> judge(
            Statement.Clearing clearing,
            List<TrustList> lists,
            List<SignedProducerStatement> known,
            Instant now,
            Optional<ProvedTimes> proved)
            throws VerificationException {
        ProducerChecks checks = new ProducerChecks(clearing, lists, known, now, proved);
        List<SignedProducerStatement> shown = statements(clearing.disclosed());
        boolean isOverstated = overstate(clearing);
        List<ProducerAnswer> out = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            List<String> said =
                    clearing.disclosed().producers().orElseThrow().all().get(i).clauses();
            ProducerAnswer answer = checks.judge(shown.get(i), said, shown);
            out.add(answer.counts() && isOverstated ? answer.with(State.OVERSTATED) : answer);
        }
        return out;
    }

    /**
     * The same of a clearing that nobody known signed: nothing is met by it.
     *
     * @throws VerificationException as {@link #requireSound}
     */
    public static List<ProducerAnswer> ofUnknownSigner(Statement.Clearing clearing) throws VerificationException {
        return statements(clearing.disclosed()).stream()
                .map(statement -> new ProducerAnswer(statement, State.SIGNER_UNKNOWN, Optional.empty(), List.of()))
                .toList();
    }

    /**
     * Whether a station says of a statement that the record fits it, and what it signs and shows itself excludes that: the statement is withdrawn, or does not
     * speak of this phone, way, time or these clauses; one of them is not open; or the phone is not known to be erased and free. What is not shown is not judged,
     * and of a way that is not known here only that it is in force, and which clauses it is about. What is no statement fits nothing either.
     */
    public static boolean overstate(Statement.Clearing clearing) {
        try {
            return new ProducerFacts(clearing).exclude(statements(clearing.disclosed()));
        } catch (VerificationException _) {
            return true;
        }
    }

    /** The clauses that are met by a producer's word, as far as these answers go. */
    public static Set<String> met(List<ProducerAnswer> answers) {
        Set<String> out = new LinkedHashSet<>();
        answers.forEach(answer -> out.addAll(answer.clauses()));
        return out;
    }

    private ProducerAnswer judge(
            SignedProducerStatement statement, List<String> said, List<SignedProducerStatement> beside) {
        List<TrustList> all = lists.stream()
                .filter(list -> list.producerOf(statement.claims().signer()).isPresent())
                .toList();
        List<TrustList> naming = independent(statement, all);
        boolean isRetired = lists.stream()
                .flatMap(list -> list.producers().stream())
                .anyMatch(one -> one.hasRetired(statement.claims().signer().key()));
        if (isRetired) {
            return new ProducerAnswer(statement, State.KEY_RETIRED, name(statement, naming), List.of());
        }
        List<TrustList> ofItsMaker = naming.stream()
                .filter(list -> isMakerOf(named(statement, list)))
                .toList();
        List<TrustList> accepting = ofItsMaker.stream()
                .filter(list -> !accepted(named(statement, list), said).isEmpty())
                .toList();
        Optional<ProvedTimes> times =
                proved.flatMap(found -> found.goneBy(accepting, list -> isKnownTo(list, found), this::isJudged));
        State state = !all.isEmpty() && naming.isEmpty()
                ? State.NOT_INDEPENDENT
                : state(statement, said, beside, naming, times);
        if (state == State.COUNTS && ofItsMaker.isEmpty()) {
            state = State.NOT_ITS_PHONE;
        } else if (state == State.COUNTS && accepting.isEmpty()) {
            state = State.NOT_ACCEPTED;
        } else if (state == State.COUNTS) {
            state = inTime(statement.claims().scope().orElseThrow(), times);
        }
        return new ProducerAnswer(
                statement,
                state,
                name(statement, accepting).or(() -> name(statement, naming)),
                state == State.COUNTS ? met(statement, said, accepting) : List.of());
    }

    /** As the first of these lists calls whose key it is. One that can't be gone by for its signer gives nobody a name. */
    private static Optional<String> name(SignedProducerStatement statement, List<TrustList> lists) {
        return lists.stream().findFirst().map(list -> named(statement, list).name());
    }

    /** By all lists together: which of them comes first decides nothing. */
    private List<Met> met(SignedProducerStatement statement, List<String> said, List<TrustList> accepting) {
        List<Met> met = new ArrayList<>();
        for (String clause : said) {
            accepting.stream()
                    .filter(list -> accepted(named(statement, list), said).contains(clause))
                    .findFirst()
                    .ifPresent(list -> met.add(new Met(clause, list.signer().toString())));
        }
        return met;
    }

    private static TrustedProducer named(SignedProducerStatement statement, TrustList list) {
        return list.producerOf(statement.claims().signer()).orElseThrow();
    }

    /** Whether witnesses prove that it was made before a statement ended; a station's clock may be years slow, and nobody offline sees it. */
    private State inTime(ProducerScope scope, Optional<ProvedTimes> times) {
        if (proved.isEmpty()) {
            return State.TIME_NOT_PROVED;
        }
        if (times.isEmpty()) {
            return State.TIME_BY_ITSELF;
        }
        return times.get().areWithin(scope) && !times.get().areDeniedBy(proved.get(), this::isJudged)
                ? State.COUNTS
                : State.TIME_BEYOND;
    }

    /** Whether a list knows whose times these are: that of the station, or of the log alone, is its own to say then. */
    private boolean isKnownTo(TrustList list, ProvedTimes times) {
        return list.operatorOf(clearing.head().station()).isPresent()
                || list.operatorOfLog(times.log()).isPresent();
    }

    /**
     * The lists whose word about a producer is not a station's or a log's own: nobody whose work is judged says whose word about it counts, be it in a list of
     * their own or with a producer's key that is theirs. Within one list TrustedProducerRules see to it; here it is all lists at hand, and whoever signed this.
     */
    private List<TrustList> independent(SignedProducerStatement statement, List<TrustList> naming) {
        PublicKey producer = statement.claims().signer().key();
        boolean isTheirs = isJudged(producer)
                || lists.stream().anyMatch(list -> list.signer().key().equals(producer));
        return isTheirs
                ? List.of()
                : naming.stream().filter(list -> !isJudged(list.signer().key())).toList();
    }

    /** Whether a key is a station's or a log's in any list, or signed this clearing. Who signed it with a log that is in no list is known to nobody, and meets nothing. */
    private boolean isJudged(PublicKey key) {
        return key.thumbprint().equals(clearing.head().station())
                || lists.stream().anyMatch(list -> list.isStationOrLog(key));
    }

    /** Whether a list has it that this producer may speak of such a phone: of what its statements name it chose the words itself. */
    private boolean isMakerOf(TrustedProducer producer) {
        return clearing.disclosed()
                .phone()
                .flatMap(Phone::maker)
                .filter(producer.makers()::contains)
                .isPresent();
    }

    private State state(
            SignedProducerStatement statement,
            List<String> said,
            List<SignedProducerStatement> beside,
            List<TrustList> naming,
            Optional<ProvedTimes> times) {
        if (naming.isEmpty()) {
            return State.NOT_TRUSTED;
        }
        Optional<ProducerScope> scope = statement.claims().scope();
        if (scope.isEmpty()) {
            return State.WITHDRAWN;
        }
        List<SignedProducerStatement> others = new ArrayList<>(known);
        others.addAll(beside);
        Optional<State> ended = ProducerForce.end(
                statement,
                others,
                naming,
                later -> isSpokenOfBy(later.claims().scope().orElseThrow(), said, times));
        if (ended.isPresent()) {
            return ended.get();
        }
        if (statement.claims().issued().isAfter(now.plus(SignerChecks.CLOCK_SKEW_MAX))) {
            return State.NOT_ISSUED_YET;
        }
        return facts.about(scope.get(), said);
    }

    /** Whether a later statement speaks of this erasure as well, as far as it is shown and proved. */
    private boolean isSpokenOfBy(ProducerScope later, List<String> said, Optional<ProvedTimes> times) {
        State state = facts.about(later, said);
        return (state == State.COUNTS || state == State.NOT_SHOWN)
                && times.map(found -> found.areWithin(later)).orElse(true);
    }

    /** Of what the station found to fit, what is open and this list accepts. */
    private List<String> accepted(TrustedProducer producer, List<String> said) {
        ClearingClaims.Policy policy = clearing.claims().policy();
        List<String> accepted = producer.clausesOf(policy.id(), policy.version());
        return said.stream().filter(accepted::contains).filter(facts::isOpen).toList();
    }
}
