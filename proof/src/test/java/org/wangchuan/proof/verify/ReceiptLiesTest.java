package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.proof.testing.TestStation.STARTED;
import static org.wangchuan.proof.testing.TestStation.target;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.TrustList;

/** Each test is named by the lie that its receipt tells. */
class ReceiptLiesTest {
    private static final Expectations NOTHING = new Expectations(Optional.empty(), STARTED.plusSeconds(9_999));

    @TempDir
    Path folder;

    private TestStation station;
    private TestStation other;

    @BeforeEach
    void open() throws IOException {
        station = new TestStation(folder.resolve("one"), "log.example/one");
        other = new TestStation(folder.resolve("other"), "log.example/other");
    }

    @AfterEach
    void close() throws IOException {
        station.close();
        other.close();
    }

    private void refused(FailureCode code, Receipt receipt) {
        refused(code, receipt, station.trust().list(), NOTHING);
    }

    private static void refused(FailureCode code, Receipt receipt, TrustList trust, Expectations expectations) {
        assertThatThrownBy(() -> ReceiptVerifier.verify(Receipt.parse(receipt.toBytes()), trust, expectations))
                .isInstanceOfSatisfying(
                        VerificationException.class,
                        e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
    }

    @Test
    void receiptOfAnotherDevice() throws IOException {
        refused(
                FailureCode.SERIAL,
                station.job(),
                station.trust().list(),
                new Expectations(Optional.of("WD-43"), NOTHING.now()));
    }

    @Test
    void receiptThatHidesItsDeviceFromSomebodyWhoAsksForTheSerial() throws IOException {
        Receipt receipt = station.job();
        Receipt hiding = new Receipt(
                new Logged(
                        receipt.clearing().statement().showingOnly(Set.of("work")),
                        receipt.clearing().nonce(),
                        receipt.clearing().proof()),
                receipt.start(),
                receipt.hint());
        refused(
                FailureCode.SERIAL,
                hiding,
                station.trust().list(),
                new Expectations(Optional.of(TestStation.SERIAL), NOTHING.now()));
    }

    @Test
    void testStatementPosingAsReal() throws IOException {
        StatementIssuer issuer = StatementIssuer.test(station.key);
        IssuedStatement start = station.start(issuer, target(TestStation.SERIAL));
        IssuedStatement clearing = station.clearing(issuer, start.eventId(), target(TestStation.SERIAL));
        refused(FailureCode.TEST_STATEMENT, station.receipt(start, clearing));
        refused(FailureCode.TEST_STATEMENT, station.receipt(start, clearing), TestStation.nobody(), NOTHING);
    }

    @Test
    void realClearingOfATestStart() throws IOException {
        IssuedStatement start = station.start(StatementIssuer.test(station.key), target(TestStation.SERIAL));
        refused(FailureCode.TEST_STATEMENT, station.receipt(start, station.clearing(start)));
    }

    @Test
    void startPosingAsClearing() throws IOException {
        IssuedStatement start = station.start();
        IssuedStatement clearing = station.clearing(start);
        refused(FailureCode.STATEMENT_TYPE, station.receipt(start, start));
        refused(FailureCode.STATEMENT_TYPE, station.receipt(clearing, clearing));
    }

    @Test
    void clearingWithTheStartOfAnotherJob() throws IOException {
        IssuedStatement first = station.start();
        IssuedStatement second = station.start();
        refused(FailureCode.START_LINK, station.receipt(first, station.clearing(second)));
    }

    @Test
    void clearingLoggedBeforeItsStart() throws IOException {
        StatementIssuer issuer = StatementIssuer.real(station.key);
        IssuedStatement start = issuer.start(
                station.chain, UUID.randomUUID(), STARTED, Disclosed.ofStart(target("1"), Optional.empty()));
        IssuedStatement clearing = issuer.clearing(
                station.chain.after(start),
                UUID.randomUUID(),
                STARTED.plusSeconds(5),
                TestStation.claims(start.eventId()),
                Disclosed.ofClearing(target("1"), TestStation.work(), Optional.empty()));
        station.log.append(List.of(clearing.entry()));
        station.log.append(List.of(start.entry()));
        refused(FailureCode.ORDER, station.receipt(start, clearing));
    }

    @Test
    void clearingOfAnotherTargetThanTheStart() throws IOException {
        StatementIssuer issuer = StatementIssuer.real(station.key);
        IssuedStatement start = station.start(issuer, target("1"));
        refused(FailureCode.TARGET, station.receipt(start, station.clearing(issuer, start.eventId(), target("2"))));
    }

    @Test
    void clearingThatLeavesOutAStatementOfTheChain() throws IOException {
        IssuedStatement start = station.start();
        station.chain =
                new StationChain(station.chain.nextSequence(), Optional.of(Bytes32.random()), station.chain.seen());
        refused(FailureCode.CHAIN, station.receipt(start, station.clearing(start)));
    }

    @Test
    void clearingWithTheSequenceNumberOfItsStart() throws IOException {
        IssuedStatement start = station.start();
        station.chain = StationChain.NEW;
        refused(FailureCode.CHAIN, station.receipt(start, station.clearing(start)));
    }

    @Test
    void statementThatHadSeenTheFuture() throws IOException {
        IssuedStatement start = station.start();
        station.chain = station.chain.seeing(new Checkpoint("log.example/one", 99, Bytes32.random()));
        refused(FailureCode.ORDER, station.receipt(start, station.clearing(start)));
    }

    @Test
    void statementDatedInTheFuture() throws IOException {
        refused(
                FailureCode.TIME,
                station.job(),
                station.trust().list(),
                new Expectations(Optional.empty(), Instant.parse("2026-02-27T00:00:00Z")));
    }

    @Test
    void receiptThatBringsItsOwnLog() throws Exception {
        // The station's key is real; log and checkpoint are of a liar who uses the real log's name.
        SigningKey liar = SigningKey.generate();
        try (TestStation forger =
                new TestStation(folder.resolve("forged"), station.key, new NoteSigner("log.example/one", liar))) {
            refused(FailureCode.NOTE_SIGNATURE, forger.job());
        }
        try (TestStation forger = new TestStation(
                folder.resolve("forged-2"), station.key, new NoteSigner("log.example/elsewhere", liar))) {
            Receipt elsewhere = forger.job();
            VerifiedReceipt verified =
                    ReceiptVerifier.verify(elsewhere, station.trust().list(), NOTHING);
            assertThat(verified.isSignerKnown())
                    .as("the list says nothing of that log: no evidence of a lie, and none for it")
                    .isFalse();
            assertThat(verified.checked()).doesNotContain(Check.SIGNER_IN_TRUST_LIST, Check.KEY_VALID_BY_INDEX);
            // The key was withdrawn where the list has it: a thief would choose a log that it does not have.
            refused(FailureCode.LOG_UNKNOWN, elsewhere, trustIn(range(0, Optional.of(9L))), NOTHING);
            // A log that the list has, and does not have the station in.
            TrustList.Operator known = station.trust().list().operators().getFirst();
            refused(
                    FailureCode.LOG_UNKNOWN,
                    elsewhere,
                    list(
                            known,
                            new TrustList.Operator(
                                    "elsewhere", List.of(elsewhere.hint().log()), List.of())),
                    NOTHING);
        }
    }

    /** A station's own log stands in its operator's list for receipts, and for nothing else. */
    @Test
    void aStationsOwnLogIsForReceiptsAlone() throws Exception {
        try (TestStation own = new TestStation(
                folder.resolve("own"), station.key, new NoteSigner("log.example/own", SigningKey.generate()))) {
            Receipt receipt = own.job();
            TrustList.Operator operators = station.trust().list().operators().getFirst();
            TrustList both = list(operators, forReceipts(receipt, range(0, Optional.empty())));
            assertThat(ReceiptVerifier.verify(receipt, both, NOTHING).operator())
                    .contains("own");
            assertThat(ReceiptVerifier.verify(station.job(), both, NOTHING).operator())
                    .contains(operators.name());
            assertThat(both.operatorOf(station.key.publicKey().thumbprint())).contains(operators);
            TrustList ended = list(operators, forReceipts(receipt, range(0, Optional.of(2L))));
            assertThat(ReceiptVerifier.verify(receipt, ended, NOTHING).isSignerKnown())
                    .as("what it has signed before it was ended")
                    .isTrue();
            refused(FailureCode.KEY_ENDED, own.job(), ended, NOTHING);
            refused(
                    FailureCode.NOTE_SIGNATURE,
                    receipt,
                    list(
                            operators,
                            new TrustList.Operator(
                                    "own",
                                    List.of(new NoteSigner("log.example/own", SigningKey.generate()).verifierKey()),
                                    List.of(range(0, Optional.empty())),
                                    List.of(TrustList.RECEIPTS_ALONE))),
                    NOTHING);
        }
    }

    private TrustList.Operator forReceipts(Receipt receipt, TrustList.Station range) {
        return new TrustList.Operator(
                "own", List.of(receipt.hint().log()), List.of(range), List.of(TrustList.RECEIPTS_ALONE));
    }

    private TrustList list(TrustList.Operator... operators) {
        TrustList old = station.trust().list();
        return new TrustList(
                old.version(), old.issuedAtSeconds(), old.signer(), List.of(operators), old.witnessPolicy());
    }

    @Test
    void strangersStationInAKnownLogsName() throws Exception {
        try (TestStation forger = new TestStation(
                folder.resolve("forged"),
                SigningKey.generate(),
                new NoteSigner("log.example/one", SigningKey.generate()))) {
            refused(FailureCode.NOTE_SIGNATURE, forger.job());
        }
    }

    @Test
    void hintOfAnotherStationOrLog() throws IOException {
        Receipt receipt = station.job();
        refused(
                FailureCode.HINT,
                new Receipt(
                        receipt.clearing(),
                        receipt.start(),
                        new Hint(other.key.publicKey(), receipt.hint().log())));
        refused(
                FailureCode.HINT,
                new Receipt(
                        receipt.clearing(),
                        receipt.start(),
                        new Hint(receipt.hint().station(), other.log.verifierKey())));
    }

    @Test
    void statementWithTheLogEntryOfAnotherStatement() throws IOException {
        Receipt receipt = station.job();
        Receipt second = station.job();
        TlogProof wrong = station.log
                .prove(List.of(0L))
                .getFirst()
                .withExtra(receipt.clearing().nonce().toBytes());
        TlogProof start = station.log
                .prove(List.of(0L))
                .getFirst()
                .withExtra(receipt.start().nonce().toBytes());
        TlogProof moved = new TlogProof(wrong.extra(), 1, wrong.hashes(), wrong.checkpoint());
        refused(
                FailureCode.INCLUSION,
                new Receipt(
                        new Logged(
                                receipt.clearing().statement(),
                                receipt.clearing().nonce(),
                                moved),
                        new Logged(receipt.start().statement(), receipt.start().nonce(), start),
                        receipt.hint()));
        assertThat(second.clearing().proof().index()).isEqualTo(3);
    }

    @Test
    void statementWithAnotherNonce() throws IOException {
        Receipt receipt = station.job();
        Bytes32 nonce = Bytes32.random();
        refused(
                FailureCode.OPENING,
                withClearing(receipt, nonce, receipt.clearing().proof()));
        refused(
                FailureCode.INCLUSION,
                withClearing(receipt, nonce, receipt.clearing().proof().withExtra(nonce.toBytes())));
        refused(
                FailureCode.OPENING,
                withClearing(
                        receipt,
                        receipt.clearing().nonce(),
                        new TlogProof(
                                Optional.empty(),
                                receipt.clearing().proof().index(),
                                receipt.clearing().proof().hashes(),
                                receipt.clearing().proof().checkpoint())));
    }

    @Test
    void indexBeyondTheTree() throws IOException {
        Receipt receipt = station.job();
        TlogProof proof = receipt.clearing().proof();
        refused(
                FailureCode.INCLUSION,
                withClearing(
                        receipt,
                        receipt.clearing().nonce(),
                        new TlogProof(proof.extra(), 2, proof.hashes(), proof.checkpoint())));
    }

    @Test
    void checkpointOfATreeThatHoldsOnlyTheLie() throws IOException {
        IssuedStatement start = station.start();
        IssuedStatement clearing = station.clearing(start);
        Bytes32 root =
                TreeHash.leaf(LogEntry.of(clearing.nonce(), clearing.statement().head(), clearing.sdJwt()));
        Checkpoint tree = new Checkpoint("log.example/one", 1, root);
        NoteSigner liar = new NoteSigner("log.example/one", SigningKey.generate());
        TlogProof proof =
                new TlogProof(Optional.empty(), 0, List.of(), new SignedCheckpoint(tree, liar.sign(tree.text())));
        Receipt receipt = station.receipt(start, clearing);
        refused(
                FailureCode.ORDER,
                withClearing(
                        receipt,
                        clearing.nonce(),
                        proof.withExtra(clearing.nonce().toBytes())));
    }

    @Test
    void stationKeyOutsideItsPartOfTheLog() throws IOException {
        Receipt receipt = station.job();
        refused(FailureCode.KEY_NOT_VALID, receipt, trustIn(range(1, Optional.empty())), NOTHING);
        refused(FailureCode.KEY_NOT_VALID, receipt, trustIn(range(5, Optional.of(9L))), NOTHING);
        refused(
                FailureCode.KEY_NOT_VALID,
                receipt,
                trustIn(range(3, Optional.of(4L)), range(5, Optional.empty())),
                NOTHING);
    }

    @Test
    void statementMadeWithAKeyAfterItWasWithdrawn() throws Exception {
        Receipt before = station.job();
        Receipt after = station.job();
        TrustList trust = trustIn(range(0, Optional.of(2L)));
        refused(FailureCode.KEY_ENDED, after, trust, NOTHING);
        refused(FailureCode.KEY_ENDED, after, trustIn(range(0, Optional.of(3L))), NOTHING);
        assertThat(ReceiptVerifier.verify(before, trust, NOTHING).isSignerKnown())
                .as("what stood in the log before stays valid")
                .isTrue();
        TrustList again = trustIn(range(0, Optional.of(1L)), range(2, Optional.empty()));
        assertThat(ReceiptVerifier.verify(after, again, NOTHING).isSignerKnown())
                .as("in the second of two ranges")
                .isTrue();
    }

    @Test
    void checkpointSignedWithAnyLogKeyOfTheOperatorIsNoLie() throws Exception {
        NoteSigner next = new NoteSigner("log.example/one", SigningKey.generate());
        TrustList.Operator operator = new TrustList.Operator(
                "op", List.of(next.verifierKey(), station.log.verifierKey()), List.of(range(0, Optional.empty())));
        TrustList trust = new TrustList(2, 0, station.trust().list().signer(), List.of(operator), "");
        assertThat(ReceiptVerifier.verify(station.job(), trust, NOTHING).isSignerKnown())
                .isTrue();
    }

    private TrustList.Station range(long first, Optional<Long> end) {
        return new TrustList.Station(station.key.publicKey(), first, end);
    }

    private TrustList trustIn(TrustList.Station... ranges) {
        TrustList.Operator operator = new TrustList.Operator("op", List.of(station.log.verifierKey()), List.of(ranges));
        return new TrustList(2, 0, station.trust().list().signer(), List.of(operator), "");
    }

    @Test
    void statementSignedByAnotherKeyThanItNames() throws Exception {
        Receipt receipt = station.job();
        Receipt foreign = other.job();
        String jwt = receipt.clearing().statement().jwt();
        String foreignJwt = foreign.clearing().statement().jwt();
        String swapped = jwt.substring(0, jwt.lastIndexOf('.')) + foreignJwt.substring(foreignJwt.lastIndexOf('.'));
        String text = receipt.clearing().statement().text().replace(jwt, swapped);
        refused(
                FailureCode.STATEMENT_SIGNATURE,
                new Receipt(
                        new Logged(
                                SdJwt.parse(text),
                                receipt.clearing().nonce(),
                                receipt.clearing().proof()),
                        receipt.start(),
                        receipt.hint()));
    }

    /** It is covered by nothing, and whoever collects receipts would hold two of one. */
    @Test
    void signatureThatNobodyNeeds() throws IOException {
        Receipt receipt = station.job();
        TlogProof proof = receipt.clearing().proof();
        NoteSigner stranger = new NoteSigner("witness.example", SigningKey.generate());
        Checkpoint tree = proof.checkpoint().checkpoint();
        for (NoteSigner added : List.of(stranger, station.logSigner)) {
            List<NoteSignature> signatures =
                    new ArrayList<>(proof.checkpoint().note().signatures());
            signatures.addAll(added.sign(tree.text()).signatures());
            SignedCheckpoint more = new SignedCheckpoint(tree, new Note(tree.text(), signatures));
            refused(
                    FailureCode.RECEIPT_FORMAT,
                    withClearing(
                            receipt,
                            receipt.clearing().nonce(),
                            new TlogProof(proof.extra(), proof.index(), proof.hashes(), more)));
        }
    }

    @Test
    void disclosuresTurnedRoundOrShownTwice() throws IOException, VerificationException {
        Receipt receipt = station.job();
        String text = receipt.clearing().statement().text();
        String[] parts = text.split("~", -1);
        assertThat(parts).as("statement, two disclosures, nothing").hasSize(4);
        String turned = String.join("~", parts[0], parts[2], parts[1], "");
        refused(
                FailureCode.RECEIPT_FORMAT,
                new Receipt(
                        new Logged(
                                SdJwt.parse(turned),
                                receipt.clearing().nonce(),
                                receipt.clearing().proof()),
                        receipt.start(),
                        receipt.hint()));
        assertThatThrownBy(() -> SdJwt.parse(String.join("~", parts[0], parts[1], parts[1], parts[2], "")))
                .isInstanceOf(VerificationException.class);
    }

    /** Whatever byte is changed, nobody is told that it verifies: neither friend nor stranger. */
    @Test
    void anyChangedByteIsFound() throws IOException {
        byte[] bytes = station.job().toBytes();
        List<TrustList> trustLists = List.of(station.trust().list(), TestStation.nobody());
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << new Random(i).nextInt(8));
            TrustList trust = trustLists.get(i % 2);
            assertThatThrownBy(() -> ReceiptVerifier.verify(Receipt.parse(changed), trust, NOTHING))
                    .as("byte %d, seed %d", i, i)
                    .isInstanceOf(VerificationException.class);
        }
    }

    private static Receipt withClearing(Receipt receipt, Bytes32 nonce, TlogProof proof) {
        return new Receipt(new Logged(receipt.clearing().statement(), nonce, proof), receipt.start(), receipt.hint());
    }
}
