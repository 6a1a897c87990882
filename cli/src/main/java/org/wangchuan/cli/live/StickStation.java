package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whose orders a stick follows: the thumbprint of a station's key in a file for people. It keeps a stick from following the order of somebody
 * else that was put there by mistake. Whoever can write to the stick can write this, too, and all else that is on it.
 */
final class StickStation {
    private static final int BYTES_MAX = 200;

    private StickStation() {}

    static Path file(Path stick) {
        return stick.resolve("station.txt");
    }

    static Path orders(Path stick) {
        return stick.resolve("orders");
    }

    /** Empty if none is named. No link is followed: whoever wrote the stick has no say in what else is read here. */
    static Optional<String> read(Path stick) throws IOException {
        Path file = file(stick);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        byte[] bytes = StickFile.read(file, BYTES_MAX);
        return Optional.of(new String(bytes, StandardCharsets.US_ASCII).strip())
                .filter(text -> !text.isEmpty() && bytes.length <= BYTES_MAX);
    }
}
