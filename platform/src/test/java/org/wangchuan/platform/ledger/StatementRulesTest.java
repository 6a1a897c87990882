package org.wangchuan.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.PhoneWork.Word;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.PhoneTechniques;

/** What the gate says of a phone's statement beside which a maker's stands. */
class StatementRulesTest {
    private static final Instant AT = Instant.parse("2026-11-28T10:00:00Z");
    private static final NoteSigner MAKER = new NoteSigner("phones.example/clear", SigningKey.generate());
    private static final PhoneClaims.Technique NEXT =
            new PhoneClaims.Technique("android-reset-of-next-year", 1, Bytes32.sha256(new byte[1]));

    private static final Phone PHONE = new Phone(
            Optional.of("Samsung"),
            Optional.of("SM-G991B"),
            Optional.of("android"),
            Optional.of("14"),
            Optional.of("R58M123ABCD"),
            OptionalLong.empty(),
            Optional.empty());

    private static PhoneClaims.Technique known() {
        return known("android-reset-read-again");
    }

    private static PhoneClaims.Technique known(String id) {
        return PhoneTechniques.all().stream()
                .map(PhoneTechniques.Known::technique)
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A stranger's way is none of which anything is said here, and no station is called a liar by it. */
    @Test
    void aWayOfNextYearIsUnknownAndNoContradiction() throws Exception {
        assertThat(misfit(NEXT, "SM-G991B")).contains(Misfit.TECHNIQUE_UNKNOWN);
        assertThat(misfit(NEXT, "another")).contains(Misfit.TECHNIQUE_UNKNOWN);
        assertThat(misfit(known(), "another")).contains(Misfit.POLICY_CONTRADICTION);
        assertThat(misfit(known(), "SM-G991B")).contains(Misfit.POLICY_UNKNOWN); // past all that is asked of makers
    }

    /** Which rules ask for all of it to be read back stands in them; what a fill shows of that, in the terms of its way. */
    @Test
    void aFillIsNotReadBackToTheFullUnlessByTheRulesOfBefore() throws Exception {
        assertThat(filled("gb-46864-2025", 2, State.SATISFIED)).contains(Misfit.POLICY_CONTRADICTION);
        assertThat(filled("gb-46864-2025", 2, State.UNDETERMINED)).isEmpty();
        assertThat(filled("nist-clear", 2, State.SATISFIED)).isEmpty();
        assertThat(filled("gb-46864-2025", 1, State.SATISFIED)).isEmpty();
    }

    private static Optional<Misfit> filled(String rules, long version, State readBack) throws Exception {
        PhoneClaims.Technique way = PhoneTechniques.all().stream()
                .filter(PhoneTechniques.Known::fills)
                .map(PhoneTechniques.Known::technique)
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseThrow();
        RuleSets known = new RuleSets();
        List<ClearingClaims.Clause> clauses = known.newest(rules).orElseThrow().clauses().stream()
                .map(rule -> new ClearingClaims.Clause(
                        rule.id(),
                        switch (rule.id()) {
                            case "verification" -> readBack;
                            case "hidden-areas" -> State.UNDETERMINED;
                            default -> State.SATISFIED;
                        },
                        rule.source()))
                .toList();
        List<PhoneWork.Step> steps = List.of(
                        Word.SEEN,
                        Word.CONSENTED,
                        Word.SET_OFF,
                        Word.GONE,
                        Word.BACK,
                        Word.SEEN,
                        Word.FILLED,
                        Word.SET_OFF,
                        Word.GONE,
                        Word.BACK,
                        Word.SEEN)
                .stream()
                .map(word -> new PhoneWork.Step(word, AT))
                .toList();
        PhoneWork.Fill fill = new PhoneWork.Fill(
                100_000,
                0,
                0,
                100_000,
                100_000,
                5_000,
                0,
                true,
                OptionalLong.of(100_000),
                version == 1 ? Optional.empty() : Optional.of(new PhoneWork.Parts(3, 3)));
        return rules().misfit(signed(
                claims(way, known.policy(rules, Optional.empty()), clauses),
                Disclosed.ofPhoneClearing(
                        PHONE, new PhoneWork("wangchuan 0.1", AT, AT, steps, Optional.of(fill)), Optional.empty())));
    }

    private static Optional<Misfit> misfit(PhoneClaims.Technique way, String model) throws Exception {
        return rules().misfit(clearing(way, statement(way, model)));
    }

    private static StatementRules rules() throws Exception {
        PlatformSettings settings = new PlatformSettings(
                Path.of("data"),
                URI.create("http://localhost:8080"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                3,
                false,
                Optional.empty());
        return new StatementRules(new RuleSets(), settings);
    }

    private static String statement(PhoneClaims.Technique way, String model) {
        ProducerScope scope = new ProducerScope(
                List.of("Samsung"),
                List.of(model),
                "android",
                "13",
                Optional.empty(),
                List.of(new ProducerScope.Way(way.id(), way.version())),
                List.of(),
                List.of(new ProducerScope.Meets("rules-of-a-test", "1", List.of("overwrite"))),
                AT.minusSeconds(1),
                AT.plusSeconds(1),
                new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."));
        ProducerClaims claims = new ProducerClaims(
                "Example Phones",
                Optional.empty(),
                MAKER.verifierKey(),
                "EX-1",
                1,
                AT,
                new ProducerClaims.Content.InForce(scope));
        return ProducerStatementIssuer.sign(claims, MAKER).text();
    }

    /** A phone that was filled, and is not known to be as new since, is to be reset once more, as one that was read again. */
    @Test
    void whatIsNotKnownToBeAsNewIsLeftAsking() throws Exception {
        Statement.Clearing filled =
                clearing(known("android-reset-fill-reset"), statement(known("android-reset-fill-reset"), "another"));
        assertThat(PhoneResult.isLeftAsking(filled)).isFalse();
        assertThat(PhoneResult.isLeftAsking(open(filled, NotProved.LEFT_AS_NEW)))
                .isTrue();
        assertThat(PhoneResult.isLeftAsking(open(filled, NotProved.MOST_OVERWRITTEN)))
                .isFalse();
        Statement.Clearing again = clearing(known(), statement(known(), "another"));
        assertThat(PhoneResult.isLeftAsking(again)).isTrue();
    }

    private static Statement.Clearing open(Statement.Clearing said, NotProved more) {
        ClearingClaims claims = said.claims();
        List<NotProved> notProved = new ArrayList<>(claims.notProved());
        notProved.add(more);
        return new Statement.Clearing(
                said.head(),
                new ClearingClaims(
                        claims.start(),
                        claims.verdict(),
                        claims.policy(),
                        claims.conformity(),
                        claims.evidence(),
                        notProved,
                        claims.phone()),
                said.disclosed());
    }

    private static Statement.Clearing clearing(PhoneClaims.Technique way, String statement) throws Exception {
        List<PhoneWork.Step> steps =
                List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN).stream()
                        .map(word -> new PhoneWork.Step(word, AT))
                        .toList();
        PhoneWork work = new PhoneWork("wangchuan 0.1", AT, AT, steps, Optional.empty());
        ClearingClaims claims = claims(
                way,
                new ClearingClaims.Policy("rules-of-a-test", "1", Bytes32.sha256(new byte[2])),
                List.of(new ClearingClaims.Clause("overwrite", State.UNDETERMINED, "a test")));
        return signed(
                claims,
                Disclosed.ofPhoneClearing(PHONE, work, Optional.empty())
                        .with(Optional.of(
                                new ProducersShown(List.of(new ProducersShown.One(statement, List.of("overwrite")))))));
    }

    private static ClearingClaims claims(
            PhoneClaims.Technique way, ClearingClaims.Policy policy, List<ClearingClaims.Clause> clauses) {
        return new ClearingClaims(
                UUID.randomUUID(),
                Verdict.CLEARED,
                policy,
                clauses,
                Evidence.of("{}\n".getBytes(StandardCharsets.US_ASCII)),
                List.of(
                        NotProved.PHONES_OWN_WORD,
                        NotProved.SAME_DEVICE,
                        NotProved.KEYS_DESTROYED,
                        NotProved.NEVER_TRIED,
                        NotProved.SPARE_CELLS,
                        NotProved.PHONES_CACHE,
                        NotProved.CARDS,
                        NotProved.TIME_NOT_WITNESSED),
                Optional.of(new PhoneClaims(
                        Optional.of(way),
                        PhoneClaims.Tier.TOLD,
                        PhoneClaims.Lock.UNLOCKED,
                        List.of(),
                        List.of(PhoneClaims.LockReason.RESET_PROTECTION_OFF))));
    }

    private static Statement.Clearing signed(ClearingClaims claims, Disclosed shown) throws Exception {
        return (Statement.Clearing) StatementReader.read(StatementIssuer.real(SigningKey.generate())
                .clearing(StationChain.NEW, UUID.randomUUID(), AT.plusSeconds(600), claims, shown)
                .sdJwt());
    }
}
