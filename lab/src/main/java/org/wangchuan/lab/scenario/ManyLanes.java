package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.lab.nvme.NvmeDrive;
import org.wangchuan.lab.nvme.NvmeTarget;

/** Many drives of different kinds in one run of the product, some of which hang, vanish or are locked, and what becomes of each. */
public final class ManyLanes {
    /** How long the product gives a made drive that tells nothing new, seconds: a variable of its environment. */
    static final String STANDSTILL = "WANGCHUAN_LAB_STANDSTILL_SECONDS";

    private static final Duration BOOT = Duration.ofMinutes(50);
    private static final Pattern RUN = Pattern.compile(
            "begun=([0-9.]+) ended=([0-9.]+) told=([0-9.]+) code=([0-9]*) process=([a-z]+)\\s*", Pattern.DOTALL);

    private final Path work;
    private final Product product;
    private final int standstillSeconds;
    private final long bytes;

    /**
     * A bench for many lanes.
     *
     * @param work an empty folder for cells and logs, which stay
     * @param product what is under test
     * @param standstillSeconds what a drive that erases itself is given without news, 1 to 7200
     * @param bytes how large each drive is
     */
    public ManyLanes(Path work, Product product, int standstillSeconds, long bytes) {
        this.work = work;
        this.product = product;
        this.standstillSeconds = standstillSeconds;
        this.bytes = bytes;
    }

    /**
     * A line that the product wrote about a lane.
     *
     * @param at seconds of the guest's clock
     * @param device what the kernel calls the drive
     */
    public record Line(double at, String device, String words) {
        /** Whether it says that the lane is over. */
        public boolean ended() {
            return words.startsWith("ended");
        }
    }

    /**
     * What came of one drive in a run.
     *
     * @param scenario what it is
     * @param device what the kernel calls it, as lines have it
     * @param said verdict, or state, or codes of refusals
     * @param cause the reason that is told where there is no verdict; may be empty
     * @param receipt whether its receipt and its evidence are there
     * @param left what is left in its cells, in percent of its blocks
     * @param seconds from the start of the run to the end of its lane; empty if that was never written
     */
    public record Result(
            String scenario,
            String device,
            String said,
            String cause,
            boolean receipt,
            long left,
            Optional<Double> seconds) {}

    /**
     * One run of the product.
     *
     * @param exitCode its last word
     * @param processEnded whether its process was gone then, too
     * @param seconds from its start to its last word
     * @param stopSeconds from being told to stop to its last word; all of it, if nobody told it
     * @param lines what it wrote meanwhile
     */
    public record Run(
            String exitCode,
            boolean processEnded,
            double seconds,
            double stopSeconds,
            List<Result> results,
            List<Line> lines) {
        /** Keeps its own lists. */
        public Run {
            results = List.copyOf(results);
            lines = List.copyOf(lines);
        }

        /** What came of the drives of a scenario. */
        public Result of(String scenario) {
            return results.stream()
                    .filter(one -> one.scenario().equals(scenario))
                    .findFirst()
                    .orElseThrow();
        }

        /** What was written about any lane after a moment of the guest's clock. */
        public List<Line> linesAfter(double at) {
            return lines.stream().filter(line -> line.at() > at).toList();
        }
    }

    /**
     * A run that is asked for.
     *
     * @param name of letters and digits
     * @param scenarios one for each drive
     * @param options of {@code erase}
     * @param stop when it is told to stop; empty if it ends by itself
     * @param same the run whose drives it takes; empty if they are its own
     * @param standstill seconds that a drive is given without news, 1 to 7200; empty if as long as in all runs of the bench
     */
    public record Wish(
            String name,
            List<String> scenarios,
            String options,
            Optional<Stop> stop,
            Optional<String> same,
            OptionalInt standstill) {
        /** Keeps its own list. */
        public Wish {
            scenarios = List.copyOf(scenarios);
        }

        /** A run that ends by itself. */
        public static Wish of(String name, String options, List<String> scenarios) {
            return new Wish(name, scenarios, options, Optional.empty(), Optional.empty(), OptionalInt.empty());
        }

        /** The same, stopped. */
        public Wish stopped(Stop when) {
            return new Wish(name, scenarios, options, Optional.of(when), same, standstill);
        }

        /** The same, on the drives of another. */
        public Wish on(String other) {
            return new Wish(name, scenarios, options, stop, Optional.of(other), standstill);
        }

        /** The same with a patience of its own. */
        public Wish patient(int seconds) {
            return new Wish(name, scenarios, options, stop, same, OptionalInt.of(seconds));
        }
    }

    /**
     * When a run is told to stop.
     *
     * @param ended lanes that are over by then
     * @param linesMore lines that were written since then
     */
    public record Stop(int ended, int linesMore) {}

    /**
     * What came of all.
     *
     * @param runs by name
     * @param sanitizes how often each made NVMe drive was told to erase itself, by run and scenario, as {@code run/scenario}
     */
    public record Report(Map<String, Run> runs, Map<String, Integer> sanitizes) {
        /** Keeps its own. */
        public Report {
            runs = Map.copyOf(runs);
            sanitizes = Map.copyOf(sanitizes);
        }

        /** The run of a name. */
        public Run run(String name) {
            return Optional.ofNullable(runs.get(name)).orElseThrow();
        }
    }

    /** Carries the runs out, one after the other, in one boot. */
    public Report run(List<Wish> wishes) throws IOException, InterruptedException {
        Path shared = Files.createDirectories(work.resolve("shared"));
        Path cells = Files.createDirectories(shared.resolve("cells"));
        Map<String, List<LaneDrive>> drives = new HashMap<>();
        List<LaneDrive> all = new ArrayList<>();
        for (Wish wish : wishes) {
            List<LaneDrive> own = new ArrayList<>();
            for (String kind : wish.same().isEmpty() ? wish.scenarios() : List.<String>of()) {
                Scenario scenario = Scenarios.made(kind).orElseThrow();
                String name = wish.name() + "-" + kind + "-" + own.size();
                own.add(LaneDrive.make(cells, name, scenario, all.size() + own.size() + 1, bytes));
            }
            all.addAll(own);
            drives.put(wish.name(), own);
        }
        for (Wish wish : wishes) {
            wish.same()
                    .ifPresent(other -> drives.put(
                            wish.name(),
                            drives.getOrDefault(other, List.of()).stream()
                                    .filter(one -> wish.scenarios()
                                            .contains(one.scenario().name()))
                                    .toList()));
        }
        Map<LaneDrive, NvmeDrive> made = new HashMap<>();
        try (NvmeTarget target = new NvmeTarget()) {
            StringBuilder script = new StringBuilder(attached(all, made, target));
            for (Wish wish : wishes) {
                script.append(LaneScript.patient(wish.standstill().orElse(standstillSeconds)));
                script.append(
                        LaneScript.begin(wish.name(), drives.getOrDefault(wish.name(), List.of()), wish.options()));
                wish.stop().ifPresent(when -> script.append("tell %d %d\n".formatted(when.ended(), when.linesMore())));
                script.append("end\n");
            }
            script.append("touch /mnt/end\n");
            try (Guest guest =
                    Guest.over(shared).reaching(NvmeTarget.PORT, target.port()).start(script.toString())) {
                String _ = guest.awaitFile("end", BOOT);
            }
        } finally {
            for (NvmeDrive one : made.values()) {
                one.close();
            }
        }
        Map<String, Run> runs = new HashMap<>();
        Map<String, Integer> sanitizes = new HashMap<>();
        for (Wish wish : wishes) {
            List<LaneDrive> mine = drives.getOrDefault(wish.name(), List.of());
            runs.put(wish.name(), run(shared, wish.name(), mine));
            for (LaneDrive drive : mine) {
                Optional.ofNullable(made.get(drive))
                        .ifPresent(one -> sanitizes.put(
                                wish.name() + "/" + drive.scenario().name(), one.orders()));
            }
        }
        return new Report(runs, sanitizes);
    }

    private String attached(List<LaneDrive> all, Map<LaneDrive, NvmeDrive> made, NvmeTarget target) throws IOException {
        StringBuilder script = new StringBuilder(Guest.network());
        script.append("modprobe nvme_tcp\n").append(NvmeScript.functions());
        for (LaneDrive drive : all) {
            if (drive.overNetwork()) {
                NvmeDrive one = new NvmeDrive(
                        drive.name(), drive.serial(), drive.scenario().firmware(), drive.cells(), System::nanoTime);
                made.put(drive, one);
                target.add(one);
                script.append("nvme_attach %s %s\n".formatted(drive.name(), one.qualifiedName()));
            }
        }
        List<LaneDrive> looped =
                all.stream().filter(drive -> !drive.overNetwork()).toList();
        if (!looped.isEmpty()) {
            script.append(LoopScript.startLanes(looped));
        }
        return script + product.function() + LaneScript.functions();
    }

    private static Run run(Path shared, String name, List<LaneDrive> drives) throws IOException {
        Path file = shared.resolve(name + ".run");
        Matcher found = RUN.matcher(Files.exists(file) ? Files.readString(file) : "");
        if (!found.matches()) {
            throw new IOException(name + ": no such run");
        }
        double begun = Double.parseDouble(found.group(1));
        double ended = Double.parseDouble(found.group(2));
        List<Line> lines = LaneLines.read(shared.resolve(name + ".lines"));
        Map<String, Json.Fields> byPath = new HashMap<>();
        try {
            for (Json.Fields result : ProductScript.results(shared.resolve(name + ".json"))) {
                byPath.put(result.text("path"), result);
            }
            List<Result> results = new ArrayList<>();
            for (LaneDrive drive : drives) {
                Path told = shared.resolve(drive.name() + ".path");
                String path = Files.exists(told) ? Files.readString(told).strip() : "";
                results.add(result(shared, drive, path, Optional.ofNullable(byPath.get(path)), lines, begun));
            }
            return new Run(
                    found.group(4),
                    found.group(5).equals("ended"),
                    ended - begun,
                    ended - Double.parseDouble(found.group(3)),
                    results,
                    lines);
        } catch (ShapeException e) {
            throw new IOException("what erase printed: " + e.getMessage(), e);
        }
    }

    private static Result result(
            Path shared, LaneDrive drive, String path, Optional<Json.Fields> printed, List<Line> lines, double begun)
            throws IOException, ShapeException {
        String device = path.substring(path.lastIndexOf('/') + 1);
        String said = "not printed";
        boolean receipt = false;
        String cause = "";
        if (printed.isPresent()) {
            said = ProductScript.said(printed.get());
            receipt = there(shared, printed.get(), "receipt") && there(shared, printed.get(), "evidence");
            cause = ProductScript.word(printed.get(), "cause").orElse("");
        }
        return new Result(
                drive.scenario().name(),
                device,
                said,
                cause,
                receipt,
                Planted.look(drive.cells()).percent(),
                lines.stream()
                        .filter(line -> line.device().equals(device) && line.ended())
                        .map(line -> line.at() - begun)
                        .findFirst());
    }

    /** The guest's own folder is one of the host's. */
    private static boolean there(Path shared, Json.Fields result, String member) throws ShapeException {
        return result.object().members().get(member) instanceof JsonValue.Text(String file)
                && file.startsWith(Guest.SHARED + "/")
                && Files.exists(shared.resolve(file.substring(Guest.SHARED.length() + 1)));
    }
}
