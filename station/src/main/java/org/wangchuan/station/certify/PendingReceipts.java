package org.wangchuan.station.certify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/** The station's list of receipts without a certificate: a small file for each. */
public final class PendingReceipts {
    private static final String ENDING = ".json";

    private final StationHome home;

    /** Of this station. */
    public PendingReceipts(StationHome home) {
        this.home = home;
    }

    /** Remembers a receipt, durably; where it was written last is where its certificate goes. */
    public void add(PendingReceipt pending) throws IOException {
        DurableFiles.replace(file(pending.clearing()), pending.toBytes());
    }

    /** Forgets a receipt: it has its certificate, or will never get one. */
    public void remove(UUID clearing) throws IOException {
        DurableFiles.delete(file(clearing));
    }

    /** The one of this clearing, if there is one. */
    public Optional<PendingReceipt> of(UUID clearing) throws IOException {
        Path file = file(clearing);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** As {@link #remove}; where it lay is overwritten: the name of a receipt may tell whose device it is about. */
    public void destroy(UUID clearing) throws IOException {
        DurableFiles.destroy(file(clearing));
    }

    /** All of them, in no order that means anything; none on a machine without a station. */
    public List<PendingReceipt> all() throws IOException {
        if (!Files.isDirectory(home.pending())) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(home.pending())) {
            files = found.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        List<PendingReceipt> out = new ArrayList<>();
        for (Path file : files) {
            out.add(read(file));
        }
        return out;
    }

    private static PendingReceipt read(Path file) throws IOException {
        try {
            return PendingReceipt.parse(Files.readAllBytes(file), file);
        } catch (MalformedJsonException | ShapeException e) {
            throw new IOException("damaged: " + file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    private Path file(UUID clearing) {
        return home.pending().resolve(clearing + ENDING);
    }
}
