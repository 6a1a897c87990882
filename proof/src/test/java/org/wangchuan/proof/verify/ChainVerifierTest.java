package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.issue.FixtureWorld;
import org.wangchuan.proof.issue.Job;
import org.wangchuan.proof.statement.SdJwt;

/** Each test is named by the lie that the chain tells. */
class ChainVerifierTest {
    @TempDir
    Path folder;

    private FixtureWorld world;
    private List<SdJwt> chain;

    @BeforeEach
    void run() throws IOException {
        world = new FixtureWorld(folder.resolve("log"));
        Job job = new Job(world).run();
        chain = List.of(
                job.earlierStart.sdJwt(),
                job.earlierClearing.sdJwt(),
                job.oldListing.sdJwt(),
                job.start.sdJwt(),
                job.clearing.sdJwt(),
                job.listing.sdJwt());
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private void refused(FailureCode code, List<SdJwt> statements) {
        assertThatThrownBy(() -> ChainVerifier.verify(world.key.publicKey(), statements))
                .isInstanceOfSatisfying(
                        VerificationException.class,
                        e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
    }

    private List<SdJwt> of(int... indexes) {
        return java.util.Arrays.stream(indexes).mapToObj(chain::get).toList();
    }

    @Test
    void wholeChainsAndStretchesAreNoLies() throws VerificationException {
        assertThat(ChainVerifier.verify(world.key.publicKey(), chain)).isZero();
        assertThat(ChainVerifier.verify(world.key.publicKey(), of(2, 3, 4))).isEqualTo(2);
    }

    @Test
    void statementLeftOut() {
        refused(FailureCode.CHAIN_GAP, of(0, 1, 3, 4));
    }

    @Test
    void statementsInAnotherOrder() {
        refused(FailureCode.CHAIN_ORDER, of(0, 2, 1, 3));
        refused(FailureCode.CHAIN_ORDER, of(2, 3, 1));
    }

    @Test
    void statementTwice() {
        refused(FailureCode.REPLAY, of(0, 1, 1, 2));
        refused(FailureCode.REPLAY, of(0, 1, 2, 0));
    }

    @Test
    void twoStatementsInOnePlace() throws IOException {
        try (FixtureWorld fork = new FixtureWorld(folder.resolve("fork"), world.key, world.logSigner, 2)) {
            Job other = new Job(fork).run();
            SdJwt second = other.earlierClearing.sdJwt();
            refused(FailureCode.CHAIN_FORK, List.of(chain.get(0), chain.get(1), second));
            refused(FailureCode.CHAIN_FORK, List.of(chain.get(0), second));
        }
    }

    @Test
    void statementOfAnotherStationAmongThem() throws IOException {
        try (FixtureWorld other =
                new FixtureWorld(folder.resolve("other"), FixtureWorld.key("other station"), world.logSigner, 2)) {
            refused(
                    FailureCode.STATEMENT_SIGNATURE,
                    List.of(chain.get(0), new Job(other).run().earlierClearing.sdJwt()));
        }
    }

    @Test
    void noStatementsAtAll() {
        refused(FailureCode.CHAIN, List.of());
    }
}
