package org.wangchuan.proof.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.testing.Distortion;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Check;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.Gap;
import org.wangchuan.proof.verify.LabelVerifier;
import org.wangchuan.proof.verify.VerifiedLabel;

class LabelTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Optional<String> ADDRESS = Optional.of("https://wangchuan.example/v");

    @TempDir
    Path folder;

    private TestStation station;
    private Receipt receipt;
    private Label label;

    @BeforeEach
    void makeLabel() throws IOException {
        station = new TestStation(folder.resolve("log"), "log.example/bench");
        IssuedStatement start = station.start();
        receipt = station.receipt(start, station.clearing(start));
        label = Label.of(receipt.clearing(), Set.of(Target.CLAIM));
    }

    @AfterEach
    void close() throws IOException {
        station.close();
    }

    private TrustList trust() {
        return station.trust().list();
    }

    private static Expectations expecting(Optional<String> serial) {
        return new Expectations(serial, NOW);
    }

    @Test
    void isReadBackAsItWasWritten() throws VerificationException {
        for (Optional<String> address : List.of(ADDRESS, Optional.<String>empty())) {
            String text = label.text(address).orElseThrow();

            assertThat(text).startsWith(address.orElse("") + "#wl1.").hasSizeLessThanOrEqualTo(900);
            assertThat(Label.parse(text)).isEqualTo(label);
            assertThat(Label.parse(text).statement().jwt())
                    .isEqualTo(receipt.clearing().statement().jwt());
        }
    }

    /** With a status, and with what witnesses had cosigned before: as long as ordinary statements get. */
    @Test
    void holdsTheStatementOfACertificateWithItsDevice() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of("src/test/resources/fixtures/v1/certificate.json"));
        Label certified = Label.of(Certificate.parse(bytes).receipt().clearing(), Set.of(Target.CLAIM));
        String text = certified.text(Optional.empty()).orElseThrow();

        assertThat(text).hasSize(804);
        assertThat(Label.parse(text)).isEqualTo(certified);
    }

    @Test
    void showsTheDeviceAndNothingElse() {
        assertThat(label.statement().disclosed(Target.CLAIM)).isPresent();
        assertThat(label.statement().disclosures()).hasSize(1);
    }

    @Test
    void verifiesButNeverAsMuchAsAReceipt() throws VerificationException {
        VerifiedLabel verified = LabelVerifier.verify(label, trust(), expecting(Optional.of(TestStation.SERIAL)));

        assertThat(verified.operator()).isPresent();
        assertThat(verified.checked())
                .contains(Check.SIGNATURE, Check.SERIAL)
                .doesNotContain(Check.INCLUSION, Check.OPENING, Check.WITNESSED, Check.STATUS);
        assertThat(verified.notChecked()).contains(Gap.LOG_NOT_CHECKED, Gap.REVOCATION, Gap.NOT_WITNESSED);
    }

    @Test
    void leadsToTheEntryInTheLog() throws VerificationException, IOException {
        VerifiedLabel verified = LabelVerifier.verify(label, trust(), expecting(Optional.empty()));

        receipt.clearing().proof().verify(Hex.decode(verified.entryHex()), List.of(station.log.verifierKey()));
        assertThat(verified.index()).isEqualTo(receipt.clearing().proof().index());
    }

    @Test
    void saysThatAStrangersSignatureWasNotChecked() throws VerificationException {
        VerifiedLabel verified = LabelVerifier.verify(label, TestStation.nobody(), expecting(Optional.empty()));

        assertThat(verified.operator()).isEmpty();
        assertThat(verified.checked()).doesNotContain(Check.SIGNATURE);
        assertThat(verified.notChecked()).contains(Gap.SIGNER_UNKNOWN, Gap.SIGNATURE_NOT_CHECKED);
    }

    @Test
    void isRefusedForAnotherDevice() {
        assertThatThrownBy(() -> LabelVerifier.verify(label, trust(), expecting(Optional.of("WD-43"))))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.SERIAL));
    }

    @Test
    void hidesTheSerialOnlyAtThePriceOfNotBeingCompared() {
        Label bare = Label.of(receipt.clearing(), Set.of());

        assertThatThrownBy(() -> LabelVerifier.verify(bare, trust(), expecting(Optional.of(TestStation.SERIAL))))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.SERIAL));
    }

    /** A start is a statement too, and no proof that anything was erased. */
    @Test
    void isNotMadeOfAStart() {
        Label start = Label.of(receipt.start(), Set.of());

        assertThatThrownBy(() -> LabelVerifier.verify(start, trust(), expecting(Optional.empty())))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.STATEMENT_TYPE));
    }

    @Test
    void isRefusedWhenItsKeyDoesNotCountAtItsIndex() {
        Label later = new Label(label.statement(), Long.MAX_VALUE >>> 12, label.nonce());
        TrustList open = trust();
        TrustList.Operator operator = open.operators().getFirst();
        TrustList ended = new TrustList(
                2,
                open.issuedAtSeconds(),
                open.signer(),
                List.of(new TrustList.Operator(
                        operator.name(),
                        operator.logKeys(),
                        List.of(new TrustList.Station(station.key.publicKey(), 0, Optional.of(label.index() + 1))))),
                "");

        assertThatThrownBy(() -> LabelVerifier.verify(later, ended, expecting(Optional.empty())))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.KEY_ENDED));
    }

    @Test
    void isNotWrittenWhereItWouldNotBeRead() {
        assertThat(label.text(Optional.of("https://" + "a".repeat(192))))
                .isPresent()
                .get()
                .asString()
                .hasSizeLessThan(901);
        assertThatThrownBy(() -> label.text(Optional.of("https://a.example/#x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> label.text(Optional.of("http://a.example/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Label.of(receipt.clearing(), Set.of("target", "work", "asset"))
                        .text(Optional.of("https://" + "a".repeat(192))))
                .isEmpty();
    }

    @Test
    void hasOneSpelling() throws VerificationException {
        String text = label.text(Optional.empty()).orElseThrow();
        byte[] bytes = Base64Url.decode(text.substring(Label.MARK.length()));
        int index = Bytes32.LENGTH;
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, index);
        longer[index] = (byte) (bytes[index] | 0x80);
        System.arraycopy(bytes, index + 1, longer, index + 2, bytes.length - index - 1);

        assertThatThrownBy(() -> Label.parse(Label.MARK + Base64Url.encode(longer)))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LABEL_FORMAT));
    }

    /** What still parses is the same label, or one whose signature fails. */
    @Test
    void anyChangeIsRefused() throws VerificationException {
        String text = label.text(Optional.empty()).orElseThrow();
        byte[] bytes = Base64Url.decode(text.substring(Label.MARK.length()));
        int otherNonceOrIndex = 0;
        for (int seed = 0; seed < 5_000; seed++) {
            byte[] spoilt = Distortion.of(bytes, new Random(seed));
            if (Arrays.equals(spoilt, bytes)) {
                continue;
            }
            try {
                Label read = Label.parse(Label.MARK + Base64Url.encode(spoilt));
                VerifiedLabel verified = LabelVerifier.verify(read, trust(), expecting(Optional.empty()));
                if (verified.operator().isEmpty()) {
                    assertThat(verified.checked()).doesNotContain(Check.SIGNATURE, Check.SIGNER_IN_TRUST_LIST);
                    continue;
                }
                // Only the signed part is signed; nonce and index lead to no entry of the log, or to another.
                assertThat(verified.clearing()).isEqualTo(StatementReader.read(label.statement()));
                assertThat(verified.entryHex() + verified.index())
                        .isNotEqualTo(LabelVerifier.verify(label, trust(), expecting(Optional.empty()))
                                        .entryHex()
                                + label.index());
                otherNonceOrIndex++;
            } catch (VerificationException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(otherNonceOrIndex).isBetween(1, 1_500);
    }

    @Test
    void packsAnyJsonAndReadsItBack() throws VerificationException {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            JsonValue.Obj value = receipt.clearing().statement().payload();
            for (int i = random.nextInt(4); i >= 0; i--) {
                value = Distortion.of(value, random);
            }
            byte[] packed = new PackedWriter().value(value).toBytes();
            PackedReader in = new PackedReader(packed);
            assertThat(in.value()).isEqualTo(value);
            in.end();
        }
    }

    @Test
    void textsKeepTheirMeaning() throws VerificationException {
        List<String> texts = new ArrayList<>(List.of("", "é盘\u0000", "A".repeat(43), "B".repeat(22), "-".repeat(43)));
        texts.addAll(List.of("0".repeat(64), "F".repeat(64), "f1ea58f8-60fc-3a41-a7da-c1c54e38dd4d"));
        texts.addAll(List.of("F1EA58F8-60FC-3A41-A7DA-C1C54E38DD4D", "urn:wangchuan:station:", "x".repeat(1000)));
        texts.addAll(List.copyOf(texts));
        JsonValue.Array value = new JsonValue.Array(
                texts.stream().<JsonValue>map(JsonValue.Text::new).toList());

        assertThat(new PackedReader(new PackedWriter().value(value).toBytes()).value())
                .isEqualTo(value);
    }

    @Test
    void bombsAreRefusedBeforeTheyAreBuilt() {
        byte[] deep = new byte[5_000];
        for (int i = 0; i + 1 < deep.length; i += 2) {
            deep[i] = (byte) PackedWriter.ARRAY;
            deep[i + 1] = 1;
        }
        assertThatThrownBy(() -> new PackedReader(deep).value()).isInstanceOf(VerificationException.class);
        byte[] wide = {(byte) PackedWriter.ARRAY, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
        assertThatThrownBy(() -> new PackedReader(wide).value()).isInstanceOf(VerificationException.class);
    }

    /** Printed labels must be read for ever. */
    @Test
    void numbersOfWordsAndShapesAreNeverChanged() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < PackedShapes.count(); i++) {
            all.append(PackedShapes.members(i)).append('\n');
        }
        for (int i = 0; i < PackedWords.count(); i++) {
            all.append(PackedWords.word(i)).append('\n');
        }
        assertThat(Bytes32.sha256(all.toString().getBytes(StandardCharsets.UTF_8))
                        .base64Url())
                .as("digest of shapes and words in their order; more may only be added behind them")
                .isEqualTo("KD-v9QqfdQTjKM6ZNSN2m5-mDbhF5rEGflV0jH5pbZU");
        assertThat(Map.of(0, "_sd", PackedWords.STATION, "urn:wangchuan:station:"))
                .allSatisfy(
                        (number, word) -> assertThat(PackedWords.word(number)).isEqualTo(word));
    }
}
