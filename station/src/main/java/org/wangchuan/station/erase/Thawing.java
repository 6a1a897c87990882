package org.wangchuan.station.erase;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.sleep.ComputerSleep;
import org.wangchuan.engine.sleep.SleepEnd;
import org.wangchuan.engine.sleep.SleepHindrance;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.journal.WorkHold;

/**
 * Drives that a computer's firmware froze, and that thaw when their power is taken away: the computer is put to sleep for a moment, before any job
 * is begun, and all targets are examined anew afterwards. Nothing is held meanwhile: what comes back is compared with what was there. That a drive
 * is thawed only its own answer says. For one caller at a time.
 */
public final class Thawing {
    /** Long enough for a shelf of disks to spin up again. */
    private static final long BACK_MILLIS = 90_000;

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;
    private static final int IDENTIFY_DEVICE = 0xec;
    private static final int COMMAND_OFFSET = 14; // of ATA PASS-THROUGH (16) (SAT-4)

    private final StationHome home;
    private final ComputerSleep computer;
    private final Looks looks;
    private final long backMillis;
    private final long lookAgainNanos;

    /** Looks at the targets of an order, as {@link Bench#examine} does. */
    @FunctionalInterface
    interface Looks {
        List<Candidate> at(EraseOrder order) throws IOException;
    }

    /** Of a station on this machine. */
    public Thawing(StationHome home, Bench bench) {
        this(home, bench, new ComputerSleep());
    }

    /** Of a station on a computer that may be a made one. */
    public Thawing(StationHome home, Bench bench, ComputerSleep computer) {
        this(home, computer, bench::examine, BACK_MILLIS, LOOK_AGAIN_NANOS);
    }

    Thawing(StationHome home, ComputerSleep computer, Looks looks, long backMillis, long lookAgainNanos) {
        this.home = home;
        this.computer = computer;
        this.looks = looks;
        this.backMillis = backMillis;
        this.lookAgainNanos = lookAgainNanos;
    }

    /**
     * Whether a sleep could help.
     *
     * @param frozen targets of which a way to erase themselves is left out only because they are frozen
     * @param lacking those of them that have no other way of their own left
     * @param against why it can't be done; none if it can be tried
     */
    public record Outlook(List<Path> frozen, List<Path> lacking, List<Refusal> against) {
        static final Outlook NOTHING = new Outlook(List.of(), List.of(), List.of());

        public Outlook {
            frozen = List.copyOf(frozen);
            lacking = List.copyOf(lacking);
            against = List.copyOf(against);
        }
    }

    /** What came of it. */
    public sealed interface Sleep {}

    /**
     * The computer was left awake: somebody of this station has begun to work since it was looked at.
     *
     * @param against why; one at least
     */
    public record LeftAwake(List<Refusal> against) implements Sleep {
        public LeftAwake {
            against = List.copyOf(against);
        }
    }

    /**
     * Afterwards.
     *
     * @param candidates the targets as they are now, in their order; what is not what it was is refused
     * @param thawed those that were frozen, and say now that they are not
     * @param frozen those that still say that they are
     */
    public record Woken(SleepEnd end, List<Candidate> candidates, List<Path> thawed, List<Path> frozen)
            implements Sleep {
        public Woken {
            candidates = List.copyOf(candidates);
            thawed = List.copyOf(thawed);
            frozen = List.copyOf(frozen);
        }
    }

    /** Looks, and touches nothing. Where any target is refused for safety's sake nothing is offered: it would be refused afterwards as well. */
    public Outlook look(List<Candidate> candidates) throws IOException {
        List<Candidate> frozen = candidates.stream()
                .filter(one -> !one.told().frozen().isEmpty())
                .toList();
        boolean unsafe = candidates.stream()
                .anyMatch(one -> one instanceof Candidate.Rejected rejected
                        && rejected.refusals().stream().anyMatch(refusal -> refusal.kind() == Refusal.Kind.SAFETY));
        if (frozen.isEmpty() || unsafe) {
            return Outlook.NOTHING;
        }
        List<Refusal> against = new ArrayList<>();
        for (SleepHindrance hindrance : computer.hindrances()) {
            against.add(Refusal.safety(
                    hindrance.code(),
                    hindrance.reason().zh(),
                    hindrance.reason().en()));
        }
        if (frozen.stream().noneMatch(Thawing::losesItsPower)) {
            against.add(Refusal.safety(
                    "SLEEP_NOT_ON_BOARD",
                    "该硬盘不是直接接在本机的 SATA 接口上，休眠是否切断其电源无从得知：请在运行时拔下其电源再接上",
                    "the drive does not hang on this computer's own SATA ports, and whether a sleep takes its power can't be told: unplug its"
                            + " power while the computer runs and plug it in again"));
        }
        against.addAll(othersAtWork(candidates));
        return new Outlook(
                paths(frozen),
                paths(frozen.stream().filter(one -> !one.told().erasesItself()).toList()),
                against);
    }

    private static boolean losesItsPower(Candidate candidate) {
        return medium(candidate)
                .filter(medium ->
                        medium.bus() == Bus.ATA && !medium.attachment().bridge())
                .isPresent();
    }

    /** Nobody's work is put to sleep, and no drive that may be erasing itself loses its power. */
    private List<Refusal> othersAtWork(List<Candidate> candidates) throws IOException {
        List<Refusal> out = new ArrayList<>();
        if (isAgentAtWork()) {
            out.add(Refusal.safety(
                    "SLEEP_AGENT", "本站的代理程序正在运行，请先将其停止", "the agent of this station is at work: stop it first"));
        }
        if (isAnyJobHeld()) {
            out.add(jobAtWork());
        }
        List<Medium> media =
                candidates.stream().flatMap(one -> medium(one).stream()).toList();
        JobStore jobs = new JobStore(home);
        boolean open = !jobs.open().isEmpty() && anyOpenOnWhatIsHere(jobs.open(), media);
        if (open) {
            out.add(new Refusal(
                    Refusal.Kind.SAFETY,
                    "SLEEP_JOB_OPEN",
                    new BilingualText(
                            "本机的一块硬盘上有被中断的任务，它可能正在自行擦除，不能断电：请先将其完成",
                            "there is an interrupted job on a drive of this computer, which may be erasing itself and wants its power: see it"
                                    + " to its end first"),
                    Refusal.Cure.GO_ON));
        }
        return out;
    }

    private static Refusal jobAtWork() {
        return Refusal.safety("SLEEP_JOB_AT_WORK", "本站另有任务正在进行", "another job of this station is at work");
    }

    private static boolean anyOpenOnWhatIsHere(List<JobTicket> open, List<Medium> targets) {
        List<Medium> all = new ArrayList<>(targets);
        Bench.attachedBeside(targets).forEach(all::add);
        return all.stream().anyMatch(medium -> open.stream().anyMatch(ticket -> ticket.isSurelyOn(medium)));
    }

    /** The agent holds its lock as long as it works; asked by a process that is not the agent's, whose own lock it would lose (fcntl(2)). */
    private boolean isAgentAtWork() throws IOException {
        Path lock = home.agent().resolve("lock");
        if (!Files.isRegularFile(lock)) {
            return false;
        }
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock free = file.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException _) {
            return true;
        }
    }

    private boolean isAnyJobHeld() throws IOException {
        for (Path parent : List.of(home.jobs(), home.phones())) {
            if (!Files.isDirectory(parent)) {
                continue;
            }
            List<Path> folders;
            try (Stream<Path> found = Files.list(parent)) {
                folders = found.filter(folder -> Files.isRegularFile(folder.resolve("lock")))
                        .toList();
            }
            for (Path folder : folders) {
                Optional<JobHold> free = JobHold.of(folder);
                if (free.isEmpty()) {
                    return true;
                }
                free.get().close();
            }
        }
        return false;
    }

    /**
     * Puts the computer to sleep, waits until the frozen drives answer again, and looks at all targets anew. Whoever began to work while a person thought it
     * over keeps the computer awake, and who would begin now waits until it has woken.
     */
    public Sleep sleep(EraseOrder order, List<Candidate> before) throws IOException {
        home.prepare();
        SleepEnd end;
        Optional<WorkHold> alone = WorkHold.alone(home);
        if (alone.isEmpty()) {
            return new LeftAwake(List.of(jobAtWork()));
        }
        try (WorkHold _ = alone.get()) {
            List<Refusal> others = othersAtWork(before);
            if (!others.isEmpty()) {
                return new LeftAwake(others);
            }
            end = computer.sleep(ComputerSleep.SECONDS);
        }
        if (end instanceof SleepEnd.Failed) {
            return new Woken(end, before, List.of(), List.of());
        }
        List<Candidate> now = looks.at(order);
        // Not by Awake: that has to be asked more often than a look at a silent drive takes.
        Deadline back = Deadline.after(Duration.ofMillis(backMillis));
        while (!haveAnswered(before, now) && !back.passed()) {
            LockSupport.parkNanos(lookAgainNanos);
            now = looks.at(order);
        }
        List<Candidate> out = new ArrayList<>();
        List<Path> thawed = new ArrayList<>();
        List<Path> frozen = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Candidate compared = compared(before.get(i), now.get(i));
            out.add(compared);
            if (before.get(i).told().frozen().isEmpty()) {
                continue;
            }
            if (!compared.told().frozen().isEmpty()) {
                frozen.add(compared.path());
            } else if (compared.told().thawed()) {
                thawed.add(compared.path());
            }
        }
        return new Woken(end, out, thawed, frozen);
    }

    private static boolean haveAnswered(List<Candidate> before, List<Candidate> now) {
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).told().answered() && !now.get(i).told().answered()) {
                return false;
            }
        }
        return true;
    }

    /** A drive that lost its power may have been taken out, or another been put in its place. */
    private static Candidate compared(Candidate before, Candidate now) {
        Optional<Medium> was = medium(before);
        Optional<Medium> is = medium(now);
        if (was.isEmpty() || is.isEmpty()) {
            return now; // refused before, or refused now, in its own words
        }
        List<Difference> differences = was.get().identity().matches(is.get().identity());
        if (!differences.isEmpty()) {
            String what = differences.getFirst().toString();
            return new Candidate.Rejected(
                    now.path(),
                    is,
                    List.of(Refusal.safety(
                            "ANOTHER_AFTER_SLEEP",
                            "休眠之后，此处的设备与之前的不同：" + what,
                            "after the sleep another device is in its place, or it shows another size: " + what)));
        }
        boolean silent = before.told().answered() && !now.told().answered();
        if (silent && now instanceof Candidate.Ready) {
            return new Candidate.Rejected(
                    now.path(),
                    is,
                    List.of(Refusal.safety(
                            "SILENT_AFTER_SLEEP", "休眠之后，该设备未再回答", "the drive has not answered again since the sleep")));
        }
        return now instanceof Candidate.Ready ready ? ready.after(before.told()) : now;
    }

    /** Of the commands that a drive was sent, IDENTIFY DEVICE, whose word 128 tells whether its security is frozen (ACS-4). */
    static List<DeviceCommand> identify(List<DeviceCommand> commands) {
        return commands.stream()
                .filter(one -> {
                    byte[] block = HexFormat.of().parseHex(one.request());
                    return block.length > COMMAND_OFFSET
                            && Byte.toUnsignedInt(block[COMMAND_OFFSET]) == IDENTIFY_DEVICE;
                })
                .limit(1)
                .toList();
    }

    private static List<Path> paths(List<Candidate> candidates) {
        return candidates.stream().map(Candidate::path).toList();
    }

    private static Optional<Medium> medium(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Ready ready -> Optional.of(ready.medium());
            case Candidate.Rejected rejected -> rejected.medium();
        };
    }
}
