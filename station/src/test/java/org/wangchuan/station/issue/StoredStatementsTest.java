package org.wangchuan.station.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks.Purpose;

/** Stations of version 0.1.0 have files that are named by number and event. */
class StoredStatementsTest {
    @TempDir
    Path folder;

    private StationHome home = new StationHome(Path.of(""));
    private final List<IssuedStatement> signed = new ArrayList<>();

    @BeforeEach
    void aStationOfOld() throws IOException {
        home = new StationHome(folder.resolve("home"));
        StationBooks books = StationBooks.open(home, InstantSource.system());
        for (int i = 0; i < 3; i++) {
            signed.add(books.start(UUID.randomUUID(), shown(), Purpose.REAL));
        }
        for (int i = 0; i < 3; i++) {
            Path file = home.statements().resolve("00000000000" + i + ".json");
            Files.move(
                    file,
                    file.resolveSibling("00000000000" + i + "-" + signed.get(i).eventId() + ".json"));
        }
    }

    @Test
    void goesOnWhereItWas() throws IOException {
        requireAllIsWell();
    }

    @Test
    void goesOnAfterAPartOfThemWasRenamed() throws IOException {
        Files.move(
                home.statements().resolve("000000000000-" + signed.getFirst().eventId() + ".json"),
                home.statements().resolve("000000000000.json"));
        requireAllIsWell();
    }

    @Test
    void goesOnWithoutItsChain() throws IOException {
        Files.delete(home.chain());
        requireAllIsWell();
    }

    private void requireAllIsWell() throws IOException {
        StationBooks books = StationBooks.open(home, InstantSource.system());
        for (IssuedStatement statement : signed) {
            assertThat(books.start(statement.eventId(), shown(), Purpose.REAL)
                            .sdJwt()
                            .digest())
                    .isEqualTo(statement.sdJwt().digest());
        }
        try (Stream<Path> files = Files.list(home.statements())) {
            assertThat(files.map(file -> "" + file.getFileName()).sorted())
                    .containsExactly("000000000000.json", "000000000001.json", "000000000002.json");
        }
    }

    private static Disclosed shown() {
        Target target = new Target(
                Target.Kind.BLOCK,
                "sda",
                Optional.empty(),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                1 << 20,
                512,
                "ata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
        return Disclosed.ofStart(target, Optional.empty());
    }
}
