package org.wangchuan.engine.phone.evidence;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.phone.attestation.KeyAttestation;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.Filler;

/** Reads events in their one spelling; nothing unknown passes unread. */
public final class PhoneEventReader {
    private static final int INSTANT_CHARS = 20;

    private PhoneEventReader() {}

    /**
     * Reads one canonical line, without its line feed.
     *
     * @throws MalformedJsonException if it is not canonical JSON
     * @throws ShapeException if it is no event of this format
     */
    public static PhoneEvent read(byte[] line) throws MalformedJsonException, ShapeException {
        Json.Fields f = Json.in(CanonicalJson.readObject(line));
        return switch (f.text("event")) {
            case "opened" -> {
                f.only("event", "format", "job", "tool", "at");
                if (!f.text("format").equals(PhoneEvidence.FORMAT)) {
                    throw new ShapeException("format", PhoneEvidence.FORMAT, "another");
                }
                yield new PhoneEvent.Opened(f.text("job"), f.text("tool"), instant(f));
            }
            case "policy" ->
                new PhoneEvent.PolicyChosen(
                        f.only("event", "policy").object("policy").object());
            case "seen" -> {
                f.only("event", "identity", "facts", "at");
                yield new PhoneEvent.Seen(PhoneIdentity.fromJson(f.object("identity")), facts(f), instant(f));
            }
            case "attested" -> attested(f.only("event", "nonce", "chain", "at"));
            case "number-shared" -> new PhoneEvent.NumberShared(instant(f.only("event", "at")));
            case "attested-against" -> new PhoneEvent.AttestedAgainst(instant(f.only("event", "at")));
            case "consented" -> new PhoneEvent.Consented(instant(f.only("event", "at")));
            case "technique" ->
                new PhoneEvent.TechniqueChosen(
                        f.only("event", "technique").object("technique").object());
            case "set-off" -> {
                f.only("event", "command", "answer", "at");
                yield new PhoneEvent.SetOff(words(f, "command", 1), words(f, "answer", 0), instant(f));
            }
            case "filled" -> new PhoneEvent.Filled(outcome(f), instant(f));
            case "gone" -> new PhoneEvent.Gone(instant(f.only("event", "at")));
            case "back" -> new PhoneEvent.Back(instant(f.only("event", "at")));
            case "closed" -> new PhoneEvent.Closed(instant(f.only("event", "at")));
            default -> throw new ShapeException("event", "an event of " + PhoneEvidence.FORMAT, "another word");
        };
    }

    private static FillOutcome outcome(Json.Fields f) throws ShapeException {
        f.only(
                "event",
                "freeBytesBefore",
                "freeBytesAfter",
                "reservedBytes",
                "writtenBytes",
                "verifiedBytes",
                "sampledBytes",
                "wrong",
                "full",
                "storageBytes",
                "readBack",
                "filler",
                "at");
        List<Integer> wrong = new ArrayList<>();
        for (JsonValue one : f.array("wrong")) {
            if (!(one instanceof JsonValue.Whole number) || number.value() < 0 || number.value() > Integer.MAX_VALUE) {
                throw new ShapeException("wrong", "numbers of files", "another value");
            }
            wrong.add((int) number.value());
        }
        try {
            return new FillOutcome(
                    f.natural("freeBytesBefore"),
                    f.natural("freeBytesAfter"),
                    f.natural("reservedBytes"),
                    f.natural("writtenBytes"),
                    f.natural("verifiedBytes"),
                    f.natural("sampledBytes"),
                    wrong,
                    f.bool("full"),
                    f.has("storageBytes") ? OptionalLong.of(f.natural("storageBytes")) : OptionalLong.empty(),
                    readBack(f),
                    filler(f));
        } catch (IllegalArgumentException _) {
            throw new ShapeException("filled", "accounts that can be", "others");
        }
    }

    /** A record of before tells nothing of it. */
    private static Optional<FillOutcome.ReadBack> readBack(Json.Fields f) throws ShapeException {
        if (!f.has("readBack")) {
            return Optional.empty();
        }
        Json.Fields told = f.object("readBack").only("files", "compared", "direct");
        return Optional.of(new FillOutcome.ReadBack(
                (int) told.whole("files", 0, Integer.MAX_VALUE),
                (int) told.whole("compared", 0, Integer.MAX_VALUE),
                told.bool("direct")));
    }

    /** As well. */
    private static Optional<Filler> filler(Json.Fields f) throws ShapeException {
        if (!f.has("filler")) {
            return Optional.empty();
        }
        Json.Fields told = f.object("filler").only("by", "version");
        Filler.By by = Filler.By.of(told.text("by"))
                .orElseThrow(() -> new ShapeException("by", "what fills phones", "another word"));
        return Optional.of(new Filler(by, (int) told.whole("version", 1, Filler.VERSION)));
    }

    private static PhoneEvent attested(Json.Fields f) throws ShapeException {
        String nonce = f.text("nonce");
        if (!KeyAttestation.isNonce(nonce)) {
            throw new ShapeException("nonce", KeyAttestation.NONCE_CHARS + " hex digits", "another text");
        }
        List<String> chain = f.texts("chain");
        if (chain.isEmpty()
                || chain.size() > KeyAttestation.CHAIN_MAX
                || !chain.stream().allMatch(PhoneEventReader::isCertificate)
                || chain.stream().mapToInt(String::length).sum() > 2 * KeyAttestation.CHAIN_BYTES_MAX) {
            throw new ShapeException("chain", "1 to " + KeyAttestation.CHAIN_MAX + " certificates in Base64", "others");
        }
        return new PhoneEvent.Attested(nonce, chain, instant(f));
    }

    /** In the one spelling, and no larger than one is; what it holds is judged later. */
    private static boolean isCertificate(String text) {
        if (text.isEmpty() || text.length() > 2 * KeyAttestation.CERTIFICATE_BYTES_MAX) {
            return false;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return bytes.length <= KeyAttestation.CERTIFICATE_BYTES_MAX
                    && Base64.getEncoder().encodeToString(bytes).equals(text);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Facts facts(Json.Fields f) throws ShapeException {
        List<Fact> out = new ArrayList<>();
        for (Json.Fields one : f.objects("facts")) {
            out.add(Fact.fromJson(one));
        }
        try {
            return new Facts(out);
        } catch (IllegalArgumentException _) {
            throw new ShapeException(
                    "facts",
                    "at most " + Facts.FACTS_MAX + ", one a property and source",
                    "more, or two of one source");
        }
    }

    private static String words(Json.Fields f, String name, int least) throws ShapeException {
        String text = f.text(name);
        if (text.length() < least
                || text.length() > PhoneEvent.SetOff.CHARS_MAX
                || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new ShapeException(
                    name,
                    least + " to " + PhoneEvent.SetOff.CHARS_MAX + " printable characters of ASCII",
                    "another text");
        }
        return text;
    }

    /** RFC 3339 in UTC, whole seconds: the one spelling that is written. */
    private static String instant(Json.Fields f) throws ShapeException {
        String text = f.text("at");
        try {
            if (text.length() == INSTANT_CHARS && Instant.parse(text).toString().equals(text)) {
                return text;
            }
        } catch (DateTimeParseException _) {
            // said below
        }
        throw new ShapeException("at", "a time like 2026-11-24T12:00:00Z", "something else");
    }
}
