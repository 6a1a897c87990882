package org.wangchuan.witness.config;

import java.io.IOException;
import java.nio.file.Path;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.P256SigningKey;

/** The file with the private key of a person who counter-signs certificates. The name is for that person only. */
public final class PersonKeyFile {
    private static final String FIRST_LINE = "wangchuan-person-key/v1";

    private PersonKeyFile() {}

    /**
     * Makes a key and its file, readable for its owner only; durable on return.
     *
     * @param name not empty, without white space
     * @throws IllegalArgumentException for another name
     * @throws IOException also if the file is there: a key is never overwritten
     */
    public static P256SigningKey create(Path file, String name) throws IOException {
        if (!isName(name)) {
            throw new IllegalArgumentException("a name without white space");
        }
        P256SigningKey key = P256SigningKey.generate();
        new KeyFile(name, key.toSecret()).create(file, FIRST_LINE);
        return key;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigException also if others than its owner may read it; what is found is never shown
     */
    public static P256SigningKey read(Path file) throws ConfigException {
        KeyFile read = KeyFile.read(file, FIRST_LINE);
        if (!isName(read.name())) {
            throw KeyFile.badName(file);
        }
        try {
            return P256SigningKey.of(read.secret());
        } catch (VerificationException e) {
            throw new ConfigException(file.toString(), "a P-256 key", "something else");
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }
}
