package org.wangchuan.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP file that is being written, for nobody else's eyes; its last entry names the SHA-256 of all others. It has its name
 * only once it is whole and on the disk. Not thread-safe.
 */
final class BackupFile implements AutoCloseable {
    /** Name of the last entry. */
    static final String MANIFEST = "MANIFEST.sha256";

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final SortedMap<String, String> digests = new TreeMap<>();

    private BackupFile(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
        this.zip = new ZipOutputStream(Backup.buffered(Channels.newOutputStream(channel)), StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    static BackupFile create(Path target) throws IOException {
        Path absolute = target.toAbsolutePath();
        if (Files.exists(absolute)) {
            throw new IOException("expected a name that is free, found that there is " + target
                    + " already; nothing is overwritten: name another file");
        }
        Path folder = java.util.Objects.requireNonNull(absolute.getParent());
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("expected a folder in which " + target + " can be written, found "
                    + (Files.isDirectory(folder) ? "that this user may not write into " : "no folder ") + folder
                    + "; make it, or name another file");
        }
        Path temporary = absolute.resolveSibling(absolute.getFileName() + ".part");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new BackupFile(absolute, temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
    }

    void addFolder(String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name + "/"));
        zip.closeEntry();
    }

    void add(String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
        digests.put(name, HexFormat.of().formatHex(sha256().digest(content)));
    }

    void add(String name, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
            zip.closeEntry();
        }
        digests.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    /** Writes the manifest, brings all of it to the disk, and gives the file its name. */
    void finish() throws IOException {
        StringBuilder manifest = new StringBuilder();
        digests.forEach((name, digest) ->
                manifest.append(digest).append("  ").append(name).append('\n'));
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        channel.force(true);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder =
                FileChannel.open(java.util.Objects.requireNonNull(target.getParent()), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
