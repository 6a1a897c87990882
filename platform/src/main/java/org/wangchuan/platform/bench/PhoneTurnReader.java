package org.wangchuan.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * Reads what a station tells of a phone's course, within its limits; what {@link PhoneTurnWriter} has written of it is read in the same way. A station may
 * be newer, and its turn must not be lost for that: members, notices and properties that are not known are passed over one by one and never kept, a step
 * and a question that are not known are kept as such. What is no text, or too long, is refused. What could name a phone or a person is not kept, whatever
 * a station sends ({@link PhoneNaming}).
 */
final class PhoneTurnReader {
    static final int BYTES_MAX = 64 << 10;
    static final int NAME_CHARS_MAX = 100;
    static final int VALUE_CHARS_MAX = 200;
    static final int WORDS_CHARS_MAX = 1_000;
    static final int FACTS_MAX = 64;
    static final int NOTICES_MAX = 8;
    static final int OFFERS_MAX = 16;
    static final int LINES_MAX = 32;
    private static final int YEAR_SECONDS = 366 * 24 * 3_600;

    static final List<String> STEPS = List.of(
            "look",
            "consent",
            "read",
            "choose",
            "set-off",
            "await-gone",
            "await-back",
            "read-again",
            "fill",
            "set-off-again",
            "observe",
            "close",
            "closed");

    /** In the place of a step that is not known. */
    static final String OTHER = "other";

    /** What may be shown of a phone; maker and model have their own place. None is a number of the phone, of its SIM or of its owner. */
    static final Set<String> PROPERTIES = Set.of(
            "system",
            "mode",
            "screen-lock",
            "activation",
            "reset-protection",
            "version",
            "patch-level",
            "storage-bytes",
            "encryption",
            "metadata-encryption",
            "second-system",
            "verified-boot",
            "bootloader",
            "find-device",
            "accounts",
            "reset-protection-store",
            "oem-unlock",
            "managed",
            "managed-by",
            "carrier-lock",
            "sim",
            "esim",
            "esim-chip",
            "esim-profiles",
            "card",
            "battery-percent",
            "setup",
            "permission",
            "mark",
            "user-apps",
            "data-born");

    static final List<String> NOTICES = List.of(
            "plug-in",
            "turn-on-asking",
            "permission",
            "told",
            "reset-now",
            "reset-as-it-was",
            "reset-again",
            "reset-resumed",
            "erasing",
            "gone",
            "back",
            "other-phone",
            "may-be-other",
            "same-number",
            "plug-in-again",
            "not-told",
            "pairing-left",
            "other-record",
            "still-asking");

    static final List<String> TOPICS = List.of("debugging", "reset");

    static final List<String> WANTED =
            List.of("plugged-in", "answer", "asking-on", "permission", "gone", "back", "same-phone", "fill");

    static final List<String> REACHES = List.of("cleared", "purged");
    static final List<String> BY = List.of("hand", "bench");
    /** How it stands with something that may hold a phone. */
    static final List<String> LOCKS = List.of("found", "not-found", "not-told", "not-checked");

    static final List<String> STATES = List.of("satisfied", "not-satisfied", "undetermined");

    /** What people are asked to look at, and what they can say of it; the system by itself, before a phone is reset that nobody reads. */
    static final Map<String, List<String>> SEEN = Map.of(
            "setup", List.of("not-done", "done"),
            "reset-protection", List.of("off", "on"),
            "managed", List.of("no", "yes"),
            "system", List.of("android", "harmonyos"),
            "sim", List.of("absent", "present"),
            "card", List.of("absent", "present"));

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    /** In the place of words that could name a phone or a person. */
    private static final String LEFT_OUT = "…";

    private PhoneTurnReader() {}

    static PhoneTurn read(Json.Fields in) throws ShapeException {
        return new PhoneTurn(
                in.whole("turn", 1, JsonValue.Whole.MAX),
                step(id(in, "step")),
                in.has("phone") ? shown(in.object("phone")) : PhoneTurn.Shown.NOTHING,
                facts(in),
                notices(in),
                in.has("fill") ? Optional.of(fill(in.object("fill"))) : Optional.empty(),
                in.has("question") ? Optional.of(question(in.object("question"))) : Optional.empty());
    }

    /** A step that this platform has words for. */
    static String step(String told) {
        return STEPS.contains(told) ? told : OTHER;
    }

    private static PhoneTurn.Shown shown(Json.Fields in) throws ShapeException {
        return new PhoneTurn.Shown(name(in, "maker"), name(in, "model"), name(in, "system"), name(in, "version"));
    }

    private static Optional<String> name(Json.Fields in, String member) throws ShapeException {
        return PhoneBody.line(in, member, NAME_CHARS_MAX).filter(name -> !PhoneNaming.isIn(name));
    }

    private static List<PhoneTurn.Fact> facts(Json.Fields in) throws ShapeException {
        List<PhoneTurn.Fact> out = new ArrayList<>();
        for (Json.Fields item : items(in, "facts", FACTS_MAX)) {
            String property = id(item, "property");
            PhoneTurn.Fact fact =
                    new PhoneTurn.Fact(property, line(item, "value", VALUE_CHARS_MAX), id(item, "source"), said(item));
            if (PROPERTIES.contains(property) && !PhoneNaming.isIn(fact)) {
                out.add(fact);
            }
        }
        return out;
    }

    private static List<PhoneTurn.Notice> notices(Json.Fields in) throws ShapeException {
        List<PhoneTurn.Notice> out = new ArrayList<>();
        for (Json.Fields item : items(in, "notices", NOTICES_MAX)) {
            String code = id(item, "code");
            Optional<PhoneSaid> said = saidIfAny(item, "zh", "en");
            Optional<String> topic =
                    item.has("topic") ? Optional.of(id(item, "topic")).filter(TOPICS::contains) : Optional.empty();
            if (NOTICES.contains(code)) {
                out.add(new PhoneTurn.Notice(code, said, topic));
            }
        }
        return out;
    }

    private static PhoneTurn.Fill fill(Json.Fields in) throws ShapeException {
        return new PhoneTurn.Fill(in.bool("verifying"), in.natural("doneBytes"), in.natural("allBytes"));
    }

    private static PhoneQuestion question(Json.Fields in) throws ShapeException {
        UUID id = StationBody.uuid(in, "id");
        String kind = id(in, "kind");
        if (hasNewWord(in, kind)) {
            return new PhoneQuestion.Unknown(id);
        }
        return switch (kind) {
            case "goes-on" -> new PhoneQuestion.GoesOn(id, word(in, "missing", WANTED), in.bool("without"));
            case "choose" ->
                new PhoneQuestion.Choose(
                        id, locks(in), parts(in), offers(in), leftOut(in), lines(in, "obstacles", OFFERS_MAX));
            case "observe" -> new PhoneQuestion.Observe(id, asks(in));
            default -> new PhoneQuestion.Unknown(id);
        };
    }

    /** Whether a question can't be shown as it is meant: a part of it that nobody here has words for is not left out in silence. */
    private static boolean hasNewWord(Json.Fields in, String kind) throws ShapeException {
        return switch (kind) {
            case "goes-on" -> !WANTED.contains(in.text("missing"));
            case "choose" -> {
                boolean isNew = false;
                for (Json.Fields lock : items(in, "locks", LINES_MAX)) {
                    isNew |= !LOCKS.contains(lock.text("state"));
                }
                for (Json.Fields offer : items(in, "offers", OFFERS_MAX)) {
                    isNew |= !BY.contains(offer.text("by"));
                    isNew |= offer.has("reaches") && !REACHES.contains(offer.text("reaches"));
                    for (Json.Fields clause : items(offer, "clauses", LINES_MAX)) {
                        isNew |= !STATES.contains(clause.text("state"));
                    }
                }
                yield isNew;
            }
            case "observe" -> !SEEN.keySet().containsAll(in.texts("asks"));
            default -> true;
        };
    }

    /** A station of before this tells none. */
    private static List<PhoneQuestion.Lock> locks(Json.Fields in) throws ShapeException {
        List<PhoneQuestion.Lock> out = new ArrayList<>();
        for (Json.Fields item : items(in, "locks", LINES_MAX)) {
            out.add(new PhoneQuestion.Lock(
                    id(item, "code"),
                    words(item, "zh", "en"),
                    word(item, "state", LOCKS),
                    lines(item, "because", LINES_MAX)));
        }
        return out;
    }

    private static List<PhoneQuestion.Part> parts(Json.Fields in) throws ShapeException {
        List<PhoneQuestion.Part> out = new ArrayList<>();
        for (Json.Fields item : items(in, "parts", LINES_MAX)) {
            out.add(new PhoneQuestion.Part(
                    id(item, "code"), words(item, "zh", "en"), saidIfAny(item, "becauseZh", "becauseEn")));
        }
        return out;
    }

    private static List<PhoneQuestion.Offer> offers(Json.Fields in) throws ShapeException {
        List<PhoneQuestion.Offer> out = new ArrayList<>();
        for (Json.Fields item : items(in, "offers", OFFERS_MAX)) {
            String technique = id(item, "technique");
            if (out.stream().anyMatch(one -> one.technique().equals(technique))) {
                throw new ShapeException("offers", "each way once", "one twice");
            }
            List<PhoneQuestion.Clause> clauses = new ArrayList<>();
            for (Json.Fields clause : items(item, "clauses", LINES_MAX)) {
                clauses.add(new PhoneQuestion.Clause(words(clause, "zh", "en"), word(clause, "state", STATES)));
            }
            out.add(new PhoneQuestion.Offer(
                    technique,
                    words(item, "zh", "en"),
                    time(item),
                    wordIfAny(item, "reaches", REACHES),
                    item.bool("tried"),
                    item.bool("fills"),
                    word(item, "by", BY).equals("hand"),
                    lines(item, "leaves", LINES_MAX),
                    clauses));
        }
        return out;
    }

    /** A station of before tells one number, and may tell of more than a year: that is nobody's estimate, and no reason to lose the turn. */
    private static PhoneQuestion.Time time(Json.Fields in) throws ShapeException {
        long most = in.natural("seconds");
        long least = in.has("secondsLeast") ? in.whole("secondsLeast", 0, most) : most;
        boolean isOpen = in.has("secondsOpen") && in.bool("secondsOpen");
        return new PhoneQuestion.Time(
                Math.min(least, YEAR_SECONDS), Math.min(most, YEAR_SECONDS), isOpen || most > YEAR_SECONDS);
    }

    private static List<PhoneQuestion.LeftOut> leftOut(Json.Fields in) throws ShapeException {
        List<PhoneQuestion.LeftOut> out = new ArrayList<>();
        for (Json.Fields item : items(in, "leftOut", LINES_MAX)) {
            out.add(new PhoneQuestion.LeftOut(words(item, "zh", "en"), lines(item, "missing", LINES_MAX)));
        }
        return out;
    }

    private static List<String> asks(Json.Fields in) throws ShapeException {
        List<String> asks = in.texts("asks");
        if (!SEEN.keySet().containsAll(asks) || Set.copyOf(asks).size() != asks.size()) {
            throw new ShapeException("asks", "each once of " + String.join(", ", SEEN.keySet()), "another list");
        }
        return asks;
    }

    private static List<PhoneSaid> lines(Json.Fields in, String name, int most) throws ShapeException {
        List<PhoneSaid> out = new ArrayList<>();
        for (Json.Fields item : items(in, name, most)) {
            out.add(words(item, "zh", "en"));
        }
        return out;
    }

    private static List<Json.Fields> items(Json.Fields in, String name, int most) throws ShapeException {
        if (!in.has(name)) {
            return List.of();
        }
        List<Json.Fields> items = in.objects(name);
        if (items.size() > most) {
            throw new ShapeException(name, "at most " + most, items.size() + "");
        }
        return items;
    }

    private static PhoneSaid said(Json.Fields in) throws ShapeException {
        return new PhoneSaid(line(in, "zh", WORDS_CHARS_MAX), line(in, "en", WORDS_CHARS_MAX));
    }

    private static PhoneSaid words(Json.Fields in, String zh, String en) throws ShapeException {
        PhoneSaid said = new PhoneSaid(line(in, zh, WORDS_CHARS_MAX), line(in, en, WORDS_CHARS_MAX));
        return PhoneNaming.isIn(said.zh()) || PhoneNaming.isIn(said.en()) ? new PhoneSaid(LEFT_OUT, LEFT_OUT) : said;
    }

    /** Both languages, or neither. */
    private static Optional<PhoneSaid> saidIfAny(Json.Fields in, String zh, String en) throws ShapeException {
        return in.has(zh) || in.has(en) ? Optional.of(words(in, zh, en)) : Optional.empty();
    }

    private static String line(Json.Fields in, String name, int most) throws ShapeException {
        return PhoneBody.line(in, name, most).orElseThrow(() -> new ShapeException(name, "a text", "nothing"));
    }

    private static String id(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        if (!WORD.matcher(text).matches()) {
            throw new ShapeException(name, "1 to 64 letters, digits, hyphens, dots and underscores", "another text");
        }
        return text;
    }

    private static String word(Json.Fields in, String name, List<String> known) throws ShapeException {
        return PhoneBody.required(in, name, known);
    }

    private static Optional<String> wordIfAny(Json.Fields in, String name, List<String> known) throws ShapeException {
        return in.has(name) ? Optional.of(word(in, name, known)) : Optional.empty();
    }
}
