package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.WitnessedJob;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.SummaryRow.Where;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.status.StatusList;

/** What a person reads who picks a summary, with or without the certificates that it names. */
@Tag("slow")
class SummaryInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");
    private static final NoteSigner LOG = new NoteSigner("log.example/green-loop", Bench.key(2));

    @TempDir
    static Path folder;

    private static PageUnderTest page;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "en-US");
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
    }

    static SummaryRow.Proof proof(Receipt receipt, Verdict verdict, Conformity conformity)
            throws VerificationException {
        Statement.Clearing clearing =
                (Statement.Clearing) StatementReader.read(receipt.clearing().statement());
        return new SummaryRow.Proof(
                clearing.head().eventId(),
                receipt.clearing().statement().digest(),
                true,
                Optional.of(Bench.SERIAL.substring(Bench.SERIAL.length() - 4)),
                verdict,
                conformity,
                clearing.claims().policy().id(),
                clearing.claims().policy().version(),
                clearing.head().issuedAtSeconds());
    }

    private static Path summary(String name, SummaryRow.Proof... proofs) throws IOException {
        return summary(folder.resolve(name + ".summary.record.json"), LOG, proofs);
    }

    /** Signed by whose log this is. */
    static Path summary(Path to, NoteSigner log, SummaryRow.Proof... proofs) throws IOException {
        SummaryRow row = new SummaryRow(
                "ORDER1",
                new ObservationClaims.Device("LABEL1", "laptop", "联想", "T480", Optional.of("S001")),
                Optional.of("IT-1"),
                Where.KEPT,
                Optional.of(1L),
                List.of(proofs),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty());
        IssuedStatement issued = StatementIssuer.real(log.signingKey())
                .summary(
                        StationChain.NEW,
                        UUID.randomUUID(),
                        Bench.STARTED.plusSeconds(4_000),
                        new SummaryClaims("LIST7", 1, Optional.empty(), 480, List.of(row)));
        RecordedFile file =
                RecordedFile.of(issued.statement().head().type(), issued.sdJwt(), issued.nonce(), log.verifierKey());
        return Files.write(to, file.toBytes());
    }

    private static String pick(String state, Path... files) throws IOException {
        page.browser.resize(1280, 900);
        page.browser.open(page.file.toUri().toString());
        page.browser.pick("#files", List.of(files));
        page.browser.waitFor("document.querySelector('.panel.state-" + state + "')");
        return page.browser.evaluate(
                "document.querySelectorAll('details').forEach((one) => { one.open = true; }); document.getElementById('answer').innerText");
    }

    private static void picture(String name) throws IOException {
        for (int width : List.of(1280, 390)) {
            page.browser.resize(width, 900);
            assertThat(page.browser.evaluate(
                            "String(document.documentElement.scrollWidth <= document.documentElement.clientWidth)"))
                    .as(name + " at " + width)
                    .isEqualTo("true");
            Files.write(PICTURES.resolve("summary-" + name + "-" + width + ".png"), page.browser.screenshot());
        }
    }

    @Test
    void itIsWorthWhatItsCertificatesAre() throws Exception {
        try (WitnessedJob job = new WitnessedJob(folder.resolve("good"))) {
            Path trust = Files.write(folder.resolve("good.trust"), job.trust(WitnessedJob.POLICY));
            Path certificate = Files.write(
                    folder.resolve("one.certificate.json"), job.certificate().toBytes());
            Path good = summary("good", proof(job.receipt(), Verdict.CLEARED, Conformity.MET));
            assertThat(pick("record-signed", trust, good)).contains("nothing is shown of any device", "LABEL1");
            picture("alone");
            assertThat(pick("whole", trust, good, certificate))
                    .contains("All devices of the list are cleared", "1 are here, verify and say the same");
            picture("whole");
            assertThat(pick("whole", certificate, good, trust)).contains("Every device is cleared");
            // A receipt asks no witness and no status list; and nothing that was handed in is passed over.
            Path receipt = Files.write(
                    folder.resolve("one.receipt.json"), job.receipt().toBytes());
            assertThat(pick("record-signed", trust, good, receipt)).contains("1 are here, verify and say the same");
            try (WitnessedJob other = new WitnessedJob(folder.resolve("other"))) {
                Path unnamed = Files.write(
                        folder.resolve("other.certificate.json"),
                        other.certificate().toBytes());
                assertThat(pick("record-signed", trust, good, certificate, unnamed))
                        .contains("It names no statement of 1 of the files");
            }
            // Nobody whom the list knows.
            assertThat(pick("unknown", good, certificate))
                    .doesNotContain("Every device is cleared and meets the rules, each by");
            // The operator says more than the certificate.
            Path lie = summary("lie", proof(job.receipt(), Verdict.PURGED, Conformity.MET));
            assertThat(pick("contradictory", trust, lie, certificate)).contains("says something else: verdict");
            picture("lie");
            Path none = summary("none");
            assertThat(pick("record-signed", trust, none, certificate))
                    .contains("unproven", "It names no statement of 1 of the files");
        }
    }

    @Test
    void aRevokedOneIsNoneThatIsMissing() throws Exception {
        try (WitnessedJob job = new WitnessedJob(folder.resolve("revoked"), StatusList.State.REVOKED)) {
            Path trust = Files.write(folder.resolve("revoked.trust"), job.trust(WitnessedJob.POLICY));
            Path certificate = Files.write(
                    folder.resolve("revoked.certificate.json"),
                    job.certificate().toBytes());
            Path good = summary("revoked", proof(job.receipt(), Verdict.CLEARED, Conformity.MET));
            assertThat(pick("contradictory", trust, good, certificate))
                    .contains("does not verify: revoked")
                    .doesNotContain("Every device is cleared and meets");
        }
    }
}
