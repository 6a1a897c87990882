package org.wangchuan.station.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
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
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SampleSeed;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;

/**
 * A statement about an eMMC that erased itself says that all of it was read. The bytes of its commands are those of {@code MmcScript} in the tests of the engine.
 */
class CardClaimsTest {
    private static final long BYTES = 1 << 20;
    private static final String AT = "2026-11-24T12:00:00Z";
    private static final String TECHNIQUE = "mmc-erase-sanitize";

    private static final DeviceCommand REGISTER = told(
            bytes(80, "0:01", "16:08", "40:b5", "44:0002", "48:01"),
            0x900,
            bytes(512, "192:08", "212:00080000", "224:01", "231:50", "168:01"));
    private static final DeviceCommand ERASE = told(
            bytes(
                    224,
                    "0:03",
                    "8:01",
                    "16:23",
                    "40:95",
                    "80:01",
                    "88:24",
                    "92:00fe0f00",
                    "112:95",
                    "152:01",
                    "160:26",
                    "184:9d04"),
            0x900,
            "000009000000090000000900");
    private static final DeviceCommand SANITIZE =
            told(bytes(80, "0:01", "8:01", "16:06", "20:0101a503", "40:9d04"), 0, "");
    private static final DeviceCommand STATUS = told(bytes(80, "0:01", "16:0d", "20:00000100", "40:15"), 0x900, "");

    @Test
    void ofOneThatWasReadWholeNoSampleIsNamed() throws EvidenceException {
        Evidence evidence = erased(BYTES);
        assertThat(claims(evidence).verdict()).isEqualTo(Verdict.PURGED);
        assertThat(claims(evidence).notProved()).contains(NotProved.OTHER_PARTS).doesNotContain(NotProved.SAMPLED_ONLY);
        Verification verification = verification(evidence);
        assertThat(verification.mode()).isEqualTo(Verification.Mode.FULL);
        assertThat(verification.bytesRead()).isEqualTo(BYTES);
        assertThat(verification.seed()).isEmpty();
    }

    /** As a station of before signed it, but for the verdict. */
    @Test
    void ofOneThatWasSampledThatIsSaid() throws EvidenceException {
        Evidence evidence = erased(BYTES / 8);
        assertThat(claims(evidence).verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(claims(evidence).notProved()).contains(NotProved.SAMPLED_ONLY);
        Verification verification = verification(evidence);
        assertThat(verification.mode()).isEqualTo(Verification.Mode.SAMPLE);
        assertThat(verification.seed()).isPresent();
    }

    private static ClearingClaims claims(Evidence evidence) {
        return ClaimsOfEvidence.claims(evidence, new UUID(7, 1));
    }

    private static Verification verification(Evidence evidence) {
        return ClaimsOfEvidence.disclosed(evidence, Optional.empty())
                .work()
                .orElseThrow()
                .verification();
    }

    /** @param read bytes of it that were to be read and were, all zeros */
    private static Evidence erased(long read) throws EvidenceException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        add(out, new Event.Opened("job-1", "wangchuan test", AT));
        add(
                out,
                new Event.PolicyChosen(
                        PolicyCatalogue.find("nist-purge").orElseThrow().document()));
        add(out, new Event.MediumSeen(card()));
        add(out, new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of()));
        add(out, new Event.PlanChosen(MediumClass.FLASH, List.of(), VerifyMode.SAMPLE, List.of(TECHNIQUE)));
        add(out, new DriveEvent.DriveAsked(List.of(REGISTER)));
        List<ByteRange> places = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            places.add(new ByteRange(i * 65_536L, 512));
        }
        add(out, new DriveEvent.CanariesPlanted("a".repeat(64), places, AT));
        add(out, new DriveEvent.NativeStarted(1, TECHNIQUE, List.of(REGISTER), AT));
        add(out, new DriveEvent.NativeCommanded(1, ERASE));
        add(out, new DriveEvent.NativeTold(1, STATUS));
        add(out, new DriveEvent.NativeCommanded(1, SANITIZE));
        add(out, new DriveEvent.NativeTold(1, STATUS));
        add(out, new DriveEvent.NativeFinished(1, DriveEvent.NativeEnd.ENDED, 60_000, 2_000, AT));
        Event.Committed committed = new Event.Committed(Sha256.hex(out.toByteArray()), Optional.empty());
        add(out, committed);
        add(out, new DriveEvent.SamplingStarted(HexFormat.of().formatHex(SampleSeed.of(committed)), 512, AT));
        add(
                out,
                new DriveEvent.SamplingFinished(
                        Event.VerificationEnd.COMPLETED,
                        ReadPath.DIRECT,
                        read,
                        read,
                        16 * 512,
                        0,
                        read,
                        0,
                        Optional.of(new DriveEvent.OtherBlocks(0, 0, 0)),
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

    private static MediumFacts card() {
        return new MediumFacts(
                "mmcblk0",
                Optional.of("Model"),
                Optional.of("SERIAL-1"),
                Optional.empty(),
                Optional.empty(),
                "mmc",
                BYTES,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of());
    }

    private static DeviceCommand told(String request, long response, String data) {
        return new DeviceCommand("MMC", request, Instant.parse(AT), 1, new DeviceCommand.Told(0, response, data));
    }

    private static String bytes(int size, String... parts) {
        byte[] out = new byte[size];
        for (String part : parts) {
            int colon = part.indexOf(':');
            byte[] field = HexFormat.of().parseHex(part.substring(colon + 1));
            System.arraycopy(field, 0, out, Integer.parseInt(part.substring(0, colon)), field.length);
        }
        return HexFormat.of().formatHex(out);
    }
}
