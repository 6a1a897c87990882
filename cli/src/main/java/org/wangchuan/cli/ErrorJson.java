package org.wangchuan.cli;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/**
 * What {@code --json} answers where a command ended before it had results: one document all the same, with no results
 * and why. Its words are English, whoever reads it; what counts for programs is the code.
 */
final class ErrorJson {
    private ErrorJson() {}

    /** Whether a command line asks for JSON, as far as it can be understood. */
    static boolean isAskedFor(List<String> arguments) {
        int end = arguments.indexOf("--");
        return (end < 0 ? arguments : arguments.subList(0, end)).contains("--json");
    }

    static String of(UserError error) {
        return document(error.exit(), error.code(), error.text(), error.expected(), error.found(), error.hint());
    }

    static String internal() {
        return document(
                ExitCode.INTERNAL,
                "INTERNAL",
                "an error in Wangchuan itself",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static String document(
            ExitCode exit,
            String code,
            String text,
            Optional<String> expected,
            Optional<String> found,
            Optional<String> hint) {
        JsonValue.Obj error = Json.object()
                .put("code", code)
                .put("exitCode", exit.number())
                .put("text", text)
                .put("expected", expected)
                .put("found", found)
                .put("hint", hint)
                .build();
        return CanonicalJson.writeText(Json.object()
                .put("error", error)
                .put("results", new JsonValue.Array(List.of()))
                .build());
    }
}
