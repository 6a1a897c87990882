package org.wangchuan.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** None outlives a program that is interrupted, whenever it was started. Its process is another one here: it is only switched off. */
class GuestTest {
    @TempDir
    private Path shared;

    private Process machine;

    @BeforeEach
    void start() throws IOException {
        machine = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() {
        Process _ = machine.destroyForcibly();
    }

    @Test
    void oneThatIsStartedTooLateIsOffAtOnce() {
        assertThatThrownBy(() -> Guest.held(machine, () -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("interrupted");
        assertThat(machine.isAlive()).isFalse();
    }

    @Test
    void oneThatIsOnGoesOffWithAll() throws IOException {
        assertThat(Guest.held(machine, () -> false).isAlive()).isTrue();
        Guest.allOff();
        assertThat(machine.isAlive()).isFalse();
    }

    /** Its kernel may wait for a drive that never answers, long after its script is through. */
    @Test
    void whatItsScriptHasLeftIsThereBeforeItIsOff() throws Exception {
        try (Guest guest = new Guest(machine, shared, ScratchFolder.make("wangchuan-test-"))) {
            assertThatThrownBy(() -> guest.awaitFile("end", Duration.ZERO)).isInstanceOf(IOException.class);
            Files.writeString(shared.resolve(Guest.CONSOLE), "said");
            Files.createFile(shared.resolve("end"));
            assertThat(guest.awaitFile("end", Duration.ofHours(1))).isEqualTo("said");
            assertThat(guest.running()).isTrue();
        }
        assertThat(machine.isAlive()).isFalse();
    }

    @Test
    void oneThatGoesOffBeforeIsNotWaitedFor() throws Exception {
        try (Guest guest = new Guest(machine, shared, ScratchFolder.make("wangchuan-test-"))) {
            guest.powerCut();
            assertThatThrownBy(() -> guest.awaitFile("end", Duration.ofHours(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not come to its end");
        }
    }
}
