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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.record.RecordedFile;
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

    /** As an operator says it who counts what is another's, or what it does not have. */
    @Test
    void aResultThatIsCountedAsWhatItIsNotIsALie() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 1, Set.of(), Set.of());
        Path trust = world.trust();
        Path certificate = world.certificates.getFirst();
        Path receipt = world.write("own.receipt.json", world.receipts.getFirst().toBytes());
        UUID site = UUID.randomUUID();
        List<Group> good = List.of(group(Verdict.CLEARED, 12, mark(world, 0)));

        Path flash = world.write(
                "flash.json",
                world.counts(List.of(new Group(
                                Medium.FLASH, Verdict.CLEARED, good.getFirst().marks())))
                        .toBytes());
        assertThat(verify("en", Optional.of(trust), List.of(flash, certificate), false))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(out).contains("AMONG MEDIA OF ANOTHER KIND");

        SummaryWorld late = new SummaryWorld(folder.resolve("late"), 8, Set.of(), Set.of());
        Path early = late.write(
                "early.json",
                late.counts(SummaryWorld.claims(
                                site, Optional.empty(), 13, List.of(group(Verdict.CLEARED, 12, mark(late, 7)))))
                        .toBytes());
        List<Path> both = List.of(early, late.certificates.get(7));
        assertThat(verify("en", Optional.of(late.trust()), both, false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(out).contains("BEFORE THE LOG HAD IT");
        assertThat(verify("zh", Optional.of(late.trust()), both, true)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(out).contains("\"state\":\"later\"");

        // Another's, who holds the file: a list that knows both tells.
        SummaryWorld other = new SummaryWorld(folder.resolve("other"), 1, Set.of(), Set.of(), "other.example");
        Path stolen = other.write("stolen.json", other.counts(good).toBytes());
        Optional<Path> ofBoth = Optional.of(world.trustWith(other));
        for (Path one : List.of(certificate, receipt)) {
            assertThat(verify("en", ofBoth, List.of(stolen, one), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(out).contains("IS ANOTHER OPERATOR'S");
            assertThat(verify("en", Optional.of(other.trust()), List.of(stolen, one), false))
                    .as("nobody says whose that is")
                    .isEqualTo(ExitCode.NOT_SATISFIED);
        }
        Path honest = world.write("honest.json", world.counts(good).toBytes());
        assertThat(verify("en", ofBoth, List.of(honest, certificate, receipt), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("certificate.json is counted", "receipt.json is counted");
    }

    /** As a platform's list has it: a receipt is of its station's own log, which there has a name of its own. */
    @Test
    void aReceiptOfTheStationsOwnLogIsItsOperators() throws Exception {
        SummaryWorld own = new SummaryWorld(folder, 1, Set.of(), Set.of());
        SummaryWorld operator = new SummaryWorld(folder.resolve("operator"), 1, Set.of(), Set.of(), "big.example");
        Path receipt = own.write("own.receipt.json", own.receipts.getFirst().toBytes());
        Path counts = operator.write(
                "counts.json",
                operator.counts(List.of(group(Verdict.CLEARED, 12, mark(own, 0))))
                        .toBytes());
        Optional<Path> trust = Optional.of(own.trustAsOwnLogOf(operator));
        assertThat(verify("en", trust, List.of(counts, receipt), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("recorded by Big Shop", "own.receipt.json is counted, as CLEARED");
    }

    /** Whoever counts for a log that is not theirs has counted nothing. */
    @Test
    void aLogCountsWhatItHasItself() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 1, Set.of(), Set.of());
        SummaryWorld other = new SummaryWorld(folder.resolve("other"), 1, Set.of(), Set.of(), "other.example");
        CountsClaims ofWorld = SummaryWorld.claims(
                UUID.randomUUID(), Optional.empty(), 100, List.of(group(Verdict.CLEARED, 12, mark(world, 0))));
        Path counts = world.write("counts.json", other.sign(ofWorld).toBytes());
        assertThat(verify("en", Optional.of(other.trust()), List.of(counts), true))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(out).contains("\"HINT\"", "other.example", "log.example");
    }

    @Test
    void twoThingsThatAreSaidCantBothBeTrue() throws Exception {
        SummaryWorld world = new SummaryWorld(folder, 1, Set.of(), Set.of());
        Optional<Path> trust = Optional.of(world.trust());
        UUID site = UUID.randomUUID();
        RecordedFile one = world.counts(
                SummaryWorld.claims(site, Optional.empty(), 100, List.of(group(Verdict.CLEARED, 12, mark(world, 0)))));
        RecordedFile two =
                world.counts(SummaryWorld.claims(site, Optional.of(one), 200, List.of(group(Verdict.FAILED, 12))));
        RecordedFile three =
                world.counts(SummaryWorld.claims(site, Optional.of(two), 200, List.of(group(Verdict.PARTIAL, 12))));
        Path first = world.write("1.json", one.toBytes());
        Path second = world.write("2.json", two.toBytes());
        Path third = world.write("3.json", three.toBytes());
        Path copy = world.write("copy.json", one.toBytes());
        for (List<Path> honest :
                List.of(List.of(first, second, third), List.of(third, first, second), List.of(first, copy, third))) {
            assertThat(verify("en", trust, honest, false)).isEqualTo(ExitCode.NOT_SATISFIED);
            assertThat(out).doesNotContain("says two things", "counted twice");
        }

        RecordedFile otherOne =
                world.counts(SummaryWorld.claims(site, Optional.empty(), 100, List.of(group(Verdict.UNPROVEN, 12))));
        requireClash(world, trust, first, otherOne, "same-number", "THE SAME NUMBER AND OTHER CONTENT");
        requireClash(world, trust, second, otherOne, "previous", "THE LATER ONE NAMES ANOTHER");
        CountsClaims gap = SummaryWorld.claims(site, Optional.of(one), 100, List.of(group(Verdict.PURGED, 12)));
        requireClash(
                world,
                trust,
                first,
                world.counts(new CountsClaims(
                        site,
                        2,
                        gap.previous(),
                        gap.log(),
                        gap.size(),
                        gap.sinceSeconds() + 1,
                        gap.untilSeconds(),
                        gap.groups(),
                        0,
                        gap.looks(),
                        gap.complaints())),
                "since",
                "ONE DOES NOT BEGIN WHERE THE OTHER ENDS");
        requireClash(
                world,
                trust,
                first,
                world.counts(SummaryWorld.claims(site, Optional.of(one), 99, List.of(group(Verdict.PURGED, 12)))),
                "size",
                "COUNTS A SMALLER LOG");
        RecordedFile elsewhere = world.counts(SummaryWorld.claims(
                UUID.randomUUID(), Optional.empty(), 100, List.of(group(Verdict.UNPROVEN, 12, mark(world, 0)))));
        requireClash(world, trust, first, elsewhere, "twice", "it is counted twice");

        // Anybody can write counts of somebody's site: that is no word of the operator's.
        SummaryWorld stranger = new SummaryWorld(folder.resolve("stranger"), 1, Set.of(), Set.of());
        Path forged = stranger.write(
                "forged.json",
                stranger.counts(SummaryWorld.claims(
                                site, Optional.empty(), 100, List.of(group(Verdict.FAILED, 12, mark(world, 0)))))
                        .toBytes());
        assertThat(verify("en", trust, List.of(first, forged), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(out).contains("their signer is not in the trust list").doesNotContain("says two things");
    }

    private void requireClash(
            SummaryWorld world, Optional<Path> trust, Path with, RecordedFile said, String code, String words)
            throws Exception {
        Path file = world.write("other-" + code + ".json", said.toBytes());
        for (List<Path> order : List.of(List.of(with, file), List.of(file, with))) {
            assertThat(verify("en", trust, order, false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(out).contains(words, order.getFirst().toString());
            assertThat(verify("zh", trust, order, true)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(out).contains("\"what\":\"" + code + "\"");
        }
    }
}
