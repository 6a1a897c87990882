package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.issue.FixtureWorld;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.Job;
import org.wangchuan.proof.issue.Rechecking;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.StatusBook;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.EntryBundle;
import org.wangchuan.proof.log.HashTile;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TilePath;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.testing.Distortion;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;

/**
 * Every reader of untrusted bytes against distorted real input: it gives the documented exception, or a value that
 * is spelled as what was read. The seed is in the message.
 */
class ParserFuzzTest {
    private static final int ROUNDS = 600;

    @TempDir
    Path folder;

    private interface Parser {
        byte[] readAndWrite(byte[] bytes) throws VerificationException;
    }

    @Test
    void everyParserRefusesInAnOrderlyWay() throws Exception {
        try (TestStation station = new TestStation(folder.resolve("log"), "log.example/one")) {
            IssuedStatement issued = station.start();
            Receipt receipt = station.receipt(issued, station.clearing(issued));
            SdJwt sdJwt = receipt.clearing().statement();
            fuzz("receipt", receipt.toBytes(), b -> Receipt.parse(b).toBytes());
            fuzz("note", station.log.checkpoint().toBytes(), b -> Note.parse(b).toBytes());
            fuzz(
                    "checkpoint",
                    station.log.checkpoint().toBytes(),
                    b -> SignedCheckpoint.parse(b).toBytes());
            fuzz(
                    "trust list",
                    station.trust().toBytes(),
                    b -> SignedTrustList.parse(b).toBytes());
            fuzz(
                    "stored statement",
                    issued.toBytes(),
                    b -> IssuedStatement.parse(b).toBytes());
            fuzz("chain", station.chain.toBytes(), b -> StationChain.parse(b).toBytes());
            fuzz(
                    "proof",
                    bytes(receipt.start().proof().text()),
                    b -> bytes(TlogProof.parse(text(b)).text()));
            fuzz(
                    "key",
                    bytes(station.log.verifierKey().toString()),
                    b -> bytes(VerifierKey.parse(text(b)).toString()));
            fuzz(
                    "disclosure",
                    bytes(sdJwt.disclosures().getFirst().text()),
                    b -> bytes(Disclosure.parse(text(b)).text()));
            fuzz("statement", bytes(sdJwt.text()), b -> {
                SdJwt read = SdJwt.parse(text(b));
                StatementReader.read(read);
                return bytes(read.text());
            });
            try (FixtureWorld world = new FixtureWorld(folder.resolve("certificate"))) {
                Job job = new Job(world).run();
                fuzz(
                        "certificate",
                        job.certificate.toBytes(),
                        b -> Certificate.parse(b).toBytes());
                fuzz(
                        "status file",
                        job.status.toBytes(),
                        b -> StatusFile.parse(b).toBytes());
                fuzz(
                        "status book",
                        world.book.toBytes(),
                        b -> StatusBook.parse(b).toBytes());
                fuzz(
                        "witnessed chain",
                        world.chain.toBytes(),
                        b -> StationChain.parse(b).toBytes());
                fuzz(
                        "presence",
                        bytes(job.certificate.presence().getFirst().stationJws()),
                        b -> bytes(
                                CounterSignature.of(text(b), Optional.empty()).stationJws()));
            }
            try (Rechecking stations = new Rechecking(folder.resolve("rechecks"))) {
                fuzz(
                        "recheck",
                        stations.file().toBytes(),
                        b -> RecheckFile.parse(b).toBytes());
            }
            fuzz(
                    "bundle",
                    EntryBundle.encode(List.of(new byte[33], new byte[0], new byte[300])),
                    b -> EntryBundle.encode(EntryBundle.parse(b, 3)));
            fuzz(
                    "checkpoint text",
                    bytes(station.log.checkpoint().checkpoint().text()),
                    b -> Checkpoint.parse(text(b)).text().equals(text(b)) ? b : new byte[0]);
            fuzz(
                    "public key",
                    bytes(station.key.publicKey().base64Url()),
                    b -> bytes(PublicKey.parse(text(b)).base64Url()));
            fuzz("tile", new byte[96], b -> HashTile.encode(HashTile.parse(b, 3)));
            fuzz(
                    "tile path",
                    bytes("tile/0/x001/x234/067.p/12"),
                    b -> TilePath.parse(text(b)).map(path -> bytes(path.path())).orElse(b));
        }
    }

    /** With a spelling that is right, so that what stands behind it is reached: each value in turn is another one. */
    @Test
    void noMemberIsTakenForWhatItIsNot() throws Exception {
        try (TestStation station = new TestStation(folder, "log.example/one")) {
            IssuedStatement issued = station.start();
            Receipt receipt = station.receipt(issued, station.clearing(issued));
            NoteSigner signer = new NoteSigner("trust.example", SigningKey.generate());
            TrustList list = new TrustList(
                    3, 1, signer.verifierKey(), station.trust().list().operators(), "");
            members("receipt", receipt.toBytes(), b -> Receipt.parse(b).toBytes());
            members(
                    "stored statement",
                    issued.toBytes(),
                    b -> IssuedStatement.parse(b).toBytes());
            members("chain", station.chain.toBytes(), b -> StationChain.parse(b).toBytes());
            members("trust list", line(SignedTrustList.text(list)), b -> {
                byte[] signed = signer.sign(text(b) + "\n").toBytes();
                return line(SignedTrustList.parse(signed).note().text());
            });
            claims("claims", receipt.clearing().statement());
        }
        try (Rechecking stations = new Rechecking(folder.resolve("rechecks"))) {
            claims("claims of a recheck", stations.file().recheck().statement());
        }
    }

    private static void claims(String name, SdJwt sound) throws Exception {
        String[] parts = sound.text().split("\\.", 3);
        members(name, Base64.getUrlDecoder().decode(parts[1]), b -> {
            String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(b);
            SdJwt read = SdJwt.parse(parts[0] + "." + payload + "." + parts[2]);
            StatementReader.read(read);
            return CanonicalJson.write(read.payload());
        });
    }

    private static byte[] line(String text) {
        return bytes(text.stripTrailing());
    }

    private static void members(String name, byte[] sound, Parser parser) throws Exception {
        JsonValue.Obj object = CanonicalJson.readObject(sound);
        assertThat(parser.readAndWrite(sound)).as(name).isEqualTo(sound);
        for (long seed = 0; seed < ROUNDS; seed++) {
            byte[] distorted = CanonicalJson.write(Distortion.of(object, new Random(seed)));
            check(name, seed, distorted, parser);
        }
    }

    private static void fuzz(String name, byte[] sound, Parser parser) throws VerificationException {
        assertThat(parser.readAndWrite(sound)).as(name).isEqualTo(sound);
        for (long seed = 0; seed < ROUNDS; seed++) {
            check(name, seed, distort(sound, new Random(seed)), parser);
        }
    }

    private static void check(String name, long seed, byte[] distorted, Parser parser) {
        try {
            assertThat(parser.readAndWrite(distorted))
                    .as("%s, seed %d", name, seed)
                    .isEqualTo(distorted);
        } catch (VerificationException expected) {
            assertThat(expected.getMessage())
                    .as("%s, seed %d", name, seed)
                    .contains("expected")
                    .hasSizeLessThan(800);
        } catch (RuntimeException e) {
            throw new AssertionError(name + ", seed " + seed, e);
        }
    }

    private static byte[] distort(byte[] sound, Random random) {
        byte[] out = sound.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(out.length + 1);
            int to = Math.min(out.length, at + random.nextInt(12));
            out = switch (random.nextInt(4)) {
                case 0 -> splice(out, at, to, new byte[0]);
                case 1 -> splice(out, at, at, Arrays.copyOfRange(out, at, to));
                case 2 -> splice(out, at, to, randomBytes(random));
                default -> splice(out, at, Math.min(out.length, at + 1), new byte[] {(byte) random.nextInt()});
            };
            if (out.length == 0) {
                return out;
            }
        }
        return out;
    }

    private static byte[] randomBytes(Random random) {
        String alphabet = "AZaz09+/-_=~.\n \"{}[],:\\—";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return bytes(text.toString());
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] out = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(bytes, to, out, from + middle.length, bytes.length - to);
        return out;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One character a byte for what is not UTF-8: some characters of a text, whatever they are. */
    private static String text(byte[] bytes) {
        String utf8 = new String(bytes, StandardCharsets.UTF_8);
        return Arrays.equals(bytes(utf8), bytes)
                ? utf8
                : new String(bytes, StandardCharsets.US_ASCII).replace('\uFFFD', '?');
    }
}
