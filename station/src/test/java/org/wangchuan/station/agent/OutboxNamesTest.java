package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.station.home.StationHome;

/** Whoever can write into the folder of the outbox must not keep what the platform is to be told from being added to it. */
class OutboxNamesTest {
    private static final List<String> STRANGE =
            List.of("x.json", ".json", "-1.json", "1e3.json", "99999999999999999999.json", "000000000009 (copy).json");

    @TempDir
    Path folder;

    private Outbox outbox = new Outbox(new StationHome(Path.of("")));
    private AgentFolder agent = AgentFolder.of(new StationHome(Path.of("")));

    @BeforeEach
    void emptyOutbox() throws IOException {
        StationHome home = new StationHome(folder.resolve("home"));
        outbox = new Outbox(home);
        agent = AgentFolder.of(home);
        agent.prepare();
    }

    private static Message message() {
        return Message.end(UUID.randomUUID(), TaskEnd.finished("{}"));
    }

    private List<String> names() throws IOException {
        return outbox.files().stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    @Test
    void whatHasNoNumberIsPassedOver() throws IOException {
        for (Path place : List.of(agent.outbox(), agent.refused(), agent.damaged())) {
            for (String name : STRANGE) {
                Files.writeString(place.resolve(name), "{}");
            }
        }
        outbox.add(message());
        outbox.add(message());
        assertThat(names()).contains("000000000001.json", "000000000002.json");
        assertThat(outbox.lastNumber()).isEqualTo(2);
        assertThat(outbox.waitsUpTo(0)).as("nobody knows when it came").isTrue();
        assertThat(outbox.damaged()).containsAll(STRANGE);
    }

    /** A number more would be a name that comes before all others, and each message after it would take the place of the last. */
    @Test
    void whatIsNumberedToTheEndIsNamedAndOverwritesNothing() throws IOException {
        outbox.add(message());
        Path last = agent.damaged().resolve("999999999999.json");
        Files.writeString(last, "{}");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> outbox.add(message()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("999999999999")
                    .hasMessageContaining(agent.root().toString());
        }
        assertThat(names()).containsExactly("000000000001.json");
        Files.delete(last);
        outbox.add(message());
        assertThat(names()).containsExactly("000000000001.json", "000000000002.json");
    }
}
