package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SampleSeed;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckExpected.Contents;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.Verification;

/** A receipt does not show what a drive read as after it had erased itself: its record does, and a recheck must not say anything else. */
class LeftCheckTest {
    private static final String AT = "2026-11-30T12:00:00Z";
    private static final int BYTES = 4 << 20;
    private static final String TECHNIQUE = "nvme-sanitize-block";
    private static final byte[] KEY = new byte[32];

    private static final RecheckExpected.OfDrive UNIFORM =
            new RecheckExpected.OfDrive(NativeErase.Technique.NVME_SANITIZE_BLOCK, Contents.UNIFORM, List.of());

    /**
     * A record of a drive that erased itself.
     *
     * @param zeroBytes of 1 MiB that was read after it
     * @param found of what had been planted
     */
    private static Evidence erased(long zeroBytes, long found) throws Exception {
        MediumFacts medium = new MediumFacts(
                "nvme0n1",
                Optional.of("Model"),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                "nvme",
                BYTES,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of());
        List<ByteRange> places = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            places.add(new ByteRange(i * 131_072L, 4096));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : List.of(
                new Event.Opened("job-1", "wangchuan test", AT),
                new Event.PolicyChosen(
                        PolicyCatalogue.find("nist-purge").orElseThrow().document()),
                new Event.MediumSeen(medium),
                new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of()),
                new Event.PlanChosen(MediumClass.FLASH, List.of(), VerifyMode.SAMPLE, List.of(TECHNIQUE)),
                new DriveEvent.DriveAsked(List.of()),
                new DriveEvent.CanariesPlanted(Sha256.hex(KEY), places, AT),
                new DriveEvent.NativeStarted(1, TECHNIQUE, List.of(), AT),
                new DriveEvent.NativeFinished(1, DriveEvent.NativeEnd.ENDED, 60_000, 2_000, AT))) {
            add(out, event);
        }
        Event.Committed committed = new Event.Committed(Sha256.hex(out.toByteArray()), Optional.empty());
        add(out, committed);
        add(out, new DriveEvent.SamplingStarted(HexFormat.of().formatHex(SampleSeed.of(committed)), 512, AT));
        add(
                out,
                new DriveEvent.SamplingFinished(
                        Event.VerificationEnd.COMPLETED,
                        ReadPath.DIRECT,
                        1 << 20,
                        1 << 20,
                        32 * 4096,
                        found,
                        zeroBytes,
                        0,
                        Optional.of(new DriveEvent.OtherBlocks(0, Math.max(0, (1 << 20) - zeroBytes - found), 0)),
                        List.of(),
                        10,
                        AT));
        add(out, new Event.Rechecked(List.of()));
        add(out, new Event.Residue(Event.ResidueState.NOT_RUN));
        add(out, new Event.Closed(AT));
        return Evidence.read(out.toByteArray());
    }

    private static void add(ByteArrayOutputStream out, Event event) {
        out.writeBytes(EventWriter.line(event));
        out.write('\n');
    }

    private static RecheckExpected.OfDrive unknown(byte[] key) {
        return new RecheckExpected.OfDrive(
                NativeErase.Technique.NVME_SANITIZE_BLOCK, Contents.UNKNOWN, List.of(Bytes32.sha256(key)));
    }

    private static RecheckClaims claims(RecheckExpected left) {
        RecheckReading reading = new RecheckReading(
                BYTES,
                Optional.empty(),
                List.<Range>of(),
                Verification.Path.DIRECT,
                RecheckReading.End.COMPLETED,
                BYTES,
                BYTES,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1,
                2);
        return claims(left, reading);
    }

    private static RecheckClaims claims(RecheckExpected left, RecheckReading reading) {
        return new RecheckClaims(
                new RecheckClaims.Of(
                        new UUID(1, 2),
                        Bytes32.sha256(new byte[1]),
                        Bytes32.sha256(new byte[2]).base64Url()),
                RecheckClaims.Recognised.SERIAL_NUMBER,
                left,
                reading,
                "wangchuan test");
    }

    @Test
    void whatTheRecordShowsIsTaken() throws Exception {
        LeftCheck.require(claims(UNIFORM), erased(1 << 20, 0));
        LeftCheck.require(claims(unknown(KEY)), erased((1 << 20) - 512, 0));
    }

    @Test
    void whatItDoesNotShowIsRefused() throws Exception {
        refused("expected.contents", UNIFORM, erased((1 << 20) - 512, 0));
        refused("expected.contents", unknown(KEY), erased(1 << 20, 0));
        refused("expected.planted", unknown(new byte[31]), erased(0, 0));
        refused("expected.contents", UNIFORM, erased((1 << 20) - 512, 512));
        refused(
                "expected.technique",
                new RecheckExpected.OfDrive(NativeErase.Technique.NVME_SANITIZE_CRYPTO, Contents.UNIFORM, List.of()),
                erased(1 << 20, 0));
        refused(
                "expected",
                new RecheckExpected.OfPass(1, Pass.Pattern.RANDOM, Optional.of(Bytes32.sha256(KEY)), Optional.empty()),
                erased(1 << 20, 0));
    }

    @Test
    void besideASampleAllIsReadThatWasPlanted() throws Exception {
        List<Range> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            all.add(new Range(i * 131_072L, 4096));
        }
        LeftCheck.require(sampled(all), erased(1 << 20, 0));
        List<Range> shorter = new ArrayList<>(all.subList(0, 31));
        shorter.add(new Range(31 * 131_072L, 2048));
        for (List<Range> fewer : List.of(List.<Range>of(), all.subList(1, 32), shorter)) {
            refused("reading.places", sampled(fewer), erased(1 << 20, 0));
        }
    }

    private static RecheckClaims sampled(List<Range> places) {
        Optional<RecheckReading.Sample> sample =
                Optional.of(new RecheckReading.Sample(Bytes32.sha256(new byte[3]), 4096));
        long planned = RecheckReading.plannedBytes(BYTES, sample, places, List.of());
        return claims(
                UNIFORM,
                new RecheckReading(
                        BYTES,
                        sample,
                        places,
                        Verification.Path.DIRECT,
                        RecheckReading.End.COMPLETED,
                        planned,
                        planned,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        1,
                        2));
    }

    private static void refused(String where, RecheckExpected left, Evidence evidence) {
        refused(where, claims(left), evidence);
    }

    private static void refused(String where, RecheckClaims claims, Evidence evidence) {
        assertThatThrownBy(() -> LeftCheck.require(claims, evidence))
                .isInstanceOfSatisfying(VerificationException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.RECHECK_LINK);
                    assertThat(e.where()).isEqualTo(where);
                });
    }
}
