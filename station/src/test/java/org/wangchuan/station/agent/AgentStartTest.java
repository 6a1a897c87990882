package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.testing.InMemoryPlatform;

/** An agent that could not be started stands in nobody's way. */
class AgentStartTest {
    @TempDir
    Path folder;

    @Test
    void oneThatFailsAtItsStartLeavesTheStationFree() throws Exception {
        StationHome home = new StationHome(folder.resolve("home"));
        AgentFolder agent = AgentFolder.of(home);
        agent.prepare();
        Path unreadable =
                agent.tasks().resolve(AgentFolder.name(UUID.randomUUID().toString()));
        Files.createDirectory(unreadable);
        assertThatThrownBy(() -> start(home))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(AgentRunningException.class);

        Files.delete(unreadable);
        try (BenchAgent _ = start(home)) {
            assertThatThrownBy(() -> start(home)).isInstanceOf(AgentRunningException.class);
        }
        try (BenchAgent again = start(home)) {
            assertThat(again).isNotNull();
        }
    }

    private static BenchAgent start(StationHome home) throws IOException {
        return BenchAgent.start(
                home,
                InstantSource.system(),
                "test 1",
                new InMemoryPlatform(),
                new BenchAgentTest.Silent(),
                new BenchAgent.Options(List.of(), false, Optional.empty(), Optional.empty()));
    }
}
