package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.certify.Certificates;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.SealService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.station.erase.LaneEnd;

/** A file of ours that is given to a command that takes another one. */
class OtherFileTest {
    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));
    private Path receipt = Path.of("");
    private Path paper = Path.of("");
    private Path evidence = Path.of("");

    @BeforeEach
    void somethingWasErased() throws IOException {
        station = new CheckFixture(folder);
        LaneEnd.Finished end = station.erased();
        receipt = end.files().receipt();
        paper = end.files().paper();
        evidence = end.files().evidence();
    }

    @Test
    void evidenceIsReplayedByAnother() throws Exception {
        assertThat(station.verify(evidence)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err())
                .contains("OTHER_FILE", "is an evidence file", "./wangchuan verdict FILE")
                .doesNotContain("canonical");
    }

    /** Nobody has given the evidence, so that nobody would look there. */
    @Test
    void evidenceBesideThatWasAlteredIsNamed() throws Exception {
        byte[] record = Files.readAllBytes(evidence);
        record[record.length / 2] ^= 1;
        Files.write(evidence, record);
        assertThat(station.verify(receipt)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err())
                .contains("wangchuan: EVIDENCE: " + receipt + " does not verify, held against " + evidence)
                .contains("in a folder without it " + receipt + " is verified by itself");
        Files.delete(evidence);
        assertThat(station.verify(receipt)).isNotEqualTo(ExitCode.DOES_NOT_VERIFY);
    }

    @Test
    void whatVerifyDoesNotTakeIsNamed() throws Exception {
        for (Path file : List.of(station.home.trustList(), station.home.log().resolve("checkpoint"))) {
            assertThat(station.verify(file)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        }
        assertThat(station.err()).contains("is a trust list", "trust import", "is the checkpoint of a log", "log fsck");
    }

    @Test
    void otherCommandsSayItToo() {
        other(() -> new EvidenceReplay().replay(receipt, false, station.context), "a receipt");
        other(() -> new EvidenceReplay().replay(paper, false, station.context), "a PDF");
        other(() -> new TrustLists().addFrom(receipt, station.context), "a receipt");
        other(() -> new TrustLists().addFrom(evidence, station.context), "an evidence file");
        other(
                () -> new FileVerify()
                        .verify(
                                new VerifyService.Request(
                                        List.of(receipt),
                                        Optional.empty(),
                                        Optional.empty(),
                                        List.of(receipt),
                                        Optional.empty(),
                                        false),
                                station.context),
                "a receipt");
        other(
                () -> new Certificates()
                        .certify(
                                new CertificateService.CertifyRequest(List.of(evidence), Optional.empty(), 1, false),
                                station.context),
                "an evidence file");
        other(
                () -> new SealRun()
                        .seal(new SealService.Request(receipt, receipt, receipt, Optional.empty()), station.context),
                "a receipt");
    }

    /** What it calls itself must not hide why it was refused where the command does take such files. */
    @Test
    void aDamagedFileOfTheRightKindIsNotCalledAnother() throws Exception {
        Path broken = Files.writeString(
                folder.resolve("broken.json"), Files.readString(receipt).replaceFirst("\\{", "{\"aaa\":1,"));
        assertThat(station.verify(broken)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).doesNotContain("OTHER_FILE");
        assertThat(station.verify(Files.writeString(folder.resolve("text"), "hello\n")))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).doesNotContain("OTHER_FILE");
    }

    private static void other(ThrowingCallable command, String kind) {
        assertThatThrownBy(command).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.code()).isEqualTo("OTHER_FILE");
            assertThat(e.exit()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(e.text()).contains(kind);
            assertThat(e.hint()).isPresent();
        });
    }
}
