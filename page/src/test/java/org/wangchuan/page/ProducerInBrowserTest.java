package org.wangchuan.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.PhoneCase;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneWork.Word;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.TimeInterval;
import org.wangchuan.proof.verify.VerifiedReceipt;

/** What makers state: the page decides as Java does (decision 15), and shows no success that Java would not. */
@Tag("slow")
class ProducerInBrowserTest {
    private static final List<String> OPEN = List.of("overwrite", "verification", "hidden-areas");
    private static final Instant NOW = Bench.STARTED.plusSeconds(9_999);
    private static final NoteSigner MAKER = new NoteSigner("phones.example/clear", Bench.key(41));
    private static final NoteSigner LISTER = new NoteSigner("trust.example/9", Bench.key(42));

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static Bench bench;

    @BeforeAll
    static void begin() throws Exception {
        page = new PageUnderTest(folder, "zh-CN");
        bench = new Bench(folder.resolve("bench"), "log.example/makers", 1);
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
        page.close();
    }

    /** What a test changes: of the phone, of the statement, and of the list. */
    private static final class Case {
        final PhoneCase phone = new PhoneCase();
        String number = "EX-CLEAR-1";
        long sequence = 1;
        Instant issued = Bench.STARTED.minusSeconds(86_400);
        List<String> makers = List.of("Samsung");
        List<String> models = List.of("SM-G991B");
        String system = "android";
        String versionLeast = "13";
        List<ProducerScope.Way> ways = List.of(new ProducerScope.Way("android-reset-read-again", 1));
        List<ProducerScope.Meets> meets = List.of(new ProducerScope.Meets(Bench.RULES.id(), "1", OPEN));
        Instant from = Bench.STARTED;
        Instant until = Bench.STARTED.plusSeconds(1_000);
        boolean isWithdrawn;
        List<String> clauses = OPEN;
        List<String> accepted = OPEN;
        List<String> phonesOf = List.of("Samsung");
        List<TrustedProducer.Least> least = List.of();
        boolean isListed = true;
        Optional<String> second = Optional.empty();
        boolean isTimeProved = true;
        String page = "limited";

        Case() {
            phone.technique = PhoneCase.way("android-reset-read-again");
            phone.fill = Optional.empty();
            phone.course = List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN);
            phone.rules = Bench.RULES;
            phone.clauses = PhoneCase.open(Bench.RULES, OPEN);
        }

        String signed() {
            Content content = isWithdrawn
                    ? new Content.Withdrawn(new ProducerText("有误。", "It was wrong."))
                    : new Content.InForce(new ProducerScope(
                            makers,
                            models,
                            system,
                            versionLeast,
                            Optional.of("2026-01-05"),
                            ways,
                            List.of(new ProducerScope.Condition("encryption", List.of("file-based", "hardware"))),
                            meets,
                            from,
                            until,
                            new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys.")));
            return ProducerStatementIssuer.sign(
                            new ProducerClaims(
                                    "示例手机", Optional.of("CN"), MAKER.verifierKey(), number, sequence, issued, content),
                            MAKER)
                    .text();
        }

        /** What witnesses prove, as the certificate of such a phone would show it. */
        Optional<TimeInterval> proved() {
            return isTimeProved
                    ? Optional.of(new TimeInterval(Optional.of(from), until.minusSeconds(1)))
                    : Optional.empty();
        }

        SignedTrustList list() {
            return listed(
                    isListed
                            ? List.of(new TrustedProducer(
                                    "Example Phones",
                                    List.of(MAKER.verifierKey()),
                                    phonesOf,
                                    accepted.isEmpty()
                                            ? List.of()
                                            : List.of(new TrustedProducer.Accepts(Bench.RULES.id(), "1", accepted)),
                                    least))
                            : List.of());
        }

        Receipt receipt() throws IOException {
            List<ProducersShown.One> all = new ArrayList<>(List.of(new ProducersShown.One(signed(), clauses)));
            second.ifPresent(text -> all.add(new ProducersShown.One(text, clauses)));
            phone.producers = Optional.of(new ProducersShown(all));
            return phone.receipt(bench);
        }
    }

    private static SignedTrustList listed(List<TrustedProducer> producers) {
        TrustList own = bench.trust().list();
        return TrustListIssuer.sign(
                new TrustList(
                        own.version(),
                        own.issuedAtSeconds(),
                        LISTER.verifierKey(),
                        own.operators(),
                        own.witnessPolicy(),
                        own.offlineSecondsMax(),
                        producers),
                LISTER);
    }

    private static Case of(Consumer<Case> change) {
        Case out = new Case();
        change.accept(out);
        return out;
    }

    private static Map<String, Case> cases() {
        Map<String, Case> out = new LinkedHashMap<>();
        out.put("as it should be", of(one -> one.page = "cleared"));
        out.put("its time is not proved", of(one -> one.isTimeProved = false));
        out.put("no phone of theirs", of(one -> one.phonesOf = List.of("Example", "samsung")));
        out.put("nobody lists the maker", of(one -> one.isListed = false));
        out.put("accepted for nothing", of(one -> one.accepted = List.of()));
        out.put("accepted for less", of(one -> one.accepted = List.of("overwrite", "verification")));
        out.put("too early by the list", of(one -> one.least = List.of(new TrustedProducer.Least("EX-CLEAR-1", 2))));
        out.put("early enough by the list", of(one -> {
            one.least = List.of(new TrustedProducer.Least("EX-CLEAR-1", 1), new TrustedProducer.Least("X", 9));
            one.page = "cleared";
        }));
        out.put("withdrawn", of(one -> {
            one.isWithdrawn = true;
            one.page = "contradictory";
        }));
        out.put(
                "a later one beside it",
                of(one -> {
            one.second = Optional.of(of(other -> {
                            other.sequence = 2;
                            other.versionLeast = "15";
                        })
                        .signed());
            one.page = "contradictory";
        }));
        out.put(
                "its withdrawal beside it",
                of(one -> {
            one.second = Optional.of(of(other -> {
                            other.sequence = 2;
                            other.isWithdrawn = true;
                        })
                        .signed());
            one.page = "contradictory";
        }));
        out.put(
                "its twin beside it",
                of(one -> one.second =
                        Optional.of(of(other -> other.versionLeast = "12").signed())));
        out.put("another number beside it", of(one -> {
            one.second = Optional.of(of(other -> other.number = "EX-CLEAR-2").signed());
            one.page = "cleared";
        }));
        out.put("issued in the future", of(one -> one.issued = NOW.plusSeconds(86_401)));
        out.put("issued within a day", of(one -> {
            one.issued = NOW.plusSeconds(86_400);
            one.page = "cleared";
        }));
        out.put("another model", of(one -> {
            one.models = List.of("SM-G991", "SM-G991B/DS");
            one.page = "contradictory";
        }));
        out.put("another maker", of(one -> {
            one.makers = List.of("samsung");
            one.page = "contradictory";
        }));
        out.put("another system", of(one -> {
            one.system = "ios";
            one.page = "contradictory";
        }));
        out.put("an older version", of(one -> {
            one.versionLeast = "14.0.1";
            one.page = "contradictory";
        }));
        out.put("the very version", of(one -> {
            one.versionLeast = "14.0";
            one.page = "cleared";
        }));
        out.put("another way", of(one -> {
            one.ways = List.of(new ProducerScope.Way("android-reset-by-hand", 1));
            one.page = "contradictory";
        }));
        out.put("a version of its way", of(one -> {
            one.ways = List.of(new ProducerScope.Way("android-reset-read-again", 2));
            one.page = "contradictory";
        }));
        out.put("other rules", of(one -> {
            one.meets = List.of(new ProducerScope.Meets("r2v3", "1", OPEN));
            one.page = "contradictory";
        }));
        out.put("clauses that it does not speak of", of(one -> {
            one.meets = List.of(new ProducerScope.Meets(Bench.RULES.id(), "1", List.of("overwrite")));
            one.page = "contradictory";
        }));
        out.put("before its time", of(one -> {
            one.from = Bench.STARTED.plusSeconds(21);
            one.page = "contradictory";
        }));
        out.put("at its time", of(one -> {
            one.from = Bench.STARTED.plusSeconds(20);
            one.until = Bench.STARTED.plusSeconds(21);
            one.page = "cleared";
        }));
        out.put("behind its time", of(one -> {
            one.until = Bench.STARTED.plusSeconds(20);
            one.page = "contradictory";
        }));
        out.put("locked", of(one -> {
            one.page = "contradictory";
            one.phone.lock = Lock.LOCKED;
            one.phone.lockReasons = List.of(LockReason.RESET_PROTECTION_ON);
        }));
        out.put("work left out", of(one -> {
            one.phone.isWorkShown = false;
            one.page = "hidden";
        }));
        out.put("a clause that is denied", of(one -> {
            one.clauses = List.of("overwrite");
            one.phone.clauses = PhoneCase.open(Bench.RULES, List.of("overwrite")).stream()
                    .map(clause -> clause.clause().equals("verification")
                                    || clause.clause().equals("hidden-areas")
                            ? new org.wangchuan.proof.statement.ClearingClaims.Clause(
                                    clause.clause(),
                                    org.wangchuan.proof.statement.ClearingClaims.Clause.State.NOT_SATISFIED,
                                    clause.source())
                            : clause)
                    .toList();
        }));
        return out;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String java(Receipt receipt, SignedTrustList list, Optional<TimeInterval> proved) {
        try {
            VerifiedReceipt verified = ReceiptVerifier.verify(
                    Receipt.parse(receipt.toBytes()),
                    list.list(),
                    new Expectations(Optional.of(PhoneCase.SERIAL), NOW));
            return ProducerChecks.judge(verified.clearing(), List.of(list.list()), List.of(), NOW, proved).stream()
                    .map(ProducerInBrowserTest::said)
                    .collect(Collectors.joining(" "));
        } catch (VerificationException e) {
            return e.code().wireName();
        }
    }

    private static String said(ProducerAnswer answer) {
        return org.wangchuan.canonical.Json.wireName(answer.state()) + answer.clauses();
    }

    private static String interval(Optional<TimeInterval> proved) {
        return proved.map(one -> one.notEarlier().orElseThrow().getEpochSecond() + " "
                        + one.notLater().getEpochSecond())
                .orElse("");
    }

    /** Name, receipt, list and what is proved of the time, four by four. */
    private static List<String> asked(List<String> all) throws IOException {
        return page.list("await (async () => { const out = []; const all = " + PageUnderTest.literal(all)
                + "; for (let i = 0; i < all.length; i += 4) { const a = await w.Check.run({receipt: bytes(all[i + 1]),"
                + " trust: bytes(all[i + 2]), evidence: null, serial: '" + PhoneCase.SERIAL + "', now: "
                + NOW.getEpochSecond()
                + "}, w.Primitives.best); if (!a.failure && all[i + 3] !== '') { const t = all[i + 3].split(' ').map(Number);"
                + " a.verified.producers = w.Producers.judge(a.verified.clearing, a.verified.stated,"
                + " await w.Trust.parse(bytes(all[i + 2]), w.Primitives.best), "
                + NOW.getEpochSecond()
                + ", { notEarlier: t[0], notLater: t[1] }); } out.push(all[i] + ': ' + (a.failure ? a.failure.code : a.verified.producers.map((one) =>"
                + " one.state + '[' + one.clauses.join(', ') + ']').join(' ') + ' ' + w.Check.stateOf(a))); }"
                + " return out; })()");
    }

    @Test
    void thePageDecidesAsJavaDoes() throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, Case> one : cases().entrySet()) {
            Receipt receipt = one.getValue().receipt();
            SignedTrustList list = one.getValue().list();
            expected.add(
                    one.getKey() + ": " + java(receipt, list, one.getValue().proved()) + " " + one.getValue().page);
            files.addAll(List.of(
                    one.getKey(),
                    base64(receipt.toBytes()),
                    base64(list.toBytes()),
                    interval(one.getValue().proved())));
        }
        assertThat(asked(files)).isEqualTo(expected);
    }

    /** What is signed by the very key, and is no statement, or another one: the same code here and there. */
    @Test
    void distortedStatementsAreToldApartAlike() throws Exception {
        Random random = new Random(20261129);
        String text = new Case().signed();
        String line = text.substring(0, text.indexOf('\n'));
        SignedTrustList list = new Case().list();
        List<String> expected = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            String other = switch (i % 3) {
                case 0 -> new String(MAKER.sign(spoilt(line, random) + "\n").toBytes(), UTF_8);
                case 1 -> spoilt(text, random);
                default -> new String(MAKER.sign(swapped(line, random) + "\n").toBytes(), UTF_8);
            };
            PhoneCase phone = new Case().phone;
            phone.producers = Optional.of(new ProducersShown(List.of(new ProducersShown.One(other, OPEN))));
            Receipt receipt = phone.receipt(bench);
            String answer = java(receipt, list, new Case().proved());
            expected.add(i + ": " + answer);
            files.addAll(
                    List.of(i + "", base64(receipt.toBytes()), base64(list.toBytes()), interval(new Case().proved())));
        }
        assertThat(expected.stream().filter(one -> one.contains("[")).count()).isBetween(1L, 200L);
        assertThat(asked(files).stream()
                        .map(one -> one.replaceAll(" (cleared|limited|contradictory)$", ""))
                        .toList())
                .isEqualTo(expected);
    }

    /** Printable characters only: the text of a note has no others. */
    private static String spoilt(String text, Random random) {
        StringBuilder out = new StringBuilder(text);
        int at = random.nextInt(out.length());
        switch (random.nextInt(3)) {
            case 0 -> out.deleteCharAt(at);
            case 1 -> out.insert(at, (char) ('!' + random.nextInt(90)));
            default -> out.setCharAt(at, (char) ('!' + random.nextInt(90)));
        }
        return out.toString();
    }

    private static String swapped(String line, Random random) {
        List<String> words = List.of(
                "\"1\"",
                "\"01\"",
                "\"0\"",
                "0",
                "1",
                "2147483647",
                "2147483648",
                "[]",
                "{}",
                "\"\"",
                "\"2026-02-30\"",
                "\"2026-03-01T08:00:00Z\"",
                "\"2026-03-01T08:60:00Z\"",
                "\" x\"",
                "\"a\u200bb\"",
                "\"CN\"",
                "\"13.0.0.0.0\"",
                "\"13.0.0.0.0.0\"",
                "[\"overwrite\",\"overwrite\"]",
                "true",
                "null");
        List<String> members = List.of(
                "\"country\":\"CN\"",
                "\"number\":\"EX-CLEAR-1\"",
                "\"sequence\":1",
                "\"versionLeast\":\"13\"",
                "\"patchLeast\":\"2026-01-05\"",
                "\"system\":\"android\"",
                "\"models\":[\"SM-G991B\"]",
                "\"makers\":[\"Samsung\"]",
                "\"is\":[\"file-based\",\"hardware\"]",
                "\"property\":\"encryption\"",
                "\"from\":\"" + Bench.STARTED + "\"",
                "\"until\":\"" + Bench.STARTED.plusSeconds(1_000) + "\"",
                "\"clauses\":[\"overwrite\",\"verification\",\"hidden-areas\"]");
        String member = members.get(random.nextInt(members.size()));
        assertThat(line).contains(member);
        String name = member.substring(0, member.indexOf(':') + 1);
        return line.replace(member, name + words.get(random.nextInt(words.size())));
    }

    @Test
    void listsThatNameMakersAreReadAlike() throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> files = new ArrayList<>();
        String receipt = base64(new Case().receipt().toBytes());
        String sound = SignedTrustList.text(new Case().list().list());
        for (String[] change : new String[][] {
            {"\"accepts\":[", "\"accepts\":[{}, "},
            {"\"version\":\"1\"", "\"version\":\"0\""},
            {"[\"overwrite\",\"verification\",\"hidden-areas\"]", "[]"},
            {"[\"overwrite\",\"verification\",\"hidden-areas\"]", "[\"overwrite\",\"overwrite\"]"},
            {"[\"overwrite\",\"verification\",\"hidden-areas\"]", "[\"Overwrite\"]"},
            {MAKER.verifierKey().toString(), LISTER.verifierKey().toString()},
            {MAKER.verifierKey().toString(), bench.logSigner.verifierKey().toString()},
            {"\"name\":\"Example Phones\"", "\"name\":\"\""},
            {"\"name\":\"Example Phones\"", "\"more\":1,\"name\":\"Example Phones\""},
            {"\"accepts\":", "\"least\":[],\"accepts\":"},
            {"\"makers\":[\"Samsung\"],", ""},
            {"\"makers\":[\"Samsung\"]", "\"makers\":[]"},
            {"\"makers\":[\"Samsung\"]", "\"makers\":[\"Samsung\",\"Samsung\"]"},
            {"\"makers\":[\"Samsung\"]", "\"makers\":[\" Samsung\"]"},
            {"Example Phones", "Example  Phones"}
        }) {
            assertThat(sound).contains(change[0]);
            // The first alone: the signer's own name stays.
            int at = sound.lastIndexOf(change[0]);
            String text = sound.substring(0, at) + change[1] + sound.substring(at + change[0].length());
            byte[] list = LISTER.sign(text).toBytes();
            String answer;
            try {
                SignedTrustList.parse(list);
                answer = "counts[overwrite, verification, hidden-areas] cleared";
            } catch (VerificationException e) {
                answer = e.code().wireName();
            }
            expected.add(change[1] + ": " + answer);
            files.addAll(List.of(change[1], receipt, base64(list), interval(new Case().proved())));
        }
        assertThat(expected.getLast()).contains("counts");
        assertThat(asked(files)).isEqualTo(expected);
    }

    @Test
    void peopleAreToldWhoseWordItIs() throws Exception {
        Path receipt = Files.write(
                folder.resolve("maker.receipt.json"), new Case().receipt().toBytes());
        Path trust =
                Files.write(folder.resolve("accepts.trust"), new Case().list().toBytes());
        page.browser.open(page.file.toUri().toString());
        page.browser.pick("#files", List.of(receipt, trust));
        page.browser.waitFor("document.querySelector('.panel')");
        assertThat(page.browser.evaluate("document.getElementById('answer').textContent"))
                .contains("没有见证方证明手机在其有效期内清除", "Example Phones", "EX-CLEAR-1")
                .doesNotContain("由其生产者的声明满足");
        page.browser.evaluate("document.getElementById('lang-en').click(); ''");
        assertThat(page.browser.evaluate("document.getElementById('answer').textContent"))
                .contains(
                        "Example Phones (statement EX-CLEAR-1, number 1 of it, " + Bench.STARTED.minusSeconds(86_400),
                        "does not count: no witnesses prove that the phone was erased while it is in force")
                .doesNotContain("met by the word of its maker");
        page.browser.evaluate("document.getElementById('lang-zh').click(); ''");
    }
}
