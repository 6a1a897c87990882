package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.transfer.FailedRange;

/**
 * How far a pass is for certain, as kept in the journal.
 *
 * @param pass from 1
 * @param checkpoint what is behind it
 * @param durationMillis what the pass took so far, over all its runs
 */
record PassMark(int pass, Checkpoint checkpoint, long durationMillis) {

    byte[] toBytes() {
        List<JsonValue> unwritten = new ArrayList<>();
        for (FailedRange range : checkpoint.unwritten()) {
            unwritten.add(Json.object()
                    .put("offset", range.offset())
                    .put("length", range.length())
                    .put("errno", range.errno())
                    .build());
        }
        return CanonicalJson.write(Json.object()
                .put("pass", pass)
                .put("highWaterBytes", checkpoint.highWaterBytes())
                .put("unwrittenBytes", checkpoint.unwrittenBytes())
                .put("unwritten", new JsonValue.Array(unwritten))
                .put("rangesExact", checkpoint.rangesExact())
                .put("durationMillis", durationMillis)
                .build());
    }

    static PassMark read(byte[] bytes) throws JournalException {
        try {
            Json.Fields fields = Json.in(CanonicalJson.readObject(bytes))
                    .only("pass", "highWaterBytes", "unwrittenBytes", "unwritten", "rangesExact", "durationMillis");
            List<FailedRange> unwritten = new ArrayList<>();
            for (Json.Fields range : fields.objects("unwritten")) {
                range.only("offset", "length", "errno");
                unwritten.add(
                        new FailedRange(range.natural("offset"), range.whole("length", 1, JsonValue.Whole.MAX), (int)
                                range.whole("errno", 1, 4095)));
            }
            Checkpoint checkpoint = new Checkpoint(
                    fields.natural("highWaterBytes"),
                    fields.natural("unwrittenBytes"),
                    unwritten,
                    fields.bool("rangesExact"));
            return new PassMark((int) fields.whole("pass", 1, 1000), checkpoint, fields.natural("durationMillis"));
        } catch (MalformedJsonException | ShapeException e) {
            throw new JournalException("the mark in the journal can't be read: " + e.getMessage(), e);
        }
    }
}
