package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * What a guest does with the product: plans all drives of a policy at once, then erases those that it does not refuse, a lane each. One refused
 * target would stop all, so the host reads the plan in between and answers in a file.
 */
final class ProductScript {
    private static final int ANSWER_SECONDS = 60;

    private ProductScript() {}

    static String run(String policy) {
        return """
                ( # who waits in the kernel, for whoever wonders why nothing happens
                    for time in 1 2 3; do
                        sleep 45
                        for task in /proc/[0-9]*/task/*; do
                            grep -q '^State:.*disk sleep' $task/status && cat $task/comm $task/stack && echo
                        done > /mnt/waiting.%1$s.$time
                        for process in $(pgrep -f org.wangchuan.cli.Main); do
                            timeout 40 "$java_home/bin/jstack" $process
                        done > /mnt/threads.%1$s.$time
                    done
                ) 2> /dev/null &
                paths=
                for one in /mnt/*-%1$s.path; do paths="$paths $(cat $one)"; done
                wangchuan plan $paths --policy %1$s --json > /mnt/plan.%1$s.part 2> /mnt/plan.%1$s.err
                mv /mnt/plan.%1$s.part /mnt/plan.%1$s.json
                for time in $(seq %2$d); do [ -e /mnt/erase.%1$s ] && break; sleep 1; done
                if [ -s /mnt/erase.%1$s ]; then
                    mkdir -p /mnt/receipts
                    wangchuan erase $(cat /mnt/erase.%1$s) --policy %1$s --patience 20 --witness-seconds 0 --out /mnt/receipts --json \\
                        > /mnt/erased.%1$s.json 2> /mnt/erased.%1$s.err
                fi
                """.formatted(policy, ANSWER_SECONDS);
    }

    /** Answers a plan that has come; whether it had. */
    static boolean answer(Path shared, String policy, List<MadeDrive> drives) throws IOException {
        if (!Files.exists(shared.resolve("plan." + policy + ".json"))) {
            return false;
        }
        Map<String, String> refusals = refusals(shared, policy);
        StringBuilder targets = new StringBuilder();
        for (MadeDrive drive : drives) {
            Optional<String> path = path(shared, drive);
            if (path.isPresent()
                    && refusals.getOrDefault(path.get(), "not planned").isEmpty()) {
                targets.append("%s --confirm %s\n".formatted(path.get(), drive.serial()));
            }
        }
        Path part = Files.writeString(shared.resolve("erase.part"), targets);
        Path _ = Files.move(part, shared.resolve("erase." + policy));
        return true;
    }

    /** What was concluded, by name of the drive. */
    static Map<String, String> verdicts(Path shared, String policy, List<MadeDrive> drives) throws IOException {
        Map<String, String> byPath = new HashMap<>(refusals(shared, policy));
        byPath.replaceAll((_, codes) -> codes.isEmpty() ? "no verdict" : "refused: " + codes);
        try {
            for (Json.Fields result : results(shared.resolve("erased." + policy + ".json"))) {
                byPath.put(
                        result.text("path"),
                        result.has("verdict") ? result.text("verdict") : "refused: " + codes(result));
            }
        } catch (ShapeException e) {
            throw new IOException("what erase printed: " + e.getMessage(), e);
        }
        Map<String, String> out = new HashMap<>();
        for (MadeDrive drive : drives) {
            path(shared, drive).ifPresent(path -> out.put(drive.name(), byPath.getOrDefault(path, "not run")));
        }
        return out;
    }

    /** Codes of why a target is refused, by its path; empty for one that is not. */
    private static Map<String, String> refusals(Path shared, String policy) throws IOException {
        Map<String, String> out = new HashMap<>();
        try {
            for (Json.Fields result : results(shared.resolve("plan." + policy + ".json"))) {
                out.put(result.text("path"), codes(result));
            }
        } catch (ShapeException e) {
            throw new IOException("what plan printed: " + e.getMessage(), e);
        }
        return out;
    }

    private static String codes(Json.Fields result) throws ShapeException {
        StringBuilder out = new StringBuilder();
        for (Json.Fields refusal : result.has("refusals") ? result.objects("refusals") : List.<Json.Fields>of()) {
            out.append(out.isEmpty() ? "" : ", ").append(refusal.text("code"));
        }
        return out.toString();
    }

    static List<Json.Fields> results(Path file) throws IOException, ShapeException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return List.of();
        }
        try {
            return Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(file)))
                    .objects("results");
        } catch (MalformedJsonException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> path(Path shared, MadeDrive drive) throws IOException {
        Path file = shared.resolve(drive.name() + ".path");
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }
}
