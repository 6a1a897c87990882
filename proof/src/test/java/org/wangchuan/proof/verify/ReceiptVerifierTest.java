package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.SignedTrustList;

class ReceiptVerifierTest {
    private static final Expectations NOTHING =
            new Expectations(Optional.empty(), TestStation.STARTED.plusSeconds(9_999));

    @TempDir
    Path folder;

    @Test
    void aReceiptVerifiesAfterAJourneyThroughBytes() throws Exception {
        try (TestStation station = new TestStation(folder, "log.example/one")) {
            station.job();
            Receipt receipt = Receipt.parse(station.job().toBytes());
            SignedTrustList trust = SignedTrustList.parse(station.trust().toBytes());

            VerifiedReceipt verified = ReceiptVerifier.verify(
                    receipt, trust.list(), new Expectations(Optional.of(TestStation.SERIAL), NOTHING.now()));

            assertThat(verified.operator()).contains("Testbetrieb");
            assertThat(verified.index()).isEqualTo(3);
            assertThat(verified.startIndex()).isEqualTo(2);
            assertThat(verified.checkpoint().size()).isEqualTo(4);
            assertThat(verified.clearing().disclosed().work()).contains(TestStation.work());
            assertThat(verified.clearing().disclosed().target()).contains(TestStation.target(TestStation.SERIAL));
            assertThat(verified.clearing().claims())
                    .isEqualTo(TestStation.claims(verified.start().head().eventId()));
            assertThat(verified.checked()).containsExactlyElementsOf(EnumSet.range(Check.SIGNATURE, Check.SERIAL));
            assertThat(verified.notChecked())
                    .containsExactly(Gap.NOT_WITNESSED, Gap.TIME_NOT_PROVED, Gap.EVIDENCE_NOT_READ, Gap.REVOCATION);
            verified.clearing().claims().evidence().verify(TestStation.EVIDENCE);
        }
    }

    @Test
    void aStrangersReceiptIsConsistentAndNoMore() throws Exception {
        try (TestStation station = new TestStation(folder, "log.example/one")) {
            VerifiedReceipt verified = ReceiptVerifier.verify(station.job(), TestStation.nobody(), NOTHING);

            assertThat(verified.isSignerKnown()).isFalse();
            assertThat(verified.checked()).doesNotContain(Check.SIGNER_IN_TRUST_LIST, Check.KEY_VALID_BY_INDEX);
            assertThat(verified.notChecked()).contains(Gap.SIGNER_UNKNOWN, Gap.SERIAL_NOT_COMPARED);
        }
    }

    @Test
    void aReceiptThatShowsLessVerifiesAndSaysWhatItDoesNotShow() throws VerificationException, java.io.IOException {
        try (TestStation station = new TestStation(folder, "log.example/one")) {
            VerifiedReceipt verified = ReceiptVerifier.verify(
                    showingOnly(Set.of("target"), station.job()),
                    station.trust().list(),
                    NOTHING);

            assertThat(verified.clearing().disclosed().work()).isEmpty();
            assertThat(verified.notChecked()).contains(Gap.WORK_NOT_SHOWN);
        }
    }

    @Test
    void aReceiptOfNoDeviceWouldFitAny() throws VerificationException, java.io.IOException {
        try (TestStation station = new TestStation(folder, "log.example/one")) {
            Receipt any = showingOnly(Set.of("work"), station.job());

            assertThatThrownBy(() -> ReceiptVerifier.verify(any, station.trust().list(), NOTHING))
                    .isInstanceOfSatisfying(
                            VerificationException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.DISCLOSURE));
        }
    }

    private static Receipt showingOnly(Set<String> names, Receipt full) throws VerificationException {
        Receipt less = new Receipt(
                new Logged(
                        full.clearing().statement().showingOnly(names),
                        full.clearing().nonce(),
                        full.clearing().proof()),
                new Logged(
                        full.start().statement().showingOnly(names),
                        full.start().nonce(),
                        full.start().proof()),
                full.hint());
        return Receipt.parse(less.toBytes());
    }
}
