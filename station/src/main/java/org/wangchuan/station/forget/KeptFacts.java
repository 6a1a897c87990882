package org.wangchuan.station.forget;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.Remains;
import org.wangchuan.station.issue.StationBooks;

/**
 * Answers which device an erasure was about, as far as the station still keeps that. Each question is recorded durably before it is
 * answered: when, of which erasure and why, and never the answer.
 */
public final class KeptFacts {
    /** Two hundred thousand questions. */
    private static final long RECORD_BYTES_MAX = 64 << 20;

    private final StationHome home;
    private final StationBooks books;
    private final InstantSource clock;

    /** For the station in this folder. */
    public KeptFacts(StationHome home, StationBooks books, InstantSource clock) {
        this.home = home;
        this.books = books;
        this.clock = clock;
    }

    /**
     * What is still there.
     *
     * @param reason why it is asked, such as a file number; as {@link KeptDevice#isReason} allows
     * @throws org.wangchuan.station.issue.StatementRefusedException if this station has no such erasure, or what opens it is gone
     * @throws IOException also if the question can't be recorded: then it is not answered
     */
    public Remains of(StationBooks.Erasure erasure, String reason) throws IOException {
        if (!KeptDevice.isReason(reason)) {
            throw new IllegalArgumentException("expected a reason of 1 to 200 characters, none of them a control");
        }
        Remains remains = books.remains(erasure);
        record(CanonicalJson.writeText(Json.object()
                .put("asked", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("event", remains.event().toString())
                .put("reason", reason)
                .put("state", remains.state().name().toLowerCase(Locale.ROOT))
                .build()));
        return remains;
    }

    private void record(String line) throws IOException {
        Path file = home.asked();
        try (FileChannel channel = DurableFiles.open(file);
                var _ = channel.lock()) {
            long size = channel.size();
            if (size > RECORD_BYTES_MAX) {
                throw new IOException(
                        file + ": expected at most " + RECORD_BYTES_MAX + " bytes, found " + size + "; put it away");
            }
            channel.position(size);
            // A line that a crash has cut off stays, and stays apart.
            String before = size > 0 && lastByte(channel, size) != '\n' ? "\n" : "";
            DurableFiles.writeFully(channel, (before + line + "\n").getBytes(StandardCharsets.UTF_8));
            channel.force(true);
        }
        DurableFiles.syncFolder(home.root());
    }

    private static byte lastByte(FileChannel channel, long size) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        int _ = channel.read(one, size - 1);
        return one.get(0);
    }
}
