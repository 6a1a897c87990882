package org.wangchuan.witness.config;

import java.io.IOException;
import java.nio.file.Path;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.key.SigningKey;

/**
 * The file with a witness's name and private key. The name stands beside the key because one key must never cosign
 * under two (C2SP tlog-cosignature).
 */
public final class WitnessKeyFile {
    private static final String FIRST_LINE = "wangchuan-witness-key/v1";

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
        new KeyFile(name, key).create(file, FIRST_LINE);
        return cosigner;
    }

    /**
     * Reads the file.
     *
     * @throws ConfigException also if others than its owner may read it; what is found is never shown
     */
    public static Cosigner read(Path file) throws ConfigException {
        KeyFile read = KeyFile.read(file, FIRST_LINE);
        try {
            return new Cosigner(read.name(), read.key());
        } catch (IllegalArgumentException e) {
            throw KeyFile.badName(file);
        }
    }
}
