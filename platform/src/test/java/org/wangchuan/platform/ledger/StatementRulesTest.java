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

    private static Optional<Misfit> misfit(PhoneClaims.Technique way, String model) throws Exception {
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
        return new StatementRules(new RuleSets(), settings).misfit(clearing(way, statement(way, model)));
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
        Statement.Clearing filled = clearing(known("android-reset-fill-reset"), statement(known("android-reset-fill-reset"), "another"));
        assertThat(PhoneResult.isLeftAsking(filled)).isFalse();
        assertThat(PhoneResult.isLeftAsking(open(filled, NotProved.LEFT_AS_NEW))).isTrue();
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
        Phone phone = new Phone(
                Optional.of("Samsung"),
                Optional.of("SM-G991B"),
                Optional.of("android"),
                Optional.of("14"),
                Optional.of("R58M123ABCD"),
                OptionalLong.empty(),
                Optional.empty());
        List<PhoneWork.Step> steps =
                List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN).stream()
                        .map(word -> new PhoneWork.Step(word, AT))
                        .toList();
        ClearingClaims claims = new ClearingClaims(
                UUID.randomUUID(),
                Verdict.CLEARED,
                new ClearingClaims.Policy("rules-of-a-test", "1", Bytes32.sha256(new byte[2])),
                List.of(new ClearingClaims.Clause("overwrite", State.UNDETERMINED, "a test")),
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
        PhoneWork work = new PhoneWork("wangchuan 0.1", AT, AT, steps, Optional.empty());
        Disclosed shown = Disclosed.ofPhoneClearing(phone, work, Optional.empty())
                .with(Optional.of(
                        new ProducersShown(List.of(new ProducersShown.One(statement, List.of("overwrite"))))));
        return (Statement.Clearing) StatementReader.read(StatementIssuer.real(SigningKey.generate())
                .clearing(StationChain.NEW, UUID.randomUUID(), AT.plusSeconds(600), claims, shown)
                .sdJwt());
    }
}
