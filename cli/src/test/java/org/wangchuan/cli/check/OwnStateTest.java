package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.Refusal;

/** What the station needs to know what it did is never a target, under whatever name it is given. */
class OwnStateTest {
    @TempDir
    Path folder;

    @Test
    void noFileOfTheStationsStateIsATarget() throws Exception {
        CheckFixture station = new CheckFixture(folder);
        assertThat(station.erased().evidence().events()).isNotEmpty();
        List<Path> files;
        try (Stream<Path> all = Files.walk(station.home.root())) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() > 0)
                    .toList();
        }
        assertThat(files).contains(station.home.key(), station.home.chain());
        Path alias = folder.resolve("alias");
        for (Path file : files) {
            refused(station, file);
            Files.createSymbolicLink(alias, file);
            refused(station, alias);
            Files.delete(alias);
        }
    }

    @Test
    void nothingThroughALinkedStateFolderEither() throws Exception {
        CheckFixture station = new CheckFixture(folder);
        assertThat(station.books().logKey().name()).startsWith("wangchuan.local/");
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), station.home.root());
        refused(station, linked.resolve("station.key"));
    }

    private static void refused(CheckFixture station, Path target) throws Exception {
        assertThat(station.bench().examine(station.order(target)).getFirst())
                .as("%s", target)
                .isInstanceOfSatisfying(
                        Candidate.Rejected.class,
                        rejected -> assertThat(rejected.refusals())
                                .extracting(Refusal::code)
                                .contains("STATION_STATE"));
    }
}
