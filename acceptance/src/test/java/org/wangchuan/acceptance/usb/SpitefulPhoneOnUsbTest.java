package org.wangchuan.acceptance.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.guest.Guest;

/**
 * What hangs on USB in a virtual machine answers out of spite: a clear error each time, in bounded time, and nothing is known of it but what it shows. The
 * machine is booted once; each test looks at one spite, and at the honest phone that was read next. How long each took is printed: it is of an emulated
 * processor that runs both ends of the cable.
 */
@Tag("long")
@Timeout(1_800)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpitefulPhoneOnUsbTest {
    private static final Duration PATIENCE = Duration.ofMinutes(25);

    /** Beyond the deadline: a busy machine gets round to it late. */
    private static final Duration LATE = Duration.ofSeconds(15);

    @TempDir
    static Path shared;

    private Map<String, String> facts = Map.of();

    @BeforeAll
    void boot() throws IOException, InterruptedException {
        Program _ = new Program(shared.resolve("host")); // which builds what the guest runs
        GuestScripts.write(shared);
        String said = Guest.run(shared, GuestScripts.withModules(GuestSpite.class, GuestSpite.CABLES), PATIENCE);
        Path found = shared.resolve("facts.txt");
        assertThat(found).as(said).exists();
        facts = GuestFacts.read(found);
        facts.forEach((name, value) -> System.out.println(name + "=" + value));
        assertThat(facts).as(said).containsEntry("end", "reached");
    }

    private void assertInTime(String name) {
        assertThat(Long.parseLong(facts.getOrDefault(name + ".millis", "999999")))
                .as(name)
                .isLessThan(GuestSpite.PATIENCE.plus(LATE).toMillis());
    }

    private void assertNextIsReadRight(String name) {
        assertThat(facts)
                .containsEntry(name + ".next", "none")
                .containsEntry(name + ".next.told", facts.get("honest.told"));
    }

    @Test
    void theHonestOneIsReadFirst() {
        assertThat(facts).containsEntry("honest", "none");
        assertThat(facts.get("honest.told"))
                .contains("adb:accounts=0", "adb:encryption=file-based", "adb:model=Phone", "usb:model=Phone 1");
    }

    @ParameterizedTest
    @EnumSource(Spite.class)
    void packetsOutOfSpiteAreAClearError(Spite spite) {
        String name = "packets." + spite;
        switch (spite) {
            // Its own writing stops ours: how far that gets within the time is a matter of both processors.
            case NOISE, ENDLESS, ASKS_FOR_EVER -> assertThat(facts.get(name)).isIn("protocol", "timeout", "refused");
            case TOO_LONG, NEGATIVE, NO_MAGIC, CUT, SHORT, LONG_GREETING, LATER_TOO_LONG, LATER_NOISE, LATER_ENDLESS ->
                assertThat(facts.get(name)).isEqualTo("protocol");
        }
        assertThat(facts)
                .containsEntry(name + ".told", "")
                .containsEntry(name + ".unasked", facts.get("honest.unasked"));
        assertInTime(name);
        assertNextIsReadRight(name);
    }

    @ParameterizedTest
    @EnumSource(ProgramSpite.class)
    void programsOutOfSpiteTellNothing(ProgramSpite spite) {
        String name = "programs." + spite;
        if (spite == ProgramSpite.NO_END) {
            assertThat(facts).containsEntry(name, "timeout").containsEntry(name + ".told", "");
        } else {
            // What its daemon and its file system say; and any line at all names a place for what it asks for after a
            // reset, which helps it nowhere.
            String store = spite == ProgramSpite.COMMANDS_TO_A_SCREEN ? "adb:reset-protection-store=present " : "";
            assertThat(facts).containsEntry(name, "none");
            assertThat(facts.get(name + ".told"))
                    .matches("adb:mode=system adb:permission=known " + store
                            + "adb:storage-bytes=[0-9]+ adb:system=android usb:maker=Made usb:model=Phone 1");
        }
        assertInTime(name);
        assertNextIsReadRight(name);
    }

    @ParameterizedTest
    @EnumSource(MtpSpite.class)
    void picturesOutOfSpiteTellNothing(MtpSpite spite) {
        String name = "pictures." + spite;
        assertThat(facts)
                .containsEntry(
                        name,
                        switch (spite) {
                            case TOO_LONG, ENDLESS -> "too-long";
                            case NOISE, CUT, OTHER_TRANSACTION -> "container";
                            case TEXTS_TOO_LONG -> "dataset";
                            case UNFINISHED -> "no-answer";
                        })
                .containsEntry(name + ".unasked", "usb:maker=Made usb:model=Phone 1");
        assertInTime(name);
        assertInTime(name + ".unasked");
        assertNextIsReadRight(name);
    }

    static List<LanePeople.Role> roles() {
        return GuestSpite.ROLES;
    }

    @ParameterizedTest
    @MethodSource("roles")
    void whatAnswersOutOfSpiteAfterItsResetIsUnproven(LanePeople.Role role) {
        assertThat(facts.get("lane." + role)).startsWith("finished UNPROVEN").contains("AFTER_UNKNOWN");
    }
}
