package org.wangchuan.proof.cosign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.TypedKey;
import org.wangchuan.proof.note.VerifierKey;

class CosignatureTest {
    private static final String TEXT = "log.example/忘川\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    private static final long TIME = 1_800_000_000;
    private static final Instant NOW = Instant.ofEpochSecond(TIME + 10);

    private final NoteSigner log = new NoteSigner("log.example/忘川", SigningKey.generate());
    private final Cosigner witness = new Cosigner("witness.example/见证", SigningKey.generate());
    private final Note signed = log.sign(TEXT);

    private static Note with(Note note, NoteSignature... more) {
        List<NoteSignature> all = new ArrayList<>(note.signatures());
        all.addAll(List.of(more));
        return new Note(note.text(), all);
    }

    private static FailureCode codeOf(Note note, List<CosignerKey> known) {
        try {
            Cosignature.verify(note, known, NOW);
            throw new AssertionError("it verifies");
        } catch (VerificationException e) {
            return e.code();
        }
    }

    @Test
    void aCosignatureSaysWhoAndWhen() throws VerificationException {
        Note cosigned = Note.parse(with(signed, witness.cosign(TEXT, TIME)).toBytes());

        List<Cosignature> found = Cosignature.verify(cosigned, List.of(witness.key()), NOW);

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().key()).isEqualTo(witness.key());
        assertThat(found.getFirst().time()).isEqualTo(TIME);
        assertThat(cosigned.verify(List.of(log.verifierKey()))).containsExactly(log.verifierKey());
    }

    /** The example of C2SP tlog-cosignature as it stands there; its key is not published, so only its form is read. */
    @Test
    void thePublishedExampleHasTheFormThatWeWrite() throws VerificationException {
        NoteSignature line =
                NoteSignature.parse("\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrt"
                        + "PHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==");
        assertThat(line.signature()).hasSameSizeAs(witness.cosign(TEXT, TIME).signature());
        assertThat(Arrays.copyOf(line.signature(), 8)).containsExactly(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB);
    }

    @Test
    void theMessageIsTheOneOfTheSpecification() {
        String text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        assertThat(new String(CosignerKey.message(1679315147, text), StandardCharsets.UTF_8))
                .isEqualTo("""
                        cosignature/v1
                        time 1679315147
                        example.com/behind-the-sofa
                        20852163
                        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                        """);
    }

    @Test
    void unknownWitnessesAreIgnoredAndNoneIsNoFailure() throws VerificationException {
        Cosigner other = new Cosigner("other.example", SigningKey.generate());
        Note cosigned = with(signed, other.cosign(TEXT, TIME));
        assertThat(Cosignature.verify(cosigned, List.of(witness.key()), NOW)).isEmpty();
        assertThat(Cosignature.verify(signed, List.of(witness.key()), NOW)).isEmpty();
    }

    @Test
    void aKnownWitnessWhoseCosignatureFailsSpoilsTheNote() {
        Cosigner other = new Cosigner("other.example", SigningKey.generate());
        NoteSignature sound = other.cosign(TEXT, TIME);
        NoteSignature ofOtherText = witness.cosign("other\n", TIME);
        assertThat(codeOf(with(signed, sound, ofOtherText), List.of(other.key(), witness.key())))
                .isEqualTo(FailureCode.COSIGNATURE);
    }

    @Test
    void aChangedTimeIsFound() {
        byte[] timed = witness.cosign(TEXT, TIME).signature();
        timed[7] ^= 1;
        NoteSignature moved =
                new NoteSignature(witness.key().name(), witness.key().id(), timed);
        assertThat(codeOf(with(signed, moved), List.of(witness.key()))).isEqualTo(FailureCode.COSIGNATURE);
    }

    @Test
    void aTimeThatIsNegativeAsAJavaNumberIsRefused() {
        byte[] timed = witness.cosign(TEXT, TIME).signature();
        timed[0] = (byte) 0x80;
        NoteSignature late =
                new NoteSignature(witness.key().name(), witness.key().id(), timed);
        assertThat(codeOf(with(signed, late), List.of(witness.key()))).isEqualTo(FailureCode.COSIGNATURE);
        assertThatIllegalArgumentException().isThrownBy(() -> witness.cosign(TEXT, 0));
    }

    @Test
    void aSignatureOfAnotherLengthIsRefused() {
        byte[] timed = witness.cosign(TEXT, TIME).signature();
        for (byte[] wrong : List.of(Arrays.copyOf(timed, 71), Arrays.copyOf(timed, 73), Arrays.copyOf(timed, 1))) {
            NoteSignature line =
                    new NoteSignature(witness.key().name(), witness.key().id(), wrong);
            assertThat(codeOf(with(signed, line), List.of(witness.key()))).isEqualTo(FailureCode.COSIGNATURE);
        }
    }

    @Test
    void aCosignatureFromTheFutureIsRefused() throws VerificationException {
        long edge = NOW.plus(Cosignature.CLOCK_SKEW_MAX).getEpochSecond();
        assertThat(Cosignature.verify(with(signed, witness.cosign(TEXT, edge)), List.of(witness.key()), NOW))
                .hasSize(1);
        assertThat(codeOf(with(signed, witness.cosign(TEXT, edge + 1)), List.of(witness.key())))
                .isEqualTo(FailureCode.TIME);
        assertThat(codeOf(with(signed, witness.cosign(TEXT, Long.MAX_VALUE)), List.of(witness.key())))
                .isEqualTo(FailureCode.TIME);
    }

    @Test
    void aPlainSignatureIsNoCosignatureNorTheOtherWayRound() throws VerificationException {
        SigningKey key = SigningKey.generate();
        NoteSigner plain = new NoteSigner("both.example", key);
        Cosigner cosigner = new Cosigner("both.example", key);
        assertThat(plain.verifierKey().id()).isNotEqualTo(cosigner.key().id());
        assertThat(Cosignature.verify(plain.sign(TEXT), List.of(cosigner.key()), NOW))
                .isEmpty();
        assertThatThrownBy(() -> with(signed, cosigner.cosign(TEXT, TIME)).verify(List.of(plain.verifierKey())))
                .hasMessageContaining("a signature by a known key");
        assertThatThrownBy(() -> VerifierKey.parse(cosigner.key().toString())).hasMessageContaining("type 01");
        assertThatThrownBy(() -> CosignerKey.parse(plain.verifierKey().toString()))
                .hasMessageContaining("type 04");
    }

    @Test
    void aKeyComesBackAndItsIdIsChecked() throws VerificationException {
        String text = witness.key().toString();
        assertThat(CosignerKey.parse(text)).isEqualTo(witness.key());
        assertThat(CosignerKey.parse(text)).hasToString(text);
        assertThatThrownBy(() -> CosignerKey.parse("mallory" + text.substring(text.indexOf('+'))))
                .hasMessageContaining("key id");
    }

    @Test
    void sixteenSignaturesAndMoreAreReadAmongThemPostQuantumOnesOfUnknownType() throws VerificationException {
        Note note = signed;
        List<CosignerKey> known = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Cosigner cosigner = new Cosigner("witness.example/" + i, SigningKey.generate());
            note = with(note, cosigner.cosign(TEXT, TIME + i));
            // The key id of the same name with an ML-DSA-44 key: eight bytes of time, 2420 of signature.
            TypedKey postQuantum = TypedKey.of(
                    "witness.example/" + i, CosignerKey.TYPE_ML_DSA_44, new byte[CosignerKey.ML_DSA_44_KEY_LENGTH]);
            note = with(note, new NoteSignature(postQuantum.name(), postQuantum.id(), new byte[8 + 2420]));
            known.add(cosigner.key());
        }
        Note read = Note.parse(note.toBytes());
        assertThat(read.signatures()).hasSize(33);
        assertThat(Cosignature.verify(read, known, NOW)).hasSize(16);
        assertThat(TypedKey.parse(TypedKey.of("m", CosignerKey.TYPE_ML_DSA_44, new byte[1312])
                                .toString())
                        .key())
                .hasSize(CosignerKey.ML_DSA_44_KEY_LENGTH);
    }

    @Test
    void anySingleFlippedBitIsFoundOrMakesTheKeyUnknown() {
        byte[] bytes = with(signed, witness.cosign(TEXT, TIME)).toBytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Note note = Note.parse(changed);
                boolean stillCosigned =
                        !Cosignature.verify(note, List.of(witness.key()), NOW).isEmpty();
                assertThat(stillCosigned && !note.text().equals(TEXT))
                        .as("bit %d", bit)
                        .isFalse();
            } catch (VerificationException expected) {
                assertThat(expected).hasMessageContaining("expected");
            }
        }
    }
}
