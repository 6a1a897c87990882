package org.wangchuan.station.recheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SampleSeed;
import org.wangchuan.engine.job.LeftBehind;
import org.wangchuan.engine.job.RecheckKey;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckClaims.Reason;
import org.wangchuan.proof.statement.RecheckClaims.Result;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.testing.Loops;

/** A drive of the running kernel, of which a record written by hand says that it erased itself: what a station signs that reads it again. */
@Tag("slow")
class SecondLookByDriveTest {
    private static final String AT = "2026-11-30T12:00:00Z";
    private static final int BYTES = 4 << 20;
    private static final String TECHNIQUE = "nvme-sanitize-block";
    private static final byte[] KEY = new byte[32];

    @TempDir
    Path folder;

    private Path image = Path.of("");

    @BeforeEach
    void make() throws IOException {
        image = Files.write(folder.resolve("drive.img"), new byte[BYTES]);
    }

    private static List<ByteRange> places() {
        List<ByteRange> out = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            out.add(new ByteRange(i * 131_072L, 4096));
        }
        return out;
    }

    private static MediumFacts medium(String bus, MediumFacts.Scope scope) {
        return new MediumFacts(
                "nvme0n1",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                bus,
                BYTES,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                scope,
                List.of());
    }

    /** @param zeroBytes of 1 MiB that was read after it */
    private static Evidence erased(long zeroBytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        add(out, new Event.Opened("job-1", "wangchuan test", AT));
        add(
                out,
                new Event.PolicyChosen(
                        PolicyCatalogue.find("nist-purge").orElseThrow().document()));
        add(out, new Event.MediumSeen(medium("nvme", MediumFacts.Scope.WHOLE_MEDIUM)));
        add(out, new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of()));
        add(out, new Event.PlanChosen(MediumClass.FLASH, List.of(), VerifyMode.SAMPLE, List.of(TECHNIQUE)));
        add(out, new DriveEvent.DriveAsked(List.of()));
        add(out, new DriveEvent.CanariesPlanted(Sha256.hex(KEY), places(), AT));
        add(out, new DriveEvent.NativeStarted(1, TECHNIQUE, List.of(), AT));
        add(out, new DriveEvent.NativeFinished(1, DriveEvent.NativeEnd.ENDED, 60_000, 2_000, AT));
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
                        0,
                        zeroBytes,
                        0,
                        Optional.of(new DriveEvent.OtherBlocks(0, (1 << 20) - zeroBytes, 0)),
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

    private RecheckClaims look(Evidence evidence) throws Exception {
        boolean isKnown = !LeftBehind.needsKey(evidence);
        Optional<RecheckKey> key = isKnown
                ? Optional.empty()
                : Optional.of(
                        new RecheckKey.OfPlanted("job-1", List.of(HexFormat.of().formatHex(KEY))));
        byte[] before = Files.readAllBytes(image);
        try (Loops loop = Loops.over(image)) {
            RecheckOrder order = new RecheckOrder(
                    loop.path(),
                    _ -> Optional.empty(),
                    new RecheckClaims.Of(
                            UUID.randomUUID(),
                            Bytes32.sha256(new byte[1]),
                            Bytes32.sha256(new byte[2]).base64Url()),
                    Optional.empty(),
                    // A loop device is no whole drive, and says so.
                    medium("loop", MediumFacts.Scope.VOLUME),
                    LeftBehind.of(evidence, key),
                    VerifyMode.SAMPLE,
                    60_000,
                    Files.createDirectories(folder.resolve("out")),
                    "drive");
            Looked looked = new SecondLook(
                            new StationHome(folder.resolve("checker")), InstantSource.system(), "wangchuan test")
                    .look(order, _ -> {});
            assertThat(looked).isInstanceOf(Looked.Signed.class);
            assertThat(Files.readAllBytes(image)).isEqualTo(before);
            return ((Looked.Signed) looked).claims();
        }
    }

    private void put(byte[] bytes, int at) throws IOException {
        byte[] content = Files.readAllBytes(image);
        System.arraycopy(bytes, 0, content, at, bytes.length);
        Files.write(image, content);
    }

    private static byte[] random(int seed, int length) {
        byte[] out = new byte[length];
        new Random(seed).nextBytes(out);
        return out;
    }

    /** Without a number of its own it matches never: zeros are anybody's. */
    @Test
    void zerosAreSignedAsWhatItLeft() throws Exception {
        RecheckClaims claims = look(erased(1 << 20));
        assertThat(claims.expected())
                .isEqualTo(new RecheckExpected.OfDrive(
                        NativeErase.Technique.NVME_SANITIZE_BLOCK, RecheckExpected.Contents.UNIFORM, List.of()));
        assertThat(claims.reasons()).containsExactly(Reason.CAPACITY_ONLY);
        assertThat(claims.reading().places()).hasSize(32);
    }

    @Test
    void aBlockOfOldDataIsSignedAsADifference() throws Exception {
        put(random(1, 512), BYTES - 512);
        RecheckClaims claims = look(erased(1 << 20));
        assertThat(claims.result()).isEqualTo(Result.DIFFERS);
        assertThat(claims.reading().bytesDiffering()).isEqualTo(512);
    }

    @Test
    void ofNoiseTheKeysAreLookedForAndNothingIsKnown() throws Exception {
        put(random(2, BYTES), 0);
        RecheckClaims claims = look(erased(0));
        assertThat(claims.expected()).isInstanceOfSatisfying(RecheckExpected.OfDrive.class, drive -> {
            assertThat(drive.contents()).isEqualTo(RecheckExpected.Contents.UNKNOWN);
            assertThat(drive.planted())
                    .extracting(one -> Hex.encode(one.toBytes()))
                    .containsExactly(Sha256.hex(KEY));
        });
        assertThat(claims.result()).isEqualTo(Result.UNPROVEN);
        assertThat(claims.reasons()).containsExactly(Reason.CAPACITY_ONLY, Reason.CONTENTS_UNKNOWN);
    }
}
