package org.wangchuan.station.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.witness.Contradiction;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * How far a station's statements have come into an operator's log. Without it they are all sent again, which changes
 * nothing but the time it takes. What the log has said against itself is kept too.
 */
public record MergedStatements(StationHome home) {
    private static final String FORMAT = "wangchuan-merged/v1";
    private static final int CONTRADICTIONS_MAX = 64;

    /** The number of the first statement that is not known to be in the log of this origin. */
    public long next(String origin) throws IOException {
        if (!Files.exists(home.merged())) {
            return 0;
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(Files.readAllBytes(home.merged())))
                    .only("format", "origin", "next");
            boolean isThis =
                    in.text("format").equals(FORMAT) && in.text("origin").equals(origin);
            return isThis ? in.natural("next") : 0;
        } catch (MalformedJsonException | ShapeException _) {
            return 0;
        }
    }

    /** All statements below this number are in the log of this origin, and that was proved. */
    public void advance(String origin, long next) throws IOException {
        DurableFiles.replace(
                home.merged(),
                CanonicalJson.write(Json.object()
                        .put("format", FORMAT)
                        .put("origin", origin)
                        .put("next", next)
                        .build()));
    }

    /** Keeps what shows that the log has two histories, or says so without proof. */
    public void keep(Contradiction contradiction) throws IOException {
        DurableFiles.createFolder(home.contradictions());
        Path file = home.contradictions().resolve(contradiction.fileName());
        if (Files.exists(file)) {
            return;
        }
        try (Stream<Path> others = Files.list(home.contradictions())) {
            if (others.count() < CONTRADICTIONS_MAX) { // the first convicts as well, and a log could make any number
                DurableFiles.replace(file, contradiction.toBytes());
            }
        }
    }
}
