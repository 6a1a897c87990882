package org.wangchuan.page.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.CounterSigner;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.trust.TrustList;

/** One erasure with everything that a certificate can hold. Not thread-safe. */
public final class WitnessedJob implements AutoCloseable {
    private static final List<Cosigner> WITNESSES = List.of(
            new Cosigner("regulator.example", Bench.key(70)),
            new Cosigner("consumers.example", Bench.key(71)),
            new Cosigner("ngo.example", Bench.key(72)));

    /** Two of three. */
    public static final String POLICY = "witness regulator " + WITNESSES.get(0).key() + "\n" //
            + "witness consumers " + WITNESSES.get(1).key() + "\n"
            + "witness ngo " + WITNESSES.get(2).key() + "\n"
            + "group society 2 regulator consumers ngo\n"
            + "quorum society\n";

    private final Bench bench;
    private final Receipt receipt;
    private final SignedCheckpoint cosigned;
    private final NotBefore notBefore;
    private final StatusFile status;
    private final List<CounterSignature> presence;
    private final CounterSignature byCode;

    /** A job whose statement holds. */
    public WitnessedJob(Path folder) throws IOException {
        this(folder, StatusList.State.VALID);
    }

    /** A job of which its status list says this. */
    public WitnessedJob(Path folder, StatusList.State state) throws IOException {
        this(folder, state, 2_340);
    }

    /** The same, cosigned so many seconds after the start by the witnesses' clocks; before it, if negative. */
    public WitnessedJob(Path folder, StatusList.State state, long cosignedSeconds) throws IOException {
        this(folder, state, cosignedSeconds, 1);
    }

    /** The same, in a log that has so many entries before it. */
    public WitnessedJob(Path folder, StatusList.State state, long cosignedSeconds, int before) throws IOException {
        bench = new Bench(folder, "log.example/green-loop", 1);
        StatusList list = StatusList.allValid(UUID.randomUUID(), StatusList.ENTRIES_MIN);
        StatusReference place = new StatusReference(list.id(), 321);
        for (int i = 0; i < before; i++) {
            bench.start();
        }
        SignedCheckpoint early = cosigned(Bench.STARTED.minusSeconds(3_600));
        bench.chain = bench.chain.witnessing(early);
        IssuedStatement start = bench.start();
        StatementIssuer issuer = StatementIssuer.real(bench.key);
        Instant at = Bench.STARTED.plusSeconds(600);
        IssuedStatement clearing = bench.log(issuer.clearing(
                bench.chain,
                UUID.randomUUID(),
                at,
                Bench.claims(start.eventId(), Verdict.CLEARED),
                Disclosed.ofClearing(Bench.target(Bench.SERIAL), Bench.work(Bench.CAPACITY), Optional.empty()),
                place));
        if (state != StatusList.State.VALID) {
            list = list.with(place.index(), state);
        }
        IssuedStatement listing =
                bench.log(issuer.statusList(bench.chain, UUID.randomUUID(), Bench.STARTED.plusSeconds(1_800), list));
        cosigned = cosigned(Bench.STARTED.plusSeconds(cosignedSeconds));
        receipt = bench.receipt(start, clearing);
        notBefore = new NotBefore(
                early, bench.log.proveConsistency(early.checkpoint().size()).hashes());
        status = CertificateIssuer.statusFile(
                bench.log, bench.key.publicKey(), listing, list, cosigned, Optional.of(notBefore));
        CounterSigner signer = new CounterSigner(bench.key);
        presence = List.of(
                signer.asserted(Role.TECHNICIAN, clearing.sdJwt(), at),
                RandomCertificate.byOwner(signer, clearing.sdJwt(), at),
                signer.handwritten(Role.VERIFIER, clearing.sdJwt(), at, new byte[] {1}, Bytes32.random()));
        byCode = signer.code(Role.TECHNICIAN, clearing.sdJwt(), at);
    }

    private SignedCheckpoint cosigned(Instant first) {
        SignedCheckpoint bare = bench.log.checkpoint();
        List<NoteSignature> lines = new ArrayList<>();
        for (Cosigner witness : WITNESSES) {
            lines.add(witness.cosign(bare.note().text(), first.getEpochSecond() + 60L * lines.size()));
        }
        return CertificateIssuer.cosigned(bare, lines);
    }

    public Receipt receipt() {
        return receipt;
    }

    public StatusFile status() {
        return status;
    }

    /** With all its parts. */
    public Certificate certificate() {
        return of(Optional.of(status));
    }

    /** As it was before a status list was stapled to it. */
    public Certificate certificateWithoutStatus() {
        return of(Optional.empty());
    }

    /** With a one-time code in the place of the clerk's word: the grades that this one and {@link #certificate} have are all. */
    public Certificate certificateByCode() {
        Certificate whole = certificate();
        return new Certificate(
                whole.receipt(), whole.notBefore(), whole.status(), List.of(byCode, presence.get(1), presence.get(2)));
    }

    private Certificate of(Optional<StatusFile> stapled) {
        Certificate bare = CertificateIssuer.certificate(receipt, cosigned);
        return new Certificate(bare.receipt(), Optional.of(notBefore), stapled, presence);
    }

    /** The trust list's file, with this witness policy. */
    public byte[] trust(String policy) {
        NoteSigner signer = new NoteSigner("trust.example", Bench.key(99));
        TrustList.Operator operator = new TrustList.Operator(
                "Green Loop 绿环回收",
                List.of(bench.log.verifierKey()),
                List.of(new TrustList.Station(bench.key.publicKey(), 0, Optional.empty())));
        return TrustListIssuer.sign(
                        new TrustList(
                                1, Bench.STARTED.getEpochSecond(), signer.verifierKey(), List.of(operator), policy),
                        signer)
                .toBytes();
    }

    @Override
    public void close() throws IOException {
        bench.close();
    }
}
