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
import org.wangchuan.proof.statement.ClearingClaims.Clause;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.PhoneWork.Word;
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
    private final List<TrustList> lists;
    private final List<SignedProducerStatement> known;
    private final Instant now;
    private final Optional<TimeInterval> proved;

    private ProducerChecks(
            Statement.Clearing clearing,
            List<TrustList> lists,
            List<SignedProducerStatement> known,
            Instant now,
            Optional<TimeInterval> proved) {
        this.clearing = clearing;
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
     * @param proved when the clearing was made, by witnesses; absent for a receipt, whose times are its station's claim. Then none counts by itself
     * @throws VerificationException as {@link #requireSound}
     */
    public static List<ProducerAnswer> judge(
            Statement.Clearing clearing,
            List<TrustList> lists,
            List<SignedProducerStatement> known,
            Instant now,
            Optional<TimeInterval> proved)
            throws VerificationException {
        ProducerChecks checks = new ProducerChecks(clearing, lists, known, now, proved);
        List<SignedProducerStatement> shown = statements(clearing.disclosed());
        List<ProducerAnswer> out = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            List<String> said =
                    clearing.disclosed().producers().orElseThrow().all().get(i).clauses();
            out.add(checks.judge(shown.get(i), said, shown));
        }
        return out;
    }

    /**
     * Whether a station says of a statement that the record fits it, and what it signs and shows itself excludes that: the statement is withdrawn, or does not
     * speak of this phone, way, time or these clauses; one of them is not open; or the phone is not known to be erased and free. What is not shown is not judged.
     * What is no statement fits nothing either.
     */
    public static boolean overstate(Statement.Clearing clearing) {
        ProducerChecks checks = new ProducerChecks(clearing, List.of(), List.of(), Instant.EPOCH, Optional.empty());
        List<SignedProducerStatement> shown;
        try {
            shown = statements(clearing.disclosed());
        } catch (VerificationException _) {
            return true;
        }
        for (int i = 0; i < shown.size(); i++) {
            List<String> said =
                    clearing.disclosed().producers().orElseThrow().all().get(i).clauses();
            Optional<ProducerScope> scope = shown.get(i).claims().scope();
            if (scope.isEmpty() || !said.stream().allMatch(checks::isOpen)) {
                return true;
            }
            State state = checks.aboutPhone(scope.get(), said);
            if (state != State.COUNTS && state != State.NOT_SHOWN) {
                return true;
            }
        }
        return false;
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
        Optional<String> producer = all.stream()
                .flatMap(list -> list.producerOf(statement.claims().signer()).stream())
                .map(TrustedProducer::name)
                .findFirst();
        List<TrustList> naming = independent(statement, all);
        State state =
                !all.isEmpty() && naming.isEmpty() ? State.NOT_INDEPENDENT : state(statement, said, beside, naming);
        if (state != State.COUNTS) {
            return new ProducerAnswer(statement, state, producer, List.of());
        }
        List<TrustList> ofItsMaker = naming.stream()
                .filter(list ->
                        isMakerOf(list.producerOf(statement.claims().signer()).orElseThrow()))
                .toList();
        if (ofItsMaker.isEmpty()) {
            return new ProducerAnswer(statement, State.NOT_ITS_PHONE, producer, List.of());
        }
        // All lists together: which of them comes first decides nothing.
        List<Met> met = new ArrayList<>();
        for (String clause : said) {
            ofItsMaker.stream()
                    .filter(list -> accepted(
                                    list.producerOf(statement.claims().signer()).orElseThrow(), said)
                            .contains(clause))
                    .findFirst()
                    .ifPresent(list -> met.add(new Met(clause, list.signer().toString())));
        }
        if (met.isEmpty()) {
            return new ProducerAnswer(statement, State.NOT_ACCEPTED, producer, List.of());
        }
        return isProvedWithin(statement.claims().scope().orElseThrow())
                ? new ProducerAnswer(statement, State.COUNTS, producer, met)
                : new ProducerAnswer(statement, State.TIME_NOT_PROVED, producer, List.of());
    }

    /** Whether witnesses' clocks prove that it was made while a statement was in force; a station's clock may be years slow, and nobody offline sees it. */
    private boolean isProvedWithin(ProducerScope scope) {
        return proved.filter(interval -> !interval.isContradictory())
                .filter(interval -> interval.notLater().isBefore(scope.until()))
                .flatMap(TimeInterval::notEarlier)
                .filter(earliest -> !earliest.plus(SignerChecks.CLOCK_SKEW_MAX).isBefore(scope.from()))
                .isPresent();
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
            List<TrustList> naming) {
        if (naming.isEmpty()) {
            return State.NOT_TRUSTED;
        }
        Optional<ProducerScope> scope = statement.claims().scope();
        if (scope.isEmpty()) {
            return State.WITHDRAWN;
        }
        Optional<State> replaced = replaced(statement, beside, naming);
        if (replaced.isPresent()) {
            return replaced.get();
        }
        if (statement.claims().issued().isAfter(now.plus(SignerChecks.CLOCK_SKEW_MAX))) {
            return State.NOT_ISSUED_YET;
        }
        return aboutPhone(scope.get(), said);
    }

    /** Whether another one at hand, or a list, takes it out of force. */
    private Optional<State> replaced(
            SignedProducerStatement statement, List<SignedProducerStatement> beside, List<TrustList> naming) {
        List<SignedProducerStatement> others = new ArrayList<>(known);
        others.addAll(beside);
        boolean isOutdated = false;
        boolean isConflicting = false;
        for (SignedProducerStatement other : others) {
            if (!isOfSameNumber(statement, other, naming)) {
                continue;
            }
            if (other.claims().sequence() > statement.claims().sequence()) {
                if (other.claims().scope().isEmpty()) {
                    return Optional.of(State.WITHDRAWN);
                }
                isOutdated = true;
            } else if (other.claims().sequence() == statement.claims().sequence()
                    && !other.digest().equals(statement.digest())) {
                isConflicting = true;
            }
        }
        for (TrustList list : naming) {
            TrustedProducer producer =
                    list.producerOf(statement.claims().signer()).orElseThrow();
            isOutdated |= producer.leastOf(statement.claims().number()).orElse(0)
                    > statement.claims().sequence();
        }
        if (isOutdated) {
            return Optional.of(State.OUTDATED);
        }
        return isConflicting ? Optional.of(State.CONFLICTING) : Optional.empty();
    }

    /** By the same producer, which may have several keys. */
    private static boolean isOfSameNumber(
            SignedProducerStatement statement, SignedProducerStatement other, List<TrustList> naming) {
        return other.claims().number().equals(statement.claims().number())
                && naming.stream()
                        .anyMatch(list -> list.producerOf(statement.claims().signer())
                                .equals(list.producerOf(other.claims().signer())));
    }

    private State aboutPhone(ProducerScope scope, List<String> said) {
        ClearingClaims claims = clearing.claims();
        Optional<PhoneClaims> phone = claims.phone();
        if (phone.isEmpty() || !claims.verdict().isGood() || phone.get().lock() != PhoneClaims.Lock.UNLOCKED) {
            return State.NOT_CLEARED;
        }
        boolean isWay = phone.get()
                .technique()
                .filter(way -> PhoneTechniques.find(way).isPresent())
                .filter(way -> scope.ways().contains(new ProducerScope.Way(way.id(), way.version())))
                .isPresent();
        boolean isTheirs =
                scope.clausesOf(claims.policy().id(), claims.policy().version()).containsAll(said);
        if (!isWay || !isTheirs) {
            return State.OTHER_PHONE;
        }
        Disclosed shown = clearing.disclosed();
        if (shown.phone().isPresent() && !scope.covers(shown.phone().get())) {
            return State.OTHER_PHONE;
        }
        if (shown.phoneWork().isPresent()
                && !isSetOffWithin(scope, shown.phoneWork().get())) {
            return State.OTHER_PHONE;
        }
        return shown.phone().isPresent() && shown.phoneWork().isPresent() ? State.COUNTS : State.NOT_SHOWN;
    }

    private static boolean isSetOffWithin(ProducerScope scope, PhoneWork work) {
        List<PhoneWork.Step> setOff = work.steps().stream()
                .filter(step -> step.word() == Word.SET_OFF)
                .toList();
        return !setOff.isEmpty() && setOff.stream().allMatch(step -> scope.covers(step.at()));
    }

    /** Of what the station found to fit, what is open and this list accepts. */
    private List<String> accepted(TrustedProducer producer, List<String> said) {
        ClearingClaims.Policy policy = clearing.claims().policy();
        List<String> accepted = producer.clausesOf(policy.id(), policy.version());
        return said.stream().filter(accepted::contains).filter(this::isOpen).toList();
    }

    private boolean isOpen(String id) {
        return clearing.claims().conformity().stream()
                .anyMatch(clause -> clause.clause().equals(id) && clause.state() == Clause.State.UNDETERMINED);
    }
}
