package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.page.build.PageBuilder;
import org.wangchuan.page.build.RuleSet;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.DeniedClauses;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.SaidClauses;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass.Pattern;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification.Mode;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.verify.VerdictFacts;

/** What a statement says of its rules is judged as the command line judges it, which refuses all of these. */
@Tag("slow")
class RulesInBrowserTest {
    /** What the rules for drives that clear themselves name. */
    private static final Set<Technique> CLEARING = Set.of(
            Technique.ATA_SECURITY_ERASE_ENHANCED,
            Technique.ATA_SECURITY_ERASE,
            Technique.NVME_FORMAT_USER_DATA,
            Technique.NVME_FORMAT_CRYPTO,
            Technique.SCSI_FORMAT_UNIT);

    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static Bench bench;
    private static Path trust;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "zh-CN");
        bench = new Bench(folder.resolve("bench"), "log.example/green-loop", 1);
        trust = Files.write(folder.resolve("green-loop.trust"), bench.trust().toBytes());
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
        page.close();
    }

    @BeforeEach
    void reload() throws IOException {
        page.browser.resize(1280, 900);
        page.browser.open(page.file.toUri().toString());
    }

    private record Said(
            RuleSet rules,
            Verdict verdict,
            List<Clause> clauses,
            String state,
            Work work,
            Target.MediumClass medium,
            String bus,
            List<NotProved> limits) {
        Said(RuleSet rules, Verdict verdict, List<Clause> clauses, String state, Work work, Target.MediumClass medium) {
            this(rules, verdict, clauses, state, work, medium, busOf(work), Bench.limits(verdict));
        }

        Said(RuleSet rules, Verdict verdict, List<Clause> clauses, String state) {
            this(rules, verdict, clauses, state, Bench.work(verdict));
        }

        Said(RuleSet rules, Verdict verdict, List<Clause> clauses, String state, Work work) {
            this(rules, verdict, clauses, state, work, Target.MediumClass.MAGNETIC);
        }

        Receipt receipt() throws IOException {
            StatementIssuer issuer = StatementIssuer.real(bench.key);
            IssuedStatement start = bench.start();
            ClearingClaims claims = Bench.with(Bench.claims(start.eventId(), verdict, rules, clauses), limits);
            return bench.receipt(
                    start,
                    bench.log(issuer.clearing(
                            bench.chain,
                            UUID.randomUUID(),
                            Bench.STARTED.plusSeconds(600),
                            claims,
                            Disclosed.ofClearing(DeniedClauses.target(medium, bus), work, Optional.empty()))));
        }
    }

    /** Where a drive hangs that is told so. */
    private static String busOf(Work work) {
        String told = work.byItself().map(erase -> erase.technique().name()).orElse("");
        return told.startsWith("NVME") ? "nvme" : told.startsWith("MMC") ? "mmc" : "ata";
    }

    private static Said unknown(String id, String version, String digest) {
        RuleSet ours = Bench.RULES;
        return new Said(
                new RuleSet(id, version, digest, ours.plan(), ours.clauses()),
                Verdict.CLEARED,
                Bench.clauses(Verdict.CLEARED),
                "limited");
    }

    private static Said contradictory(Verdict verdict, List<Clause> clauses) {
        return new Said(Bench.RULES, verdict, clauses, "contradictory");
    }

    private static List<Clause> with(int at, Clause clause) {
        List<Clause> out = new ArrayList<>(Bench.clauses(Verdict.CLEARED));
        out.set(at, clause);
        return out;
    }

    private static Map<String, Said> said() throws IOException {
        RuleSet ours = Bench.RULES;
        List<Clause> all = Bench.clauses(Verdict.CLEARED);
        Clause first = all.getFirst();
        Clause level = all.getLast();
        assertThat(ours.clauses().getLast().level())
                .as("its last clause is about the verdict")
                .isPresent();
        String other = "A".repeat(42) + "E";
        Map<String, Said> out = new LinkedHashMap<>();
        out.put("the shipped rules", new Said(ours, Verdict.CLEARED, all, "cleared"));
        RuleSet byItself = rules("nist-clear-native", "1");
        Work enhanced = alone(Technique.ATA_SECURITY_ERASE_ENHANCED);
        out.put(
                "a verdict above the level",
                new Said(byItself, Verdict.PURGED, satisfied(byItself), "purged", enhanced));
        out.put("a bad verdict", new Said(ours, Verdict.FAILED, Bench.clauses(Verdict.FAILED), "failed"));
        out.put("an unknown name", unknown("green-loop-2026", "1", other));
        out.put("an unknown name with our digest", unknown("green-loop-2026", ours.version(), ours.digest()));
        out.put("a name of every object", unknown("__proto__", ours.version(), ours.digest()));
        out.put("another version", unknown(ours.id(), ours.version() + "0", ours.digest()));
        out.put("another digest", unknown(ours.id(), ours.version(), other));
        RuleSet made = new RuleSet("easy", "1", other, ours.plan(), List.of());
        out.put("one easy clause of made-up rules", new Said(made, Verdict.CLEARED, List.of(first), "limited"));
        out.put("no clause of made-up rules", new Said(made, Verdict.CLEARED, List.of(), "limited"));
        out.put("no clause", contradictory(Verdict.CLEARED, List.of()));
        out.put("the first clause left out", contradictory(Verdict.CLEARED, all.subList(1, all.size())));
        out.put("the last clause left out", contradictory(Verdict.CLEARED, all.subList(0, all.size() - 1)));
        List<Clause> added = new ArrayList<>(all);
        added.add(new Clause("more", State.SATISFIED, "nowhere"));
        out.put("a clause added", contradictory(Verdict.CLEARED, added));
        out.put(
                "a clause renamed",
                contradictory(Verdict.CLEARED, with(0, new Clause("other", State.SATISFIED, first.source()))));
        out.put(
                "a clause from elsewhere",
                contradictory(Verdict.CLEARED, with(0, new Clause(first.clause(), State.SATISFIED, "elsewhere"))));
        out.put("clauses in another order", contradictory(Verdict.CLEARED, all.reversed()));
        out.put(
                "a level that is not reached, by a good verdict",
                contradictory(
                        Verdict.CLEARED,
                        with(all.size() - 1, new Clause(level.clause(), State.NOT_SATISFIED, level.source()))));
        out.put(
                "a level that nobody has determined",
                contradictory(
                        Verdict.PURGED,
                        with(all.size() - 1, new Clause(level.clause(), State.UNDETERMINED, level.source()))));
        out.put("a level that is reached, by a bad verdict", contradictory(Verdict.FAILED, all));
        RuleSet purge = rules("nist-purge", "3");
        Work over = alone(Technique.ATA_SANITIZE_OVERWRITE);
        out.put("purge asked for and reached", new Said(purge, Verdict.PURGED, satisfied(purge), "purged", over));
        out.put(
                "purge asked for and only cleared",
                new Said(purge, Verdict.CLEARED, satisfied(purge), "contradictory", over));
        return out;
    }

    private static Work alone(Technique technique) {
        return Bench.work(false, Optional.of(Bench.erase(technique, NativeErase.Said.ENDED, 0)));
    }

    /** What a drive did by itself, and what its verdict may be then. */
    private static Map<String, Said> byItself() {
        Map<String, Said> out = new LinkedHashMap<>();
        for (Technique technique : Technique.values()) {
            String purged = technique.purges() ? "purged" : "contradictory";
            out.put("purged by " + technique, drive(Verdict.PURGED, purged, alone(technique)));
            boolean isNamed = CLEARING.contains(technique);
            out.put(
                    "cleared by " + technique,
                    drive(Verdict.CLEARED, isNamed ? "cleared" : "contradictory", alone(technique)));
        }
        for (NativeErase.Said said : NativeErase.Said.values()) {
            boolean isShown = said == NativeErase.Said.SUCCEEDED || said == NativeErase.Said.ENDED;
            Optional<NativeErase> erase = Optional.of(Bench.erase(Technique.NVME_SANITIZE_BLOCK, said, 0));
            out.put(
                    "purged, and it said " + said,
                    drive(Verdict.PURGED, isShown ? "purged" : "contradictory", Bench.work(false, erase)));
            out.put(
                    "purged and overwritten, and it said " + said,
                    drive(Verdict.PURGED, isShown ? "purged" : "contradictory", Bench.work(true, erase)));
            out.put(
                    "cleared by overwriting, and it said " + said,
                    drive(
                            Verdict.CLEARED,
                            said == NativeErase.Said.FAILED ? "contradictory" : "cleared",
                            Bench.work(true, erase)));
        }
        Optional<NativeErase> found =
                Optional.of(Bench.erase(Technique.NVME_SANITIZE_BLOCK, NativeErase.Said.SUCCEEDED, 512));
        for (Verdict verdict : List.of(Verdict.PURGED, Verdict.CLEARED)) {
            out.put("found again, " + verdict, drive(verdict, "contradictory", Bench.work(false, found)));
            out.put("found again under passes, " + verdict, drive(verdict, "contradictory", Bench.work(true, found)));
            out.put("nothing done, " + verdict, drive(verdict, "contradictory", Bench.work(false, Optional.empty())));
        }
        Optional<NativeErase> unlooked = Optional.of(
                new NativeErase(Technique.NVME_SANITIZE_BLOCK, 1, NativeErase.Said.SUCCEEDED, 60_000, 0, 0));
        out.put("nothing planted", drive(Verdict.PURGED, "contradictory", Bench.work(false, unlooked)));
        out.put("purged by overwriting", drive(Verdict.PURGED, "contradictory", Bench.work(Bench.CAPACITY)));
        return out;
    }

    private static void putPurged(Map<String, Said> out, Technique technique, String bus, String state) {
        putPurged(out, technique, bus, Bench.limits(Verdict.PURGED), state);
    }

    private static void putPurged(Map<String, Said> out, String state, NotProved... limits) {
        putPurged(out, Technique.ATA_SANITIZE_BLOCK, "ata", List.of(limits), state);
    }

    private static void putPurged(
            Map<String, Said> out, Technique technique, String bus, List<NotProved> limits, String state) {
        Said said = drive(Verdict.PURGED, state, alone(technique));
        out.put(
                technique + " on " + bus + ", open " + limits,
                new Said(said.rules(), Verdict.PURGED, said.clauses(), state, said.work(), said.medium(), bus, limits));
    }

    /** It is the whole of a device that was told in its own commands; `limited` is what the laboratory made. */
    @Test
    void whatADriveCantHaveBeenToldWhereItHangsIsContradictory() throws IOException {
        Map<String, Said> said = new LinkedHashMap<>();
        putPurged(said, Technique.NVME_SANITIZE_BLOCK, "nvme", "purged");
        for (String bus : List.of("ata", "scsi", "usb", "mmc", "virtio", "loop", "md", "dm")) {
            putPurged(said, Technique.NVME_SANITIZE_BLOCK, bus, "contradictory");
        }
        putPurged(said, Technique.MMC_ERASE_SANITIZE, "usb", "contradictory");
        putPurged(said, Technique.ATA_SANITIZE_BLOCK, "scsi", "purged");
        putPurged(said, Technique.ATA_SANITIZE_BLOCK, "virtio", "contradictory");
        putPurged(said, Technique.SCSI_SANITIZE_OVERWRITE, "nvme", "contradictory");
        putPurged(said, "purged", NotProved.DEVICES_WORD);
        putPurged(said, "contradictory", NotProved.FIRMWARE_COPY);
        putPurged(said, "contradictory", NotProved.DEVICES_WORD, NotProved.SPARE_CELLS);
        putPurged(said, "contradictory", NotProved.DEVICES_WORD, NotProved.PARTITION_ONLY);
        putPurged(said, "contradictory", NotProved.DEVICES_WORD, NotProved.VOLUME_ONLY);
        putPurged(said, "contradictory", NotProved.DEVICES_WORD, NotProved.IMAGE_ONLY);
        putPurged(said, "contradictory", NotProved.DEVICES_WORD, NotProved.BEHIND_BRIDGE);
        putPurged(said, "limited", NotProved.DEVICES_WORD, NotProved.BEHIND_BRIDGE, NotProved.TEST_DEVICE);
        requireStates(page, said);
    }

    /** By rules that plan such work of flash, if any do: by a block erase or passes, or by what a drive does by itself. */
    private static Said drive(Verdict verdict, String state, Work work) {
        RuleSet alone = verdict == Verdict.PURGED ? rules("nist-purge", "3") : rules("nist-clear-native", "1");
        RuleSet rules = work.passes().isEmpty() ? alone : rules("gb-46864-2025", "2");
        return new Said(rules, verdict, satisfied(rules), state, work, Target.MediumClass.FLASH);
    }

    private static RuleSet rules(String id, String version) {
        return DeniedClauses.RULES.stream()
                .filter(one -> one.id().equals(id) && one.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** Each clause is called satisfied. */
    private static Said all(String id, String version, String state, Work work) {
        RuleSet rules = rules(id, version);
        return new Said(rules, Verdict.CLEARED, satisfied(rules), state, work);
    }

    /** The verdict is a good one by all of these facts; what was asked for is more. */
    @Test
    void aClauseThatTheWorkDeniesIsContradictory() throws IOException {
        Map<String, Said> said = new LinkedHashMap<>();
        Work alone =
                Bench.work(false, Optional.of(Bench.erase(Technique.ATA_SECURITY_ERASE, NativeErase.Said.ENDED, 0)));
        said.put("no pass, one asked for", all("nist-clear", "1", "contradictory", alone));
        said.put("no pass, none asked for", all("nist-clear-native", "1", "cleared", alone));
        said.put("no pass, GB of before", all("gb-46864-2025", "1", "contradictory", alone));
        Work block =
                Bench.work(false, Optional.of(Bench.erase(Technique.ATA_SANITIZE_BLOCK, NativeErase.Said.ENDED, 0)));
        said.put("a way that is not as good on this medium", all("gb-46864-2025", "2", "contradictory", block));
        Work once = Bench.work(Bench.CAPACITY);
        said.put("one pass, one asked for", all("r2v3", "1", "cleared", once));
        said.put("one pass, three asked for", all("dod-short", "1", "contradictory", once));
        Work sampled = DeniedClauses.work(
                List.of(Pattern.ZERO, Pattern.ONE, Pattern.RANDOM),
                Mode.SAMPLE,
                HiddenAreas.State.NONE,
                Optional.empty());
        said.put("samples, samples asked for", all("nist-clear", "1", "cleared", sampled));
        said.put("samples, all of it asked for", all("dod-short", "1", "contradictory", sampled));
        Work whole = DeniedClauses.work(
                List.of(Pattern.ZERO, Pattern.ONE, Pattern.RANDOM),
                Mode.FULL,
                HiddenAreas.State.NONE,
                Optional.empty());
        said.put("all of it, all of it asked for", all("dod-short", "1", "cleared", whole));
        Work unrandom = DeniedClauses.work(
                List.of(Pattern.ZERO, Pattern.ONE, Pattern.STAMPED),
                Mode.FULL,
                HiddenAreas.State.NONE,
                Optional.empty());
        said.put("no random pass, one asked for", all("hmg-is5-enhanced", "1", "contradictory", unrandom));
        requireStates(page, said);
    }

    /** Every clause of every rule set, held against all kinds of work on all kinds of media. */
    @Test
    void whatTheWorkDeniesIsTheSameHereAndInJava() throws Exception {
        List<Disclosed> shown = DeniedClauses.shown();
        List<String> expected = DeniedClauses.byJava(shown);
        assertThat(expected)
                .as("some are denied, and some are not")
                .hasSizeGreaterThan(300)
                .hasSizeLessThan(shown.size() * 20);
        assertThat(page.list(DeniedClauses.byPage(shown))).isEqualTo(expected);
    }

    /** Also of a label, which shows no work: what a statement always says is held against its clauses. */
    @Test
    void whatAStatementSaysOfItselfDeniesTheSameHereAndInJava() throws Exception {
        List<String> expected = SaidClauses.byJava();
        assertThat(expected.stream().filter(one -> one.endsWith("no work")))
                .as("purged by a key, and that called met, without work and with it")
                .hasSize(4)
                .allMatch(one ->
                        one.startsWith("nist-purge 4 cryptographic-erase PURGED") && one.contains("KEY_DESTRUCTION"));
        assertThat(page.list(SaidClauses.byPage())).isEqualTo(expected);
    }

    private static List<Clause> keyIsOpen(RuleSet rules) {
        return satisfied(rules).stream()
                .map(clause -> clause.clause().equals("cryptographic-erase")
                        ? new Clause(clause.clause(), State.UNDETERMINED, clause.source())
                        : clause)
                .toList();
    }

    private static Said good(String id, String version, Verdict verdict, String state, Work work) {
        RuleSet rules = rules(id, version);
        return new Said(rules, verdict, satisfied(rules), state, work, Target.MediumClass.FLASH);
    }

    /** Every clause is met, and every fact fits the verdict: another thing was done than these rules plan. */
    @Test
    void whatTheRulesDoNotPlanIsContradictory() throws IOException {
        Map<String, Said> said = new LinkedHashMap<>();
        Work pass = Bench.work(Bench.CAPACITY);
        Work revert = alone(Technique.TCG_PSID_REVERT);
        Optional<NativeErase> reverted =
                Optional.of(Bench.erase(Technique.TCG_PSID_REVERT, NativeErase.Said.SUCCEEDED, 0));
        Work opened = Bench.work(true, reverted);
        Optional<NativeErase> cryptoErased =
                Optional.of(Bench.erase(Technique.NVME_SANITIZE_CRYPTO, NativeErase.Said.SUCCEEDED, 0));
        Work card = alone(Technique.MMC_ERASE_SANITIZE);
        Work crypto = alone(Technique.NVME_SANITIZE_CRYPTO);
        said.put("a pass, none planned", good("nist-clear-native", "1", Verdict.CLEARED, "contradictory", pass));
        said.put("a pass, one planned", good("nist-clear", "1", Verdict.CLEARED, "cleared", pass));
        said.put("a revert alone", good("nist-clear-native", "1", Verdict.CLEARED, "contradictory", revert));
        said.put("a revert, then a pass", good("nist-clear", "1", Verdict.CLEARED, "cleared", opened));
        said.put("the same, none planned", good("nist-clear-native", "1", Verdict.CLEARED, "contradictory", opened));
        said.put("a way of a later version", good("nist-purge", "2", Verdict.PURGED, "contradictory", card));
        said.put("the same by that", good("nist-purge", "3", Verdict.PURGED, "purged", card));
        said.put("where nothing is planned", good("nist-purge", "1", Verdict.PURGED, "contradictory", crypto));
        said.put("the same by a later version", good("nist-purge", "2", Verdict.PURGED, "purged", crypto));
        said.put("a key alone, called met", good("nist-purge", "4", Verdict.PURGED, "contradictory", crypto));
        said.put(
                "an enhanced erase, called met",
                good("nist-purge", "4", Verdict.PURGED, "contradictory", alone(Technique.ATA_SECURITY_ERASE_ENHANCED)));
        said.put(
                "more than a key",
                good("nist-purge", "4", Verdict.PURGED, "purged", alone(Technique.NVME_SANITIZE_BLOCK)));
        RuleSet fourth = rules("nist-purge", "4");
        said.put(
                "a key alone, left open",
                new Said(fourth, Verdict.PURGED, keyIsOpen(fourth), "limited", crypto, Target.MediumClass.FLASH));
        said.put(
                "a pass, and a way that is not named",
                good("nist-clear", "1", Verdict.CLEARED, "contradictory", Bench.work(true, cryptoErased)));
        requireStates(page, said);
    }

    /** Every plan, held against all kinds of work on all kinds of media, under three verdicts. */
    @Test
    void whatIsNotPlannedIsTheSameHereAndInJava() throws Exception {
        List<Disclosed> shown = DeniedClauses.shown();
        List<String> expected = DeniedClauses.leftByJava(shown);
        assertThat(expected)
                .as("some are not planned, and some are")
                .hasSizeGreaterThan(1_000)
                .hasSizeLessThan(shown.size() * 2 * DeniedClauses.RULES.size() * 9 / 10);
        assertThat(page.list(DeniedClauses.leftByPage(shown))).isEqualTo(expected);
    }

    @Test
    void whatADriveDidByItselfIsJudgedAlikeHereAndThere() throws Exception {
        Map<String, Said> cases = byItself();
        for (Map.Entry<String, Said> one : cases.entrySet()) {
            Statement read =
                    StatementReader.read(one.getValue().receipt().clearing().statement());
            Said said = one.getValue();
            boolean isLeft =
                    DeniedClauses.plan(said.rules()).isLeftBy(said.verdict(), ((Statement.Clearing) read).disclosed());
            assertThat(VerdictFacts.contradict((Statement.Clearing) read) || isLeft)
                    .as(one.getKey())
                    .isEqualTo(said.state().equals("contradictory"));
        }
        requireStates(page, cases);
    }

    @Test
    void onlyTheShippedRulesWithAllTheirClausesAreGreen() throws IOException {
        requireStates(page, said());
    }

    /** The rule set beside the shipped one, as a later release may have it: the first clause has another name, and one is gone. */
    private static RuleSet second() throws IOException {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        try (Stream<Path> shipped = Files.list(Bench.POLICIES)) {
            for (Path one : shipped.toList()) {
                Files.copy(one, rules.resolve(String.valueOf(one.getFileName())), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        RuleSet first = Bench.RULES;
        String text = Files.readString(Bench.POLICIES.resolve(first.id() + ".v1.json"));
        String changed = text.replace("\"version\": 1,", "\"version\": 2,")
                .replace(
                        "\"id\": \"" + first.clauses().getFirst().id() + "\"",
                        "\"id\": \"" + first.clauses().getFirst().id() + "-twice\"");
        assertThat(changed.length() - text.length()).as("only the name grew").isEqualTo("-twice".length());
        Files.writeString(rules.resolve(first.id() + ".v2.json"), changed);
        return RuleSet.all(rules).stream()
                .filter(one -> one.id().equals(first.id()) && one.version().equals("2"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Clause> satisfied(RuleSet rules) {
        return rules.clauses().stream()
                .map(clause -> new Clause(clause.id(), State.SATISFIED, clause.source()))
                .toList();
    }

    @Test
    void eachStatementIsJudgedByTheVersionThatItNames() throws IOException {
        RuleSet first = Bench.RULES;
        RuleSet second = second();
        RuleSet third = new RuleSet(first.id(), "3", second.digest(), second.plan(), second.clauses());
        RuleSet mixed = new RuleSet(first.id(), "1", second.digest(), second.plan(), second.clauses());
        Map<String, Said> said = new LinkedHashMap<>();
        said.put("by the first", new Said(first, Verdict.CLEARED, satisfied(first), "cleared"));
        said.put("by the second", new Said(second, Verdict.CLEARED, satisfied(second), "cleared"));
        said.put(
                "the second's clauses by the first",
                new Said(first, Verdict.CLEARED, satisfied(second), "contradictory"));
        said.put(
                "the first's clauses by the second",
                new Said(second, Verdict.CLEARED, satisfied(first), "contradictory"));
        said.put("by the third, which nobody knows", new Said(third, Verdict.CLEARED, satisfied(second), "limited"));
        said.put("the second under the first's number", new Said(mixed, Verdict.CLEARED, satisfied(second), "limited"));
        Path web = Path.of("src/main/web");
        Path words = Path.of("../paper/src/main/resources/org/wangchuan/paper/text");
        byte[] html = PageBuilder.build(web, words, folder.resolve("rules"), Bench.PHONE_WAYS)
                .getBytes(StandardCharsets.UTF_8);
        try (PageUnderTest later = new PageUnderTest(Files.createDirectories(folder.resolve("later")), "en", html)) {
            requireStates(later, said);
        }
        // The page of today knows the first alone.
        said.replaceAll((name, one) ->
                one.rules().equals(first) ? one : new Said(one.rules(), one.verdict(), one.clauses(), "limited"));
        requireStates(page, said);
    }

    private static void requireStates(PageUnderTest page, Map<String, Said> said) throws IOException {
        List<String> expected = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, Said> one : said.entrySet()) {
            expected.add(one.getKey() + ": " + one.getValue().state());
            files.add(one.getKey());
            files.add(
                    Base64.getEncoder().encodeToString(one.getValue().receipt().toBytes()));
        }
        String list = Base64.getEncoder().encodeToString(bench.trust().toBytes());
        assertThat(page.list("await (async () => { const out = []; const all = " + PageUnderTest.literal(files)
                        + "; for (let i = 0; i < all.length; i += 2) { const a = await w.Check.run({receipt: bytes(all[i + 1]),"
                        + " trust: bytes('" + list + "'), evidence: null, serial: "
                        + PageUnderTest.literal(List.of(Bench.SERIAL)) + "[0], now: "
                        + (Bench.STARTED.getEpochSecond() + 9_999)
                        + "}, w.Primitives.best); out.push(all[i] + ': ' + (a.failure ? a.failure.message : w.Check.stateOf(a))); }"
                        + " return out; })()"))
                .isEqualTo(expected);
    }

    private static void pick(String state, Path... files) throws IOException {
        page.browser.pick("#files", List.of(files));
        page.browser.waitFor("document.querySelector('.panel.state-" + state + "')");
    }

    private static void serial() throws IOException {
        page.browser.evaluate("document.getElementById('serial').focus(); ''");
        page.browser.type(Bench.SERIAL);
        page.browser.waitFor(
                "document.getElementById('answer').innerText.includes('" + Bench.SERIAL.substring(0, 5) + "')");
    }

    private static void speak(String language) throws IOException {
        page.browser.evaluate("document.getElementById('lang-" + language + "').click(); ''");
    }

    /** Also what is folded away. */
    private static String answer() throws IOException {
        return page.browser.evaluate("document.getElementById('answer').textContent");
    }

    private static void picture(String name) throws IOException {
        picture(name, false);
    }

    private static void picture(String name, boolean isUnfolded) throws IOException {
        for (String language : List.of("zh", "en")) {
            speak(language);
            if (isUnfolded) {
                page.browser.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true)); ''");
            }
            for (int width : List.of(360, 390, 1280)) {
                page.browser.resize(width, 900);
                assertThat(page.browser.evaluate(
                                "String(document.documentElement.scrollWidth - document.documentElement.clientWidth)"))
                        .as("%s in %s at %d pixels does not scroll sideways", name, language, width)
                        .isEqualTo("0");
                if (width > 360) {
                    Files.write(
                            PICTURES.resolve(name + "-" + language + "-" + width + ".png"), page.browser.screenshot());
                }
            }
        }
    }

    private static Path file(String name, Said said) throws IOException {
        return Files.write(
                folder.resolve(name + ".receipt.json"), said.receipt().toBytes());
    }

    @Test
    void rulesThatAreNotKnownAreSaidToBe() throws IOException {
        Path file = file("other", unknown("green-loop-2026", "1", Bench.RULES.digest()));
        pick("limited", file, trust);
        serial();
        assertThat(answer())
                .contains("已清除，但所依规则本页不认识", "较新的本页或命令行也许认识")
                .doesNotContain("条款全部满足", "未满足全部规则", "随本产品以此为名发布");
        picture("rules-unknown");
        assertThat(answer())
                .contains(
                        "Cleared, by rules that this page does not know",
                        "A newer page or the command line may know it")
                .doesNotContain("clauses satisfied", "not all rules are met", "Number and kind of passes");
        page.browser.open(page.file.toUri().toString());
        pick("unknown", file);
        assertThat(answer()).contains("规则集 green-loop-2026 的内容");
    }

    /** Also of one that said that it was done, and was overwritten: why, the statement does not tell. */
    @ParameterizedTest
    @EnumSource(
            value = NativeErase.Said.class,
            names = {"REFUSED", "SUCCEEDED"})
    void ofADriveThatWasOverwrittenAsWellNobodySaysThatItErasedItself(NativeErase.Said said) throws IOException {
        Optional<NativeErase> told = Optional.of(Bench.erase(Technique.NVME_SANITIZE_BLOCK, said, 0));
        pick("open", file("told-" + said, drive(Verdict.CLEARED, "cleared", Bench.work(true, told))), trust);
        serial();
        assertThat(answer()).contains("令其自行清除的方式");
        speak("en");
        assertThat(answer()).contains("Told to erase itself by").doesNotContain("Erased itself by");
        speak("zh");
    }

    /** What nist-purge comes to: by a key alone, by more than that, and by nothing. */
    @Test
    void whatRestsOnAKeyAloneIsShownAsOpen() throws IOException {
        RuleSet rules = rules("nist-purge", "4");
        Work key = alone(Technique.NVME_SANITIZE_CRYPTO);
        look("limited", "purge-key", said(rules, Verdict.PURGED, keyIsOpen(rules), key));
        assertThat(answer())
                .contains("undetermined", "nist-purge", "it destroyed its own key")
                .contains("2026-03-01 08:00:01 UTC");
        look(
                "purged",
                "purge-blocks",
                said(rules, Verdict.PURGED, satisfied(rules), alone(Technique.NVME_SANITIZE_BLOCK)));
        Work refused = Bench.work(
                false, Optional.of(Bench.erase(Technique.NVME_SANITIZE_CRYPTO, NativeErase.Said.REFUSED, 0)));
        List<Clause> none = rules.clauses().stream()
                .map(clause -> new Clause(clause.id(), State.NOT_SATISFIED, clause.source()))
                .toList();
        look("failed", "purge-refused", said(rules, Verdict.FAILED, none, refused));
        assertThat(answer()).contains("NVMe Sanitize, crypto erase").doesNotContain("destroyed its own key");
        RuleSet passes = rules("gb-46864-2025", "2");
        Work overwritten =
                Bench.work(true, Optional.of(Bench.erase(Technique.NVME_SANITIZE_BLOCK, NativeErase.Said.REFUSED, 0)));
        look("cleared", "overwritten", said(passes, Verdict.CLEARED, satisfied(passes), overwritten));
    }

    private static Said said(RuleSet rules, Verdict verdict, List<Clause> clauses, Work work) {
        return new Said(rules, verdict, clauses, "", work, Target.MediumClass.FLASH);
    }

    /** All of it, also what is folded away; in English at the end. */
    private static void look(String state, String name, Said said) throws IOException {
        page.browser.open(page.file.toUri().toString());
        page.browser.pick("#files", List.of(file(name, said), trust));
        page.browser.waitFor("document.querySelector('.panel') !== null");
        serial();
        page.browser.waitFor("document.querySelector('.panel.state-" + state + "')");
        picture(name, true);
    }

    @Test
    void rulesThatCannotSayThisAreCalledContradictory() throws IOException {
        List<Clause> all = Bench.clauses(Verdict.CLEARED);
        Path file = file("fewer", contradictory(Verdict.CLEARED, all.subList(1, all.size())));
        pick("contradictory", file, trust);
        serial();
        assertThat(answer()).contains("自相矛盾", "有遗漏、添加、改称", "其中称：已清除").doesNotContain("条款全部满足", "与下列事实不符");
        picture("rules-contradictory");
        assertThat(answer()).contains("Contradictory", "some are left out, added or renamed");
        page.browser.open(page.file.toUri().toString());
        pick("unknown", file);
        assertThat(answer()).contains("有遗漏、添加、改称");
    }

    @Test
    void theShippedRulesAreNamedAmongWhatWasChecked() throws IOException {
        pick("open", file("ours", new Said(Bench.RULES, Verdict.CLEARED, Bench.clauses(Verdict.CLEARED), "")), trust);
        assertThat(answer()).contains("规则集 nist-clear 就是随本产品以此为名发布的那一套");
    }

    @Test
    void theRulesOfACodeAreJudgedInTheSameWay() throws IOException {
        List<Clause> all = Bench.clauses(Verdict.CLEARED);
        String fewer = code(contradictory(Verdict.CLEARED, all.subList(1, all.size())));
        page.browser.open(page.file.toUri() + fewer);
        page.browser.waitFor("document.querySelector('.panel.state-label-not-checked')");
        assertThat(answer()).contains("有遗漏、添加、改称");
        pick("contradictory", trust);
        assertThat(answer()).contains("自相矛盾", "有遗漏、添加、改称");
        picture("label-rules-contradictory");
        speak("zh");
        page.browser.open(page.file.toUri() + code(unknown("green-loop-2026", "1", Bench.RULES.digest())));
        pick("label-signed", trust);
        assertThat(answer()).contains("较新的本页或命令行也许认识", "规则集 green-loop-2026 的内容");
        page.browser.open(
                page.file.toUri() + code(new Said(Bench.RULES, Verdict.CLEARED, Bench.clauses(Verdict.CLEARED), "")));
        pick("label-signed", trust);
        assertThat(answer()).contains("条款全部满足", "就是随本产品以此为名发布的那一套");
    }

    private static String code(Said said) throws IOException {
        return Label.of(said.receipt().clearing(), Set.of(Target.CLAIM))
                .text(Optional.empty())
                .orElseThrow();
    }
}
