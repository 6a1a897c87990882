package org.wangchuan.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.print.SummaryPaper;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.SummaryRow.Proof;
import org.wangchuan.proof.statement.SummaryRow.Where;
import org.wangchuan.proof.statement.Verdict;

/** A stranger has a summary and the certificates that it names: what each says of the other. */
class SummaryVerifyTest {
    @TempDir
    Path folder;

    private String out = "";

    private ExitCode verify(String language, Optional<Path> trust, List<Path> files, boolean isJson) throws UserError {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Cancellation cancellation = new Cancellation();
        TerminalConsole console = TerminalConsole.onStandardStreams(
                new PrintStream(bytes, true, UTF_8),
                new PrintStream(bytes, true, UTF_8),
                Messages.in(language),
                cancellation,
                Map.of(),
                false);
        ExitCode exit = new FileVerify()
                .verify(
                        new VerifyService.Request(
                                files, trust, Optional.empty(), List.of(), Optional.empty(), Optional.empty(), isJson),
                        new Context(folder.resolve("home"), console, cancellation));
        out = bytes.toString(UTF_8);
        return exit;
    }

    private static List<Path> with(Path summary, List<Path> certificates) {
        List<Path> files = new ArrayList<>(List.of(summary));
        files.addAll(certificates);
        return files;
    }

    private Path summary(SummaryWorld world, List<SummaryRow> rows) throws Exception {
        return world.write("summary.json", world.summary(rows).toBytes());
    }

    @Test
    void withAllItsCertificatesItIsWorthWhatTheyAre() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 3, Set.of(), Set.of());
        Path summary = summary(world, world.rows);
        Optional<Path> trust = Optional.of(world.trust());
        assertThat(verify("en", trust, with(summary, world.certificates), false))
                .isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains("EVERY DEVICE IS CLEARED AND MEETS THE RULES", "of 3 statements that it names: 3 are here")
                .contains("PROVES NOTHING OF ANY DEVICE BY ITSELF");
        assertThat(verify("zh", trust, with(summary, world.certificates), false))
                .isEqualTo(ExitCode.OK);
        assertThat(out).contains("每台设备均已清除并满足规则", "单位清单的签名汇总");
        // In whatever order they are given, and for programs.
        List<Path> reversed = with(summary, world.certificates).reversed();
        assertThat(verify("en", trust, reversed, true)).isEqualTo(ExitCode.OK);
        assertThat(out).contains("\"isWhole\":true", "\"same\":3", "\"provesErasure\":false");
    }

    @Test
    void aloneItProvesNothing() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 2, Set.of(), Set.of());
        Path summary = summary(world, world.rows);
        assertThat(verify("en", Optional.of(world.trust()), List.of(summary), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out)
                .contains("no receipt or certificate was given with it", "IS NOT HERE")
                .doesNotContain("EVERY DEVICE");
        assertThat(verify("zh", Optional.of(world.trust()), List.of(summary), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("没有就任何设备说明任何事");
        // Nobody whom a list knows has signed it.
        SummaryWorld other = new SummaryWorld(folder.resolve("other"), 1, Set.of(), Set.of());
        assertThat(verify("en", Optional.of(other.trust()), List.of(summary), false))
                .isNotEqualTo(ExitCode.OK);
        assertThat(out).contains("its signer is not in the trust list");
    }

    @Test
    void oneThatIsMissingIsNotPassedOver() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 3, Set.of(), Set.of());
        Path summary = summary(world, world.rows);
        assertThat(verify("en", Optional.of(world.trust()), with(summary, world.certificates.subList(0, 2)), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("LABEL2", "IS NOT HERE", "1 are not here").doesNotContain("EVERY DEVICE");
    }

    /** A receipt asks no witness, and no status list: it would hide that the certificate was revoked. */
    @Test
    void aReceiptDoesNotStandForTheCertificateThatTheRowNames() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 2, Set.of(), Set.of());
        Path summary = summary(world, world.rows);
        Path first = world.certificates.getFirst();
        Files.write(first, world.receipts.getFirst().toBytes());
        assertThat(verify("en", Optional.of(world.trust()), with(summary, world.certificates), false))
                .as(() -> out)
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).doesNotContain("EVERY DEVICE");
    }

    @Test
    void anothersCertificateIsNotTakenForIt() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 3, Set.of(), Set.of());
        Path summary = summary(world, world.rows.subList(0, 2));
        Files.copy(
                world.certificates.get(2),
                world.certificates.get(1),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(verify("en", Optional.of(world.trust()), with(summary, world.certificates.subList(0, 2)), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out)
                .contains("the summary names no statement of", "IS NOT HERE")
                .doesNotContain("EVERY DEVICE");
    }

    /** The operator itself signs a row that says more than the certificate, or names another device's. */
    @Test
    void aRowThatSaysSomethingElseIsFoundUnderTheTrueKey() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 2, Set.of(1), Set.of());
        Proof bad = world.rows.get(1).proofs().getFirst();
        Optional<Path> trust = Optional.of(world.trust());
        for (Proof lie : List.of(
                with(bad, Verdict.CLEARED, Conformity.MET, bad.atSeconds()),
                with(bad, bad.verdict(), Conformity.MET, bad.atSeconds()),
                with(bad, bad.verdict(), Conformity.ANSWERED, bad.atSeconds()),
                with(bad, bad.verdict(), bad.conformity(), bad.atSeconds() + 1))) {
            Path summary = summary(world, List.of(world.rows.getFirst(), SummaryWorld.row(1, Where.KEPT, lie)));
            assertThat(verify("en", trust, with(summary, world.certificates), false))
                    .isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(out).contains("SAYS SOMETHING ELSE than the summary");
        }
        // A good certificate of another device stands for one that failed.
        Path swapped = summary(
                world,
                List.of(SummaryWorld.row(
                        1, Where.KEPT, world.rows.getFirst().proofs().getFirst())));
        assertThat(verify("en", trust, List.of(swapped, world.certificates.getFirst()), false))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(out).contains("SAYS SOMETHING ELSE than the summary (label)");
    }

    private static Proof with(Proof proof, Verdict verdict, Conformity conformity, long at) {
        return new Proof(
                proof.event(),
                proof.statement(),
                proof.isCertified(),
                proof.serialTail(),
                verdict,
                conformity,
                proof.policy(),
                proof.policyVersion(),
                at);
    }

    @Test
    void aRevokedOneIsNotTakenForOneThatIsMissing() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 2, Set.of(), Set.of(1));
        Path summary = summary(world, world.rows);
        assertThat(verify("en", Optional.of(world.trust()), with(summary, world.certificates), false))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(out).contains("DOES NOT VERIFY (REVOKED)", "1 do not verify").doesNotContain("EVERY DEVICE");
    }

    /** Not the last, one that failed, one without a statement: true, and no success. */
    @Test
    void whatIsNotGoodIsNoSuccessThoughAllOfItIsTrue() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 2, Set.of(1), Set.of());
        Optional<Path> trust = Optional.of(world.trust());
        assertThat(verify("en", trust, with(summary(world, world.rows), world.certificates), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("of 2 statements that it names: 2 are here", "not cleared");
        List<Path> first = world.certificates.subList(0, 1);
        for (SummaryRow more : List.of(
                SummaryWorld.row(1, Where.OPEN),
                SummaryWorld.row(1, Where.KEPT),
                SummaryWorld.row(1, Where.RETURNED_UNTOUCHED))) {
            Path summary = summary(world, List.of(world.rows.getFirst(), more));
            assertThat(verify("en", trust, with(summary, first), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        }
    }

    @Test
    void itsPaperIsComparedToTheByte() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 2, Set.of(), Set.of());
        RecordedFile file = world.summary(world.rows);
        byte[] pdf = SummaryPaper.render(file);
        Path paper = world.write("summary.pdf", pdf);
        Optional<Path> trust = Optional.of(world.trust());
        assertThat(verify("en", trust, with(paper, world.certificates), false)).isEqualTo(ExitCode.OK);
        assertThat(out).contains("EVERY DEVICE");
        pdf[pdf.length / 2] ^= 1;
        assertThat(verify("en", trust, with(world.write("summary.pdf", pdf), world.certificates), false))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
    }

    /** Three hundred laptops of which three failed: told in seconds, and which ones. */
    @Test
    void threeHundredOfWhichThreeFailed() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 300, Set.of(7, 70, 299), Set.of());
        Path summary = summary(world, world.rows);
        Path trust = world.trust();
        long before = System.nanoTime();
        assertThat(verify("en", Optional.of(trust), with(summary, world.certificates), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        System.out.println("300 certificates and their summary: " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofMinutes(2));
        assertThat(out)
                .contains("300 devices: cleared 297 · not cleared 3", "of 300 statements that it names: 300 are here")
                .contains("– LABEL7 ", "– LABEL70 ", "– LABEL299 ")
                .doesNotContain("– LABEL8 ");
    }
}
