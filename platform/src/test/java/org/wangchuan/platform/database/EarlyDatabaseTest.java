package org.wangchuan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;
import org.wangchuan.platform.PlatformApplication;
import org.wangchuan.platform.testing.OwnPlatform;

/** A database that was begun early is nobody's yet: whatever becomes of the start, no server and no lock is left. */
@Tag("slow")
final class EarlyDatabaseTest {
    private static final String BROKEN = "a bean that can't be made";

    @TempDir
    private Path folder;

    @Test
    void aStartThatFailsBeforeAnybodyAskedForItEndsIt() throws Exception {
        Path data = folder.resolve("data");
        assertThatThrownBy(() -> begin(data)).hasRootCauseMessage(BROKEN);
        assertThat(data.resolve("postgres/PG_VERSION")).exists(); // it had been begun
        assertThat(Orphan.find(data.resolve("postgres"))).isEmpty();
        try (OwnPlatform platform = OwnPlatform.start(data)) {
            assertThat(platform).isNotNull();
        }
        assertThat(Orphan.find(data.resolve("postgres"))).isEmpty();
    }

    @Test
    void whyItDoesNotStartIsTold() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(Files.createDirectory(data.resolve("postgres")).resolve("PG_VERSION"));
        assertThatThrownBy(() -> OwnPlatform.start(data).close())
                .rootCause()
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("expected the password of the database");
    }

    @Test
    void aFolderInUseIsLeftToWhoUsesIt() throws Exception {
        Path data = folder.resolve("data");
        try (OwnPlatform platform = OwnPlatform.start(data)) {
            assertThat(platform).isNotNull();
            ProcessHandle server = Orphan.find(data.resolve("postgres")).orElseThrow();
            assertThatThrownBy(() -> OwnPlatform.start(data).close())
                    .rootCause()
                    .hasMessageStartingWith("DATA_FOLDER_IN_USE");
            assertThat(server.isAlive()).isTrue();
        }
    }

    /** What looks after beans is made before all of them, and after the database was begun. */
    private static void begin(Path data) {
        new SpringApplicationBuilder(PlatformApplication.class)
                .initializers(made -> ((GenericApplicationContext) made).registerBean(Broken.class, Broken::new))
                .run("--wangchuan.data=" + data, "--wangchuan.listen-port=1", "--wangchuan.public-url=http://localhost")
                .close();
    }

    /** Can't be made. */
    static final class Broken implements BeanPostProcessor {
        Broken() {
            throw new IllegalStateException(BROKEN);
        }
    }
}
