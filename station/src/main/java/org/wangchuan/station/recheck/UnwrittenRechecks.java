package org.wangchuan.station.recheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StatementRefusedException;
import org.wangchuan.station.issue.StationBooks;

/**
 * Where the files of rechecks go, kept from before one is signed until its file is there: a crash in between leaves a statement whose file
 * the next look writes.
 */
final class UnwrittenRechecks {
    private static final String FORMAT = "wangchuan-unwritten-recheck/v1";

    /** Between keeping the place and signing there is nothing that takes time; another program may be just there. */
    private static final Duration SURELY_GIVEN_UP = Duration.ofHours(1);

    private final StationHome home;
    private final StationBooks books;
    private final InstantSource clock;

    UnwrittenRechecks(StationHome home, StationBooks books, InstantSource clock) {
        this.home = home;
        this.books = books;
        this.clock = clock;
    }

    /** The statement of this event is about to be signed. */
    void keep(UUID event, Path file) throws IOException {
        DurableFiles.replace(
                record(event),
                CanonicalJson.write(Json.object()
                        .put("format", FORMAT)
                        .put("event", event.toString())
                        .put("file", file.toString())
                        .build()));
    }

    /** Its file is there. */
    void written(UUID event) throws IOException {
        DurableFiles.destroy(record(event));
    }

    /** Writes what a crash, or a folder that did not take it, has left; what can't be written now is tried again by the next look. */
    List<Path> writeLeft() throws IOException {
        List<Path> out = new ArrayList<>();
        for (Path half : files(false)) {
            if (isOld(half)) {
                DurableFiles.destroy(half); // a crash has cut its writing or its end off
            }
        }
        for (Path record : files(true)) {
            try {
                JsonValue.Obj object = CanonicalJson.readObject(Files.readAllBytes(record));
                Json.Fields in = Json.in(object).only("format", "event", "file");
                UUID event = UUID.fromString(in.text("event"));
                Path file = record.getFileSystem().getPath(in.text("file"));
                if (books.isSigned(event)) {
                    write(event, file);
                    out.add(file);
                } else if (isOld(record)) {
                    written(event);
                }
            } catch (StatementRefusedException | MalformedJsonException | ShapeException | IllegalArgumentException _) {
                DurableFiles.destroy(record); // forgotten meanwhile, or damaged: nobody can write it any more
            } catch (IOException _) {
                // its folder does not take it: again later
            }
        }
        return out;
    }

    /** Its name is nobody else's, so that whatever lies there is a half that a crash has left, or the whole. */
    void write(UUID event, Path file) throws IOException {
        FileForPeople.replace(file, books.recheckFile(event).toBytes());
        written(event);
    }

    private boolean isOld(Path record) throws IOException {
        return Files.getLastModifiedTime(record)
                .toInstant()
                .isBefore(clock.instant().minus(SURELY_GIVEN_UP));
    }

    private List<Path> files(boolean isWhole) throws IOException {
        try (Stream<Path> all = Files.list(home.rechecks())) {
            return all.filter(file -> file.toString().endsWith(".json") == isWhole)
                    .sorted()
                    .toList();
        }
    }

    private Path record(UUID event) {
        return home.rechecks().resolve(event + ".json");
    }
}
