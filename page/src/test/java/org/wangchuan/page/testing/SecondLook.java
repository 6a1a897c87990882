package org.wangchuan.page.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckClaims.Recognised;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckExpected.Contents;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.RecheckReading.End;
import org.wangchuan.proof.statement.RecheckReading.Sample;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.trust.TrustList;

/** A station that looks again at what another has erased, and all that it, or somebody else in its name, can say of that. Not thread-safe. */
public final class SecondLook implements AutoCloseable {
    /** When all of it was signed. */
    public static final Instant AT = Bench.STARTED.plusSeconds(7200);

    private static final Bytes32 SEED = Bytes32.sha256("seed".getBytes(US_ASCII));
    /** The first in every sample in part; the second between samples, or in one. */
    private static final List<Range> PLACES = List.of(new Range(0, 8192), new Range(98_304, 12_288));

    private static final Bytes32 SECRET = Bytes32.sha256("secret".getBytes(US_ASCII));
    private static final RecheckExpected STAMPED =
            new RecheckExpected.OfPass(1, Pass.Pattern.STAMPED, Optional.of(SECRET), Optional.empty());

    public final Bench eraser;
    public final Bench looker;
    public final Receipt erased;
    private final IssuedStatement clearing;
    private final Map<String, RecheckFile> sound = new LinkedHashMap<>();
    private final List<byte[]> lies = new ArrayList<>();

    public SecondLook(Path folder) throws IOException, VerificationException {
        eraser = new Bench(folder.resolve("one"), "log.example/one", 51);
        looker = new Bench(folder.resolve("two"), "log.example/two", 61);
        IssuedStatement start = eraser.start();
        clearing = eraser.clearing(start);
        erased = eraser.receipt(start, clearing);
        IssuedStatement _ = looker.start(); // so that a key can have ended before all of them
        makeSound();
        makeLies();
    }

    private void makeSound() throws IOException {
        Optional<Sample> sample = Optional.of(new Sample(SEED, 4096));
        RecheckReading whole = reading(sample, Verification.Path.DEVICE_CACHE, End.COMPLETED, 0, 0, List.of());
        sound.put("matches", file(claims(whole, Recognised.SERIAL_NUMBER, STAMPED), target(Bench.SERIAL)));
        sound.put(
                "matches-whole-of-zeros",
                file(
                        claims(
                                reading(Optional.empty(), Verification.Path.DIRECT, End.COMPLETED, 0, 0, List.of()),
                                Recognised.SERIAL_NUMBER,
                                new RecheckExpected.OfPass(3, Pass.Pattern.ZERO, Optional.empty(), Optional.empty())),
                        target(Bench.SERIAL)));
        sound.put(
                "differs",
                file(
                        claims(
                                reading(sample, Verification.Path.DIRECT, End.STOPPED, 70, 512, List.of()),
                                Recognised.CAPACITY_ONLY,
                                new RecheckExpected.OfPass(
                                        2, Pass.Pattern.FIXED, Optional.empty(), Optional.of("00ff"))),
                        target(Bench.SERIAL)));
        sound.put("matches-without-a-number", file(claims(whole, Recognised.CONTENTS, STAMPED), target("")));
        sound.put("unproven", file(claims(whole, Recognised.CAPACITY_ONLY, STAMPED), target(Bench.SERIAL)));
        sound.put(
                "unproven-left-out",
                file(
                        claims(
                                reading(
                                        sample,
                                        Verification.Path.DIRECT,
                                        End.COMPLETED,
                                        0,
                                        0,
                                        List.of(new Range(0, 1024), new Range(4096, 512))),
                                Recognised.SERIAL_NUMBER,
                                new RecheckExpected.OfPass(
                                        1, Pass.Pattern.RANDOM, Optional.of(SECRET), Optional.empty())),
                        target(Bench.SERIAL)));
        makeByDrive(sample);
        RecheckFile shown = sound("matches");
        sound.put(
                "matches-of-a-hidden-drive",
                new RecheckFile(
                        new Logged(
                                shown.recheck().statement().showingOnly(Set.of()),
                                shown.recheck().nonce(),
                                shown.recheck().proof()),
                        shown.hint()));
    }

    /** Of drives that erased themselves: what they left, and what only was looked for. */
    private void makeByDrive(Optional<Sample> sample) throws IOException {
        RecheckExpected uniform =
                new RecheckExpected.OfDrive(Technique.NVME_FORMAT_USER_DATA, Contents.UNIFORM, List.of());
        RecheckExpected noise =
                new RecheckExpected.OfDrive(Technique.ATA_SANITIZE_CRYPTO, Contents.UNKNOWN, List.of(SECRET, SEED));
        RecheckReading places = reading(sample, PLACES, Verification.Path.DIRECT, End.COMPLETED, 0, 0, List.of());
        sound.put("matches-by-itself", file(claims(places, Recognised.SERIAL_NUMBER, uniform), target(Bench.SERIAL)));
        sound.put(
                "matches-by-itself-whole",
                file(
                        claims(
                                reading(Optional.empty(), Verification.Path.DIRECT, End.COMPLETED, 0, 0, List.of()),
                                Recognised.SERIAL_NUMBER,
                                uniform),
                        target(Bench.SERIAL)));
        sound.put("unproven-noise", file(claims(places, Recognised.SERIAL_NUMBER, noise), target(Bench.SERIAL)));
        sound.put(
                "differs-noise",
                file(
                        claims(
                                reading(sample, PLACES, Verification.Path.DIRECT, End.COMPLETED, 70, 0, List.of()),
                                Recognised.CAPACITY_ONLY,
                                noise),
                        target(Bench.SERIAL)));
    }

    private static RecheckReading reading(
            Optional<Sample> sample,
            Verification.Path path,
            End end,
            long differing,
            long unreadable,
            List<Range> leftOut) {
        return reading(sample, List.of(), path, end, differing, unreadable, leftOut);
    }

    private static RecheckReading reading(
            Optional<Sample> sample,
            List<Range> places,
            Verification.Path path,
            End end,
            long differing,
            long unreadable,
            List<Range> leftOut) {
        long planned = RecheckReading.plannedBytes(Bench.CAPACITY, sample, places, leftOut);
        return new RecheckReading(
                Bench.CAPACITY,
                sample,
                places,
                path,
                end,
                planned,
                planned - unreadable,
                differing,
                unreadable,
                differing == 0 ? List.of() : List.of(new Range(8192, 60), new Range(16_384, 30)),
                unreadable == 0 ? List.of() : List.of(new Range(65_536, unreadable)),
                leftOut,
                differing == 0 ? List.of() : List.of("gone", "serial"),
                AT.getEpochSecond() - 600,
                AT.getEpochSecond() - 10);
    }

    private RecheckClaims claims(RecheckReading reading, Recognised recognised, RecheckExpected expected) {
        return new RecheckClaims(
                new RecheckClaims.Of(
                        clearing.eventId(),
                        clearing.sdJwt().digest(),
                        eraser.key.publicKey().thumbprint()),
                recognised,
                expected,
                reading,
                "wangchuan 0.1");
    }

    private static Target target(String serial) {
        Target named = Bench.target(serial);
        return new Target(
                named.kind(),
                named.name(),
                named.model(),
                named.serial().filter(number -> !number.isEmpty()),
                named.firmware(),
                named.wwn(),
                named.capacityBytes(),
                named.blockBytes(),
                named.bus(),
                named.mediumClass(),
                named.mediumClassSource());
    }

    private RecheckFile file(RecheckClaims claims, Target target) throws IOException {
        return file(StatementIssuer.real(looker.key), claims, target);
    }

    private RecheckFile file(StatementIssuer issuer, RecheckClaims claims, Target target) throws IOException {
        IssuedStatement issued = looker.log(issuer.recheck(looker.chain, UUID.randomUUID(), AT, claims, target));
        return ReceiptIssuer.recheck(looker.log, looker.key.publicKey(), issued);
    }

    /** Rechecks with each result, by their names. */
    public Map<String, RecheckFile> sound() {
        return sound;
    }

    /** The sound one of this name. */
    public RecheckFile sound(String name) {
        return Objects.requireNonNull(sound.get(name), name);
    }

    /** What is not read or not believed, each for one reason. */
    public List<byte[]> lies() {
        return lies;
    }

    private void makeLies() throws IOException, VerificationException {
        for (String[] lie : new String[][] {
            {"differs", "\"result\":\"differs\"", "\"result\":\"matches\""},
            {"differs", "\"result\":\"differs\"", "\"result\":\"unproven\""},
            {"unproven", "\"result\":\"unproven\"", "\"result\":\"matches\""},
            {"unproven", "[\"capacity-only\"]", "[]"},
            {"unproven-left-out", "[\"left-out\"]", "[\"capacity-only\"]"},
            {"matches", "\"reasons\":[]", "\"reasons\":[\"incomplete\"]"},
            {"matches", "\"unitBytes\":4096", "\"unitBytes\":8192"},
            {"matches", "\"mode\":\"sample\"", "\"mode\":\"full\""},
            {"matches", "\"differing\":[]", "\"differing\":[{\"length\":1,\"offset\":0}]"},
            {"matches", "\"prev\":", "\"more\":1,\"prev\":"},
            {"matches", "\"pattern\":\"stamped\"", "\"pattern\":\"one\""},
            {"matches", "urn:wangchuan:station:", "urn:wangchuan:operator:"},
            {"matches", ":recheck:v1", ":test-recheck:v1"},
            {"matches", ":recheck:v1", ":clearing:v1"},
            {"matches", ":recheck:v1", ":presence:v1"},
            {"matches", "\"bytesPlanned\":", "\"bytesPlanned\":1"},
            {"matches", "\"bytesRead\":", "\"bytesRead\":1"},
            {"matches", "\"serial-number\"", "\"capacity-only\""},
            {"matches-without-a-number", "\"contents\"", "\"serial-number\""},
            {"matches-whole-of-zeros", "\"serial-number\"", "\"contents\""},
            {"matches", "\"changed\":[]", "\"changed\":[\"written\"]"},
            {"differs", "[\"gone\",\"serial\"]", "[\"serial\",\"gone\"]"},
            {
                "differs",
                "{\"length\":60,\"offset\":8192},{\"length\":30,\"offset\":16384}",
                "{\"length\":30,\"offset\":16384},{\"length\":60,\"offset\":8192}"
            },
            {"unproven-left-out", "\"length\":1024,", "\"length\":4097,"},
            {"matches-by-itself", "\"uniform\"", "\"unknown\""},
            {"matches-by-itself", "\"contents\":\"uniform\"", "\"contents\":\"uniform\",\"planted\":[]"},
            {"matches-by-itself", "\"contents\":\"uniform\"", "\"contents\":\"uniform\",\"pass\":1"},
            {"matches-by-itself", "nvme-format-user-data", "nvme-format"},
            {"matches-by-itself", "\"serial-number\"", "\"contents\""},
            {"matches-by-itself", "\"path\":\"direct\"", "\"path\":\"file-system\""},
            {"matches-by-itself", "{\"length\":8192,\"offset\":0}", "{\"length\":4096,\"offset\":0}"},
            {"matches-by-itself", "\"leftOut\":[]", "\"leftOut\":[{\"length\":512,\"offset\":0}]"},
            {"matches-by-itself-whole", "\"path\":\"direct\"", "\"path\":\"direct\",\"places\":[]"},
            {
                "matches",
                "\"path\":\"device-cache\"",
                "\"path\":\"device-cache\",\"places\":[{\"length\":512,\"offset\":0}]"
            },
            {"unproven-noise", "\"result\":\"unproven\"", "\"result\":\"matches\""},
            {"unproven-noise", "[\"contents-unknown\"]", "[]"},
            {"unproven-noise", "\"unknown\"", "\"uniform\""},
            {"unproven-noise", Hex.encode(SEED.toBytes()), Hex.encode(SECRET.toBytes())},
            {
                "differs-noise",
                "[\"differing-bytes\",\"changed\",\"capacity-only\",\"contents-unknown\"]",
                "[\"differing-bytes\"]"
            },
        }) {
            lies.add(forged(sound(lie[0]), lie[1], lie[2]).toBytes());
        }
        RecheckFile matches = sound("matches");
        lies.add(signed(
                        matches,
                        CanonicalJson.writeText(matches.recheck().statement().payload()),
                        Bench.key(77))
                .toBytes());
        lies.add(new RecheckFile(
                        matches.recheck(),
                        new Hint(eraser.key.publicKey(), matches.hint().log()))
                .toBytes());
        lies.add(new RecheckFile(erased.clearing(), erased.hint()).toBytes());
        lies.add(file(
                        StatementIssuer.test(looker.key),
                        claims(
                                reading(Optional.empty(), Verification.Path.DIRECT, End.COMPLETED, 0, 0, List.of()),
                                Recognised.SERIAL_NUMBER,
                                STAMPED),
                        target(Bench.SERIAL))
                .toBytes());
        lies.add(withAnotherSignature(matches).toBytes());
        lies.add(erased.toBytes());
        // The facts of another drive under a sound statement: its digest is not among those that were signed.
        lies.add(new String(matches.toBytes(), UTF_8)
                .replace(
                        matches.recheck().statement().text(),
                        matches.recheck().statement().jwt() + "~"
                                + sound("differs")
                                        .recheck()
                                        .statement()
                                        .disclosures()
                                        .getFirst()
                                        .text() + "~")
                .getBytes(UTF_8));
    }

    private static RecheckFile withAnotherSignature(RecheckFile file) {
        TlogProof proof = file.recheck().proof();
        Checkpoint tree = proof.checkpoint().checkpoint();
        List<NoteSignature> signatures =
                new ArrayList<>(proof.checkpoint().note().signatures());
        signatures.addAll(new NoteSigner("witness.example", Bench.key(88))
                .sign(tree.text())
                .signatures());
        SignedCheckpoint more = new SignedCheckpoint(tree, new Note(tree.text(), signatures));
        return new RecheckFile(
                new Logged(
                        file.recheck().statement(),
                        file.recheck().nonce(),
                        new TlogProof(proof.extra(), proof.index(), proof.hashes(), more)),
                file.hint());
    }

    private RecheckFile forged(RecheckFile file, String old, String other) throws VerificationException {
        String payload = CanonicalJson.writeText(file.recheck().statement().payload());
        if (!payload.contains(old)) {
            throw new IllegalArgumentException("no lie: " + old);
        }
        return signed(file, payload.replace(old, other), looker.key);
    }

    private static RecheckFile signed(RecheckFile file, String payload, SigningKey key) throws VerificationException {
        SdJwt statement = file.recheck().statement();
        String disclosures = statement.text().substring(statement.jwt().length());
        return new RecheckFile(
                new Logged(
                        SdJwt.parse(jwt(statement, payload, key) + disclosures),
                        file.recheck().nonce(),
                        file.recheck().proof()),
                file.hint());
    }

    private static String jwt(SdJwt statement, String payload, SigningKey key) {
        String jwt = statement.jwt();
        String text = jwt.substring(0, jwt.indexOf('.') + 1) + Base64Url.encode(payload.getBytes(UTF_8));
        return text + "." + Base64Url.encode(key.sign(text.getBytes(US_ASCII)));
    }

    /** The same file with something else in its payload, under a true signature: what lies behind the spelling is reached. */
    public byte[] distorted(RecheckFile file, Random random) {
        SdJwt statement = file.recheck().statement();
        String payload = Distortion.nonsense(CanonicalJson.writeText(statement.payload()), random);
        String old = statement.jwt();
        return new String(file.toBytes(), UTF_8)
                .replace(old, jwt(statement, payload, looker.key))
                .getBytes(UTF_8);
    }

    /** A list that knows both stations. */
    public byte[] trust() {
        return trust(new TrustList.Station(looker.key.publicKey(), 0, Optional.empty()));
    }

    /** A list that knows the station that looked in this part of its log. */
    public byte[] trust(TrustList.Station second) {
        NoteSigner signer = new NoteSigner("trust.example", Bench.key(99));
        TrustList.Operator one = new TrustList.Operator(
                "Green Loop 绿环回收",
                List.of(eraser.log.verifierKey()),
                List.of(new TrustList.Station(eraser.key.publicKey(), 0, Optional.empty())));
        TrustList.Operator two =
                new TrustList.Operator("Second Look 复核站", List.of(looker.log.verifierKey()), List.of(second));
        return TrustListIssuer.sign(
                        new TrustList(3, AT.getEpochSecond(), signer.verifierKey(), List.of(one, two), ""), signer)
                .toBytes();
    }

    /** The same with a key that was withdrawn before all rechecks. */
    public byte[] trustInAnEndedKey() {
        return trust(new TrustList.Station(looker.key.publicKey(), 0, Optional.of(1L)));
    }

    @Override
    public void close() throws IOException {
        eraser.close();
        looker.close();
    }
}
