package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.cli.progress.TerminalConsole;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.medium.told.Topic;
import org.wangchuan.engine.medium.told.Way;

class DriveTextTest {
    private static final String IDENTIFY = "IDENTIFY DEVICE (ECh)";
    private static final Fact.Untold REFUSED = new Fact.Untold(Fact.Why.REFUSED, "status 02h");

    private static final DriveFacts FROZEN = DriveFacts.told(
            Reach.DIRECT,
            List.of(
                    new Fact(FactName.CRYPTO_ERASE, new Fact.Flag(true), IDENTIFY),
                    new Fact(FactName.BLOCK_ERASE, new Fact.Flag(false), IDENTIFY),
                    new Fact(FactName.SANITIZE_STATE, new Fact.Word("last-succeeded"), "SANITIZE STATUS EXT"),
                    new Fact(FactName.SECURITY, new Fact.Flag(true), IDENTIFY),
                    new Fact(FactName.SECURITY_FROZEN, new Fact.Flag(true), IDENTIFY),
                    new Fact(FactName.NATIVE_BLOCKS, new Fact.Count(2_000), "READ NATIVE MAX ADDRESS EXT (27h)"),
                    new Fact(FactName.ADDRESSABLE_BLOCKS, new Fact.Count(1_000), IDENTIFY)));

    /** Each fact with the command that told it; what was there before is called that; what is offered is not carried out. */
    @Test
    void whatIsToldStandsWithItsSource() {
        assertThat(printed("en", FROZEN))
                .containsExactly(
                        "    · sanitize: crypto erase yes; block erase no [IDENTIFY DEVICE (ECh)]",
                        "    · sanitize, as it was left before anything was done here: state the last one succeeded,"
                                + " whenever that was [SANITIZE STATUS EXT]",
                        "    · ATA security: feature set yes; frozen yes [IDENTIFY DEVICE (ECh)]",
                        "    · hidden areas: blocks that it has 2000 [READ NATIVE MAX ADDRESS EXT (27h)];"
                                + " blocks that can be addressed 1000 [IDENTIFY DEVICE (ECh)]",
                        "    · ata-sanitize (crypto erase): offered, by its own word; whether it is used a plan says,"
                                + " and nobody has tried it on a real drive",
                        "    · ata-security-erase (feature set): offered, by its own word, and in the way just now: frozen");
        assertThat(printed("zh", FROZEN))
                .contains("    · Sanitize 命令：密钥擦除：是；块擦除：否［IDENTIFY DEVICE (ECh)］")
                .anyMatch(line -> line.contains("ata-sanitize（密钥擦除）") && line.contains("由计划说明"));
    }

    @Test
    void whatIsUntoldForOneReasonIsSaidOnceAndIsNoNo() {
        DriveFacts facts = DriveFacts.told(
                Reach.BRIDGE,
                FactName.about(Topic.SANITIZE).stream()
                        .map(name -> new Fact(name, REFUSED, IDENTIFY))
                        .toList());
        assertThat(printed("en", facts))
                .containsExactly(
                        "    · asked through a bridge, which may answer in the drive's place",
                        "    · sanitize: not told (refused) [IDENTIFY DEVICE (ECh)]");
        String json = CanonicalJson.writeText(DriveText.json(facts));
        assertThat(json).contains("\"untold\":\"refused\"", "\"detail\":\"status 02h\"", "\"standing\":\"not-told\"");
        assertThat(json).doesNotContain("\"value\"");
    }

    @Test
    void theJsonSaysThatAWayIsCarriedOutThoughThisDriveHindersIt() {
        assertThat(CanonicalJson.writeText(DriveText.json(FROZEN)))
                .contains(
                        "{\"name\":\"block-erase\",\"source\":\"IDENTIFY DEVICE (ECh)\",\"topic\":\"sanitize\",\"value\":false}")
                .contains("{\"carriedOut\":true,\"hindrances\":[\"security-frozen\"],\"id\":\"ata-security-erase\"")
                .contains("\"reach\":\"direct\"");
    }

    /** By the techniques that there are, and not by a word that was true once. */
    @Test
    void aWayIsCarriedOutOnlyWhereATechniqueIs() {
        for (String id : List.of(
                "ata-sanitize",
                "nvme-sanitize",
                "scsi-sanitize",
                "ata-security-erase",
                "nvme-format",
                "mmc-erase-sanitize",
                "tcg-psid-revert")) {
            assertThat(DriveText.isCarriedOut(way(id))).as(id).isTrue();
        }
        for (String id : List.of("sd-erase", "nvme-write-zeroes", "ufs-purge", "mmc-trim")) {
            assertThat(DriveText.isCarriedOut(way(id))).as(id).isFalse();
        }
    }

    private static Way way(String id) {
        return new Way(id, Way.Standing.OFFERED, List.of(), List.of());
    }

    /** A revert needs what is printed on the label; that it would erase nothing is said in words. */
    @Test
    void aRevertSaysWhatItNeedsAndWhenItErasesNothing() {
        String receive = "Security Receive";
        List<Fact> active = List.of(
                new Fact(FactName.TCG, new Fact.Flag(true), receive),
                new Fact(FactName.TCG_CLASS, new Fact.Word("opal-2"), receive),
                new Fact(FactName.TCG_LOCKING_ENABLED, new Fact.Flag(true), receive),
                new Fact(FactName.TCG_ENCRYPTS, new Fact.Flag(true), receive));
        DriveFacts facts = DriveFacts.told(Reach.DIRECT, active);
        assertThat(printed("en", facts))
                .containsExactly(
                        "    · TCG storage: supported yes; class Opal 2; locking enabled yes; encrypts its media yes"
                                + " [Security Receive]",
                        "    · tcg-psid-revert (encrypts its media): offered, by its own word; whether it is used"
                                + " a plan says, and nobody has tried it on a real drive; it needs the PSID, 32 characters that are"
                                + " printed on the drive’s label (--psid)");
        assertThat(CanonicalJson.writeText(DriveText.json(facts)))
                .contains("\"carriedOut\":true,\"hindrances\":[],\"id\":\"tcg-psid-revert\"", "\"needs\":[\"psid\"]");
        assertThat(CanonicalJson.writeText(DriveText.json(FROZEN))).doesNotContain("needs");
        List<Fact> inactive = new ArrayList<>(active);
        inactive.set(2, new Fact(FactName.TCG_LOCKING_ENABLED, new Fact.Flag(false), receive));
        assertThat(printed("en", DriveFacts.told(Reach.DIRECT, inactive)).getLast())
                .contains(
                        "in the way just now: locking is not enabled, and by the standard a revert then leaves all data"
                                + " as they are; it needs the PSID");
        assertThat(printed("zh", DriveFacts.told(Reach.DIRECT, inactive)).getLast())
                .contains("不会触动任何数据", "需要 PSID");
    }

    /** Every word there is has its words in both languages. */
    @Test
    void nothingIsShownByItsIdentifier() {
        for (String language : new String[] {"en", "zh"}) {
            Messages messages = Messages.in(language);
            Stream.of(FactName.values())
                    .forEach(name -> assertThat(messages.has("told-fact." + name.id()))
                            .as(name.id())
                            .isTrue());
            Stream.of(Topic.values())
                    .forEach(topic -> assertThat(messages.has("told-topic." + topic.id()))
                            .as(topic.id())
                            .isTrue());
            for (String id : List.of("opal-1", "opal-2", "opalite", "ruby", "pyrite-1", "pyrite-2", "enterprise")) {
                assertThat(messages.has("told-word." + id)).as(id).isTrue();
            }
            assertThat(messages.has("told-fact.tcg-locking-inactive")).isTrue();
            assertThat(messages.has("told-fact.more-than-data")).isTrue();
            assertThat(messages.has("told-fact.sanitize-running")).isTrue();
            assertThat(messages.has("told-needs.psid")).isTrue();
            Stream.of(Fact.Why.values())
                    .forEach(why -> assertThat(messages.has("untold." + why.id()))
                            .as(why.id())
                            .isTrue());
            Stream.of(NotAsked.values())
                    .filter(why -> why != NotAsked.NO_DRIVE)
                    .forEach(why -> assertThat(messages.has("not-asked." + why.id()))
                            .as(why.id())
                            .isTrue());
        }
    }

    @Test
    void whatWasNotAskedSaysWhyAndFilesSayNothing() {
        assertThat(printed("en", DriveFacts.silent(Reach.FABRICS, NotAsked.FABRICS, "")))
                .containsExactly(
                        "    · what it can do of its own is not known: a network lies between, which can't show"
                                + " the device's own answer");
        assertThat(printed("en", DriveFacts.silent(Reach.NO_DRIVE, NotAsked.NO_DRIVE, "")))
                .isEmpty();
    }

    private static List<String> printed(String language, DriveFacts facts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        DriveText.print(
                facts,
                TerminalConsole.onStandardStreams(
                        stream, stream, Messages.in(language), new Cancellation(), Map.of(), false));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
