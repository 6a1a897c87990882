package org.wangchuan.proof.statement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * How a phone was erased: the disclosure {@code phoneWork}.
 *
 * @param tool name and version of what did it, a line of at most 200 characters
 * @param startedAt when the record begins, by the station's clock, in whole seconds (a fraction is cut off)
 * @param finishedAt when it was closed
 * @param steps what happened in between, in order, at most {@value #STEPS_MAX}; see {@link #few}
 * @param fill accounts of the last fill; absent if it was not filled
 */
public record PhoneWork(String tool, Instant startedAt, Instant finishedAt, List<Step> steps, Optional<Fill> fill) {

    /** Name of the disclosed claim. */
    public static final String CLAIM = "phoneWork";

    /** Most steps that a statement tells. */
    public static final int STEPS_MAX = 140;

    private static final int TOOL_CHARS_MAX = 200;

    /** What can happen. */
    public enum Word {
        /** It was on the cable, and this is known of it then. */
        SEEN,
        /** Its owner agreed. */
        CONSENTED,
        /** Its erasure was set off. */
        SET_OFF,
        /** It went off the cable. */
        GONE,
        /** Something came back where it was. */
        BACK,
        /** Its storage was filled and read back, as far as that came. */
        FILLED
    }

    /**
     * Something that happened.
     *
     * @param at by the station's clock, in whole seconds (a fraction is cut off)
     */
    public record Step(Word word, Instant at) {
        public Step {
            at = at.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /**
     * Of how many files a part was compared.
     *
     * @param files that were written whole
     * @param compared of those, of how many a part was read over the cable and compared
     */
    public record Parts(int files, int compared) {
        /** @throws IllegalArgumentException for less than none, or more compared than written */
        public Parts {
            if (compared < 0 || compared > files) {
                throw new IllegalArgumentException("accounts that can't be");
            }
        }

        private static Parts read(Json.Fields in) throws ShapeException {
            return new Parts((int) in.whole("files", 0, Integer.MAX_VALUE), (int)
                    in.whole("comparedFiles", 0, Integer.MAX_VALUE));
        }
    }

    /**
     * What came of filling a phone, in bytes; the engine's accounts.
     *
     * @param freeBefore what was free for it beforehand
     * @param freeAfter what was free when nothing more went in
     * @param reserved what the file system keeps back, and nobody overwrites
     * @param written of all files that were written whole
     * @param verified of those, what the phone read back and found as it must be
     * @param sampled of those, what was read over the cable and compared
     * @param wrongFiles how many were not as they must be
     * @param isFull whether it was filled until nothing more went in
     * @param storageBytes the size of the file system that was filled, with all that lies in it; absent if nobody asked, and in statements that are older
     *     than this
     * @param parts of how many files a part was compared; absent if nothing was read back, and in statements that are older than this
     */
    public record Fill(
            long freeBefore,
            long freeAfter,
            long reserved,
            long written,
            long verified,
            long sampled,
            int wrongFiles,
            boolean isFull,
            OptionalLong storageBytes,
            Optional<Parts> parts) {
        private static final int PERCENT = 100;
        private static final int OVERHEAD_PERCENT = 5;
        private static final int LEFT_PERCENT = 1;

        /** @throws IllegalArgumentException for accounts that can't be */
        public Fill {
            boolean isSound = freeBefore >= 0
                    && freeAfter >= 0
                    && reserved >= 0
                    && written >= 0
                    && verified >= 0
                    && sampled >= 0
                    && verified <= written
                    && sampled <= written
                    && wrongFiles >= 0
                    && storageBytes.orElse(0) >= 0
                    && storageBytes.orElse(0) <= JsonValue.Whole.MAX
                    && parts.map(Parts::compared).orElse(0) <= sampled
                    && parts.map(Parts::files).orElse(0) <= written;
            if (!isSound) {
                throw new IllegalArgumentException("accounts that can't be");
            }
        }

        /** The same where nobody tells of how many files it was. */
        public Fill(
                long freeBefore,
                long freeAfter,
                long reserved,
                long written,
                long verified,
                long sampled,
                int wrongFiles,
                boolean isFull,
                OptionalLong storageBytes) {
            this(
                    freeBefore,
                    freeAfter,
                    reserved,
                    written,
                    verified,
                    sampled,
                    wrongFiles,
                    isFull,
                    storageBytes,
                    Optional.empty());
        }

        /** The same where nobody tells how large the file system is. */
        public Fill(
                long freeBefore,
                long freeAfter,
                long reserved,
                long written,
                long verified,
                long sampled,
                int wrongFiles,
                boolean isFull) {
            this(freeBefore, freeAfter, reserved, written, verified, sampled, wrongFiles, isFull, OptionalLong.empty());
        }

        /**
         * Whether it was filled, all that was written was found again, and what was free beforehand is what was written, but for one hundredth that
         * may be left and five that a file system takes for itself: the engine's own measure.
         */
        public boolean isWhole() {
            return isFull
                    && wrongFiles == 0
                    && written > 0
                    && verified == written
                    && freeAfter <= freeBefore / PERCENT * LEFT_PERCENT
                    && written >= freeBefore / PERCENT * (PERCENT - OVERHEAD_PERCENT);
        }

        /** Whether a part of each file was compared: the engine's own measure. */
        public boolean isEachCompared() {
            return parts.filter(told -> told.files() > 0 && told.compared() == told.files())
                    .isPresent();
        }

        JsonValue.Obj json() {
            Json.Builder out = Json.object()
                    .put("freeBefore", freeBefore)
                    .put("freeAfter", freeAfter)
                    .put("reserved", reserved)
                    .put("written", written)
                    .put("verified", verified)
                    .put("sampled", sampled)
                    .put("wrongFiles", wrongFiles)
                    .put("full", isFull);
            storageBytes.ifPresent(bytes -> out.put("storageBytes", bytes));
            parts.ifPresent(told -> out.put("files", told.files()).put("comparedFiles", told.compared()));
            return out.build();
        }

        static Fill read(Json.Fields in) throws ShapeException {
            in.only(
                    "freeBefore",
                    "freeAfter",
                    "reserved",
                    "written",
                    "verified",
                    "sampled",
                    "wrongFiles",
                    "full",
                    "storageBytes",
                    "files",
                    "comparedFiles");
            return new Fill(
                    in.natural("freeBefore"),
                    in.natural("freeAfter"),
                    in.natural("reserved"),
                    in.natural("written"),
                    in.natural("verified"),
                    in.natural("sampled"),
                    (int) in.whole("wrongFiles", 0, Integer.MAX_VALUE),
                    in.bool("full"),
                    in.has("storageBytes") ? OptionalLong.of(in.natural("storageBytes")) : OptionalLong.empty(),
                    in.has("files") || in.has("comparedFiles") ? Optional.of(Parts.read(in)) : Optional.empty());
        }
    }

    /** @throws IllegalArgumentException for a tool that is no line, or too many steps */
    public PhoneWork {
        startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
        finishedAt = finishedAt.truncatedTo(ChronoUnit.SECONDS);
        steps = List.copyOf(steps);
        if (!Phone.isLine(tool, TOOL_CHARS_MAX) || steps.size() > STEPS_MAX) {
            throw new IllegalArgumentException("no tool, or more than " + STEPS_MAX + " steps");
        }
    }

    /**
     * So many of the steps as a statement tells. Of what happened between two of consent, setting off and fill, each thing's first and last time stay; if
     * these are still too many, the first half and the last. The record has all.
     */
    public static List<Step> few(List<Step> all) {
        List<Step> out = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= all.size(); i++) {
            if (i == all.size() || isMark(all.get(i).word())) {
                out.addAll(firstAndLast(all.subList(from, i)));
                if (i < all.size()) {
                    out.add(all.get(i));
                }
                from = i + 1;
            }
        }
        if (out.size() > STEPS_MAX) {
            out.subList(STEPS_MAX / 2, out.size() - STEPS_MAX / 2).clear();
        }
        return List.copyOf(out);
    }

    private static boolean isMark(Word word) {
        return switch (word) {
            case CONSENTED, SET_OFF, FILLED -> true;
            case SEEN, GONE, BACK -> false;
        };
    }

    private static List<Step> firstAndLast(List<Step> between) {
        Map<Word, Integer> last = new EnumMap<>(Word.class);
        for (int i = 0; i < between.size(); i++) {
            last.put(between.get(i).word(), i);
        }
        Set<Word> met = EnumSet.noneOf(Word.class);
        List<Step> out = new ArrayList<>();
        for (int i = 0; i < between.size(); i++) {
            Step step = between.get(i);
            boolean isFirst = met.add(step.word());
            if (isFirst || Integer.valueOf(i).equals(last.get(step.word()))) {
                out.add(step);
            }
        }
        return out;
    }

    /** The value of the disclosed claim. */
    public JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("tool", tool)
                .put("startedAt", startedAt.toString())
                .put("finishedAt", finishedAt.toString())
                .put(
                        "steps",
                        new JsonValue.Array(steps.stream()
                                .<JsonValue>map(step -> Json.object()
                                        .put("word", Json.wireName(step.word()))
                                        .put("at", step.at().toString())
                                        .build())
                                .toList()));
        fill.ifPresent(one -> out.put("fill", one.json()));
        return out.build();
    }

    static PhoneWork read(Json.Fields in) throws ShapeException {
        in.only("tool", "startedAt", "finishedAt", "steps", "fill");
        List<Step> steps = new ArrayList<>();
        for (Json.Fields item : in.objects("steps")) {
            item.only("word", "at");
            steps.add(new Step(item.constant("word", Word.class), Work.instant(item, "at")));
        }
        try {
            return new PhoneWork(
                    in.text("tool"),
                    Work.instant(in, "startedAt"),
                    Work.instant(in, "finishedAt"),
                    steps,
                    in.has("fill") ? Optional.of(Fill.read(in.object("fill"))) : Optional.empty());
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException(CLAIM, "how a phone can be erased", "something else");
            beyond.initCause(e);
            throw beyond;
        }
    }
}
