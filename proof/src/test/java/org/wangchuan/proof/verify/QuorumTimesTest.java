package org.wangchuan.proof.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.proof.issue.FixtureWorld.CONSUMERS;
import static org.wangchuan.proof.issue.FixtureWorld.NGO;
import static org.wangchuan.proof.issue.FixtureWorld.REGULATOR;
import static org.wangchuan.proof.issue.FixtureWorld.STARTED;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.FixtureWorld;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.policy.WitnessPolicy;

class QuorumTimesTest {
    private static final String NAMES = "witness a " + REGULATOR.key() + "\n" //
            + "witness b " + CONSUMERS.key() + "\n"
            + "witness c " + NGO.key() + "\n";
    private static final List<Cosigner> ALL = List.of(REGULATOR, CONSUMERS, NGO);

    private static QuorumTimes times(String quorum, long... seconds) throws VerificationException {
        Checkpoint tree = new Checkpoint("log.example", 0, TreeHash.EMPTY);
        SignedCheckpoint signed =
                new SignedCheckpoint(tree, new NoteSigner("log.example", FixtureWorld.key("log")).sign(tree.text()));
        List<org.wangchuan.proof.note.NoteSignature> lines = new java.util.ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            lines.add(ALL.get(i)
                    .cosign(tree.text(), STARTED.plusSeconds(seconds[i]).getEpochSecond()));
        }
        return QuorumTimes.require(
                CertificateIssuer.cosigned(signed, lines),
                WitnessPolicy.parse((NAMES + quorum).getBytes(StandardCharsets.UTF_8)),
                STARTED.plusSeconds(90_000));
    }

    private static Instant at(long seconds) {
        return STARTED.plusSeconds(seconds);
    }

    @Test
    void ofTwoOutOfThreeTheMiddleOneCounts() throws VerificationException {
        QuorumTimes times = times("group g 2 a b c\nquorum g\n", 10, 500, 20);
        assertThat(times.existedBy()).isEqualTo(at(20));
        assertThat(times.cosignedAfter()).isEqualTo(at(20));
    }

    @Test
    void oneClockThatLiesMovesNeitherTimeBeyondAnHonestOne() throws VerificationException {
        for (long lie : new long[] {-90_000_000, 80_000}) {
            QuorumTimes times = times("group g 2 a b c\nquorum g\n", 10, 20, lie);
            assertThat(times.existedBy()).isBetween(at(10), at(20));
            assertThat(times.cosignedAfter()).isBetween(at(10), at(20));
        }
    }

    @Test
    void whereAllMustCosignTheSlowestSaysNotLaterAndTheFastestNotEarlier() throws VerificationException {
        QuorumTimes times = times("group g all a b c\nquorum g\n", 10, 500, 20);
        assertThat(times.existedBy()).isEqualTo(at(500));
        assertThat(times.cosignedAfter()).isEqualTo(at(10));
    }

    @Test
    void whereOneIsEnoughEachWordCounts() throws VerificationException {
        QuorumTimes times = times("group g any a b c\nquorum g\n", 10, 500, 20);
        assertThat(times.existedBy()).isEqualTo(at(10));
        assertThat(times.cosignedAfter()).isEqualTo(at(500));
    }
}
