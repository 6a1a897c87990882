package org.wangchuan.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.CountsClaims.Group;
import org.wangchuan.proof.statement.CountsClaims.Medium;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.status.StatusList;

/** What an owner reads who picks the counts of a site together with their own certificate. */
@Tag("slow")
class CountsInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");
    private static final NoteSigner LOG = new NoteSigner("log.example/green-loop", Bench.key(2));
    private static final long SIZE = 1_000;

    @TempDir
    static Path folder;

    private static PageUnderTest page;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "zh-CN");
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
    }

    private static Group group(Medium medium, Verdict verdict, Bytes32... own) {
        List<Bytes32> marks = new ArrayList<>(List.of(own));
        for (int i = 0; i < 12; i++) {
            marks.add(Bytes32.sha256((verdict + " " + i).getBytes(US_ASCII)));
        }
        return new Group(medium, verdict, CountsClaims.inOrder(marks));
    }

    private static Path counts(String name, String log, long size, Group... groups) throws IOException {
        CountsClaims claims = new CountsClaims(
                UUID.randomUUID(),
                1,
                Optional.empty(),
                log,
                size,
                Bench.STARTED.getEpochSecond(),
                Bench.STARTED.getEpochSecond() + 600,
                List.of(groups),
                1,
                new CountsClaims.Looks(0, 0, 0, 0, 0, 0),
                new CountsClaims.Complaints(0, 0, 0, 0));
        IssuedStatement issued = StatementIssuer.real(LOG.signingKey())
                .counts(StationChain.NEW, UUID.randomUUID(), Bench.STARTED.plusSeconds(900), claims);
        RecordedFile file =
                RecordedFile.of(issued.statement().head().type(), issued.sdJwt(), issued.nonce(), LOG.verifierKey());
        return Files.write(folder.resolve(name + ".record.json"), file.toBytes());
    }

    private static Path counts(String name, long size, Group... groups) throws IOException {
        return counts(name, LOG.verifierKey().name(), size, groups);
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
            Files.write(PICTURES.resolve("counts-" + name + "-" + width + ".png"), page.browser.screenshot());
        }
    }

    @Test
    void whoHasACertificateFindsItThere() throws Exception {
        // No fewer results than ten are counted, and no more than the log has entries.
        try (WitnessedJob job = new WitnessedJob(folder.resolve("job"), StatusList.State.VALID, 2_340, 20)) {
            Path trust = Files.write(folder.resolve("own.trust"), job.trust(WitnessedJob.POLICY));
            Path certificate = Files.write(
                    folder.resolve("own.certificate.json"), job.certificate().toBytes());
            Receipt bare = job.receipt();
            Path receipt = Files.write(folder.resolve("own.receipt.json"), bare.toBytes());
            Bytes32 mark =
                    LogEntry.mark(bare.clearing().nonce(), bare.clearing().statement());
            Statement.Clearing clearing =
                    (Statement.Clearing) StatementReader.read(bare.clearing().statement());
            Verdict verdict = clearing.claims().verdict();
            Medium medium = Medium.of(
                            clearing.disclosed().target().orElseThrow().mediumClass())
                    .orElseThrow();
            Medium another = medium == Medium.FLASH ? Medium.MAGNETIC : Medium.FLASH;

            Path good = counts("good", SIZE, group(medium, verdict, mark));
            assertThat(pick("record-signed", trust, good)).contains("没有一并提供收据或清除证明");
            assertThat(pick("record-signed", trust, certificate, good)).contains("已计入，计为“已清除”", "不证明任何一次清除");
            picture("good");
            assertThat(pick("record-signed", good, trust, receipt)).contains("已计入，计为“已清除”");

            Path without = counts("without", SIZE, group(medium, verdict));
            assertThat(pick("record-signed", trust, without, certificate)).contains("不在这份计数里");

            Path worse = counts("worse", SIZE, group(medium, Verdict.FAILED, mark));
            assertThat(pick("contradictory", trust, worse, certificate))
                    .contains("own.certificate.json", "却被计为“清除失败”", "这份计数有误");
            picture("worse");
            Path elsewhere = counts("elsewhere", SIZE, group(another, verdict, mark));
            assertThat(pick("contradictory", trust, elsewhere, certificate)).contains("另一类介质");
            long index = bare.clearing().proof().index();
            Path early = counts("early", index, group(medium, verdict, mark));
            assertThat(pick("contradictory", trust, early, certificate)).contains("在日志收到它之前");
            Path late = counts("late", index + 1, group(medium, verdict, mark));
            assertThat(pick("record-signed", trust, late, certificate)).contains("已计入，计为“已清除”");

            Path foreign = counts("foreign", "log.example/another", SIZE, group(medium, verdict, mark));
            assertThat(pick("refused", trust, foreign, certificate)).contains("log.example/another");

            byte[] damaged = bare.toBytes();
            damaged[damaged.length / 2] ^= 1;
            Path broken = Files.write(folder.resolve("broken.receipt.json"), damaged);
            assertThat(pick("record-signed", trust, good, certificate, broken)).contains("已计入", "核验不通过");
        }
    }
}
