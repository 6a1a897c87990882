package org.wangchuan.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.wangchuan.platform.setting.PrivateFile;

/** The password of the embedded database: made once, before the database is. */
final class DatabasePassword {
    private static final int BYTES = 24;

    private DatabasePassword() {}

    /**
     * Reads it.
     *
     * @param database where the database lies, or will
     * @throws IOException also if there is a database, and no password: a new one would not open it
     */
    static String readOrMake(Path file, Path database) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        }
        if (Files.exists(database.resolve("PG_VERSION"))) {
            throw new IOException("expected the password of the database in " + file + ", found no such file");
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        PrivateFile.write(file, (password + "\n").getBytes(StandardCharsets.US_ASCII));
        return password;
    }
}
