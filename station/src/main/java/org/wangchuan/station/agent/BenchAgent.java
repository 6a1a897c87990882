package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.ordered.PhoneAnswer;
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneLane;
import org.wangchuan.station.recheck.SecondLook;

/**
 * Works for a platform until it is closed: tells what lies at the bench, takes tasks, erases, and brings what came of them.
 * It works on when the platform is gone: what is claimed comes to its end, and what there is to tell waits.
 */
public final class BenchAgent implements AutoCloseable {
    private static final Duration TASKS_WAIT = Duration.ofSeconds(20);

    /** An answer is named until what it answers is no longer asked, which is told in a moment. */
    private static final Duration ANSWERS_REST = Duration.ofMillis(250);

    static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final Duration TELL_LANES_EVERY = Duration.ofSeconds(25);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(1);
    private static final Duration OUTBOX_EVERY = Duration.ofMillis(500);
    private static final Duration HAND_OVERS_EVERY = Duration.ofMillis(500);
    private static final Duration CERTIFICATES_EVERY = Duration.ofSeconds(30);
    private static final Duration JOIN_EVERY = Duration.ofMinutes(10);
    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_LONGEST = Duration.ofMinutes(1);

    /** The owner stands there, and nothing begins before the platform has said yes. */
    private static final Duration CLAIM_LONGEST = Duration.ofSeconds(10);

    /** Lanes stop within this, or are left to be found by the next start, as after a kill. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

    private static final Duration LAST_WORDS_LIMIT = Duration.ofMillis(1500);
    private static final Duration LAST_WORDS_LOOK = Duration.ofMillis(50);

    private static final int ERRORS = 500;

    private final Workshop shop;
    private final InstantSource clock;
    private final Ends ends;
    private final Crew crew;
    private final PhoneCrew phoneCrew;
    private final Lanes bench;
    private final FileChannel lockFile;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Reach reach;
    private final NamedRules rules = new NamedRules(System::nanoTime);
    private final CountDownLatch heard = new CountDownLatch(1);
    private volatile List<Task> wanted = List.of();
    private volatile List<BenchLane> lanes = List.of();
    private volatile boolean hasLooked;

    /**
     * How an agent works.
     *
     * @param images files that are lanes
     * @param hasDevices whether the devices of this machine are lanes
     * @param certifying how certificates are got at once
     * @param joining how the station comes into the log of its operator
     * @param phones the phone cables; closed with the agent
     */
    public record Options(
            List<Path> images,
            boolean hasDevices,
            Optional<Bench.Certifying> certifying,
            Optional<Joining> joining,
            Optional<PhoneSockets> phones) {
        public Options {
            images = List.copyOf(images);
        }

        /** Without phone cables. */
        public Options(
                List<Path> images,
                boolean hasDevices,
                Optional<Bench.Certifying> certifying,
                Optional<Joining> joining) {
            this(images, hasDevices, certifying, joining, Optional.empty());
        }
    }

    /**
     * What tests of phones make otherwise.
     *
     * @param claimFirst see {@link PhoneRun.Phones}
     */
    record PhoneWork(PhoneLane.Means means, PhoneCrew.Times times, Duration claimFirst, Duration claimLongest) {
        static PhoneWork real(InstantSource clock, String tool) {
            return new PhoneWork(
                    PhoneLane.Means.real(clock, tool), PhoneCrew.Times.DEFAULTS, RETRY_FIRST, CLAIM_LONGEST);
        }
    }

    private BenchAgent(
            Workshop shop,
            Lanes bench,
            InstantSource clock,
            FileChannel lockFile,
            Optional<PhoneBench> phones,
            PhoneWork work) {
        this.shop = shop;
        this.bench = bench;
        this.clock = clock;
        this.lockFile = lockFile;
        this.reach = new Reach(shop.notes(), this::goesOn);
        this.ends = new Ends(shop);
        this.crew = new Crew(shop, ends, Crew.Times.DEFAULTS);
        this.phoneCrew = new PhoneCrew(
                shop,
                ends,
                phones.map(all -> new PhoneRun.Phones(all, work.means(), work.claimFirst(), work.claimLongest())),
                work.times());
    }

    /**
     * Begins to work.
     *
     * @param tool name and version of this program, for the record
     * @throws AgentRunningException if another agent of this station is at work
     */
    public static BenchAgent start(
            StationHome home, InstantSource clock, String tool, Platform platform, AgentNotes notes, Options options)
            throws IOException {
        return start(home, clock, tool, platform, notes, options, _ -> {});
    }

    static BenchAgent start(
            StationHome home,
            InstantSource clock,
            String tool,
            Platform platform,
            AgentNotes notes,
            Options options,
            Consumer<Step> steps)
            throws IOException {
        return start(home, clock, tool, platform, notes, options, steps, PhoneWork.real(clock, tool));
    }

    static BenchAgent start(
            StationHome home,
            InstantSource clock,
            String tool,
            Platform platform,
            AgentNotes notes,
            Options options,
            Consumer<Step> steps,
            PhoneWork phoneWork)
            throws IOException {
        StationBooks _ = StationBooks.open(home, clock);
        AgentFolder folder = AgentFolder.of(home);
        folder.prepare();
        FileChannel lockFile = folder.openLock();
        boolean isReady = false;
        try {
            if (lock(lockFile) == null) {
                throw new AgentRunningException();
            }
            Outbox outbox = new Outbox(home);
            Bench bench = new Bench(home, clock, tool, new LeftBehind(outbox));
            Workshop shop = new Workshop(
                    home,
                    bench,
                    new SecondLook(home, clock, tool),
                    platform,
                    outbox,
                    new TaskRecords(home),
                    notes,
                    options.certifying(),
                    steps);
            EraseOrder look = look(folder);
            Lanes lanes = new Lanes(path -> bench.survey(look.on(path)), options.images(), options.hasDevices());
            BenchAgent agent = new BenchAgent(
                    shop, lanes, clock, lockFile, options.phones().flatMap(PhoneSockets::bench), phoneWork);
            agent.queueUntold();
            try {
                agent.begin();
                options.joining().ifPresent(joining -> agent.loop("joining", () -> agent.join(joining)));
                options.phones().ifPresent(phones -> agent.loop("phones", () -> agent.phones(phones)));
                isReady = true; // from here on the agent lets go of it, once its work has ended
            } finally {
                if (!isReady) {
                    agent.stopping.countDown(); // those of its loops that run
                    agent.crew.stop(); // they may have begun something
                    agent.phoneCrew.stop();
                }
            }
            return agent;
        } finally {
            if (!isReady) {
                lockFile.close(); // else no agent could be started in this process any more
            }
        }
    }

    private static EraseOrder look(AgentFolder folder) {
        return new EraseOrder(
                List.of(),
                PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                folder.receipts(),
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return null;
        }
    }

    /** What was over when the last agent was cut off, and had not come into the outbox. */
    private void queueUntold() throws IOException {
        ends.setAsideDamaged();
        for (TaskRecord record : shop.records().all()) {
            if (record.state() == TaskRecord.State.ENDED && !record.isQueued()) {
                ends.queue(record);
            }
        }
        LookRun.queueUntold(shop);
    }

    private void begin() {
        loop("lanes", this::lanes);
        loop("tasks", this::tasks);
        loop("outbox", this::outbox);
        loop("progress", this::progress);
        loop("turns", this::turns);
        loop("hand-overs", this::handOvers);
    }

    /** A part of the agent's work that goes on until it is closed. */
    private interface Loop {
        void run() throws InterruptedException;
    }

    private void loop(String name, Loop body) {
        Thread.ofPlatform().daemon().name("agent-" + name).start(() -> {
            try {
                do {
                    try {
                        body.run();
                    } catch (RuntimeException | VirtualMachineError e) {
                        // A mistake in this program, or memory that is short, must not end the work of all lanes.
                        shop.notes().trouble(e.toString());
                    }
                } while (pause(LOOK_EVERY));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean goesOn() {
        return stopping.getCount() > 0;
    }

    private boolean pause(Duration time) throws InterruptedException {
        return !stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lanes() throws InterruptedException {
        List<LaneState> toldStates = List.of();
        long toldNanos = 0;
        String saidLast = "";
        do {
            try {
                boolean isUnheard = heard.getCount() > 0;
                List<LaneState> states = look();
                if (isUnheard) {
                    // Which rule sets are told of comes with the first tasks. Lanes that tell of none would say no to
                    // nothing.
                    while (goesOn() && !heard.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                        look(); // what is under way goes on meanwhile
                    }
                    states = look();
                }
                boolean isDue = System.nanoTime() - toldNanos > TELL_LANES_EVERY.toNanos();
                if (!states.equals(toldStates) || isDue || toldNanos == 0) {
                    shop.platform().putLanes(states);
                    toldStates = states;
                    toldNanos = System.nanoTime();
                    saidLast = "";
                }
            } catch (IOException e) {
                toldNanos = 0; // the loop that asks for tasks says it; here it is tried again in a moment
            } catch (PlatformRefusedException e) {
                toldNanos = 0;
                if (e.isOfThisAlone() && e.status() < ERRORS && !saidLast.equals(e.code())) {
                    saidLast = e.code();
                    shop.notes().held("lanes", e.code(), String.valueOf(e.getMessage()));
                }
            }
        } while (pause(LOOK_EVERY));
    }

    /** What lies at the bench now; work that waits for it begins. */
    private List<LaneState> look() {
        try {
            List<BenchLane> seen = bench.look(crew.busy(), rules.now());
            lanes = seen;
            hasLooked = true;
            crew.dispatch(wanted, seen);
            crew.dispatchLooks(shop.platform().looks().wanted(), seen);
            phoneCrew.dispatch();
        } catch (IOException e) {
            shop.notes().trouble(String.valueOf(e.getMessage()));
        }
        return lanes.stream().map(BenchLane::state).toList();
    }

    /** After a mistake of this program it begins anew, and asks each phone once more. */
    private void phones(PhoneSockets sockets) throws InterruptedException {
        PhoneWatch watch = new PhoneWatch(sockets, phoneCrew::sockets, shop.notes()::trouble);
        PhoneTelling telling = new PhoneTelling(watch, shop.platform(), shop.notes());
        do {
            telling.turn();
        } while (pause(PhoneTelling.LOOK_EVERY));
        sockets.close();
    }

    private void tasks() throws InterruptedException {
        Backoff backoff = new Backoff(RETRY_FIRST, RETRY_LONGEST);
        Duration wait = Duration.ZERO; // the first answer is wanted at once
        while (goesOn()) {
            try {
                List<Task> all = shop.platform().tasks(wait);
                rules.heard(shop.platform().rules());
                wanted = all;
                heard.countDown();
                wait = TASKS_WAIT;
                backoff.succeeded();
                reach.reached();
                List<PhoneAnswer> answers = shop.platform().phoneDesk().answers();
                phoneCrew.heard(wanted, answers);
                phoneCrew.dispatch();
                if (hasLooked) {
                    crew.dispatch(wanted, lanes);
                    crew.dispatchLooks(shop.platform().looks().wanted(), lanes);
                }
                if (!answers.isEmpty()) {
                    pause(ANSWERS_REST);
                }
            } catch (IOException e) {
                reach.missed(String.valueOf(e.getMessage()));
                pause(backoff.failed());
            } catch (PlatformRefusedException e) {
                reach.refused(e);
                pause(backoff.failed());
            }
        }
    }

    private void outbox() throws InterruptedException {
        Deliveries deliveries = new Deliveries(shop, clock);
        Redelivery redelivery = new Redelivery(shop, ends);
        Backoff backoff = new Backoff(RETRY_FIRST, RETRY_LONGEST);
        long certificatesNanos = System.nanoTime();
        while (goesOn()) {
            Duration wait = OUTBOX_EVERY;
            try {
                if (System.nanoTime() - certificatesNanos > CERTIFICATES_EVERY.toNanos()) {
                    certificatesNanos = System.nanoTime();
                    ends.certificates();
                }
                if (deliveries.next()) {
                    wait = Duration.ZERO;
                } else {
                    redelivery.look();
                }
                backoff.succeeded();
            } catch (IOException | PlatformRefusedException e) {
                wait = backoff.failed();
            }
            pause(wait);
        }
    }

    private void handOvers() throws InterruptedException {
        HandOvers handOvers = new HandOvers(shop);
        Backoff backoff = new Backoff(RETRY_FIRST, RETRY_LONGEST);
        while (goesOn()) {
            Duration wait = HAND_OVERS_EVERY;
            try {
                handOvers.look();
                backoff.succeeded();
            } catch (IOException | PlatformRefusedException e) {
                wait = backoff.failed();
            }
            pause(wait);
        }
    }

    /** At once, and again now and then: the operator's list has its versions. */
    private void join(Joining joining) throws InterruptedException {
        Backoff backoff = new Backoff(RETRY_FIRST, RETRY_LONGEST);
        String saidLast = "";
        while (goesOn()) {
            Duration wait = JOIN_EVERY;
            try {
                joining.join();
                backoff.succeeded();
                saidLast = "";
            } catch (IOException e) {
                wait = backoff.failed();
            } catch (PlatformRefusedException e) {
                // Somebody has to put right what the platform refuses; what is not its answer may pass at any moment.
                boolean isRefused = e.isPlatforms() && e.status() < ERRORS && (e.isForGood() || e.isOfThisAlone());
                wait = isRefused ? JOIN_EVERY : backoff.failed();
                if (isRefused && !saidLast.equals(e.code())) {
                    saidLast = e.code();
                    shop.notes().refused("log", e.code(), String.valueOf(e.getMessage()));
                }
            }
            pause(wait);
        }
    }

    private void turns() throws InterruptedException {
        TurnTelling telling =
                new TurnTelling(shop.platform(), shop.notes(), new TurnNumbers(shop.folder(), clock), System::nanoTime);
        do {
            telling.look(phoneCrew.talking());
        } while (pause(TurnTelling.LOOK_EVERY));
    }

    private void progress() throws InterruptedException {
        Map<UUID, Speed> speeds = new HashMap<>();
        while (pause(PROGRESS_EVERY)) {
            List<Crew.Job> jobs = crew.jobs();
            speeds.keySet().retainAll(jobs.stream().map(Crew.Job::id).toList());
            for (Crew.Job job : jobs) {
                var now = job.control().progress();
                long nanos = System.nanoTime();
                Speed speed = speeds.computeIfAbsent(job.id(), _ -> new Speed(now, nanos));
                TaskProgress progress = speed.look(now, nanos);
                try {
                    if (job.isLook()) {
                        shop.platform().looks().putProgress(job.id(), progress);
                    } else {
                        shop.platform().putProgress(job.id(), progress);
                    }
                } catch (PlatformRefusedException _) {
                    // That one only; the next look tells more.
                } catch (IOException _) {
                    break;
                }
            }
        }
    }

    /** Stops: lanes end where they can be gone on with, and what there is to tell stays in the outbox if it can't be told now. */
    @Override
    public void close() throws IOException {
        crew.stop();
        phoneCrew.stop();
        try {
            Deadline limit = Deadline.after(STOP_LIMIT);
            crew.awaitIdle(limit.left());
            phoneCrew.awaitIdle(limit.left());
            long deadlineNanos = System.nanoTime() + LAST_WORDS_LIMIT.toNanos();
            while (!reach.isLost() && shop.outbox().length() > 0 && System.nanoTime() < deadlineNanos) {
                pause(LAST_WORDS_LOOK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopping.countDown();
        lockFile.close();
    }
}
