package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.DeclaredMedium;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.station.phone.PhoneTimes;

/** {@code plan} of what hangs on USB, and of what is a file. */
class PlansTest {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final PhoneTimes TIMES = new PhoneTimes(
            Duration.ofMillis(1),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            SHORT,
            Duration.ofSeconds(3),
            SHORT,
            SHORT,
            SHORT,
            SHORT,
            SHORT);

    @TempDir
    Path folder;

    private final Plans plans =
            new Plans(new PlanPrint("test 1"), new PhonePlanPrint(_ -> new MadeHarmony("1-4.2"), TIMES));

    @Test
    void ofAPhoneEachWayIsToldWithWhatItCanReachAndThatNoneWasTried() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en");
        assertThat(plan(console, request(false, "1-4.2"))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(console.out())
                .contains("1-4.2: ", "by what it shows unasked", "gb-46864-2025")
                .contains("[harmonyos-reset-by-hand]", "never tried on a real phone", "stays UNPROVEN whatever is seen")
                .contains("note: ")
                .doesNotContain(MadeHarmony.SERIAL);
        assertThat(console.notes()).anyMatch(line -> line.contains("./wangchuan phones erase 1-4.2"));
    }

    @Test
    void theSameInChinese() throws Exception {
        ScriptedConsole console = new ScriptedConsole("zh");
        assertThat(plan(console, request(false, "1-4.2"))).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(console.out()).contains("未询问时所示", "从未在真手机上试过");
    }

    @Test
    void programsAreToldTheSame() throws Exception {
        ScriptedConsole console = new ScriptedConsole("en");
        assertThat(plan(console, request(true, "1-4.2"))).isEqualTo(ExitCode.NOT_SATISFIED);
        Json.Fields result = Json.in(
                        CanonicalJson.readLenientObject(console.out().getBytes(StandardCharsets.UTF_8)))
                .objects("results")
                .getFirst();
        assertThat(result.text("place")).isEqualTo("1-4.2");
        Json.Fields way = result.objects("ways").getFirst();
        assertThat(way.text("id")).isEqualTo("harmonyos-reset-by-hand");
        assertThat(way.has("reaches")).isFalse();
        assertThat(result.objects("leftOut")).isNotEmpty();
        assertThat(result.objects("obstacles")).isNotEmpty();
    }

    @Test
    void whereNothingHangsIsRefused() {
        refused("PHONE_THERE", ExitCode.REFUSED, request(false, "1-7"));
    }

    @Test
    void whatOnlyDrivesHaveIsRefused() {
        PlanService.Request declared = new PlanService.Request(
                List.of("1-4.2"), "nist-clear", Optional.of(DeclaredMedium.MAGNETIC), false, false);
        refused("PLAN_OF_PHONE", ExitCode.USAGE, declared);
    }

    @Test
    void bothKindsAtOnceAreRefused() throws Exception {
        Path image = Files.write(folder.resolve("disk.img"), new byte[4096]);
        refused("PLAN_KINDS", ExitCode.USAGE, request(false, "1-4.2", image.toString()));
    }

    @Test
    void anImageIsPlannedForAsBefore() throws Exception {
        Path image = Files.write(folder.resolve("disk.img"), new byte[4096]);
        ScriptedConsole console = new ScriptedConsole("en");
        assertThat(plan(console, request(false, image.toString()))).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains(image.toString());
    }

    private void refused(String code, ExitCode exit, PlanService.Request request) {
        ScriptedConsole console = new ScriptedConsole("en");
        assertThatThrownBy(() -> plan(console, request)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.exit()).isEqualTo(exit);
        });
    }

    private static PlanService.Request request(boolean json, String... targets) {
        return new PlanService.Request(List.of(targets), "gb-46864-2025", Optional.empty(), false, json);
    }

    private ExitCode plan(ScriptedConsole console, PlanService.Request request) throws UserError {
        return plans.plan(request, new Context(folder.resolve("home"), console, new Cancellation()));
    }
}
