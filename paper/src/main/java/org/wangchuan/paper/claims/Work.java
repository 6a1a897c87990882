package org.wangchuan.paper.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.claims.Vocabulary.HiddenAreas;
import org.wangchuan.paper.claims.Vocabulary.Mode;
import org.wangchuan.paper.claims.Vocabulary.Pattern;
import org.wangchuan.paper.claims.Vocabulary.ReadPath;
import org.wangchuan.paper.claims.Vocabulary.Residue;
import org.wangchuan.paper.claims.Vocabulary.Said;
import org.wangchuan.paper.claims.Vocabulary.Technique;

/** What was done to the target; times are RFC 3339 in UTC. */
public record Work(
        String tool,
        String startedAt,
        String finishedAt,
        List<Pass> passes,
        Verification verification,
        List<Range> unreachable,
        HiddenAreas hiddenAreas,
        Optional<String> hiddenDetail,
        long interruptions,
        Residue residue,
        Optional<NativeErase> byItself) {
    /** The oldest schemes ask for 35. */
    private static final int PASSES_MAX = 256;

    /** One pass over the target. */
    public record Pass(Pattern pattern, long bytesWritten, long durationMillis, List<WriteError> errors) {}

    /** How the drive erased itself, what it said of it, and what was looked for afterwards. */
    public record NativeErase(
            Technique technique,
            long attempts,
            Said said,
            long durationMillis,
            long canaryBytes,
            long canaryBytesFound) {
        /** What its facts come to. */
        public enum Outcome {
            SHOWN,
            REFUSED,
            /** It says so, or what had been planted was found again. */
            FAILED,
            NOT_SHOWN
        }

        /**
         * What may be said of it: that it was told to is in the record in any case.
         *
         * @param isBorneOut whether the verdict says as much
         */
        public Outcome outcome(boolean isBorneOut) {
            if (isShown()) {
                return isBorneOut ? Outcome.SHOWN : Outcome.NOT_SHOWN;
            }
            if (said == Said.FAILED || canaryBytesFound > 0) {
                return Outcome.FAILED;
            }
            return said == Said.REFUSED ? Outcome.REFUSED : Outcome.NOT_SHOWN;
        }

        /** Whether it said that it was done, and what had been planted was looked for and is gone. */
        boolean isShown() {
            return (said == Said.SUCCEEDED || said == Said.ENDED) && canaryBytes > 0 && canaryBytesFound == 0;
        }

        static NativeErase read(Json.Fields in) throws ShapeException {
            in.only("technique", "attempts", "said", "durationMillis", "canaryBytes", "canaryBytesFound");
            return new NativeErase(
                    in.constant("technique", Technique.class),
                    in.natural("attempts"),
                    in.constant("said", Said.class),
                    in.natural("durationMillis"),
                    in.natural("canaryBytes"),
                    in.natural("canaryBytesFound"));
        }
    }

    /** A range that could not be written, and the system's error number. */
    public record WriteError(Range range, long errno) {}

    /** What was read back, and what did not match. */
    public record Verification(
            Mode mode,
            ReadPath path,
            long bytesRead,
            List<Range> mismatches,
            long mismatchedBytes,
            Optional<String> seed) {}

    static Work read(Json.Fields in) throws ShapeException {
        in.only(
                "tool",
                "startedAt",
                "finishedAt",
                "passes",
                "verification",
                "unreachableRanges",
                "hiddenAreas",
                "interruptions",
                "residue",
                "native");
        List<Pass> passes = new ArrayList<>();
        for (Json.Fields pass : Texts.atMost(PASSES_MAX, "passes", in.objects("passes"))) {
            passes.add(pass(pass));
        }
        Json.Fields hidden = in.object("hiddenAreas").only("state", "detail");
        return new Work(
                Texts.bounded(in, "tool"),
                Texts.time(in, "startedAt"),
                Texts.time(in, "finishedAt"),
                List.copyOf(passes),
                verification(in.object("verification")),
                Range.list(in, "unreachableRanges"),
                hidden.constant("state", HiddenAreas.class),
                Texts.optional(hidden, "detail"),
                in.natural("interruptions"),
                in.constant("residue", Residue.class),
                in.has("native") ? Optional.of(NativeErase.read(in.object("native"))) : Optional.empty());
    }

    private static Pass pass(Json.Fields in) throws ShapeException {
        in.only("pattern", "bytesWritten", "durationMillis", "errors");
        List<WriteError> errors = new ArrayList<>();
        for (Json.Fields error : in.objects("errors")) {
            error.only("offset", "length", "errno");
            errors.add(new WriteError(
                    new Range(error.natural("offset"), error.natural("length")), error.natural("errno")));
        }
        return new Pass(
                in.constant("pattern", Pattern.class),
                in.natural("bytesWritten"),
                in.natural("durationMillis"),
                List.copyOf(errors));
    }

    private static Verification verification(Json.Fields in) throws ShapeException {
        in.only("mode", "path", "bytesRead", "mismatches", "mismatchedBytes", "seed");
        return new Verification(
                in.constant("mode", Mode.class),
                in.constant("path", ReadPath.class),
                in.natural("bytesRead"),
                Range.list(in, "mismatches"),
                in.natural("mismatchedBytes"),
                in.has("seed") ? Optional.of(Texts.textOrWhole(in, "seed")) : Optional.empty());
    }
}
