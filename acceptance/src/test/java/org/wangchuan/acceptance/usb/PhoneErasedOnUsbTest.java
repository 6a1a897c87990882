package org.wangchuan.acceptance.usb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.lab.guest.Guest;

/**
 * {@code wangchuan phones erase}, the whole of it, in a virtual machine: the real adbd behind USB that the kernel makes, a real ext4 as its user data, and a
 * gate before it that asks its owner as Android does. The machine is booted once; each test looks at a part of what came of it. What this can't show is a
 * real phone: its own reset, its own asking, its own encryption.
 */
@Tag("long")
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneErasedOnUsbTest {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int NOT_SATISFIED = 2;
    private static final int DOES_NOT_VERIFY = 4;

    @TempDir
    static Path shared;

    private Program program;
    private Map<String, String> facts = Map.of();

    @BeforeAll
    void boot() throws IOException, InterruptedException {
        program = new Program(shared.resolve("host")); // which builds what the guest runs
        GuestScripts.write(shared);
        String said = Guest.run(shared, GuestScripts.script(GuestErase.class, 1), PATIENCE);
        Path found = shared.resolve("facts.txt");
        assertThat(found).as(said).exists();
        facts = GuestFacts.read(found);
        assertThat(facts).as(said).containsEntry("end", "reached");
    }

    private Path file(String ending) throws IOException {
        try (Stream<Path> all = Files.list(shared.resolve(GuestErase.RECEIPTS))) {
            List<Path> found =
                    all.filter(file -> file.toString().endsWith(ending)).toList();
            assertThat(found).as(ending).hasSize(1);
            return found.getFirst();
        }
    }

    @Test
    void whatAnInterruptedJobHasOfItsOwnersWordIsNotAskedTwice() {
        assertThat(facts).containsEntry("cut.killed", "true").containsEntry("again", "false");
    }

    @Test
    void itsOwnerIsAskedOnceBeforeAndOnceAfterTheReset() {
        assertThat(facts)
                .containsEntry("asked.before-debugging", "0")
                .containsEntry("asked.first", "1")
                .containsEntry("asked.after", "2");
    }

    @Test
    void whatTheResetLeftInTheStorageTheFillHasTaken() {
        assertThat(facts).containsEntry("reset.left", "true").containsEntry("filled.left", "false");
    }

    /** The cable is one that was made for tests: its receipt is whole but for that, and never verifies as a real one. */
    @Test
    void itEndsWithAReceiptThatIsOfATestAndLacksNothingElse() throws IOException {
        assertThat(facts).containsEntry("exit", "" + NOT_SATISFIED);
        Run verified = program.run("verify", file(".receipt.json").toString());
        assertThat(verified.exitCode()).as("%s", verified).isEqualTo(DOES_NOT_VERIFY);
        assertThat(verified.err()).contains("TEST_STATEMENT");
    }

    @Test
    void itsRecordGivesTheSameVerdictAndTellsOfTheCable() throws IOException {
        Run judged = program.run("verdict", file(".evidence.jsonl").toString());
        assertThat(judged.exitCode()).as("%s", judged).isEqualTo(NOT_SATISFIED);
        assertThat(judged.out()).contains("CLEARED", "lock: ");
        String record = Files.readString(file(".evidence.jsonl"));
        assertThat(record)
                .containsSubsequence(
                        "android-reset-fill-reset",
                        "\"set-off\"",
                        "\"gone\"",
                        "\"back\"",
                        "\"gone\"",
                        "\"back\"",
                        "\"filled\"",
                        "\"set-off\"",
                        "\"gone\"",
                        "\"back\"",
                        "\"closed\"")
                .doesNotContain("MADE-SERIAL-0061");
    }
}
