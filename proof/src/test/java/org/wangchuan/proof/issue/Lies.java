package org.wangchuan.proof.issue;

import static org.wangchuan.proof.issue.FixtureWorld.CONSUMERS;
import static org.wangchuan.proof.issue.FixtureWorld.NGO;
import static org.wangchuan.proof.issue.FixtureWorld.REGULATOR;
import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.EarlierPolicy;

/** Makes the catalogue of lies, the same to the byte in every run: the lies' parts are in {@code *Lies}. */
public final class Lies implements AutoCloseable {
    final Path folder;
    final Job job;
    final List<Lie> all = new ArrayList<>();
    final Map<String, SignedTrustList> trusts = new TreeMap<>();
    final Map<String, StatusFile> statuses = new TreeMap<>();
    private final List<FixtureWorld> worlds = new ArrayList<>();

    /** A change that a liar makes before the job runs. */
    interface Change {
        void to(Job job) throws IOException;
    }

    public Lies(Path folder) throws IOException {
        this.folder = folder;
        this.job = job("honest", _ -> {});
        FixtureWorld world = job.world;
        trusts.put(
                "trust",
                world.trust(FixtureWorld.POLICY, List.of(otherOperator()), world.station(0, Optional.empty())));
        trusts.put("trust-without-witnesses", world.trust("", List.of(), world.station(0, Optional.empty())));
        trusts.put(
                "trust-from-index-4", world.trust(FixtureWorld.POLICY, List.of(), world.station(4, Optional.empty())));
        trusts.put(
                "trust-until-index-4", world.trust(FixtureWorld.POLICY, List.of(), world.station(0, Optional.of(4L))));
        trusts.put(
                "trust-with-a-log-for-receipts",
                world.trust(FixtureWorld.POLICY, List.of(forReceipts()), world.station(0, Optional.empty())));
        addRotated();
        WitnessLies.addTo(this);
        LogLies.addTo(this);
        StatementLies.addTo(this);
        StatusLies.addTo(this);
        FileLies.addTo(this);
    }

    /** Lists after a change of witnesses; the honest job has checkpoints of two sizes. */
    private void addRotated() {
        long early = job.early.checkpoint().size();
        long size = job.cosigned.checkpoint().size();
        Cosigner next = new Cosigner("next.example", FixtureWorld.key("next"));
        String others = "witness next " + next.key() + "\nquorum next\n";
        FixtureWorld world = job.world;
        trusts.put("trust-rotated", world.rotated(others, List.of(new EarlierPolicy(size + 1, FixtureWorld.POLICY))));
        trusts.put(
                "trust-rotated-too-early",
                world.rotated(others, List.of(new EarlierPolicy(size, FixtureWorld.POLICY))));
        trusts.put(
                "trust-rotated-after-its-start",
                world.rotated(FixtureWorld.POLICY, List.of(new EarlierPolicy(early + 1, others))));
        trusts.put(
                "trust-with-a-gap",
                world.rotated(
                        FixtureWorld.POLICY,
                        List.of(new EarlierPolicy(early + 1, FixtureWorld.POLICY), new EarlierPolicy(size + 1, ""))));
    }

    public List<Lie> all() {
        return all;
    }

    public Map<String, SignedTrustList> trusts() {
        return trusts;
    }

    /** The list that knows the honest station and its witnesses. */
    public SignedTrustList trust() {
        return Optional.ofNullable(trusts.get("trust")).orElseThrow();
    }

    public Map<String, StatusFile> statuses() {
        return statuses;
    }

    public Job honest() {
        return job;
    }

    static TrustList.Operator otherOperator() {
        return new TrustList.Operator(
                "Other",
                List.of(new NoteSigner("log.example/other", FixtureWorld.key("other log")).verifierKey()),
                List.of(new TrustList.Station(FixtureWorld.key("other station").publicKey(), 0, Optional.empty())));
    }

    /** The honest station's own log, as its operator's list has it. */
    private static TrustList.Operator forReceipts() {
        return new TrustList.Operator(
                "Own",
                List.of(new NoteSigner("log.example/forger", FixtureWorld.key("forger log")).verifierKey()),
                List.of(new TrustList.Station(FixtureWorld.key("station").publicKey(), 0, Optional.empty())),
                List.of(TrustList.RECEIPTS_ALONE));
    }

    FixtureWorld world(FixtureWorld world) {
        worlds.add(world);
        return world;
    }

    /** A job in a world like the honest one, but for one change. */
    Job job(String name, Change change) throws IOException {
        Job changed = new Job(world(new FixtureWorld(folder.resolve(name))));
        change.to(changed);
        return changed.run();
    }

    /** The honest job in another branch of the log. */
    Job fork(String name) throws IOException {
        return new Job(world(new FixtureWorld(
                        folder.resolve(name),
                        FixtureWorld.key("station"),
                        new NoteSigner(FixtureWorld.ORIGIN, FixtureWorld.key("log")),
                        2)))
                .run();
    }

    Lie add(Lie lie) {
        all.add(lie);
        return lie;
    }

    Lie lie(String id, FailureCode code, String says, Certificate certificate) {
        return Lie.of(id, code, says, text(certificate.toBytes()));
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The honest certificate, bare. */
    Certificate bare() {
        return CertificateIssuer.certificate(job.receipt, job.cosigned);
    }

    Certificate under(SignedCheckpoint checkpoint) {
        return CertificateIssuer.certificate(job.receipt, checkpoint);
    }

    SignedCheckpoint cosigned(Cosigner... witnesses) {
        return FixtureWorld.cosign(job.world.log.checkpoint(), STARTED.plusSeconds(1_200), List.of(witnesses));
    }

    static Certificate withStatus(Certificate certificate, StatusFile status) {
        return new Certificate(
                certificate.receipt(), certificate.notBefore(), Optional.of(status), certificate.presence());
    }

    static Certificate withNotBefore(Certificate certificate, NotBefore notBefore) {
        return new Certificate(
                certificate.receipt(), Optional.of(notBefore), certificate.status(), certificate.presence());
    }

    static Certificate withPresence(Certificate certificate, CounterSignature... presence) {
        return new Certificate(certificate.receipt(), certificate.notBefore(), certificate.status(), List.of(presence));
    }

    static Certificate withClearing(Certificate certificate, Logged clearing) {
        Receipt receipt = certificate.receipt();
        return new Certificate(
                new Receipt(clearing, receipt.start(), receipt.hint()),
                certificate.notBefore(),
                certificate.status(),
                certificate.presence());
    }

    static Certificate withHint(Certificate certificate, Hint hint) {
        Receipt receipt = certificate.receipt();
        return new Certificate(
                new Receipt(receipt.clearing(), receipt.start(), hint),
                certificate.notBefore(),
                certificate.status(),
                certificate.presence());
    }

    static Logged withProof(Logged logged, TlogProof proof) {
        return new Logged(logged.statement(), logged.nonce(), proof);
    }

    static List<Cosigner> everybody() {
        return List.of(REGULATOR, CONSUMERS, NGO);
    }

    @Override
    public void close() throws IOException {
        for (FixtureWorld world : worlds) {
            world.close();
        }
    }
}
