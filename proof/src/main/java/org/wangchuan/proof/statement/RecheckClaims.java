package org.wangchuan.proof.statement;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
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
        RecheckExpected expected,
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
        CAPACITY_ONLY,
        /** It erased itself, and what it left is nothing that anybody could know: only what was planted before was looked for. */
        CONTENTS_UNKNOWN
    }

    /** Without a challenge. */
    public RecheckClaims(
            Of clearing, Recognised recognised, RecheckExpected expected, RecheckReading reading, String tool) {
        this(clearing, Optional.empty(), recognised, expected, reading, tool);
    }

    public RecheckClaims {
        boolean isOwn = expected.isOwn() && reading.bytesRead() > reading.bytesDiffering();
        if (recognised == Recognised.CONTENTS && !isOwn) {
            throw new IllegalArgumentException("known by contents, where none of its own was read");
        }
        if (!fits(expected, reading)) {
            throw new IllegalArgumentException("another reading than one of what is expected there");
        }
        if (tool.isEmpty() || !ObservationClaims.isLine(tool) || !isThumbprint(clearing.station())) {
            throw new IllegalArgumentException("beyond what a recheck can say: its tool, or the station that erased");
        }
    }

    /** A drive that erased itself left nothing out, and is no file; where something was planted on it, it is read besides a sample. */
    private static boolean fits(RecheckExpected expected, RecheckReading reading) {
        return switch (expected) {
            case RecheckExpected.OfPass _ -> reading.places().isEmpty();
            case RecheckExpected.OfDrive drive ->
                reading.leftOut().isEmpty()
                        && reading.path() != Path.FILE_SYSTEM
                        && (drive.contents() == RecheckExpected.Contents.UNIFORM
                                || reading.sample().isEmpty()
                                || !reading.places().isEmpty());
        };
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
        boolean isUnknown = expected instanceof RecheckExpected.OfDrive drive
                && drive.contents() == RecheckExpected.Contents.UNKNOWN;
        addIf(out, isUnknown, Reason.CONTENTS_UNKNOWN);
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
                    RecheckExpected.read(in.object("expected")),
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
}
