package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.page.build.PageBuilder;
import org.wangchuan.page.build.RuleSet;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.PhoneCase;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneClaims.Reason;
import org.wangchuan.proof.statement.PhoneClaims.Tier;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.PhoneWork.Word;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.VerdictFacts;

/** What the page says of phones: green for nothing but one that told that it is as new, and that nobody holds. */
@Tag("slow")
class PhoneInBrowserTest {
    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static Bench bench;
    private static Path trust;

    /** Which of them contradict their rules, and not what they show: that is the command line's to say on the Java side. */
    private static final Set<String> OF_THE_RULES = Set.of(
            "a file of which nothing was compared",
            "no file",
            "nobody tells of how many files",
            "rules that ask for all of it",
            "all of it without its work",
            "hidden areas that somebody looked at",
            "a reset that passes for a pass of writing",
            "unproven, and a clause met",
            "nothing read over the cable",
            "read back, though most of it was not written over",
            "rules that ask for more passes");

    private record Case(PhoneCase phone, String state) {}

    private static RuleSet askable;

    /** Of the rules that are shipped each asks to look for hidden areas, which no phone shows: here are some that do not, too. */
    @BeforeAll
    static void begin() throws Exception {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        try (Stream<Path> shipped = Files.list(Bench.POLICIES)) {
            for (Path file : shipped.toList()) {
                Files.copy(file, rules.resolve(file.getFileName()));
            }
        }
        JsonValue.Obj document =
                CanonicalJson.readLenientObject(Files.readAllBytes(Bench.POLICIES.resolve("nist-clear.v1.json")));
        Map<String, JsonValue> members = new TreeMap<>(document.members());
        members.put("id", new JsonValue.Text("of-phones"));
        members.put(
                "clauses",
                new JsonValue.Array(Json.in(document).objects("clauses").stream()
                        .<JsonValue>map(Json.Fields::object)
                        .filter(clause -> !CanonicalJson.writeText(clause).contains("hidden-areas"))
                        .toList()));
        Files.write(rules.resolve("of-phones.v1.json"), CanonicalJson.write(new JsonValue.Obj(members)));
        askable = RuleSet.all(rules).stream()
                .filter(one -> one.id().equals("of-phones"))
                .findFirst()
                .orElseThrow();
        Path words = Path.of("../paper/src/main/resources/org/wangchuan/paper/text");
        byte[] html = PageBuilder.build(Path.of("src/main/web"), words, rules, Bench.PHONE_WAYS)
                .getBytes(StandardCharsets.UTF_8);
        page = new PageUnderTest(folder, "zh-CN", html);
        bench = new Bench(folder.resolve("bench"), "log.example/phones", 1);
        trust = Files.write(folder.resolve("own.trust"), bench.trust().toBytes());
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
        page.close();
    }

    /** By rules that a phone can meet. */
    private static PhoneCase meeting() {
        PhoneCase out = new PhoneCase();
        out.rules = askable;
        out.clauses = PhoneCase.open(askable, List.of());
        return out;
    }

    private static Case of(String state, Consumer<PhoneCase> change) {
        PhoneCase phone = meeting();
        change.accept(phone);
        return new Case(phone, state);
    }

    private static Case ofSize(String state, OptionalLong all) {
        return of(state, phone -> phone.fill = Optional.of(PhoneCase.fill(all)));
    }

    private static Case ofParts(Optional<PhoneWork.Parts> parts) {
        return of("contradictory", phone -> phone.fill = Optional.of(PhoneCase.fillOf(parts)));
    }

    private static Case ofAll(String state, boolean isWorkHidden, String... open) {
        return of(state, phone -> {
            phone.rules = rules("gb-46864-2025");
            phone.clauses = PhoneCase.open(phone.rules, List.of(open));
            phone.isWorkShown = !isWorkHidden;
        });
    }

    private static Map<String, Case> cases() {
        Map<String, Case> out = new LinkedHashMap<>();
        out.put("as it should be", of("cleared", _ -> {}));
        out.put("locked", of("locked", PhoneInBrowserTest::lock));
        out.put("nobody looked at the lock", of("lock-unknown", phone -> {
            phone.lock = Lock.UNKNOWN;
            phone.lockReasons = List.of(LockReason.RESET_PROTECTION_UNKNOWN);
        }));
        out.put(
                "a clause is open",
                of("limited", phone -> phone.clauses = PhoneCase.open(askable, List.of("overwrite"))));
        out.put("by rules that are shipped", of("limited", phone -> {
            phone.rules = Bench.RULES;
            phone.clauses = new PhoneCase().clauses;
        }));
        out.put("hidden areas that somebody looked at", of("contradictory", phone -> {
            phone.rules = Bench.RULES;
            phone.clauses = PhoneCase.open(Bench.RULES, List.of());
        }));
        out.put("a reset that passes for a pass of writing", of("contradictory", PhoneInBrowserTest::readAgain));
        out.put("a reset, and its clauses open", of("limited", phone -> {
            readAgain(phone);
            phone.clauses = PhoneCase.open(askable, List.of("overwrite", "verification"));
        }));
        out.put("unproven, and a clause met", of("contradictory", phone -> {
            phone.verdict = Verdict.UNPROVEN;
            phone.reasons = List.of(Reason.AFTER_UNKNOWN);
        }));
        out.put("work left out", of("hidden", phone -> phone.isWorkShown = false));
        out.put(
                "a way that is not known",
                of(
                        "limited",
                        phone -> phone.technique =
                                new PhoneClaims.Technique("android-reset-fill-reset", 3, Bytes32.sha256(new byte[1]))));
        out.put(
                "a way of one's own",
                of(
                        "contradictory",
                        phone -> phone.technique =
                                new PhoneClaims.Technique("android-reset-fill-reset", 1, Bytes32.sha256(new byte[1]))));
        out.put("a way that shows too little", of("contradictory", phone -> {
            phone.technique = PhoneCase.way("ios-erase-device");
            phone.fill = Optional.empty();
        }));
        out.put("seen by a person", of("contradictory", phone -> phone.tier = Tier.OBSERVED));
        out.put("the same without its work", of("contradictory", phone -> {
            phone.tier = Tier.OBSERVED;
            phone.isWorkShown = false;
        }));
        out.put("a reason against it", of("contradictory", phone -> phone.reasons = List.of(Reason.NOT_BACK)));
        out.put(
                "half a fill",
                of("contradictory", phone -> phone.fill = Optional.of(PhoneCase.fill(50_000_000_000L, 0, 0, true))));
        out.put(
                "a fill at its limit",
                of(
                        "cleared",
                        phone -> phone.fill = Optional.of(PhoneCase.fill(95_000_000_000L, 1_000_000_000L, 0, true))));
        out.put(
                "a fill beyond it",
                of(
                        "contradictory",
                        phone -> phone.fill = Optional.of(PhoneCase.fill(94_999_999_999L, 1_000_000_000L, 0, true))));
        out.put(
                "too much left",
                of(
                        "contradictory",
                        phone -> phone.fill = Optional.of(PhoneCase.fill(95_000_000_000L, 1_000_000_001L, 0, true))));
        out.put(
                "a wrong file",
                of("contradictory", phone -> phone.fill = Optional.of(PhoneCase.fill(100_000_000_000L, 0, 1, true))));
        out.put(
                "not full",
                of("contradictory", phone -> phone.fill = Optional.of(PhoneCase.fill(100_000_000_000L, 0, 0, false))));
        out.put(
                "more kept back than a pass may leave",
                of("contradictory", phone -> phone.fill = Optional.of(PhoneCase.fill(5_000_000_001L, 6_000))));
        out.put("the same, and its clauses open", of("contradictory", phone -> {
            phone.fill = Optional.of(PhoneCase.fill(5_000_000_001L, 6_000));
            phone.clauses = PhoneCase.open(askable, List.of("overwrite", "verification"));
        }));
        out.put("and resting on its encryption", of("limited", phone -> {
            phone.fill = Optional.of(PhoneCase.fill(5_000_000_001L, 6_000));
            phone.clauses = PhoneCase.open(askable, List.of("overwrite", "verification"));
            phone.notProved = new ArrayList<>(phone.notProved);
            phone.notProved.add(NotProved.MOST_OVERWRITTEN);
        }));
        out.put("read back, though most of it was not written over", of("contradictory", phone -> {
            phone.fill = Optional.of(PhoneCase.fill(5_000_000_001L, 6_000));
            phone.clauses = PhoneCase.open(askable, List.of("overwrite"));
            phone.notProved = new ArrayList<>(phone.notProved);
            phone.notProved.add(NotProved.MOST_OVERWRITTEN);
        }));
        out.put("known to be filled, and not to be as new since", of("cleared", phone -> {
            phone.notProved = new ArrayList<>(phone.notProved);
            phone.notProved.add(NotProved.LEFT_AS_NEW);
        }));
        out.put(
                "nothing read over the cable",
                of("contradictory", phone -> phone.fill = Optional.of(PhoneCase.fill(0, 0))));
        out.put("half of it was free", ofSize("cleared", OptionalLong.of(200_000_000_000L)));
        out.put("less than half of it was free", ofSize("contradictory", OptionalLong.of(200_000_000_001L)));
        out.put("more free than there is", ofSize("contradictory", OptionalLong.of(99_999_999_999L)));
        out.put("nobody tells how large it is", ofSize("contradictory", OptionalLong.empty()));
        out.put("nobody tells it, and the clauses are open", of("contradictory", phone -> {
            phone.fill = Optional.of(PhoneCase.fill(OptionalLong.empty()));
            phone.clauses = PhoneCase.open(askable, List.of("overwrite", "verification"));
        }));
        out.put("nobody tells it, and it rests on its encryption", of("limited", phone -> {
            phone.fill = Optional.of(PhoneCase.fill(OptionalLong.empty()));
            phone.clauses = PhoneCase.open(askable, List.of("overwrite", "verification"));
            phone.notProved = new ArrayList<>(phone.notProved);
            phone.notProved.add(NotProved.MOST_OVERWRITTEN);
        }));
        out.put("nobody tells it of a way of before", of("cleared", phone -> {
            phone.technique = PhoneCase.fillBefore();
            phone.fill = Optional.of(PhoneCase.fill(OptionalLong.empty()));
        }));
        out.put("a small fill in a way of before, whose reading back counted as ever", of("limited", phone -> {
            phone.technique = PhoneCase.fillBefore();
            phone.fill = Optional.of(PhoneCase.fill(5_000_000_001L, 6_000));
            phone.clauses = PhoneCase.open(askable, List.of("overwrite"));
            phone.notProved = new ArrayList<>(phone.notProved);
            phone.notProved.add(NotProved.MOST_OVERWRITTEN);
        }));
        out.put("rules that ask for more passes", of("contradictory", phone -> {
            phone.rules = rules("dod-short");
            phone.clauses = PhoneCase.open(phone.rules, List.of("hidden-areas"));
        }));
        out.put("the same, and open", of("limited", phone -> {
            phone.rules = rules("dod-short");
            phone.clauses = PhoneCase.open(phone.rules, List.of("hidden-areas", "overwrite", "verification"));
        }));
        out.put("a file of which nothing was compared", ofParts(Optional.of(new PhoneWork.Parts(12, 11))));
        out.put("no file", ofParts(Optional.of(new PhoneWork.Parts(0, 0))));
        out.put("nobody tells of how many files", ofParts(Optional.empty()));
        out.put("the same, and that clause open", of("limited", phone -> {
            phone.fill = Optional.of(PhoneCase.fillOf(Optional.empty()));
            phone.clauses = PhoneCase.open(askable, List.of("verification"));
        }));
        out.put("the same in a way of before", of("cleared", phone -> {
            phone.technique = PhoneCase.fillBefore();
            phone.fill = Optional.of(PhoneCase.fillOf(Optional.empty()));
        }));
        out.put("rules that ask for all of it", ofAll("contradictory", false, "hidden-areas"));
        out.put("all of it without its work", ofAll("contradictory", true, "hidden-areas"));
        out.put("the same, and that is open", ofAll("limited", false, "hidden-areas", "verification"));
        out.put("all of it in a way of before", of("limited", phone -> {
            phone.technique = PhoneCase.fillBefore();
            phone.rules = rules("gb-46864-2025");
            phone.clauses = PhoneCase.open(phone.rules, List.of("hidden-areas"));
        }));
        out.put("never reset behind the fill", of("contradictory", phone -> phone.course = phone.course.subList(0, 8)));
        out.put(
                "not seen behind the last reset",
                of("contradictory", phone -> phone.course = phone.course.subList(0, phone.course.size() - 1)));
        out.put("filled once more behind the last reset", of("contradictory", phone -> {
            phone.course = new ArrayList<>(phone.course);
            phone.course.add(Word.FILLED);
        }));
        out.put("unproven in a way that is not known", of("unproven", phone -> {
            phone.technique = new PhoneClaims.Technique("android-new", 1, Bytes32.sha256(new byte[1]));
            phone.verdict = Verdict.UNPROVEN;
            phone.clauses = PhoneCase.none(askable);
        }));
        out.put("no fill", of("contradictory", phone -> phone.fill = Optional.empty()));
        out.put(
                "never gone",
                of(
                        "contradictory",
                        phone -> phone.course = List.of(Word.CONSENTED, Word.SET_OFF, Word.SEEN, Word.FILLED)));
        for (NotProved one : List.of(
                NotProved.PHONES_OWN_WORD,
                NotProved.SAME_DEVICE,
                NotProved.KEYS_DESTROYED,
                NotProved.CARDS,
                NotProved.NEVER_TRIED,
                NotProved.SPARE_CELLS,
                NotProved.PHONES_CACHE)) {
            out.put(
                    one + " left out",
                    of(
                            "contradictory",
                            phone -> phone.notProved = phone.notProved.stream()
                                    .filter(code -> code != one)
                                    .toList()));
        }
        out.put("unproven", of("unproven", phone -> {
            phone.verdict = Verdict.UNPROVEN;
            phone.clauses = PhoneCase.none(askable);
            phone.tier = Tier.OBSERVED;
            phone.reasons = List.of(Reason.AFTER_UNKNOWN);
        }));
        return out;
    }

    private static RuleSet rules(String id) {
        try {
            return RuleSet.all(Bench.POLICIES).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void readAgain(PhoneCase phone) {
        phone.technique = PhoneCase.way("android-reset-read-again");
        phone.fill = Optional.empty();
        phone.course = List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN);
    }

    private static void lock(PhoneCase phone) {
        phone.lock = Lock.LOCKED;
        phone.lockReasons = List.of(LockReason.RESET_PROTECTION_ON);
    }

    @Test
    void onlyAPhoneThatNobodyHoldsLooksLikeSuccess() throws Exception {
        Map<String, Case> cases = cases();
        List<String> expected = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, Case> one : cases.entrySet()) {
            Receipt receipt = one.getValue().phone().receipt(bench);
            expected.add(one.getKey() + ": " + one.getValue().state());
            files.add(one.getKey());
            files.add(Base64.getEncoder().encodeToString(receipt.toBytes()));
            // Java calls the same contradictory.
            Statement.Clearing clearing =
                    (Statement.Clearing) StatementReader.read(receipt.clearing().statement());
            assertThat(VerdictFacts.contradict(clearing))
                    .as(one.getKey())
                    .isEqualTo(one.getValue().state().equals("contradictory") && !OF_THE_RULES.contains(one.getKey()));
        }
        assertThat(page.list("await (async () => { const out = []; const all = " + PageUnderTest.literal(files)
                        + "; for (let i = 0; i < all.length; i += 2) { const a = await w.Check.run({receipt: bytes(all[i + 1]),"
                        + " trust: bytes('"
                        + Base64.getEncoder().encodeToString(bench.trust().toBytes())
                        + "'), evidence: null, serial: '" + PhoneCase.SERIAL + "', now: "
                        + (Bench.STARTED.getEpochSecond() + 9_999)
                        + "}, w.Primitives.best); out.push(all[i] + ': ' + (a.failure ? a.failure.message : w.Check.stateOf(a))); }"
                        + " return out; })()"))
                .isEqualTo(expected);
    }

    /** Of one that is not known to be reset nobody saw that it is free, whatever an older station says. */
    @Test
    void whatWasNotResetIsNotShownAsFree() throws IOException {
        PhoneCase never = meeting();
        never.verdict = Verdict.UNPROVEN;
        never.tier = Tier.ENUMERATED;
        never.clauses = PhoneCase.none(askable);
        never.reasons = List.of(Reason.NEVER_GONE);
        Path file = Files.write(
                folder.resolve("never.receipt.json"), never.receipt(bench).toBytes());
        page.browser.open(page.file.toUri().toString());
        page.browser.pick("#files", List.of(file, trust));
        page.browser.waitFor("document.querySelector('.panel.state-unproven')");
        page.browser.evaluate("document.getElementById('lang-en').click(); ''");
        assertThat(page.browser.evaluate("document.querySelector('.panel h2').textContent"))
                .contains("Lock not known")
                .doesNotContain("Not locked");
        page.browser.evaluate("document.getElementById('lang-zh').click(); ''");
    }

    @Test
    void theLockStandsBesideTheVerdict() throws IOException {
        PhoneCase locked = meeting();
        lock(locked);
        Path file = Files.write(
                folder.resolve("locked.receipt.json"), locked.receipt(bench).toBytes());
        page.browser.open(page.file.toUri().toString());
        page.browser.pick("#files", List.of(file, trust));
        page.browser.waitFor("document.querySelector('.panel.state-locked')");
        assertThat(page.browser.evaluate("document.querySelector('.panel h2').textContent"))
                .isEqualTo("已清除 · 已锁定");
        assertThat(page.browser.evaluate("document.querySelector('.panel').textContent"))
                .contains("还不能出售或转让");
        page.browser.evaluate("document.getElementById('lang-en').click(); ''");
        assertThat(page.browser.evaluate("document.getElementById('answer').textContent"))
                .contains(
                        "Cleared · Locked",
                        "not ready to be sold",
                        "asks for its owner's account",
                        "Android: reset, its storage filled and read back, reset again",
                        "SM-G991B",
                        "this program never tried it on a real phone");
        page.browser.evaluate("document.getElementById('lang-zh').click(); ''");
    }

    @Test
    void theCodeOfAPaperSaysTheLock() throws IOException {
        PhoneCase locked = meeting();
        lock(locked);
        Label label = Label.of(locked.receipt(bench).clearing(), Set.of());
        String text = label.text(Optional.empty()).orElseThrow();
        assertThat(
                        page.list(
                                "await (async () => { const a = await w.Check.runLabel('" + text + "', {trust: bytes('"
                                        + Base64.getEncoder()
                                                .encodeToString(bench.trust().toBytes())
                                        + "'), serial: null, now: " + (Bench.STARTED.getEpochSecond() + 9_999)
                                        + "}, w.Primitives.best); return [a.failure ? a.failure.message : w.Check.stateOf(a), a.label.clearing.claims.phone.lock]; })()"))
                .containsExactly("label-signed", "locked");
    }
}
