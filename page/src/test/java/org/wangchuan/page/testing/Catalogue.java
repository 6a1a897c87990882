package org.wangchuan.page.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/** The library's published fixtures: what verifies, and every lie with the code that refuses it. */
public final class Catalogue {
    private static final Path FIXTURES = Path.of("../proof/src/test/resources/fixtures");

    private Catalogue() {}

    /** One file. */
    public static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FIXTURES.resolve(name));
    }

    /** All rows of the table. */
    public static List<Lie> lies() throws IOException {
        List<Lie> out = new ArrayList<>();
        try {
            for (Json.Fields row :
                    Json.in(CanonicalJson.readObject(file("lies.json"))).objects("lies")) {
                Optional<String> fresh = row.optionalText("freshStatus");
                out.add(new Lie(
                        row.text("id"),
                        row.text("answer"),
                        new Question(
                                true,
                                file(row.text("certificate")),
                                Optional.of(file(row.text("trust"))),
                                Optional.empty(),
                                fresh.isPresent() ? List.of(file(fresh.get())) : List.of(),
                                row.optionalText("serial"),
                                row.natural("now"),
                                seconds(row, "checkpointAgeSecondsMax"),
                                seconds(row, "statusAgeSecondsMax"))));
            }
        } catch (MalformedJsonException | ShapeException e) {
            throw new IOException("lies.json", e);
        }
        return out;
    }

    private static Optional<Long> seconds(Json.Fields row, String name) throws ShapeException {
        return row.has(name) ? Optional.of(row.natural(name)) : Optional.empty();
    }
}
