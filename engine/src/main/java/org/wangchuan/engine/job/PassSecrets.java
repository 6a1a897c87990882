package org.wangchuan.engine.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.BaselineEvent;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.RandomPattern;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.verify.Baseline;

/**
 * Keys and nonces of the passes so far, which describe what was written over the data, and nothing of the data; and the digests of blocks from before a drive erased itself,
 * with their keys. All of it is destroyed when the job ends.
 */
final class PassSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = Long.BYTES;
    private static final String NUMBER = "0|-?[1-9][0-9]{0,2}";

    /**
     * Passes count from 1: under this number is the key of what was planted first before the drive erased itself, under the numbers below it the keys of
     * what was planted again.
     */
    private static final int PLANTED = 0;

    private static final String UNTOUCHED = "untouched";

    /** Above any pass (records hold fewer): the keys of other parts of an eMMC, in the order of their ids. */
    private static final int PARTS = 900;

    /** Namespace (0 for the medium itself), and which of them, in the order of the record. */
    private static final String BASELINE = "baseline-(0|[1-9][0-9]{0,9})-[0-9]";

    private final Map<Integer, byte[]> byPass = new TreeMap<>();
    private final Map<String, byte[]> baselines = new TreeMap<>();

    /** The number of what was drawn when the drive said of itself that nothing was written to it. */
    private OptionalInt untouched = OptionalInt.empty();

    static PassSecrets read(byte[] bytes) throws JournalException {
        PassSecrets secrets = new PassSecrets();
        if (bytes.length == 0) {
            return secrets;
        }
        try {
            JsonValue.Obj object = CanonicalJson.readObject(bytes);
            for (String name : object.members().keySet()) {
                String hex = Json.in(object).text(name);
                if (name.equals(UNTOUCHED) && hex.matches(NUMBER)) {
                    secrets.untouched = OptionalInt.of(Integer.parseInt(hex));
                    continue;
                }
                if (name.matches(BASELINE) && hex.length() <= 2 * Baseline.BYTES_MAX && hex.matches("([0-9a-f]{2})+")) {
                    secrets.baselines.put(name, HexFormat.of().parseHex(hex));
                    continue;
                }
                if (!name.matches(NUMBER) || !hex.matches("([0-9a-f]{2}){1,64}")) {
                    throw new ShapeException(name, "a pass with its secret in lower-case hex", "something else");
                }
                secrets.byPass.put(Integer.parseInt(name), HexFormat.of().parseHex(hex));
            }
            return secrets;
        } catch (MalformedJsonException | ShapeException e) {
            throw new JournalException("the keys in the journal can't be read", e);
        }
    }

    /** The secret of one pass alone. */
    static PassSecrets of(int pass, byte[] secret) {
        PassSecrets secrets = new PassSecrets();
        secrets.byPass.put(pass, secret.clone());
        return secrets;
    }

    /** The secret of a pass; empty for constants, and for one that was not begun. */
    Optional<byte[]> secret(int pass) {
        return Optional.ofNullable(byPass.get(pass)).map(byte[]::clone);
    }

    /** The key of what was planted, the first time at 0; empty if none was drawn. */
    Optional<byte[]> plantedSecret(int before) {
        return secret(PLANTED - before);
    }

    byte[] toBytes() {
        Json.Builder out = Json.object();
        byPass.forEach((pass, secret) -> out.put("" + pass, HexFormat.of().formatHex(secret)));
        baselines.forEach((name, bytes) -> out.put(name, HexFormat.of().formatHex(bytes)));
        untouched.ifPresent(number -> out.put(UNTOUCHED, "" + number));
        return CanonicalJson.write(out.build());
    }

    /** Draws the secret of a pass, once. */
    void draw(int pass, PassSpec spec) {
        int length = length(spec.pattern());
        if (length > 0 && !byPass.containsKey(pass)) {
            byte[] secret = new byte[length];
            RANDOM.nextBytes(secret);
            byPass.put(pass, secret);
        }
    }

    /**
     * Draws the key of what is planted next, once: what was planted earlier and may be gone must not be taken for it.
     *
     * @param before what was planted so far, by the record
     * @param saysUntouched whether the drive says just now that nothing was written to it since it erased itself, which it says no more once something was
     *     planted
     */
    void drawPlanted(List<DriveEvent.CanariesPlanted> before, boolean saysUntouched) {
        int number = PLANTED - before.size();
        if (byPass.containsKey(number)) {
            return;
        }
        byte[] key = new byte[RandomPattern.KEY_BYTES];
        RANDOM.nextBytes(key);
        byPass.put(number, key);
        if (saysUntouched) {
            untouched = OptionalInt.of(number);
        }
    }

    /** Whether the drive said that nothing was written to it when the key was drawn of what is planted next. */
    boolean untouchedWhenDrawn(List<DriveEvent.CanariesPlanted> before) {
        return untouched.equals(OptionalInt.of(PLANTED - before.size()));
    }

    /** SHA-256 in hex of the key that was drawn for what is planted next; empty if none was drawn. */
    Optional<String> plantedDigest(List<DriveEvent.CanariesPlanted> before) {
        return digest(PLANTED - before.size());
    }

    /** What is planted next, or may have been and is not on record yet; empty if no key was drawn for it. */
    Optional<Pattern> plantedNext(List<DriveEvent.CanariesPlanted> before) throws JournalException {
        return byPass.containsKey(PLANTED - before.size())
                ? Optional.of(planting(PLANTED - before.size()))
                : Optional.empty();
    }

    /**
     * What was planted each time, by the keys whose digests stand in the record. By any other nothing would be found again, and a drive that erased nothing
     * would pass.
     */
    List<Pattern> planted(List<DriveEvent.CanariesPlanted> recorded) throws JournalException {
        List<Pattern> out = new ArrayList<>();
        for (DriveEvent.CanariesPlanted one : recorded) {
            int number = PLANTED - out.size();
            Optional<String> found = digest(number);
            if (!found.equals(Optional.of(one.secretDigest()))) {
                throw new JournalException(
                        "the key of what was planted: expected one with the SHA-256 " + one.secretDigest()
                                + " in the journal, found " + found.orElse("none")
                                + "; without it nothing can be looked for, and a new job has to be started",
                        null);
            }
            out.add(planting(number));
        }
        return out;
    }

    /**
     * The key of what is planted on another namespace together with the medium. It follows from that of the medium, so that whoever comes back has it as well, and is
     * another one for each: a device that shows one namespace where another one was planted would be found out.
     *
     * @param before how often the medium itself was planted before
     * @param number of the namespace (NSID)
     * @param digest SHA-256 in hex that stands in the record, if it does
     */
    Pattern plantedOn(int before, long number, Optional<String> digest) throws JournalException {
        byte[] key = namespaceKey(before, number);
        if (digest.isPresent() && !digest.get().equals(Sha256.hex(key))) {
            throw new JournalException(
                    "the key of what was planted on namespace " + number + ": expected one with the SHA-256 "
                            + digest.get()
                            + ", found another; without it nothing can be looked for, and a new job has to be started",
                    null);
        }
        return Pattern.random(key);
    }

    /** SHA-256 in hex of that key. */
    String plantedOnDigest(int before, long number) throws JournalException {
        return Sha256.hex(namespaceKey(before, number));
    }

    private byte[] namespaceKey(int before, long number) throws JournalException {
        byte[] medium = require(byPass.get(PLANTED - before), PLANTED - before, PassSpec.of(PatternKind.RANDOM, false));
        return Sha256.of(("wangchuan-namespace/" + number + "/").getBytes(StandardCharsets.US_ASCII), medium);
    }

    /**
     * Keeps what blocks hold before a drive erases itself, in place of what no attempt has followed yet; the SHA-256 of it in hex.
     *
     * @param before how often it was taken of the same namespace before attempts that were begun
     */
    String keepBaseline(OptionalLong namespace, int before, Baseline baseline) {
        byte[] bytes = baseline.toBytes();
        baselines.put(nameOf(namespace, before), bytes);
        return Sha256.hex(bytes);
    }

    /** What blocks of a medium or namespace held, each time, by the digests that stand in the record. Against any other nothing would be found to be as it was. */
    List<Baseline> baselines(OptionalLong namespace, List<BaselineEvent.Taken> recorded) throws JournalException {
        List<Baseline> out = new ArrayList<>();
        for (BaselineEvent.Taken one : recorded) {
            if (!one.namespace().equals(namespace)) {
                continue;
            }
            byte[] bytes = baselines.getOrDefault(nameOf(namespace, out.size()), new byte[0]);
            Optional<Baseline> read = Baseline.read(bytes);
            if (read.isEmpty() || !Sha256.hex(bytes).equals(one.secretDigest())) {
                throw new JournalException(
                        "what blocks held before: expected digests with the SHA-256 " + one.secretDigest()
                                + " in the journal, found " + (bytes.length == 0 ? "none" : Sha256.hex(bytes))
                                + "; without them nothing can be compared, and a new job has to be started",
                        null);
            }
            out.add(read.get());
        }
        return out;
    }

    private static String nameOf(OptionalLong namespace, int before) {
        return "baseline-" + namespace.orElse(0) + "-" + before;
    }

    /** Draws the key of what is written over a part, once. */
    void drawPart(String id) {
        draw(numberOfPart(id), PassSpec.of(PatternKind.RANDOM, true));
    }

    /** SHA-256 in hex of the key that was drawn for a part. */
    String partDigest(String id) throws JournalException {
        return digest(numberOfPart(id))
                .orElseThrow(() ->
                        new JournalException("the key of " + id + ": expected one in the journal, found none", null));
    }

    /** What is written over a part. */
    Pattern part(String id) throws JournalException {
        return planting(numberOfPart(id));
    }

    private static int numberOfPart(String id) {
        return PARTS + CardPart.IDS.indexOf(id);
    }

    private Pattern planting(int number) throws JournalException {
        return pattern(number, PassSpec.of(PatternKind.RANDOM, false));
    }

    /** SHA-256 in hex of the secret of a pass; empty for constants. */
    Optional<String> digest(int pass) {
        return Optional.ofNullable(byPass.get(pass)).map(Sha256::hex);
    }

    /** What a pass writes. */
    Pattern pattern(int pass, PassSpec spec) throws JournalException {
        byte[] secret = byPass.get(pass);
        return switch (spec.pattern()) {
            case ZERO -> Pattern.zero();
            case ONE -> Pattern.one();
            case FIXED -> Pattern.fixed(HexFormat.of().parseHex(spec.fixedHex().orElseThrow()));
            case STAMPED ->
                Pattern.stamped(ByteBuffer.wrap(require(secret, pass, spec)).getLong());
            case RANDOM -> Pattern.random(require(secret, pass, spec));
        };
    }

    /** Bytes of a secret; 0 for constants. */
    static int length(PatternKind pattern) {
        return switch (pattern) {
            case ZERO, ONE, FIXED -> 0;
            case STAMPED -> NONCE_BYTES;
            case RANDOM -> RandomPattern.KEY_BYTES;
        };
    }

    private static byte[] require(byte @Nullable [] secret, int pass, PassSpec spec) throws JournalException {
        int expected = length(spec.pattern());
        if (secret == null || secret.length != expected) {
            throw new JournalException(
                    "the key of pass " + pass + ": expected " + expected + " bytes in the journal, found "
                            + (secret == null ? "none" : secret.length + ""),
                    null);
        }
        return secret;
    }
}
