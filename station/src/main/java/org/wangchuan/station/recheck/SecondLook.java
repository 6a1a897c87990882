package org.wangchuan.station.recheck;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.ReadableMedium;
import org.wangchuan.engine.job.RecheckEnd;
import org.wangchuan.engine.job.RecheckFindings;
import org.wangchuan.engine.job.RecheckJob;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.examine.ObstacleCheck;
import org.wangchuan.engine.medium.open.MediumOpener;
import org.wangchuan.engine.medium.open.NotOpened;
import org.wangchuan.engine.medium.open.OpenedForReading;
import org.wangchuan.engine.medium.open.ReadOnlyMedium;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.station.erase.FactsOf;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.receipt.RecheckNames;

/**
 * Looks at an erased drive again, and signs what was found. Nothing here can write to a drive: it is opened to be read, and what reads it
 * is given no way to write. Each look draws its places anew, and has a statement of its own.
 */
public final class SecondLook {
    private final StationHome home;
    private final InstantSource clock;
    private final String tool;

    /**
     * By this station.
     *
     * @param tool name and version of this program, for the statement
     */
    public SecondLook(StationHome home, InstantSource clock, String tool) {
        this.home = home;
        this.clock = clock;
        this.tool = tool;
    }

    /**
     * Looks.
     *
     * @param onStart told once, before the first byte is read, what the look can be held by
     * @throws org.wangchuan.station.issue.BooksRefusedException if the station's books don't fit together; nothing is read then
     */
    public Looked look(RecheckOrder order, Consumer<JobControl> onStart) throws IOException {
        StationBooks books = StationBooks.open(home, clock);
        List<Path> _ = new UnwrittenRechecks(home, books, clock).writeLeft();
        return switch (new MediumExaminer().examine(order.target())) {
            case Refused refused -> refused(Refusal.of(refused));
            case Examined(Medium medium) -> examined(order, medium, books, onStart);
        };
    }

    /** Writes the files of what was signed and cut off before its file was there; those that are there now. */
    public List<Path> finishLeft() throws IOException {
        return new UnwrittenRechecks(home, StationBooks.open(home, clock), clock).writeLeft();
    }

    private static Looked refused(Refusal refusal) {
        return new Looked.Refused(List.of(refusal));
    }

    private Looked examined(RecheckOrder order, Medium medium, StationBooks books, Consumer<JobControl> onStart)
            throws IOException {
        Optional<Refusal> elsewhere = order.place().apply(medium);
        if (elsewhere.isPresent()) {
            return refused(elsewhere.get());
        }
        List<Obstacle> found = new ObstacleCheck().checkForReading(medium);
        List<Refusal> inTheWay = Refusal.blocking(found);
        if (!inTheWay.isEmpty()) {
            return new Looked.Refused(inTheWay);
        }
        MediumFacts now = FactsOf.medium(medium, order.erased().declaredClass(), found);
        Optional<Refusal> other = SameDrive.refusal(order.erased(), medium, now);
        if (other.isPresent()) {
            return refused(other.get());
        }
        return switch (new MediumOpener().openForReading(medium)) {
            case NotOpened(Refused refused) -> refused(Refusal.of(refused));
            case OpenedForReading(ReadOnlyMedium open) -> {
                try (open) {
                    yield opened(order, open, now, books, onStart);
                }
            }
        };
    }

    private Looked opened(
            RecheckOrder order, ReadOnlyMedium open, MediumFacts now, StationBooks books, Consumer<JobControl> onStart)
            throws IOException {
        Optional<Refusal> elsewhere = order.place().apply(open.medium());
        if (elsewhere.isPresent()) {
            return refused(elsewhere.get());
        }
        // Being open exclusively keeps off mounts of the device itself, not of what else stands on the same bytes.
        List<Refusal> inTheWay = Refusal.blocking(usedNow(open.medium()));
        if (!inTheWay.isEmpty()) {
            return new Looked.Refused(inTheWay);
        }
        JobControl control = new JobControl();
        RecheckJob job = new RecheckJob(
                new Held(open),
                order.left(),
                order.mode(),
                new RecheckJob.Setup(lane(open.medium()), order.stallTimeoutMillis(), clock),
                control);
        onStart.accept(control);
        return switch (job.run()) {
            case RecheckEnd.Interrupted _ -> new Looked.Interrupted();
            case RecheckEnd.Looked(RecheckFindings findings) -> sign(order, now, findings, books);
        };
    }

    private Looked sign(RecheckOrder order, MediumFacts now, RecheckFindings findings, StationBooks books)
            throws IOException {
        RecheckClaims claims = ClaimsOfFindings.of(order, now, findings, tool);
        Target target = ClaimsOfEvidence.target(now);
        UUID event = UUID.randomUUID();
        Path path = RecheckNames.of(order.out(), order.base(), findings.endedAt(), event);
        UnwrittenRechecks unwritten = new UnwrittenRechecks(home, books, clock);
        unwritten.keep(event, path);
        boolean isTest = now.isTest() || order.erased().isTest();
        IssuedStatement _ = books.recheck(event, claims, target, isTest ? Purpose.TEST : Purpose.REAL);
        try {
            unwritten.write(event, path);
        } catch (IOException e) {
            return new Looked.Unwritten(claims, target, isTest, path, String.valueOf(e.getMessage()));
        }
        return new Looked.Signed(claims, target, isTest, books.recheckFile(event), path);
    }

    /** What shows that somebody uses it just now; that it can't be written to does not. */
    private static List<Obstacle> usedNow(Medium medium) {
        return new ObstacleCheck()
                .fromSystem(medium).stream()
                        .filter(obstacle -> obstacle.code() != Obstacle.Code.READ_ONLY)
                        .toList();
    }

    private static String lane(Medium medium) {
        return medium.name().replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** An open medium as the engine's job needs it that only reads. */
    private record Held(ReadOnlyMedium open) implements ReadableMedium {
        @Override
        public ReadChannel channel() {
            return open;
        }

        @Override
        public ReadPath readPath() {
            return open.readPath();
        }

        @Override
        public long dropHostCache() {
            return open.dropCaches();
        }

        @Override
        public List<String> differences() {
            List<String> out = new ArrayList<>();
            open.recheck().stream().map(Difference::what).forEach(out::add);
            Stream<Obstacle> used = usedNow(open.medium()).stream().filter(Obstacle::blocking);
            used.map(obstacle -> obstacle.code().id()).forEach(out::add);
            return out.stream().distinct().sorted().toList();
        }
    }
}
