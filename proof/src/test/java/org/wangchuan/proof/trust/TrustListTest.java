package org.wangchuan.proof.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;

class TrustListTest {
    private final NoteSigner signer = new NoteSigner("trust.example", SigningKey.generate());
    private final NoteSigner log = new NoteSigner("log.example", SigningKey.generate());
    private final Cosigner witness = new Cosigner("w.example", SigningKey.generate());
    private final SigningKey stationKey = SigningKey.generate();
    private final TrustList.Station station = new TrustList.Station(stationKey.publicKey(), 3, Optional.of(9L));

    private SignedTrustList signed(long version, NoteSigner by, String policy) {
        TrustList.Operator operator = new TrustList.Operator("回收商", List.of(log.verifierKey()), List.of(station));
        return TrustListIssuer.sign(new TrustList(version, 1, by.verifierKey(), List.of(operator), policy), by);
    }

    @Test
    void aListComesBackByteForByte() throws VerificationException {
        byte[] bytes = signed(1, signer, policy()).toBytes();
        SignedTrustList read = SignedTrustList.parse(bytes);
        assertThat(read.toBytes()).isEqualTo(bytes);
        assertThat(read).isEqualTo(signed(1, signer, policy()));
        assertThat(read.list().operatorOf(station.key().thumbprint())).isPresent();
        assertThat(read.list().operatorOfLog("log.example")).isPresent();
        assertThat(read.list().operatorOfLog("")).isEmpty();
    }

    @Test
    void anyChangedBitIsFound() {
        byte[] bytes = signed(1, signer, "").toBytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> SignedTrustList.parse(changed))
                    .as("bit %d", bit)
                    .isInstanceOf(VerificationException.class);
        }
    }

    @Test
    void onlyANewerListOfTheSameSignerReplacesTheHeldOne() throws VerificationException {
        SignedTrustList held = signed(5, signer, "");
        signed(6, signer, "").requireSuccessorOf(held);
        signed(5, signer, "").requireSuccessorOf(held);
        refused(FailureCode.TRUST_VERSION, signed(4, signer, ""), held);
        refused(FailureCode.TRUST_VERSION, signed(5, signer, policy()), held);
        refused(
                FailureCode.NOTE_SIGNATURE,
                signed(6, new NoteSigner("trust.example", SigningKey.generate()), ""),
                held);
    }

    @Test
    void nothingHasTwoMasters() {
        TrustList.Operator one = new TrustList.Operator("one", List.of(log.verifierKey()), List.of(station));
        NoteSigner otherLog = new NoteSigner("other.example", SigningKey.generate());
        for (List<TrustList.Operator> wrong : List.of(
                List.of(one, one),
                List.of(one, new TrustList.Operator("two", List.of(log.verifierKey()), List.of())),
                List.of(one, new TrustList.Operator("two", List.of(otherLog.verifierKey()), List.of(station))),
                List.of(new TrustList.Operator("one", List.of(), List.of(station))),
                List.of(new TrustList.Operator(
                        "one", List.of(log.verifierKey(), otherLog.verifierKey()), List.of(station))))) {
            assertThatThrownBy(() -> new TrustList(1, 1, signer.verifierKey(), wrong, ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aSuccessorUnderAnotherNameOfTheSameKeyOrAnotherKeyOfTheSameNameIsNone() {
        SigningKey key = SigningKey.generate();
        NoteSigner held = new NoteSigner("trust.example", key);
        SignedTrustList list = signed(5, held, "");
        refused(FailureCode.NOTE_SIGNATURE, signed(6, new NoteSigner("trust.example/again", key), ""), list);
        refused(
                FailureCode.NOTE_SIGNATURE,
                signed(6, new NoteSigner("trust.example", SigningKey.generate()), ""),
                list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u001b[2J", "a\u202eb", "a\u2028b", "\udb40\udc41"})
    void anOperatorHasANameThatCanBePrintedOnALine(String name) {
        faulty(new TrustList.Operator(name, List.of(log.verifierKey()), List.of(station)));
    }

    @Test
    void anOperatorWithANameWithoutEnd() {
        faulty(new TrustList.Operator("a".repeat(201), List.of(log.verifierKey()), List.of(station)));
    }

    @Test
    void aRangeHoldsAtLeastOnePlace() {
        for (long end : new long[] {0, 2, 3}) {
            faulty(operator(new TrustList.Station(station.key(), 3, Optional.of(end))));
        }
        faulty(operator(new TrustList.Station(station.key(), -1, Optional.empty())));
    }

    @Test
    void rangesOfOneKeyDoNotOverlap() {
        TrustList.Station open = new TrustList.Station(station.key(), 8, Optional.empty());
        TrustList.Station within = new TrustList.Station(station.key(), 4, Optional.of(5L));
        faulty(operator(station, station));
        faulty(operator(station, open));
        faulty(operator(open, station));
        faulty(operator(within, station));
        faulty(operator(open, new TrustList.Station(station.key(), 100, Optional.of(101L))));
        TrustList.Station after = new TrustList.Station(station.key(), 9, Optional.empty());
        assertThat(new TrustList(1, 1, signer.verifierKey(), List.of(operator(after, station)), "").operators())
                .hasSize(1);
    }

    @Test
    void aLogKeyStandsThereOnce() {
        faulty(new TrustList.Operator("one", List.of(log.verifierKey(), log.verifierKey()), List.of(station)));
    }

    @Test
    void membersThatNobodyKnowsAreNotPassedOver() {
        String sound = SignedTrustList.text(signed(1, signer, "").list());
        for (String added : List.of(
                sound.replaceFirst("\\{\"format\"", "{\"expires\":1,\"format\""),
                sound.replaceFirst("\"logs\":", "\"active\":false,\"logs\":"),
                sound.replace("\"}]}],\"signer\"", "\",\"until\":1}]}],\"signer\""))) {
            assertThat(added).isNotEqualTo(sound);
            assertThatThrownBy(() -> SignedTrustList.parse(signer.sign(added).toBytes()))
                    .as(added)
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.TRUST_FORMAT))
                    .hasMessageContaining("no such member");
        }
        assertThat(sound).startsWith("{\"format\"").contains("\"logs\":").contains("\"key\":");
    }

    /** What the constructor refuses the reader refuses too, with its own code. */
    @Test
    void aSignatureMakesNoFaultyListGood() {
        String sound = SignedTrustList.text(signed(1, signer, "").list());
        for (String faulty : List.of(
                sound.replace("\"name\":\"回收商\"", "\"name\":\"\""),
                sound.replace("\"endIndex\":9", "\"endIndex\":3"),
                sound.replace("\"version\":1", "\"version\":0"))) {
            assertThat(faulty).isNotEqualTo(sound);
            assertThatThrownBy(() -> SignedTrustList.parse(signer.sign(faulty).toBytes()))
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.TRUST_FORMAT));
        }
    }

    private TrustList.Operator operator(TrustList.Station... stations) {
        return new TrustList.Operator("one", List.of(log.verifierKey()), List.of(stations));
    }

    private void faulty(TrustList.Operator operator) {
        assertThatThrownBy(() -> new TrustList(1, 1, signer.verifierKey(), List.of(operator), ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPolicyThatCannotBeReadMakesNoList() {
        for (String wrong : List.of(
                "all(a, b)",
                "quorum nobody-of-this-name\n",
                policy().stripTrailing(),
                "log " + log.verifierKey() + "\n" + policy(),
                "witness w " + new Cosigner("w.example", stationKey).key() + "\nquorum w\n")) {
            assertThatThrownBy(() -> signed(1, signer, wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
            byte[] bytes = resigned(policy(), wrong);
            assertThatThrownBy(() -> SignedTrustList.parse(bytes))
                    .as(wrong)
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.code()).isIn(FailureCode.POLICY_FORMAT, FailureCode.TRUST_FORMAT));
        }
    }

    @Test
    void theOfflineTimeHasOneSpellingAndADefault() throws VerificationException {
        TrustList plain = signed(1, signer, "").list();
        assertThat(plain.offlineSecondsMax()).isEqualTo(259_200);
        TrustList other = new TrustList(1, 1, signer.verifierKey(), plain.operators(), "", 3_600);
        SignedTrustList read =
                SignedTrustList.parse(TrustListIssuer.sign(other, signer).toBytes());
        assertThat(read.list().offlineSecondsMax()).isEqualTo(3_600);
        assertThat(new String(signed(1, signer, "").toBytes(), StandardCharsets.UTF_8))
                .doesNotContain("offlineSecondsMax");
        for (String spelled : List.of("259200", "0", "31622401")) {
            byte[] bytes = resigned("\"operators\"", "\"offlineSecondsMax\":" + spelled + ",\"operators\"");
            assertThatThrownBy(() -> SignedTrustList.parse(bytes))
                    .as(spelled)
                    .isInstanceOf(VerificationException.class);
        }
    }

    @Test
    void aListWithoutAPolicyHasNoneToEvaluate() {
        assertThat(signed(1, signer, "").list().policy()).isEmpty();
        assertThat(signed(1, signer, policy()).list().policy().orElseThrow().isWitnessRequired())
                .isTrue();
    }

    private String policy() {
        return "witness w " + witness.key() + "\nquorum w\n";
    }

    /** Signed by its own signer, but with a text that no issuer would sign. */
    private byte[] resigned(String part, String instead) {
        String text = SignedTrustList.text(signed(1, signer, policy()).list());
        String changed = text.replace(escaped(part), part.startsWith("\"") ? instead : escaped(instead));
        assertThat(changed).isNotEqualTo(text);
        return signer.sign(changed).toBytes();
    }

    private static String escaped(String text) {
        return text.startsWith("\"") ? text : text.replace("\n", "\\n");
    }

    @Test
    void aRangeEndsBeforeItsEnd() {
        assertThat(station.covers(2)).isFalse();
        assertThat(station.covers(3)).isTrue();
        assertThat(station.covers(8)).isTrue();
        assertThat(station.covers(9)).isFalse();
    }

    private static void refused(FailureCode code, SignedTrustList list, SignedTrustList held) {
        assertThatThrownBy(() -> list.requireSuccessorOf(held))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
