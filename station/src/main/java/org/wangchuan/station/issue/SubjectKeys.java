package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.station.home.DurableFiles;

/**
 * The keys that stored statements are sealed under, a file for each subject: whose erasure it was, named by the event of its start. They lie
 * apart from what they open, so that a copy of that alone opens nothing. Whoever makes or destroys one holds the station's lock.
 *
 * <p>A file is 64 bytes: the key of the person's part, then that of the device's; zeros where a key was destroyed.
 */
final class SubjectKeys {
    private static final Bytes32 DESTROYED = Bytes32.of(new byte[Bytes32.LENGTH]);

    private final Path folder;

    SubjectKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * What is left of a subject's keys.
     *
     * @param person opens nonce, signed text, work and asset tag
     * @param device opens what was erased
     */
    record Keys(Optional<Bytes32> person, Optional<Bytes32> device) {
        private static final Keys NONE = new Keys(Optional.empty(), Optional.empty());
    }

    /** The keys of a subject; none if they were destroyed or never made. */
    Keys of(UUID subject) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file(subject));
        } catch (NoSuchFileException _) {
            return Keys.NONE;
        }
        if (bytes.length != 2 * Bytes32.LENGTH) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.KEYS_DAMAGED, "64 bytes in " + file(subject), bytes.length + " bytes");
        }
        return new Keys(key(bytes, 0), key(bytes, Bytes32.LENGTH));
    }

    private static Optional<Bytes32> key(byte[] bytes, int at) {
        return Optional.of(Bytes32.at(bytes, at)).filter(key -> !key.equals(DESTROYED));
    }

    /** The keys of a subject, those that are missing made durably: before anything is sealed under them. */
    Keys ofOrNew(UUID subject) throws IOException {
        Keys there = of(subject);
        if (there.person().isPresent() && there.device().isPresent()) {
            return there;
        }
        Bytes32 person = there.person().orElseGet(Bytes32::random);
        Bytes32 device = there.device().orElseGet(Bytes32::random);
        byte[] both = Arrays.copyOf(person.toBytes(), 2 * Bytes32.LENGTH);
        System.arraycopy(device.toBytes(), 0, both, Bytes32.LENGTH, Bytes32.LENGTH);
        DurableFiles.replace(file(subject), both);
        return new Keys(Optional.of(person), Optional.of(device));
    }

    /** Destroys the key of the person's part; that of the device's stays. */
    void destroyPerson(UUID subject) throws IOException {
        if (Files.exists(file(subject))) {
            DurableFiles.zero(file(subject), 0, Bytes32.LENGTH);
        }
    }

    /** Destroys both keys. */
    void destroy(UUID subject) throws IOException {
        DurableFiles.destroy(file(subject));
    }

    private Path file(UUID subject) {
        return folder.resolve(subject + ".key");
    }
}
