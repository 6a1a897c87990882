package org.wangchuan.proof.issue;

import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Grade;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.statement.SdJwt;

/** Counter-signatures that are worth less than they say: moved, raised, or with another part put in. */
final class PresenceLies {
    private static final Instant AT = STARTED.plusSeconds(600);
    private static final byte[] IMAGE = "strokes".getBytes(StandardCharsets.US_ASCII);
    private static final Bytes32 IMAGE_KEY = Bytes32.sha256(new byte[] {9});

    private final Lies lies;
    private final CounterSigner station;
    private final SdJwt of;
    private final SdJwt earlier;

    private PresenceLies(Lies lies) {
        this.lies = lies;
        station = new CounterSigner(lies.job.world.key);
        of = lies.job.clearing.sdJwt();
        earlier = lies.job.earlierClearing.sdJwt();
    }

    static void addTo(Lies lies) {
        try {
            new PresenceLies(lies).addMoved();
            new PresenceLies(lies).addRaised();
            new PresenceLies(lies).addContradictory();
        } catch (VerificationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void addMoved() throws VerificationException {
        add(
                "counter-signature-by-code-of-another-statement",
                "a code that was typed for an earlier job",
                station.code(Role.OWNER, earlier, AT));
        add(
                "counter-signature-by-hand-of-another-statement",
                "a signature by hand that was taken for an earlier job",
                station.handwritten(Role.OWNER, earlier, AT, IMAGE, IMAGE_KEY));
        CounterSignature hand = station.handwritten(Role.OWNER, of, AT, IMAGE, IMAGE_KEY);
        Bytes32 other = CounterSignature.imageDigest(new byte[] {1}, IMAGE_KEY);
        add(
                "image-of-a-signature-swapped",
                "another image under the station's old signature",
                said(Role.OWNER, Grade.HANDWRITTEN, Optional.empty(), Optional.of(other), hand, Optional.empty()));
        CounterSignature key = byKey(Role.OWNER, of);
        add(
                "key-signature-of-another-statement",
                "the owner's key has signed for an earlier job; the station names the key for this one",
                with(key, byKey(Role.OWNER, earlier).keyJws()));
        add(
                "key-signature-for-another-role",
                "the key has signed as the technician's, and is shown as the owner's",
                with(key, byKey(Role.TECHNICIAN, of).keyJws()));
        add(
                "counter-signature-in-another-role",
                "who stood by as the technician is made the owner",
                said(
                        Role.OWNER,
                        Grade.ASSERTED,
                        Optional.empty(),
                        Optional.empty(),
                        station.asserted(Role.TECHNICIAN, of, AT),
                        Optional.empty()));
    }

    private void addRaised() throws VerificationException {
        CounterSignature code = station.code(Role.OWNER, of, AT);
        add(
                "code-made-into-a-signature-by-hand",
                "a one-time code made into a signature by hand, with an image put in",
                said(
                        Role.OWNER,
                        Grade.HANDWRITTEN,
                        Optional.empty(),
                        Optional.of(CounterSignature.imageDigest(IMAGE, IMAGE_KEY)),
                        code,
                        Optional.empty()));
        CounterSignature key = byKey(Role.OWNER, of);
        add(
                "code-made-into-a-key",
                "a one-time code made into a key, with that key's own signature put in",
                said(Role.OWNER, Grade.KEY, key.key(), Optional.empty(), code, key.keyJws()));
    }

    /** The station itself signs these, so that nothing but their own words speaks against them. */
    private void addContradictory() throws VerificationException {
        Optional<Bytes32> image = Optional.of(CounterSignature.imageDigest(IMAGE, IMAGE_KEY));
        add(
                "code-with-an-image",
                "the grade code with the image of a signature",
                signed(Grade.CODE, Optional.empty(), image, Optional.empty()));
        add(
                "signature-by-hand-without-an-image",
                "the grade handwritten, and no image",
                signed(Grade.HANDWRITTEN, Optional.empty(), Optional.empty(), Optional.empty()));
        add(
                "code-with-a-key",
                "the grade code, with a key that has signed",
                signed(
                        Grade.CODE,
                        Optional.empty(),
                        Optional.empty(),
                        byKey(Role.OWNER, of).keyJws()));
    }

    private CounterSignature byKey(Role role, SdJwt statement) throws VerificationException {
        P256Key key = FixtureWorld.p256("owner");
        String signed = CounterSignature.keySigningInput(key, role, statement.digest());
        return station.key(role, statement, AT, key, FixtureWorld.es256("owner", signed));
    }

    private static CounterSignature with(CounterSignature one, Optional<String> keyJws) {
        return new CounterSignature(
                one.role(), one.grade(), one.of(), one.atSeconds(), one.key(), one.image(), one.stationJws(), keyJws);
    }

    /** Other words under the signature of an honest one. */
    private CounterSignature said(
            Role role,
            Grade grade,
            Optional<String> key,
            Optional<Bytes32> image,
            CounterSignature honest,
            Optional<String> keyJws) {
        String input = input(role, grade, key, image);
        String signature = honest.stationJws().substring(honest.stationJws().lastIndexOf('.'));
        return new CounterSignature(
                role, grade, of.digest(), AT.getEpochSecond(), key, image, input + signature, keyJws);
    }

    private CounterSignature signed(
            Grade grade, Optional<String> key, Optional<Bytes32> image, Optional<String> keyJws) {
        String input = input(Role.OWNER, grade, key, image);
        byte[] signature = lies.job.world.key.sign(input.getBytes(StandardCharsets.US_ASCII));
        return new CounterSignature(
                Role.OWNER,
                grade,
                of.digest(),
                AT.getEpochSecond(),
                key,
                image,
                CounterSignature.jws(input, signature),
                keyJws);
    }

    private String input(Role role, Grade grade, Optional<String> key, Optional<Bytes32> image) {
        return CounterSignature.stationSigningInput(
                lies.job.world.key.publicKey(), role, grade, of.digest(), AT.getEpochSecond(), key, image);
    }

    private void add(String id, String says, CounterSignature one) {
        lies.add(lies.lie(id, FailureCode.COUNTERSIGNATURE, says, Lies.withPresence(lies.bare(), one)));
    }
}
