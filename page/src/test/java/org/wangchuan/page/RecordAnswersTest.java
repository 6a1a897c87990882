package org.wangchuan.page;

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
import org.wangchuan.page.testing.Catalogue;
import org.wangchuan.page.testing.Distortion;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.ShopRecords;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/** Java and the page say the same of what an operator's log has signed. */
@Tag("slow")
class RecordAnswersTest {
    private static final int DISTORTED = 1_500;
    private static final int RESIGNED = 4_000;
    private static final int OWN_MAX = 120;
    private static final int AT_ONCE = 200;
    private static final long NOW = ShopRecords.AT.getEpochSecond() + 86_400;

    @TempDir
    static Path folder;

    private static PageUnderTest page;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "en-US");
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asked(byte[] file, Optional<byte[]> trust, Optional<String> serial, long now) {
        static Asked of(byte[] file) {
            return new Asked(file, Optional.of(ShopRecords.trust()), Optional.empty(), NOW);
        }

        Asked with(Optional<byte[]> list) {
            return new Asked(file, list, serial, now);
        }

        /** What the Java side says, with the entry that the log would hold. */
        String javaAnswer() {
            try {
                Optional<TrustList> list = trust.isPresent()
                        ? Optional.of(SignedTrustList.parse(trust.get()).list())
                        : Optional.empty();
                RecordedFile read = RecordedFile.parse(file);
                VerifiedRecord verified = RecordVerifier.verify(
                        read,
                        list.orElse(new TrustList(1, 0, read.hint(), List.of(), "")),
                        new Expectations(serial, Instant.ofEpochSecond(now)));
                return (verified.operator().isPresent() ? "signed " : "unknown ") + verified.entryHex();
            } catch (VerificationException e) {
                return e.code().wireName();
            }
        }

        JsonValue json() {
            return Json.object()
                    .put("record", base64(file))
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
            out.addAll(
                    page.list(
                            "await (async () => { const out = []; for (const q of " + CanonicalJson.writeText(some)
                                    + ") { const a = await w.Check.run({record: bytes(q.record), trust: bytes(q.trust), serial: q.serial,"
                                    + " now: q.now}, w.Primitives." + primitives + ");"
                                    + "out.push(a.failure ? a.failure.code + (a.failure.code === 'internal' ? a.failure.message : '')"
                                    + " : (a.recorded.operator === null ? 'unknown ' : 'signed ') + a.recorded.entry); } return out; })()"));
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
            seen.merge(expected.split(" ", 2)[0], 1, Integer::sum);
        }
        System.out.println(seen);
        return seen;
    }

    @Test
    void whatWasPublishedFitsTogether() throws IOException {
        List<Asked> questions = new ArrayList<>();
        for (String name :
                List.of("observation", "validation", "consent", "withdrawal", "presence", "summary", "counts")) {
            questions.add(Asked.of(Catalogue.file("v1/" + name + ".json")).with(Optional.empty()));
        }
        assertThat(compare(questions)).containsOnlyKeys("unknown");
    }

    @Test
    void eachIsBelievedFromItsLogAlone() throws IOException {
        List<Asked> questions = new ArrayList<>();
        int sound = ShopRecords.sound().size();
        for (byte[] file : ShopRecords.all()) {
            Asked asked = Asked.of(file);
            questions.add(asked);
            questions.add(asked.with(Optional.empty()));
            questions.add(asked.with(Optional.of(ShopRecords.trustForReceiptsAlone())));
            questions.add(asked.with(Optional.of(ShopRecords.trustOfAnotherName())));
            questions.add(new Asked(file, asked.trust(), Optional.of("4321"), NOW));
            questions.add(new Asked(file, asked.trust(), Optional.empty(), NOW - 200_000));
        }
        assertThat(compare(questions))
                .containsEntry("signed", sound)
                .containsEntry("unknown", 2 * sound)
                .containsEntry("serial", sound)
                .containsKeys("hint", "time", "statement-type", "test-statement");
    }

    @Test
    void aDistortedFileGetsTheSameAnswer() throws IOException {
        List<RecordedFile> sound = List.copyOf(ShopRecords.sound().values());
        List<Asked> questions = new ArrayList<>();
        for (int seed = 0; seed < DISTORTED; seed++) {
            Random random = new Random(seed);
            byte[] file = sound.get(seed % sound.size()).toBytes();
            Asked asked = Asked.of(Distortion.of(file, random));
            questions.add(seed % 4 == 0 ? asked.with(Optional.empty()) : asked);
        }
        assertThat(compare(questions)).as("the test reaches far").hasSizeGreaterThan(6);
    }

    /** A value in place of another, signed with the true key: what a log could sign that is no log of ours. */
    @Test
    void whateverIsSignedGetsTheSameAnswer() throws IOException {
        List<RecordedFile> sound = List.copyOf(ShopRecords.sound().values());
        List<Asked> questions = new ArrayList<>();
        for (int seed = 0; seed < RESIGNED; seed++) {
            questions.add(Asked.of(ShopRecords.distorted(sound.get(seed % sound.size()), new Random(seed))));
        }
        Map<String, Integer> seen = compare(questions);
        assertThat(seen).as("the test reaches far").hasSizeGreaterThan(5);
        assertThat(seen.get("signed")).as("some can still be said").isGreaterThan(100);
    }
}
