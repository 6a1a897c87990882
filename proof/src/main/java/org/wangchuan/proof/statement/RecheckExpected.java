package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;

/** What was to be on a drive that was looked at again: what the erasure left there, and as far as anybody can know it. */
public sealed interface RecheckExpected {
    /** Whether only this erasure can have written it. */
    boolean isOwn();

    /** The member {@code expected}. */
    JsonValue.Obj json();

    /**
     * What the erasure's last pass left on the drive.
     *
     * @param pass its number, from 1
     * @param secretDigest SHA-256 of the key or nonce of that pass, as the evidence has it; present exactly for a random or stamped one
     * @param bytes what was repeated, 1 to 512 bytes in lower-case hexadecimal; present exactly for a fixed one
     */
    record OfPass(int pass, Pass.Pattern pattern, Optional<Bytes32> secretDigest, Optional<String> bytes)
            implements RecheckExpected {
        private static final String BYTES_HEX = "([0-9a-f]{2}){1,512}";

        public OfPass {
            boolean hasSecret = pattern == Pass.Pattern.RANDOM || pattern == Pass.Pattern.STAMPED;
            if (pass < 1
                    || secretDigest.isPresent() != hasSecret
                    || bytes.isPresent() != (pattern == Pass.Pattern.FIXED)
                    || bytes.filter(hex -> !hex.matches(BYTES_HEX)).isPresent()) {
                throw new IllegalArgumentException("beyond what a pass can leave: its number, secret or bytes");
            }
        }

        @Override
        public boolean isOwn() {
            return secretDigest.isPresent();
        }

        @Override
        public JsonValue.Obj json() {
            return Json.object()
                    .put("pass", pass)
                    .put("pattern", Json.wireName(pattern))
                    .put("secretDigest", secretDigest.map(digest -> Hex.encode(digest.toBytes())))
                    .put("bytes", bytes)
                    .build();
        }

        private static OfPass read(Json.Fields in) throws ShapeException, VerificationException {
            in.only("pass", "pattern", "secretDigest", "bytes");
            return new OfPass(
                    (int) in.whole("pass", 1, Integer.MAX_VALUE),
                    in.constant("pattern", Pass.Pattern.class),
                    in.has("secretDigest") ? Optional.of(hexDigest(in, "secretDigest")) : Optional.empty(),
                    in.optionalText("bytes"));
        }
    }

    /** What belongs in the blocks of a drive that erased itself. */
    enum Contents {
        /** 00h alone or FFh alone, in each: nothing else was found after the erasure. */
        UNIFORM,
        /** Nobody knows: something else was found. Only what was planted before may not be there. */
        UNKNOWN
    }

    /**
     * What a drive left that erased itself, and was not written over.
     *
     * @param planted SHA-256 of the keys of what was planted before, as the evidence has them, each once, at most {@value #PLANTED_MAX}: its blocks
     *     were looked for. There are some exactly where the contents are unknown; a uniform block is none of them
     */
    record OfDrive(NativeErase.Technique technique, Contents contents, List<Bytes32> planted)
            implements RecheckExpected {
        /** Most times that something was planted. */
        public static final int PLANTED_MAX = 32;

        public OfDrive {
            planted = List.copyOf(planted);
            if (planted.isEmpty() != (contents == Contents.UNIFORM)
                    || planted.size() > PLANTED_MAX
                    || planted.stream().distinct().count() != planted.size()) {
                throw new IllegalArgumentException("beyond what a drive can leave: what is looked for");
            }
        }

        /** Zeros and ones are nobody's, and nor is noise. */
        @Override
        public boolean isOwn() {
            return false;
        }

        @Override
        public JsonValue.Obj json() {
            Json.Builder out =
                    Json.object().put("technique", Json.wireName(technique)).put("contents", Json.wireName(contents));
            if (!planted.isEmpty()) {
                out.put(
                        "planted",
                        Json.texts(planted.stream()
                                .map(digest -> Hex.encode(digest.toBytes()))
                                .toList()));
            }
            return out.build();
        }

        private static OfDrive read(Json.Fields in) throws ShapeException, VerificationException {
            in.only("technique", "contents", "planted");
            NativeErase.Technique technique = in.constant("technique", NativeErase.Technique.class);
            Contents contents = in.constant("contents", Contents.class);
            List<Bytes32> planted = new ArrayList<>();
            if (in.has("planted")) {
                for (String hex : in.texts("planted")) {
                    planted.add(hexDigest("planted", hex));
                }
                if (planted.isEmpty()) {
                    throw new ShapeException("planted", "what was looked for, or nothing", "none");
                }
            }
            return new OfDrive(technique, contents, planted);
        }
    }

    /** Reads the member; what it could not be is an {@link IllegalArgumentException}. */
    static RecheckExpected read(Json.Fields in) throws ShapeException, VerificationException {
        return in.has("technique") ? OfDrive.read(in) : OfPass.read(in);
    }

    /** 32 bytes in hexadecimal, as the evidence spells them. */
    static Bytes32 hexDigest(Json.Fields in, String name) throws ShapeException, VerificationException {
        return hexDigest(name, in.text(name));
    }

    private static Bytes32 hexDigest(String name, String hex) throws VerificationException {
        byte[] bytes = Hex.decode(hex);
        if (bytes.length != Bytes32.LENGTH) {
            throw new VerificationException(FailureCode.ENCODING, name, "32 bytes", bytes.length + " bytes");
        }
        return Bytes32.of(bytes);
    }
}
