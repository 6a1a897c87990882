package org.wangchuan.witness.config;

import java.io.IOException;
import java.nio.file.Path;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;

/** The file with the name and private key of what signs notes: a log, a station that appends to one, a trust list's signer. */
public final class LogKeyFile {
    /** What the key is for. */
    public enum Use {
        /** Signs checkpoints; its name is the log's origin. */
        LOG("wangchuan-log-key/v1"),
        /** Signs appends; its name is the station's. */
        STATION("wangchuan-append-key/v1"),
        /** Signs trust lists; its name is the signer's. */
        TRUST("wangchuan-trust-key/v1"),
        /** Signs a producer's statements; its name is the producer's. */
        PRODUCER("wangchuan-producer-key/v1");

        private final String firstLine;

        Use(String firstLine) {
            this.firstLine = firstLine;
        }
    }

    private LogKeyFile() {}

    /**
     * Makes a key and its file, readable for its owner only; durable on return.
     *
     * @param name not empty, without white space and plus signs; by custom an address without its scheme
     * @throws IllegalArgumentException for another name
     * @throws IOException also if the file is there: a key is never overwritten
     */
    public static NoteSigner create(Path file, String name, Use use) throws IOException {
        SigningKey key = SigningKey.generate();
        NoteSigner signer = new NoteSigner(name, key);
        new KeyFile(name, key).create(file, use.firstLine);
        return signer;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigException also if others than its owner may read it, or it is for another use; what is found is never
     *     shown
     */
    public static NoteSigner read(Path file, Use use) throws ConfigException {
        KeyFile read = KeyFile.read(file, use.firstLine);
        try {
            return new NoteSigner(read.name(), read.key());
        } catch (IllegalArgumentException e) {
            throw KeyFile.badName(file);
        }
    }
}
