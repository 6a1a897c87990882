package org.wangchuan.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.wangchuan.lab.guest.Guest;
import org.wangchuan.lab.guest.ScratchFolder;
import org.wangchuan.lab.scenario.Bench;
import org.wangchuan.lab.scenario.LabTable;
import org.wangchuan.lab.scenario.Machines;
import org.wangchuan.lab.scenario.OneRuleSet;
import org.wangchuan.lab.scenario.Outcome;
import org.wangchuan.lab.scenario.Product;
import org.wangchuan.lab.scenario.Progress;
import org.wangchuan.lab.scenario.Scenario;
import org.wangchuan.lab.scenario.Scenarios;

/** The commands of {@code ./wangchuan lab}, which starts this. */
public final class Lab {
    private static final String TABLE = "--table=";
    private static final String POLICY = "--policy=";
    private static final int USAGE = 1;
    private static final int WRONG = 2;
    private static final int MACHINES_MAX = 4;

    private Lab() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(new ArrayList<>(List.of(arguments)), out));
    }

    private static int run(List<String> words, PrintStream out) throws IOException, InterruptedException {
        boolean logs = words.remove("--logs");
        Optional<Path> table = words.stream()
                .filter(word -> word.startsWith(TABLE))
                .findFirst()
                .map(word -> Path.of(word.substring(TABLE.length())));
        words.removeIf(word -> word.startsWith(TABLE));
        List<String> policies = words.stream()
                .filter(word -> word.startsWith(POLICY))
                .map(word -> word.substring(POLICY.length()))
                .toList();
        words.removeIf(word -> word.startsWith(POLICY));
        if (words.remove("--steady")) {
            String _ = System.setProperty(Guest.STEADY, "true");
        }
        boolean keep = words.remove("--keep");
        boolean peersAlone = words.remove("--without-product");
        boolean allPolicies = words.remove("--all-policies");
        boolean chinese = System.getenv().getOrDefault("WANGCHUAN_LANG", "").startsWith("zh");
        if (words.isEmpty() || words.equals(List.of("list"))) {
            int widest = Scenarios.all().stream()
                    .mapToInt(one -> one.name().length())
                    .max()
                    .orElse(1);
            for (Scenario one : Scenarios.all()) {
                out.printf(
                        "%-" + widest + "s  %s%n",
                        one.name(),
                        chinese ? one.words().chinese() : one.words().english());
            }
            return 0;
        }
        if (!words.removeFirst().equals("run")) {
            out.println(
                    "lab [list] | lab run [NAME...] [--logs] [--keep] [--steady] [--without-product] [--policy=RULES]... [--all-policies] [--table=FOLDER]");
            return USAGE;
        }
        for (String policy : policies) {
            if (!Bench.POLICIES.contains(policy)) {
                out.println((chinese ? "没有这个规则集，可用：" : "no such rule set here; there are: ")
                        + String.join(", ", Bench.POLICIES));
                return USAGE;
            }
        }
        List<Scenario> chosen = new ArrayList<>();
        for (String word : words) {
            Optional<Scenario> one = Scenarios.named(word);
            if (one.isEmpty()) {
                out.println((chinese ? "没有这个场景：" : "no such scenario: ") + word);
                return USAGE;
            }
            chosen.add(one.get());
        }
        // A row of the table has what came of all of them.
        boolean oneEach = !chosen.isEmpty() && !allPolicies && policies.isEmpty() && table.isEmpty();
        List<String> asked = policies.isEmpty() ? Bench.POLICIES : policies;
        Wish wish = new Wish(logs, keep, peersAlone, chinese, asked, oneEach, table);
        return run(chosen.isEmpty() ? Scenarios.all() : chosen, wish, out);
    }

    /** @param oneEach whether each scenario is run by the one rule set alone that it is about */
    private record Wish(
            boolean logs,
            boolean keep,
            boolean peersAlone,
            boolean chinese,
            List<String> policies,
            boolean oneEach,
            Optional<Path> table) {}

    private static int run(List<Scenario> chosen, Wish wish, PrintStream out) throws IOException, InterruptedException {
        try (ScratchFolder work = ScratchFolder.make("wangchuan-lab-")) {
            boolean right = run(chosen, wish, work.path(), out);
            if ((!right || wish.keep()) && !ScratchFolder.isLeaving()) {
                deleteCells(work.path());
                work.keep();
                out.println((wish.chinese() ? "记录在 " : "logs in ") + work.path());
            }
            return right ? 0 : WRONG;
        }
    }

    /** They are judged, and hundreds of megabytes. */
    private static void deleteCells(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path one :
                    files.filter(file -> file.toString().endsWith(".cells")).toList()) {
                Files.delete(one);
            }
        }
    }

    /** Whether all was as it should be. What came of a machine is told, and written, as soon as it is off. */
    private static boolean run(List<Scenario> chosen, Wish wish, Path work, PrintStream out)
            throws IOException, InterruptedException {
        Path modules = Path.of(System.getProperty("wangchuan.lab.modules", ""));
        Optional<Product> product = wish.peersAlone()
                ? Optional.empty()
                : Optional.of(new Product(modules, Path.of(System.getProperty("java.home"))));
        List<String> asked = product.isEmpty() ? List.of() : wish.policies();
        Map<String, List<Scenario>> machines = Machines.of(chosen);
        Progress progress = new ProgressLines(
                new PrintStream(System.err, true, StandardCharsets.UTF_8), wish.chinese(), System::nanoTime);
        LocalDate day = LocalDate.now(ZoneOffset.UTC); // nothing that is found from now on is older
        boolean right = true;
        try (ExecutorService lanes = Executors.newFixedThreadPool(machinesAtOnce())) {
            CompletionService<Machine> runs = new ExecutorCompletionService<>(lanes);
            machines.forEach((name, some) -> {
                Bench all = new Bench(work.resolve(name), product, wish.policies()).telling(progress);
                Bench bench = wish.oneEach()
                        ? all.giving(
                                (scenario, policy) -> OneRuleSet.of(scenario).equals(policy))
                        : all;
                Future<Machine> _ = runs.submit(() -> run(name, bench, some));
            });
            for (int left = machines.size(); left > 0; left--) {
                Machine over = runs.take().get();
                if (!over.broken().isEmpty()) {
                    out.println("BAD  " + over.name() + ": " + over.broken());
                    right = false;
                }
                if (wish.logs()) {
                    print(work.resolve(over.name()).resolve("shared"), out);
                }
                right &= tell(over.outcomes(), out);
                if (wish.table().isPresent()) {
                    LabTable.write(wish.table().get(), over.outcomes(), asked, day);
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("a machine of the bench: " + e.getCause(), e);
        }
        return right;
    }

    /**
     * One that is off.
     *
     * @param broken why it did not come to its end; empty if it did
     */
    private record Machine(String name, List<Outcome> outcomes, String broken) {}

    /** That one does not come to its end is no reason not to run another. */
    private static Machine run(String name, Bench bench, List<Scenario> some) throws InterruptedException {
        if (ScratchFolder.isLeaving()) {
            return new Machine(name, List.of(), "interrupted");
        }
        try {
            return new Machine(name, bench.run(some), "");
        } catch (IOException e) {
            return new Machine(name, List.of(), String.valueOf(e.getMessage()));
        }
    }

    /** Each has one processor, and the most has three gibibytes of memory. */
    private static int machinesAtOnce() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MACHINES_MAX);
    }

    private static boolean tell(List<Outcome> outcomes, PrintStream out) {
        boolean right = true;
        for (Outcome one : outcomes) {
            out.printf(
                    "%-4s %-26s %s, %d %%%s%n",
                    one.right() ? "ok" : "BAD", one.scenario().name(), one.claimed(), one.left(), concluded(one));
            one.wrong().forEach(wrong -> out.println("       " + wrong));
            right &= one.right();
        }
        return right;
    }

    private static String concluded(Outcome one) {
        StringBuilder out = new StringBuilder();
        one.concluded().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> out.append("; %s: %s, %d %%"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().words(false),
                                entry.getValue().left())));
        return out.toString();
    }

    private static void print(Path folder, PrintStream out) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.println("== " + file.getFileName());
                out.println(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
            }
        }
    }
}
