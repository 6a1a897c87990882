package org.wangchuan.platform.database;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.wangchuan.platform.setting.RecoveryMark;

/**
 * Makes a data folder again from a back-up and its keys. The folder has its name only once every file in it is what the
 * manifests say and the {@link RecoveryMark} is there; an interrupted restore leaves a folder beside it that the next one clears away.
 */
final class Restore {
    private static final Pattern LABEL_TIME =
            Pattern.compile("START TIME: (\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d) (?:UTC|GMT)");

    private final Path folder;
    private final Map<String, String> digests = new HashMap<>();

    private Restore(Path folder) {
        this.folder = folder;
    }

    /**
     * Restores.
     *
     * @param data the data folder to be; there is none, or an empty one
     * @throws IOException with a code in front if a file is not what was backed up; then there is no data folder
     */
    static void read(Path backup, Path keys, Path data) throws IOException {
        requireFile("back-up", backup);
        requireFile("file of its keys", keys);
        Path target = data.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            try (Stream<Path> inside = Files.list(target)) {
                if (inside.findAny().isPresent()) {
                    throw new IOException("FOLDER_NOT_EMPTY: expected no folder " + target
                            + " or an empty one, found files in it; nothing is overwritten: name another with --data");
                }
            }
        }
        Path parent = Objects.requireNonNull(target.getParent());
        Files.createDirectories(parent);
        Path temporary = target.resolveSibling(target.getFileName() + ".restoring");
        clear(temporary);
        Files.createDirectory(
                temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Restore restore = new Restore(temporary);
        try {
            restore.unpack(backup);
            restore.unpack(keys);
            restore.mark();
        } catch (IOException e) {
            clear(temporary);
            throw e;
        }
        sync(temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parent);
    }

    /** Before the folder has its name: no restored platform takes what it knows for what is so. */
    private void mark() throws IOException {
        Optional<Instant> backedUpAt =
                RecoveryMark.in(folder).flatMap(RecoveryMark::backedUpAt).or(this::labelled);
        new RecoveryMark(Optional.of(UUID.randomUUID()), backedUpAt, Optional.of(Instant.now())).write(folder);
    }

    /** When a back-up was begun that is from before there were marks, by PostgreSQL's own label; if that is told in UTC. */
    private Optional<Instant> labelled() {
        try {
            Matcher time = LABEL_TIME.matcher(
                    Files.readString(folder.resolve("postgres/backup_label"), StandardCharsets.ISO_8859_1));
            return time.find()
                    ? Optional.of(Instant.parse(time.group(1) + "T" + time.group(2) + "Z"))
                    : Optional.empty();
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void requireFile(String what, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("expected the " + what + ", found no file " + file);
        }
        if (!Files.isReadable(file)) {
            throw new IOException("expected the " + what + ", found that this user may not read " + file);
        }
    }

    /** What is cut short or altered shows in the compressed form first, and only what gets through that in the manifest. */
    private void unpack(Path file) throws IOException {
        try {
            unpackWhole(file);
        } catch (ZipException | EOFException e) {
            throw new IOException(
                    "BACKUP_DAMAGED: expected a whole file as backup wrote it, found " + file
                            + " cut short or altered (" + e.getMessage() + "); take another copy of it",
                    e);
        }
    }

    private void unpackWhole(Path file) throws IOException {
        digests.clear();
        Map<String, String> expected = Map.of();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(BackupFile.MANIFEST)) {
                    expected = manifest(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                } else {
                    unpack(entry, zip);
                }
            }
        }
        if (!expected.equals(digests) || expected.isEmpty()) {
            throw new IOException("BACKUP_DAMAGED: expected the files that the manifest of " + file
                    + " names, found others: it is cut short or altered, or is no back-up; take another copy of it");
        }
    }

    private void unpack(ZipEntry entry, InputStream in) throws IOException {
        Path place = folder.resolve(entry.getName()).normalize();
        if (!place.startsWith(folder) || place.equals(folder)) {
            throw new IOException("BACKUP_DAMAGED: expected a place inside the data folder, found another");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(
                    place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return;
        }
        Files.createDirectories(Objects.requireNonNull(place.getParent()));
        Files.createFile(place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        MessageDigest digest = BackupFile.sha256();
        try (FileChannel channel = FileChannel.open(place, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(
                        Backup.buffered(java.nio.channels.Channels.newOutputStream(channel)), digest)) {
            in.transferTo(out);
            out.flush();
            channel.force(true);
        }
        digests.put(entry.getName(), HexFormat.of().formatHex(digest.digest()));
    }

    private static Map<String, String> manifest(String text) {
        Map<String, String> out = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int gap = line.indexOf("  ");
            if (gap > 0) {
                out.put(line.substring(gap + 2), line.substring(0, gap));
            }
        });
        return out;
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
