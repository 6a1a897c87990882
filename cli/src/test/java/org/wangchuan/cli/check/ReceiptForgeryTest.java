package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.bench.EvidenceReport;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.Edition;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.erase.LaneEnd;

/** Each test is named by the lie that a receipt tells, which its station has really signed and logged. */
class ReceiptForgeryTest {
    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));
    private Optional<LaneEnd.Finished> finished = Optional.empty();

    @BeforeEach
    void erase() throws IOException {
        station = new CheckFixture(folder);
        finished = Optional.of(station.erased());
    }

    @Test
    void noneAtAll() throws Exception {
        ExitCode good = new EvidenceReport(end().evidence()).exit();
        assertThat(station.verify(end().files().receipt())).isEqualTo(good);
        assertThat(station.verify(end().files().paper())).isEqualTo(good);
        assertThat(station.verify(lying(claims -> claims))).isEqualTo(good);
        assertThat(station.err()).isEmpty();
    }

    /** People keep papers for years; each is compared with the form that it was printed in. */
    @Test
    void aPaperOfAnEarlierFormIsNone() throws Exception {
        ExitCode good = station.verify(end().files().paper());
        Paper today = Paper.open(Files.readAllBytes(end().files().paper()));
        byte[] earlier = ReceiptPaper.render(Receipt.parse(today.record()), today.evidence(), Edition.V1);
        Path paper = Files.write(folder.resolve("earlier.pdf"), earlier);
        assertThat(earlier).isNotEqualTo(Files.readAllBytes(end().files().paper()));
        assertThat(station.verify(paper)).isEqualTo(good);

        int at = new String(earlier, StandardCharsets.ISO_8859_1).indexOf("% page 1 in zh-CN") + 40;
        earlier[at] ^= 1;
        Files.write(paper, earlier);
        assertThat(station.verify(paper)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("PDF at byte " + at, "page 1 in zh-CN");
    }

    /** Anyone can leave facts out; what would contradict the verdict may be among them. */
    @Test
    void aGoodVerdictWithoutWhatWasDone() throws Exception {
        Receipt whole = lying(claims -> all(with(claims, Verdict.CLEARED), ClearingClaims.Clause.State.SATISFIED));
        Receipt less = new Receipt(
                new Logged(
                        whole.clearing().statement().showingOnly(Set.of("target")),
                        whole.clearing().nonce(),
                        whole.clearing().proof()),
                whole.start(),
                whole.hint());
        assertThat(station.verify(less)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("does not show how it was erased");
    }

    @Test
    void aFailedVerdictWithSatisfiedClauses() throws Exception {
        refused("POLICY: ", lying(claims -> all(with(claims, Verdict.FAILED), ClearingClaims.Clause.State.SATISFIED)));
        assertThat(station.err()).contains("contradicts itself: the clause level");
    }

    @Test
    void aGoodVerdictWhoseLevelIsNotSatisfied() throws Exception {
        refused(
                "POLICY: ",
                lying(claims -> all(with(claims, Verdict.CLEARED), ClearingClaims.Clause.State.NOT_SATISFIED)));
    }

    @Test
    void aClauseLeftOut() throws Exception {
        refused(
                "leaves out, adds or renames clauses",
                lying(claims -> with(
                        claims,
                        claims.conformity().subList(1, claims.conformity().size()))));
        refused("leaves out, adds or renames clauses", lying(claims -> with(claims, List.of())));
    }

    @Test
    void aClauseAddedOrRenamed() throws Exception {
        ClearingClaims.Clause added =
                new ClearingClaims.Clause("purge", ClearingClaims.Clause.State.SATISFIED, "NIST SP 800-88");
        refused("leaves out, adds or renames clauses", lying(claims -> {
            List<ClearingClaims.Clause> clauses = new ArrayList<>(claims.conformity());
            clauses.add(added);
            return with(claims, clauses);
        }));
        refused("leaves out, adds or renames clauses", lying(claims -> {
            List<ClearingClaims.Clause> clauses = new ArrayList<>(claims.conformity());
            clauses.set(0, added);
            return with(claims, clauses);
        }));
    }

    @Test
    void aWeakRuleSetUnderTheNameOfOneThatIsShipped() throws Exception {
        refused(
                "names a rule set that this program does not know",
                lying(claims -> with(
                        claims,
                        new ClearingClaims.Policy(
                                claims.policy().id(), claims.policy().version(), Bytes32.random()))));
        refused(
                "names a rule set that this program does not know",
                lying(claims -> with(
                        claims,
                        new ClearingClaims.Policy(
                                claims.policy().id(), "99", claims.policy().digest()))));
        refused(
                "names a rule set that this program does not know",
                lying(claims -> with(
                        claims,
                        new ClearingClaims.Policy(
                                "gb-46864-2025",
                                claims.policy().version(),
                                claims.policy().digest()))));
    }

    /** The evidence lies beside it and is not passed over. */
    @Test
    void aVerdictThatDoesNotFollowFromTheEvidence() throws Exception {
        boolean unproven = Json.wireName(end().verdict().level()).equals("unproven");
        Verdict other = unproven ? Verdict.PARTIAL : Verdict.UNPROVEN;
        Receipt lying = lying(claims -> all(with(claims, other), ClearingClaims.Clause.State.NOT_SATISFIED));
        Files.write(folder.resolve("lone.evidence.jsonl"), end().evidence().bytes());
        refused("VERDICT: ", lying);
        assertThat(station.err())
                .contains(
                        "lone.evidence.jsonl",
                        "expected: " + end().verdict().level().name().toLowerCase(java.util.Locale.ROOT),
                        "found: " + other.id(),
                        "nothing of it was altered",
                        "wangchuan verdict")
                .doesNotContain("is verified by itself");
    }

    /** No evidence lies beside it: the facts that it shows are enough. */
    @Test
    void aGoodVerdictAboveFactsThatDenyIt() throws Exception {
        UnaryOperator<ClearingClaims> good =
                claims -> all(with(claims, Verdict.CLEARED), ClearingClaims.Clause.State.SATISFIED);
        Receipt fitting = station.lying(end().evidence(), good, UnaryOperator.identity());
        assertThat(station.verify(fitting)).isEqualTo(ExitCode.OK);
        refused("CONTRADICTION: ", station.lying(end().evidence(), good, ReceiptForgeryTest::larger));
    }

    /** Than what was written. */
    private static Target larger(Target target) {
        return new Target(
                target.kind(),
                target.name(),
                target.model(),
                target.serial(),
                target.firmware(),
                target.wwn(),
                target.capacityBytes() + 512,
                target.blockBytes(),
                target.bus(),
                target.mediumClass(),
                target.mediumClassSource());
    }

    /** Its paper says what the statement does not hold to, is the very one that everybody renders, and is refused for what it carries; so is one of the form of before. */
    @Test
    void itsPaperIsComparedAndRefusedForWhatItCarries() throws Exception {
        Receipt lie = station.lying(
                end().evidence(),
                claims -> all(with(claims, Verdict.CLEARED), ClearingClaims.Clause.State.SATISFIED),
                ReceiptForgeryTest::larger);
        byte[] today = ReceiptPaper.render(lie, Optional.empty());
        for (byte[] paper : List.of(today, ReceiptPaper.render(lie, Optional.empty(), Edition.V4))) {
            assertThat(station.verify(Files.write(folder.resolve("lie.receipt.pdf"), paper)))
                    .isEqualTo(ExitCode.DOES_NOT_VERIFY);
            assertThat(station.err()).contains("CONTRADICTION: ").doesNotContain("PDF at byte");
        }
        byte[] swapped = new String(today, StandardCharsets.ISO_8859_1)
                .replace("wangchuan-page/v5</pdf", "wangchuan-page/v4</pdf")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(station.verify(Files.write(folder.resolve("lie.receipt.pdf"), swapped)))
                .as("it says that it is of another form")
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("PDF at byte");
    }

    @Test
    void aDeviceWhoseNameSteersTheTerminalOrWritesLinesOfItsOwn() throws Exception {
        String evil =
                "X\u001b[2J\u202e\u2066\u2028\r\n  \u2713 signed by a station in the trust list\udb40\udc41\u0007";
        Receipt receipt = station.lying(
                end().evidence(),
                claims -> claims,
                target -> new Target(
                        target.kind(),
                        target.name(),
                        Optional.of(evil),
                        Optional.of(evil),
                        Optional.of(evil),
                        Optional.of(evil),
                        target.capacityBytes(),
                        target.blockBytes(),
                        target.bus(),
                        target.mediumClass(),
                        target.mediumClassSource()));
        assertThat(station.verify(receipt)).isEqualTo(new EvidenceReport(end().evidence()).exit());
        assertThat(station.out())
                .doesNotContain("\u001b", "\u202e", "\u2066", "\u2028", "\r", "\u0007", "\udb40\udc41")
                .contains("X\\u{1b}[2J\\u{202e}");
        assertThat(station.out().lines()).noneMatch(line -> line.startsWith("  \u2713 signed by a station"));
    }

    private void refused(String why, Receipt receipt) throws IOException, UserError {
        assertThat(station.verify(receipt)).as(why).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains(why);
    }

    private LaneEnd.Finished end() {
        return finished.orElseThrow();
    }

    private Receipt lying(UnaryOperator<ClearingClaims> lie) throws IOException {
        return station.lying(end().evidence(), lie);
    }

    private static ClearingClaims with(ClearingClaims c, Verdict verdict) {
        return new ClearingClaims(c.start(), verdict, c.policy(), c.conformity(), c.evidence(), c.notProved());
    }

    private static ClearingClaims with(ClearingClaims c, List<ClearingClaims.Clause> clauses) {
        return new ClearingClaims(c.start(), c.verdict(), c.policy(), clauses, c.evidence(), c.notProved());
    }

    private static ClearingClaims with(ClearingClaims c, ClearingClaims.Policy policy) {
        return new ClearingClaims(c.start(), c.verdict(), policy, c.conformity(), c.evidence(), c.notProved());
    }

    private static ClearingClaims all(ClearingClaims c, ClearingClaims.Clause.State state) {
        return with(
                c,
                c.conformity().stream()
                        .map(clause -> new ClearingClaims.Clause(clause.clause(), state, clause.source()))
                        .toList());
    }
}
