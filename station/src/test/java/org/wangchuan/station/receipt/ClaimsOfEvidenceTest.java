package org.wangchuan.station.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ConformityRules;
import org.wangchuan.engine.verdict.VerdictRules;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.station.testing.Records;

/** A statement says what the evidence shows: nothing more, nothing less, nothing better. */
class ClaimsOfEvidenceTest {
    private static final UUID START = new UUID(7, 1);
    private static final ByteRange BAD = new ByteRange(4096, 512);

    @Test
    void aGoodRecordIsClearedWithEachClauseAndTheEvidenceByItsDigest() {
        Evidence evidence = Records.good();
        ClearingClaims claims = ClaimsOfEvidence.claims(evidence, START);
        assertThat(claims.start()).isEqualTo(START);
        assertThat(claims.verdict()).isEqualTo(Verdict.CLEARED);
        assertThat(claims.policy().id()).isEqualTo("gb-46864-2025");
        assertThat(claims.conformity())
                .extracting(ClearingClaims.Clause::clause)
                .containsExactlyElementsOf(ConformityRules.judge(evidence).stream()
                        .map(state -> state.clause().id())
                        .toList());
        assertThat(claims.evidence()).isEqualTo(org.wangchuan.proof.statement.Evidence.of(evidence.bytes()));
        assertThat(claims.policy().digest())
                .isEqualTo(Bytes32.sha256(org.wangchuan.canonical.CanonicalJson.write(
                        evidence.the(Event.PolicyChosen.class).policy())));
    }

    @Test
    void whatAStationAloneNeverProvesIsAlwaysSaid() {
        assertThat(ClaimsOfEvidence.claims(Records.good(), START).notProved())
                .contains(NotProved.TIME_NOT_WITNESSED, NotProved.OWNER_PRESENCE)
                .doesNotHaveDuplicates();
    }

    @Test
    void theWorkIsToldAsItWasRecorded() {
        Disclosed disclosed = ClaimsOfEvidence.disclosed(Records.good(), Optional.of("tag"));
        assertThat(disclosed.asset().orElseThrow().tag()).isEqualTo("tag");
        Work work = disclosed.work().orElseThrow();
        assertThat(work.passes())
                .extracting(Pass::bytesWritten)
                .containsOnly(Records.CAPACITY_BYTES)
                .hasSizeGreaterThan(2);
        assertThat(work.unreachableRanges()).isEmpty();
        assertThat(work.hiddenAreas().state()).isEqualTo(HiddenAreas.State.NONE);
        assertThat(work.interruptions()).isZero();
        assertThat(work.verification().mode()).isEqualTo(Verification.Mode.FULL);
        assertThat(work.verification().path()).isEqualTo(Verification.Path.DIRECT);
        assertThat(work.verification().bytesRead()).isEqualTo(Records.CAPACITY_BYTES);
        assertThat(work.verification().mismatches()).isEmpty();
    }

    @Test
    void aBlockThatWasNotWrittenIsNamedAndMakesItPartial() {
        Evidence evidence = Records.with(
                Records.disk(),
                event -> event instanceof Event.PassFinished f && f.pass() == 1
                        ? new Event.PassFinished(
                                1,
                                f.end(),
                                Records.CAPACITY_BYTES - 512,
                                List.of(new ErrorRange(BAD, 5)),
                                f.durationMillis(),
                                3,
                                1,
                                f.at())
                        : event);
        assertThat(ClaimsOfEvidence.claims(evidence, START).verdict()).isEqualTo(Verdict.PARTIAL);
        Work work =
                ClaimsOfEvidence.disclosed(evidence, Optional.empty()).work().orElseThrow();
        assertThat(work.unreachableRanges()).containsExactly(new Range(4096, 512));
        assertThat(work.passes().getFirst().errors()).containsExactly(new Pass.WriteError(4096, 512, 5));
        assertThat(work.passes().getFirst().bytesWritten()).isEqualTo(Records.CAPACITY_BYTES - 512);
    }

    @Test
    void aMismatchIsNamedAndMakesItFailed() {
        Evidence evidence = Records.with(
                Records.disk(),
                event -> event instanceof Event.VerificationFinished f
                        ? new Event.VerificationFinished(
                                f.pass(),
                                f.end(),
                                ReadPath.DEVICE_CACHE,
                                f.bytesPlanned(),
                                f.bytesRead(),
                                512,
                                List.of(BAD),
                                List.of(),
                                f.durationMillis(),
                                f.at())
                        : event);
        assertThat(ClaimsOfEvidence.claims(evidence, START).verdict()).isEqualTo(Verdict.FAILED);
        Verification verification = ClaimsOfEvidence.disclosed(evidence, Optional.empty())
                .work()
                .orElseThrow()
                .verification();
        assertThat(verification.mismatches()).containsExactly(new Range(4096, 512));
        assertThat(verification.path()).isEqualTo(Verification.Path.DEVICE_CACHE);
    }

    @Test
    void hiddenAreasThatNobodyCouldAskForAreToldAndNeverCleared() {
        Evidence evidence = Records.with(
                Records.disk(),
                event -> event instanceof Event.HiddenAreas
                        ? new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "no answer", List.of())
                        : event);
        assertThat(ClaimsOfEvidence.claims(evidence, START).verdict()).isEqualTo(Verdict.UNPROVEN);
        HiddenAreas hidden = ClaimsOfEvidence.disclosed(evidence, Optional.empty())
                .work()
                .orElseThrow()
                .hiddenAreas();
        assertThat(hidden.state()).isEqualTo(HiddenAreas.State.UNREADABLE);
        assertThat(hidden.detail()).contains("no answer");
    }

    @Test
    void theTargetSaysWhoseWordItsClassIs() {
        Target own = ClaimsOfEvidence.target(Records.disk());
        assertThat(own.serial()).contains("SERIAL-1");
        assertThat(own.mediumClass()).isEqualTo(Target.MediumClass.MAGNETIC);
        assertThat(own.mediumClassSource()).isEqualTo(Target.MediumClassSource.DEVICE);
        Target declared = ClaimsOfEvidence.target(
                disk(MediumClass.UNKNOWN, Optional.of(MediumClass.FLASH), MediumFacts.Scope.WHOLE_MEDIUM));
        assertThat(declared.mediumClass()).isEqualTo(Target.MediumClass.FLASH);
        assertThat(declared.mediumClassSource()).isEqualTo(Target.MediumClassSource.DECLARED);
        Target unknown = ClaimsOfEvidence.target(disk(MediumClass.UNKNOWN, Optional.empty(), MediumFacts.Scope.VOLUME));
        assertThat(unknown.mediumClassSource()).isEqualTo(Target.MediumClassSource.NONE);
        assertThat(unknown.kind()).isEqualTo(Target.Kind.BLOCK);
        Target image = ClaimsOfEvidence.target(disk(MediumClass.IMAGE, Optional.empty(), MediumFacts.Scope.FILE));
        assertThat(image.kind()).isEqualTo(Target.Kind.IMAGE);
    }

    /** A word without a counterpart would be met only when somebody's drive brings it up. */
    @Test
    void everyWordOfTheEngineHasItsCounterpartInAStatement() {
        assertThat(words(VerdictRules.judge(Records.good()).level().getDeclaringClass()))
                .isSubsetOf(words(Verdict.class));
        assertThat(words(org.wangchuan.engine.verdict.Verdict.NotProved.class)).isSubsetOf(words(NotProved.class));
        assertThat(words(ClauseState.State.class)).isSubsetOf(words(ClearingClaims.Clause.State.class));
        assertThat(words(Event.HiddenState.class)).isSubsetOf(words(HiddenAreas.State.class));
        assertThat(words(MediumClass.class)).isSubsetOf(words(Target.MediumClass.class));
        assertThat(words(ReadPath.class)).isSubsetOf(words(Verification.Path.class));
        assertThat(words(VerifyMode.class)).isSubsetOf(words(Verification.Mode.class));
        assertThat(words(PatternKind.class)).isSubsetOf(words(Pass.Pattern.class));
    }

    private static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Json::wireName).toList();
    }

    private static MediumFacts disk(MediumClass seen, Optional<MediumClass> declared, MediumFacts.Scope scope) {
        MediumFacts disk = Records.disk();
        return new MediumFacts(
                disk.name(),
                disk.model(),
                disk.serial(),
                disk.firmware(),
                disk.wwn(),
                disk.bus(),
                disk.capacityBytes(),
                disk.blockBytes(),
                seen,
                declared,
                scope,
                List.of());
    }
}
