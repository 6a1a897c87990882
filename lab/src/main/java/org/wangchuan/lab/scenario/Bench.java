package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.lab.nvme.NvmeDrive;
import org.wangchuan.lab.nvme.NvmeTarget;
import org.wangchuan.lab.scenario.Progress.Stage;

/** Runs scenarios that share one boot: another program tells the drives to erase themselves, and the product erases others that are alike. */
public final class Bench {
    /** What the product does with the drives; one more policy is one more word. */
    public static final List<String> POLICIES =
            List.of("nist-clear", MadeDrive.CLEARING_ITSELF, "nist-purge", CounterRules.POLICY);

    private static final Duration BOOT = Duration.ofMinutes(2);
    private static final Duration EACH = Duration.ofSeconds(45);

    /** For taking all into memory, and for each policy's sleep. */
    private static final Duration ASLEEP = Duration.ofMinutes(8);

    /** For each run of the product that is for one drive alone: starting is most of what it does. */
    private static final Duration APART = Duration.ofMinutes(5);

    /** A machine whose clock goes by its own instructions takes so many times as long as it may at the most. */
    private static final int STEADY_TIMES = 4;

    /** Of a machine that has all that it runs in its memory. */
    private static final int MEMORY_MEBIBYTES = 3072;

    /** What takes longer is looked at while it runs. */
    private static final int ERASURE_SECONDS_MAX = 9;

    private final Path work;
    private final Optional<Product> product;
    private final List<String> policies;
    private final BiPredicate<Scenario, String> asked;
    private final Progress progress;

    /**
     * A bench that tells nobody how far it is.
     *
     * @param work an empty folder for cells and logs, which stay
     * @param product what is under test; without it only the drives are
     * @param policies what it is asked for
     */
    public Bench(Path work, Optional<Product> product, List<String> policies) {
        this(work, product, product.isPresent() ? List.copyOf(policies) : List.of(), (_, _) -> true, Progress.NONE);
    }

    private Bench(
            Path work,
            Optional<Product> product,
            List<String> policies,
            BiPredicate<Scenario, String> asked,
            Progress progress) {
        this.work = work;
        this.product = product;
        this.policies = policies;
        this.asked = asked;
        this.progress = progress;
    }

    /**
     * The same, of whose drives the product is given some alone; those of other programs stay.
     *
     * @param which whether it is given that of a scenario for a policy
     */
    public Bench giving(BiPredicate<Scenario, String> which) {
        return new Bench(work, product, policies, which, progress);
    }

    /** The same, which tells somebody how far it is. */
    public Bench telling(Progress somebody) {
        return new Bench(work, product, policies, asked, somebody);
    }

    /** Runs them, and says what came of them in their order. Those whose machine sleeps are run by themselves. */
    public List<Outcome> run(List<Scenario> scenarios) throws IOException, InterruptedException {
        boolean sleeps = product.isPresent() && scenarios.stream().allMatch(Scenario::sleeps);
        String words = sleeps ? "--suspend" : scenarios.stream().allMatch(Scenario::bestEffort) ? "--best-effort" : "";
        Path shared = Files.createDirectories(work.resolve("shared"));
        List<MadeDrive> drives =
                MadeDrive.make(Files.createDirectories(shared.resolve("cells")), scenarios, policies, asked);
        PsidScript.print(shared, drives);
        Map<String, NvmeDrive> nvme = new LinkedHashMap<>();
        try (NvmeTarget target = new NvmeTarget()) {
            StringBuilder script = new StringBuilder(sleeps ? "" : Guest.network());
            List<MadeDrive> overNetwork = of(drives, drive -> drive.scenario().family() == Family.NVME);
            List<MadeDrive> looped = of(drives, Bench::looped);
            if (!overNetwork.isEmpty()) {
                script.append("modprobe nvme_tcp\n").append(NvmeScript.functions());
            }
            for (MadeDrive drive : overNetwork) {
                NvmeDrive made = new NvmeDrive(
                        drive.name(), drive.serial(), drive.scenario().firmware(), drive.cells(), System::nanoTime);
                nvme.put(drive.name(), made);
                target.add(made);
                script.append(NvmeScript.attach(drive, made.qualifiedName()));
            }
            if (!looped.isEmpty()) {
                script.append(LoopScript.start(looped)).append(sleeps ? "loop_uncached\n" : "");
            }
            List<MadeDrive> faulty =
                    of(drives, drive -> drive.scenario().fault().isPresent());
            script.append(FaultScript.start(faulty));
            script.append(stage(sleeps, Stage.TOLD, "")).append(peers(drives));
            product.ifPresent(program -> script.append(program.function()));
            for (String policy : policies) {
                List<MadeDrive> some = of(drives, policy);
                boolean labels = PsidScript.gives(policy);
                script.append(some.isEmpty() ? "" : stage(sleeps, Stage.ERASED, policy));
                script.append(ProductScript.run(
                        policy, of(some, drive -> !labels || drive.psid().isEmpty()), words));
                script.append(
                        labels
                                ? PsidScript.run(
                                        policy, of(some, drive -> drive.psid().isPresent()))
                                : "");
            }
            script.append(FaultScript.end(faulty)).append("touch /mnt/end\n");
            Guest.Plan machine = sleeps
                    ? new Guest.Plan(shared, List.of(), MEMORY_MEBIBYTES).sleeping()
                    : Guest.over(shared)
                            .reaching(NvmeTarget.PORT, target.port())
                            .with(FaultScript.hardware(faulty));
            String all = StageWatch.line(Stage.BOOTED, "")
                    + (sleeps ? MemoryScript.of(shared, script.toString(), product) : script.toString());
            Duration limit = BOOT.plus(EACH.multipliedBy(drives.size()))
                    .plus(APART.multipliedBy(apart(drives)))
                    .plus(sleeps ? ASLEEP : Duration.ZERO);
            boot(
                    shared,
                    drives,
                    machine,
                    all,
                    Boolean.getBoolean(Guest.STEADY) ? limit.multipliedBy(STEADY_TIMES) : limit);
        } finally {
            for (NvmeDrive one : nvme.values()) {
                one.close();
            }
        }
        Map<String, Integer> reverts = new HashMap<>(nvme.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().reverts())));
        for (MadeDrive drive : of(drives, Bench::looped)) {
            Path count = shared.resolve(drive.name() + GuestDrives.REVERTS);
            reverts.put(drive.name(), Integer.parseInt(Files.readString(count).strip()));
        }
        return outcomes(shared, scenarios, drives, reverts);
    }

    /** How many drives the product is run for alone. */
    private static long apart(List<MadeDrive> drives) {
        return drives.stream()
                .filter(drive -> PsidScript.gives(drive.use()) && drive.psid().isPresent())
                .count();
    }

    private static String peers(List<MadeDrive> drives) {
        List<MadeDrive> peers = of(drives, MadeDrive.PEER);
        StringBuilder out = new StringBuilder();
        for (MadeDrive drive : peers) {
            out.append(
                    switch (drive.scenario().family()) {
                        case NVME -> NvmeScript.order(drive);
                        case ATA, SCSI -> LoopScript.order(drive);
                        case NULL_BLK, SCSI_DEBUG, QEMU -> FaultScript.order(drive);
                    });
        }
        long seconds = peers.stream()
                .filter(drive ->
                        drive.scenario().order().sanitize() || drive.psid().isPresent())
                .mapToLong(drive -> drive.scenario().takesSeconds() + 1)
                .max()
                .orElse(0);
        out.append("sleep %d\n".formatted(Math.min(seconds, ERASURE_SECONDS_MAX)));
        for (MadeDrive drive : peers) {
            if (looped(drive)) {
                out.append(LoopScript.told(drive));
            } else if (drive.scenario().family() == Family.NVME) {
                out.append(NvmeScript.told(drive));
            }
        }
        return out.toString();
    }

    private static boolean looped(MadeDrive drive) {
        return switch (drive.scenario().family()) {
            case ATA, SCSI -> true;
            case NVME, NULL_BLK, SCSI_DEBUG, QEMU -> false;
        };
    }

    /** What runs in memory alone has no folder that it shares with the host until its end, and tells nothing before that. */
    private static String stage(boolean sleeps, Stage stage, String policy) {
        return sleeps ? "" : StageWatch.line(stage, policy);
    }

    private void boot(Path shared, List<MadeDrive> drives, Guest.Plan machine, String script, Duration limit)
            throws IOException, InterruptedException {
        try (StageWatch _ = new StageWatch(shared, drives, progress);
                Guest guest = machine.start(script)) {
            String said = guest.await(limit);
            if (!Files.exists(shared.resolve("end"))) {
                throw new IOException("the script did not come to its end: " + said);
            }
        }
    }

    private static List<MadeDrive> of(List<MadeDrive> drives, String use) {
        return of(drives, drive -> drive.use().equals(use));
    }

    private static List<MadeDrive> of(List<MadeDrive> drives, Predicate<MadeDrive> which) {
        return drives.stream().filter(which).toList();
    }

    /** @param reverts how often drives took it, by their names */
    private List<Outcome> outcomes(
            Path shared, List<Scenario> scenarios, List<MadeDrive> drives, Map<String, Integer> reverts)
            throws IOException {
        Map<String, ProductScript.Said> verdicts = new HashMap<>();
        for (String policy : policies) {
            verdicts.putAll(ProductScript.verdicts(shared, policy, of(drives, policy)));
        }
        List<Outcome> out = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Map<String, Outcome.Conclusion> concluded = new TreeMap<>();
            String claimed = "not run";
            Planted.Left left = new Planted.Left(0, 0);
            List<String> told = new ArrayList<>();
            for (MadeDrive drive : drives) {
                if (!drive.scenario().equals(scenario)) {
                    continue;
                }
                Planted.Left found = Planted.look(drive.cells());
                told.addAll(PsidScript.written(shared, drive));
                if (scenario.family() == Family.ATA) {
                    Path security = shared.resolve(drive.name() + GuestDrives.SECURITY);
                    told.addAll(Judge.wrongSecurity(
                            scenario, drive.use(), Files.readString(security).strip()));
                }
                if (drive.use().equals(MadeDrive.PEER)) {
                    claimed = Claim.read(shared, drive);
                    left = found;
                } else {
                    ProductScript.Said said =
                            verdicts.getOrDefault(drive.name(), ProductScript.Said.nothing("not run"));
                    told.addAll(Judge.wrongCells(scenario, drive.use(), said.words(), said.notProved()));
                    told.addAll(Judge.wrongCounts(scenario, drive.use(), said.replaced()));
                    concluded.put(
                            drive.use(),
                            new Outcome.Conclusion(
                                    said.words(),
                                    found.percent(),
                                    Planted.inexact(drive.cells(), said.ranges(), scenario.bad()),
                                    said.carriedOut(),
                                    reverts.getOrDefault(drive.name(), 0)));
                }
            }
            told.addAll(Judge.wrong(scenario, claimed, left, concluded));
            out.add(new Outcome(scenario, claimed, left.percent(), left.data(), concluded, told));
        }
        return out;
    }
}
