package org.wangchuan.proof.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.statement.ForgottenPart;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.Statement;

/** A station says what it has destroyed. To write the fixture after a deliberate change: {@code -Dwangchuan.fixtures.write=true}. */
class ForgettingTest {
    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/v1/forgetting.json");
    private static final KeptDevice KEPT = new KeptDevice(1_858_000_000L, "551 art. 17");

    @TempDir
    Path folder;

    @Test
    void isWhatWasPublished() throws IOException {
        IssuedStatement said = say(ForgottenPart.PERSON, Optional.of(KEPT));
        if (Boolean.getBoolean("wangchuan.fixtures.write")) {
            Files.write(FIXTURE, said.toBytes());
        }
        assertThat(said.toBytes()).isEqualTo(Files.readAllBytes(FIXTURE));
    }

    @Test
    void saysWhichPartIsGoneAndOfWhat() throws IOException {
        for (ForgottenPart part : ForgottenPart.values()) {
            Optional<KeptDevice> kept = part == ForgottenPart.PERSON ? Optional.of(KEPT) : Optional.empty();
            assertThat(say(part, kept).statement()).isInstanceOfSatisfying(Statement.Forgetting.class, forgetting -> {
                assertThat(forgetting.part()).isEqualTo(part);
                assertThat(forgetting.kept()).isEqualTo(kept);
            });
        }
    }

    @Test
    void saysWhatIsKeptExactlyIfSomethingIs() {
        assertThatThrownBy(() -> say(ForgottenPart.ALL, Optional.of(KEPT)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> say(ForgottenPart.PERSON, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aReasonHasItsLimits() {
        for (String reason : new String[] {"", "two\nlines", "x".repeat(201)}) {
            assertThatThrownBy(() -> new KeptDevice(1, reason)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private IssuedStatement say(ForgottenPart part, Optional<KeptDevice> kept) throws IOException {
        try (FixtureWorld world = new FixtureWorld(Files.createTempDirectory(folder, "log"))) {
            Job job = new Job(world).run();
            return world.issuer.forgetting(
                    world.chain,
                    world.uuid(),
                    FixtureWorld.STARTED,
                    job.clearing.sdJwt().digest(),
                    part,
                    kept);
        }
    }
}
