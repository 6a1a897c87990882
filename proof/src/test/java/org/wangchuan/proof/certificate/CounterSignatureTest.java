package org.wangchuan.proof.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.CounterSignature.Grade;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.CounterSigner;
import org.wangchuan.proof.issue.FixtureWorld;
import org.wangchuan.proof.issue.Job;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.key.P256SigningKey;
import org.wangchuan.proof.statement.SdJwt;

class CounterSignatureTest {
    @TempDir
    Path folder;

    private FixtureWorld world;
    private CounterSigner signer;
    private SdJwt of;

    @BeforeEach
    void run() throws IOException {
        world = new FixtureWorld(folder.resolve("log"));
        of = new Job(world).run().clearing.sdJwt();
        signer = new CounterSigner(world.key);
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private CounterSignature byKey() throws VerificationException {
        P256Key key = FixtureWorld.p256("owner");
        String signed = CounterSignature.keySigningInput(key, Role.OWNER, of.digest());
        return signer.key(Role.OWNER, of, STARTED, key, FixtureWorld.otherS(FixtureWorld.es256("owner", signed)));
    }

    @Test
    void everyGradeVerifiesForItsOwnStatementAndNoOther() throws VerificationException {
        Bytes32 salt = Bytes32.sha256(new byte[] {1});
        for (CounterSignature one : List.of(
                signer.asserted(Role.TECHNICIAN, of, STARTED),
                signer.code(Role.OWNER, of, STARTED),
                byKey(),
                signer.handwritten(Role.VERIFIER, of, STARTED, new byte[] {7}, salt))) {
            CounterSignature read = CounterSignature.of(one.stationJws(), one.keyJws());
            assertThat(read).isEqualTo(one);
            read.verify(world.key.publicKey(), of.digest());
            refused(() -> read.verify(world.key.publicKey(), salt));
            refused(() -> read.verify(FixtureWorld.key("other station").publicKey(), of.digest()));
        }
    }

    @Test
    void eachGradeSaysSomethingElseAndNoneSaysMoreThanItKnows() {
        assertThat(Arrays.stream(Grade.values()).map(Grade::sentence)).doesNotHaveDuplicates();
        assertThat(Grade.ASSERTED.sentence()).isEqualTo("the clerk says so");
        for (Grade grade : List.of(Grade.CODE, Grade.KEY, Grade.HANDWRITTEN)) {
            assertThat(grade.sentence()).contains("the station says");
        }
    }

    @Test
    void anImageIsFoundByWhoHasTheSaltAndByNobodyElse() {
        byte[] image = "strokes".getBytes(StandardCharsets.US_ASCII);
        Bytes32 salt = Bytes32.sha256(new byte[] {1});
        CounterSignature one = signer.handwritten(Role.OWNER, of, STARTED, image, salt);
        assertThat(one.image()).contains(CounterSignature.imageDigest(image, salt));
        assertThat(one.image().orElseThrow())
                .isNotEqualTo(Bytes32.sha256(image))
                .isNotEqualTo(CounterSignature.imageDigest(image, Bytes32.sha256(new byte[] {2})));
    }

    @Test
    void onlyTheVeryImageUnderItsKeyIsTheOneThatWasGiven() {
        byte[] image = "strokes".getBytes(StandardCharsets.US_ASCII);
        Bytes32 key = Bytes32.sha256(new byte[] {1});
        CounterSignature one = signer.handwritten(Role.OWNER, of, STARTED, image, key);
        assertThat(one.shows(image, key)).isTrue();
        assertThat(one.shows("Strokes".getBytes(StandardCharsets.US_ASCII), key))
                .isFalse();
        assertThat(one.shows(image, Bytes32.sha256(new byte[] {2}))).isFalse();
        assertThat(signer.code(Role.OWNER, of, STARTED).shows(image, key)).isFalse();
    }

    @Test
    void aKeySignsElsewhereAndWhatItSignedIsTakenInAsText() throws VerificationException {
        P256SigningKey own = P256SigningKey.generate();
        String text = KeySignature.sign(own, Role.OWNER, of.digest()).jws();

        KeySignature read = KeySignature.parse(text);
        read.require(Role.OWNER, of.digest());
        CounterSignature one = signer.key(Role.OWNER, of, STARTED, read.key(), read.signature());

        assertThat(one.keyJws()).contains(text);
        assertThat(one.key()).contains(own.publicKey().thumbprint());
        one.verify(world.key.publicKey(), of.digest());
    }

    @Test
    void whatAKeySignedIsTakenForNoOtherRoleOrStatement() throws VerificationException {
        KeySignature signed = KeySignature.sign(P256SigningKey.generate(), Role.TECHNICIAN, of.digest());
        assertThatThrownBy(() -> signed.require(Role.OWNER, of.digest())).hasMessageContaining("technician of ");
        refused(() -> signed.require(Role.OWNER, of.digest()));
        refused(() -> signed.require(Role.TECHNICIAN, Bytes32.sha256(new byte[] {1})));
        String text = signed.jws();
        String other = KeySignature.sign(P256SigningKey.generate(), Role.TECHNICIAN, of.digest())
                .jws();
        String mixed = text.substring(0, text.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        refused(() -> KeySignature.parse(mixed).require(Role.TECHNICIAN, of.digest()));
    }

    /** Browsers make either of two signatures; the file holds one. */
    @Test
    void theOtherSpellingOfASignatureIsTurnedIntoTheOneThatIsAccepted() throws VerificationException {
        P256Key key = FixtureWorld.p256("owner");
        String input = CounterSignature.keySigningInput(key, Role.OWNER, of.digest());
        byte[] low = P256Key.lowS(FixtureWorld.es256("owner", input));
        KeySignature high = KeySignature.parse(CounterSignature.jws(input, FixtureWorld.otherS(low)));
        refused(() -> high.require(Role.OWNER, of.digest()));
        high.lowS().require(Role.OWNER, of.digest());
        assertThat(high.lowS().jws()).isEqualTo(CounterSignature.jws(input, low));
    }

    @Test
    void aKeysGradeWithoutTheKeysSignatureIsRefused() throws VerificationException {
        String station = byKey().stationJws();
        refused(() -> CounterSignature.of(station, Optional.empty()));
        String asserted = signer.asserted(Role.OWNER, of, STARTED).stationJws();
        Optional<String> keyJws = byKey().keyJws();
        refused(() -> CounterSignature.of(asserted, keyJws));
    }

    @Test
    void aSignatureThatIsNotTheKeysIsNotTakenIn() {
        P256Key key = FixtureWorld.p256("owner");
        refused(() -> signer.key(Role.OWNER, of, STARTED, key, FixtureWorld.es256("owner", "another text")));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.COUNTERSIGNATURE));
    }
}
