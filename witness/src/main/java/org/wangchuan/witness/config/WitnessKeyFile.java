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
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;

/**
 * The file with a witness's name and private key. The name stands beside the key because one key must never cosign
 * under two (C2SP tlog-cosignature).
 */
public final class WitnessKeyFile {
    private static final String FIRST_LINE = "wangchuan-witness-key/v1";
    private static final String NAME = "name ";
    private static final String KEY = "key ";
    private static final int BYTES_MAX = 4096;
    private static final int LINES = 4; // the last is empty

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private WitnessKeyFile() {}

    /**
     * Makes a key and its file, readable for its owner only; durable on return.
     *
     * @param name not empty, without white space and plus signs; by custom an address without its scheme
     * @throws IllegalArgumentException for another name
     * @throws IOException also if the file is there: a key is never overwritten
     */
    public static Cosigner create(Path file, String name) throws IOException {
        SigningKey key = SigningKey.generate();
        Cosigner cosigner = new Cosigner(name, key);
        String text = FIRST_LINE + "\n" + NAME + name + "\n" + KEY
                + Bytes32.of(key.toPrivateBytes()).base64() + "\n";
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
        return cosigner;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigException also if others than its owner may read it; what is found is never shown
     */
    public static Cosigner read(Path file) throws ConfigException {
        requireForOwnerOnly(file);
        String[] lines = TextFile.read(file, BYTES_MAX).split("\n", -1);
        if (lines.length != LINES
                || !lines[0].equals(FIRST_LINE)
                || !lines[1].startsWith(NAME)
                || !lines[2].startsWith(KEY)) {
            throw new ConfigException(file.toString(), FIRST_LINE + ", a name and a key", "something else");
        }
        try {
            Bytes32 seed = Bytes32.parseBase64(lines[2].substring(KEY.length()));
            return new Cosigner(lines[1].substring(NAME.length()), SigningKey.of(seed.toBytes()));
        } catch (VerificationException e) {
            throw new ConfigException(file.toString(), "32 bytes in base64 as the key", "something else");
        } catch (IllegalArgumentException e) {
            throw new ConfigException(file.toString(), "a name without white space and plus signs", "another");
        }
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
