package org.wangchuan.witness.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.witness.WatchedLog;

/**
 * How a witness is to be run.
 *
 * @param cosigner name and key, from the key file
 * @param state folder of what it remembers
 * @param listen where it listens; port 0 for any free one
 * @param prefix path before all others: empty, or a slash and more, without one at the end
 * @param logs that it knows, with different origins
 */
public record WitnessConfig(
        Cosigner cosigner, Path state, InetSocketAddress listen, String prefix, List<WatchedLog> logs) {
    public WitnessConfig {
        logs = List.copyOf(logs);
    }

    /**
     * Reads the file and the key file that it names. Lines are a word and its value; those that begin with {@code #}
     * are comments. {@code key}, {@code state} and {@code listen} stand once, {@code prefix} at most once,
     * {@code log} at least once. Paths are relative to the file's folder.
     *
     * @throws ConfigException with the line
     */
    public static WitnessConfig read(Path file) throws ConfigException {
        return new ConfigReader(file).read();
    }
}
