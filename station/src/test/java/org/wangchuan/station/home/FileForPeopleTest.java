package org.wangchuan.station.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made durable, and when. That FAT then has the size in the new entry is the kernel's; it can't be seen here. */
class FileForPeopleTest {
    private static final byte[] CONTENT = "a receipt".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OLD = "what was there".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    /** Whether the file had its name and all of its bytes at each sync. */
    private final List<Boolean> named = new ArrayList<>();

    @Test
    void aFileThatTakesAPlaceIsSyncedBeforeItHasItsNameAndAfter() throws Exception {
        Path file = Files.write(folder.resolve("a.receipt.json"), OLD);
        FileForPeople.replace(file, CONTENT, channel -> synced(channel, file));
        assertThat(named).containsExactly(false, true);
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void aNewFileIsSyncedBeforeItHasItsNameAndAfter() throws Exception {
        Path file = folder.resolve("a.receipt.json");
        FileForPeople.create(file, CONTENT, channel -> synced(channel, file));
        assertThat(named).containsExactly(false, true);
        assertThat(file).hasBinaryContent(CONTENT);
    }

    private void synced(FileChannel channel, Path file) throws IOException {
        assertThat(channel.size()).isEqualTo(CONTENT.length);
        named.add(Files.exists(file) && Files.size(file) == CONTENT.length);
        channel.force(true);
    }
}
