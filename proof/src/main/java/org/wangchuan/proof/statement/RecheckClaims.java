package org.wangchuan.proof.statement;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.statement.Verification.Path;

/**
 * What a recheck shows: that a station read an erased drive again, and compared it with what the erasure left. It proves no erasure. Who
 * looked is the statement's own issuer; which drive it was stands beside it, in the disclosure {@code target}. The result is in no
 * component: it follows from the others ({@link #result}), and a text that says another one is refused.
 *
 * @param clearing what is looked at again
 * @param recognised by what the drive was known to be the one that was erased
 * @param challenge what whoever asked for the look made up for it alone: nothing that was read before could be signed over it; empty if
 *     nobody asked so
 * @param expected what was to be there
 * @param tool name and version of what read it
 */
public record RecheckClaims(
        Of clearing,
        Optional<Bytes32> challenge,
        Recognised recognised,
        Expected expected,
        RecheckReading reading,
        String tool) {

    static final String[] NAMES = {
        "clearing", "challenge", "recognised", "expected", "reading", "tool", "result", "reasons"
    };

    /**
     * The clearing statement that is looked at again.
     *
     * @param event its event id
     * @param digest SHA-256 of its issuer-signed JWT
     * @param station thumbprint of the key that signed it: the station that erased
     */
    public record Of(UUID event, Bytes32 digest, String station) {}

    /** By what a drive was known to be the one that was erased. */
    public enum Recognised {
        /** The drive gave the serial number that stands in the clearing. */
        SERIAL_NUMBER,
        /**
         * It has none, and some of what was read is what the erasure left by a key of its own: nobody else can have written that. Whoever
         * held the key could copy it, as they could erase another drive of the size.
         */
        CONTENTS,
        /** It is as large as that one, and for the rest somebody says so. */
        CAPACITY_ONLY
    }

    /** What it comes to. */
    public enum Result {
        /** All that was to be compared was, and is what the erasure left. */
        MATCHES,
        /** Something is not what the erasure left. */
        DIFFERS,
        /** Neither is known. */
        UNPROVEN
    }

    /** Why it is no match. */
    public enum Reason {
        /** Bytes are not what the erasure left. */
        DIFFERING_BYTES,
        /** The reading did not come to its end. */
        INCOMPLETE,
        /** Something of what was to be compared could not be read. */
        UNREADABLE,
        /** The erasure had not written all of it, and what it had not is not compared; nothing here shows that it was so. */
        LEFT_OUT,
        /** At the end it was not the medium that was opened, or somebody had written to it or used it meanwhile. */
        CHANGED,
        /** Nothing but its size shows that it is the same drive. */
        CAPACITY_ONLY
    }

    /** Without a challenge. */
    public RecheckClaims(Of clearing, Recognised recognised, Expected expected, RecheckReading reading, String tool) {
        this(clearing, Optional.empty(), recognised, expected, reading, tool);
    }

    public RecheckClaims {
        boolean isOwn = expected.secretDigest().isPresent() && reading.bytesRead() > reading.bytesDiffering();
        if (recognised == Recognised.CONTENTS && !isOwn) {
            throw new IllegalArgumentException("known by contents, where none of its own was read");
        }
        if (tool.isEmpty() || !ObservationClaims.isLine(tool) || !isThumbprint(clearing.station())) {
            throw new IllegalArgumentException("beyond what a recheck can say: its tool, or the station that erased");
        }
    }

    /**
     * Follows from what was read and from nothing else. Any byte that differs outweighs all that is unknown: also where it may have been
     * read from another medium than the one that was opened, which is told beside it. No word can make it milder.
     */
    public Result result() {
        Set<Reason> reasons = found();
        if (reasons.contains(Reason.DIFFERING_BYTES)) {
            return Result.DIFFERS;
        }
        return reasons.isEmpty() ? Result.MATCHES : Result.UNPROVEN;
    }

    /** Why it is no match, in the order of the enum; empty exactly for a match. */
    public List<Reason> reasons() {
        return List.copyOf(found());
    }

    private Set<Reason> found() {
        Set<Reason> out = EnumSet.noneOf(Reason.class);
        addIf(out, reading.bytesDiffering() > 0, Reason.DIFFERING_BYTES);
        addIf(out, reading.end() != RecheckReading.End.COMPLETED, Reason.INCOMPLETE);
        addIf(out, reading.bytesUnreadable() > 0, Reason.UNREADABLE);
        addIf(out, !reading.leftOut().isEmpty(), Reason.LEFT_OUT);
        addIf(out, !reading.changed().isEmpty(), Reason.CHANGED);
        addIf(out, recognised == Recognised.CAPACITY_ONLY, Reason.CAPACITY_ONLY);
        return out;
    }

    private static void addIf(Set<Reason> out, boolean holds, Reason reason) {
        if (holds) {
            out.add(reason);
        }
    }

    /** Whether a drive's facts, where they are shown, can be those of the drive that was read. */
    boolean canBeOf(Target target) {
        boolean isNamed = target.serial().filter(number -> !number.isBlank()).isPresent();
        boolean isFile = target.kind() == Target.Kind.IMAGE;
        boolean isInBlocks = reading.sample()
                .filter(drawn -> target.blockBytes() < 1 || drawn.unitBytes() % target.blockBytes() != 0)
                .isEmpty();
        return (isNamed || recognised != Recognised.SERIAL_NUMBER)
                && target.capacityBytes() == reading.capacityBytes()
                && isFile == (reading.path() == Path.FILE_SYSTEM)
                && isInBlocks;
    }

    void addTo(Json.Builder out) {
        out.put("clearing", json(clearing))
                .put("challenge", challenge.map(Bytes32::base64Url))
                .put("recognised", Json.wireName(recognised))
                .put("expected", expected.json())
                .put("reading", reading.json())
                .put("tool", tool)
                .put("result", Json.wireName(result()))
                .put("reasons", Json.texts(words(reasons())));
    }

    private static JsonValue.Obj json(Of clearing) {
        return Json.object()
                .put("event", clearing.event().toString())
                .put("digest", clearing.digest().base64Url())
                .put("station", clearing.station())
                .build();
    }

    private static List<String> words(List<Reason> reasons) {
        return reasons.stream().map(Json::wireName).toList();
    }

    static RecheckClaims read(Json.Fields in) throws ShapeException, VerificationException {
        Json.Fields of = in.object("clearing").only("event", "digest", "station");
        try {
            RecheckClaims claims = new RecheckClaims(
                    new Of(
                            StatementReader.eventId(of, "event"),
                            Bytes32.parseBase64Url(of.text("digest")),
                            Bytes32.parseBase64Url(of.text("station")).base64Url()),
                    in.has("challenge") ? Optional.of(Bytes32.parseBase64Url(in.text("challenge"))) : Optional.empty(),
                    in.constant("recognised", Recognised.class),
                    Expected.read(in.object("expected")),
                    RecheckReading.read(in.object("reading")),
                    in.text("tool"));
            claims.requireSaid(in.constant("result", Result.class), in.texts("reasons"));
            return claims;
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException("recheck", "what a recheck can say", "more than that");
            beyond.initCause(e);
            throw beyond;
        }
    }

    private void requireSaid(Result said, List<String> saidReasons) throws ShapeException {
        if (said != result()) {
            throw new ShapeException("result", "what follows, " + Json.wireName(result()), Json.wireName(said));
        }
        List<String> follow = words(reasons());
        if (!saidReasons.equals(follow)) {
            throw new ShapeException("reasons", "what follows, " + follow, "others");
        }
    }

    private static boolean isThumbprint(String text) {
        try {
            return Bytes32.parseBase64Url(text).base64Url().equals(text);
        } catch (VerificationException _) {
            return false;
        }
    }

    /** 32 bytes in hexadecimal, as the evidence spells them. */
    static Bytes32 hexDigest(Json.Fields in, String name) throws ShapeException, VerificationException {
        byte[] bytes = Hex.decode(in.text(name));
        if (bytes.length != Bytes32.LENGTH) {
            throw new VerificationException(FailureCode.ENCODING, name, "32 bytes", bytes.length + " bytes");
        }
        return Bytes32.of(bytes);
    }

    /**
     * What the erasure's last pass left on the drive.
     *
     * @param pass its number, from 1
     * @param secretDigest SHA-256 of the key or nonce of that pass, as the evidence has it; present exactly for a random or stamped one
     * @param bytes what was repeated, 1 to 512 bytes in lower-case hexadecimal; present exactly for a fixed one
     */
    public record Expected(int pass, Pass.Pattern pattern, Optional<Bytes32> secretDigest, Optional<String> bytes) {
        private static final String BYTES_HEX = "([0-9a-f]{2}){1,512}";

        public Expected {
            boolean hasSecret = pattern == Pass.Pattern.RANDOM || pattern == Pass.Pattern.STAMPED;
            if (pass < 1
                    || secretDigest.isPresent() != hasSecret
                    || bytes.isPresent() != (pattern == Pass.Pattern.FIXED)
                    || bytes.filter(hex -> !hex.matches(BYTES_HEX)).isPresent()) {
                throw new IllegalArgumentException("beyond what a pass can leave: its number, secret or bytes");
            }
        }

        JsonValue.Obj json() {
            return Json.object()
                    .put("pass", pass)
                    .put("pattern", Json.wireName(pattern))
                    .put("secretDigest", secretDigest.map(digest -> Hex.encode(digest.toBytes())))
                    .put("bytes", bytes)
                    .build();
        }

        static Expected read(Json.Fields in) throws ShapeException, VerificationException {
            in.only("pass", "pattern", "secretDigest", "bytes");
            return new Expected(
                    (int) in.whole("pass", 1, Integer.MAX_VALUE),
                    in.constant("pattern", Pass.Pattern.class),
                    in.has("secretDigest") ? Optional.of(hexDigest(in, "secretDigest")) : Optional.empty(),
                    in.optionalText("bytes"));
        }
    }
}
