package org.wangchuan.proof.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.testing.Distortion;
import org.wangchuan.proof.testing.TestProducer;

class SignedProducerStatementTest {
    private final TestProducer producer = new TestProducer();

    @Test
    void whatWasSignedIsReadAsItWasByteForByte() throws Exception {
        producer.patchLeast = Optional.of("2026-01-05");
        for (SignedProducerStatement signed : List.of(producer.signed(), producer.withdrawn())) {
            SignedProducerStatement read = SignedProducerStatement.parse(signed.toBytes());
            assertThat(read).isEqualTo(signed);
            assertThat(read.toBytes()).isEqualTo(signed.toBytes());
            assertThat(SignedProducerStatement.parse(signed.text())).isEqualTo(signed);
        }
        assertThat(producer.withdrawn().claims().scope()).isEmpty();
    }

    @Test
    void aDraftIsSignedAsItStands() throws Exception {
        JsonValue.Obj whole = read(producer.signed());
        Map<String, JsonValue> draft = new HashMap<>(whole.members());
        List.of("format", "signer", "issued").forEach(draft::remove);
        SignedProducerStatement signed = ProducerStatementIssuer.signDraft(
                new JsonValue.Obj(draft), producer.signer, Instant.parse("2026-11-01T10:00:00.5Z"));
        assertThat(signed.claims().issued()).isEqualTo(Instant.parse("2026-11-01T10:00:00Z"));
        assertThat(signed.claims().scope()).contains(producer.scope());
        draft.put("signer", new JsonValue.Text("me"));
        assertFails(
                FailureCode.PRODUCER_FORMAT,
                () -> ProducerStatementIssuer.signDraft(new JsonValue.Obj(draft), producer.signer, Instant.now()));
    }

    @Test
    void nobodyElsesSignatureCounts() throws Exception {
        SignedProducerStatement signed = producer.signed();
        NoteSigner other = new NoteSigner(producer.signer.verifierKey().name(), SigningKey.generate());
        Note forged = other.sign(signed.note().text());
        assertFails(FailureCode.NOTE_SIGNATURE, () -> SignedProducerStatement.parse(forged.toBytes()));
        Note twice = other.addTo(signed.note());
        assertFails(FailureCode.PRODUCER_FORMAT, () -> SignedProducerStatement.parse(twice.toBytes()));
        String changed = signed.text().replace("SM-G991B", "SM-G991C");
        assertThat(changed).isNotEqualTo(signed.text());
        assertFails(FailureCode.NOTE_SIGNATURE, () -> SignedProducerStatement.parse(changed));
    }

    @Test
    void aHugeOneIsNotRead() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < ProducerScope.MODELS_MAX; i++) {
            many.add(("M" + i + "-").repeat(10).substring(0, 20) + i);
        }
        producer.models = many;
        assertThat(producer.signed().toBytes()).hasSizeLessThan(SignedProducerStatement.BYTES_MAX);
        producer.models = Collections.nCopies(ProducerScope.MODELS_MAX + 1, "M");
        assertThatThrownBy(producer::scope).isInstanceOf(IllegalArgumentException.class);
        assertFails(
                FailureCode.PRODUCER_FORMAT,
                () -> SignedProducerStatement.parse(new byte[SignedProducerStatement.BYTES_MAX + 1]));
    }

    /** Each member is spelt in one way, and only within its bounds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sequence\":1|\"sequence\":0",
                "\"sequence\":1|\"sequence\":2147483648",
                "\"country\":\"KR\"|\"country\":\"kr\"",
                "\"number\":\"EX-CLEAR-1\"|\"number\":\"\"",
                "\"number\":\"EX-CLEAR-1\"|\"number\":\"EX CLEAR\"",
                "\"system\":\"android\"|\"system\":\"windows\"",
                "\"versionLeast\":\"13\"|\"versionLeast\":\"13.\"",
                "\"versionLeast\":\"13\"|\"versionLeast\":\"013\"",
                "\"versionLeast\":\"13\"|\"versionLeast\":\"U\"",
                "\"models\":[\"SM-G991B\"|\"models\":[\" SM-G991B\"",
                "\"models\":[\"SM-G991B\"|\"models\":[\"SM-G996B\"",
                "\"property\":\"encryption\"|\"property\":\"accounts\"",
                "\"is\":[\"file-based\"]|\"is\":[\"none\"]",
                "\"is\":[\"file-based\"]|\"is\":[]",
                "\"version\":\"1\"|\"version\":\"01\"",
                "\"clauses\":[\"overwrite\"|\"clauses\":[\"verification\"",
                "\"clauses\":[\"overwrite\"|\"clauses\":[\"Overwrite\"",
                "wangchuan-producer-statement/v1|wangchuan-producer-statement/v2",
            })
    void whatIsOutOfItsBoundsIsNoStatement(String sound, String other) {
        String text = SignedProducerStatement.text(producer.signed().claims());
        assertThat(text).contains(sound);
        assertFails(FailureCode.PRODUCER_FORMAT, () -> parseSigned(text.replace(sound, other)));
    }

    @Test
    void nothingMayBeAddedOrLeftOut() throws Exception {
        JsonValue.Obj whole = read(producer.signed());
        for (String member : whole.members().keySet()) {
            Map<String, JsonValue> less = new HashMap<>(whole.members());
            less.remove(member);
            assertFails(FailureCode.PRODUCER_FORMAT, () -> parseSigned(line(less)));
        }
        Map<String, JsonValue> more = new HashMap<>(whole.members());
        more.put("more", new JsonValue.Whole(1));
        assertFails(FailureCode.PRODUCER_FORMAT, () -> parseSigned(line(more)));
        Map<String, JsonValue> both = new HashMap<>(whole.members());
        both.putAll(read(producer.withdrawn()).members());
        assertFails(FailureCode.PRODUCER_FORMAT, () -> parseSigned(line(both)));
    }

    @Test
    void datesThatEndBeforeTheyBeginAreNone() {
        producer.until = producer.from;
        assertThatThrownBy(producer::scope).isInstanceOf(IllegalArgumentException.class);
    }

    /** A maker with five hundred models has to be told which of them, what was expected there and what was found. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"models\":[\"SM-G991B\"|\"models\":[\"SM-G996B\"|states.models[1]|each once|\"SM-G996B\" once more, as [0]",
                "\"models\":[\"SM-G991B\"|\"models\":[\"SM-G991B \"|states.models[0]|no blank at its ends|\"SM-G991B \"",
                "\"models\":[\"SM-G991B\",\"SM-G996B\"]|\"models\":[]|states.models|1 to 500 of them|0",
                "\"makers\":[\"samsung\"|\"makers\":[\"Samsung\"|states.makers[1]|each once|as [0]",
                "\"system\":\"android\"|\"system\":\"symbian\"|states.system|one of android|\"symbian\"",
                "\"versionLeast\":\"13\"|\"versionLeast\":\"T\"|states.versionLeast|numbers with dots|\"T\"",
                "\"version\":1}]|\"version\":0}]|states.ways[1].version|an integer from 1|0",
                "\"id\":\"android-reset-fill-reset\"|\"id\":\"android-reset-read-again\"|states.ways[1]|each once|as [0]",
                "\"property\":\"encryption\"|\"property\":\"accounts\"|states.conditions[0].property|one of bootloader|\"accounts\"",
                "\"is\":[\"file-based\"]|\"is\":[\"none\"]|states.conditions[0].is[0]|one of full-disk|\"none\"",
                "\"clauses\":[\"overwrite\"|\"clauses\":[\"Overwrite\"|states.meets[0].clauses[0]|lower-case|\"Overwrite\"",
                "\"clauses\":[\"overwrite\"|\"clauses\":[\"verification\"|states.meets[0].clauses[1]|each once|as [0]",
                "\"version\":\"1\"|\"version\":\"01\"|states.meets[0].version|a number from 1|\"01\"",
                "\"country\":\"KR\"|\"country\":\"kr\"|producer.country|two capital letters|\"kr\"",
                "\"number\":\"EX-CLEAR-1\"|\"number\":\"-1\"|number|1 to 64 letters|\"-1\"",
                "\"until\":\"2|\"until\":\"1|states.until|a time after from|1",
            })
    void aDraftIsToldWhereItIsWrong(String sound, String other, String where, String expected, String found)
            throws Exception {
        String draft = CanonicalJson.writeText(draft());
        assertThat(draft).contains(sound);
        String text = draft.replace(sound, other);
        assertThatThrownBy(() -> SignedProducerStatement.claimsOfDraft(
                        CanonicalJson.readLenientObject(text.getBytes(UTF_8)),
                        producer.signer.verifierKey(),
                        producer.issued))
                .isInstanceOfSatisfying(VerificationException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.PRODUCER_FORMAT);
                    assertThat(e.where()).isEqualTo(where);
                    assertThat(e.expected()).contains(expected);
                    assertThat(e.found()).contains(found);
                });
    }

    private JsonValue.Obj draft() throws Exception {
        Map<String, JsonValue> members = new HashMap<>(read(producer.signed()).members());
        List.of("format", "signer", "issued").forEach(members::remove);
        return new JsonValue.Obj(members);
    }

    /** What reads one line of it sees what was there, and is not steered by it. */
    @Test
    void whatIsFoundIsShortAndSteersNothing() throws Exception {
        for (String model : List.of("x".repeat(65), "A\u202eB", "A\nB", "\u001b[2J")) {
            Map<String, JsonValue> members = new HashMap<>(draft().members());
            Map<String, JsonValue> states =
                    new HashMap<>(((JsonValue.Obj) Objects.requireNonNull(members.get("states"))).members());
            states.put("models", Json.texts(List.of("SM-1", model)));
            members.put("states", new JsonValue.Obj(states));
            assertThatThrownBy(() -> SignedProducerStatement.claimsOfDraft(
                            new JsonValue.Obj(members), producer.signer.verifierKey(), producer.issued))
                    .isInstanceOfSatisfying(VerificationException.class, e -> {
                        assertThat(e.where()).isEqualTo("states.models[1]");
                        assertThat(e.found()).hasSizeLessThan(70).doesNotContain("\u202e", "\n", "\u001b");
                    });
        }
    }

    /** Whatever comes, it is read or refused with a code; and what is read is what was signed. */
    @Test
    void hostileInputIsRefusedWithACode() throws Exception {
        Random random = new Random(20261129);
        byte[] sound = producer.signed().toBytes();
        JsonValue.Obj json = read(producer.signed());
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = Distortion.of(sound, random);
            refused += refuses(() -> SignedProducerStatement.parse(bytes)) ? 1 : 0;
            String text = CanonicalJson.writeText(Distortion.of(json, random)) + "\n";
            refused += refuses(() -> parseSigned(text)) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(4_000);
    }

    private interface Reading {
        SignedProducerStatement read() throws VerificationException;
    }

    private static boolean refuses(Reading reading) {
        try {
            SignedProducerStatement read = reading.read();
            assertThat(SignedProducerStatement.text(read.claims()))
                    .isEqualTo(read.note().text());
            return false;
        } catch (VerificationException e) {
            assertThat(e.code()).isNotNull();
            return true;
        } catch (IllegalArgumentException e) {
            // A text that no note can have is no note; the maker of this input could not sign it.
            assertThat(e).hasMessageContaining("note");
            return true;
        }
    }

    /** Signed by the very key, so that nothing but the text is at fault. */
    private SignedProducerStatement parseSigned(String text) throws VerificationException {
        return SignedProducerStatement.parse(producer.signer.sign(text).toBytes());
    }

    private static JsonValue.Obj read(SignedProducerStatement signed) throws Exception {
        return CanonicalJson.readObject(signed.note().text().strip().getBytes(UTF_8));
    }

    private static String line(Map<String, JsonValue> members) {
        return CanonicalJson.writeText(new JsonValue.Obj(members)) + "\n";
    }

    private static void assertFails(FailureCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(type(VerificationException.class))
                .extracting(VerificationException::code)
                .isEqualTo(code);
    }

    @Test
    void versionsAreComparedAsNumbers() {
        assertThat(DottedVersion.isAtLeast("14", "13")).isTrue();
        assertThat(DottedVersion.isAtLeast("13", "13.0")).isTrue();
        assertThat(DottedVersion.isAtLeast("13.0.1", "13")).isTrue();
        assertThat(DottedVersion.isAtLeast("9", "13")).isFalse();
        assertThat(DottedVersion.isAtLeast("13.0.9", "13.0.10")).isFalse();
        for (String none : List.of("", "14 beta", "14.", "V14", "14..1", "١٤")) {
            assertThat(DottedVersion.isAtLeast(none, "0")).as(none).isFalse();
        }
    }
}
