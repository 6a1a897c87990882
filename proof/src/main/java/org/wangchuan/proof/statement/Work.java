package org.wangchuan.proof.statement;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * How it was erased: the disclosure {@code work}.
 *
 * @param tool name and version of what did it
 * @param startedAt by the station's clock, in whole seconds (a fraction is cut off)
 * @param finishedAt by the station's clock, in whole seconds (a fraction is cut off)
 * @param interruptions how often the work was resumed
 * @param byItself how the drive erased itself; absent if it was overwritten only
 */
public record Work(
        String tool,
        Instant startedAt,
        Instant finishedAt,
        List<Pass> passes,
        Verification verification,
        List<Range> unreachableRanges,
        HiddenAreas hiddenAreas,
        int interruptions,
        Residue residue,
        Optional<NativeErase> byItself) {

    /** Name of the disclosed claim. */
    public static final String CLAIM = "work";

    private static final int TIME_CHARS = 20;

    /** Of a drive that was overwritten only. */
    public Work(
            String tool,
            Instant startedAt,
            Instant finishedAt,
            List<Pass> passes,
            Verification verification,
            List<Range> unreachableRanges,
            HiddenAreas hiddenAreas,
            int interruptions,
            Residue residue) {
        this(
                tool,
                startedAt,
                finishedAt,
                passes,
                verification,
                unreachableRanges,
                hiddenAreas,
                interruptions,
                residue,
                Optional.empty());
    }

    /** Whether a second engine has looked for leftovers. */
    public enum Residue {
        NOT_RUN
    }

    public Work {
        startedAt = startedAt.truncatedTo(ChronoUnit.SECONDS);
        finishedAt = finishedAt.truncatedTo(ChronoUnit.SECONDS);
        passes = List.copyOf(passes);
        unreachableRanges = List.copyOf(unreachableRanges);
    }

    /** The value of the disclosed claim. */
    public JsonValue.Obj json() {
        Json.Builder out = Json.object()
                .put("tool", tool)
                .put("startedAt", startedAt.toString())
                .put("finishedAt", finishedAt.toString())
                .put(
                        "passes",
                        new JsonValue.Array(
                                passes.stream().<JsonValue>map(Pass::json).toList()))
                .put("verification", verification.json())
                .put("unreachableRanges", Range.jsonOf(unreachableRanges))
                .put("hiddenAreas", hiddenAreas.json())
                .put("interruptions", interruptions)
                .put("residue", Json.wireName(residue));
        byItself.ifPresent(erase -> out.put("native", erase.json()));
        return out.build();
    }

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
        for (Json.Fields item : in.objects("passes")) {
            passes.add(Pass.read(item));
        }
        return new Work(
                in.text("tool"),
                instant(in, "startedAt"),
                instant(in, "finishedAt"),
                passes,
                Verification.read(in.object("verification")),
                Range.readAll(in, "unreachableRanges"),
                HiddenAreas.read(in.object("hiddenAreas")),
                (int) in.whole("interruptions", 0, Integer.MAX_VALUE),
                in.constant("residue", Residue.class),
                in.has("native") ? Optional.of(NativeErase.read(in.object("native"))) : Optional.empty());
    }

    /** RFC 3339 in UTC with whole seconds, in the one spelling that {@link Instant#toString} gives. */
    static Instant instant(Json.Fields in, String name) throws ShapeException {
        String text = in.text(name);
        try {
            Instant instant = Instant.parse(text);
            if (text.length() == TIME_CHARS
                    && instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))
                    && instant.toString().equals(text)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            ShapeException malformed = new ShapeException(name, "a time like 2026-01-31T23:59:59Z", "another text");
            malformed.initCause(e);
            throw malformed;
        }
        throw new ShapeException(name, "a time like 2026-01-31T23:59:59Z", "another spelling of a time");
    }
}
