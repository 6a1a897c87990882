package org.wangchuan.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.Catalogue;
import org.wangchuan.page.testing.Distortion;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.SecondLook;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.SampledRanges;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecheckVerifier;
import org.wangchuan.proof.verify.VerifiedRecheck;

/** Java and the page say the same of what a station found that read an erased drive again. */
@Tag("slow")
class RecheckAnswersTest {
    private static final int DISTORTED = 1_000;
    private static final int RESIGNED = 2_000;
    private static final int OWN_MAX = 60;
    private static final int AT_ONCE = 100;
    private static final int PLANS = 120;
    private static final long NOW = SecondLook.AT.getEpochSecond() + 86_400;

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static SecondLook stations;

    @BeforeAll
    static void open() throws IOException, VerificationException {
        page = new PageUnderTest(folder, "en-US");
        stations = new SecondLook(folder);
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
        stations.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asked(byte[] file, Optional<byte[]> trust, Optional<String> serial, long now) {
        static Asked of(byte[] file) {
            return new Asked(file, Optional.of(stations.trust()), Optional.empty(), NOW);
        }

        Asked with(Optional<byte[]> list) {
            return new Asked(file, list, serial, now);
        }

        /** What the Java side says: the code of a refusal, or who looked, what they found, and whether another had erased. */
        String javaAnswer() {
            try {
                Optional<TrustList> list = trust.isPresent()
                        ? Optional.of(SignedTrustList.parse(trust.get()).list())
                        : Optional.empty();
                RecheckFile read = RecheckFile.parse(file);
                TrustList nobody = new TrustList(
                        1, 0, new NoteSigner("nobody.example", Bench.key(98)).verifierKey(), List.of(), "");
                VerifiedRecheck verified = RecheckVerifier.verify(
                        read, list.orElse(nobody), new Expectations(serial, Instant.ofEpochSecond(now)));
                var claims = verified.recheck().claims();
                return String.join(
                        " ",
                        verified.operator().isPresent() ? "signed" : "unknown",
                        Json.wireName(claims.result()),
                        String.join(
                                "+",
                                claims.reasons().stream().map(Json::wireName).toList()),
                        verified.isSameStation() + "",
                        verified.erasedBy().isPresent() + "",
                        verified.index() + "",
                        claims.clearing().digest() + "");
            } catch (VerificationException e) {
                return e.code().wireName();
            }
        }

        JsonValue json() {
            return Json.object()
                    .put("recheck", base64(file))
                    .put("trust", trust.map(Asked::base64).orElse(new JsonValue.Null()))
                    .put("serial", serial.<JsonValue>map(JsonValue.Text::new).orElse(new JsonValue.Null()))
                    .put("now", now)
                    .build();
        }

        private static JsonValue base64(byte[] bytes) {
            return new JsonValue.Text(Base64.getEncoder().encodeToString(bytes));
        }
    }

    private static List<String> pageAnswers(List<Asked> questions, String primitives) throws IOException {
        List<String> out = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += AT_ONCE) {
            JsonValue.Array some =
                    new JsonValue.Array(questions.subList(from, Math.min(questions.size(), from + AT_ONCE)).stream()
                            .map(Asked::json)
                            .toList());
            out.addAll(page.list("await (async () => { const out = []; for (const q of " + CanonicalJson.writeText(some)
                    + ") { const a = await w.Check.run({recheck: bytes(q.recheck), trust: bytes(q.trust), serial: q.serial,"
                    + " now: q.now}, w.Primitives." + primitives
                    + "); const c = a.recheck && a.recheck.statement.claims;"
                    + "out.push(a.failure ? a.failure.code + (a.failure.code === 'internal' ? a.failure.message : '')"
                    + " : [a.recheck.operator === null ? 'unknown' : 'signed', c.result, c.reasons.join('+'),"
                    + " a.recheck.isSameStation, a.recheck.erasedBy !== null, a.recheck.index, c.clearing.digest].join(' '));"
                    + " } return out; })()"));
        }
        return out;
    }

    private static Map<String, Integer> compare(List<Asked> questions) throws IOException {
        List<String> answers = pageAnswers(questions, "best");
        int own = Math.min(OWN_MAX, questions.size());
        assertThat(pageAnswers(questions.subList(0, own), "own")).isEqualTo(answers.subList(0, own));
        Map<String, Integer> seen = new TreeMap<>();
        for (int i = 0; i < questions.size(); i++) {
            String expected = questions.get(i).javaAnswer();
            assertThat(answers.get(i)).as("question " + i).isEqualTo(expected);
            String[] words = expected.split(" ", 3);
            seen.merge(words.length == 1 ? expected : words[0] + " " + words[1], 1, Integer::sum);
        }
        System.out.println(seen);
        return seen;
    }

    @Test
    void whatWasPublishedFitsTogether() throws IOException {
        assertThat(compare(List.of(Asked.of(Catalogue.file("v1/recheck.json")).with(Optional.empty()))))
                .containsOnlyKeys("unknown matches");
        assertThat(compare(List.of(
                        Asked.of(Catalogue.file("v1/recheck-by-drive.json")).with(Optional.empty()))))
                .containsOnlyKeys("unknown unproven");
    }

    @Test
    void eachResultIsBelievedFromItsStationAloneAndItsNumbers() throws IOException {
        List<Asked> questions = new ArrayList<>();
        for (RecheckFile file : stations.sound().values()) {
            Asked asked = Asked.of(file.toBytes());
            questions.add(asked);
            questions.add(asked.with(Optional.empty()));
            questions.add(asked.with(Optional.of(stations.trustInAnEndedKey())));
            questions.add(new Asked(asked.file(), asked.trust(), Optional.of(Bench.SERIAL), NOW));
            questions.add(new Asked(asked.file(), asked.trust(), Optional.of("WD-1"), NOW));
            questions.add(new Asked(asked.file(), asked.trust(), Optional.empty(), NOW - 200_000));
        }
        Map<String, Integer> seen = compare(questions);
        assertThat(seen).containsKeys("signed matches", "signed differs", "signed unproven", "serial", "time");
        assertThat(seen.get("key-ended")).isEqualTo(stations.sound().size());
        assertThat(seen.get("unknown matches")).isEqualTo(6);
    }

    /** Each of them is signed with the true key, or is another genuine file: none may be believed. */
    @Test
    void eachLieIsRefusedByBoth() throws IOException {
        Map<String, Integer> seen =
                compare(stations.lies().stream().map(Asked::of).toList());
        assertThat(seen)
                .containsKeys("statement-format", "statement-type", "test-statement", "statement-signature", "hint")
                .allSatisfy((answer, _) -> assertThat(answer).doesNotContain("signed", "unknown"));
    }

    @Test
    void aDistortedFileGetsTheSameAnswer() throws IOException {
        List<RecheckFile> sound = List.copyOf(stations.sound().values());
        List<Asked> questions = new ArrayList<>();
        for (int seed = 0; seed < DISTORTED; seed++) {
            Random random = new Random(seed);
            Asked asked = Asked.of(Distortion.of(sound.get(seed % sound.size()).toBytes(), random));
            questions.add(seed % 4 == 0 ? asked.with(Optional.empty()) : asked);
        }
        assertThat(compare(questions)).as("the test reaches far").hasSizeGreaterThan(6);
    }

    /** A value in place of another, signed with the true key: what a station could sign that is none of ours. */
    @Test
    void whateverIsSignedGetsTheSameAnswer() throws IOException {
        List<RecheckFile> sound = List.copyOf(stations.sound().values());
        List<Asked> questions = new ArrayList<>();
        for (int seed = 0; seed < RESIGNED; seed++) {
            questions.add(Asked.of(stations.distorted(sound.get(seed % sound.size()), new Random(seed))));
        }
        Map<String, Integer> seen = compare(questions);
        assertThat(seen).as("the test reaches far").hasSizeGreaterThan(4);
        assertThat(seen.get("inclusion"))
                .as("what could be said, and is not in the log")
                .isGreaterThan(50);
    }

    /** Of any size and unit, to the largest that a statement can name. */
    @Test
    void theSamplesAreThoseOfJava() throws IOException {
        Random random = new Random(20261127);
        StringBuilder asked = new StringBuilder("[");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < PLANS; i++) {
            int unit = 512 + random.nextInt(65_025);
            long capacity = i == 0 ? JsonValue.Whole.MAX : random.nextLong(1, 1L << (10 + random.nextInt(44)));
            byte[] seed = new byte[Bytes32.LENGTH];
            random.nextBytes(seed);
            StringBuilder lines = new StringBuilder();
            SampledRanges.draw(Bytes32.of(seed), capacity, unit)
                    .forEach(range -> lines.append(range.offset())
                            .append('+')
                            .append(range.length())
                            .append('\n'));
            expected.add(Hex.encode(
                    Bytes32.sha256(lines.toString().getBytes(US_ASCII)).toBytes()));
            asked.append(i == 0 ? "" : ",").append("['" + Hex.encode(seed) + "'," + capacity + "," + unit + "]");
        }
        assertThat(
                        page.list(
                                asked
                                        + "].map(([seed, capacity, unit]) => w.Bytes.toHex(w.Sha2.sha256(w.Bytes.fromText("
                                        + "w.Sampled.draw(w.Bytes.fromHex(seed), capacity, unit).map((r) => r.offset + '+' + r.length + '\\n').join('')))))"))
                .isEqualTo(expected);
    }

    /** What a recheck is handed in as decides nothing: a receipt's reader refuses it, and so does a record's. */
    @Test
    void isTakenForNothingElse() throws IOException {
        String file =
                Base64.getEncoder().encodeToString(stations.sound("matches").toBytes());
        String trust = Base64.getEncoder().encodeToString(stations.trust());
        List<String> answers = page.list(
                "await (async () => { const out = []; for (const kind of ['receipt', 'certificate', 'record']) {"
                        + " const a = await w.Check.run({[kind]: bytes('" + file + "'), trust: bytes('" + trust
                        + "'), serial: null, now: "
                        + NOW
                        + "}, w.Primitives.best); out.push(a.failure ? a.failure.code : 'believed'); } return out; })()");
        assertThat(answers).containsExactly("receipt-format", "certificate-format", "statement-format");
    }
}
