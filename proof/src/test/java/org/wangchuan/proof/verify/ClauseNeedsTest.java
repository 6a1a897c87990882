package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementType;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Target.MediumClass;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Verification.Mode;
import org.wangchuan.proof.statement.Work;

/** Which clauses of the shipped rule sets what a drive shows excludes. */
class ClauseNeedsTest {
    private static final Path RULES = Path.of("../engine/src/main/resources/org/wangchuan/engine/policy");
    private static final long CAPACITY = 1_000_000;
    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");

    private List<Pass> passes = List.of();
    private Verification readBack = readBack(Mode.FULL, CAPACITY);
    private HiddenAreas.State hidden = HiddenAreas.State.NONE;
    private Optional<NativeErase> byItself = Optional.empty();

    private static Verification readBack(Mode mode, long bytes) {
        return new Verification(mode, Verification.Path.DIRECT, bytes, List.of(), 0, Optional.empty());
    }

    private static Pass pass(Pass.Pattern pattern) {
        return new Pass(pattern, CAPACITY, 1_000, List.of());
    }

    private static NativeErase erase(Technique technique) {
        return new NativeErase(technique, 1, NativeErase.Said.ENDED, 60_000, 8192, 0);
    }

    private void overwritten(Pass.Pattern... patterns) {
        passes = List.of(patterns).stream().map(ClauseNeedsTest::pass).toList();
    }

    private void erasesItself(Technique technique) {
        passes = List.of();
        byItself = Optional.of(erase(technique));
        readBack = readBack(Mode.SAMPLE, CAPACITY / 10);
    }

    private Disclosed shown(MediumClass medium) {
        Target target = new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                CAPACITY,
                512,
                "sata",
                medium,
                Target.MediumClassSource.DEVICE);
        Work work = new Work(
                "wangchuan test",
                AT,
                AT,
                passes,
                readBack,
                List.of(),
                new HiddenAreas(hidden, Optional.empty()),
                0,
                Work.Residue.NOT_RUN,
                byItself);
        return Disclosed.ofClearing(target, work, Optional.empty());
    }

    private List<String> denied(String file, MediumClass medium) throws Exception {
        return denied(file, shown(medium));
    }

    private static List<String> denied(String file, Disclosed shown) throws Exception {
        List<String> out = new ArrayList<>();
        for (Json.Fields clause : Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(RULES.resolve(file))))
                .objects("clauses")) {
            if (ClauseNeeds.read(clause.object("needs")).isDeniedBy(shown)) {
                out.add(clause.text("id"));
            }
        }
        return out;
    }

    /** The owner agreed to passes, and the drive erased itself. */
    @Test
    void aDriveThatWasNotOverwrittenMeetsNoClauseThatAsksForIt() throws Exception {
        erasesItself(Technique.ATA_SECURITY_ERASE);
        assertThat(denied("nist-clear.v1.json", MediumClass.MAGNETIC)).containsExactly("overwrite");
        assertThat(denied("r2v3.v1.json", MediumClass.FLASH)).containsExactly("overwrite");
        assertThat(denied("gb-46864-2025.v1.json", MediumClass.FLASH)).containsExactly("overwrite", "verification");
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.FLASH)).containsExactly("overwrite");
        assertThat(denied("dod-short.v1.json", MediumClass.MAGNETIC)).containsExactly("overwrite", "verification");
        for (String rules : List.of("nist-clear-native.v1.json", "nist-purge.v1.json", "nist-purge.v3.json")) {
            assertThat(denied(rules, MediumClass.MAGNETIC)).isEmpty();
        }
    }

    /** By a block erase on flash, and only there; and only if it is shown. */
    @Test
    void aWayThatIsAsGoodHasToBeNamedForThisMedium() throws Exception {
        erasesItself(Technique.NVME_SANITIZE_BLOCK);
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.FLASH)).isEmpty();
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.MAGNETIC)).containsExactly("overwrite");
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.UNKNOWN)).containsExactly("overwrite");
        assertThat(denied("gb-46864-2025.v1.json", MediumClass.FLASH)).containsExactly("overwrite", "verification");
        for (Technique other : Technique.values()) {
            erasesItself(other);
            boolean isNamed = List.of(
                            Technique.NVME_SANITIZE_BLOCK, Technique.ATA_SANITIZE_BLOCK, Technique.SCSI_SANITIZE_BLOCK)
                    .contains(other);
            assertThat(denied("gb-46864-2025.v2.json", MediumClass.FLASH).contains("overwrite"))
                    .as(other.name())
                    .isNotEqualTo(isNamed);
        }
        for (NativeErase.Said said : NativeErase.Said.values()) {
            byItself = Optional.of(new NativeErase(Technique.ATA_SANITIZE_BLOCK, 1, said, 60_000, 8192, 0));
            boolean isDone = said == NativeErase.Said.SUCCEEDED || said == NativeErase.Said.ENDED;
            assertThat(denied("gb-46864-2025.v2.json", MediumClass.FLASH).contains("overwrite"))
                    .as(said.name())
                    .isNotEqualTo(isDone);
        }
        byItself =
                Optional.of(new NativeErase(Technique.ATA_SANITIZE_BLOCK, 1, NativeErase.Said.SUCCEEDED, 60_000, 0, 0));
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.FLASH)).containsExactly("overwrite", "verification");
    }

    @Test
    void passesAreCountedAndSoAreThoseAtRandom() throws Exception {
        overwritten(Pass.Pattern.STAMPED);
        assertThat(denied("nist-clear.v1.json", MediumClass.MAGNETIC)).isEmpty();
        assertThat(denied("gb-46864-2025.v1.json", MediumClass.FLASH)).isEmpty();
        assertThat(denied("gb-46864-2025.v1.json", MediumClass.MAGNETIC)).containsExactly("overwrite");
        assertThat(denied("gb-46864-2025.v1.json", MediumClass.IMAGE)).containsExactly("overwrite");
        overwritten(Pass.Pattern.ZERO, Pass.Pattern.ONE, Pass.Pattern.STAMPED);
        assertThat(denied("gb-46864-2025.v1.json", MediumClass.MAGNETIC)).containsExactly("overwrite");
        overwritten(Pass.Pattern.ZERO, Pass.Pattern.RANDOM);
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.UNKNOWN)).containsExactly("overwrite");
        overwritten(Pass.Pattern.ZERO, Pass.Pattern.ONE, Pass.Pattern.RANDOM);
        for (String rules : List.of("gb-46864-2025.v1.json", "gb-46864-2025.v2.json", "dod-short.v1.json")) {
            assertThat(denied(rules, MediumClass.MAGNETIC)).isEmpty();
        }
        assertThat(denied("bmb21-2019.v1.json", MediumClass.MAGNETIC)).containsExactly("overwrite");
        passes = Collections.nCopies(6, pass(Pass.Pattern.RANDOM));
        assertThat(denied("bmb21-2019.v1.json", MediumClass.MAGNETIC)).isEmpty();
    }

    /** A drive that refused to erase itself was overwritten in the same job. */
    @Test
    void whatWasOverwrittenAfterARefusalCounts() throws Exception {
        byItself = Optional.of(
                new NativeErase(Technique.ATA_SANITIZE_BLOCK, 1, NativeErase.Said.REFUSED, 1_000, 8192, 8192));
        overwritten(Pass.Pattern.RANDOM);
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.FLASH)).isEmpty();
        readBack = readBack(Mode.SAMPLE, CAPACITY / 10);
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.FLASH)).containsExactly("verification");
    }

    @Test
    void aPassThatIsNotWholeIsNone() throws Exception {
        passes = List.of(new Pass(Pass.Pattern.RANDOM, CAPACITY - 1, 1_000, List.of()));
        assertThat(denied("nist-clear.v1.json", MediumClass.FLASH)).containsExactly("overwrite");
        passes = List.of(new Pass(Pass.Pattern.RANDOM, CAPACITY, 1_000, List.of(new Pass.WriteError(0, 512, 5))));
        assertThat(denied("nist-clear.v1.json", MediumClass.FLASH)).containsExactly("overwrite");
    }

    /** All of a drive that hides a part is more than what could be written; it says so itself, and its verdict is no good one. */
    @Test
    void whatStaysHiddenIsOneClauseAndTakesNoOtherAway() throws Exception {
        hidden = HiddenAreas.State.FOUND;
        passes = List.of(new Pass(Pass.Pattern.STAMPED, CAPACITY - 4096, 1_000, List.of()));
        readBack = readBack(Mode.FULL, CAPACITY - 4096);
        assertThat(denied("nist-clear.v1.json", MediumClass.MAGNETIC)).containsExactly("hidden-areas");
        hidden = HiddenAreas.State.UNREADABLE;
        assertThat(denied("dod-short.v1.json", MediumClass.MAGNETIC)).containsExactly("overwrite", "hidden-areas");
        hidden = HiddenAreas.State.NOT_APPLICABLE;
        assertThat(denied("nist-clear.v1.json", MediumClass.MAGNETIC)).containsExactly("overwrite", "verification");
    }

    @Test
    void whatIsAskedToBeReadWholeIsNotMetBySamples() throws Exception {
        overwritten(Pass.Pattern.ZERO, Pass.Pattern.ONE, Pass.Pattern.RANDOM);
        readBack = readBack(Mode.SAMPLE, CAPACITY / 10);
        assertThat(denied("dod-short.v1.json", MediumClass.MAGNETIC)).containsExactly("verification");
        assertThat(denied("hmg-is5-enhanced.v1.json", MediumClass.FLASH)).containsExactly("verification");
        assertThat(denied("gb-46864-2025.v2.json", MediumClass.MAGNETIC)).containsExactly("verification");
        assertThat(denied("r2v3.v1.json", MediumClass.MAGNETIC)).isEmpty();
        readBack = readBack(Mode.FULL, CAPACITY - 1);
        assertThat(denied("r2v3.v1.json", MediumClass.MAGNETIC)).containsExactly("verification");
        readBack = readBack(Mode.NONE, 0);
        assertThat(denied("r2v3.v1.json", MediumClass.MAGNETIC)).containsExactly("verification");
        readBack = new Verification(
                Mode.FULL, Verification.Path.DIRECT, CAPACITY, List.of(new Range(0, 512)), 512, Optional.empty());
        assertThat(denied("nist-clear.v1.json", MediumClass.MAGNETIC)).containsExactly("verification");
    }

    /** A drive's samples count where something had been planted, and is gone. */
    @Test
    void whatADriveLeftIsReadBackOnlyByWhatWasPlanted() throws Exception {
        erasesItself(Technique.ATA_SANITIZE_CRYPTO);
        assertThat(denied("nist-purge.v2.json", MediumClass.MAGNETIC)).isEmpty();
        byItself = Optional.of(
                new NativeErase(Technique.ATA_SANITIZE_CRYPTO, 1, NativeErase.Said.SUCCEEDED, 60_000, 8192, 512));
        assertThat(denied("nist-purge.v2.json", MediumClass.MAGNETIC)).containsExactly("verification");
        byItself = Optional.empty();
        assertThat(denied("nist-purge.v2.json", MediumClass.MAGNETIC)).containsExactly("verification");
    }

    /** That all had been encrypted from the first no statement shows; that more than a key went, some do. */
    @Test
    void whatRestsOnAKeyAloneIsNeverMet() throws Exception {
        List<Technique> byKey = List.of(
                Technique.NVME_SANITIZE_CRYPTO,
                Technique.NVME_FORMAT_CRYPTO,
                Technique.NVME_FORMAT_USER_DATA,
                Technique.ATA_SANITIZE_CRYPTO,
                Technique.ATA_SECURITY_ERASE_ENHANCED,
                Technique.SCSI_SANITIZE_CRYPTO,
                Technique.TCG_PSID_REVERT);
        for (Technique technique : Technique.values()) {
            erasesItself(technique);
            List<String> denied = byKey.contains(technique) ? List.of("cryptographic-erase") : List.of();
            assertThat(denied("nist-purge.v4.json", MediumClass.FLASH))
                    .as(technique.name())
                    .isEqualTo(denied);
            assertThat(denied("nist-purge.v3.json", MediumClass.FLASH))
                    .as(technique.name())
                    .isEmpty();
            overwritten(Pass.Pattern.RANDOM);
            assertThat(denied("nist-purge.v4.json", MediumClass.FLASH))
                    .as(technique.name())
                    .isEmpty();
        }
        byItself = Optional.of(erase(Technique.ATA_SANITIZE_CRYPTO));
        readBack = readBack(Mode.NONE, 0);
        assertThat(denied("nist-purge.v4.json", MediumClass.FLASH))
                .as("passes that nobody read back")
                .containsExactly("verification", "cryptographic-erase");
        readBack = readBack(Mode.FULL, CAPACITY);
        passes = List.of(new Pass(Pass.Pattern.RANDOM, CAPACITY - 1, 1_000, List.of()));
        assertThat(denied("nist-purge.v4.json", MediumClass.FLASH)).containsExactly("cryptographic-erase");
        erasesItself(Technique.ATA_SANITIZE_BLOCK);
        byItself = Optional.of(
                new NativeErase(Technique.ATA_SANITIZE_BLOCK, 1, NativeErase.Said.NOT_TOLD, 60_000, 8192, 0));
        assertThat(denied("nist-purge.v4.json", MediumClass.FLASH)).containsExactly("cryptographic-erase");
    }

    private static Statement.Clearing label(Verdict verdict, NotProved... notProved) {
        StatementHead head = new StatementHead(
                StatementType.CLEARING,
                "made",
                0,
                UUID.randomUUID(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Bytes32 digest = Bytes32.sha256(new byte[] {1});
        ClearingClaims claims = new ClearingClaims(
                UUID.randomUUID(),
                verdict,
                new ClearingClaims.Policy("nist-purge", "4", digest),
                List.of(),
                Evidence.of(new byte[] {1}),
                List.of(notProved));
        return new Statement.Clearing(head, claims, Disclosed.NOTHING);
    }

    /** A label shows no work, and says what is not proved all the same. */
    @Test
    void aKeyThatTheClaimsThemselvesNameIsDeniedWhereNoPassCanHaveStoodInForIt() throws Exception {
        ClauseNeeds key = needs("{\"kind\":\"cryptographic-erase-conditions\"}");
        Statement.Clearing purged = label(Verdict.PURGED, NotProved.DEVICES_WORD, NotProved.KEY_DESTRUCTION);
        assertThat(key.isDeniedBy(purged)).isTrue();
        assertThat(key.isDeniedBy(label(Verdict.PURGED, NotProved.DEVICES_WORD)))
                .isFalse();
        assertThat(new ClauseNeeds.HiddenAreasExamined().isDeniedBy(purged)).isFalse();
        assertThat(new ClauseNeeds.Level(Verdict.PURGED).isDeniedBy(purged)).isFalse();
        for (Verdict verdict : Verdict.values()) {
            assertThat(key.isDeniedBy(label(verdict, NotProved.KEY_DESTRUCTION)))
                    .as("what a refused command leaves to passes is cleared at best: %s", verdict)
                    .isEqualTo(verdict == Verdict.PURGED);
        }
    }

    @Test
    void whatIsNotShownDeniesNothing() throws Exception {
        erasesItself(Technique.ATA_SECURITY_ERASE);
        Disclosed all = shown(MediumClass.MAGNETIC);
        assertThat(denied("dod-short.v1.json", all)).isNotEmpty();
        assertThat(denied("dod-short.v1.json", new Disclosed(all.target(), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(denied("dod-short.v1.json", new Disclosed(Optional.empty(), all.work(), Optional.empty())))
                .isEmpty();
        assertThat(denied("dod-short.v1.json", Disclosed.NOTHING)).isEmpty();
    }

    @Test
    void allThatIsShippedIsReadAndNothingThatIsNotKnown() throws Exception {
        try (var files = Files.list(RULES)) {
            for (Path file : files.toList()) {
                assertThat(denied(String.valueOf(file.getFileName()), Disclosed.NOTHING))
                        .isEmpty();
            }
        }
        assertThat(needs("{\"kind\":\"level\",\"least\":\"cleared\"}"))
                .isEqualTo(new ClauseNeeds.Level(Verdict.CLEARED));
        assertThat(new ClauseNeeds.Level(Verdict.CLEARED).isReachedBy(Verdict.PURGED))
                .isTrue();
        assertThat(new ClauseNeeds.Level(Verdict.PURGED).isReachedBy(Verdict.CLEARED))
                .isFalse();
        for (String other : List.of(
                "{\"kind\":\"shredded\"}",
                "{\"kind\":\"level\",\"least\":\"partial\"}",
                "{\"kind\":\"verified\",\"least\":\"most\"}",
                "{\"kind\":\"overwritten\",\"passes\":{\"flash\":1},\"randomPasses\":{}}")) {
            assertThatThrownBy(() -> needs(other)).isInstanceOf(ShapeException.class);
        }
    }

    private static ClauseNeeds needs(String json) throws IOException, ShapeException {
        try {
            return ClauseNeeds.read(Json.in(CanonicalJson.readLenientObject(json.getBytes(StandardCharsets.US_ASCII))));
        } catch (org.wangchuan.canonical.MalformedJsonException e) {
            throw new IOException(e);
        }
    }
}
