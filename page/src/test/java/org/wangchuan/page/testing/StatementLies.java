package org.wangchuan.page.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ForgottenPart;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.statement.SdJwt;

/** Statements of the later kinds, which no receipt may hold, and claims that a statement's head may have. */
final class StatementLies {
    private final List<Lie> all;
    private final Path folder;

    StatementLies(List<Lie> all, Path folder) {
        this.all = all;
        this.folder = folder;
    }

    void add() throws IOException {
        ofOtherKinds(StatementIssuer.real(Bench.key(1)), "statement-type");
        ofOtherKinds(StatementIssuer.test(Bench.key(1)), "test-statement");
        try (Bench bench = new Bench(folder.resolve("bench-witnessed"), "log.example/one", 1)) {
            IssuedStatement start = bench.start();
            bench.chain = bench.chain.witnessing(bench.log.checkpoint());
            add(
                    "statement that names a witnessed tree",
                    "verified",
                    bench,
                    bench.receipt(start, bench.clearing(start)));
            Checkpoint future = new Checkpoint("log.example/one", 99, Bytes32.random());
            bench.chain = bench.chain.witnessing(new SignedCheckpoint(future, bench.logSigner.sign(future.text())));
            add("statement that names a tree to come", "order", bench, bench.job());
        }
    }

    private void ofOtherKinds(StatementIssuer issuer, String answer) throws IOException {
        try (Bench bench = new Bench(folder.resolve("bench-" + answer), "log.example/one", 1)) {
            IssuedStatement start = bench.start();
            SdJwt of = start.sdJwt();
            for (IssuedStatement later : List.of(
                    bench.log(issuer.revocation(
                            bench.chain, UUID.randomUUID(), Bench.STARTED, of, RevocationReason.DATA_FOUND)),
                    bench.log(issuer.correction(bench.chain, UUID.randomUUID(), Bench.STARTED, of, of)),
                    bench.log(issuer.supersession(bench.chain, UUID.randomUUID(), Bench.STARTED, of, of)),
                    bench.log(issuer.forgetting(
                            bench.chain,
                            UUID.randomUUID(),
                            Bench.STARTED,
                            of.digest(),
                            ForgottenPart.PERSON,
                            Optional.of(new KeptDevice(1, "a rule")))))) {
                add(
                        later.sdJwt().jwt().length() + " bytes of a later kind posing as clearing",
                        answer,
                        bench,
                        bench.receipt(start, later));
            }
        }
    }

    private void add(String name, String answer, Bench bench, Receipt receipt) {
        long now = Bench.STARTED.getEpochSecond() + 9_999;
        Optional<byte[]> list = Optional.of(bench.trust().toBytes());
        all.add(new Lie(name, answer, new Question(receipt.toBytes(), list, Optional.empty(), Optional.empty(), now)));
    }
}
