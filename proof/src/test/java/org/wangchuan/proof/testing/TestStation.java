package org.wangchuan.proof.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/** A small station with its own log, as a real one would use this library. Not thread-safe. */
public final class TestStation implements AutoCloseable {
    public static final String SERIAL = "WD-42 \"盘\"";
    public static final Instant STARTED = Instant.parse("2026-03-01T08:00:00Z");
    public static final byte[] EVIDENCE = "{\"evidence\":1}".getBytes(StandardCharsets.US_ASCII);

    public final SigningKey key;
    public final NoteSigner logSigner;
    public final TileLog log;
    public StationChain chain = StationChain.NEW;

    public TestStation(Path folder, String origin) throws IOException {
        this(folder, SigningKey.generate(), new NoteSigner(origin, SigningKey.generate()));
    }

    public TestStation(Path folder, SigningKey key, NoteSigner logSigner) throws IOException {
        this.key = key;
        this.logSigner = logSigner;
        this.log = TileLog.open(folder, logSigner, Optional.empty());
    }

    public IssuedStatement start() throws IOException {
        return start(StatementIssuer.real(key), target(SERIAL));
    }

    public IssuedStatement start(StatementIssuer issuer, Target target) throws IOException {
        return log(issuer.start(
                chain, UUID.randomUUID(), STARTED, Disclosed.ofStart(target, Optional.of(new Asset("inv-7")))));
    }

    public IssuedStatement clearing(IssuedStatement start) throws IOException {
        return clearing(StatementIssuer.real(key), start.eventId(), target(SERIAL));
    }

    public IssuedStatement clearing(StatementIssuer issuer, UUID start, Target target) throws IOException {
        return log(issuer.clearing(
                chain,
                UUID.randomUUID(),
                STARTED.plusSeconds(600),
                claims(start),
                Disclosed.ofClearing(target, work(), Optional.empty())));
    }

    /** Moves the chain on and appends, as a station does after it has stored both. */
    public IssuedStatement log(IssuedStatement issued) throws IOException {
        chain = chain.after(issued);
        log.append(List.of(issued.entry()));
        chain = chain.seeing(log.checkpoint().checkpoint());
        return issued;
    }

    public Receipt receipt(IssuedStatement start, IssuedStatement clearing) throws IOException {
        return ReceiptIssuer.receipt(log, key.publicKey(), start, clearing);
    }

    /** A whole job. */
    public Receipt job() throws IOException {
        IssuedStatement start = start();
        return receipt(start, clearing(start));
    }

    public SignedTrustList trust() {
        return TrustListIssuer.ofOwnStation(
                "Testbetrieb", key.publicKey(), log.verifierKey(), new NoteSigner("trust.example", key), STARTED);
    }

    public static TrustList nobody() {
        return new TrustList(
                1, 0, new NoteSigner("nobody.example", SigningKey.generate()).verifierKey(), List.of(), "");
    }

    public static Target target(String serial) {
        return new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.of("Model 1"),
                Optional.of(serial),
                Optional.of("FW1"),
                Optional.empty(),
                1_000_204_886_016L,
                512,
                "sata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
    }

    public static Work work() {
        return new Work(
                "wangchuan 0.1",
                STARTED.plusSeconds(1),
                STARTED.plusSeconds(599),
                List.of(new Pass(
                        Pass.Pattern.STAMPED, 1_000_204_886_016L, 500_000, List.of(new Pass.WriteError(4096, 512, 5)))),
                new Verification(
                        Verification.Mode.FULL,
                        Verification.Path.DIRECT,
                        1_000_204_886_016L,
                        List.of(new Range(8192, 16)),
                        3,
                        Optional.of("00ff")),
                List.of(new Range(4096, 512)),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                2,
                Work.Residue.NOT_RUN);
    }

    public static ClearingClaims claims(UUID start) {
        return new ClearingClaims(
                start,
                Verdict.PARTIAL,
                new ClearingClaims.Policy("gb-46864-2025", "1", Bytes32.sha256(new byte[] {1})),
                List.of(new ClearingClaims.Clause("5.2", ClearingClaims.Clause.State.NOT_SATISFIED, "GB 46864-2025")),
                Evidence.of(EVIDENCE),
                List.of(NotProved.FIRMWARE_COPY, NotProved.TIME_NOT_WITNESSED));
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
