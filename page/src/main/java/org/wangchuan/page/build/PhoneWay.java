package org.wangchuan.page.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * What the page has to know of a way to erase a phone to judge what a statement says of it. It is read from the engine's own files, so that the page
 * knows exactly what the command line ships.
 *
 * @param id its name
 * @param digest of the canonical document, in base64url without padding
 * @param canClear whether its evidence can support CLEARED
 * @param fills whether the phone's storage is filled and read back
 * @param samples whether its terms take a part of each file for read back, and no more
 * @param isTried whether it was ever tried on a real phone
 */
public record PhoneWay(
        String id, long version, String digest, boolean canClear, boolean fills, boolean samples, boolean isTried) {
    private static final String SUFFIX = ".json";

    /**
     * All versions of all that a folder holds, by the names of their files: it holds nothing else.
     *
     * @throws IllegalArgumentException if it does, or if there are none
     */
    public static List<PhoneWay> all(Path folder) throws IOException {
        List<PhoneWay> out = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                out.add(read(file));
            }
        }
        if (out.isEmpty()) {
            throw new IllegalArgumentException(folder + ": expected ways to erase a phone, found none");
        }
        return List.copyOf(out);
    }

    private static PhoneWay read(Path file) throws IOException {
        try {
            JsonValue.Obj document = CanonicalJson.readLenientObject(Files.readAllBytes(file));
            Json.Fields fields = Json.in(document);
            String id = fields.text("id");
            long version = fields.whole("version", 1, 1_000_000);
            if (!file.endsWith(id + ".v" + version + SUFFIX)) {
                throw new ShapeException("id and version", "the name of its file", id + " version " + version);
            }
            return new PhoneWay(
                    id,
                    version,
                    RuleSet.digest(document),
                    fields.has("reaches") && canClear(fields.text("reaches")),
                    fields.bool("fills"),
                    fields.has("fill") && samples(fields.object("fill").text("compares")),
                    fields.bool("tried"));
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalArgumentException(file + ": expected a way to erase a phone", e);
        }
    }

    /** More than CLEARED no phone can show; one that says so was not thought through here. */
    private static boolean canClear(String reaches) throws ShapeException {
        if (!reaches.equals("cleared")) {
            throw new ShapeException("reaches", "cleared, or nothing", reaches);
        }
        return true;
    }

    /** More no program compares; one that says so was not thought through here. */
    private static boolean samples(String compares) throws ShapeException {
        if (!compares.equals("sample")) {
            throw new ShapeException("fill.compares", "sample", compares);
        }
        return true;
    }

    JsonValue.Obj json() {
        return Json.object()
                .put("id", id)
                .put("version", version)
                .put("digest", digest)
                .put("canClear", canClear)
                .put("fills", fills)
                .put("samples", samples)
                .put("isTried", isTried)
                .build();
    }
}
