package org.wangchuan.engine.evidence;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/** Reads the events of other namespaces of an NVMe device, in their one spelling; for {@link EventReader}. */
final class NamespaceReader {
    private static final int BLOCK_BYTES_MAX = 1 << 20;

    private NamespaceReader() {}

    static Event planted(Json.Fields f) throws ShapeException {
        f.only("event", "namespace", "capacityBytes", "blockBytes", "secretDigest", "ranges", "at");
        List<Json.Fields> ranges = f.objects("ranges");
        NativeReader.atMost("ranges", DriveEvent.CanariesPlanted.RANGES_MAX, ranges.size());
        return new NamespaceEvent.Planted(
                namespace(f),
                f.whole("capacityBytes", 1, JsonValue.Whole.MAX),
                f.whole("blockBytes", 1, BLOCK_BYTES_MAX),
                f.text("secretDigest"),
                Ranges.fromJson(ranges),
                EventReader.instant(f));
    }

    static Event sampled(Json.Fields f) throws ShapeException {
        f.only(NativeReader.withSearch("event", "namespace", "unitBytes"));
        return new NamespaceEvent.Sampled(
                namespace(f), f.whole("unitBytes", 1, NativeReader.UNIT_BYTES_MAX), NativeReader.search(f));
    }

    private static long namespace(Json.Fields f) throws ShapeException {
        return f.whole("namespace", 1, NamespaceEvent.NUMBER_MAX);
    }
}
