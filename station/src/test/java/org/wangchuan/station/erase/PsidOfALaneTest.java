package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.psid.Psid;
import org.wangchuan.engine.psid.PsidException;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;

/** A drive that shows more of itself may be found anew under another name, which was another drive's when the PSIDs were given. */
class PsidOfALaneTest {
    @TempDir
    private Path folder;

    @Test
    void itIsTheOneThatWasGivenForTheDriveAndNotForItsNewName() throws Exception {
        Path first = Files.write(folder.resolve("sda"), new byte[1 << 20]);
        Path second = Files.write(folder.resolve("sdb"), new byte[1 << 20]);
        StationHome home = new StationHome(folder.resolve("home"));
        try (Psids psids = Psids.offered()) {
            Psid its = psid('A');
            psids.give(first, its);
            psids.give(second, psid('B'));
            EraseOrder order = order(List.of(first, second)).with(psids);
            List<Candidate> found = new Bench(home, InstantSource.system(), "test").examine(order);
            Lane lane = lane((Candidate.Ready) found.getFirst(), order, home);
            lane.goesOnWith((Candidate.Ready) found.getLast());
            assertThat(lane.psid()).containsSame(its);
        }
    }

    /** What was interrupted on it at its size of before, when it had not yet been told to show all. */
    @Test
    void whatWasBegunAtItsSizeOfBeforeIsFoundToBeOfIt() throws Exception {
        Path first = Files.write(folder.resolve("sda"), new byte[1 << 20]);
        Path larger = Files.write(folder.resolve("sdb"), new byte[2 << 20]);
        StationHome home = new StationHome(folder.resolve("home"));
        EraseOrder order = order(List.of(first, larger));
        List<Candidate> found = new Bench(home, InstantSource.system(), "test").examine(order);
        Candidate.Ready before = (Candidate.Ready) found.getFirst();
        Candidate.Ready since = (Candidate.Ready) found.getLast();
        Lane lane = lane(before, order, home);
        lane.goesOnWith(since);
        assertThat(lane.isOfThisDrive(ticket(before))).isTrue();
        assertThat(lane.isOfThisDrive(ticket(since))).isTrue();
        assertThat(lane(before, order, home).isOfThisDrive(ticket(since))).isFalse();
    }

    private static JobTicket ticket(Candidate.Ready of) {
        return new JobTicket(
                UUID.randomUUID(),
                of.path().toString(),
                of.medium().identity(),
                Presence.of(of.medium()),
                "nist-clear",
                1,
                VerifyMode.FULL,
                Optional.empty(),
                Optional.empty(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                "receipt");
    }

    private static Psid psid(char digit) throws PsidException {
        return Psid.of(String.valueOf(digit).repeat(Psid.CHARACTERS).toCharArray());
    }

    private static Lane lane(Candidate.Ready ready, EraseOrder order, StationHome home) throws IOException {
        InstantSource clock = InstantSource.system();
        return new Lane(
                ready,
                order,
                new JobStore(home),
                StationBooks.open(home, clock),
                new PendingReceipts(home),
                ReceiptListener.NOBODY,
                clock,
                "test");
    }

    private EraseOrder order(List<Path> targets) {
        return new EraseOrder(
                targets,
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder,
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
    }
}
