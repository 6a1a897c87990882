package org.wangchuan.cli.check;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
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
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.CountsClaims.Group;
import org.wangchuan.proof.statement.CountsClaims.Medium;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Verdict;

/** An owner has their certificate and the counts of the site: whether theirs is counted as what it is. */
class CountsVerifyTest {
    @TempDir
    Path folder;

    private String out = "";

    private ExitCode verify(String language, Optional<Path> trust, List<Path> files, boolean isJson) throws Exception {
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

    private static Bytes32 mark(SummaryWorld world, int number) {
        var clearing = world.receipts.get(number).clearing();
        return LogEntry.mark(clearing.nonce(), clearing.statement());
    }

    /** So many strangers' results, and these. */
    private static Group group(Verdict verdict, int strangers, Bytes32... own) {
        List<Bytes32> marks = new ArrayList<>(List.of(own));
        for (int i = 0; i < strangers; i++) {
            marks.add(Bytes32.sha256((verdict + " " + i).getBytes(US_ASCII)));
        }
        return new Group(Medium.MAGNETIC, verdict, CountsClaims.inOrder(marks));
    }

    @Test
    void eachIsFoundUnderItsVerdictOrSaidToBeMissing() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 3, Set.of(1), Set.of());
        Path counts = world.write(
                "counts.json",
                world.counts(List.of(
                                group(Verdict.CLEARED, 12, mark(world, 0)), group(Verdict.FAILED, 1, mark(world, 1))))
                        .toBytes());
        Optional<Path> trust = Optional.of(world.trust());
        List<Path> files = new ArrayList<>(List.of(counts));
        files.addAll(world.certificates);

        assertThat(verify("en", trust, files, false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out)
                .contains("the signed counts of a site", "PROVES NO ERASURE", "CLEARED 13", "FAILED 2", "15 results")
                .contains("LABEL0.certificate.json is counted, as CLEARED")
                .contains("LABEL1.certificate.json is counted, as FAILED")
                .contains("LABEL2.certificate.json (CLEARED) IS NOT IN THESE COUNTS");
        assertThat(verify("zh", trust, files.reversed(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("网点的签名计数", "已计入，计为", "不在这份计数里");
        assertThat(verify("en", trust, files, true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out)
                .contains("\"state\":\"counts-signed\"", "\"state\":\"not-counted\"", "\"countedAs\":\"failed\"")
                .contains("\"provesErasure\":false");
    }

    @Test
    void aFailureThatIsCountedAsASuccessIsALie() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 1, Set.of(0), Set.of());
        Path counts = world.write(
                "counts.json",
                world.counts(List.of(group(Verdict.CLEARED, 12, mark(world, 0))))
                        .toBytes());
        List<Path> files = List.of(counts, world.certificates.getFirst());
        assertThat(verify("en", Optional.of(world.trust()), files, false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(out).contains("says FAILED AND IS COUNTED AS CLEARED");
        assertThat(verify("zh", Optional.of(world.trust()), files, false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(out).contains("这份计数有误");
    }

    @Test
    void aloneOrUnderAnUnknownKeyItIsNeverASuccess() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 1, Set.of(), Set.of());
        Path counts = world.write(
                "counts.json", world.counts(List.of(group(Verdict.CLEARED, 12))).toBytes());
        assertThat(verify("en", Optional.of(world.trust()), List.of(counts), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("give receipts and certificates of this site with it");
        SummaryWorld other = new SummaryWorld(folder.resolve("other"), 1, Set.of(), Set.of());
        assertThat(verify("en", Optional.of(other.trust()), List.of(counts), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("their signer is not in the trust list");
    }
}
