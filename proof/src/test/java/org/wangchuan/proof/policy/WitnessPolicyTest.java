package org.wangchuan.proof.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.TypedKey;

class WitnessPolicyTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final NoteSigner LOG = new NoteSigner("log.example", key(100));
    private static final Map<String, Cosigner> WITNESSES = new HashMap<>();
    private static final String LINES;

    static {
        StringBuilder lines = new StringBuilder("log " + LOG.verifierKey() + " https://log.example\n");
        for (String name : List.of("regulator", "consumers", "recyclers", "ngo", "stranger")) {
            Cosigner cosigner = new Cosigner("witness.example/" + name, key(WITNESSES.size()));
            WITNESSES.put(name, cosigner);
            if (!name.equals("stranger")) {
                lines.append("witness ")
                        .append(name)
                        .append("\t ")
                        .append(cosigner.key())
                        .append('\n');
            }
        }
        LINES = lines.toString();
    }

    private static SigningKey key(int i) {
        byte[] seed = new byte[32];
        seed[0] = (byte) i;
        return SigningKey.of(seed);
    }

    private static Cosigner witness(String name) {
        return Objects.requireNonNull(WITNESSES.get(name));
    }

    private static WitnessPolicy policy(String more) throws VerificationException {
        return WitnessPolicy.parse((LINES + more).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theAddressOfAWitnessIsKeptAsItIsWritten() throws VerificationException {
        CosignerKey asked = witness("stranger").key();
        WitnessPolicy policy = policy("witness there " + asked + " https://w.example/x/\nquorum there\n");
        assertThat(policy.addresses()).containsExactly(Map.entry(asked, "https://w.example/x/"));
        assertThat(policy("quorum ngo\n").addresses()).isEmpty();
    }

    private static SignedCheckpoint cosignedBy(String... names) {
        Checkpoint tree = new Checkpoint("log.example", 5, Bytes32.sha256());
        List<NoteSignature> lines = new ArrayList<>(LOG.sign(tree.text()).signatures());
        for (String name : names) {
            lines.add(witness(name).cosign(tree.text(), NOW.getEpochSecond()));
        }
        return new SignedCheckpoint(tree, new Note(tree.text(), lines));
    }

    private static FailureCode codeOf(WitnessPolicy policy, SignedCheckpoint checkpoint) {
        VerificationException e =
                catchThrowableOfType(VerificationException.class, () -> policy.verify(checkpoint, NOW));
        return e.code();
    }

    private static String refusal(String text) {
        VerificationException e = catchThrowableOfType(
                VerificationException.class, () -> WitnessPolicy.parse(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(e).as(text).isNotNull();
        assertThat(e.code()).isEqualTo(FailureCode.POLICY_FORMAT);
        return String.valueOf(e.getMessage());
    }

    /** The example of our design: the regulator, and one of three others. */
    @ParameterizedTest
    @CsvSource({
        "regulator consumers, true",
        "ngo regulator, true",
        "regulator recyclers ngo consumers, true",
        "regulator regulator, false",
        "regulator stranger, false",
        "consumers recyclers ngo, false",
        "regulator, false",
        "'', false",
    })
    void allOfTheRegulatorAndAnyOfThree(String names, boolean isMet) throws VerificationException {
        WitnessPolicy policy = policy("""
                # who must have seen it
                group others any consumers recyclers ngo
                group both all regulator others
                \t quorum both\s
                """);
        SignedCheckpoint checkpoint = cosignedBy(names.isEmpty() ? new String[0] : names.split(" ", -1));
        if (isMet) {
            assertThat(policy.verify(checkpoint, NOW)).hasSizeGreaterThanOrEqualTo(2);
        } else {
            assertThat(codeOf(policy, checkpoint)).isEqualTo(FailureCode.QUORUM);
        }
        assertThat(policy.isWitnessRequired()).isTrue();
        assertThat(policy.logs()).containsExactly(LOG.verifierKey());
        assertThat(policy.witnesses()).hasSize(4);
    }

    @Test
    void aNumberOfWitnessesOrOneAloneCanBeAskedFor() throws VerificationException {
        WitnessPolicy two = policy("group g 2 regulator consumers ngo\nquorum g\n");
        two.verify(cosignedBy("ngo", "consumers"), NOW);
        assertThat(codeOf(two, cosignedBy("ngo", "recyclers"))).isEqualTo(FailureCode.QUORUM);
        WitnessPolicy one = policy("quorum ngo\n");
        List<Cosignature> found = one.verify(cosignedBy("regulator", "ngo"), NOW);
        assertThat(found.stream().map(cosignature -> cosignature.key().name()))
                .containsExactly("witness.example/regulator", "witness.example/ngo");
        assertThat(codeOf(one, cosignedBy("regulator"))).isEqualTo(FailureCode.QUORUM);
    }

    @Test
    void whatIsMissingIsSaid() throws VerificationException {
        WitnessPolicy policy = policy("group g 2 regulator consumers ngo\nquorum g\n");
        assertThatThrownBy(() -> policy.verify(cosignedBy("ngo"), NOW))
                .hasMessage(
                        "quorum: cosignatures: expected 2 of (regulator, consumers, ngo), found witness.example/ngo");
    }

    @Test
    void noWitnessAtAllMustBeSaidExpressly() throws VerificationException {
        WitnessPolicy policy = policy("quorum none\n");
        assertThat(policy.verify(cosignedBy(), NOW)).isEmpty();
        assertThat(policy.isWitnessRequired()).isFalse();
        assertThat(refusal(LINES)).contains("a quorum line");
        assertThat(refusal("")).contains("a quorum line");
    }

    @Test
    void aLogThatIsNotListedIsNotBelieved() throws VerificationException {
        WitnessPolicy policy = WitnessPolicy.parse("quorum none\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(codeOf(policy, cosignedBy())).isEqualTo(FailureCode.NOTE_SIGNATURE);
        assertThat(policy.requireQuorum(cosignedBy(), NOW)).isEmpty();
    }

    @Test
    void aWrongCosignatureByAKnownWitnessFailsEvenIfEnoughOthersAreRight() throws VerificationException {
        WitnessPolicy policy = policy("quorum ngo\n");
        SignedCheckpoint sound = cosignedBy("ngo");
        List<NoteSignature> lines = new ArrayList<>(sound.note().signatures());
        lines.add(witness("regulator").cosign("another text\n", NOW.getEpochSecond()));
        SignedCheckpoint spoiled =
                new SignedCheckpoint(sound.checkpoint(), new Note(sound.note().text(), lines));
        assertThat(codeOf(policy, spoiled)).isEqualTo(FailureCode.COSIGNATURE);
    }

    @Test
    void aWitnessWithAPostQuantumKeyCanBeNamedAndNeverCounts() throws VerificationException {
        TypedKey key = TypedKey.of("pq.example", CosignerKey.TYPE_ML_DSA_44, new byte[1312]);
        String witness = "witness pq " + key + "\n";
        WitnessPolicy either = policy(witness + "group g any pq ngo\nquorum g\n");
        either.verify(cosignedBy("ngo"), NOW);
        WitnessPolicy alone = policy(witness + "quorum pq\n");
        assertThatThrownBy(() -> alone.verify(cosignedBy("ngo"), NOW)).hasMessageContaining("can't be verified");
        TypedKey cut = TypedKey.of("pq.example", CosignerKey.TYPE_ML_DSA_44, new byte[1311]);
        assertThatThrownBy(() -> policy("witness pq " + cut + "\nquorum pq\n")).hasMessageContaining("1312 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "group g any ngo nobody\\nquorum g | line 6: expected a witness or group defined above, found nobody",
                "group g any g\\nquorum g | line 6: expected a witness or group defined above, found g",
                "group a any b\\ngroup b any a\\nquorum a | defined above, found b",
                "group g any ngo ngo\\nquorum g | each name in at most one group, once, found ngo once more",
                "group a any ngo\\ngroup b any ngo a\\nquorum b | at most one group",
                "group g 3 ngo regulator\\nquorum g | all, any, or a number from 1 to 2, found 3",
                "group g 0 ngo regulator\\nquorum g | a number from 1 to 2, found 0",
                "group g 01 ngo\\nquorum g | a number from 1 to 1, found 01",
                "group g 99999999999999999999 ngo\\nquorum g | a number from 1 to 1",
                "group g ALL ngo\\nquorum g | a number from 1 to 1, found ALL",
                "group g all\\nquorum g | group NAME all|any|NUMBER",
                "group ngo all regulator\\nquorum ngo | a name that is not yet defined, found ngo",
                "group none all regulator\\nquorum ngo | another name than none",
                "group g any none\\nquorum g | defined above, found none",
                "quorum g\\ngroup g any ngo | none, or a witness or group defined above, found g",
                "quorum ngo\\nquorum ngo | one quorum line, found a second one",
                "quorum ngo regulator | quorum NAME, found 3 items",
                "quorum | quorum NAME, found 1 items",
                "qourum ngo | log, witness, group or quorum, found qourum",
                "quorum ngo # because | quorum NAME",
                "quorum\\u00a0ngo | log, witness, group or quorum",
                "quorum ngo\\r | no control characters",
                "# \\u007f | no control characters",
            })
    void mistakesAreNamedWithTheirLine(String lines, String complaint) {
        String text = lines.replace("\\n", "\n").replace("\\r", "\r").replace("\\u00a0", "\u00a0");
        assertThat(refusal(LINES + text.replace("\\u007f", "\u007f") + "\n")).contains(complaint.strip());
    }

    @Test
    void theSameKeyTwiceIsOneSignerHoweverItIsNamed() {
        Cosigner again = new Cosigner("other-name.example", key(0));
        assertThat(refusal(LINES + "witness again " + again.key() + "\nquorum again\n"))
                .contains("a witness key that no other line has");
        assertThat(refusal(LINES + "log " + new NoteSigner("other.example", key(100)).verifierKey() + "\nquorum ngo\n"))
                .contains("a log key that no other line has");
        assertThat(refusal(LINES + "witness self " + new Cosigner("self.example", key(100)).key() + "\nquorum self\n"))
                .contains("a witness key that no other line has");
    }

    @Test
    void keysStandWhereTheirTypeBelongs() {
        String logAsWitness = "witness w " + LOG.verifierKey() + "\nquorum w\n";
        assertThatThrownBy(() -> WitnessPolicy.parse(logAsWitness.getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("type 04");
        String witnessAsLog = "log " + new Cosigner("w.example", key(7)).key() + "\nquorum none\n";
        assertThatThrownBy(() -> WitnessPolicy.parse(witnessAsLog.getBytes(StandardCharsets.US_ASCII)))
                .hasMessageContaining("type 01");
    }

    @Test
    void thirtyTwoOfEachAreReadAndTooManyAreNot() throws VerificationException {
        assertThat(WitnessPolicy.parse(many(32)).quorum()).isInstanceOf(Quorum.Group.class);
        WitnessPolicy.parse(many(PolicyReader.EACH_MAX));
        assertThatThrownBy(() -> WitnessPolicy.parse(many(PolicyReader.EACH_MAX + 1)))
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> WitnessPolicy.parse(new byte[PolicyReader.BYTES_MAX + 1]))
                .hasMessageContaining("bytes");
        assertThat(refusal("quorum none")).contains("a newline at the end");
        assertThatThrownBy(() -> WitnessPolicy.parse(new byte[] {'#', (byte) 0xC0, '\n'}))
                .hasMessageContaining("UTF-8");
    }

    /** A chain of groups, each with one witness and the group before it. */
    private static byte[] many(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            byte[] seed = new byte[32];
            Arrays.fill(seed, (byte) 9);
            seed[1] = (byte) i;
            seed[2] = (byte) (i >> 8);
            Cosigner cosigner = new Cosigner("w" + i, SigningKey.of(seed));
            text.append("witness w")
                    .append(i)
                    .append(' ')
                    .append(cosigner.key())
                    .append('\n');
            text.append("group g").append(i).append(" all w").append(i);
            text.append(i == 0 ? "" : " g" + (i - 1)).append('\n');
        }
        return text.append("quorum g").append(count - 1).append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Whatever is read, asks for nobody only if it says so; and what can't be read is refused in an orderly way. */
    @Test
    void distortedPoliciesAreRefusedOrStillAskForAWitness() {
        byte[] sound = (LINES
                        + "group others any consumers recyclers ngo\ngroup both all regulator others\nquorum both\n")
                .getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (long seed = 0; seed < 4000; seed++) {
            Random random = new Random(seed);
            byte[] distorted = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                int at = random.nextInt(distorted.length);
                distorted[at] = random.nextInt(4) == 0
                        ? (byte) random.nextInt(256)
                        : distorted[random.nextInt(distorted.length)];
            }
            if (random.nextInt(3) == 0) {
                distorted = Arrays.copyOf(distorted, random.nextInt(distorted.length));
            }
            try {
                WitnessPolicy policy = WitnessPolicy.parse(distorted);
                assertThat(policy.isWitnessRequired()).as("seed %d", seed).isTrue();
                assertThat(policy.quorum().isMetBy(java.util.Set.of()))
                        .as("seed %d", seed)
                        .isFalse();
                read++;
            } catch (VerificationException expected) {
                assertThat(expected.getMessage())
                        .as("seed %d", seed)
                        .contains("expected")
                        .hasSizeLessThan(800);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(read).isPositive();
    }
}
