package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.acceptance.disk.CommandLine;

/**
 * Debian's {@code pebble} on a host: an authority that gives certificates by ACME, looks at port 80 as all do, and whose own certificate a
 * company has signed; with a name server for which every name is that host. Not thread-safe.
 */
final class NameAuthority implements AutoCloseable {
    private static final int LISTEN = 14_000;
    private static final int MANAGEMENT = 15_000;
    private static final int NAMES = 8_053;
    private static final int NAMES_MANAGEMENT = 8_055;
    private static final Duration START = Duration.ofSeconds(30);

    private final Network.Host host;
    private final Path folder;
    private final Path ca;
    private final List<Process> processes = new ArrayList<>();

    /** Starts nothing yet; its own certificate is there. */
    NameAuthority(Network.Host host, Path folder) throws IOException {
        this.host = host;
        this.folder = Files.createDirectories(folder);
        this.ca = ShopCertificate.make(folder, "localhost").authority();
    }

    /**
     * Starts it.
     *
     * @param valid how long its certificates are
     */
    void start(Duration valid) throws IOException {
        Path config = Files.writeString(folder.resolve("pebble.json"), """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                 "certificate": "%s", "privateKey": "%s", "httpPort": 80, "tlsPort": 443, "ocspResponderURL": "",
                 "externalAccountBindingRequired": false, "retryAfter": {"authz": 1, "order": 1},
                 "certificateValidityPeriod": %d}}""".formatted(
                        LISTEN, MANAGEMENT, folder.resolve("shop.pem"), folder.resolve("shop.key"), valid.toSeconds()));
        run(
                "pebble-challtestsrv",
                "-dns01",
                "127.0.0.1:" + NAMES,
                "-management",
                "127.0.0.1:" + NAMES_MANAGEMENT,
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
                "-doh",
                "",
                "-defaultIPv4",
                host.address(),
                "-defaultIPv6",
                "");
        run("pebble", "-config", config.toString(), "-dnsserver", "127.0.0.1:" + NAMES);
        long deadline = System.nanoTime() + START.toNanos();
        while (root().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("pebble does not start: " + log());
            }
        }
    }

    private void run(String... command) throws IOException {
        List<String> whole = new ArrayList<>(host.prefix());
        whole.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(command[0] + ".log").toFile());
        builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
        builder.environment().put("PEBBLE_AUTHZREUSE", "0");
        processes.add(builder.start());
    }

    /** Its directory, as one on that host reaches it. */
    String directory() {
        return "https://localhost:" + LISTEN + "/dir";
    }

    /** Who has signed its own certificate, PEM. */
    Path ca() {
        return ca;
    }

    /** Who has signed all that it signs, PEM; empty while it does not answer. */
    Optional<Path> root() throws IOException {
        CommandLine.Result root = ask("--cacert", ca.toString(), "https://localhost:" + MANAGEMENT + "/roots/0");
        return root.exitCode() == 0
                ? Optional.of(Files.writeString(folder.resolve("root.pem"), root.output() + "\n"))
                : Optional.empty();
    }

    /** From now on no name leads anywhere. */
    void forgetAddresses() throws IOException {
        CommandLine.Result answer =
                ask("--data", "{\"ip\":\"\"}", "http://127.0.0.1:" + NAMES_MANAGEMENT + "/set-default-ipv4");
        if (answer.exitCode() != 0) {
            throw new IOException(answer.output());
        }
    }

    private CommandLine.Result ask(String... arguments) throws IOException {
        List<String> whole = new ArrayList<>(host.prefix());
        whole.addAll(List.of("curl", "--silent", "--fail", "--max-time", "5"));
        whole.addAll(List.of(arguments));
        return CommandLine.tryRun(whole.toArray(String[]::new));
    }

    /** How many orders it was given. */
    long orders() throws IOException {
        return lines("Added order");
    }

    /** How many certificates it has signed. */
    long signed() throws IOException {
        return lines("Issued certificate serial");
    }

    private long lines(String words) throws IOException {
        return log().lines().filter(line -> line.contains(words)).count();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("pebble.log"));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
