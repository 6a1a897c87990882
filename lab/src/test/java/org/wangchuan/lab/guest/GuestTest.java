package org.wangchuan.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** None outlives a program that is interrupted, whenever it was started. Its process is another one here: it is only switched off. */
class GuestTest {
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
}
