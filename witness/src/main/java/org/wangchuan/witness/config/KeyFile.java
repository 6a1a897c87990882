package org.wangchuan.witness.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;

/**
 * A file with a name and a private key, for its owner only. What it is for stands in the first line, so that a key never
 * serves two purposes by mistake.
 */
record KeyFile(String name, Bytes32 secret) {
    private static final String NAME = "name ";
    private static final String KEY = "key ";
    private static final int BYTES_MAX = 4096;
    private static final int LINES = 4; // the last is empty

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    KeyFile(String name, SigningKey key) {
        this(name, Bytes32.of(key.toPrivateBytes()));
    }

    /** The key of a log, a station or a witness. */
    SigningKey key() {
        return SigningKey.of(secret.toBytes());
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "key file of " + name;
    }

    /** Durable on return; never overwrites. */
    void create(Path file, String firstLine) throws IOException {
        String text = firstLine + "\n" + NAME + name + "\n" + KEY + secret.base64() + "\n";
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().resolveSibling(""), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** What is found is never shown. */
    static KeyFile read(Path file, String firstLine) throws ConfigException {
        requireForOwnerOnly(file);
        String[] lines = TextFile.read(file, BYTES_MAX).split("\n", -1);
        if (lines.length != LINES
                || !lines[0].equals(firstLine)
                || !lines[1].startsWith(NAME)
                || !lines[2].startsWith(KEY)) {
            throw new ConfigException(file.toString(), firstLine + ", a name and a key", "something else");
        }
        try {
            return new KeyFile(
                    lines[1].substring(NAME.length()), Bytes32.parseBase64(lines[2].substring(KEY.length())));
        } catch (VerificationException e) {
            throw new ConfigException(file.toString(), "32 bytes in base64 as the key", "something else");
        }
    }

    static ConfigException badName(Path file) {
        return new ConfigException(file.toString(), "a name without white space and plus signs", "another");
    }

    private static void requireForOwnerOnly(Path file) throws ConfigException {
        try {
            Set<PosixFilePermission> more = Files.getPosixFilePermissions(file);
            more.remove(PosixFilePermission.OWNER_READ);
            more.remove(PosixFilePermission.OWNER_WRITE);
            if (!more.isEmpty()) {
                throw new ConfigException(file.toString(), "rw------- at most", "more: " + more);
            }
        } catch (IOException e) {
            throw new ConfigException(
                    file.toString(), "a file that can be read", e.getClass().getSimpleName());
        }
    }
}
