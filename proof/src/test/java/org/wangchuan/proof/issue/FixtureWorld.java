package org.wangchuan.proof.issue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/**
 * A station, its log and its witnesses whose keys, nonces, salts and names are the same in every run, so that what it
 * makes can be published as fixtures. Not thread-safe.
 */
public final class FixtureWorld implements AutoCloseable {
    public static final String ORIGIN = "log.example/bench";
    public static final Instant STARTED = TestStation.STARTED;

    public final SigningKey key;
    public final NoteSigner logSigner;
    public final TileLog log;
    public final Random secrets;
    public final StatusBook book;
    public StationChain chain = StationChain.NEW;
    public StatementIssuer issuer;

    public static final Cosigner REGULATOR = new Cosigner("regulator.example", key("regulator"));
    public static final Cosigner CONSUMERS = new Cosigner("consumers.example", key("consumers"));
    public static final Cosigner NGO = new Cosigner("ngo.example", key("ngo"));

    /** The regulator, and one of two from society. */
    public static final String POLICY = "witness regulator " + REGULATOR.key() + "\n" //
            + "witness consumers " + CONSUMERS.key() + "\n"
            + "witness ngo " + NGO.key() + "\n"
            + "group society any consumers ngo\n"
            + "group quorum-of-all all regulator society\n"
            + "quorum quorum-of-all\n";

    public FixtureWorld(Path folder) throws IOException {
        this(folder, key("station"), new NoteSigner(ORIGIN, key("log")), 1);
    }

    /**
     * Another world, or the same one told differently.
     *
     * @param seed of nonces and names: two worlds that differ in nothing else are two branches of one log
     */
    public FixtureWorld(Path folder, SigningKey key, NoteSigner logSigner, long seed) throws IOException {
        this.key = key;
        this.logSigner = logSigner;
        this.log = TileLog.open(folder, logSigner, Optional.empty());
        this.secrets = new Random(seed);
        this.book = StatusBook.of(StatusList.allValid(uuid(), StatusList.ENTRIES_MIN));
        this.issuer = StatementIssuer.real(key).withSecrets(secrets);
    }

    /** The key of this name, for ever. */
    public static SigningKey key(String name) {
        return SigningKey.of(
                Bytes32.sha256(("fixture key " + name).getBytes(US_ASCII)).toBytes());
    }

    public UUID uuid() {
        byte[] bytes = new byte[16];
        secrets.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes);
    }

    public void testing() {
        issuer = StatementIssuer.test(key).withSecrets(secrets);
    }

    public IssuedStatement start(Instant at, String serial) throws IOException {
        return log(issuer.start(
                chain, uuid(), at, Disclosed.ofStart(TestStation.target(serial), Optional.of(new Asset("inv-7")))));
    }

    public IssuedStatement clearing(UUID start, Instant at, String serial, StatusReference status) throws IOException {
        return log(issuer.clearing(
                chain,
                uuid(),
                at,
                TestStation.claims(start),
                Disclosed.ofClearing(TestStation.target(serial), TestStation.work(), Optional.of(new Asset("inv-7"))),
                status));
    }

    public StatusReference place() {
        return book.take(secrets).orElseThrow();
    }

    public IssuedStatement statusList(Instant at) throws IOException {
        return log(issuer.statusList(chain, uuid(), at, book.list()));
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

    /** The log's current checkpoint, cosigned one minute apart. */
    public SignedCheckpoint cosigned(Instant at, List<Cosigner> witnesses) {
        return cosign(log.checkpoint(), at, witnesses);
    }

    public static SignedCheckpoint cosign(SignedCheckpoint checkpoint, Instant at, List<Cosigner> witnesses) {
        List<NoteSignature> lines = new ArrayList<>();
        for (Cosigner witness : witnesses) {
            lines.add(witness.cosign(checkpoint.note().text(), at.getEpochSecond() + 60L * lines.size()));
        }
        return CertificateIssuer.cosigned(checkpoint, lines);
    }

    public NotBefore notBefore(SignedCheckpoint earlier) throws IOException {
        return new NotBefore(
                earlier, log.proveConsistency(earlier.checkpoint().size()).hashes());
    }

    public StatusFile statusFile(
            IssuedStatement statement, StatusList list, SignedCheckpoint cosigned, Optional<NotBefore> notBefore)
            throws IOException {
        return CertificateIssuer.statusFile(log, key.publicKey(), statement, list, cosigned, notBefore);
    }

    public TrustList.Station station(long firstIndex, Optional<Long> endIndex) {
        return new TrustList.Station(key.publicKey(), firstIndex, endIndex);
    }

    public SignedTrustList trust(String policy, List<TrustList.Operator> others, TrustList.Station... ranges) {
        NoteSigner signer = new NoteSigner("trust.example", key("trust"));
        List<TrustList.Operator> operators = new ArrayList<>(others);
        operators.add(new TrustList.Operator("Testbetrieb", List.of(logSigner.verifierKey()), List.of(ranges)));
        return TrustListIssuer.sign(
                new TrustList(1, STARTED.getEpochSecond(), signer.verifierKey(), operators, policy), signer);
    }

    /** The list after witnesses have changed: version 2, of the station's operator alone. */
    public SignedTrustList rotated(String policy, List<TrustList.EarlierPolicy> earlier) {
        NoteSigner signer = new NoteSigner("trust.example", key("trust"));
        TrustList.Operator operator = new TrustList.Operator(
                "Testbetrieb", List.of(logSigner.verifierKey()), List.of(station(0, Optional.empty())), earlier);
        return TrustListIssuer.sign(
                new TrustList(2, STARTED.getEpochSecond(), signer.verifierKey(), List.of(operator), policy), signer);
    }

    /** Signs as a browser does, but always the same (RFC 6979). */
    public static byte[] es256(String name, String signingInput) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret(name), domain()));
        BigInteger[] rs = signer.generateSignature(
                Bytes32.sha256(signingInput.getBytes(US_ASCII)).toBytes());
        byte[] out = Arrays.copyOf(fixed(rs[0]), 64);
        System.arraycopy(fixed(rs[1]), 0, out, 32, 32);
        return out;
    }

    public static P256Key p256(String name) {
        ECPoint point = domain().getG().multiply(secret(name)).normalize();
        try {
            return P256Key.of(
                    Bytes32.of(point.getAffineXCoord().getEncoded()),
                    Bytes32.of(point.getAffineYCoord().getEncoded()));
        } catch (VerificationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] otherS(byte[] signature) {
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] out = signature.clone();
        System.arraycopy(fixed(domain().getN().subtract(s)), 0, out, 32, 32);
        return out;
    }

    private static BigInteger secret(String name) {
        return new BigInteger(
                        1,
                        Bytes32.sha256(("fixture P-256 " + name).getBytes(US_ASCII))
                                .toBytes())
                .mod(domain().getN());
    }

    private static ECDomainParameters domain() {
        return new ECDomainParameters(SECNamedCurves.getByName("secp256r1"));
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] out = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, out, 32 - length, length);
        return out;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
