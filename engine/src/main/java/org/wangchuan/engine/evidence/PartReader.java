package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.ReadPath;

/** The one spelling of events about the parts of an eMMC, read again. */
final class PartReader {
    private PartReader() {}

    static Event asked(Json.Fields f) throws ShapeException {
        f.only("event", "commands");
        return new PartEvent.Asked(commands(f, PartEvent.Asked.COMMANDS_MAX));
    }

    static Event started(Json.Fields f) throws ShapeException {
        f.only("event", "part", "capacityBytes", "locked", "secretDigest", "at");
        return new PartEvent.Started(
                part(f),
                f.whole("capacityBytes", 1, JsonValue.Whole.MAX),
                f.bool("locked"),
                f.text("secretDigest"),
                EventReader.instant(f));
    }

    static Event compared(Json.Fields f) throws ShapeException {
        f.only("event", "bytesRead", "streamBytes", "mismatchedBytes", "durationMillis", "at");
        return new PartEvent.Compared(
                f.natural("bytesRead"),
                f.natural("streamBytes"),
                f.natural("mismatchedBytes"),
                f.natural("durationMillis"),
                EventReader.instant(f));
    }

    static Event finished(Json.Fields f) throws ShapeException {
        f.only(
                "event",
                "part",
                "end",
                "bytesWritten",
                "bytesRead",
                "mismatchedBytes",
                "zeroedBytes",
                "commands",
                "lockedAgain",
                "durationMillis",
                "at");
        return new PartEvent.Finished(
                part(f),
                f.constant("end", PartEvent.End.class),
                f.natural("bytesWritten"),
                f.natural("bytesRead"),
                f.natural("mismatchedBytes"),
                f.natural("zeroedBytes"),
                commands(f, PartEvent.Finished.COMMANDS_MAX),
                f.bool("lockedAgain"),
                f.natural("durationMillis"),
                EventReader.instant(f));
    }

    static Event looked(Json.Fields f) throws ShapeException {
        f.only("event", "part", "path", "bytesRead", "streamBytes", "zeroBytes", "oneBytes", "durationMillis", "at");
        return new PartEvent.Looked(
                part(f),
                f.constant("path", ReadPath.class),
                f.natural("bytesRead"),
                f.natural("streamBytes"),
                f.natural("zeroBytes"),
                f.natural("oneBytes"),
                f.natural("durationMillis"),
                EventReader.instant(f));
    }

    private static String part(Json.Fields f) throws ShapeException {
        String part = f.text("part");
        if (!CardPart.IDS.contains(part)) {
            throw new ShapeException("part", "one of " + CardPart.IDS, "another word");
        }
        return part;
    }

    private static List<DeviceCommand> commands(Json.Fields f, int most) throws ShapeException {
        List<DeviceCommand> out = new ArrayList<>();
        for (Json.Fields command : f.objects("commands")) {
            if (out.size() == most) {
                throw new ShapeException("commands", "at most " + most, "more");
            }
            out.add(DeviceCommand.fromJson(command));
        }
        return out;
    }
}
