package org.wangchuan.acceptance.program;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * How a run of the program ended.
 *
 * @param arguments what it was started with
 * @param exitCode its exit code; 137 after {@code kill -9}
 * @param out standard output
 * @param err standard error
 * @param took from start to end
 */
public record Run(List<String> arguments, int exitCode, String out, String err, Duration took) {

    /** The results that {@code --json} printed, one for each target. */
    public List<Result> results() {
        try {
            Json.Fields document = Json.in(CanonicalJson.readLenientObject(out.getBytes(StandardCharsets.UTF_8)));
            return document.objects("results").stream().map(Result::new).toList();
        } catch (MalformedJsonException | ShapeException wrong) {
            throw new AssertionError("no results in the output: " + this, wrong);
        }
    }

    /** The result for the only target. */
    public Result result() {
        List<Result> results = results();
        if (results.size() != 1) {
            throw new AssertionError("expected one result: " + this);
        }
        return results.getFirst();
    }
}
