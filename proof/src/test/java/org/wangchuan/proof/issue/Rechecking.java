package org.wangchuan.proof.issue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckClaims.Recognised;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.RecheckReading.End;
import org.wangchuan.proof.statement.RecheckReading.Sample;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.TrustList;

/** A station that looks again at what another has erased: both in worlds whose keys and names never change. Not thread-safe. */
public final class Rechecking implements AutoCloseable {
    public static final Instant AT = FixtureWorld.STARTED.plusSeconds(7_200);
    public static final Bytes32 SEED = Bytes32.sha256("seed".getBytes(US_ASCII));
    public static final Bytes32 SECRET = Bytes32.sha256("secret".getBytes(US_ASCII));
    public static final long CAPACITY = 1_000_204_886_016L;
    private static final String ORIGIN = "log.example/second";

    public final FixtureWorld eraser;
    public final FixtureWorld looker;
    public final Job job;

    public Rechecking(Path folder) throws IOException {
        eraser = new FixtureWorld(folder.resolve("one"));
        job = new Job(eraser).run();
        looker = new FixtureWorld(
                folder.resolve("two"),
                FixtureWorld.key("second station"),
                new NoteSigner(ORIGIN, FixtureWorld.key("second log")),
                2);
        looker.start(FixtureWorld.STARTED, "WD-7"); // so that it is not the first of its chain
    }

    /** Everything as it should be: a sample, read whole, of a drive that gave its number. */
    public static Reading sound() {
        return new Reading();
    }

    /** What a test changes of a reading, one thing at a time. */
    public static final class Reading {
        public long capacity = CAPACITY;
        public Optional<Sample> sample = Optional.of(new Sample(SEED, 4096));
        public List<Range> places = List.of();
        public Verification.Path path = Verification.Path.DEVICE_CACHE;
        public End end = End.COMPLETED;
        public long unreadableBytes;
        public long differingBytes;
        public List<Range> differing = List.of();
        public List<Range> unreadable = List.of();
        public List<Range> leftOut = List.of();
        public List<String> changed = List.of();
        public Optional<Long> planned = Optional.empty();
        public Optional<Long> read = Optional.empty();
        public long startedAt = AT.getEpochSecond() - 600;
        public long finishedAt = AT.getEpochSecond() - 10;

        private Reading() {}

        public RecheckReading build() {
            long follows = planned.orElseGet(() -> RecheckReading.plannedBytes(capacity, sample, places, leftOut));
            return new RecheckReading(
                    capacity,
                    sample,
                    places,
                    path,
                    end,
                    follows,
                    read.orElse(follows - unreadableBytes),
                    differingBytes,
                    unreadableBytes,
                    differing,
                    unreadable,
                    leftOut,
                    changed,
                    startedAt,
                    finishedAt);
        }
    }

    public RecheckClaims claims(RecheckReading reading, Recognised recognised) {
        return new RecheckClaims(
                new RecheckClaims.Of(
                        job.clearing.eventId(),
                        job.clearing.sdJwt().digest(),
                        eraser.key.publicKey().thumbprint()),
                recognised,
                new RecheckExpected.OfPass(1, Pass.Pattern.STAMPED, Optional.of(SECRET), Optional.empty()),
                reading,
                "wangchuan 0.1");
    }

    /** Of a drive that erased itself. */
    public RecheckClaims byItself(RecheckReading reading, Recognised recognised, RecheckExpected.OfDrive left) {
        RecheckClaims sound = claims(sound().build(), Recognised.SERIAL_NUMBER);
        return new RecheckClaims(sound.clearing(), recognised, left, reading, sound.tool());
    }

    public RecheckClaims claims() {
        return claims(sound().build(), Recognised.SERIAL_NUMBER);
    }

    /** Signs, logs and proves. */
    public RecheckFile file(RecheckClaims claims, Target target) throws IOException {
        return ReceiptIssuer.recheck(looker.log, looker.key.publicKey(), issue(claims, target));
    }

    public RecheckFile file() throws IOException {
        return file(claims(), target());
    }

    public IssuedStatement issue(RecheckClaims claims, Target target) throws IOException {
        return looker.log(looker.issuer.recheck(looker.chain, looker.uuid(), AT, claims, target));
    }

    public static Target target() {
        return TestStation.target(TestStation.SERIAL);
    }

    /** The same drive as a file that holds its image, or without a number. */
    public static Target target(Target.Kind kind, Optional<String> serial) {
        Target drive = target();
        return new Target(
                kind,
                drive.name(),
                drive.model(),
                serial,
                drive.firmware(),
                drive.wwn(),
                drive.capacityBytes(),
                drive.blockBytes(),
                drive.bus(),
                drive.mediumClass(),
                drive.mediumClassSource());
    }

    /** Another payload under the true key, and truly in the log: what only a broken station could sign. */
    public RecheckFile forged(RecheckFile sound, UnaryOperator<String> lie) throws IOException, VerificationException {
        return forged(sound, lie, looker.key);
    }

    public RecheckFile forged(RecheckFile sound, UnaryOperator<String> lie, SigningKey key)
            throws IOException, VerificationException {
        SdJwt statement = sound.recheck().statement();
        String before = CanonicalJson.writeText(statement.payload());
        String payload = lie.apply(before);
        if (payload.equals(before)) {
            throw new IllegalArgumentException("no lie: nothing was changed");
        }
        String jwt = statement.jwt();
        String signed = jwt.substring(0, jwt.indexOf('.') + 1) + Base64Url.encode(payload.getBytes(UTF_8));
        String text = signed + "." + Base64Url.encode(key.sign(signed.getBytes(US_ASCII)))
                + statement.text().substring(jwt.length());
        SdJwt lying = SdJwt.parse(text);
        return new RecheckFile(
                new Logged(lying, sound.recheck().nonce(), sound.recheck().proof()), sound.hint());
    }

    /** A list that names both stations, each in its own log. */
    public TrustList trust() {
        return trust(looker.station(0, Optional.empty()));
    }

    public TrustList trust(TrustList.Station... second) {
        return eraser.trust(
                        "",
                        List.of(new TrustList.Operator(
                                "Second look", List.of(looker.logSigner.verifierKey()), List.of(second))),
                        eraser.station(0, Optional.empty()))
                .list();
    }

    public Hint hint() {
        return new Hint(looker.key.publicKey(), looker.logSigner.verifierKey());
    }

    /** The place of a statement in the log of the station that looked. */
    public Logged logged(IssuedStatement issued) throws IOException {
        long index = looker.log.find(issued.eventId()).orElseThrow();
        TlogProof proof = looker.log.prove(List.of(index)).getFirst();
        return new Logged(
                issued.sdJwt(), issued.nonce(), proof.withExtra(issued.nonce().toBytes()));
    }

    @Override
    public void close() throws IOException {
        eraser.close();
        looker.close();
    }
}
