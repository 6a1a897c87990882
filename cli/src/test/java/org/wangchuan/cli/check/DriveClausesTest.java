package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.proof.encoding.Bytes32;
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

/** A drive's statement whose clauses are all called satisfied is refused without its evidence, too, where what it shows denies one. */
class DriveClausesTest {
    private static final Path FILE = Path.of("drive.receipt.json");
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");
    private static final long CAPACITY = 1_000_000;
    private static final Optional<NativeErase> NONE = Optional.empty();

    private static Optional<NativeErase> by(Technique technique) {
        return Optional.of(new NativeErase(technique, 1, NativeErase.Said.ENDED, 60_000, 8192, 0));
    }

    private static String bus(Optional<NativeErase> byItself) {
        String told = byItself.map(erase -> erase.technique().name()).orElse("");
        return told.startsWith("NVME") ? "nvme" : told.startsWith("MMC") ? "mmc" : "ata";
    }

    private static List<Pass> passes(Pass.Pattern pattern, int times) {
        return Collections.nCopies(times, new Pass(pattern, CAPACITY, 60_000, List.of()));
    }

    private static Disclosed shown(MediumClass medium, List<Pass> passes, Mode mode, Optional<NativeErase> byItself) {
        Target target = new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.empty(),
                Optional.of("WD-1"),
                Optional.empty(),
                Optional.empty(),
                CAPACITY,
                512,
                bus(byItself),
                medium,
                Target.MediumClassSource.DEVICE);
        Work work = new Work(
                "wangchuan test",
                AT,
                AT.plusSeconds(600),
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

    private static Statement.Clearing statement(String rules, int version, Disclosed shown) throws Exception {
        return statement(rules, version, Verdict.CLEARED, State.SATISFIED, shown);
    }

    private static Statement.Clearing statement(
            String rules, int version, Verdict verdict, State level, Disclosed shown) throws Exception {
        return statement(rules, version, verdict, Map.of("level", level), shown);
    }

    /** @param others the states of clauses that are not called satisfied, by their ids */
    private static Statement.Clearing statement(
            String rules, int version, Verdict verdict, Map<String, State> others, Disclosed shown) throws Exception {
        NotProved cells = verdict == Verdict.PURGED ? NotProved.DEVICES_WORD : NotProved.SPARE_CELLS;
        List<NotProved> limits = List.of(NotProved.FIRMWARE_COPY, cells, NotProved.TIME_NOT_WITNESSED);
        return statement(rules, version, verdict, others, limits, shown);
    }

    private static Statement.Clearing statement(
            String rules,
            int version,
            Verdict verdict,
            Map<String, State> others,
            List<NotProved> limits,
            Disclosed shown)
            throws Exception {
        Policy policy = PolicyCatalogue.versions(rules).stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseThrow();
        ClearingClaims claims = new ClearingClaims(
                UUID.randomUUID(),
                verdict,
                new ClearingClaims.Policy(
                        rules,
                        String.valueOf(version),
                        Bytes32.of(HexFormat.of().parseHex(policy.digest()))),
                policy.clauses().stream()
                        .map(clause -> new ClearingClaims.Clause(
                                clause.id(), others.getOrDefault(clause.id(), State.SATISFIED), clause.source()))
                        .toList(),
                Evidence.of(new byte[] {1}),
                limits);
        return (Statement.Clearing) StatementReader.read(StatementIssuer.real(SigningKey.generate())
                .clearing(StationChain.NEW, UUID.randomUUID(), AT.plusSeconds(600), claims, shown)
                .sdJwt());
    }

    private static void require(Statement.Clearing clearing) throws UserError {
        PolicyCheck.require(FILE, clearing);
        FactsCheck.require(FILE, clearing);
    }

    private static void denied(String clause, String rules, int version, Disclosed shown) throws Exception {
        Statement.Clearing clearing = statement(rules, version, shown);
        assertThatThrownBy(() -> require(clearing))
                .as(rules + " version " + version)
                .isInstanceOfSatisfying(UserError.class, refused -> {
                    assertThat(refused.code()).isEqualTo("POLICY");
                    assertThat(String.join("\n", refused.lines(Messages.in("en"))))
                            .contains(
                                    "the clause " + clause, "by what it says itself of the drive and of what was done")
                            .doesNotContain("verdict", "CLEARED");
                    assertThat(String.join("\n", refused.lines(Messages.in("zh"))))
                            .contains("的条款 " + clause)
                            .doesNotContain("结论", "CLEARED");
                });
    }

    private static void fine(String rules, int version, Disclosed shown) throws Exception {
        Statement.Clearing clearing = statement(rules, version, shown);
        assertThatCode(() -> require(clearing))
                .as(rules + " version " + version)
                .doesNotThrowAnyException();
    }

    @Test
    void aDriveThatErasedItselfWherePassesWereAskedFor() throws Exception {
        Disclosed erased = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.ATA_SECURITY_ERASE));
        denied("overwrite", "nist-clear", 1, erased);
        denied("overwrite", "r2v3", 1, erased);
        denied("overwrite", "gb-46864-2025", 1, erased);
        denied("overwrite", "gb-46864-2025", 2, erased);
        fine("nist-clear-native", 1, erased);
        Disclosed block = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.SCSI_SANITIZE_BLOCK));
        fine("gb-46864-2025", 2, block);
        denied("overwrite", "gb-46864-2025", 1, block);
        denied(
                "overwrite",
                "gb-46864-2025",
                2,
                shown(MediumClass.MAGNETIC, List.of(), Mode.SAMPLE, by(Technique.SCSI_SANITIZE_BLOCK)));
    }

    @Test
    void fewerPassesThanWereAskedFor() throws Exception {
        fine("nist-clear", 1, shown(MediumClass.MAGNETIC, passes(Pass.Pattern.STAMPED, 1), Mode.SAMPLE, NONE));
        fine("gb-46864-2025", 1, shown(MediumClass.FLASH, passes(Pass.Pattern.RANDOM, 1), Mode.FULL, NONE));
        denied(
                "overwrite",
                "gb-46864-2025",
                1,
                shown(MediumClass.IMAGE, passes(Pass.Pattern.RANDOM, 2), Mode.FULL, NONE));
        denied("overwrite", "dod-short", 1, shown(MediumClass.MAGNETIC, passes(Pass.Pattern.ZERO, 3), Mode.FULL, NONE));
        fine("dod-short", 1, shown(MediumClass.MAGNETIC, passes(Pass.Pattern.RANDOM, 3), Mode.FULL, NONE));
    }

    @Test
    void samplesWhereAllOfItWasToBeReadBack() throws Exception {
        Disclosed sampled = shown(MediumClass.FLASH, passes(Pass.Pattern.RANDOM, 3), Mode.SAMPLE, NONE);
        denied("verification", "dod-short", 1, sampled);
        denied("verification", "gb-46864-2025", 1, sampled);
        denied("verification", "gb-46864-2025", 2, sampled);
        fine("nist-clear", 1, sampled);
    }

    /** Called satisfied it is denied, and left open it is what it says. */
    @Test
    void aKeyAlone() throws Exception {
        for (Technique technique : Technique.values()) {
            assertThat(technique.mayRestOnAKey())
                    .as(technique.name())
                    .isEqualTo(NativeTechnique.of(Json.wireName(technique))
                            .orElseThrow()
                            .mayRestOnAKey());
        }
        for (Technique technique : List.of(Technique.SCSI_SANITIZE_CRYPTO, Technique.ATA_SECURITY_ERASE_ENHANCED)) {
            Disclosed key = shown(MediumClass.MAGNETIC, List.of(), Mode.SAMPLE, by(technique));
            Statement.Clearing said = statement("nist-purge", 4, Verdict.PURGED, State.SATISFIED, key);
            assertThatThrownBy(() -> require(said)).isInstanceOfSatisfying(UserError.class, refused -> {
                assertThat(refused.code()).isEqualTo("POLICY");
                assertThat(String.join("\n", refused.lines(Messages.in("en"))))
                        .contains("the clause cryptographic-erase");
            });
            Statement.Clearing open =
                    statement("nist-purge", 4, Verdict.PURGED, Map.of("cryptographic-erase", State.UNDETERMINED), key);
            require(open);
            assertThat(PolicyCheck.satisfied(open.claims())).isFalse();
            assertThat(PolicyCheck.unsatisfied(open.claims()).values()).containsExactly(State.UNDETERMINED);
            require(statement("nist-purge", 3, Verdict.PURGED, State.SATISFIED, key));
        }
        Disclosed block = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.SCSI_SANITIZE_BLOCK));
        require(statement("nist-purge", 4, Verdict.PURGED, State.SATISFIED, block));
    }

    /** What it says of the device and of what it leaves open can't be true of one that was purged. */
    @Test
    void whatNoPurgedDriveLeavesOpen() throws Exception {
        Disclosed block = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.SCSI_SANITIZE_BLOCK));
        require(statement("nist-purge", 4, Verdict.PURGED, Map.of(), List.of(NotProved.DEVICES_WORD), block));
        for (List<NotProved> limits : List.of(
                List.<NotProved>of(),
                List.of(NotProved.SPARE_CELLS),
                List.of(NotProved.DEVICES_WORD, NotProved.SPARE_CELLS),
                List.of(NotProved.DEVICES_WORD, NotProved.PARTITION_ONLY),
                List.of(NotProved.DEVICES_WORD, NotProved.VOLUME_ONLY),
                List.of(NotProved.DEVICES_WORD, NotProved.IMAGE_ONLY),
                List.of(NotProved.DEVICES_WORD, NotProved.BEHIND_BRIDGE))) {
            Statement.Clearing lie = statement("nist-purge", 4, Verdict.PURGED, Map.of(), limits, block);
            assertThatThrownBy(() -> require(lie))
                    .as(limits.toString())
                    .isInstanceOfSatisfying(
                            UserError.class,
                            refused -> assertThat(refused.code()).isEqualTo("CONTRADICTION"));
        }
        require(statement(
                "nist-purge",
                4,
                Verdict.PURGED,
                Map.of(),
                List.of(NotProved.DEVICES_WORD, NotProved.BEHIND_BRIDGE, NotProved.TEST_DEVICE),
                block));
    }

    /** A label shows no work; what it always says of a key denies the clause all the same, and a block erase that is shown beside that does not make it good. */
    @Test
    void aKeyThatIsNotProvedAndCalledMet() throws Exception {
        List<NotProved> key = List.of(NotProved.DEVICES_WORD, NotProved.KEY_DESTRUCTION);
        Disclosed block = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.SCSI_SANITIZE_BLOCK));
        Disclosed label = new Disclosed(block.target(), Optional.empty(), Optional.empty());
        for (Disclosed shown : List.of(block, label, Disclosed.NOTHING)) {
            Statement.Clearing met = statement("nist-purge", 4, Verdict.PURGED, Map.of(), key, shown);
            assertThatThrownBy(() -> require(met)).isInstanceOfSatisfying(UserError.class, refused -> {
                assertThat(refused.code()).isEqualTo("POLICY");
                assertThat(String.join("\n", refused.lines(Messages.in("en"))))
                        .contains("the clause cryptographic-erase", "by what it says itself");
            });
            Map<String, State> open = Map.of("cryptographic-erase", State.UNDETERMINED);
            require(statement("nist-purge", 4, Verdict.PURGED, open, key, shown));
            require(statement("nist-purge", 3, Verdict.PURGED, Map.of(), key, shown));
            require(statement("nist-purge", 4, Verdict.PURGED, Map.of(), List.of(NotProved.DEVICES_WORD), shown));
        }
    }

    private static void notPlanned(
            String planned, String done, String rules, int version, Verdict verdict, Disclosed shown) throws Exception {
        Statement.Clearing clearing = statement(rules, version, verdict, State.SATISFIED, shown);
        assertThatThrownBy(() -> require(clearing))
                .as(rules + " version " + version)
                .isInstanceOfSatisfying(UserError.class, refused -> {
                    assertThat(refused.code()).isEqualTo("POLICY");
                    assertThat(String.join("\n", refused.lines(Messages.in("en"))))
                            .contains("nothing that " + rules + " plans", planned, done);
                    assertThat(String.join("\n", refused.lines(Messages.in("zh"))))
                            .contains("并非 " + rules, done);
                });
    }

    /** Every clause is met by it, and another thing was agreed to. */
    @Test
    void whatTheRulesDoNotPlan() throws Exception {
        Disclosed zeros = shown(MediumClass.FLASH, passes(Pass.Pattern.ZERO, 1), Mode.FULL, NONE);
        Disclosed revert = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.TCG_PSID_REVERT));
        Disclosed card = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.MMC_ERASE_SANITIZE));
        Disclosed key = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.NVME_SANITIZE_CRYPTO));
        notPlanned("nvme-format-crypto", "[overwrite]", "nist-clear-native", 1, Verdict.CLEARED, zeros);
        notPlanned("nvme-format-crypto", "[tcg-psid-revert]", "nist-clear-native", 1, Verdict.CLEARED, revert);
        notPlanned("ata-sanitize-block", "[mmc-erase-sanitize]", "nist-purge", 2, Verdict.PURGED, card);
        notPlanned("[]", "[nvme-sanitize-crypto]", "nist-purge", 1, Verdict.PURGED, key);
        Disclosed both = shown(
                MediumClass.MAGNETIC, passes(Pass.Pattern.STAMPED, 1), Mode.FULL, by(Technique.ATA_SECURITY_ERASE));
        notPlanned("[overwrite]", "[ata-security-erase, overwrite]", "nist-clear", 1, Verdict.CLEARED, both);
        require(statement("nist-purge", 3, Verdict.PURGED, State.SATISFIED, card));
        require(statement("nist-purge", 2, Verdict.PURGED, State.SATISFIED, key));
        // The drive was opened by what is printed on it, and then overwritten as agreed.
        fine(
                "nist-clear",
                1,
                shown(MediumClass.FLASH, passes(Pass.Pattern.RANDOM, 1), Mode.FULL, by(Technique.TCG_PSID_REVERT)));
        // It refused, and passes stood in for it.
        fine(
                "gb-46864-2025",
                2,
                shown(MediumClass.FLASH, passes(Pass.Pattern.RANDOM, 1), Mode.FULL, by(Technique.ATA_SANITIZE_BLOCK)));
        // What promises nothing is left as it is.
        require(statement("nist-clear-native", 1, Verdict.UNPROVEN, State.NOT_SATISFIED, zeros));
        require(statement("nist-purge", 1, Verdict.FAILED, State.NOT_SATISFIED, key));
    }

    /** As of a verdict: a copy that does not show what was done is called that. */
    @Test
    void whatIsNotShownIsNotJudged() throws Exception {
        Disclosed erased = shown(MediumClass.FLASH, List.of(), Mode.SAMPLE, by(Technique.ATA_SECURITY_ERASE));
        fine("nist-clear", 1, new Disclosed(erased.target(), Optional.empty(), Optional.empty()));
    }
}
