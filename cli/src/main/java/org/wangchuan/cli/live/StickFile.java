package org.wangchuan.cli.live;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Reads what lies on a stick, which anybody may have written: no link is followed, and no more is read than is looked at. */
final class StickFile {
    private StickFile() {}

    /**
     * The bytes of a file; one more than the bound where there are more.
     *
     * @param bytesMax the bound
     * @throws IOException if it can't be read, among that a link
     */
    static byte[] read(Path file, int bytesMax) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(bytesMax + 1);
        }
    }
}
