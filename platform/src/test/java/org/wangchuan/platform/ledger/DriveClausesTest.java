package org.wangchuan.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Target.MediumClass;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Verification.Mode;
import org.wangchuan.proof.statement.Work;

/** What the gate says of a drive's statement whose clauses are all called satisfied: whether what it shows allows that. */
class DriveClausesTest {
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
    private static final long CAPACITY = 1_000_000;

    private String rules = "nist-clear";
    private int version = 1;
    private Verdict verdict = Verdict.CLEARED;
    private MediumClass medium = MediumClass.FLASH;
    private List<Pass> passes = List.of();
    private Mode readBack = Mode.FULL;
    private Optional<NativeErase> byItself = Optional.empty();

    private void by(String id, int number) {
        rules = id;
        version = number;
    }

    private void erasesItself(Technique technique) {
        byItself = Optional.of(new NativeErase(technique, 1, NativeErase.Said.ENDED, 60_000, 8192, 0));
        passes = List.of();
        readBack = Mode.SAMPLE;
    }

    private void overwritten(Pass.Pattern pattern, int times) {
        passes = Collections.nCopies(times, new Pass(pattern, CAPACITY, 60_000, List.of()));
    }

    private Optional<Misfit> misfit() throws Exception {
        return misfit(State.SATISFIED);
    }

    private Optional<Misfit> misfit(State first) throws Exception {
        RuleSets all = new RuleSets();
        List<RuleSets.Rule> known = all.required(rules, Optional.of(version)).clauses();
        List<ClearingClaims.Clause> said = known.stream()
                .map(rule -> new ClearingClaims.Clause(
                        rule.id(), rule.equals(known.getFirst()) ? first : State.SATISFIED, rule.source()))
                .toList();
        ClearingClaims claims = new ClearingClaims(
                UUID.randomUUID(),
                verdict,
                all.policy(rules, Optional.of(version)),
                said,
                Evidence.of(new byte[] {1}),
                List.of(
                        NotProved.FIRMWARE_COPY,
                        verdict == Verdict.PURGED ? NotProved.DEVICES_WORD : NotProved.SPARE_CELLS,
                        NotProved.TIME_NOT_WITNESSED));
        Statement read = StatementReader.read(StatementIssuer.real(SigningKey.generate())
                .clearing(
                        StationChain.NEW,
                        UUID.randomUUID(),
                        AT.plusSeconds(600),
                        claims,
                        Disclosed.ofClearing(target(), work(), Optional.empty()))
                .sdJwt());
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
        return new StatementRules(all, settings).misfit((Statement.Clearing) read);
    }

    private Target target() {
        return new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.empty(),
                Optional.of("WD-1"),
                Optional.empty(),
                Optional.empty(),
                CAPACITY,
                512,
                bus(),
                medium,
                Target.MediumClassSource.DEVICE);
    }

    private String bus() {
        String told = byItself.map(erase -> erase.technique().name()).orElse("");
        return told.startsWith("NVME") ? "nvme" : told.startsWith("MMC") ? "mmc" : "ata";
    }

    private Work work() {
        return new Work(
                "wangchuan test",
                AT,
                AT.plusSeconds(600),
                passes,
                new Verification(
                        readBack,
                        Verification.Path.DIRECT,
                        readBack == Mode.FULL ? CAPACITY : CAPACITY / 10,
                        List.of(),
                        0,
                        Optional.empty()),
                List.of(),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                0,
                Work.Residue.NOT_RUN,
                byItself);
    }

    @Test
    void whereOverwritingWasAgreedToNoDriveErasesItself() throws Exception {
        erasesItself(Technique.ATA_SECURITY_ERASE);
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
        assertThat(misfit(State.NOT_SATISFIED))
                .as("what it says of that clause makes its way no planned one")
                .contains(Misfit.POLICY_CONTRADICTION);
        by("gb-46864-2025", 1);
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
        by("r2v3", 1);
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
        by("nist-clear-native", 1);
        assertThat(misfit()).isEmpty();
    }

    @Test
    void onlyAWayThatTheRulesNameIsAsGoodAsPasses() throws Exception {
        by("gb-46864-2025", 2);
        erasesItself(Technique.ATA_SANITIZE_BLOCK);
        assertThat(misfit()).isEmpty();
        medium = MediumClass.MAGNETIC;
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
        medium = MediumClass.FLASH;
        erasesItself(Technique.ATA_SANITIZE_CRYPTO);
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
        verdict = Verdict.PURGED;
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
        by("nist-purge", 3);
        assertThat(misfit()).isEmpty();
    }

    /** No receipt shows that all had been encrypted from the first: a person answers for it, and no station. */
    @Test
    void whatRestsOnAKeyAloneNoStationCallsMet() throws Exception {
        verdict = Verdict.PURGED;
        for (Technique technique : List.of(Technique.ATA_SANITIZE_CRYPTO, Technique.ATA_SECURITY_ERASE_ENHANCED)) {
            by("nist-purge", 4);
            erasesItself(technique);
            assertThat(misfit()).as(technique.name()).contains(Misfit.POLICY_CONTRADICTION);
            by("nist-purge", 3);
            assertThat(misfit()).as(technique.name()).isEmpty();
        }
        by("nist-purge", 4);
        erasesItself(Technique.ATA_SANITIZE_BLOCK);
        assertThat(misfit()).isEmpty();
    }

    @Test
    void asManyPassesAsTheRulesAskForAndAsManyAtRandom() throws Exception {
        overwritten(Pass.Pattern.STAMPED, 1);
        assertThat(misfit()).isEmpty();
        by("gb-46864-2025", 2);
        assertThat(misfit()).isEmpty();
        by("dod-short", 1);
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
        overwritten(Pass.Pattern.ZERO, 3);
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
        assertThat(misfit(State.NOT_SATISFIED)).as("it says so itself").isEmpty();
        overwritten(Pass.Pattern.RANDOM, 3);
        assertThat(misfit()).isEmpty();
        by("bmb21-2019", 1);
        assertThat(misfit()).contains(Misfit.POLICY_CONTRADICTION);
    }

    @Test
    void samplesDoNotMeetAClauseThatAsksForAllOfIt() throws Exception {
        overwritten(Pass.Pattern.RANDOM, 3);
        readBack = Mode.SAMPLE;
        assertThat(misfit()).isEmpty();
        for (String all : List.of("dod-short", "hmg-is5-enhanced", "gb-46864-2025")) {
            by(all, 1);
            assertThat(misfit()).as(all).contains(Misfit.POLICY_CONTRADICTION);
        }
        by("gb-46864-2025", 2);
        assertThat(misfit()).as("samples are for drives that erased themselves").contains(Misfit.POLICY_CONTRADICTION);
    }

    /** Every clause is met by it, and another thing was agreed to. */
    @Test
    void whatTheRulesDoNotPlanNoOrderIsClearedBy() throws Exception {
        by("nist-clear-native", 1);
        overwritten(Pass.Pattern.ZERO, 1);
        assertThat(misfit()).as("the station does not overwrite").contains(Misfit.POLICY_CONTRADICTION);
        erasesItself(Technique.TCG_PSID_REVERT);
        assertThat(misfit()).as("a revert is no erasure").contains(Misfit.POLICY_CONTRADICTION);
        erasesItself(Technique.ATA_SANITIZE_BLOCK);
        assertThat(misfit()).as("another rule set's").contains(Misfit.POLICY_CONTRADICTION);
        verdict = Verdict.PURGED;
        by("nist-purge", 2);
        assertThat(misfit()).isEmpty();
        by("nist-purge", 1);
        assertThat(misfit()).as("it plans nothing").contains(Misfit.POLICY_CONTRADICTION);
        erasesItself(Technique.MMC_ERASE_SANITIZE);
        by("nist-purge", 2);
        assertThat(misfit()).as("only a later one names it").contains(Misfit.POLICY_CONTRADICTION);
        by("nist-purge", 3);
        assertThat(misfit()).isEmpty();
        medium = MediumClass.MAGNETIC;
        assertThat(misfit()).as("of another medium").contains(Misfit.POLICY_CONTRADICTION);
    }

    @Test
    void aRevertMayComeBeforeThePassesOfAny() throws Exception {
        for (String all : List.of("nist-clear", "gb-46864-2025", "r2v3")) {
            by(all, 1);
            erasesItself(Technique.TCG_PSID_REVERT);
            overwritten(Pass.Pattern.RANDOM, 1);
            readBack = Mode.FULL;
            assertThat(misfit()).as(all).isEmpty();
            erasesItself(Technique.NVME_FORMAT_CRYPTO);
            overwritten(Pass.Pattern.RANDOM, 1);
            readBack = Mode.FULL;
            assertThat(misfit()).as(all + ", another way before them").contains(Misfit.POLICY_CONTRADICTION);
        }
        by("gb-46864-2025", 2);
        erasesItself(Technique.SCSI_SANITIZE_BLOCK);
        overwritten(Pass.Pattern.RANDOM, 1);
        readBack = Mode.FULL;
        assertThat(misfit()).as("passes stand in for it").isEmpty();
    }
}
