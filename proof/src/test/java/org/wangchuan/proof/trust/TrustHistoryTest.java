package org.wangchuan.proof.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.trust.TrustHistory.Change;
import org.wangchuan.proof.trust.TrustHistory.Kind;
import org.wangchuan.proof.trust.TrustList.EarlierPolicy;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.trust.TrustList.Station;

/** What a newer list may say of the past, and whose witnesses count at which size of the log. */
class TrustHistoryTest {
    private final NoteSigner signer = new NoteSigner("trust.example", SigningKey.generate());
    private final NoteSigner log = new NoteSigner("log.example", SigningKey.generate());
    private final PublicKey key = SigningKey.generate().publicKey();
    private final PublicKey other = SigningKey.generate().publicKey();
    private final String a = policy("a");
    private final String b = policy("b");
    private final String c = policy("c");
    private final List<Station> station = List.of(range(key, 0, -1));

    private static String policy(String name) {
        return "witness " + name + " " + new Cosigner(name + ".example", SigningKey.generate()).key() + "\nquorum "
                + name + "\n";
    }

    private static Station range(PublicKey of, long first, long end) {
        return new Station(of, first, end < 0 ? Optional.empty() : Optional.of(end));
    }

    private static EarlierPolicy until(long endSize, String policy) {
        return new EarlierPolicy(endSize, policy);
    }

    private Operator operator(List<Station> stations, EarlierPolicy... earlier) {
        return new Operator("one", List.of(log.verifierKey()), stations, List.of(earlier));
    }

    private SignedTrustList list(long version, String policy, Operator... operators) {
        return TrustListIssuer.sign(
                new TrustList(version, 1, signer.verifierKey(), List.of(operators), policy), signer);
    }

    private List<Change> changed(SignedTrustList held, SignedTrustList offered) throws VerificationException {
        offered.requireSuccessorOf(held);
        return TrustHistory.changes(held.list(), offered.list());
    }

    private static void rewritten(SignedTrustList held, SignedTrustList offered) {
        assertThatThrownBy(() -> offered.requireSuccessorOf(held))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TRUST_REWRITTEN));
    }

    /** Keys that are in somebody else's hands may come to count for less, and for no more. */
    @Test
    void whatIsDelegatedForSomeDrivesNeverCountsForOthers() throws VerificationException {
        SignedTrustList held = list(1, "", delegated(90, "A", "B"));
        assertThat(SignedTrustList.parse(held.toBytes()).list()).isEqualTo(held.list());
        assertThat(changed(held, list(2, "", delegated(90, "B", "A")))).isEmpty();
        assertThat(changed(held, list(2, "", delegated(80, "A"))))
                .containsExactly(new Change(Kind.DELEGATION_NARROWED, List.of("one", "1", "1970-01-01T00:01:20Z")));
        rewritten(held, list(2, "", delegated(91, "A", "B")));
        rewritten(held, list(2, "", delegated(90, "A", "C")));
        Operator forAnyDrive = operator(station, TrustList.RECEIPTS_ALONE);
        rewritten(held, list(2, "", forAnyDrive));
        assertThat(changed(list(1, "", forAnyDrive), list(2, "", delegated(90, "A"))))
                .containsExactly(new Change(Kind.DELEGATED, List.of("one", "1", "1970-01-01T00:01:30Z")));
    }

    private Operator delegated(long end, String... serials) {
        Delegated delegated = new Delegated(
                List.of(serials).stream()
                        .map(serial -> Delegated.mark("log.example", serial))
                        .toList(),
                end);
        return new Operator(
                "one", List.of(log.verifierKey()), station, List.of(TrustList.RECEIPTS_ALONE), Optional.of(delegated));
    }

    @Test
    void eachSizeOfTheLogHasOnePolicyAtMost() throws VerificationException {
        SignedTrustList made = list(3, c, operator(station, until(10, a), until(20, ""), until(30, b)));
        TrustList read = SignedTrustList.parse(made.toBytes()).list();
        assertThat(read).isEqualTo(made.list());
        Operator operator = read.operators().getFirst();
        List<String> names = new ArrayList<>();
        for (long size : new long[] {0, 9, 10, 19, 20, 29, 30, 1L << 50}) {
            names.add(read.policyAt(operator, size)
                    .map(policy -> policy.quorum().words())
                    .orElse("-"));
        }
        assertThat(names).containsExactly("a", "a", "-", "-", "b", "b", "c", "c");
        assertThat(operator.policyFromSize()).isEqualTo(30);
    }

    @Test
    void rangesThatWouldOverlapOrHoldNothingMakeNoList() {
        for (List<EarlierPolicy> wrong : List.of(
                List.of(until(0, a)),
                List.of(until(-1, a)),
                List.of(until(10, a), until(10, b)),
                List.of(until(10, a), until(9, b)),
                List.of(until(1L << 53, a)),
                List.of(until(10, "all(a)")))) {
            assertThatThrownBy(() -> list(1, c, operator(station, wrong.toArray(EarlierPolicy[]::new))))
                    .as(wrong.toString())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        String sound = SignedTrustList.text(
                list(1, c, operator(station, until(10, a), until(20, b))).list());
        for (String wrong : List.of(
                sound.replace("\"endSize\":20", "\"endSize\":10"),
                sound.replace("\"endSize\":10", "\"endSize\":0"),
                sound.replace("\"endSize\":10", "\"endSize\":\"10\""),
                sound.replace("\"endSize\":10", "\"endSize\":10,\"firstSize\":0"),
                sound.replaceFirst("\"earlierPolicies\":\\[.*?]", "\"earlierPolicies\":[]"))) {
            assertThat(wrong).isNotEqualTo(sound);
            assertThatThrownBy(() -> SignedTrustList.parse(signer.sign(wrong).toBytes()))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.TRUST_FORMAT));
        }
    }

    @Test
    void witnessesMayChangeFromSomeSizeOn() throws VerificationException {
        SignedTrustList held = list(1, a, operator(station));
        SignedTrustList next = list(2, b, operator(station, until(10, a)));
        assertThat(changed(held, next)).containsExactly(new Change(Kind.POLICY_CHANGED, List.of("one", "10", "b")));
        assertThat(changed(next, list(4, a, operator(station, until(10, a), until(20, b), until(30, c)))))
                .containsExactly(
                        new Change(Kind.POLICY_CHANGED, List.of("one", "20", "c")),
                        new Change(Kind.POLICY_CHANGED, List.of("one", "30", "a")));
        assertThat(changed(list(1, "", operator(station)), list(2, a, operator(station))))
                .containsExactly(new Change(Kind.POLICY_CHANGED, List.of("one", "0", "a")));
    }

    @Test
    void witnessesOfThePastAreNotExchanged() {
        SignedTrustList held = list(2, b, operator(station, until(10, a)));
        rewritten(held, list(3, b, operator(station)));
        rewritten(held, list(3, b, operator(station, until(10, c))));
        rewritten(held, list(3, b, operator(station, until(9, a))));
        rewritten(held, list(3, b, operator(station, until(11, a))));
        rewritten(held, list(3, b, operator(station, until(5, c), until(10, a))));
        rewritten(held, list(3, c, operator(station, until(10, a))));
        rewritten(list(1, a, operator(station)), list(2, b, operator(station)));
    }

    @Test
    void witnessesMayBeTakenBackAndThenStayTakenBack() throws VerificationException {
        SignedTrustList held = list(2, b, operator(station, until(10, a)));
        SignedTrustList without = list(3, b, operator(station, until(10, "")));
        assertThat(changed(held, without)).containsExactly(new Change(Kind.POLICY_WITHDRAWN, List.of("one", "0", "")));
        rewritten(without, list(4, b, operator(station, until(10, a))));
        rewritten(without, list(4, b, operator(station, until(10, c))));
    }

    @Test
    void whereWitnessesAreReachedIsNoPartOfThePast() throws VerificationException {
        String moved = a.replace("\nquorum", " https://elsewhere.example\nquorum");
        assertThat(changed(list(1, a, operator(station)), list(2, moved, operator(station))))
                .isEmpty();
    }

    @Test
    void keysMayBeAddedAndEnded() throws VerificationException {
        SignedTrustList held = list(1, a, operator(List.of(range(key, 0, 5), range(key, 7, -1))));
        assertThat(changed(
                        held,
                        list(
                                2,
                                a,
                                operator(List.of(
                                        range(key, 0, 4), range(key, 7, 9), range(key, 12, -1), range(other, 3, -1))))))
                .containsExactly(
                        new Change(Kind.KEY_ENDED, List.of(key.thumbprint(), "[0, 4)")),
                        new Change(Kind.KEY_ENDED, List.of(key.thumbprint(), "[7, 9)")),
                        new Change(Kind.KEY_ADDED, List.of(key.thumbprint(), "[12, ∞)")),
                        new Change(Kind.KEY_ADDED, List.of(other.thumbprint(), "[3, ∞)")));
    }

    @Test
    void theRangesOfKeysAreNotExtended() {
        SignedTrustList held = list(1, a, operator(List.of(range(key, 2, 5), range(key, 7, 9))));
        for (List<Station> wrong : List.of(
                List.of(range(key, 2, 6), range(key, 7, 9)),
                List.of(range(key, 2, -1)),
                List.of(range(key, 1, 5), range(key, 7, 9)),
                List.of(range(key, 0, 2), range(key, 2, 5), range(key, 7, 9)),
                List.of(range(key, 2, 5), range(key, 5, 6), range(key, 7, 9)),
                List.of(range(key, 2, 5), range(key, 7, 9), range(key, 9, -1)),
                List.of(range(key, 2, 5)),
                List.of(range(other, 0, -1)))) {
            rewritten(held, list(2, a, operator(wrong)));
        }
    }

    /** As many as a list can hold: it is read from strangers, and must not keep anybody busy. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyRangesOfOneKeyAreCompared() throws VerificationException {
        List<Station> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(range(key, 2L * i, 2L * i + 1));
        }
        SignedTrustList held = list(1, a, operator(many));
        many.add(range(key, 30_000, -1));
        assertThat(changed(held, list(2, a, operator(many)))).hasSize(1);
        many.set(5_000, range(key, 10_000, 10_002));
        rewritten(held, list(2, a, operator(many.subList(0, 10_000))));
    }

    /** A station's own log for receipts: it goes through a change of witnesses, and its station may come back. */
    @Test
    void aLogForReceiptsAloneFollowsTheStationAndNoWitnesses() throws VerificationException {
        NoteSigner ownLog = new NoteSigner("own.example", SigningKey.generate());
        Operator main = operator(station);
        SignedTrustList held = list(1, a, main, own(ownLog, range(key, 0, -1)));
        assertThat(SignedTrustList.parse(held.toBytes()).list().operatorOf(key.thumbprint()))
                .contains(main);
        Operator next = operator(station, until(10, a));
        assertThat(changed(held, list(2, b, next, own(ownLog, range(key, 0, -1)))))
                .extracting(Change::kind)
                .containsExactly(Kind.POLICY_CHANGED);
        SignedTrustList ended = list(3, b, next, own(ownLog, range(key, 0, 7)));
        ended.requireSuccessorOf(held);
        list(4, b, next, own(ownLog, range(key, 0, 7), range(key, 7, -1))).requireSuccessorOf(ended);
        rewritten(ended, list(4, b, next, own(ownLog, range(key, 0, 8))));
        rewritten(ended, list(4, b, next));
        // Nor does it become one whose certificates count.
        SignedTrustList alone = list(1, a, own(ownLog, range(key, 0, -1)));
        rewritten(
                alone,
                list(
                        2,
                        b,
                        new Operator(
                                "own",
                                List.of(ownLog.verifierKey()),
                                List.of(range(key, 0, -1)),
                                List.of(until(5, b), until(9, "")))));
    }

    private static Operator own(NoteSigner ownLog, Station... ranges) {
        return new Operator("own", List.of(ownLog.verifierKey()), List.of(ranges), List.of(TrustList.RECEIPTS_ALONE));
    }

    /** What is gone from one version could come back otherwise in the next. */
    @Test
    void noOperatorVanishes() {
        rewritten(list(1, a, operator(station)), list(2, a));
    }

    @Test
    void whatElseChangesIsTold() throws VerificationException {
        NoteSigner second = new NoteSigner("log.example", SigningKey.generate());
        NoteSigner third = new NoteSigner("third.example", SigningKey.generate());
        SignedTrustList held = list(1, a, operator(station));
        TrustList next = new TrustList(
                2,
                1,
                signer.verifierKey(),
                List.of(
                        new Operator("uno", List.of(second.verifierKey()), station),
                        new Operator("three", List.of(third.verifierKey()), List.of())),
                a,
                60);
        assertThat(changed(held, TrustListIssuer.sign(next, signer)))
                .containsExactly(
                        new Change(Kind.OFFLINE_CHANGED, List.of("259200", "60")),
                        new Change(Kind.OPERATOR_RENAMED, List.of("one", "uno")),
                        new Change(
                                Kind.LOG_KEY_ADDED, List.of(second.verifierKey().toString())),
                        new Change(
                                Kind.LOG_KEY_REMOVED, List.of(log.verifierKey().toString())),
                        new Change(Kind.OPERATOR_ADDED, List.of("three")));
    }
}
