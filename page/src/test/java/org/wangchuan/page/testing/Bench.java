package org.wangchuan.page.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.page.build.RuleSet;
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
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/** A station with its own log and keys from a seed, through the public interface of the library. Not thread-safe. */
public final class Bench implements AutoCloseable {
    public static final String SERIAL = "WD-WCC4E6\"盘\"";
    public static final Instant STARTED = Instant.parse("2026-03-01T08:00:00Z");
    public static final byte[] EVIDENCE = "{\"evidence\":1}\n".getBytes(StandardCharsets.US_ASCII);
    public static final long CAPACITY = 1_000_204_886_016L;

    /** The files of the rule sets that the command line ships. */
    public static final Path POLICIES = Path.of("../engine/src/main/resources/org/wangchuan/engine/policy");

    /** The files of the ways to erase a phone that it ships. */
    public static final Path PHONE_WAYS = Path.of("../engine/src/main/resources/org/wangchuan/engine/phone/technique");

    /** One of the rule sets, whose words are short in a label. */
    public static final RuleSet RULES = shipped("nist-clear");

    public final SigningKey key;
    public final NoteSigner logSigner;
    public final TileLog log;
    public StationChain chain = StationChain.NEW;

    public Bench(Path folder, String origin, int seed) throws IOException {
        this(folder, key(seed), new NoteSigner(origin, key(seed + 1)));
    }

    public Bench(Path folder, SigningKey key, NoteSigner logSigner) throws IOException {
        this.key = key;
        this.logSigner = logSigner;
        this.log = TileLog.open(folder, logSigner, Optional.empty());
    }

    /** The key of 32 equal bytes. */
    public static SigningKey key(int seed) {
        byte[] bytes = new byte[SigningKey.LENGTH];
        Arrays.fill(bytes, (byte) seed);
        return SigningKey.of(bytes);
    }

    public IssuedStatement start() throws IOException {
        return start(StatementIssuer.real(key), target(SERIAL));
    }

    public IssuedStatement start(StatementIssuer issuer, Target target) throws IOException {
        return log(issuer.start(
                chain, UUID.randomUUID(), STARTED, Disclosed.ofStart(target, Optional.of(new Asset("inv-7")))));
    }

    public IssuedStatement clearing(IssuedStatement start) throws IOException {
        return clearing(StatementIssuer.real(key), start.eventId(), target(SERIAL), Verdict.CLEARED);
    }

    public IssuedStatement clearing(StatementIssuer issuer, UUID start, Target target, Verdict verdict)
            throws IOException {
        return log(issuer.clearing(
                chain,
                UUID.randomUUID(),
                STARTED.plusSeconds(600),
                claims(start, verdict),
                Disclosed.ofClearing(target, work(verdict), Optional.empty())));
    }

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
        return job(target(SERIAL), Verdict.CLEARED);
    }

    public Receipt job(Target target, Verdict verdict) throws IOException {
        StatementIssuer issuer = StatementIssuer.real(key);
        IssuedStatement start = start(issuer, target);
        return receipt(start, clearing(issuer, start.eventId(), target, verdict));
    }

    public SignedTrustList trust() {
        return trust(new TrustList.Station(key.publicKey(), 0, Optional.empty()));
    }

    /** This bench, valid in these parts of its log. */
    public SignedTrustList trust(TrustList.Station... ranges) {
        NoteSigner signer = new NoteSigner("trust.example", key(99));
        TrustList.Operator operator =
                new TrustList.Operator("Green Loop 绿环回收", List.of(log.verifierKey()), List.of(ranges));
        return TrustListIssuer.sign(
                new TrustList(3, STARTED.getEpochSecond(), signer.verifierKey(), List.of(operator), ""), signer);
    }

    public static Target target(String serial) {
        return new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.of("WDC WD10EZEX-08WN4A0"),
                Optional.of(serial),
                Optional.of("01.01A01"),
                Optional.empty(),
                CAPACITY,
                512,
                "sata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
    }

    /** Overwritten, and, of a drive that is purged, sanitized before. */
    public static Work work(Verdict verdict) {
        return verdict == Verdict.PURGED
                ? work(
                        true,
                        Optional.of(erase(NativeErase.Technique.ATA_SANITIZE_OVERWRITE, NativeErase.Said.SUCCEEDED, 0)))
                : work(CAPACITY);
    }

    /** With a pass or without, and with what the drive did by itself. */
    public static Work work(boolean overwritten, Optional<NativeErase> byItself) {
        Work work = work(CAPACITY);
        return new Work(
                work.tool(),
                work.startedAt(),
                work.finishedAt(),
                overwritten ? work.passes() : List.of(),
                work.verification(),
                work.unreachableRanges(),
                work.hiddenAreas(),
                work.interruptions(),
                work.residue(),
                byItself);
    }

    public static NativeErase erase(NativeErase.Technique technique, NativeErase.Said said, long found) {
        return new NativeErase(technique, 1, said, 60_000, 8192, found);
    }

    public static Work work(long bytesRead) {
        return new Work(
                "wangchuan 0.1",
                STARTED.plusSeconds(1),
                STARTED.plusSeconds(599),
                List.of(new Pass(Pass.Pattern.STAMPED, CAPACITY, 500_000, List.of())),
                new Verification(
                        Verification.Mode.FULL, Verification.Path.DIRECT, bytesRead, List.of(), 0, Optional.empty()),
                List.of(),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                0,
                Work.Residue.NOT_RUN);
    }

    /** By a rule set that is shipped; every clause is satisfied but those that the verdict is too low for. */
    public static ClearingClaims claims(UUID start, Verdict verdict) {
        return claims(start, verdict, RULES, clauses(verdict));
    }

    /** By a rule set that bears this name, version and digest. */
    public static ClearingClaims claims(
            UUID start, Verdict verdict, RuleSet rules, List<ClearingClaims.Clause> clauses) {
        return new ClearingClaims(
                start,
                verdict,
                new ClearingClaims.Policy(rules.id(), rules.version(), digest(rules)),
                clauses,
                Evidence.of(EVIDENCE),
                limits(verdict));
    }

    /** What such a verdict leaves open: cells out of reach, or that the device's word is true of them. */
    public static List<NotProved> limits(Verdict verdict) {
        NotProved cells = verdict == Verdict.PURGED ? NotProved.DEVICES_WORD : NotProved.SPARE_CELLS;
        return List.of(NotProved.FIRMWARE_COPY, cells, NotProved.TIME_NOT_WITNESSED);
    }

    /** By the rules and with the limits that another has said. */
    public static ClearingClaims with(ClearingClaims said, List<NotProved> limits) {
        return new ClearingClaims(
                said.start(), said.verdict(), said.policy(), said.conformity(), said.evidence(), limits);
    }

    private static Bytes32 digest(RuleSet rules) {
        return Bytes32.of(Base64.getUrlDecoder().decode(rules.digest()));
    }

    /** What the shipped rule set says where nothing but the verdict is amiss. */
    public static List<ClearingClaims.Clause> clauses(Verdict verdict) {
        return RULES.clauses().stream().map(clause -> clause(clause, verdict)).toList();
    }

    private static ClearingClaims.Clause clause(RuleSet.Clause clause, Verdict verdict) {
        boolean isReached = verdict == Verdict.PURGED
                || clause.level().isEmpty()
                || (verdict == Verdict.CLEARED && clause.level().get().equals("cleared"));
        return new ClearingClaims.Clause(
                clause.id(),
                isReached ? ClearingClaims.Clause.State.SATISFIED : ClearingClaims.Clause.State.NOT_SATISFIED,
                clause.source());
    }

    private static RuleSet shipped(String id) {
        try {
            return RuleSet.all(POLICIES).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
