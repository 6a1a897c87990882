package org.wangchuan.proof.issue;

import static org.wangchuan.proof.issue.FixtureWorld.NGO;
import static org.wangchuan.proof.issue.FixtureWorld.REGULATOR;
import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.testing.TestStation;

/** Lies about the place of the statements in the log, and about whose log and station it is. */
final class LogLies {
    private LogLies() {}

    static void addTo(Lies lies) throws IOException {
        Certificate bare = lies.bare();
        Logged clearing = bare.receipt().clearing();
        TlogProof proof = clearing.proof();
        lies.add(lies.lie(
                "wrong-log-entry",
                FailureCode.INCLUSION,
                "the proof of another statement's entry",
                Lies.withClearing(bare, Lies.withProof(clearing, proofOf(lies, 5, clearing.nonce())))));
        lies.add(lies.lie(
                "wrong-index",
                FailureCode.INCLUSION,
                "the right hashes at another place",
                Lies.withClearing(bare, Lies.withProof(clearing, at(proof, 5)))));
        lies.add(lies.lie(
                "index-beyond-the-tree",
                FailureCode.INCLUSION,
                "a place that the tree does not have",
                Lies.withClearing(bare, Lies.withProof(clearing, at(proof, 6)))));
        lies.add(lies.lie(
                "proof-with-a-hash-missing",
                FailureCode.INCLUSION,
                "a proof that ends below the root",
                Lies.withClearing(
                        bare,
                        Lies.withProof(
                                clearing,
                                new TlogProof(
                                        proof.extra(),
                                        proof.index(),
                                        proof.hashes().subList(1, proof.hashes().size()),
                                        proof.checkpoint())))));
        Bytes32 other = Bytes32.sha256(new byte[] {9});
        lies.add(lies.lie(
                "another-nonce",
                FailureCode.OPENING,
                "a nonce that is not the proof's",
                Lies.withClearing(bare, new Logged(clearing.statement(), other, proof))));
        lies.add(lies.lie(
                "another-nonce-in-both-places",
                FailureCode.INCLUSION,
                "a nonce that opens another entry than the one in the log",
                Lies.withClearing(bare, new Logged(clearing.statement(), other, proof.withExtra(other.toBytes())))));
        lies.add(lies.lie(
                "checkpoint-signed-for-another-tree",
                FailureCode.NOTE_SIGNATURE,
                "the log's signature moved here from an earlier checkpoint",
                lies.under(new org.wangchuan.proof.log.SignedCheckpoint(
                        proof.checkpoint().checkpoint(),
                        new org.wangchuan.proof.note.Note(
                                proof.checkpoint().note().text(), withFirst(lies, proof))))));
        addTwoTrees(lies, bare);
        addKeys(lies, bare);
        addOrder(lies);
    }

    private static List<org.wangchuan.proof.note.NoteSignature> withFirst(Lies lies, TlogProof proof) {
        List<org.wangchuan.proof.note.NoteSignature> lines =
                new java.util.ArrayList<>(proof.checkpoint().note().signatures());
        lines.set(0, lies.job.early.note().signatures().getFirst());
        return lines;
    }

    private static void addTwoTrees(Lies lies, Certificate bare) throws IOException {
        Receipt receipt = bare.receipt();
        Job fork = lies.fork("fork-2");
        lies.add(lies.lie(
                "split-view-between-start-and-clearing",
                FailureCode.ORDER,
                "the start from one branch of the log, the clearing from another",
                new Certificate(
                        new Receipt(
                                receipt.clearing(),
                                Lies.withProof(
                                        receipt.start(), under(receipt.start().proof(), fork.cosigned)),
                                receipt.hint()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())));
        lies.add(lies.lie(
                "split-view-between-certificate-and-status-list",
                FailureCode.SPLIT_VIEW,
                "two trees of one size, both witnessed, one for the statement and one for the status list",
                Lies.withStatus(lies.bare(), forkedStatus(lies))));
        lies.add(lies.lie(
                "start-with-fewer-cosignatures",
                FailureCode.ORDER,
                "one tree, but only the clearing's copy of the checkpoint is witnessed",
                new Certificate(
                        new Receipt(
                                receipt.clearing(),
                                Lies.withProof(
                                        receipt.start(),
                                        under(receipt.start().proof(), lies.job.world.log.checkpoint())),
                                receipt.hint()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())));
    }

    /** A branch in which the same list lies at the same place, and only a name differs. */
    private static org.wangchuan.proof.status.StatusFile forkedStatus(Lies lies) throws IOException {
        FixtureWorld world = lies.world(new FixtureWorld(lies.folder.resolve("fork-3")));
        Job fork = new Job(world);
        fork.clearingSerial = "WD-other";
        fork.run();
        return fork.status;
    }

    private static void addKeys(Lies lies, Certificate bare) throws IOException {
        Hint hint = bare.receipt().hint();
        lies.add(lies.lie(
                "hint-of-another-station",
                FailureCode.HINT,
                "says that it was signed by another operator's station",
                Lies.withHint(bare, new Hint(FixtureWorld.key("other station").publicKey(), hint.log()))));
        Job other = new Job(lies.world(new FixtureWorld(
                        lies.folder.resolve("other"), FixtureWorld.key("other station"), lies.job.world.logSigner, 4)))
                .run();
        lies.add(lies.lie(
                "another-operators-station",
                FailureCode.LOG_UNKNOWN,
                "signed by a station that is trusted, but for another operator's log",
                other.certificate));
        lies.add(lies.lie(
                        "key-before-its-range",
                        FailureCode.KEY_NOT_VALID,
                        "the start was signed before the station's key was valid",
                        bare)
                .under("trust-from-index-4"));
        lies.add(lies.lie(
                        "key-after-it-was-withdrawn",
                        FailureCode.KEY_ENDED,
                        "signed with a key that was withdrawn: somebody else may hold it",
                        bare)
                .under("trust-until-index-4"));
    }

    private static void addOrder(Lies lies) throws IOException {
        FixtureWorld world = lies.world(new FixtureWorld(lies.folder.resolve("reordered")));
        IssuedStatement start = world.issuer.start(
                world.chain, world.uuid(), STARTED, Disclosed.ofStart(TestStation.target("WD-1"), Optional.empty()));
        IssuedStatement clearing = world.issuer.clearing(
                world.chain.after(start),
                world.uuid(),
                STARTED.plusSeconds(600),
                TestStation.claims(start.eventId()),
                Disclosed.ofClearing(TestStation.target("WD-1"), TestStation.work(), Optional.empty()));
        world.log.append(List.of(clearing.entry()));
        world.log.append(List.of(start.entry()));
        lies.add(lies.lie(
                "start-logged-after-its-clearing",
                FailureCode.ORDER,
                "the start was logged when all was over",
                certificate(world, start, clearing)));

        FixtureWorld seer = lies.world(new FixtureWorld(lies.folder.resolve("seer")));
        IssuedStatement honest = seer.start(STARTED, "WD-1");
        seer.chain = seer.chain.seeing(new Checkpoint(FixtureWorld.ORIGIN, 99, Bytes32.sha256(new byte[] {1})));
        IssuedStatement seen = seer.clearing(honest.eventId(), STARTED.plusSeconds(600), "WD-1", seer.place());
        lies.add(lies.lie(
                "statement-that-has-seen-the-future",
                FailureCode.ORDER,
                "had seen a larger log than the one in which it stands",
                certificate(seer, honest, seen)));

        FixtureWorld broken = lies.world(new FixtureWorld(lies.folder.resolve("broken")));
        IssuedStatement first = broken.start(STARTED, "WD-1");
        broken.chain = new StationChain(1, Optional.of(Bytes32.sha256(new byte[] {2})), broken.chain.seen());
        IssuedStatement second = broken.clearing(first.eventId(), STARTED.plusSeconds(600), "WD-1", broken.place());
        lies.add(lies.lie(
                "statement-left-out-of-the-chain",
                FailureCode.CHAIN,
                "names another statement as the one before it",
                certificate(broken, first, second)));

        FixtureWorld again = lies.world(new FixtureWorld(lies.folder.resolve("again")));
        IssuedStatement once = again.start(STARTED, "WD-1");
        again.chain = StationChain.NEW;
        IssuedStatement same = again.clearing(once.eventId(), STARTED.plusSeconds(600), "WD-1", again.place());
        lies.add(lies.lie(
                "two-statements-with-one-number",
                FailureCode.CHAIN,
                "start and clearing bear the same sequence number",
                certificate(again, once, same)));
    }

    static Certificate certificate(FixtureWorld world, IssuedStatement start, IssuedStatement clearing)
            throws IOException {
        return CertificateIssuer.certificate(
                world.receipt(start, clearing), world.cosigned(STARTED.plusSeconds(1_200), List.of(REGULATOR, NGO)));
    }

    private static TlogProof under(TlogProof proof, org.wangchuan.proof.log.SignedCheckpoint checkpoint) {
        return new TlogProof(proof.extra(), proof.index(), proof.hashes(), checkpoint);
    }

    private static TlogProof at(TlogProof proof, long index) {
        return new TlogProof(proof.extra(), index, proof.hashes(), proof.checkpoint());
    }

    private static TlogProof proofOf(Lies lies, long index, Bytes32 nonce) throws IOException {
        TlogProof proof = lies.job.world.log.prove(List.of(index)).getFirst();
        return under(proof, lies.job.cosigned).withExtra(nonce.toBytes());
    }
}
