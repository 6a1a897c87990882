package org.wangchuan.station.producer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * The statements of producers that lie with a station, so that they travel with the receipts of phones that they speak of, and take earlier ones out of force. To
 * lie here is no trust: anybody may put one here. But one that can't be read may be the withdrawal of another: so all of them are read, or none.
 */
public final class ProducerStore {
    /** Most files that are kept, and read. */
    public static final int FILES_MAX = 1_000;

    private static final String ENDING = ".producer";

    private final Path folder;

    /** Of this station. */
    public ProducerStore(StationHome home) {
        this.folder = home.producers();
    }

    /**
     * Keeps one; the same once more changes nothing, and what lies in its place and is something else is written again.
     *
     * @throws ProducerStoreException if there are as many as are read
     */
    public Path keep(SignedProducerStatement statement) throws IOException {
        DurableFiles.createFolder(folder);
        Path file = folder.resolve(statement.digest().base64Url() + ENDING);
        List<Path> kept = files();
        if (kept.contains(file)) {
            if (isSame(file, statement.toBytes())) {
                return file;
            }
        } else if (kept.size() >= FILES_MAX) {
            throw new ProducerStoreException(folder, "there are " + FILES_MAX + " statements already");
        }
        DurableFiles.replace(file, statement.toBytes());
        return file;
    }

    private static boolean isSame(Path file, byte[] bytes) {
        try {
            return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
        } catch (IOException _) {
            return false; // it is written again
        }
    }

    /**
     * All that are kept, in the order of their names.
     *
     * @throws ProducerStoreException if one of them can't be read, is damaged or is no statement, or there are more than are read: it might take another one
     *     out of force
     */
    public List<Kept> kept() throws ProducerStoreException {
        List<Kept> out = new ArrayList<>();
        for (Path file : files()) {
            out.add(new Kept(file, read(file)));
        }
        return List.copyOf(out);
    }

    /**
     * The same without their files.
     *
     * @throws ProducerStoreException as {@link #kept}
     */
    public List<SignedProducerStatement> all() throws ProducerStoreException {
        return kept().stream().map(Kept::statement).toList();
    }

    private static SignedProducerStatement read(Path file) throws ProducerStoreException {
        try {
            return SignedProducerStatement.parse(BoundedFile.read(file, SignedProducerStatement.BYTES_MAX));
        } catch (VerificationException e) {
            throw because(file, e.code().wireName(), e);
        } catch (IOException e) {
            throw because(file, e.getClass().getSimpleName(), e);
        }
    }

    /**
     * What is kept, whatever is in it.
     *
     * @throws ProducerStoreException if the folder can't be read, or holds more than are read
     */
    public List<Path> files() throws ProducerStoreException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        List<Path> out;
        try (Stream<Path> found = Files.list(folder)) {
            out = found.filter(file -> file.toString().endsWith(ENDING))
                    .limit(FILES_MAX + 1L)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw because(folder, e.getClass().getSimpleName(), e);
        }
        if (out.size() > FILES_MAX) {
            throw new ProducerStoreException(folder, "more than " + FILES_MAX + " statements");
        }
        return out;
    }

    private static ProducerStoreException because(Path file, String what, Exception e) {
        ProducerStoreException out = new ProducerStoreException(file, what);
        out.initCause(e);
        return out;
    }
}
