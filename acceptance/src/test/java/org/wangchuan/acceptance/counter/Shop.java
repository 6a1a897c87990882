package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;
import org.wangchuan.browser.Browser;

/**
 * A shop on hosts of its own: the platform with its database behind TLS, a witness outside, and browsers and stations that reach it by
 * its name. Not thread-safe.
 */
final class Shop implements AutoCloseable {
    /** What everybody calls it. */
    static final String NAME = "shop.example";

    static final String ORIGIN = "https://" + NAME;

    private static final int WITNESS_PORT = 8573;
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Pattern RUNS = Pattern.compile(Pattern.quote("the platform runs at " + ORIGIN));
    private static final Pattern LINK = Pattern.compile(Pattern.quote(ORIGIN) + "/enrol/[A-Za-z0-9_-]+");

    private final Path folder;
    private final Network network;
    private final ShopCertificate certificate;
    private final Network.Host witnessHost;
    private final Network.Host host;
    private final Path policy;
    private Running up;
    private Optional<Running> witness = Optional.empty();

    /** Opens it; nobody has signed in yet. */
    Shop(Path folder) throws IOException {
        this.folder = folder;
        network = new Network(folder);
        certificate = ShopCertificate.make(folder, NAME);
        witnessHost = network.add("witness", 9);
        String witnessKey = new Program(folder.resolve("witness"))
                .run("witness", "new-key", witnessFile("key").toString(), "--name", "ngo.example")
                .out()
                .strip();
        policy = Files.writeString(
                folder.resolve("policy.txt"),
                "witness ngo " + witnessKey + " http://" + witnessHost.address() + ":" + WITNESS_PORT
                        + "\nquorum ngo\n");
        host = network.shop();
        up = up();
    }

    private Running up() throws IOException {
        return here().start(
                        "up",
                        "--public-url",
                        ORIGIN,
                        "--port",
                        "443",
                        "--cert",
                        certificate.chain().toString(),
                        "--key",
                        certificate.key().toString(),
                        "--witnesses",
                        policy.toString(),
                        "--trial");
    }

    /** The program where the platform runs, of whoever runs it. */
    private Program here() throws IOException {
        return on(host, "home");
    }

    /** The program on a host, with a state folder of this name. */
    Program on(Network.Host host, String home) throws IOException {
        return new Program(folder.resolve(home)).under(host.prefix().toArray(String[]::new));
    }

    /** The hosts. */
    Network network() {
        return network;
    }

    /** What the shop shows to whoever comes. */
    ShopCertificate certificate() {
        return certificate;
    }

    /** What the first administrator opens. */
    String firstLink() throws IOException {
        return up.awaitOut(LINK, START);
    }

    /** A browser that believes the shop's own key and no other that is not everybody's. */
    Browser browser(Network.Host host, String language, int width, int height) throws IOException {
        Browser browser = new Browser(
                language, host.withNames(), List.of("--ignore-certificate-errors-spki-list=" + certificate.pin()));
        browser.resize(width, height);
        return browser;
    }

    /**
     * Starts the witness, who has to know the log's key.
     *
     * @param log verifier key, as the platform's page shows it
     */
    void witness(String log) throws IOException {
        Files.writeString(
                witnessFile("conf"),
                "key " + witnessFile("key") + "\nstate " + witnessFile("state") + "\nlisten " + witnessHost.address()
                        + ":" + WITNESS_PORT + "\nlog " + log + "\n");
        Running started = on(witnessHost, "witness")
                .start("witness", "--config", witnessFile("conf").toString());
        witness = Optional.of(started);
    }

    private Path witnessFile(String ending) {
        return folder.resolve("ngo." + ending);
    }

    /** Kills the platform's process alone, as a kernel does that is out of memory. */
    void killPlatform() throws IOException {
        kill(process("org.wangchuan.platform.PlatformApplication").pid());
    }

    /** Pulls the plug: {@code up}, platform and database are gone at once, and nothing starts them again. */
    void killAll() throws IOException {
        up.killGroup();
        long end = System.nanoTime() + STOP.toNanos();
        while (isAnyoneLeft()) { // the database sees that its socket's owner is gone
            if (System.nanoTime() > end) {
                throw new IOException("something of the platform is left");
            }
            Numbers.pause();
        }
    }

    private boolean isAnyoneLeft() {
        String data = data().toString();
        return ProcessHandle.allProcesses().anyMatch(one -> commandLine(one).contains(data));
    }

    /** Starts it again as it was started first, and waits until it answers. */
    void openAgain() throws IOException {
        up = up();
        String _ = up.awaitOut(RUNS, START);
    }

    /** Starts what was put back; what leads its administrator in. */
    String openPutBack() throws IOException {
        up = up();
        return firstLink();
    }

    /** Makes a back-up while the platform runs. */
    void backUp(Path file, Path keys) throws IOException {
        Run made = here().run("backup", file.toString(), "--keys", keys.toString());
        assertThat(made.exitCode()).as("%s", made).isZero();
    }

    /** Destroys the platform as a disk does that dies: database, log, keys and this machine's own station of the trial. */
    void destroy() throws IOException {
        killAll();
        CommandLine.run("rm", "-rf", data().toString());
    }

    /** Makes the platform's folder again from a back-up. */
    void putBack(Path file, Path keys) throws IOException {
        Run made = here().run("restore", file.toString(), "--keys", keys.toString());
        assertThat(made.exitCode()).as("%s", made).isZero();
        assertThat(made.out()).contains("./wangchuan up --trial");
    }

    private Path data() {
        return folder.resolve("home/platform");
    }

    /**
     * Lets the links that people came in by be of the day before: who was let in by somebody counts as another person only then (decision 26).
     * Done as whoever runs the machine could, with the database's own password.
     */
    void aDayPasses() throws IOException {
        List<String> pid = Files.readAllLines(data().resolve("postgres/postmaster.pid"));
        String password = Files.readString(data().resolve("postgres.password")).strip();
        List<String> line = new ArrayList<>(host.prefix());
        line.addAll(List.of(
                "psql",
                "-v",
                "ON_ERROR_STOP=1",
                "-c",
                "ALTER TABLE identity.account_change DISABLE TRIGGER USER;"
                        + " UPDATE identity.account_change SET at = at - interval '25 hours' WHERE what = 'link_used';"
                        + " ALTER TABLE identity.account_change ENABLE TRIGGER USER",
                "postgresql://wangchuan:" + password + "@127.0.0.1:"
                        + pid.get(3).strip() + "/wangchuan"));
        String _ = CommandLine.run(line.toArray(String[]::new));
    }

    /** Kills the database under the platform. */
    void killDatabase() throws IOException {
        kill(Long.parseLong(Files.readAllLines(folder.resolve("home/platform/postgres/postmaster.pid"))
                .getFirst()));
    }

    private static void kill(long pid) throws IOException {
        if (!ProcessHandle.of(pid).map(ProcessHandle::destroyForcibly).orElse(false)) {
            throw new IOException("nothing to kill: " + pid);
        }
    }

    private ProcessHandle process(String word) throws IOException {
        String home = folder.resolve("home").toString();
        for (ProcessHandle one : ProcessHandle.allProcesses().toList()) {
            String line = commandLine(one);
            if (line.contains(word) && line.contains(home)) {
                return one;
            }
        }
        throw new IOException("no process with " + word + " and " + home);
    }

    /** The whole of it: {@link ProcessHandle.Info} reads no more than a page, and a class path is longer. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return ""; // it has ended meanwhile
        }
    }

    /** What the platform has said. */
    String log() throws IOException {
        return Files.readString(folder.resolve("home/platform/platform.log"));
    }

    /** Stops as by Ctrl-C, and says how that ended. */
    Run stop() throws IOException {
        up.signalGroup("INT");
        return up.await(STOP);
    }

    @Override
    public void close() throws IOException {
        up.killGroup();
        if (witness.isPresent()) {
            witness.get().killGroup();
        }
        network.close();
    }
}
