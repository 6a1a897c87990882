package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * What a guest does with the product: erases all drives of a policy at once, a lane each. One that is refused stops all before anything is
 * touched; then the others are erased without it.
 */
final class ProductScript {
    /** Whoever erases longer is asked what its threads wait for. */
    private static final int LONG_SECONDS = 120;

    /** What a drive that tells nothing new is given here, instead of two hours. */
    private static final int STANDSTILL_SECONDS = 20;

    /** The exit code of one that is refused before anything is touched. */
    private static final int REFUSED = 3;

    private ProductScript() {}

    /** Erases all drives of a policy that the guest has. */
    static String run(String policy, List<MadeDrive> drives) {
        return run(policy, drives, "");
    }

    /** The same with more words on the command line. */
    static String run(String policy, List<MadeDrive> drives, String more) {
        if (drives.isEmpty()) {
            return "";
        }
        StringBuilder targets = new StringBuilder();
        for (MadeDrive drive : drives) {
            String also = drive.scenario().isNamed() ? " --also $(cat /mnt/%s.also)".formatted(drive.name()) : "";
            targets.append(
                    "[ -e /mnt/%1$s.path ] && echo \"$(cat /mnt/%1$s.path) --confirm $(cat /mnt/%1$s.confirm 2> /dev/null || echo %2$s)%4$s\" >> /mnt/targets.%3$s\n"
                            .formatted(drive.name(), drive.serial(), policy, also));
        }
        return targets + """
                ( # who waits, for whoever wonders why nothing happens
                    for time in 1 2 3; do
                        sleep %2$d
                        for task in /proc/[0-9]*/task/*; do
                            grep -q '^State:.*disk sleep' $task/status && cat $task/comm $task/stack && echo
                        done > /mnt/waiting.%1$s.$time
                        pkill -QUIT -f org.wangchuan.cli.Main
                    done
                ) 2> /dev/null &
                watch=$!
                mkdir -p /mnt/receipts
                export %3$s=%4$d
                erase_all() { # FILE of targets, NAME of what comes of it
                    wangchuan erase $(cat $1) --policy %1$s %5$s --patience 20 --witness-seconds 0 --out /mnt/receipts --json \\
                        > /mnt/$2.json 2> /mnt/$2.err
                }
                [ -s /mnt/targets.%1$s ] && erase_all /mnt/targets.%1$s erased.%1$s
                # One refused target stops all. Without those that are refused it is not stopped again.
                if grep -q '"refusals"' /mnt/erased.%1$s.json && grep -q '"not-started"' /mnt/erased.%1$s.json; then
                    mv /mnt/erased.%1$s.json /mnt/refused.%1$s.json
                    mv /mnt/erased.%1$s.err /mnt/refused.%1$s.err
                    tr '{' '\\n' < /mnt/refused.%1$s.json | grep '"state":"not-started"' \\
                        | sed 's/.*"path":"\\([^"]*\\)".*/\\1/' > /mnt/rest.%1$s
                    grep -w -F -f /mnt/rest.%1$s /mnt/targets.%1$s > /mnt/targets.%1$s.rest
                    [ -s /mnt/rest.%1$s ] && erase_all /mnt/targets.%1$s.rest erased.%1$s
                fi
                kill $watch
                """.formatted(policy, LONG_SECONDS, ManyLanes.STANDSTILL, STANDSTILL_SECONDS, more);
    }

    /**
     * What was said of a drive.
     *
     * @param words the verdict, or why there is none
     * @param ranges what is said not to be erased, by its bytes
     * @param carriedOut what had been done to it
     * @param notProved codes of what its evidence can't show
     * @param replaced how many replaced blocks it had told before and at the end, as {@code 3, 5}; empty if it was not asked, or told none
     */
    record Said(String words, List<Extent> ranges, CarriedOut carriedOut, List<String> notProved, String replaced) {
        /** Nothing but why. */
        static Said nothing(String words) {
            return new Said(words, List.of(), CarriedOut.NOTHING, List.of(), "");
        }
    }

    /** Some bytes of a drive. */
    record Extent(long offset, long length) {}

    /** What was concluded, by name of the drive. */
    static Map<String, Said> verdicts(Path shared, String policy, List<MadeDrive> drives) throws IOException {
        Map<String, Said> byPath = new HashMap<>();
        try {
            List<String> files = new ArrayList<>(List.of("refused." + policy, "erased." + policy));
            drives.forEach(drive -> files.add(PsidScript.result(drive)));
            for (String file : files) {
                for (Json.Fields result : results(shared.resolve(file + ".json"))) {
                    byPath.put(
                            result.text("path"),
                            new Said(
                                    said(result),
                                    ranges(result),
                                    CarriedOut.read(shared, result),
                                    notProved(result),
                                    replaced(result)));
                }
            }
            Optional<Said> all = ofAll(shared.resolve("erased." + policy + ".json"));
            Map<String, Said> out = new HashMap<>();
            for (MadeDrive drive : drives) {
                Optional<Said> alone = ofAll(shared.resolve(PsidScript.result(drive) + ".json"));
                Said otherwise = alone.or(() -> all).orElse(Said.nothing("no verdict"));
                path(shared, drive).ifPresent(path -> out.put(drive.name(), byPath.getOrDefault(path, otherwise)));
            }
            return out;
        } catch (ShapeException e) {
            throw new IOException("what erase printed: " + e.getMessage(), e);
        }
    }

    /** Why it began with none of the drives that it was given, if it says so of all of them at once. */
    private static Optional<Said> ofAll(Path file) throws IOException, ShapeException {
        Optional<Json.Fields> printed = printed(file).filter(some -> some.has("error"));
        if (printed.isEmpty()) {
            return Optional.empty();
        }
        Json.Fields error = printed.get().object("error");
        boolean refused = error.whole("exitCode", 0, Integer.MAX_VALUE) == REFUSED;
        return Optional.of(Said.nothing((refused ? "refused: " : "error: ") + error.text("code")));
    }

    private static List<Extent> ranges(Json.Fields result) throws ShapeException {
        List<Extent> out = new ArrayList<>();
        if (result.object().members().get("unreachableRanges") instanceof JsonValue.Array) {
            for (Json.Fields one : result.objects("unreachableRanges")) {
                out.add(new Extent(one.whole("offset", 0, Long.MAX_VALUE), one.whole("length", 0, Long.MAX_VALUE)));
            }
        }
        return out;
    }

    private static String replaced(Json.Fields result) throws ShapeException {
        if (!(result.object().members().get("driveCounts") instanceof JsonValue.Obj)) {
            return "";
        }
        List<String> out = new ArrayList<>();
        Json.Fields counts = result.object("driveCounts");
        for (String moment : List.of("before", "atEnd")) {
            boolean asked = counts.object().members().get(moment) instanceof JsonValue.Obj;
            if (asked && counts.object(moment).has("replaced-blocks")) {
                out.add("" + counts.object(moment).whole("replaced-blocks", 0, Long.MAX_VALUE));
            }
        }
        return String.join(", ", out);
    }

    private static List<String> notProved(Json.Fields result) throws ShapeException {
        boolean told = result.object().members().get("notProved") instanceof JsonValue.Array;
        return told ? result.texts("notProved") : List.of();
    }

    /** The verdict or why there is none. */
    static String said(Json.Fields result) throws ShapeException {
        Optional<String> verdict = word(result, "verdict");
        String codes = codes(result);
        return verdict.orElse(codes.isEmpty() ? word(result, "state").orElse("no verdict") : "refused: " + codes);
    }

    /** A member that can be null where there is nothing to say. */
    static Optional<String> word(Json.Fields result, String name) {
        return result.object().members().get(name) instanceof JsonValue.Text text
                ? Optional.of(text.value())
                : Optional.empty();
    }

    private static String codes(Json.Fields result) throws ShapeException {
        StringBuilder out = new StringBuilder();
        for (Json.Fields refusal : result.has("refusals") ? result.objects("refusals") : List.<Json.Fields>of()) {
            out.append(out.isEmpty() ? "" : ", ").append(refusal.text("code"));
        }
        return out.toString();
    }

    static List<Json.Fields> results(Path file) throws IOException, ShapeException {
        Optional<Json.Fields> printed = printed(file);
        return printed.isEmpty() ? List.of() : printed.get().objects("results");
    }

    private static Optional<Json.Fields> printed(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(file))));
        } catch (MalformedJsonException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> path(Path shared, MadeDrive drive) throws IOException {
        Path file = shared.resolve(drive.name() + ".path");
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }
}
