package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the platform brings along, from its bill of materials ({@code target/bom.json}, CycloneDX). The list is {@code
 * docs/dependencies.md}, written anew with {@code -Dwangchuan.write-docs=true}. What it does not do: no list of vulnerabilities is asked.
 */
final class DependenciesTest {
    private static final Path TABLE = Path.of("../docs/dependencies.md");
    private static final Path BILL = Path.of("target/bom.json");
    private static final Pattern PINNED = Pattern.compile("[0-9]+(\\.[0-9]+)+(\\.RELEASE|\\.Final|-jre)?");

    /** One that is not here is looked at by a person first. Of several that a maker offers one is enough. */
    private static final Set<String> LICENCES = Set.of(
            "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "MIT", "Bouncy Castle Licence");

    /** What a POM calls otherwise than the licence that is in the jar; each was looked at. */
    private static final Map<String, String> IN_THE_JAR = Map.of(
            "org.springframework.session:spring-session-core", "Apache-2.0",
            "org.springframework.session:spring-session-jdbc", "Apache-2.0");

    private record Component(String name, String version, Set<String> licences) {
        static Component of(JsonNode node) {
            String name =
                    node.path("group").asString("") + ":" + node.get("name").asString();
            Set<String> licences = stream(node.path("licenses"))
                    .map(one -> one.has("expression") ? one.get("expression") : one.get("license"))
                    .map(one -> one.isString() ? one : one.has("id") ? one.get("id") : one.get("name"))
                    .map(JsonNode::asString)
                    .collect(Collectors.toCollection(TreeSet::new));
            String known = IN_THE_JAR.get(name);
            return new Component(name, node.get("version").asString(), known == null ? licences : Set.of(known));
        }

        boolean isOurs() {
            return name.startsWith("org.wangchuan:");
        }
    }

    private final List<Component> all;

    DependenciesTest() throws IOException {
        all = stream(JsonMapper.shared().readTree(Files.readString(BILL)).get("components"))
                .map(Component::of)
                .sorted(Comparator.comparing(Component::name))
                .toList();
    }

    @Test
    void eachIsThereOnceInOneVersionThatStays() {
        assertThat(all).hasSizeGreaterThan(80);
        assertThat(all.stream().map(Component::name)).doesNotHaveDuplicates();
        assertThat(all.stream().filter(one -> !one.isOurs()).map(Component::version))
                .allMatch(version -> PINNED.matcher(version).matches());
    }

    @Test
    void eachHasALicenceThatWasLookedAt() {
        assertThat(all.stream().filter(one -> one.licences().stream().noneMatch(LICENCES::contains)))
                .isEmpty();
    }

    @Test
    void theJarsThatAreStartedAreThese() throws IOException {
        Path jars = Path.of("target/jars");
        if (!Files.isDirectory(jars)) {
            return; // made after the tests, and so not there in a first build
        }
        Set<String> expected = all.stream()
                .map(one -> one.name().substring(one.name().indexOf(':') + 1) + "-" + one.version() + ".jar")
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(jars)) {
            assertThat(files.map(file -> file.getFileName().toString())).isSubsetOf(expected);
        }
    }

    @Test
    void theDocumentShowsThem() throws IOException {
        String table = """
                # What the platform brings along

                Written by `DependenciesTest` from the platform's bill of materials, which the build writes as CycloneDX JSON \
                (`platform/target/bom.json`). A version that is not fixed, one name twice, or a licence that nobody has looked \
                at fails the tests.
                Nobody asks a list of vulnerabilities: none is at hand offline. Give the bill of materials to a scanner that \
                has one.

                | library | version | licence |
                | --- | --- | --- |
                """
                + all.stream()
                        .filter(one -> !one.isOurs())
                        .map(one -> "| `" + one.name() + "` | " + one.version() + " | "
                                + String.join(", ", one.licences()) + " |\n")
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("wangchuan.write-docs")) {
            Files.writeString(TABLE, table);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(table);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
