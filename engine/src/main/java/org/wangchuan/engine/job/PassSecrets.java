package org.wangchuan.engine.job;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.RandomPattern;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Sha256;

/** Keys and nonces of the passes so far. They describe what was written over the data, and nothing of the data. */
final class PassSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = Long.BYTES;

    private final Map<Integer, byte[]> byPass = new TreeMap<>();

    static PassSecrets read(byte[] bytes) throws JournalException {
        PassSecrets secrets = new PassSecrets();
        if (bytes.length == 0) {
            return secrets;
        }
        try {
            JsonValue.Obj object = CanonicalJson.readObject(bytes);
            for (String name : object.members().keySet()) {
                secrets.byPass.put(
                        Integer.parseInt(name),
                        HexFormat.of().parseHex(Json.in(object).text(name)));
            }
            return secrets;
        } catch (MalformedJsonException | ShapeException | IllegalArgumentException e) {
            throw new JournalException("the keys in the journal can't be read", e);
        }
    }

    byte[] toBytes() {
        Json.Builder out = Json.object();
        byPass.forEach((pass, secret) -> out.put("" + pass, HexFormat.of().formatHex(secret)));
        return CanonicalJson.write(out.build());
    }

    /** Draws the secret of a pass, once. */
    void draw(int pass, PassSpec spec) {
        int length = switch (spec.pattern()) {
            case ZERO, ONE, FIXED -> 0;
            case STAMPED -> NONCE_BYTES;
            case RANDOM -> RandomPattern.KEY_BYTES;
        };
        if (length > 0 && !byPass.containsKey(pass)) {
            byte[] secret = new byte[length];
            RANDOM.nextBytes(secret);
            byPass.put(pass, secret);
        }
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
                Pattern.stamped(ByteBuffer.wrap(require(secret, pass)).getLong());
            case RANDOM -> Pattern.random(require(secret, pass));
        };
    }

    private static byte[] require(byte @org.jspecify.annotations.Nullable [] secret, int pass) throws JournalException {
        if (secret == null) {
            throw new JournalException("the key of pass " + pass + " is not in the journal", null);
        }
        return secret;
    }
}
