package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.ReadPath;

/** Reads the events of a drive that erases itself, in their one spelling; for {@link EventReader}. */
final class NativeReader {
    /** More attempts than anybody makes: each fallback, each after a loss of power. */
    private static final int ATTEMPT_MAX = 100;

    static final int UNIT_BYTES_MAX = 1 << 20;

    /** What a line has that tells of a search. */
    private static final String[] SEARCH = {
        "end",
        "path",
        "bytesPlanned",
        "bytesRead",
        "canaryBytesRead",
        "canaryBytesFound",
        "zeroBytes",
        "oneBytes",
        "repeatingBytes",
        "noiseBytes",
        "contentBytes",
        "unreadable",
        "durationMillis",
        "at"
    };

    private NativeReader() {}

    static Event driveAsked(Json.Fields f) throws ShapeException {
        f.only("event", "commands");
        return new DriveEvent.DriveAsked(commands(f, "commands", DriveEvent.DriveAsked.COMMANDS_MAX));
    }

    static Event canariesPlanted(Json.Fields f) throws ShapeException {
        f.only("event", "secretDigest", "ranges", "at");
        List<Json.Fields> ranges = f.objects("ranges");
        atMost("ranges", DriveEvent.CanariesPlanted.RANGES_MAX, ranges.size());
        return new DriveEvent.CanariesPlanted(f.text("secretDigest"), Ranges.fromJson(ranges), EventReader.instant(f));
    }

    static Event started(Json.Fields f) throws ShapeException {
        f.only("event", "attempt", "technique", "before", "at");
        return new DriveEvent.NativeStarted(
                attempt(f),
                f.text("technique"),
                commands(f, "before", DriveEvent.NativeStarted.COMMANDS_MAX),
                EventReader.instant(f));
    }

    static Event commanded(Json.Fields f) throws ShapeException {
        f.only("event", "attempt", "command");
        return new DriveEvent.NativeCommanded(attempt(f), DeviceCommand.fromJson(f.object("command")));
    }

    static Event told(Json.Fields f) throws ShapeException {
        f.only("event", "attempt", "command");
        return new DriveEvent.NativeTold(attempt(f), DeviceCommand.fromJson(f.object("command")));
    }

    static Event finished(Json.Fields f) throws ShapeException {
        f.only("event", "attempt", "end", "durationMillis", "longestPauseMillis", "at");
        return new DriveEvent.NativeFinished(
                attempt(f),
                f.constant("end", DriveEvent.NativeEnd.class),
                f.natural("durationMillis"),
                f.natural("longestPauseMillis"),
                EventReader.instant(f));
    }

    static Event samplingStarted(Json.Fields f) throws ShapeException {
        f.only("event", "seed", "unitBytes", "at");
        return new DriveEvent.SamplingStarted(
                f.text("seed"), f.whole("unitBytes", 1, UNIT_BYTES_MAX), EventReader.instant(f));
    }

    static Event samplingFinished(Json.Fields f) throws ShapeException {
        f.only(withSearch("event"));
        return search(f);
    }

    /** These names and those of a search. */
    static String[] withSearch(String... names) {
        return Stream.concat(Stream.of(names), Stream.of(SEARCH)).toArray(String[]::new);
    }

    static DriveEvent.SamplingFinished search(Json.Fields f) throws ShapeException {
        return new DriveEvent.SamplingFinished(
                f.constant("end", Event.VerificationEnd.class),
                f.constant("path", ReadPath.class),
                f.natural("bytesPlanned"),
                f.natural("bytesRead"),
                f.natural("canaryBytesRead"),
                f.natural("canaryBytesFound"),
                f.natural("zeroBytes"),
                f.natural("oneBytes"),
                others(f),
                Ranges.errorsFromJson(f.objects("unreadable")),
                f.natural("durationMillis"),
                EventReader.instant(f));
    }

    /** All of them or none. */
    private static Optional<DriveEvent.OtherBlocks> others(Json.Fields f) throws ShapeException {
        boolean told = f.has("repeatingBytes") || f.has("noiseBytes") || f.has("contentBytes");
        return told
                ? Optional.of(new DriveEvent.OtherBlocks(
                        f.natural("repeatingBytes"), f.natural("noiseBytes"), f.natural("contentBytes")))
                : Optional.empty();
    }

    static List<DeviceCommand> commands(Json.Fields f, String name, int most) throws ShapeException {
        List<Json.Fields> items = f.objects(name);
        atMost(name, most, items.size());
        List<DeviceCommand> out = new ArrayList<>();
        for (Json.Fields item : items) {
            out.add(DeviceCommand.fromJson(item));
        }
        return out;
    }

    private static int attempt(Json.Fields f) throws ShapeException {
        return (int) f.whole("attempt", 1, ATTEMPT_MAX);
    }

    static void atMost(String name, int most, int found) throws ShapeException {
        if (found > most) {
            throw new ShapeException(name, "at most " + most, found + "");
        }
    }
}
