package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneClaims.Tier;
import org.wangchuan.proof.statement.Verdict;

class WhatFollowsTest {
    private static final UUID START = UUID.randomUUID();
    private static final Evidence EVIDENCE = Evidence.of(new byte[] {1});
    private static final ClearingClaims.Policy POLICY = new ClearingClaims.Policy("nist-clear", "1", Bytes32.random());

    @Test
    void whatIsTheSameDiffersInNothing() {
        assertThatCode(() -> WhatFollows.require(
                        of(Verdict.CLEARED, List.of(State.SATISFIED), List.of()),
                        of(Verdict.CLEARED, List.of(State.SATISFIED), List.of())))
                .doesNotThrowAnyException();
    }

    /** What else follows from it is of no matter beside it. */
    @Test
    void theVerdictComesFirst() {
        differs(
                of(Verdict.UNPROVEN, List.of(State.UNDETERMINED), List.of(NotProved.SPARE_CELLS)),
                of(Verdict.PURGED, List.of(State.SATISFIED), List.of()),
                e -> {
                    assertThat(e.where()).isEqualTo("verdict");
                    assertThat(e.expected()).isEqualTo("unproven");
                    assertThat(e.found()).isEqualTo("purged");
                });
    }

    @Test
    void aClauseIsNamedWithBothAnswers() {
        differs(
                of(Verdict.CLEARED, List.of(State.SATISFIED, State.NOT_SATISFIED), List.of()),
                of(Verdict.CLEARED, List.of(State.SATISFIED, State.SATISFIED), List.of()),
                e -> {
                    assertThat(e.where()).isEqualTo("conformity clause-1");
                    assertThat(e.expected()).isEqualTo("not-satisfied");
                    assertThat(e.found()).isEqualTo("satisfied");
                });
    }

    @Test
    void clausesAreCounted() {
        differs(
                of(Verdict.CLEARED, List.of(State.SATISFIED, State.SATISFIED), List.of()),
                of(Verdict.CLEARED, List.of(State.SATISFIED), List.of()),
                e -> {
                    assertThat(e.expected()).isEqualTo("clause-0, clause-1");
                    assertThat(e.found()).isEqualTo("clause-0");
                });
    }

    @Test
    void whatIsNotProvedIsNamed() {
        differs(
                of(Verdict.CLEARED, List.of(), List.of(NotProved.DEVICE_CACHE, NotProved.SPARE_CELLS)),
                of(Verdict.CLEARED, List.of(), List.of()),
                e -> {
                    assertThat(e.where()).isEqualTo("notProved");
                    assertThat(e.expected()).isEqualTo("spare-cells, device-cache");
                    assertThat(e.found()).isEqualTo("nothing");
                });
    }

    @Test
    void aLockIsNamed() {
        differs(phone(Lock.LOCKED), phone(Lock.UNLOCKED), e -> {
            assertThat(e.where()).isEqualTo("lock");
            assertThat(e.expected()).isEqualTo("locked");
            assertThat(e.found()).isEqualTo("unlocked");
        });
    }

    /** Nothing that differs passes for the same, whatever it is. */
    @Test
    void allElseDiffersToo() {
        ClearingClaims one = of(Verdict.CLEARED, List.of(), List.of());
        ClearingClaims other = new ClearingClaims(
                START,
                Verdict.CLEARED,
                new ClearingClaims.Policy("nist-clear", "2", POLICY.digest()),
                List.of(),
                EVIDENCE,
                List.of());
        differs(one, other, e -> assertThat(e.found()).isEqualTo("something else"));
        differs(
                of(Verdict.CLEARED, List.of(), List.of(NotProved.DEVICE_CACHE, NotProved.SPARE_CELLS)),
                of(Verdict.CLEARED, List.of(), List.of(NotProved.SPARE_CELLS, NotProved.DEVICE_CACHE)),
                e -> assertThat(e.found()).isEqualTo("something else"));
    }

    private static void differs(ClearingClaims follows, ClearingClaims said, Consumer<VerificationException> how) {
        VerificationException found =
                catchThrowableOfType(VerificationException.class, () -> WhatFollows.require(follows, said));
        assertThat(found.code()).isEqualTo(FailureCode.VERDICT);
        how.accept(found);
    }

    private static ClearingClaims of(Verdict verdict, List<State> states, List<NotProved> open) {
        List<Clause> clauses = IntStream.range(0, states.size())
                .mapToObj(i -> new Clause("clause-" + i, states.get(i), "a standard"))
                .toList();
        return new ClearingClaims(START, verdict, POLICY, clauses, EVIDENCE, open);
    }

    private static ClearingClaims phone(Lock lock) {
        PhoneClaims claims = new PhoneClaims(
                Optional.empty(), Tier.NONE, lock, List.of(PhoneClaims.Reason.NOT_SET_OFF), reasons(lock));
        return new ClearingClaims(START, Verdict.FAILED, POLICY, List.of(), EVIDENCE, List.of(), Optional.of(claims));
    }

    private static List<LockReason> reasons(Lock lock) {
        return List.of(lock == Lock.UNLOCKED ? LockReason.RESET_PROTECTION_OFF : LockReason.RESET_PROTECTION_ON);
    }
}
