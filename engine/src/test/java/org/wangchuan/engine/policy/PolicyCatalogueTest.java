package org.wangchuan.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every version that is shipped is found by its name and number; new work gets the last one, and nobody gets another. */
class PolicyCatalogueTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/wangchuan/engine/policy");

    @Test
    void everyFileIsAVersionAndEveryVersionIsFound() throws IOException {
        List<String> versions = PolicyCatalogue.IDS.stream()
                .flatMap(id -> PolicyCatalogue.versions(id).stream())
                .map(policy -> policy.id() + ".v" + policy.version() + ".json")
                .toList();
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(versions);
        }
    }

    @Test
    void newWorkGetsTheLastVersion() {
        for (String id : PolicyCatalogue.IDS) {
            List<Policy> versions = PolicyCatalogue.versions(id);
            assertThat(versions.stream().map(Policy::version))
                    .as(id)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .startsWith(1L);
            assertThat(PolicyCatalogue.find(id)).as(id).contains(versions.getLast());
            for (Policy one : versions) {
                assertThat(PolicyCatalogue.find(id, one.version())).as(id).contains(one);
            }
            assertThat(PolicyCatalogue.find(id, versions.getLast().version() + 1))
                    .as(id)
                    .isEmpty();
        }
        assertThat(PolicyCatalogue.all()).extracting(Policy::id).containsExactlyElementsOf(PolicyCatalogue.IDS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1_000_001, Long.MAX_VALUE})
    void aNumberThatNoVersionHasIsNone(long version) {
        assertThat(PolicyCatalogue.find("nist-clear", version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "green-loop", "../policy/nist-clear", "NIST-CLEAR", "nist-clear.v1"})
    void aNameThatNoneHasIsNone(String id) {
        assertThat(PolicyCatalogue.find(id)).isEmpty();
        assertThat(PolicyCatalogue.find(id, 1)).isEmpty();
        assertThat(PolicyCatalogue.versions(id)).isEmpty();
    }
}
