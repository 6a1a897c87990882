package org.wangchuan.engine.phone.technique;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * One way to erase a phone. The whole document travels inside the evidence, so that a verdict can be replayed when this version is long gone.
 *
 * @param id stable name
 * @param version counts up with every change of the data
 * @param by who sets it off
 * @param needs what has to be known beforehand for its effect to be what it is said to be
 * @param goes whether the phone goes off the cable meanwhile and comes back
 * @param fills whether its storage is filled and read back once it is reset, before it is reset for the last time
 * @param fill the terms of its fill; absent of one that does not fill, and of those from before there were terms: their rules take what the phone read
 *     back for read back to the full
 * @param shows what has to be seen afterwards; of one that fills, before it is filled
 * @param reaches the level that its evidence can support at the most; absent where all that can be seen afterwards is what a person sees, or
 *     what a phone that was not erased shows as well
 * @param leaves what it is known to leave as it is
 * @param seconds an estimate of the time from setting it off until the phone is back, not a measurement; of one with terms of its fill without the
 *     time that this takes
 * @param isTried whether it was ever tried on a real phone with this program
 * @param sources addresses or names, each with the day on which it was read
 * @param document the document it was read from
 */
public record PhoneTechnique(
        String id,
        long version,
        BilingualText title,
        By by,
        List<Condition> needs,
        boolean goes,
        boolean fills,
        Optional<FillTerms> fill,
        List<Condition> shows,
        Optional<SanitizationLevel> reaches,
        List<BilingualText> leaves,
        long seconds,
        boolean isTried,
        List<String> sources,
        JsonValue.Obj document) {
    private static final int CONDITIONS_MAX = 20;
    private static final int LINES_MAX = 20;
    private static final long SECONDS_MAX = 86_400;

    /** Who sets it off. */
    public enum By {
        /** The bench, by a command over the cable. */
        BENCH,
        /** The owner, or staff beside them, on the phone itself. */
        HAND
    }

    public PhoneTechnique {
        needs = List.copyOf(needs);
        shows = List.copyOf(shows);
        leaves = List.copyOf(leaves);
        sources = List.copyOf(sources);
    }

    /** SHA-256 of the canonical document, in lower-case hex. */
    public String digest() {
        return Sha256.hex(CanonicalJson.write(document));
    }

    /** How much of a whole fill counts as read back, by its own terms; empty for a way that does not fill. */
    public Optional<VerifyMode> readsBack() {
        return fills ? Optional.of(fill.map(FillTerms::compares).orElse(VerifyMode.FULL)) : Optional.empty();
    }

    /** Reads a technique. */
    public static PhoneTechnique fromJson(JsonValue.Obj document) throws ShapeException {
        Json.Fields f = Json.in(document)
                .only(
                        "id", "version", "title", "by", "needs", "goes", "fills", "fill", "shows", "reaches", "leaves",
                        "seconds", "tried", "sources");
        List<BilingualText> leaves = new ArrayList<>();
        for (Json.Fields one : bounded(f, "leaves", 0)) {
            leaves.add(BilingualText.fromJson(one));
        }
        List<String> sources = f.texts("sources");
        if (sources.isEmpty() || sources.size() > LINES_MAX) {
            throw new ShapeException("sources", "1 to " + LINES_MAX, "" + sources.size());
        }
        return new PhoneTechnique(
                BilingualText.line(f, "id"),
                f.whole("version", 1, Integer.MAX_VALUE),
                BilingualText.fromJson(f.object("title")),
                f.constant("by", By.class),
                conditions(f, "needs", 0),
                f.bool("goes"),
                f.bool("fills"),
                fill(f),
                conditions(f, "shows", 1),
                f.has("reaches") ? Optional.of(f.constant("reaches", SanitizationLevel.class)) : Optional.empty(),
                leaves,
                f.whole("seconds", 1, SECONDS_MAX),
                f.bool("tried"),
                sources,
                document);
    }

    private static Optional<FillTerms> fill(Json.Fields f) throws ShapeException {
        if (!f.has("fill")) {
            return Optional.empty();
        }
        if (!f.bool("fills")) {
            throw new ShapeException("fill", "nothing, of a way that does not fill", "terms");
        }
        return Optional.of(FillTerms.fromJson(f.object("fill")));
    }

    private static List<Condition> conditions(Json.Fields f, String name, int least) throws ShapeException {
        List<Condition> out = new ArrayList<>();
        for (Json.Fields one : bounded(f, name, least)) {
            out.add(Condition.fromJson(one));
        }
        return out;
    }

    private static List<Json.Fields> bounded(Json.Fields f, String name, int least) throws ShapeException {
        List<Json.Fields> out = f.objects(name);
        if (out.size() < least || out.size() > CONDITIONS_MAX) {
            throw new ShapeException(name, least + " to " + CONDITIONS_MAX, "" + out.size());
        }
        return out;
    }
}
