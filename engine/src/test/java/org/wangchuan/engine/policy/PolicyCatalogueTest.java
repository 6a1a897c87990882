package org.wangchuan.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;

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

    /** Each would be a rule set that promises what its plans can't do. */
    @ParameterizedTest
    @ValueSource(strings = {"both", "no-passes", "not-planned", "unknown", "image"})
    void aRuleSetOfDrivesThatMayBeOverwrittenHasToHoldTogether(String what) throws Exception {
        String gb = Files.readString(FOLDER.resolve("gb-46864-2025.v2.json"));
        String passes = gb.substring(gb.indexOf("\"flash\": ["), gb.indexOf("\"unknown\": ["));
        String changed = switch (what) {
            case "both" ->
                gb.replace(
                        "\"nativeElseOverwrite\": true",
                        "\"nativeElseOverwrite\": true, \"nativeThenOverwrite\": true");
            case "no-passes" -> gb.replace(passes, "\"flash\": [], ");
            case "not-planned" ->
                gb.substring(0, gb.indexOf("\"orErasedBy\""))
                        + gb.substring(gb.indexOf("\"orErasedBy\""))
                                .replace("scsi-sanitize-block", "scsi-sanitize-crypto");
            case "unknown" -> gb.replace("ata-sanitize-block", "ata-sanitise-block");
            default -> gb.replace("\"image\": []", "\"image\": [\"ata-sanitize-block\"]");
        };
        assertThat(changed).isNotEqualTo(gb);
        assertThat(Policy.fromJson(CanonicalJson.readLenientObject(gb.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(PolicyCatalogue.find("gb-46864-2025").orElseThrow());
        JsonValue.Obj document = CanonicalJson.readLenientObject(changed.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Policy.fromJson(document)).isInstanceOf(ShapeException.class);
    }

    /** A drive goes first the way that leaves nothing open; what was agreed to under the version of before keeps its own order. */
    @Test
    void nistPurgeComesToAKeyLast() {
        Policy fourth = PolicyCatalogue.find("nist-purge").orElseThrow();
        Policy third = PolicyCatalogue.find("nist-purge", 3).orElseThrow();
        assertThat(fourth.version()).isEqualTo(4);
        for (MediumClass medium : MediumClass.values()) {
            assertThat(fourth.techniquesFor(medium)).containsExactlyInAnyOrderElementsOf(third.techniquesFor(medium));
            for (NativeTechnique.Bus bus : NativeTechnique.Bus.values()) {
                assertThat(fourth.techniquesFor(medium).stream()
                                .filter(technique -> technique.bus() == bus)
                                .map(NativeTechnique::mayRestOnAKey))
                        .as("%s, %s", medium, bus)
                        .isSorted();
            }
        }
        assertThat(third.clauses()).isSubsetOf(fourth.clauses());
        assertThat(fourth.clauses())
                .extracting(Clause::id)
                .containsExactly("verification", "hidden-areas", "cryptographic-erase", "level");
    }

    /** Makers let that erase, too, end a key and no more (decision 0151), and the clause takes it for met. */
    @Test
    void noRuleSetThatAsksForAKeysEndNamesTheNormalSecurityErase() {
        for (String id : PolicyCatalogue.IDS) {
            Policy policy = PolicyCatalogue.find(id).orElseThrow();
            if (policy.clauses().stream()
                    .anyMatch(clause -> clause.needs() instanceof Requirement.CryptographicEraseConditions)) {
                for (MediumClass medium : MediumClass.values()) {
                    assertThat(policy.techniquesFor(medium))
                            .as("%s, %s", id, medium)
                            .doesNotContain(NativeTechnique.ATA_SECURITY_ERASE);
                }
            }
        }
    }

    @Test
    void whatAKeysEndIsWorthHasNoMembers() throws Exception {
        String purge = Files.readString(FOLDER.resolve("nist-purge.v4.json"));
        String more = purge.replace(
                "\"kind\": \"cryptographic-erase-conditions\"",
                "\"kind\": \"cryptographic-erase-conditions\", \"least\": \"purged\"");
        assertThat(more).isNotEqualTo(purge);
        JsonValue.Obj document = CanonicalJson.readLenientObject(more.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Policy.fromJson(document)).isInstanceOf(ShapeException.class);
    }

    /** That it was given up would be on record without a command that was refused, and the reader takes no pass then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvme-format-user-data",
                "nvme-format-crypto",
                "ata-security-erase",
                "ata-security-erase-enhanced",
                "mmc-erase-sanitize"
            })
    void aTechniqueThatIsGivenUpWithoutACommandHasNoPassesInItsPlace(String technique) throws Exception {
        String gb = Files.readString(FOLDER.resolve("gb-46864-2025.v2.json"));
        String changed = gb.replaceFirst("\"nvme-sanitize-block\"", "\"nvme-sanitize-block\", \"" + technique + "\"");
        JsonValue.Obj document = CanonicalJson.readLenientObject(changed.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Policy.fromJson(document))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("nativeElseOverwrite")
                .hasMessageContaining(technique);
        JsonValue.Obj alone = CanonicalJson.readLenientObject(
                changed.replace("\"nativeElseOverwrite\": true", "\"nativeElseOverwrite\": false")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(Policy.fromJson(alone).nativeElseOverwrite()).isFalse();
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
