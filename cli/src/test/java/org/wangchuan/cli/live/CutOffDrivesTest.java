package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.OrderRequest;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.DeviceInventory.Listed;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.station.home.StationHome;

/** Jobs that lie open on a stick, and what the list says of the drives that they are on. Images stand for drives. */
class CutOffDrivesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

    @TempDir
    Path work;

    private Path state = Path.of("");
    private StationHome own = new StationHome(Path.of(""));

    @BeforeEach
    void folders() throws Exception {
        state = Files.createDirectory(work.resolve("state"));
        own = InterruptedHomes.newOfScreen(state);
    }

    @Test
    void aDriveThatAJobIsOpenOnIsSaidToHaveOneAndNoOther() throws Exception {
        Medium cut = image("cut");
        Medium other = image("other");
        keys(own);
        open(own, cut);
        assertThat(shown("en", NOW, cut, other))
                .containsSubsequence(
                        "[1] " + cut.realPath(),
                        "    may be erased if nobody has it open",
                        "    ! an erasure of it was cut off: choose it to go on with it",
                        "[2] " + other.realPath(),
                        "    may be erased if nobody has it open")
                .containsOnlyOnce("cut off");
        assertThat(shown("zh", NOW, other, cut))
                .containsSubsequence("[1] ", "[2] " + cut.realPath(), "    ! 对它的清除曾被中断：选择它即可继续");
    }

    @Test
    void whereNothingWasEverBegunNothingIsSaid() throws Exception {
        assertThat(shown("en", NOW, image("drive"))).doesNotContain("cut off");
        assertThat(own.root()).as("looking makes nothing").doesNotExist();
    }

    /** Another drive of the same name and size, or the image of before that somebody has put back. */
    @Test
    void anotherDriveInItsPlaceIsNotTheOne() throws Exception {
        Medium cut = image("cut");
        keys(own);
        open(own, cut);
        Files.delete(cut.path());
        Files.createFile(work.resolve("in-between")); // or the inode may be used again
        assertThat(shown("en", NOW, image("cut"))).doesNotContain("cut off");
    }

    /** An order's station goes on as long as what it signs counts, and has its keys. */
    @Test
    void whatAnOrderBeganIsSaidWithWhetherItCanBeGoneOnWith() throws Exception {
        Medium cut = image("cut");
        StationHome home = ordered();
        open(home, cut);
        assertThat(shown("en", Instant.now(), cut)).contains("choose it to go on with it");
        assertThat(shown("en", Instant.now().plus(Duration.ofDays(3650)), cut))
                .contains("    ! an erasure of it was cut off, and what began it may sign no more here")
                .doesNotContain("go on with it");
        Files.delete(home.key());
        assertThat(shown("zh", Instant.now(), cut)).contains("    ! 对它的清除曾被中断，且原工单在此已不能再签署");
    }

    @Test
    void whatCanNotBeReadKeepsTheListFromNothing() throws Exception {
        Medium cut = image("cut");
        keys(own);
        open(own, cut);
        Path loop = InterruptedHomes.ofOrder(state, new UUID(0, 1).toString()).jobs();
        Files.createDirectories(loop.getParent());
        Files.createSymbolicLink(loop, loop);
        Path damaged = Files.createDirectories(own.jobs().resolve(new UUID(0, 2).toString()));
        Files.writeString(damaged.resolve("job.json"), "{", StandardCharsets.US_ASCII);
        assertThat(shown("en", NOW, cut)).contains("choose it to go on with it");
    }

    private String shown(String language, Instant now, Medium... drives) {
        ScriptedConsole console = new ScriptedConsole(language);
        Drives listed = new Drives(
                List.of(drives).stream()
                        .map(drive -> new Listed(drive, List.<Obstacle>of()))
                        .toList(),
                List.of(),
                0);
        listed.show(CutOffDrives.look(state, InstantSource.fixed(now), "test", listed.free()), console);
        return console.out();
    }

    private Medium image(String name) throws Exception {
        Path image = Files.write(work.resolve(name), new byte[1 << 20]);
        if (!(new MediumExaminer().examine(image) instanceof Examined(var medium))) {
            throw new AssertionError("refused");
        }
        return medium;
    }

    /** The station of an order that was begun, with its keys. */
    private StationHome ordered() throws Exception {
        Path stick = Files.createDirectory(work.resolve("stick"));
        Context context = new Context(work.resolve("station"), new ScriptedConsole("en"), new Cancellation());
        assertThat(new LiveRun("test")
                        .order(
                                new OrderRequest(stick, List.of("SERIAL"), "nist-clear", VerifyMode.FULL, false, 72),
                                context))
                .isEqualTo(ExitCode.OK);
        Path order = InterruptedHomes.folders(StickStation.orders(stick)).getFirst();
        StationHome home = InterruptedHomes.ofOrder(state, String.valueOf(order.getFileName()));
        Files.createDirectories(home.root());
        Files.copy(order.resolve("order.note"), home.root().resolve("order.note"));
        keys(home);
        return home;
    }

    static void keys(StationHome home) throws Exception {
        Files.createDirectories(home.root());
        for (Path key : List.of(home.key(), home.logKey())) {
            Files.writeString(key, "a key", StandardCharsets.US_ASCII);
        }
    }

    /** As a job leaves it there that begins. */
    static void open(StationHome home, Medium drive) throws Exception {
        open(home, drive, "an-earlier-start");
    }

    /** @param start of the computer */
    static void open(StationHome home, Medium drive, String start) throws Exception {
        UUID job = UUID.randomUUID();
        Path folder = Files.createDirectories(home.jobs().resolve(job.toString()));
        Files.write(
                folder.resolve("job.json"),
                CanonicalJson.write(Json.object()
                        .put("format", "wangchuan-job/v1")
                        .put("job", job.toString())
                        .put("target", drive.realPath().toString())
                        .put("identity", drive.identity().toJson())
                        .put("boot", start)
                        .put("diskSequence", 0)
                        .put("policy", "nist-clear")
                        .put("verify", "full")
                        .put("startEvent", UUID.randomUUID().toString())
                        .put("clearingEvent", UUID.randomUUID().toString())
                        .put("baseName", "drive")
                        .build()));
    }
}
