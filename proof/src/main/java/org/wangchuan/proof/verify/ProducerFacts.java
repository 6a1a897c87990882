package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.PhoneWork.Word;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.verify.ProducerAnswer.State;

/** What a phone's clearing itself shows of statements of producers; whose word counts is not asked. Thread-safe. */
final class ProducerFacts {
    private final Statement.Clearing clearing;

    ProducerFacts(Statement.Clearing clearing) {
        this.clearing = clearing;
    }

    /** Whether what is shown excludes that the record fits one of these, which are those beside the clearing, in its order. */
    boolean exclude(List<SignedProducerStatement> shown) {
        for (int i = 0; i < shown.size(); i++) {
            List<String> said =
                    clearing.disclosed().producers().orElseThrow().all().get(i).clauses();
            Optional<ProducerScope> scope = shown.get(i).claims().scope();
            if (scope.isEmpty() || !said.stream().allMatch(this::isOpen)) {
                return true;
            }
            State state = about(scope.get(), said);
            if (state != State.COUNTS && state != State.NOT_SHOWN && state != State.WAY_UNKNOWN) {
                return true;
            }
        }
        return false;
    }

    /** Whether a statement speaks of what is shown, in these clauses: COUNTS if so. Of a way that is not known here nothing else is judged. */
    State about(ProducerScope scope, List<String> said) {
        ClearingClaims claims = clearing.claims();
        Optional<PhoneClaims> phone = claims.phone();
        if (phone.isEmpty()) {
            return State.NOT_CLEARED;
        }
        if (!scope.clausesOf(claims.policy().id(), claims.policy().version()).containsAll(said)) {
            return State.OTHER_PHONE;
        }
        if (VerdictFacts.isTechniqueUnknown(claims)) {
            return State.WAY_UNKNOWN;
        }
        if (!claims.verdict().isGood() || phone.get().shownLock() != PhoneClaims.Lock.UNLOCKED) {
            return State.NOT_CLEARED;
        }
        boolean isWay = phone.get()
                .technique()
                .filter(way -> scope.ways().contains(new ProducerScope.Way(way.id(), way.version())))
                .isPresent();
        if (!isWay) {
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

    /** Whether the evidence leaves a clause open. */
    boolean isOpen(String id) {
        return clearing.claims().conformity().stream()
                .anyMatch(clause -> clause.clause().equals(id) && clause.state() == Clause.State.UNDETERMINED);
    }
}
