package org.wangchuan.cli.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.station.certify.Certification;

class CertificationReportTest {
    private static final Path FILE = Path.of("out/sdb.certificate.json");

    private final CertificationReport done =
            new CertificationReport(new Certification.Certified(FILE, List.of("w.example")));
    private final CertificationReport there = new CertificationReport(new Certification.AlreadyThere(FILE));
    private final CertificationReport unprinted = new CertificationReport(new Certification.Pending(
            Path.of("out/sdb.certificate.pdf"), Certification.Reason.PAPER, "disk full", List.of()));

    @Test
    void theCertificateAndItsPaperHaveALineEach() {
        assertThat(printed(done, "en"))
                .containsSubsequence(
                        "  certificate   out/sdb.certificate.json\n", "  its paper     out/sdb.certificate.pdf\n");
        assertThat(printed(there, "zh"))
                .containsSubsequence("  清除证明  out/sdb.certificate.json，已存在\n", "  其纸质件  out/sdb.certificate.pdf\n");
        for (CertificationReport one : List.of(done, there)) {
            assertThat(CanonicalJson.writeText(one.json()))
                    .contains("\"file\":\"out/sdb.certificate.json\"", "\"paper\":\"out/sdb.certificate.pdf\"");
        }
    }

    /** The certificate is there: nobody should read that it is not. */
    @Test
    void onlyThePaperIsMissing() {
        assertThat(printed(unprinted, "en"))
                .isEqualTo("  the certificate is written; only its paper out/sdb.certificate.pdf can't be written yet"
                        + " (disk full); again later: ./wangchuan certify --all\n");
        assertThat(printed(unprinted, "zh")).startsWith("  清除证明已写出").doesNotContain("尚无清除证明");
        assertThat(unprinted.isWitnessed()).isTrue();
        assertThat(unprinted.exit()).isEqualTo(ExitCode.NOT_SATISFIED);
    }

    @Test
    void withoutACertificateNoPaperIsNamed() {
        CertificationReport waiting = new CertificationReport(
                new Certification.Pending(FILE, Certification.Reason.QUORUM, "1 of 2", List.of()));
        assertThat(printed(waiting, "en")).startsWith("  no certificate yet: ").doesNotContain(".pdf");
        assertThat(waiting.isWitnessed()).isFalse();
        assertThat(CanonicalJson.writeText(waiting.json())).doesNotContain("paper");
    }

    private static String printed(CertificationReport report, String language) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        report.print(
                TerminalConsole.onStandardStreams(
                        stream, stream, Messages.in(language), new Cancellation(), Map.of(), false),
                "  ");
        return out.toString(StandardCharsets.UTF_8);
    }
}
