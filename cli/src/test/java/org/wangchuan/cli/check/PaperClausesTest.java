package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.paper.ReceiptPage.Denied;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Said;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Target.MediumClass;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Verification.Mode;
import org.wangchuan.proof.statement.Work;

/** What a paper of a really signed receipt holds back: each clause is held against the work before it is printed. */
class PaperClausesTest {
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
    private static final long CAPACITY = 1_000_000;
    private static final Denied NOTHING = Denied.NOTHING;

    @TempDir
    Path folder;

    private int logs;

    private static Optional<NativeErase> by(Technique technique, Said said, long planted, long found) {
        return Optional.of(new NativeErase(technique, 1, said, 60_000, planted, found));
    }

    private static List<Pass> passes(int times) {
        return Collections.nCopies(times, new Pass(Pass.Pattern.RANDOM, CAPACITY, 60_000, List.of()));
    }

    private static Disclosed shown(MediumClass medium, List<Pass> passes, Mode mode, Optional<NativeErase> byItself) {
        Target target = new Target(
                Target.Kind.BLOCK,
                "nvme0n1",
                Optional.of("Model 1"),
                Optional.of("WD-1"),
                Optional.empty(),
                Optional.empty(),
                CAPACITY,
                512,
                "nvme",
                medium,
                Target.MediumClassSource.DEVICE);
        Work work = new Work(
                "wangchuan test",
                AT,
                AT.plusSeconds(60),
                passes,
                new Verification(
                        mode,
                        Verification.Path.DIRECT,
                        mode == Mode.FULL ? CAPACITY : CAPACITY / 10,
                        List.of(),
                        0,
                        Optional.empty()),
                List.of(),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                0,
                Work.Residue.NOT_RUN,
                byItself);
        return Disclosed.ofClearing(target, work, Optional.empty());
    }

    private static ClearingClaims all(String rules, int version, Verdict verdict) {
        Policy policy = PolicyCatalogue.find(rules, version).orElseThrow();
        return new ClearingClaims(
                UUID.randomUUID(),
                verdict,
                new ClearingClaims.Policy(
                        rules,
                        String.valueOf(version),
                        Bytes32.of(HexFormat.of().parseHex(policy.digest()))),
                policy.clauses().stream()
                        .map(clause -> new ClearingClaims.Clause(clause.id(), State.SATISFIED, clause.source()))
                        .toList(),
                Evidence.of(new byte[] {1}),
                List.of(
                        NotProved.FIRMWARE_COPY,
                        verdict == Verdict.PURGED ? NotProved.DEVICES_WORD : NotProved.SPARE_CELLS,
                        NotProved.TIME_NOT_WITNESSED));
    }

    private Receipt receipt(ClearingClaims claims, Disclosed shown) throws IOException {
        SigningKey key = SigningKey.generate();
        Path place = Files.createDirectory(folder.resolve("log" + logs++));
        try (TileLog log = TileLog.open(place, new NoteSigner("log.example", key), Optional.empty())) {
            StatementIssuer issuer = StatementIssuer.real(key);
            IssuedStatement start = issuer.start(
                    StationChain.NEW,
                    claims.start(),
                    AT,
                    Disclosed.ofStart(shown.target().orElseThrow(), Optional.empty()));
            log.append(List.of(start.entry()));
            IssuedStatement clearing = issuer.clearing(
                    StationChain.NEW.after(start), UUID.randomUUID(), AT.plusSeconds(60), claims, shown);
            log.append(List.of(clearing.entry()));
            return ReceiptIssuer.receipt(log, key.publicKey(), start, clearing);
        }
    }

    private static byte[] page(Receipt receipt, Denied denied, Edition edition) throws PaperException {
        var statement = receipt.clearing().statement();
        var checkpoint = receipt.clearing().proof().checkpoint().checkpoint();
        ReceiptPage page = new ReceiptPage(
                statement.payload(),
                statement.disclosed(Target.CLAIM).orElseThrow(),
                statement.disclosed(Work.CLAIM).orElseThrow(),
                Optional.empty(),
                new LogFacts(
                        checkpoint.origin(),
                        receipt.clearing().proof().index(),
                        checkpoint.size(),
                        checkpoint.root().base64()),
                ReceiptPaper.qrText(receipt),
                false,
                List.of(),
                denied);
        return ReceiptPdf.render(page, List.of(Attachment.receipt(receipt.toBytes())), edition);
    }

    private void prints(Denied denied, ClearingClaims claims, Disclosed shown) throws Exception {
        Receipt receipt = receipt(claims, shown);
        assertThat(ReceiptPaper.render(receipt, Optional.empty()))
                .isEqualTo(page(receipt, denied, Edition.NEWEST))
                .satisfies(pdf -> assertThat(java.util.Arrays.equals(pdf, page(receipt, NOTHING, Edition.NEWEST)))
                        .as("as stated")
                        .isEqualTo(denied.equals(NOTHING)));
        assertThat(ReceiptPaper.render(receipt, Optional.empty(), Edition.V4))
                .as("the form of before")
                .isEqualTo(page(receipt, NOTHING, Edition.V4));
    }

    private static Denied denied(Integer... clauses) {
        return new Denied(Set.of(clauses), false);
    }

    @Test
    void anHonestOneIsPrintedAsItIs() throws Exception {
        Optional<NativeErase> block = by(Technique.NVME_SANITIZE_BLOCK, Said.SUCCEEDED, 8192, 0);
        Optional<NativeErase> refused = by(Technique.NVME_SANITIZE_BLOCK, Said.REFUSED, 0, 0);
        ClearingClaims purged = all("gb-46864-2025", 2, Verdict.PURGED);
        prints(NOTHING, purged, shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, block));
        ClearingClaims cleared = all("gb-46864-2025", 2, Verdict.CLEARED);
        prints(NOTHING, cleared, shown(MediumClass.FLASH, passes(1), Mode.FULL, refused));
        prints(NOTHING, cleared, shown(MediumClass.MAGNETIC, passes(3), Mode.FULL, Optional.empty()));
        prints(NOTHING, all("nist-purge", 3, Verdict.PURGED), shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, block));
        prints(
                NOTHING,
                all("nist-clear", 1, Verdict.CLEARED),
                shown(MediumClass.MAGNETIC, passes(1), Mode.SAMPLE, Optional.empty()));
    }

    /** By the version that has a clause for it; one of before has none, and its papers stay as they are. */
    @Test
    void whatRestsOnAKeyAloneAndIsCalledMet() throws Exception {
        Optional<NativeErase> key = by(Technique.NVME_SANITIZE_CRYPTO, Said.SUCCEEDED, 8192, 0);
        Optional<NativeErase> enhanced = by(Technique.ATA_SECURITY_ERASE_ENHANCED, Said.ENDED, 8192, 0);
        Optional<NativeErase> block = by(Technique.NVME_SANITIZE_BLOCK, Said.SUCCEEDED, 8192, 0);
        ClearingClaims purged = all("nist-purge", 4, Verdict.PURGED);
        prints(denied(2), purged, shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, key));
        prints(denied(2), purged, shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, enhanced));
        prints(NOTHING, purged, shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, block));
        prints(NOTHING, all("nist-purge", 3, Verdict.PURGED), shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, key));
    }

    @Test
    void aBlockEraseThatItsEvidenceDoesNotShow() throws Exception {
        ClearingClaims purged = all("gb-46864-2025", 2, Verdict.PURGED);
        for (Said said : List.of(Said.REFUSED, Said.NOT_TOLD, Said.SUCCEEDED)) {
            prints(
                    denied(0, 1),
                    purged,
                    shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.NVME_SANITIZE_BLOCK, said, 0, 0)));
        }
        prints(
                denied(0, 1),
                purged,
                shown(
                        MediumClass.FLASH,
                        List.of(),
                        Mode.SAMPLE,
                        by(Technique.NVME_SANITIZE_BLOCK, Said.SUCCEEDED, 8192, 512)));
        prints(
                denied(0),
                purged,
                shown(
                        MediumClass.FLASH,
                        List.of(),
                        Mode.SAMPLE,
                        by(Technique.NVME_SANITIZE_BLOCK, Said.FAILED, 8192, 0)));
    }

    @Test
    void passesThatWereNotMadeAndReadingThatWasNotDone() throws Exception {
        prints(
                new Denied(Set.of(0), true),
                all("nist-clear", 1, Verdict.CLEARED),
                shown(
                        MediumClass.FLASH,
                        List.of(),
                        Mode.SAMPLE,
                        by(Technique.ATA_SECURITY_ERASE, Said.ENDED, 8192, 0)));
        ClearingClaims cleared = all("gb-46864-2025", 1, Verdict.CLEARED);
        prints(denied(0), cleared, shown(MediumClass.MAGNETIC, passes(2), Mode.FULL, Optional.empty()));
        prints(denied(1), cleared, shown(MediumClass.FLASH, passes(1), Mode.SAMPLE, Optional.empty()));
    }

    @Test
    void workThatTheRulesDoNotPlan() throws Exception {
        prints(
                new Denied(Set.of(), true),
                all("nist-clear-native", 1, Verdict.CLEARED),
                shown(MediumClass.FLASH, passes(1), Mode.FULL, Optional.empty()));
    }

    @Test
    void aLevelThatTheVerdictDoesNotReach() throws Exception {
        ClearingClaims failed = all("gb-46864-2025", 1, Verdict.FAILED);
        prints(denied(3), failed, shown(MediumClass.FLASH, passes(1), Mode.FULL, Optional.empty()));
    }

    /** Gate, page and {@code verify} say the same: it follows from the verdict, either way. */
    @Test
    void aLevelThatIsSaidNotToBeReached() throws Exception {
        ClearingClaims sound = all("gb-46864-2025", 1, Verdict.CLEARED);
        for (State said : List.of(State.NOT_SATISFIED, State.UNDETERMINED)) {
            List<ClearingClaims.Clause> clauses = new ArrayList<>(sound.conformity());
            clauses.set(
                    3,
                    new ClearingClaims.Clause(
                            clauses.get(3).clause(), said, clauses.get(3).source()));
            prints(
                    denied(3),
                    new ClearingClaims(
                            sound.start(),
                            sound.verdict(),
                            sound.policy(),
                            clauses,
                            sound.evidence(),
                            sound.notProved()),
                    shown(MediumClass.FLASH, passes(1), Mode.FULL, Optional.empty()));
        }
    }

    /** What can't be held against anything has no paper; those of the form of before are compared as they were. */
    @Test
    void rulesThatAreNotKnown() throws Exception {
        for (UnaryOperator<ClearingClaims.Policy> other : List.<UnaryOperator<ClearingClaims.Policy>>of(
                policy -> new ClearingClaims.Policy(policy.id(), policy.version(), Bytes32.random()),
                policy -> new ClearingClaims.Policy(policy.id(), "99", policy.digest()),
                policy -> new ClearingClaims.Policy(policy.id(), "01", policy.digest()),
                policy -> new ClearingClaims.Policy("../rules/" + policy.id(), policy.version(), policy.digest()),
                policy -> new ClearingClaims.Policy("nist-clear", policy.version(), policy.digest()))) {
            ClearingClaims sound = all("gb-46864-2025", 1, Verdict.CLEARED);
            hasNoPaper(
                    "policy: expected a rule set that this version knows",
                    new ClearingClaims(
                            sound.start(),
                            sound.verdict(),
                            other.apply(sound.policy()),
                            sound.conformity(),
                            sound.evidence(),
                            sound.notProved()));
        }
    }

    @Test
    void clausesThatAreNotThoseOfTheRules() throws Exception {
        ClearingClaims sound = all("gb-46864-2025", 1, Verdict.CLEARED);
        ClearingClaims.Clause first = sound.conformity().getFirst();
        for (List<ClearingClaims.Clause> others : List.of(
                sound.conformity().subList(1, 4),
                List.<ClearingClaims.Clause>of(),
                List.of(
                        new ClearingClaims.Clause("purge", State.SATISFIED, first.source()),
                        sound.conformity().get(1),
                        sound.conformity().get(2),
                        sound.conformity().get(3)),
                List.of(
                        new ClearingClaims.Clause(first.clause(), State.SATISFIED, "the law"),
                        sound.conformity().get(1),
                        sound.conformity().get(2),
                        sound.conformity().get(3)))) {
            hasNoPaper(
                    "conformity: expected the clauses of its rule set",
                    new ClearingClaims(
                            sound.start(),
                            sound.verdict(),
                            sound.policy(),
                            others,
                            sound.evidence(),
                            sound.notProved()));
        }
    }

    private void hasNoPaper(String why, ClearingClaims claims) throws Exception {
        Receipt receipt = receipt(claims, shown(MediumClass.FLASH, passes(1), Mode.FULL, Optional.empty()));
        assertThatThrownBy(() -> ReceiptPaper.render(receipt, Optional.empty()))
                .isInstanceOf(PaperException.class)
                .hasMessageStartingWith(why);
        assertThat(ReceiptPaper.render(receipt, Optional.empty(), Edition.V4))
                .isEqualTo(page(receipt, NOTHING, Edition.V4));
    }
}
