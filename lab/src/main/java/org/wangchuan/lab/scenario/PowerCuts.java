package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.lab.nvme.NvmeDrive;
import org.wangchuan.lab.nvme.NvmeTarget;

/**
 * Takes the power of a computer away while it erases drives, at an instant that nobody chose, switches it on again and has it go on. The drives
 * are honest NVMe drives of the host's, so that they have power of their own: an erasure that they were told goes on meanwhile. All drives of a
 * round are cut off at once, each in its own job.
 */
public final class PowerCuts {
    /** What is on each drive; overwriting it takes a few seconds. */
    private static final long BYTES = 16L << 20;

    private static final Duration BOOT = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** What they are: all that NVMe drives do to themselves. Under a policy of overwriting it makes no difference. */
    private static final List<String> KINDS =
            List.of("nvme-honest-slow", "nvme-honest-crypto", "nvme-honest-overwrite", "nvme-format-user-data");

    private final Path work;
    private final Product product;

    /**
     * A bench for cuts.
     *
     * @param work an empty folder for cells and logs, which stay
     * @param product what is under test
     */
    public PowerCuts(Path work, Product product) {
        this.work = work;
        this.product = product;
    }

    /**
     * What came of one drive.
     *
     * @param drive its name within the bench
     * @param after how long its erasing had been going on when the power went
     * @param isOrdered whether it had been told to erase itself by then
     * @param wentOn what was done after that: {@code resumed} or {@code anew}
     * @param verdict what was concluded in the end
     * @param left what is left in its cells, in percent of its blocks
     */
    public record Cut(String drive, Duration after, boolean isOrdered, String wentOn, String verdict, long left) {}

    private record Put(String name, String serial, Path cells, NvmeDrive drive) {}

    /**
     * Cuts off one round of drives.
     *
     * @param policy under which they are erased
     * @param longest the power goes at some instant before this
     * @return one for each drive
     */
    public List<Cut> round(int number, String policy, Duration longest, RandomGenerator random)
            throws IOException, InterruptedException {
        Path shared = Files.createDirectories(work.resolve("round" + number));
        List<Put> drives = new ArrayList<>();
        try (NvmeTarget target = new NvmeTarget()) {
            for (String kind : KINDS) {
                Put one = put(shared, number, drives.size(), kind);
                drives.add(one);
                target.add(one.drive());
            }
            Duration after = longest.multipliedBy(random.nextInt(1000)).dividedBy(1000);
            Guest.Plan plan = Guest.over(shared).reaching(NvmeTarget.PORT, target.port());
            cut(plan, shared, begin(drives, policy), after);
            List<Boolean> ordered =
                    drives.stream().map(one -> !one.drive().ordered().isEmpty()).toList();
            for (Put one : drives) {
                Files.deleteIfExists(shared.resolve(one.name() + ".path"));
            }
            try (Guest guest = plan.start(goOn(drives, policy))) {
                String said = guest.await(BOOT);
                if (!Files.exists(shared.resolve("end"))) {
                    throw new IOException("it did not go on: " + said);
                }
            } catch (IOException e) {
                throw new IOException("cut off after " + after + ": " + errors(shared) + e.getMessage(), e);
            }
            List<Cut> out = new ArrayList<>();
            for (Put one : drives) {
                String wentOn = Files.exists(shared.resolve(one.name() + ".anew.json")) ? "anew" : "resumed";
                out.add(new Cut(
                        one.name(),
                        after,
                        ordered.get(out.size()),
                        wentOn,
                        verdict(shared.resolve(one.name() + "." + wentOn + ".json")),
                        Planted.look(one.cells()).percent()));
            }
            return out;
        } finally {
            for (Put one : drives) {
                one.drive().close();
            }
        }
    }

    private static Put put(Path shared, int round, int at, String kind) throws IOException {
        String name = "cut" + round + "-" + kind;
        Path cells = shared.resolve(name + ".cells");
        Planted.write(cells, BYTES);
        Scenario scenario = Scenarios.all().stream()
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElseThrow();
        String serial = "CUT%02d%03d".formatted(at, round);
        return new Put(name, serial, cells, new NvmeDrive(name, serial, scenario.firmware(), cells, System::nanoTime));
    }

    private String attached(List<Put> drives) throws IOException {
        StringBuilder script = new StringBuilder(Guest.network());
        script.append("modprobe nvme_tcp\n").append(NvmeScript.functions());
        drives.forEach(one -> script.append(
                "nvme_attach %s %s\n".formatted(one.name(), one.drive().qualifiedName())));
        // Its jobs outlive the guest, as a station's disk does.
        return script + product.function() + "export WANGCHUAN_HOME=/mnt/station; mkdir -p /mnt/receipts\n";
    }

    private String begin(List<Put> drives, String policy) throws IOException {
        StringBuilder script = new StringBuilder(attached(drives)).append("targets=\n");
        drives.forEach(one -> script.append(
                "targets=\"$targets $(cat /mnt/%s.path) --confirm %s\"\n".formatted(one.name(), one.serial())));
        return script.append("""
                        touch /mnt/begun
                        wangchuan erase $targets --policy %s --patience 60 --witness-seconds 0 --out /mnt/receipts --json \\
                            > /mnt/erased.json 2> /mnt/erased.err
                        touch /mnt/erased
                        sleep 600
                        """.formatted(policy)).toString();
    }

    /** Off at some instant after it began. */
    private static void cut(Guest.Plan plan, Path shared, String script, Duration after)
            throws IOException, InterruptedException {
        try (Guest guest = plan.start(script)) {
            long until = System.nanoTime() + BOOT.toNanos();
            while (!Files.exists(shared.resolve("begun"))) {
                if (!guest.running() || System.nanoTime() > until) {
                    throw new IOException("it did not begin: " + guest.said());
                }
                Thread.sleep(LOOK);
            }
            Thread.sleep(after);
            guest.powerCut();
        }
    }

    /** Each of them by itself, for one that has nothing to go on with is refused, and begun anew. */
    private String goOn(List<Put> drives, String policy) throws IOException {
        StringBuilder script = new StringBuilder(attached(drives)).append("""
                go_on() { # NAME SERIAL HOW OPTION
                    wangchuan erase $(cat /mnt/$1.path) --confirm $2 --policy %s --patience 60 --witness-seconds 0 --out /mnt/receipts \\
                        --json $4 > /mnt/$1.$3.json 2> /mnt/$1.$3.err
                }
                """.formatted(policy));
        drives.forEach(one -> script.append("""
                go_on %1$s %2$s resumed --resume
                grep -q NOTHING_TO_RESUME /mnt/%1$s.resumed.json && go_on %1$s %2$s anew
                """.formatted(one.name(), one.serial())));
        return script.append("touch /mnt/end\n").toString();
    }

    /** What the product has said among its errors. */
    private static String errors(Path shared) throws IOException {
        StringBuilder out = new StringBuilder();
        try (Stream<Path> files = Files.list(shared)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".err"))
                    .sorted()
                    .toList()) {
                out.append(file.getFileName())
                        .append(": ")
                        .append(Files.readString(file))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static String verdict(Path file) throws IOException {
        try {
            Optional<Json.Fields> result = ProductScript.results(file).stream().findFirst();
            if (result.isEmpty()) {
                return "no verdict";
            }
            return result.get().has("verdict") ? result.get().text("verdict") : "no verdict";
        } catch (ShapeException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }
}
