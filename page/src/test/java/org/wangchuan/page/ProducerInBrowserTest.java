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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.build.RuleSet;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.PhoneCase;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneWork.Word;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ProducerAnswer;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.proof.verify.ProvedTimes;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.proof.verify.VerifiedReceipt;

/** What makers state: the page decides as Java does (decision 15), and shows no success that Java would not. */
@Tag("slow")
class ProducerInBrowserTest {
    private static final List<String> OPEN = List.of("overwrite", "verification", "hidden-areas");
    private static final Instant NOW = Bench.STARTED.plusSeconds(9_999);
    private static final NoteSigner MAKER = new NoteSigner("phones.example/clear", Bench.key(41));
    private static final Cosigner WITNESS = new Cosigner("w.example", Bench.key(43));
    /** The maker's key, which calls itself something else. */
    private static final NoteSigner RENAMED = new NoteSigner("phones.example/renamed", Bench.key(41));

    private static final NoteSigner LISTER = new NoteSigner("trust.example/9", Bench.key(42));

    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static Bench bench;

    @BeforeAll
    static void begin() throws Exception {
        Files.createDirectories(PICTURES);
        page = new PageUnderTest(folder, "zh-CN");
        bench = new Bench(folder.resolve("bench"), "log.example/makers", 1);
        var _ = bench.start(); // a tree that witnesses can have seen before
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
        page.close();
    }

    /** What a test changes: of the phone, of the statement, and of the list. */
    private static final class Case {
        final PhoneCase phone = new PhoneCase();
        NoteSigner signer = MAKER;
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
        List<NoteSigner> retired = List.of();
        boolean isStationListed = true;
        boolean isCertificate = true;
        /** When witnesses saw the log before; empty if there is nobody's word of before. */
        Optional<Instant> notEarlier = Optional.of(Bench.STARTED.minusSeconds(3_600));
        /** When they saw the record in the log; right before the end if absent. */
        Optional<Instant> notLater = Optional.empty();

        String page = "limited";

        Case() {
            phone.technique = PhoneCase.way("android-reset-read-again");
            phone.fill = Optional.empty();
            phone.course = List.of(Word.SEEN, Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN);
            phone.rules = Bench.RULES;
            phone.clauses = PhoneCase.open(Bench.RULES, OPEN);
        }

        ProducerScope scope() {
            return new ProducerScope(
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
                    new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."));
        }

        String signed() {
            Content content = isWithdrawn
                    ? new Content.Withdrawn(new ProducerText("有误。", "It was wrong."))
                    : new Content.InForce(scope());
            return ProducerStatementIssuer.sign(
                            new ProducerClaims(
                                    "示例手机", Optional.of("CN"), signer.verifierKey(), number, sequence, issued, content),
                            signer)
                    .text();
        }

        SignedTrustList list() {
            return listed(
                    isListed
                            ? List.of(new TrustedProducer(
                                    "Example Phones",
                                    retired.contains(MAKER) || retired.contains(RENAMED)
                                            ? List.of()
                                            : List.of(MAKER.verifierKey()),
                                    retired.stream()
                                            .map(NoteSigner::verifierKey)
                                            .toList(),
                                    phonesOf,
                                    accepted.isEmpty()
                                            ? List.of()
                                            : List.of(new TrustedProducer.Accepts(Bench.RULES.id(), "1", accepted)),
                                    least))
                            : List.of(),
                    isStationListed);
        }

        /** As whoever verifies gets it. */
        byte[] file() throws IOException {
            return isCertificate ? certificate().toBytes() : receipt().toBytes();
        }

        private Certificate certificate() throws IOException {
            Optional<SignedCheckpoint> early = notEarlier.map(ProducerInBrowserTest::cosigned);
            early.ifPresent(seen -> bench.chain = bench.chain.witnessing(seen));
            Receipt receipt = receipt();
            Certificate bare = CertificateIssuer.certificate(receipt, cosigned(notLater.orElse(until.minusSeconds(1))));
            Optional<NotBefore> before = Optional.empty();
            if (early.isPresent()) {
                long size = early.get().checkpoint().size();
                before = Optional.of(new NotBefore(
                        early.get(), bench.log.proveConsistency(size).hashes()));
            }
            return new Certificate(bare.receipt(), before, Optional.empty(), List.of());
        }

        Receipt receipt() throws IOException {
            List<ProducersShown.One> all = new ArrayList<>(List.of(new ProducersShown.One(signed(), clauses)));
            second.ifPresent(text -> all.add(new ProducersShown.One(text, clauses)));
            phone.producers = Optional.of(new ProducersShown(all));
            return phone.receipt(bench);
        }
    }

    private static SignedCheckpoint cosigned(Instant at) {
        SignedCheckpoint bare = bench.log.checkpoint();
        return CertificateIssuer.cosigned(
                bare, List.of(WITNESS.cosign(bare.note().text(), at.getEpochSecond())));
    }

    private static SignedTrustList listed(List<TrustedProducer> producers, boolean isStationListed) {
        TrustList own = bench.trust().list();
        return TrustListIssuer.sign(
                new TrustList(
                        own.version(),
                        own.issuedAtSeconds(),
                        LISTER.verifierKey(),
                        isStationListed ? own.operators() : List.of(),
                        "witness w " + WITNESS.key() + "\nquorum w\n",
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
        out.put("a receipt", of(one -> one.isCertificate = false));
        out.put("without an earlier end", of(one -> {
            one.notEarlier = Optional.empty();
            one.page = "cleared";
        }));
        out.put("proved long after it began", of(one -> {
            one.from = Bench.STARTED.minusSeconds(999_999);
            one.page = "cleared";
        }));
        out.put("proved at its end", of(one -> one.notLater = Optional.of(one.until)));
        out.put("proved before it began", of(one -> {
            one.from = Bench.STARTED.plusSeconds(20);
            one.notLater = Optional.of(Bench.STARTED.plusSeconds(19));
        }));
        out.put("proved when it began", of(one -> {
            one.from = Bench.STARTED.plusSeconds(20);
            one.notLater = Optional.of(Bench.STARTED.plusSeconds(20));
            one.page = "cleared";
        }));
        out.put("witnesses deny each other", of(one -> {
            one.notEarlier = Optional.of(Bench.STARTED.plusSeconds(901));
            one.notLater = Optional.of(Bench.STARTED.plusSeconds(900));
        }));
        out.put("nobody lists the station", of(one -> {
            one.isStationListed = false;
            one.page = "unknown";
        }));
        out.put("its key is retired", of(one -> one.retired = List.of(MAKER)));
        out.put("its key is retired by another name", of(one -> one.retired = List.of(RENAMED)));
        out.put("a later one by its key of another name beside it that ends earlier", of(one -> {
            one.second = Optional.of(of(other -> {
                        other.signer = RENAMED;
                        other.sequence = 2;
                        other.until = Bench.STARTED.plusSeconds(900);
                    })
                    .signed());
        }));
        out.put("another key is retired", of(one -> {
            one.retired = List.of(new NoteSigner("phones.example/clear", Bench.key(44)));
            one.page = "cleared";
        }));
        out.put("a way of next year", of(one -> next(one.phone)));
        out.put("a way of next year, and another model", of(one -> {
            next(one.phone);
            one.models = List.of("another");
        }));
        out.put("a way of next year, withdrawn", of(one -> {
            next(one.phone);
            one.isWithdrawn = true;
            one.page = "contradictory";
        }));
        out.put("a later one that says as much beside it", of(one -> {
            one.second = Optional.of(of(other -> {
                        other.sequence = 2;
                        other.models = List.of("SM-G991B", "SM-S901B");
                        other.until = other.until.plusSeconds(1);
                    })
                    .signed());
            one.page = "cleared";
        }));
        out.put("a later one beside it that ends earlier", of(one -> {
            one.second = Optional.of(of(other -> {
                        other.sequence = 2;
                        other.until = Bench.STARTED.plusSeconds(900);
                    })
                    .signed());
        }));
        out.put("a later one that asks for more beside it", of(one -> {
            one.second = Optional.of(of(other -> {
                        other.sequence = 2;
                        other.versionLeast = "14";
                    })
                    .signed());
            one.page = "cleared"; // by the later one
        }));
        out.put("one that is withdrawn beside it", of(one -> {
            one.second = Optional.of(of(other -> {
                        other.number = "EX-CLEAR-2";
                        other.isWithdrawn = true;
                    })
                    .signed());
            one.page = "contradictory";
        }));
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
        out.put("a later one beside it", of(one -> {
            one.second = Optional.of(of(other -> {
                        other.sequence = 2;
                        other.versionLeast = "15";
                    })
                    .signed());
            one.page = "contradictory";
        }));
        out.put("its withdrawal beside it", of(one -> {
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

    private static void next(PhoneCase phone) {
        phone.technique = new PhoneClaims.Technique("android-reset-of-next-year", 1, Bytes32.sha256(new byte[] {1}));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String java(byte[] file, SignedTrustList list) {
        try {
            Expectations expected = new Expectations(Optional.of(PhoneCase.SERIAL), NOW);
            TrustList trust = list.list();
            if (!Certificate.looksLikeOne(file)) {
                return said(ReceiptVerifier.verify(Receipt.parse(file), trust, expected), trust, Optional.empty());
            }
            VerifiedCertificate verified =
                    CertificateVerifier.verify(Certificate.parse(file), trust, expected, List.of());
            return said(
                    verified.receipt(),
                    trust,
                    verified.interval().map(one -> ProvedTimes.of("log.example/makers", trust, one)));
        } catch (VerificationException e) {
            return e.code().wireName();
        }
    }

    private static String said(VerifiedReceipt verified, TrustList trust, Optional<ProvedTimes> times)
            throws VerificationException {
        List<ProducerAnswer> answers = verified.isSignerKnown()
                ? ProducerChecks.judge(verified.clearing(), List.of(trust), List.of(), NOW, times)
                : ProducerChecks.ofUnknownSigner(verified.clearing());
        return answers.stream().map(ProducerInBrowserTest::said).collect(Collectors.joining(" "));
    }

    private static String said(ProducerAnswer answer) {
        return org.wangchuan.canonical.Json.wireName(answer.state()) + answer.clauses();
    }

    /** Name, receipt or certificate, and list, three by three; all through the page's own check. */
    private static List<String> asked(List<String> all) throws IOException {
        return page.list("await (async () => { const out = []; const all = " + PageUnderTest.literal(all)
                + "; for (let i = 0; i < all.length; i += 3) { const file = bytes(all[i + 1]);"
                + " const a = await w.Check.run({[w.Check.kindOf('phone.json', file)]: file,"
                + " trust: bytes(all[i + 2]), evidence: null, serial: '" + PhoneCase.SERIAL + "', now: "
                + NOW.getEpochSecond()
                + "}, w.Primitives.best);"
                + " out.push(all[i] + ': ' + (a.failure ? a.failure.code : a.verified.producers.map((one) =>"
                + " one.state + '[' + one.clauses.join(', ') + ']').join(' ') + ' ' + w.Check.stateOf(a))); }"
                + " return out; })()");
    }

    @Test
    void thePageDecidesAsJavaDoes() throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, Case> one : cases().entrySet()) {
            byte[] file = one.getValue().file();
            SignedTrustList list = one.getValue().list();
            expected.add(one.getKey() + ": " + java(file, list) + " " + one.getValue().page);
            files.addAll(List.of(one.getKey(), base64(file), base64(list.toBytes())));
        }
        assertThat(asked(files)).isEqualTo(expected);
    }

    /** What a phone tells as its version, and what a statement asks for. */
    @Test
    void versionsAreComparedAsJavaDoes() throws IOException {
        List<String> told = List.of(
                "0",
                "9",
                "13",
                "13.0",
                "13.0.9",
                "13.0.10",
                "14",
                "014",
                "14.0",
                "14.01",
                "1.2.3.4.5",
                "1.2.3.4.5.6",
                "999999999",
                "1000000000",
                "4294967297",
                "9".repeat(40),
                "14.",
                ".14",
                "14..1",
                "14beta",
                "+14",
                "1e3",
                "0x10",
                "１４",
                "١٤");
        List<String> pairs = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String least : List.of("0", "9", "13", "13.0.1", "13.0.10", "14", "1.2.3.4.5", "999999999")) {
            ProducerScope scope = of(one -> one.versionLeast = least).scope();
            for (String version : told) {
                Phone phone = new Phone(
                        Optional.of("Samsung"),
                        Optional.of("SM-G991B"),
                        Optional.of("android"),
                        Optional.of(version),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty());
                pairs.addAll(List.of(version, least));
                expected.add(version + " for " + least + ": " + scope.covers(phone));
            }
        }
        assertThat(page.list("(() => { const out = []; const all = " + PageUnderTest.literal(pairs)
                        + "; for (let i = 0; i < all.length; i += 2) { out.push(all[i] + ' for ' + all[i + 1] + ': '"
                        + " + w.ProducerStatements.isAtLeast(all[i], all[i + 1])); } return out; })()"))
                .isEqualTo(expected);
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
            byte[] receipt = phone.receipt(bench).toBytes();
            expected.add(i + ": " + java(receipt, list));
            files.addAll(List.of(i + "", base64(receipt), base64(list.toBytes())));
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

    private static String spare(int seed) {
        return new NoteSigner("phones.example/clear", Bench.key(seed))
                .verifierKey()
                .toString();
    }

    @Test
    void listsThatNameMakersAreReadAlike() throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> files = new ArrayList<>();
        String certificate = base64(new Case().file());
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
            {"}],\"signer\"", ",\"retired\":[]}],\"signer\""},
            {"}],\"signer\"", ",\"retired\":[\"" + MAKER.verifierKey() + "\"]}],\"signer\""},
            {"}],\"signer\"", ",\"retired\":[\"" + LISTER.verifierKey() + "\"]}],\"signer\""},
            {"}],\"signer\"", ",\"retired\":[\"" + spare(45) + "\",\"" + spare(45) + "\"]}],\"signer\""},
            {"}],\"signer\"", ",\"retired\":[\"" + spare(45) + "\"]}],\"signer\""},
            {"[\"" + MAKER.verifierKey() + "\"]", "[]"},
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
            files.addAll(List.of(change[1], certificate, base64(list)));
        }
        assertThat(expected.getLast()).contains("counts");
        assertThat(asked(files)).isEqualTo(expected);
    }

    /** No width scrolls sideways; what it looks like is for people. */
    private static void picture(String name) throws IOException {
        for (String language : List.of("zh", "en")) {
            page.browser.evaluate("document.getElementById('lang-" + language + "').click(); ''");
            for (int width : List.of(360, 390, 1280)) {
                page.browser.resize(width, 900);
                assertThat(page.browser.evaluate(
                                "String(document.documentElement.scrollWidth - document.documentElement.clientWidth)"))
                        .as("%s in %s at %d pixels does not scroll sideways", name, language, width)
                        .isEqualTo("0");
                if (width > 360) {
                    Files.write(
                            PICTURES.resolve("maker-" + name + "-" + language + "-" + width + ".png"),
                            page.browser.screenshot());
                }
            }
        }
    }

    private static String shown(Case one, String language) throws Exception {
        Path file = Files.write(
                folder.resolve(one.isCertificate ? "maker.certificate.json" : "maker.receipt.json"), one.file());
        Path trust = Files.write(folder.resolve("accepts.trust"), one.list().toBytes());
        page.browser.open(page.file.toUri().toString());
        page.browser.evaluate("document.getElementById('lang-" + language + "').click(); ''");
        page.browser.pick("#files", List.of(file, trust));
        page.browser.waitFor("document.querySelector('.panel')");
        return page.browser.evaluate("document.getElementById('answer').textContent");
    }

    @Test
    void aCertificateIsGreenByItsMakersWordAndSaysSo() throws Exception {
        assertThat(shown(new Case(), "en"))
                .contains(
                        "3 that it leaves open are met by the word of its maker, which your trust list accepts",
                        "What the maker of the phone states",
                        "Example Phones (statement EX-CLEAR-1, number 1 of it, " + Bench.STARTED.minusSeconds(86_400),
                        "your trust list accepts its word for overwrite, verification, hidden-areas",
                        "Whether a later or withdrawn one exists is not known to this page")
                .doesNotContain("does not count", "in a maker\u2019s name");
        assertThat(shown(new Case(), "zh")).contains("证据未定的 3 条由其生产者的声明满足", "手机生产者的声明");
        picture("counts");
    }

    @Test
    void peopleAreToldWhatIsMissing() throws Exception {
        assertThat(shown(of(one -> one.isCertificate = false), "zh"))
                .contains("没有见证方证明手机最迟何时清除；这需要证书", "Example Phones", "EX-CLEAR-1")
                .doesNotContain("由其生产者的声明满足");
        assertThat(shown(of(one -> one.isCertificate = false), "en"))
                .contains("does not count: no witnesses prove the time by which the phone was erased")
                .doesNotContain("met by the word of its maker");
        assertThat(shown(of(one -> one.notLater = Optional.of(one.until)), "en"))
                .contains("is none of those of which it speaks")
                .doesNotContain("that takes a certificate", "met by the word of its maker");
    }

    /** Whom no list knows is told by the key: anybody can sign in a maker's name. */
    @Test
    void aStrangersStatementIsNotCalledAMakers() throws Exception {
        assertThat(shown(of(one -> one.isListed = false), "en"))
                .contains(
                        "Statements in a maker\u2019s name",
                        "Signed with the key " + MAKER.verifierKey() + ", which calls itself 示例手机",
                        "does not count: your trust list does not have its key")
                .doesNotContain("What the maker of the phone states");
        picture("unknown-signer");
        // Whom the list knows as somebody else's maker is none of this phone.
        assertThat(shown(of(one -> one.phonesOf = List.of("Example")), "en"))
                .contains(
                        "Statements in a maker\u2019s name",
                        "Example Phones (statement EX-CLEAR-1",
                        "does not say that it may speak of phones of this maker")
                .doesNotContain("What the maker of the phone states");
        assertThat(shown(of(one -> one.phonesOf = List.of("Example")), "zh"))
                .contains("以生产者名义所作的声明")
                .doesNotContain("手机生产者的声明");
        assertThat(shown(of(one -> one.isStationListed = false), "zh"))
                .contains("以生产者名义所作的声明", "没有已知的人签署此记录")
                .doesNotContain("这需要证书", "手机生产者的声明");
        picture("stranger");
    }

    /** Java refuses each of them before it asks who states what; here people see the record, and nothing is met by it. */
    @Test
    void nothingIsMetAboveFactsOrRulesThatDenyIt() throws Exception {
        Map<String, Consumer<Case>> lies = Map.of(
                "contradictory " + NotProved.KEYS_DESTROYED,
                one -> one.phone.notProved = one.phone.notProved.stream()
                        .filter(known -> known != NotProved.KEYS_DESTROYED)
                        .toList(),
                "contradictory hidden areas",
                one -> {
                    one.clauses = List.of("overwrite", "verification");
                    one.phone.clauses = PhoneCase.open(Bench.RULES, one.clauses);
                },
                "limited rules of its own",
                one -> one.phone.rules = new RuleSet(
                        Bench.RULES.id(),
                        Bench.RULES.version(),
                        "A".repeat(43),
                        Bench.RULES.plan(),
                        Bench.RULES.clauses()));
        for (Map.Entry<String, Consumer<Case>> lie : lies.entrySet()) {
            assertThat(shown(of(lie.getValue()), "en"))
                    .as(lie.getKey())
                    .contains("EX-CLEAR-1", "does not count: ")
                    .doesNotContain("met by the word of its maker", "accepts its word");
            assertThat(page.browser.evaluate("document.querySelector('.panel').className"))
                    .as(lie.getKey())
                    .contains(lie.getKey().substring(0, lie.getKey().indexOf(' ')));
        }
        assertThat(shown(of(Objects.requireNonNull(lies.get("limited rules of its own"))), "zh"))
                .contains("不计入：本页不知道记录所依据的规则");
    }

    /** As the command line has it: such a record is nobody's proof, in no summary either. */
    @Test
    void aSummaryRefusesARecordThatContradictsItself() throws Exception {
        Case one = of(change -> change.isWithdrawn = true);
        Receipt receipt = one.receipt();
        Path file = Files.write(folder.resolve("denied.receipt.json"), receipt.toBytes());
        Path trust = Files.write(folder.resolve("denied.trust"), one.list().toBytes());
        Path summary = SummaryInBrowserTest.summary(
                folder.resolve("denied.summary.record.json"),
                new NoteSigner("log.example/makers", Bench.key(2)),
                SummaryInBrowserTest.proof(receipt, Verdict.CLEARED, SummaryRow.Conformity.NOT_MET));
        page.browser.open(page.file.toUri().toString());
        page.browser.evaluate("document.getElementById('lang-en').click(); ''");
        page.browser.pick("#files", List.of(trust, summary, file));
        page.browser.waitFor("document.querySelector('.panel')");
        assertThat(page.browser.evaluate("document.querySelector('.panel').className"))
                .contains("contradictory");
        assertThat(page.browser.evaluate("document.getElementById('answer').textContent"))
                .contains("(here, does not verify: policy)", "1 do not verify");
    }

    /** Never both: that a record contradicts itself, and that something is met by it. */
    @Test
    void whatContradictsItselfMeetsNothing() throws Exception {
        Case one = cases().get("one that is withdrawn beside it");
        assertThat(shown(Objects.requireNonNull(one), "en"))
                .contains(
                        "It says that its record fits a statement in a maker\u2019s name, and what it shows denies that",
                        "the record contradicts itself about another one beside it",
                        "does not count: it was withdrawn")
                .doesNotContain("met by the word of its maker", "accepts its word", "does not fit the facts");
        assertThat(page.browser.evaluate("document.querySelector('.panel').className"))
                .contains("contradictory");
        picture("contradictory");
        assertThat(shown(one, "zh"))
                .contains("它称记录与一份以生产者名义所作的声明相符，而它自身所示与此矛盾")
                .doesNotContain("由其生产者的声明满足", "你的信任名单接受其声明");
    }
}
