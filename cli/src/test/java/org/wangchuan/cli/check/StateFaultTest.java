package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The advice fits what is wrong with the state folder: free space helps only where there is none. */
class StateFaultTest {
    @Test
    void aFullDiskIsToBeFreed() {
        assertThat(hint(new IOException("No space left on device"))).contains("free some space");
        assertThat(hint(new FileSystemException("/state/log", null, "Disk quota exceeded")))
                .contains("free some space");
    }

    @Test
    void whatCannotBeWrittenIsToBeMadeWritable() {
        assertThat(hint(new FileSystemException("/state/log", null, "Read-only file system")))
                .contains("writable")
                .doesNotContain("space");
        assertThat(hint(new AccessDeniedException("/state/station.lock")))
                .contains("writable")
                .doesNotContain("space");
    }

    @Test
    void anythingElseNamesTheFolderOnly() {
        assertThat(hint(new IOException("Input/output error"))).isEqualTo("the state folder is /state");
        assertThat(Failures.ofState(new IOException(), Path.of("/state")).text())
                .contains("IOException");
    }

    private static String hint(IOException e) {
        return Failures.ofState(e, Path.of("/state")).hint().orElseThrow();
    }
}
