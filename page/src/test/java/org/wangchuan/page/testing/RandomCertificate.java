package org.wangchuan.page.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
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
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.trust.TrustList;

/**
 * A certificate that is signed properly throughout and about which nearly everything else is drawn by lot: who
 * witnessed, when, under which policy, what the statements had seen, what became of them, who stood by. Most are sound;
 * what is wrong with the others only shows behind the signatures.
 */
public final class RandomCertificate {
    private static final long DAY = 86_400;
    private static final List<Cosigner> KNOWN = List.of(cosigner(0), cosigner(1), cosigner(2));
    private static final Cosigner STRANGER = cosigner(7);
    private static final String ML_DSA = mlDsaKey();
    private static final KeyPair OWNER = ecKey();

    private final Random random;
    private final Bench bench;

    private RandomCertificate(Random random, Bench bench) {
        this.random = random;
        this.bench = bench;
    }

    /** Questions about one pair of statements, as a seed gives them; the folder is for its log. */
    public static List<Question> of(long seed, int count, Path folder) throws IOException {
        try (Bench bench = new Bench(folder, "log.example/lot", 1)) {
            return new RandomCertificate(new Random(seed), bench).questions(count);
        }
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private List<Question> questions(int count) throws IOException {
        StatementIssuer issuer = oneIn(40) ? StatementIssuer.test(bench.key) : StatementIssuer.real(bench.key);
        StatusList list = StatusList.allValid(UUID.randomUUID(), StatusList.ENTRIES_MIN << random.nextInt(3));
        int place = random.nextInt(oneIn(12) ? 4 * StatusList.ENTRIES_MIN : StatusList.ENTRIES_MIN);
        for (int i = random.nextInt(4); i > 0; i--) {
            bench.start();
        }
        Optional<SignedCheckpoint> early = oneIn(6) ? Optional.empty() : Optional.of(cosigned(-DAY / 2));
        early.ifPresent(note -> bench.chain = bench.chain.witnessing(note));
        IssuedStatement start = bench.start(issuer, Bench.target(Bench.SERIAL));
        if (oneIn(8)) {
            bench.start();
        }
        if (oneIn(10)) {
            early = Optional.of(cosigned(-60));
            bench.chain = bench.chain.witnessing(early.get());
        }
        Instant at = Bench.STARTED.plusSeconds(oneIn(8) ? (random.nextInt(7) - 3) * DAY : 600);
        IssuedStatement clearing = bench.log(issuer.clearing(
                bench.chain,
                UUID.randomUUID(),
                at,
                Bench.claims(start.eventId(), Verdict.CLEARED),
                Disclosed.ofClearing(Bench.target(Bench.SERIAL), Bench.work(Bench.CAPACITY), Optional.empty()),
                new StatusReference(list.id(), place)));
        if (oneIn(8) && place < list.entries()) {
            StatusList.State[] states = StatusList.State.values();
            list = list.with(place, states[1 + random.nextInt(3)]);
        }
        IssuedStatement listing =
                bench.log(issuer.statusList(bench.chain, UUID.randomUUID(), Bench.STARTED.plusSeconds(900), list));
        List<Question> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(question(start, clearing, early, listing, list));
        }
        return out;
    }

    private Question question(
            IssuedStatement start,
            IssuedStatement clearing,
            Optional<SignedCheckpoint> early,
            IssuedStatement listing,
            StatusList list)
            throws IOException {
        List<byte[]> fresh = new ArrayList<>();
        SignedCheckpoint cosigned = cosigned(1_200);
        Optional<NotBefore> notBefore =
                early.isPresent() && !oneIn(6) ? Optional.of(notBefore(early.get())) : Optional.empty();
        Optional<StatusFile> status = Optional.empty();
        if (!oneIn(4)) {
            SignedCheckpoint of = oneIn(3) ? cosigned(1_500) : cosigned;
            StatusFile file = CertificateIssuer.statusFile(
                    bench.log, bench.key.publicKey(), listing, list, of, oneIn(2) ? notBefore : Optional.empty());
            status = oneIn(4) ? Optional.empty() : Optional.of(file);
            if (oneIn(2)) {
                fresh.add(file.toBytes());
            }
        }
        Certificate bare = CertificateIssuer.certificate(bench.receipt(start, clearing), cosigned);
        Certificate whole = new Certificate(bare.receipt(), notBefore, status, presence(clearing));
        return new Question(
                true,
                whole.toBytes(),
                oneIn(12) ? Optional.empty() : Optional.of(trust()),
                Optional.empty(),
                fresh,
                oneIn(3) ? Optional.of(oneIn(4) ? "WD-OTHER" : Bench.SERIAL) : Optional.empty(),
                Bench.STARTED.getEpochSecond() + (oneIn(10) ? -2 * DAY : 3 * DAY),
                oneIn(8) ? Optional.of(random.nextLong(5 * DAY)) : Optional.empty(),
                oneIn(8) ? Optional.of(random.nextLong(5 * DAY)) : Optional.empty());
    }

    private SignedCheckpoint cosigned(long secondsAfterStart) {
        SignedCheckpoint bare = bench.log.checkpoint();
        List<NoteSignature> lines = new ArrayList<>();
        for (Cosigner witness : KNOWN) {
            if (!oneIn(8)) {
                lines.add(cosignature(witness, bare, Bench.STARTED.getEpochSecond() + secondsAfterStart));
            }
        }
        if (oneIn(4)) {
            lines.add(STRANGER.cosign(bare.note().text(), 1 + random.nextInt(1 << 30)));
        }
        return CertificateIssuer.cosigned(bare, lines);
    }

    private NoteSignature cosignature(Cosigner witness, SignedCheckpoint bare, long time) {
        return switch (random.nextInt(60)) {
            case 0 -> witness.cosign(bare.note().text(), Long.MAX_VALUE - random.nextInt(1000));
            case 1 -> witness.cosign(bare.note().text(), 1L << random.nextInt(63));
            case 2 -> witness.cosign(bare.note().text().replace("\n", "\nx"), time);
            case 3 -> {
                NoteSignature sound = witness.cosign(bare.note().text(), time);
                byte[] spoilt = sound.signature();
                spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
                yield new NoteSignature(sound.name(), sound.keyId(), spoilt);
            }
            case 4 -> new NoteSignature(witness.key().name(), witness.key().id(), new byte[1 + random.nextInt(90)]);
            default -> witness.cosign(bare.note().text(), time + random.nextInt(oneIn(6) ? (int) (4 * DAY) : 600));
        };
    }

    private NotBefore notBefore(SignedCheckpoint early) throws IOException {
        List<Bytes32> hashes = new ArrayList<>(
                bench.log.proveConsistency(early.checkpoint().size()).hashes());
        switch (random.nextInt(24)) {
            case 0 -> hashes.add(Bytes32.random());
            case 1 -> hashes = hashes.subList(0, Math.max(0, hashes.size() - 1));
            case 2 -> hashes.replaceAll(hash -> Bytes32.random());
            case 3 -> {
                return new NotBefore(cosigned(-DAY / 2), hashes);
            }
            default -> {}
        }
        return new NotBefore(early, hashes);
    }

    private List<CounterSignature> presence(IssuedStatement clearing) {
        SdJwt of = clearing.sdJwt();
        Instant clearedAt = Instant.ofEpochSecond(clearing.statement().head().issuedAtSeconds());
        CounterSigner signer = new CounterSigner(oneIn(30) ? Bench.key(50) : bench.key);
        Instant at = oneIn(12) ? clearedAt.plusSeconds((random.nextInt(9) - 4) * DAY) : clearedAt;
        List<CounterSignature> out = new ArrayList<>();
        if (oneIn(3)) {
            out.add(signer.asserted(Role.TECHNICIAN, of, at));
        }
        if (oneIn(2)) {
            out.add(owner(signer, of, at));
        }
        if (oneIn(3)) {
            out.add(
                    oneIn(2)
                            ? signer.code(Role.VERIFIER, of, at)
                            : signer.handwritten(Role.VERIFIER, of, at, new byte[] {1}, Bytes32.random()));
        }
        return out;
    }

    /** The person's part is spoilt now and then after the station has signed: it names the key, not the signature. */
    private CounterSignature owner(CounterSigner signer, SdJwt of, Instant at) {
        try {
            P256Key key = p256(OWNER);
            String input = CounterSignature.keySigningInput(key, Role.OWNER, of.digest());
            byte[] signature = P256Key.lowS(sign(input));
            CounterSignature sound = signer.key(Role.OWNER, of, at, key, signature);
            byte[] other = switch (random.nextInt(16)) {
                case 0 -> P256Key.lowS(sign(input + " "));
                case 1 -> Arrays.copyOf(signature, 63);
                case 2 -> otherS(signature);
                case 3 -> new byte[64];
                default -> signature;
            };
            return CounterSignature.of(sound.stationJws(), Optional.of(CounterSignature.jws(input, other)));
        } catch (VerificationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A sound counter-signature by an owner's key of her own. */
    public static CounterSignature byOwner(CounterSigner signer, SdJwt of, Instant at) {
        try {
            P256Key key = p256(OWNER);
            String input = CounterSignature.keySigningInput(key, Role.OWNER, of.digest());
            return signer.key(Role.OWNER, of, at, key, P256Key.lowS(sign(input)));
        } catch (VerificationException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] trust() {
        String policy = policy();
        List<TrustList.EarlierPolicy> earlier = new ArrayList<>();
        for (long end = random.nextInt(4); end > 0 && oneIn(4); end += 1 + random.nextInt(4)) {
            earlier.add(new TrustList.EarlierPolicy(end, oneIn(6) ? "" : policy()));
        }
        NoteSigner signer = new NoteSigner("trust.example", Bench.key(99));
        long first = oneIn(20) ? random.nextInt(8) : 0;
        Optional<Long> end = oneIn(20) ? Optional.of(first + 1 + random.nextInt(8)) : Optional.empty();
        TrustList.Operator operator = new TrustList.Operator(
                "Green Loop 绿环回收",
                List.of(bench.log.verifierKey()),
                List.of(new TrustList.Station(
                        oneIn(15) ? Bench.key(60).publicKey() : bench.key.publicKey(), first, end)),
                earlier);
        return TrustListIssuer.sign(
                        new TrustList(
                                1,
                                Bench.STARTED.getEpochSecond(),
                                signer.verifierKey(),
                                List.of(operator),
                                oneIn(12) ? "" : policy),
                        signer)
                .toBytes();
    }

    private String policy() {
        StringBuilder policy = new StringBuilder();
        String[] names = {"a", "b", "c"};
        for (int i = 0; i < names.length; i++) {
            policy.append("witness ")
                    .append(names[i])
                    .append(' ')
                    .append(KNOWN.get(i).key())
                    .append('\n');
        }
        policy.append(
                switch (random.nextInt(9)) {
                    case 0 -> "quorum none\n";
                    case 1 -> "quorum b\n";
                    case 2 -> "witness d " + ML_DSA + "\ngroup g 2 a c d\nquorum g\n";
                    case 3 -> "group g any b c\ngroup h all a g\nquorum h\n";
                    case 4 -> "group h all a b c\nquorum h\n";
                    case 5 -> "witness d " + ML_DSA + "\nquorum d\n";
                    default -> "group g 2 a b c\nquorum g\n";
                });
        return policy.toString();
    }

    private static Cosigner cosigner(int number) {
        return new Cosigner("witness" + number + ".example", Bench.key(70 + number));
    }

    /** A key of the type that nobody can verify yet. */
    private static String mlDsaKey() {
        byte[] typed = new byte[1 + 1312];
        typed[0] = 6;
        byte[] id = Bytes32.sha256("ml.example\n".getBytes(StandardCharsets.UTF_8), typed)
                .toBytes();
        return "ml.example+" + HexFormat.of().formatHex(id, 0, 4) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    private static KeyPair ecKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key as the library has it. */
    public static P256Key p256(KeyPair pair) throws VerificationException {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return P256Key.of(
                Bytes32.of(fixed(key.getW().getAffineX())),
                Bytes32.of(fixed(key.getW().getAffineY())));
    }

    private static byte[] sign(String input) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
            signer.initSign(OWNER.getPrivate());
            signer.update(input.getBytes(StandardCharsets.US_ASCII));
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same signature with the other s. */
    public static byte[] otherS(byte[] signature) {
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        return ByteBuffer.allocate(64)
                .put(signature, 0, 32)
                .put(fixed(order.subtract(s)))
                .array();
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] out = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, out, 32 - length, length);
        return out;
    }
}
