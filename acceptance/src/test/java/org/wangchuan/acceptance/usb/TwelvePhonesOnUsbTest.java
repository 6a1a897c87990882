package org.wangchuan.acceptance.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.guest.Guest;

/**
 * Twelve phones on USB at once in a virtual machine, each with the real adbd and an ext4 of its own; six of them are erased at once, by a lane of the station
 * each: what the command does with one. All twelve at once are too much for one emulated processor. Each hangs on a bus of its own, since the kernel's made
 * USB has no hub. The machine is booted once.
 */
@Tag("long")
@Timeout(1_200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwelvePhonesOnUsbTest {
    private static final Duration PATIENCE = Duration.ofMinutes(18);

    @TempDir
    static Path shared;

    private Map<String, String> facts = Map.of();

    @BeforeAll
    void boot() throws IOException, InterruptedException {
        Program _ = new Program(shared.resolve("host")); // which builds what the guest runs
        GuestScripts.write(shared);
        String said = Guest.run(shared, GuestScripts.withModules(GuestLanes.class, GuestLanes.PHONES), PATIENCE);
        Path found = shared.resolve("facts.txt");
        assertThat(found).as(said).exists();
        facts = GuestFacts.read(found);
        assertThat(facts).as(said).containsEntry("end", "reached");
    }

    private String end(int number) {
        return facts.getOrDefault("lane." + number + ".end", "none");
    }

    @Test
    void allAreSeenAtOnce() {
        assertThat(facts).containsKey("seen.millis");
    }

    @Test
    void anHonestOneIsCleared() {
        assertThat(facts).containsEntry("lane.1.role", "HONEST");
        assertThat(end(1)).as("%s", facts).isEqualTo("finished CLEARED [] test=true");
    }

    @Test
    void theOneThatIsStuckCostsItsOwnLaneAlone() {
        assertThat(facts).containsEntry("lane.2.role", "STUCK").containsEntry("stuck.done", "false");
        assertThat(end(2)).startsWith("interrupted at ");
        assertThat(Long.parseLong(facts.getOrDefault("stuck.stopped.seconds", "99")))
                .isLessThan(20);
    }

    @Test
    void theOneThatComesBackAsAnotherIsNoSuccess() {
        assertThat(facts).containsEntry("lane.3.role", "ANOTHER");
        assertThat(end(3)).startsWith("finished FAILED").contains("OTHER_PHONE");
    }

    @Test
    void whoseOwnerDoesNotAllowItIsNotBegun() {
        assertThat(facts).containsEntry("lane.4.role", "DOES_NOT_ALLOW");
        assertThat(facts.get("lane.4.missed")).endsWith("PERMISSION]");
        assertThat(end(4)).isEqualTo("not-begun NO_PHONE");
    }

    @Test
    void whatSaysOtherwiseOfItsEncryptionAfterwardsIsUnproven() {
        assertThat(facts).containsEntry("lane.5.role", "SAYS_OTHERWISE_OF_ENCRYPTION");
        assertThat(end(5)).isEqualTo("finished UNPROVEN [NEEDS_CONTRADICTED, OTHERWISE_THAN_BEFORE] test=true");
    }

    @Test
    void whatOnlyRestartedIsFailed() {
        assertThat(facts).containsEntry("lane.6.role", "ONLY_RESTARTS");
        assertThat(end(6)).startsWith("finished FAILED").contains("STILL_AS_BEFORE");
    }
}
