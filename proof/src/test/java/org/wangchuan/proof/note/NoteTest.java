package org.wangchuan.proof.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.SigningKey;

class NoteTest {
    private static final String TEXT = "忘川 log\n\nsecond paragraph\n";

    private final NoteSigner alice = new NoteSigner("alice.example/1", SigningKey.generate());
    private final NoteSigner bob = new NoteSigner("bob", SigningKey.generate());

    @Test
    void aNoteComesBackByteForByte() throws VerificationException {
        byte[] bytes = bob.addTo(alice.sign(TEXT)).toBytes();
        Note note = Note.parse(bytes);
        assertThat(note.text()).isEqualTo(TEXT);
        assertThat(note.toBytes()).isEqualTo(bytes);
        assertThat(note.verify(List.of(alice.verifierKey(), bob.verifierKey())))
                .containsExactly(alice.verifierKey(), bob.verifierKey());
    }

    @Test
    void keysThatAreNotKnownAreIgnored() throws VerificationException {
        Note note = bob.addTo(alice.sign(TEXT));
        assertThat(note.verify(List.of(bob.verifierKey()))).containsExactly(bob.verifierKey());
        assertThatThrownBy(() -> alice.sign(TEXT).verify(List.of(bob.verifierKey())))
                .hasMessageContaining("a signature by a known key");
    }

    @Test
    void aKnownKeyThatFailsSpoilsTheNote() {
        Note ofOtherText = alice.sign("other\n");
        Note spoiled = new Note(
                TEXT,
                List.of(
                        bob.sign(TEXT).signatures().getFirst(),
                        ofOtherText.signatures().getFirst()));
        assertThatThrownBy(() -> spoiled.verify(List.of(bob.verifierKey(), alice.verifierKey())))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.NOTE_SIGNATURE));
    }

    @Test
    void manySignaturesAreReadAndTooManyAreNot() throws VerificationException {
        Note note = alice.sign(TEXT);
        while (note.signatures().size() < Note.SIGNATURES_MAX) {
            note = bob.addTo(note);
        }
        assertThat(Note.parse(note.toBytes()).verify(List.of(alice.verifierKey())))
                .hasSize(1);
        byte[] oneTooMany = bob.addTo(note).toBytes();
        assertThatThrownBy(() -> Note.parse(oneTooMany)).hasMessageContaining("at most 100 signatures");
    }

    @Test
    void aVerifierKeyComesBackAndItsIdIsChecked() throws VerificationException {
        String text = alice.verifierKey().toString();
        assertThat(VerifierKey.parse(text)).isEqualTo(alice.verifierKey());
        assertThatThrownBy(() -> VerifierKey.parse("mallory" + text.substring(text.indexOf('+'))))
                .hasMessageContaining("key id");
    }

    @Test
    void anySingleFlippedBitIsFound() {
        byte[] bytes = alice.sign(TEXT).toBytes();
        List<VerifierKey> known = List.of(alice.verifierKey());
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> Note.parse(changed).verify(known))
                    .as("bit %d", bit)
                    .isInstanceOf(VerificationException.class);
        }
    }

    /** Each is named by what is wrong with it. S stands for a sound signature line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "no blank line\nS\n",
                "no newline after signature\n\nS",
                "no signatures\n\n",
                "hyphen for em dash\n\n- alice AAAAAAAA\n",
                "plus sign in name\n\n\u2014 al+ice AAAAAAAA\n",
                "no name\n\n\u2014  AAAAAAAA\n",
                "space in name\n\n\u2014 alice smith AAAAAAAA\n",
                "no signature after key id\n\n\u2014 alice AAAAAA==\n",
                "base64 without padding\n\n\u2014 alice AAAAAAA\n",
                "carriage return in text\r\n\nS\n",
                "tab in text\t\n\nS\n",
                "carriage return after signature\n\nS\r\n",
                "empty line after signatures\n\nS\n\n",
                "text after signatures\n\nS\nmore\n"
            })
    void brokenNotesAreRefused(String lie) {
        String sound = alice.sign(TEXT).signatures().getFirst().line();
        byte[] bytes = lie.replace("S", sound).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Note.parse(bytes)).isInstanceOf(VerificationException.class);
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] bytes = alice.sign(TEXT).toBytes();
        bytes[0] = (byte) 0xC0;
        assertThatThrownBy(() -> Note.parse(bytes)).hasMessageContaining("UTF-8");
    }
}
