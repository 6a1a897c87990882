package org.wangchuan.engine.evidence;

import java.util.OptionalLong;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** Reads the events of what blocks held before, in their one spelling; for {@link EventReader}. */
final class BaselineReader {
    private BaselineReader() {}

    static Event taken(Json.Fields f) throws ShapeException {
        f.only("event", "namespace", "secretDigest", "bytesPlanned", "bytesRead", "bytesKept", "at");
        return new BaselineEvent.Taken(
                namespace(f),
                f.text("secretDigest"),
                f.natural("bytesPlanned"),
                f.natural("bytesRead"),
                f.natural("bytesKept"),
                EventReader.instant(f));
    }

    static Event compared(Json.Fields f) throws ShapeException {
        f.only("event", "namespace", "bytesRead", "bytesUnchanged", "at");
        return new BaselineEvent.Compared(
                namespace(f), f.natural("bytesRead"), f.natural("bytesUnchanged"), EventReader.instant(f));
    }

    private static OptionalLong namespace(Json.Fields f) throws ShapeException {
        return f.has("namespace")
                ? OptionalLong.of(f.whole("namespace", 1, NamespaceEvent.NUMBER_MAX))
                : OptionalLong.empty();
    }
}
