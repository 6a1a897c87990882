package org.wangchuan.acceptance.program;

import java.nio.file.Path;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/** What {@code --json} says of one target. */
public final class Result {
    private final Json.Fields fields;

    Result(Json.Fields fields) {
        this.fields = fields;
    }

    /** A range of bytes. */
    public record Range(long offset, long length) {}

    /** One pass as claimed. */
    public record Pass(String pattern, long bytesWritten) {}

    /** Everything that it says. */
    public Json.Fields fields() {
        return fields;
    }

    /** {@code purged}, {@code cleared}, {@code partial}, {@code unproven} or {@code failed}. */
    public String verdict() {
        return shaped(() -> fields.text("verdict"));
    }

    /** Codes of why the target was not touched. */
    public List<String> refusals() {
        return shaped(() -> {
            List<String> codes = new java.util.ArrayList<>();
            for (Json.Fields refusal : fields.objects("refusals")) {
                codes.add(refusal.text("code"));
            }
            return codes;
        });
    }

    /** Whether every clause of the policy is satisfied. */
    public boolean conforms() {
        return shaped(() -> {
            for (Json.Fields clause : fields.objects("conformity")) {
                if (!clause.text("state").equals("satisfied")) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Size of the target as claimed. */
    public long capacityBytes() {
        return shaped(() -> fields.object("target").natural("capacityBytes"));
    }

    /** The passes as claimed. */
    public List<Pass> passes() {
        return shaped(() -> {
            List<Pass> passes = new java.util.ArrayList<>();
            for (Json.Fields pass : fields.objects("passes")) {
                passes.add(new Pass(pass.text("pattern"), pass.natural("bytesWritten")));
            }
            return passes;
        });
    }

    /** What was not reached, as claimed. */
    public List<Range> unreachableRanges() {
        return shaped(() -> ranges(fields, "unreachableRanges"));
    }

    /** What was read back as other bytes, as claimed. */
    public List<Range> mismatches() {
        return shaped(() -> ranges(fields.object("verification"), "mismatches"));
    }

    /** Bytes read back, as claimed. */
    public long bytesRead() {
        return shaped(() -> fields.object("verification").natural("bytesRead"));
    }

    /** The receipt, JSON. */
    public Path receipt() {
        return shaped(() -> Path.of(fields.text("receipt")));
    }

    /** The evidence. */
    public Path evidence() {
        return shaped(() -> Path.of(fields.text("evidence")));
    }

    private static List<Range> ranges(Json.Fields of, String name) throws ShapeException {
        List<Range> ranges = new java.util.ArrayList<>();
        for (Json.Fields range : of.objects(name)) {
            ranges.add(new Range(range.natural("offset"), range.natural("length")));
        }
        return ranges;
    }

    private interface Reading<T> {
        T read() throws ShapeException;
    }

    private <T> T shaped(Reading<T> reading) {
        try {
            return reading.read();
        } catch (ShapeException wrong) {
            throw new AssertionError("a result of another shape: " + this, wrong);
        }
    }

    @Override
    public String toString() {
        return org.wangchuan.canonical.CanonicalJson.writeText(fields.object());
    }
}
