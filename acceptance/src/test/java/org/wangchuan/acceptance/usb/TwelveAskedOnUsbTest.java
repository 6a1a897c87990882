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
 * Twelve phones on USB at once in a virtual machine, each with the real adbd and a function for its files, are asked at once for what they tell anybody. What was
 * told is held against what they are; how long it took is printed, and no matter of a test: one emulated processor runs both ends of all cables.
 */
@Tag("long")
@Timeout(1_200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwelveAskedOnUsbTest {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @TempDir
    static Path shared;

    private Map<String, String> facts = Map.of();

    @BeforeAll
    void boot() throws IOException, InterruptedException {
        Program _ = new Program(shared.resolve("host")); // which builds what the guest runs
        GuestScripts.write(shared);
        String said =
                Guest.run(shared, GuestScripts.withModules(GuestTwelveAsked.class, GuestTwelveAsked.PHONES), PATIENCE);
        Path found = shared.resolve("facts.txt");
        assertThat(found).as(said).exists();
        facts = GuestFacts.read(found);
        facts.forEach((name, value) -> {
            if (name.endsWith("millis") || name.endsWith("answered")) {
                System.out.println(name + " " + value);
            }
        });
        assertThat(facts).as(said).containsEntry("end", "reached");
    }

    /** By its descriptors alone, whatever it answers besides, and never what its owner would have to allow. */
    @Test
    void eachTellsWhatItIsAndNothingMore() {
        for (int round = 1; round <= GuestTwelveAsked.ROUNDS; round++) {
            for (int number = 1; number <= GuestTwelveAsked.PHONES; number++) {
                String name = "round." + round + "." + number + "-1";
                assertThat(facts.get(name)).as(name).contains("usb:maker=Made", "usb:model=Phone " + number);
                assertThat(facts).containsEntry(name + ".allowed", "true");
                assertThat(facts.get(name + ".named")).as(name).isNotEqualTo("0");
            }
        }
    }
}
