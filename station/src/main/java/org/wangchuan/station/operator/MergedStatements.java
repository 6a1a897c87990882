package org.wangchuan.station.operator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.witness.Contradiction;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * How far a station's statements have come into an operator's log, and what that log has shown last: for each log that the
 * station ever joined. Without the first they are all sent again, which changes nothing but the time it takes; without the
 * second a log that was taken back is not noticed here. What a log has said against itself is kept too.
 */
public record MergedStatements(StationHome home) {
    private static final String FORMAT = "wangchuan-merged/v1";
    private static final int CONTRADICTIONS_MAX = 64;

    private record State(long next, Optional<SignedCheckpoint> seen) {
        static final State NONE = new State(0, Optional.empty());
    }

    /** The number of the first statement that is not known to be in the log of this origin. */
    public long next(String origin) throws IOException {
        return read(origin).next();
    }

    /** All statements below this number are in the log of this origin, and that was proved. */
    public void advance(String origin, long next) throws IOException {
        write(origin, new State(next, read(origin).seen()));
    }

    /** The last checkpoint of this log that counted; empty if there was none, or the file is damaged. */
    public Optional<SignedCheckpoint> seen(String origin) throws IOException {
        return read(origin).seen();
    }

    /** Remembers a checkpoint that counts, durably. */
    public void saw(SignedCheckpoint cosigned) throws IOException {
        String origin = cosigned.checkpoint().origin();
        write(origin, new State(read(origin).next(), Optional.of(cosigned)));
    }

    private State read(String origin) throws IOException {
        Path file = file(origin);
        if (!Files.exists(file)) {
            return State.NONE;
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(Files.readAllBytes(file)))
                    .only("format", "origin", "next", "seen");
            if (!in.text("format").equals(FORMAT) || !in.text("origin").equals(origin)) {
                return State.NONE;
            }
            Optional<String> note = in.optionalText("seen");
            return new State(
                    in.natural("next"),
                    note.isPresent()
                            ? Optional.of(SignedCheckpoint.parse(note.get().getBytes(StandardCharsets.UTF_8)))
                            : Optional.empty());
        } catch (MalformedJsonException | ShapeException | VerificationException _) {
            return State.NONE;
        }
    }

    private void write(String origin, State state) throws IOException {
        DurableFiles.createFolder(home.operators());
        Json.Builder out =
                Json.object().put("format", FORMAT).put("origin", origin).put("next", state.next());
        state.seen().ifPresent(note -> out.put("seen", new String(note.toBytes(), StandardCharsets.UTF_8)));
        DurableFiles.replace(file(origin), CanonicalJson.write(out.build()));
    }

    private Path file(String origin) {
        byte[] name = Bytes32.sha256(origin.getBytes(StandardCharsets.UTF_8)).toBytes();
        return home.operators().resolve(Hex.encode(name) + ".json");
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
