package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.sleep.ComputerSleep;
import org.wangchuan.engine.sleep.SleepEnd;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.journal.JobHold;
import org.wangchuan.station.journal.WorkHold;
import org.wangchuan.station.testing.Soon;

/** Model drives that are frozen, and what they are after a sleep of a made computer. */
class ThawingTest {
    private static final Path DISK = Path.of("/dev/sda");
    private static final long BYTES = 4 << 20;

    @TempDir
    private Path folder;

    private Path root = Path.of("");
    private StationHome home = new StationHome(Path.of(""));
    private final List<Candidate> looks = new ArrayList<>();

    @BeforeEach
    void aComputerThatCanSleep() throws IOException {
        root = folder.resolve("root");
        home = new StationHome(folder.resolve("home"));
        file("sys/power/state", "freeze mem disk");
        file("sys/power/mem_sleep", "s2idle [deep]");
        file("sys/class/rtc/rtc0/since_epoch", "1000");
        file("sys/class/rtc/rtc0/wakealarm", "");
        file("proc/uptime", "100.00 5.00");
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private Thawing thawing() {
        return new Thawing(
                home,
                new ComputerSleep(root),
                _ -> List.of(looks.size() > 1 ? looks.removeFirst() : looks.getFirst()),
                2_000,
                1);
    }

    private static Medium drive(String serial, long bytes, Bus bus) {
        return new Medium(
                MediumKind.BLOCK,
                DISK,
                DISK,
                "sda",
                "8:0",
                new Labels(Optional.of("MODEL"), Optional.of(serial), Optional.empty(), Optional.empty()),
                new Attachment(bus, "sata", false, false, true),
                new Geometry(bytes, 512, 4096),
                false,
                false,
                7,
                MediumClass.FLASH,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                512,
                0);
    }

    private static Fact flag(FactName name, boolean yes) {
        return new Fact(name, new Fact.Flag(yes), "test");
    }

    private static DriveFacts facts(boolean frozen) {
        return DriveFacts.told(
                Reach.DIRECT,
                List.of(
                        flag(FactName.BLOCK_ERASE, true),
                        flag(FactName.CRYPTO_ERASE, false),
                        flag(FactName.OVERWRITE, false),
                        flag(FactName.SANITIZE_FROZEN, frozen),
                        flag(FactName.SECURITY, true),
                        flag(FactName.SECURITY_FROZEN, frozen),
                        flag(FactName.ENHANCED_ERASE, true)));
    }

    private static Candidate candidate(Medium medium, DriveFacts told, String policy) {
        MediumFacts facts = FactsOf.medium(medium, Optional.empty(), List.of());
        Policy rules = PolicyCatalogue.find(policy).orElseThrow();
        Event.HiddenAreas hidden = new Event.HiddenAreas(Event.HiddenState.NONE, 0, "", List.of());
        Plan plan = Planner.plan(facts, hidden, rules, VerifyMode.FULL, told);
        DeviceCommand identify = new DeviceCommand(
                "IDENTIFY_DEVICE (ECh)",
                "85080e0000000100000000000040ec00",
                Instant.EPOCH,
                1,
                new DeviceCommand.Completed(0, 0, 0, "", "00"));
        Candidate.Told said = Candidate.Told.of(told, plan, List.of(identify));
        List<Refusal> refusals = plan.obstacles().stream()
                .map(one -> new Refusal(Refusal.Kind.UNSATISFIABLE, one.code(), one.reason()))
                .toList();
        return refusals.isEmpty()
                ? new Candidate.Ready(
                        DISK,
                        medium,
                        facts,
                        hidden,
                        plan,
                        "S1",
                        List.of(),
                        new Candidate.Places(new byte[0]),
                        List.of(),
                        Optional.empty(),
                        said)
                : new Candidate.Rejected(DISK, Optional.of(medium), refusals, said, List.of());
    }

    private static Candidate frozen(String policy) {
        return candidate(drive("S1", BYTES, Bus.ATA), facts(true), policy);
    }

    private static Candidate thawed(String serial, long bytes) {
        return candidate(drive(serial, bytes, Bus.ATA), facts(false), "nist-purge");
    }

    private static EraseOrder order() {
        return new EraseOrder(
                List.of(DISK),
                PolicyCatalogue.find("nist-purge").orElseThrow(),
                Optional.empty(),
                VerifyMode.FULL,
                Path.of(""),
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
    }

    private Thawing.Woken sleep() throws IOException {
        return sleep(thawing());
    }

    private static Thawing.Woken sleep(Thawing thawing) throws IOException {
        return (Thawing.Woken) thawing.sleep(order(), List.of(frozen("nist-purge")));
    }

    /** Why the computer was left awake, which it was if nothing was written to the kernel's file. */
    private List<String> leftAwake() throws IOException {
        Thawing.LeftAwake awake = (Thawing.LeftAwake) thawing().sleep(order(), List.of(frozen("nist-purge")));
        assertThat(root.resolve("sys/power/state")).hasContent("freeze mem disk");
        return awake.against().stream().map(Refusal::code).toList();
    }

    private static List<String> codes(Thawing.Outlook outlook) {
        return outlook.against().stream().map(Refusal::code).toList();
    }

    private static List<String> codes(Thawing.Woken woken) {
        return ((Candidate.Rejected) woken.candidates().getFirst())
                .refusals().stream().map(Refusal::code).toList();
    }

    @Test
    void aFrozenDriveIsWorthASleep() throws IOException {
        Thawing.Outlook outlook = thawing().look(List.of(frozen("nist-purge")));
        assertThat(outlook.frozen()).containsExactly(DISK);
        assertThat(outlook.lacking()).containsExactly(DISK);
        assertThat(outlook.against()).isEmpty();
        assertThat(thawing().look(List.of(thawed("S1", BYTES)))).isEqualTo(Thawing.Outlook.NOTHING);
        assertThat(thawing().look(List.of(frozen("gb-46864-2025"))).frozen())
                .as("it would be overwritten, and can erase its blocks once it is thawed")
                .containsExactly(DISK);
        assertThat(thawing().look(List.of(frozen("nist-clear"))))
                .as("a policy that names no way of the drive's own wants none thawed")
                .isEqualTo(Thawing.Outlook.NOTHING);
    }

    @Test
    void nothingIsOfferedWhereATargetIsRefusedAnyhow() throws IOException {
        Candidate mounted = new Candidate.Rejected(
                Path.of("/dev/sdb"), Optional.empty(), List.of(Refusal.safety("MOUNTED", "", "mounted")));
        assertThat(thawing().look(List.of(frozen("nist-purge"), mounted))).isEqualTo(Thawing.Outlook.NOTHING);
    }

    @Test
    void whatTheComputerLacksIsSaid() throws IOException {
        file("sys/power/mem_sleep", "[s2idle]");
        assertThat(codes(thawing().look(List.of(frozen("nist-purge"))))).containsExactly("SLEEP_IDLE_ONLY");
    }

    @Test
    void behindAnAdapterNobodyKnowsWhetherItLosesItsPower() throws IOException {
        Candidate behind = candidate(drive("S1", BYTES, Bus.SCSI), facts(true), "nist-purge");
        assertThat(codes(thawing().look(List.of(behind)))).containsExactly("SLEEP_NOT_ON_BOARD");
    }

    @Test
    void nobodyIsPutToSleepAtWork() throws IOException {
        Path job = Files.createDirectories(home.jobs().resolve("7f3b1f0e-0000-4000-8000-000000000001"));
        try (JobHold _ = JobHold.of(job).orElseThrow()) {
            assertThat(codes(thawing().look(List.of(frozen("nist-purge"))))).containsExactly("SLEEP_JOB_AT_WORK");
        }
        assertThat(thawing().look(List.of(frozen("nist-purge"))).against()).isEmpty();
        Path lock = Files.createDirectories(home.agent()).resolve("lock");
        try (FileChannel agent = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = agent.lock()) {
            assertThat(codes(thawing().look(List.of(frozen("nist-purge"))))).containsExactly("SLEEP_AGENT");
        }
    }

    /** It was looked at before a person was asked, who thinks it over as long as they like. */
    @Test
    void whoBeginsWhileAPersonIsAskedKeepsTheComputerAwake() throws IOException {
        assertThat(thawing().look(List.of(frozen("nist-purge"))).against()).isEmpty();
        Path job = Files.createDirectories(home.jobs().resolve("7f3b1f0e-0000-4000-8000-000000000001"));
        try (JobHold _ = JobHold.of(job).orElseThrow()) {
            assertThat(leftAwake()).containsExactly("SLEEP_JOB_AT_WORK");
        }
        Path lock = Files.createDirectories(home.agent()).resolve("lock");
        try (FileChannel agent = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = agent.lock()) {
            assertThat(leftAwake()).containsExactly("SLEEP_AGENT");
        }
        looks.add(thawed("S1", BYTES));
        assertThat(sleep().thawed()).containsExactly(DISK);
    }

    /** A drive that shows more of itself is opened anew, and its job held by nobody meanwhile. */
    @Test
    void soDoesALaneThatHoldsNoJobForAMoment() throws IOException {
        home.prepare();
        try (WorkHold _ = WorkHold.atWork(home, () -> true).orElseThrow()) {
            assertThat(leftAwake()).containsExactly("SLEEP_JOB_AT_WORK");
        }
    }

    /** The made kernel's file takes the word only once somebody reads it: until then the computer is going to sleep. */
    @Test
    void nobodyBeginsWhileItSleeps() throws Exception {
        Path state = root.resolve("sys/power/state");
        Files.delete(state);
        assertThat(new ProcessBuilder("mkfifo", state.toString()).start().waitFor())
                .isZero();
        looks.add(thawed("S1", BYTES));
        FutureTask<Thawing.Woken> sleeping = new FutureTask<>(this::sleep);
        Thread.ofPlatform().daemon().start(sleeping);
        Soon.until("the clock is set that wakes it", () -> {
            assertThat(sleeping.isDone()).isFalse();
            return Files.size(root.resolve("sys/class/rtc/rtc0/wakealarm")) > 0;
        });
        assertThat(WorkHold.atWork(home, () -> true)).isEmpty();
        FutureTask<Boolean> working = new FutureTask<>(() -> {
            try (WorkHold _ = WorkHold.atWork(home, () -> false).orElseThrow()) {
                return true;
            }
        });
        Thread.ofPlatform().daemon().start(working);
        assertThat(Files.readString(state)).isEqualTo("mem");
        assertThat(sleeping.get().thawed()).containsExactly(DISK);
        assertThat(working.get()).as("and then whoever waited goes on").isTrue();
    }

    @Test
    void whatThawsSaysSoItselfAndItsWordsOfBeforeAreKept() throws IOException {
        looks.add(thawed("S1", BYTES));
        Thawing.Woken woken = sleep();
        assertThat(woken.end()).isInstanceOf(SleepEnd.Slept.class);
        assertThat(woken.thawed()).containsExactly(DISK);
        assertThat(woken.frozen()).isEmpty();
        assertThat(woken.candidates().getFirst()).isInstanceOfSatisfying(Candidate.Ready.class, ready -> {
            assertThat(ready.plan().nativeIds()).isNotEmpty();
            assertThat(ready.told().earlier()).hasSize(1);
        });
    }

    @Test
    void whatIsFrozenAgainIsNotCalledThawed() throws IOException {
        looks.add(frozen("nist-purge"));
        Thawing.Woken woken = sleep();
        assertThat(woken.thawed()).isEmpty();
        assertThat(woken.frozen()).containsExactly(DISK);
        assertThat(codes(woken)).containsExactly("LEVEL_OUT_OF_REACH");
    }

    /** It says nothing of its freeze any more: neither thawed nor frozen is claimed. */
    @Test
    void whatIsNotToldIsNotClaimed() throws IOException {
        looks.add(candidate(
                drive("S1", BYTES, Bus.ATA),
                DriveFacts.told(
                        Reach.DIRECT, List.of(flag(FactName.SECURITY, true), flag(FactName.ENHANCED_ERASE, true))),
                "nist-purge"));
        Thawing.Woken woken = sleep();
        assertThat(woken.thawed()).isEmpty();
        assertThat(woken.frozen()).isEmpty();
    }

    @Test
    void anotherDriveIsRefused() throws IOException {
        looks.add(thawed("S2", BYTES));
        Thawing.Woken woken = sleep();
        assertThat(codes(woken)).containsExactly("ANOTHER_AFTER_SLEEP");
        assertThat(woken.thawed()).isEmpty();
    }

    @Test
    void soIsOneOfAnotherSize() throws IOException {
        looks.add(thawed("S1", BYTES * 2));
        assertThat(codes(sleep())).containsExactly("ANOTHER_AFTER_SLEEP");
    }

    @Test
    void aDriveThatIsGoneIsWaitedForAndThenRefused() throws IOException {
        looks.add(new Candidate.Rejected(
                DISK,
                Optional.empty(),
                List.of(Refusal.of(new Refused(Refused.Code.NOT_FOUND, DISK + ": is not there")))));
        assertThat(codes(sleep())).containsExactly("NOT_FOUND");
    }

    @Test
    void aSlowOneIsWaitedFor() throws IOException {
        looks.add(candidate(
                drive("S1", BYTES, Bus.ATA), DriveFacts.silent(Reach.DIRECT, NotAsked.NO_ANSWER, ""), "nist-purge"));
        looks.add(looks.getFirst());
        looks.add(thawed("S1", BYTES));
        assertThat(sleep().thawed()).containsExactly(DISK);
    }

    /** By its silence alone a plan would fall back to overwriting; nobody chose that. */
    @Test
    void oneThatStaysSilentIsRefused() throws IOException {
        looks.add(candidate(
                drive("S1", BYTES, Bus.ATA), DriveFacts.silent(Reach.DIRECT, NotAsked.NO_ANSWER, ""), "nist-clear"));
        assertThat(codes(sleep())).containsExactly("SILENT_AFTER_SLEEP");
    }

    /** A look at a drive that gives no answer takes far longer than what tells a wait from a sleep of the computer. */
    @Test
    @Timeout(60)
    void nobodyWaitsForEverWhereEachLookTakesLong() throws IOException {
        Candidate silent = candidate(
                drive("S1", BYTES, Bus.ATA), DriveFacts.silent(Reach.DIRECT, NotAsked.NO_ANSWER, ""), "nist-clear");
        looks.add(silent);
        Thawing slow = new Thawing(
                home,
                new ComputerSleep(root),
                _ -> {
                    LockSupport.parkNanos(2_300_000_000L);
                    return List.of(silent);
                },
                3_000,
                1);
        assertThat(codes(sleep(slow))).containsExactly("SILENT_AFTER_SLEEP");
    }

    @Test
    void whereTheComputerDoesNotSleepNothingIsClaimed() throws IOException {
        file("sys/class/rtc/rtc0/wakealarm", "2000");
        Thawing.Woken woken = sleep();
        assertThat(woken.end()).isInstanceOf(SleepEnd.Failed.class);
        assertThat(woken.thawed()).isEmpty();
    }
}
