package org.wangchuan.page.testing;

import static org.wangchuan.page.testing.Bench.STARTED;
import static org.wangchuan.page.testing.Bench.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/**
 * The lies of the library's own test ReceiptLiesTest as bytes, with what has to be said about each; and the truths
 * beside them. Keys and answers are always the same, salts and nonces are not.
 */
public final class Lies {
    private static final long NOW = STARTED.getEpochSecond() + 9_999;

    private final List<Lie> all = new ArrayList<>();
    private final Path folder;
    private int folders;

    private Lies(Path folder) {
        this.folder = folder;
    }

    /** All of them. */
    public static List<Lie> in(Path folder) throws IOException, VerificationException {
        Lies lies = new Lies(folder);
        lies.truths();
        lies.ofTheWrongDevice();
        lies.ofType();
        lies.ofOrder();
        lies.ofKeys();
        lies.ofTheLog();
        lies.ofAnotherEntry();
        lies.ofNotes();
        new TrustLies(lies.all, lies.folder).add();
        new StatementLies(lies.all, lies.folder).add();
        lies.ofFiles();
        return List.copyOf(lies.all);
    }

    private Bench bench() throws IOException {
        return bench("log.example/one", 1);
    }

    private Bench bench(String origin, int seed) throws IOException {
        return new Bench(folder.resolve("bench-" + folders++), origin, seed);
    }

    private void add(String name, String answer, Receipt receipt, Optional<SignedTrustList> trust) {
        add(name, answer, receipt, trust, Optional.empty(), NOW);
    }

    private void add(
            String name,
            String answer,
            Receipt receipt,
            Optional<SignedTrustList> trust,
            Optional<String> serial,
            long now) {
        Optional<byte[]> list = trust.map(SignedTrustList::toBytes);
        all.add(new Lie(name, answer, new Question(receipt.toBytes(), list, Optional.empty(), serial, now)));
    }

    private void truths() throws IOException {
        try (Bench bench = bench()) {
            bench.job();
            Receipt receipt = bench.job();
            Optional<SignedTrustList> trust = Optional.of(bench.trust());
            add("truth", "verified", receipt, trust);
            add("truth about the device in hand", "verified", receipt, trust, Optional.of(Bench.SERIAL), NOW);
            add("truth of a stranger", "signer-unknown", receipt, Optional.empty());
            add("truth that shows less", "verified", showing(receipt, Set.of("target")), trust);
            add("truth about no device", "disclosure", showing(receipt, Set.of("work")), trust);
            add(
                    "truth at the end of its key",
                    "verified",
                    receipt,
                    Optional.of(bench.trust(new TrustList.Station(bench.key.publicKey(), 2, Optional.of(4L)))));
            add(
                    "truth as early as the clocks allow",
                    "verified",
                    receipt,
                    trust,
                    Optional.empty(),
                    STARTED.getEpochSecond() + 600 - 86_400);
            add("evidence compared", receipt, trust, Bench.EVIDENCE, "verified");
            add("evidence of another job", receipt, trust, new byte[] {1}, "evidence");
            for (int i = 0; i < 30; i++) { // other shapes of tree
                bench.start();
                add("truth in a larger tree " + i, "verified", bench.job(), trust);
            }
        }
    }

    private void add(String name, Receipt receipt, Optional<SignedTrustList> trust, byte[] evidence, String answer) {
        Optional<byte[]> list = trust.map(SignedTrustList::toBytes);
        Question question = new Question(receipt.toBytes(), list, Optional.of(evidence), Optional.empty(), NOW);
        all.add(new Lie(name, answer, question));
    }

    private void ofTheWrongDevice() throws IOException {
        try (Bench bench = bench()) {
            Receipt receipt = bench.job();
            Optional<SignedTrustList> trust = Optional.of(bench.trust());
            add("receipt of another device", "serial", receipt, trust, Optional.of("WD-43"), NOW);
            add(
                    "receipt that hides its device",
                    "serial",
                    showing(receipt, Set.of("work")),
                    trust,
                    Optional.of(Bench.SERIAL),
                    NOW);
            StatementIssuer issuer = StatementIssuer.real(bench.key);
            IssuedStatement start = bench.start(issuer, target("1"));
            add(
                    "clearing of another target than the start",
                    "target",
                    bench.receipt(start, bench.clearing(issuer, start.eventId(), target("2"), Verdict.CLEARED)),
                    trust);
        }
    }

    private void ofType() throws IOException {
        try (Bench bench = bench()) {
            Optional<SignedTrustList> trust = Optional.of(bench.trust());
            StatementIssuer issuer = StatementIssuer.test(bench.key);
            IssuedStatement start = bench.start(issuer, target(Bench.SERIAL));
            IssuedStatement clearing = bench.clearing(issuer, start.eventId(), target(Bench.SERIAL), Verdict.CLEARED);
            add("test posing as real", "test-statement", bench.receipt(start, clearing), trust);
            add("test of a stranger", "test-statement", bench.receipt(start, clearing), Optional.empty());
            add("real clearing of a test start", "test-statement", bench.receipt(start, bench.clearing(start)), trust);
            IssuedStatement first = bench.start();
            IssuedStatement second = bench.start();
            IssuedStatement real = bench.clearing(first);
            add("start posing as clearing", "statement-type", bench.receipt(first, first), trust);
            add("clearing posing as start", "statement-type", bench.receipt(real, real), trust);
            add("clearing with the start of another job", "start-link", bench.receipt(second, real), trust);
        }
    }

    private void ofOrder() throws IOException {
        try (Bench bench = bench()) {
            StatementIssuer issuer = StatementIssuer.real(bench.key);
            IssuedStatement start = issuer.start(
                    bench.chain, UUID.randomUUID(), STARTED, Disclosed.ofStart(target("1"), Optional.empty()));
            IssuedStatement clearing = issuer.clearing(
                    bench.chain.after(start),
                    UUID.randomUUID(),
                    STARTED.plusSeconds(5),
                    Bench.claims(start.eventId(), Verdict.CLEARED),
                    Disclosed.ofClearing(target("1"), Bench.work(1), Optional.empty()));
            bench.log.append(List.of(clearing.entry()));
            bench.log.append(List.of(start.entry()));
            add(
                    "clearing logged before its start",
                    "order",
                    bench.receipt(start, clearing),
                    Optional.of(bench.trust()));
        }
        try (Bench bench = bench()) {
            Optional<SignedTrustList> trust = Optional.of(bench.trust());
            IssuedStatement start = bench.start();
            StationChain kept = bench.chain;
            bench.chain = new StationChain(kept.nextSequence(), Optional.of(Bytes32.random()), kept.seen());
            add("clearing that leaves out a statement", "chain", bench.receipt(start, bench.clearing(start)), trust);
            bench.chain = StationChain.NEW;
            add("clearing with the number of its start", "chain", bench.receipt(start, bench.clearing(start)), trust);
            bench.chain = kept.seeing(new Checkpoint("log.example/one", 99, Bytes32.random()));
            add("statement that had seen the future", "order", bench.receipt(start, bench.clearing(start)), trust);
            add("statement dated in the future", "time", bench.job(), trust, Optional.empty(), NOW - 3 * 86_400);
        }
    }

    private void ofKeys() throws IOException, VerificationException {
        try (Bench bench = bench();
                Bench other = bench("log.example/other", 5)) {
            Receipt receipt = bench.job();
            Optional<SignedTrustList> trust = Optional.of(bench.trust());
            add(
                    "hint of another station",
                    "hint",
                    hinting(
                            receipt,
                            new Hint(other.key.publicKey(), receipt.hint().log())),
                    trust);
            add(
                    "hint of another log",
                    "hint",
                    hinting(receipt, new Hint(receipt.hint().station(), other.log.verifierKey())),
                    trust);
            add(
                    "hint of another log, from a stranger",
                    "note-signature",
                    hinting(receipt, new Hint(receipt.hint().station(), other.log.verifierKey())),
                    Optional.empty());
            TrustList.Station tooLate = new TrustList.Station(bench.key.publicKey(), 1, Optional.empty());
            TrustList.Station ended = new TrustList.Station(bench.key.publicKey(), 0, Optional.of(1L));
            TrustList.Station again = new TrustList.Station(bench.key.publicKey(), 3, Optional.of(9L));
            add("station key before its part of the log", "key-not-valid", receipt, Optional.of(bench.trust(tooLate)));
            add("station key after its part of the log", "key-ended", receipt, Optional.of(bench.trust(ended)));
            add("station key between two parts", "key-not-valid", receipt, Optional.of(bench.trust(ended, again)));
            String jwt = receipt.clearing().statement().jwt();
            String foreign = other.job().clearing().statement().jwt();
            String swapped = jwt.substring(0, jwt.lastIndexOf('.')) + foreign.substring(foreign.lastIndexOf('.'));
            SdJwt statement = SdJwt.parse(receipt.clearing().statement().text().replace(jwt, swapped));
            add(
                    "statement signed by another key",
                    "statement-signature",
                    new Receipt(
                            new Logged(
                                    statement,
                                    receipt.clearing().nonce(),
                                    receipt.clearing().proof()),
                            receipt.start(),
                            receipt.hint()),
                    trust);
        }
    }

    private static SignedTrustList withOwnLog(SignedTrustList signed, Receipt receipt) {
        TrustList old = signed.list();
        List<TrustList.Operator> operators = new ArrayList<>(old.operators());
        operators.add(new TrustList.Operator(
                "own",
                List.of(receipt.hint().log()),
                List.of(new TrustList.Station(receipt.hint().station(), 0, Optional.empty())),
                List.of(TrustList.RECEIPTS_ALONE)));
        return TrustListIssuer.sign(
                new TrustList(old.version(), old.issuedAtSeconds(), old.signer(), operators, old.witnessPolicy()),
                new NoteSigner("trust.example", Bench.key(99)));
    }

    private void ofTheLog() throws IOException {
        try (Bench bench = bench()) {
            Optional<SignedTrustList> trust = Optional.of(bench.trust());
            NoteSigner liar = new NoteSigner("log.example/one", Bench.key(66));
            NoteSigner elsewhere = new NoteSigner("log.example/elsewhere", Bench.key(66));
            try (Bench forger = new Bench(folder.resolve("forged-1"), bench.key, liar)) {
                add("receipt that brings its own log", "note-signature", forger.job(), trust);
            }
            try (Bench forger = new Bench(folder.resolve("forged-2"), bench.key, elsewhere)) {
                Receipt receipt = forger.job();
                add("receipt in a log elsewhere", "signer-unknown", receipt, trust);
                add("receipt in its own log", "verified", receipt, Optional.of(withOwnLog(bench.trust(), receipt)));
            }
            try (Bench forger = new Bench(folder.resolve("forged-3"), Bench.key(67), liar)) {
                add("stranger's station in a known log's name", "note-signature", forger.job(), trust);
            }
            IssuedStatement start = bench.start();
            IssuedStatement clearing = bench.clearing(start);
            Receipt receipt = bench.receipt(start, clearing);
            TlogProof proof = receipt.clearing().proof();
            Bytes32 nonce = Bytes32.random();
            add("another nonce", "opening", withClearing(receipt, nonce, proof), trust);
            add(
                    "another nonce, twice",
                    "inclusion",
                    withClearing(receipt, nonce, proof.withExtra(nonce.toBytes())),
                    trust);
            add(
                    "no nonce in the proof",
                    "opening",
                    withClearing(
                            receipt,
                            clearing.nonce(),
                            new TlogProof(Optional.empty(), proof.index(), proof.hashes(), proof.checkpoint())),
                    trust);
            add(
                    "index beyond the tree",
                    "inclusion",
                    withClearing(
                            receipt,
                            clearing.nonce(),
                            new TlogProof(proof.extra(), 2, proof.hashes(), proof.checkpoint())),
                    trust);
            add(
                    "index far beyond the tree",
                    "inclusion",
                    withClearing(
                            receipt,
                            clearing.nonce(),
                            new TlogProof(proof.extra(), Checkpoint.SIZE_MAX, proof.hashes(), proof.checkpoint())),
                    trust);
            add(
                    "one hash too many",
                    "inclusion",
                    withClearing(
                            receipt,
                            clearing.nonce(),
                            new TlogProof(proof.extra(), 1, List.of(nonce, nonce), proof.checkpoint())),
                    trust);
            add(
                    "one hash too few",
                    "inclusion",
                    withClearing(
                            receipt, clearing.nonce(), new TlogProof(proof.extra(), 1, List.of(), proof.checkpoint())),
                    trust);
            Bytes32 root = TreeHash.leaf(
                    LogEntry.of(clearing.nonce(), clearing.statement().head(), clearing.sdJwt()));
            Checkpoint tree = new Checkpoint("log.example/one", 1, root);
            TlogProof alone =
                    new TlogProof(Optional.empty(), 0, List.of(), new SignedCheckpoint(tree, liar.sign(tree.text())));
            add(
                    "tree that holds only the lie",
                    "order",
                    withClearing(
                            receipt,
                            clearing.nonce(),
                            alone.withExtra(clearing.nonce().toBytes())),
                    trust);
        }
    }

    /** Signatures on notes: strangers' are ignored, a known key's that fails spoils; in a receipt there is one. */
    private void ofNotes() throws IOException {
        try (Bench bench = bench()) {
            byte[] receipt = bench.job().toBytes();
            SignedTrustList trust = bench.trust();
            NoteSigner signer = new NoteSigner("trust.example", Bench.key(99));
            NoteSigner stranger = new NoteSigner("trust.example", Bench.key(55));
            ofBytes(
                    "trust list that a stranger signed too",
                    "verified",
                    receipt,
                    stranger.addTo(trust.note()).toBytes());
            Note spoiled = new Note(
                    trust.note().text(),
                    List.of(
                            trust.note().signatures().getFirst(),
                            signer.sign("other\n").signatures().getFirst()));
            ofBytes("trust list with a second signature that fails", "note-signature", receipt, spoiled.toBytes());
            ofBytes(
                    "trust list signed by a stranger alone",
                    "note-signature",
                    receipt,
                    stranger.sign(trust.note().text()).toBytes());
            String line = stranger.sign("x\n").signatures().getFirst().line();
            String more = new String(receipt, StandardCharsets.UTF_8).replace("\\n\",\"s", "\\n" + line + "\\n\",\"s");
            ofBytes(
                    "receipt with a second signature",
                    "receipt-format",
                    more.getBytes(StandardCharsets.UTF_8),
                    trust.toBytes());
        }
    }

    private void ofAnotherEntry() throws IOException {
        try (Bench bench = bench()) {
            Receipt receipt = bench.job();
            bench.job();
            TlogProof first = bench.log.prove(List.of(0L)).getFirst();
            TlogProof moved = new TlogProof(
                    Optional.of(receipt.clearing().nonce().base64()), 1, first.hashes(), first.checkpoint());
            Logged start = new Logged(
                    receipt.start().statement(),
                    receipt.start().nonce(),
                    first.withExtra(receipt.start().nonce().toBytes()));
            Logged clearing = new Logged(
                    receipt.clearing().statement(), receipt.clearing().nonce(), moved);
            add(
                    "statement with the log entry of another",
                    "inclusion",
                    new Receipt(clearing, start, receipt.hint()),
                    Optional.of(bench.trust()));
        }
    }

    private void ofFiles() throws IOException {
        try (Bench bench = bench()) {
            byte[] receipt = bench.job().toBytes();
            byte[] trust = bench.trust().toBytes();
            ofBytes("cut off", "receipt-format", Arrays.copyOf(receipt, 100), trust);
            ofBytes("empty", "receipt-format", new byte[0], trust);
            ofBytes("too long", "receipt-format", new byte[Receipt.BYTES_MAX + 1], trust);
            ofBytes(
                    "white space",
                    "receipt-format",
                    (new String(receipt, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8),
                    trust);
            byte[] changed = trust.clone();
            changed[changed.length - 20] ^= 4;
            ofBytes(
                    "trust list with a changed signature",
                    Lie.javaAnswer(question(receipt, changed)),
                    receipt,
                    changed);
        }
    }

    private void ofBytes(String name, String answer, byte[] receipt, byte[] trust) {
        all.add(new Lie(name, answer, question(receipt, trust)));
    }

    private static Question question(byte[] receipt, byte[] trust) {
        return new Question(receipt, Optional.of(trust), Optional.empty(), Optional.empty(), NOW);
    }

    private static Receipt hinting(Receipt receipt, Hint hint) {
        return new Receipt(receipt.clearing(), receipt.start(), hint);
    }

    private static Receipt withClearing(Receipt receipt, Bytes32 nonce, TlogProof proof) {
        return new Receipt(new Logged(receipt.clearing().statement(), nonce, proof), receipt.start(), receipt.hint());
    }

    /** The same receipt, showing only these claims. */
    public static Receipt showing(Receipt receipt, Set<String> names) {
        return new Receipt(
                new Logged(
                        receipt.clearing().statement().showingOnly(names),
                        receipt.clearing().nonce(),
                        receipt.clearing().proof()),
                new Logged(
                        receipt.start().statement().showingOnly(names),
                        receipt.start().nonce(),
                        receipt.start().proof()),
                receipt.hint());
    }
}
