package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.RecheckService;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;

/** Who reads one line of a second look is told by it that a sample was read. */
class RecheckHeadlineTest {
    private static final long CAPACITY = 1L << 30;
    private static final String STATION = Bytes32.sha256(new byte[] {3}).base64Url();

    private static final Target DRIVE = new Target(
            Target.Kind.BLOCK,
            "sdb",
            Optional.of("Model 1"),
            Optional.of("WD-1"),
            Optional.empty(),
            Optional.empty(),
            CAPACITY,
            512,
            "sata",
            Target.MediumClass.MAGNETIC,
            Target.MediumClassSource.DEVICE);

    @Test
    void ofASampleItIsSaid() {
        Optional<RecheckReading.Sample> sample =
                Optional.of(new RecheckReading.Sample(Bytes32.sha256(new byte[] {1}), 512));
        assertThat(headline("en", sample))
                .startsWith("/dev/sdb: MATCHES · the sample that was read (")
                .contains(" of 1.0 GB) is");
        assertThat(headline("zh", sample)).startsWith("/dev/sdb: 相符 · 所读取的样本（1.0 GB 中的 ");
        assertThat(headline("en", Optional.empty()))
                .isEqualTo("/dev/sdb: MATCHES · all that was compared is what the erasure left");
    }

    private static String headline(String language, Optional<RecheckReading.Sample> sample) {
        long planned = RecheckReading.plannedBytes(CAPACITY, sample, List.of());
        RecheckClaims claims = new RecheckClaims(
                new RecheckClaims.Of(new UUID(1, 2), Bytes32.sha256(new byte[] {2}), STATION),
                RecheckClaims.Recognised.SERIAL_NUMBER,
                new RecheckExpected.OfPass(1, Pass.Pattern.ZERO, Optional.empty(), Optional.empty()),
                new RecheckReading(
                        CAPACITY,
                        sample,
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
                        1_800_000_000,
                        1_800_000_100),
                "test 1");
        ScriptedConsole console = new ScriptedConsole(language);
        new RecheckReport(
                        new RecheckService.Request(
                                "/dev/sdb",
                                Path.of("r.json"),
                                Optional.empty(),
                                Optional.empty(),
                                sample.isEmpty(),
                                Optional.empty(),
                                180,
                                false),
                        Verdict.CLEARED,
                        claims,
                        DRIVE,
                        false)
                .print(console);
        return console.out().lines().findFirst().orElseThrow();
    }
}
