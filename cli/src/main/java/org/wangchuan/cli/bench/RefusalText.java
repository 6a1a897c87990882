package org.wangchuan.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.ChineseReasons;
import org.wangchuan.station.erase.Refusal;

/** Says why a target is not touched. */
final class RefusalText {
    /** What a shell leaves as it is where no name fits it. */
    private static final Pattern PATTERN = Pattern.compile("[*?\\[]");

    private RefusalText() {}

    static ExitCode exit(List<Refusal> refusals) {
        boolean safety = refusals.stream().anyMatch(refusal -> refusal.kind() == Refusal.Kind.SAFETY);
        return safety ? ExitCode.REFUSED : ExitCode.NOT_SATISFIED;
    }

    static void print(Path path, List<Refusal> refusals, Console console) {
        for (Refusal refusal :
                Causes.of(refusals, Refusal::code, one -> one.reason().en())) {
            // The reason names the path as well where it is read alone.
            console.error(OneLine.of(path + ": " + refusal.code() + ": ")
                    + without(OneLine.of(path + ": "), inLanguage(refusal, console))
                    + mistyped(path, refusal, console));
        }
    }

    /** At the beginning alone, or behind the words that stand before it in Chinese: elsewhere it can be the end of another path. */
    private static String without(String path, String text) {
        return Pattern.compile("(^|：)" + Pattern.quote(path)).matcher(text).replaceFirst("$1");
    }

    /** What was meant by a target that can be none, where that is plain. */
    private static String mistyped(Path path, Refusal refusal, Console console) {
        if (refusal.code().equals("NOT_FOUND")
                && PATTERN.matcher(path.toString()).find()) {
            return console.messages().text("refusal.pattern");
        }
        return refusal.code().equals("NOT_A_MEDIUM") && Files.isDirectory(path)
                ? console.messages().text("refusal.folder")
                : "";
    }

    /** With the option by which it is got out of the way: where no command line is, the reason stands alone. */
    static String inLanguage(Refusal refusal, Console console) {
        String reason = OneLine.of(inLanguage(refusal.reason(), console));
        return refusal.cure() == Refusal.Cure.AS_SAID
                ? reason
                : reason
                        + console.messages()
                                .text("refusal.cure." + refusal.cure().id(), refusal.typed());
    }

    static JsonValue.Obj json(Path path, List<Refusal> refusals) {
        List<JsonValue> items = new ArrayList<>();
        for (Refusal refusal : refusals) {
            items.add(Json.object()
                    .put("code", refusal.code())
                    .put("reason", refusal.reason().en())
                    .build());
        }
        return Json.object()
                .put("path", path.toString())
                .put("state", "refused")
                .put("exitCode", exit(refusals).number())
                .put("refusals", new JsonValue.Array(items))
                .build();
    }

    static JsonValue.Obj notStarted(Path path) {
        return Json.object()
                .put("path", path.toString())
                .put("state", "not-started")
                .build();
    }

    static String inLanguage(Obstacle obstacle, Console console) {
        return console.messages().chinese() ? ChineseReasons.of(obstacle) : obstacle.detail();
    }

    static String inLanguage(Refused refused, Console console) {
        return console.messages().chinese() ? ChineseReasons.of(refused) : refused.reason();
    }

    static String inLanguage(BilingualText text, Console console) {
        return console.messages().chinese() ? text.zh() : text.en();
    }
}
