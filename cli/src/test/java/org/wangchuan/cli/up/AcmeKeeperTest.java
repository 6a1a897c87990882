package org.wangchuan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.testing.ScriptedConsole;

/** What is made of what the client says, each look in a process: a file beside the certificate has a line for each. */
@Tag("slow")
class AcmeKeeperTest {
    private static final String STAND_IN = """
            package org.wangchuan.platform.tls;
            import java.nio.file.*;
            import java.util.*;
            public class AcmeMain {
                public static void main(String[] arguments) throws Exception {
                    Path folder = Path.of(arguments[0]).getParent();
                    Files.writeString(folder.resolve("looks"), String.join(" ", arguments) + "\\n",
                            StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    Path plan = folder.resolve("plan");
                    List<String> lines = new ArrayList<>(Files.readAllLines(plan));
                    StringTokenizer now = new StringTokenizer(lines.removeFirst(), "|");
                    Files.write(plan, lines);
                    int code = Integer.parseInt(now.nextToken());
                    System.out.println(now.nextToken());
                    if (now.hasMoreTokens()) System.err.println("a note of a library\\n" + now.nextToken());
                    System.exit(code);
                }
            }
            """;
    private static final int SECONDS_MAX = 60;
    private static final Instant NOON = Instant.parse("2027-01-01T12:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    private final ScriptedConsole console = new ScriptedConsole("en");
    private final Cancellation cancellation = new Cancellation();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    @BeforeEach
    void make() throws Exception {
        Path source = folder.resolve("AcmeMain.java");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Files.writeString(source, STAND_IN);
        Process compiler = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                        "-d",
                        classes.toString(),
                        source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        String name = "org/wangchuan/platform/tls/AcmeMain.class";
        Path jars = Files.createDirectory(folder.resolve("jars"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(jars.resolve("platform.jar")))) {
            jar.putNextEntry(new JarEntry(name));
            Files.copy(classes.resolve(name), jar);
        }
    }

    @Test
    void aFirstStartWaitsUntilThereIsOneAndLooksAgainWhenItIsTime() throws Exception {
        plan(
                "4|next 2027-01-01T12:00:30Z|ACME_UNREACHABLE: nobody there",
                "4|next 2027-01-01T12:30:00Z|ACME_REFUSED: another host answers",
                "0|next 2027-01-01T18:00:00Z",
                "3|next 2027-01-01T20:00:00Z|ACME_RATE_LIMITED: come again",
                "0|next 2027-03-01T00:00:00Z");
        try (AcmeKeeper keeper = keeper()) {
            CompletableFuture<Optional<UpService.Tls>> begun = begin(keeper);
            await(() -> console.errors().size() == 1);
            assertThat(console.errors().getFirst())
                    .contains(
                            "no certificate for shop.example yet",
                            "ACME_UNREACHABLE",
                            "the authority can't be reached",
                            "nobody there")
                    .contains("starts by itself");
            assertThat(begun).isNotDone();
            now.set(NOON.plusSeconds(31));
            await(() -> console.errors().size() == 2);
            assertThat(console.errors().getLast())
                    .contains("ACME_REFUSED", "its port 80 to port 8081 here", "another host");
            now.set(NOON.plus(Duration.ofMinutes(31)));
            Path file = folder.resolve("data/tls/own.pem");
            assertThat(begun.get(SECONDS_MAX, TimeUnit.SECONDS)).contains(new UpService.Tls(file, file));
            assertThat(looks()).hasSize(3);
            assertThat(looks().getFirst())
                    .isEqualTo(file + " shop.example https://authority.example/dir 8081 agreed "
                            + folder.resolve("ca.pem"));

            now.set(NOON.plus(Duration.ofHours(6)));
            await(() -> console.errors().size() == 3);
            assertThat(console.errors().getLast())
                    .contains("could not be renewed", "ACME_RATE_LIMITED", "stays in use", "come again");
            assertThat(looks()).hasSize(4);
            now.set(NOON.plus(Duration.ofHours(8)));
            await(() -> looks().size() == 5);
        }
        assertThat(console.errors()).hasSize(3);
    }

    /** What no waiting mends is said at once, with its own code. */
    @ParameterizedTest
    @ValueSource(strings = {"ACME_TERMS", "ACME_PORT", "ACME_CA"})
    void aCommandThatHasToBeAnotherIsRefused(String code) throws Exception {
        plan("4|next 2027-01-01T12:15:00Z|" + code + ": this is why");
        try (AcmeKeeper keeper = keeper()) {
            assertThatThrownBy(keeper::begin).isInstanceOfSatisfying(UserError.class, error -> {
                assertThat(error.code()).isEqualTo(code);
                assertThat(error.exit()).isEqualTo(ExitCode.REFUSED);
                assertThat(error.text()).contains("shop.example", "this is why");
                assertThat(error.hint()).isPresent();
            });
        }
    }

    /** With a certificate that holds the shop opens, whatever is wrong. */
    @Test
    void aCertificateThatHoldsOpensTheShop() throws Exception {
        plan("3|next 2027-01-01T12:15:00Z|ACME_PORT: in use");
        try (AcmeKeeper keeper = keeper()) {
            assertThat(keeper.begin()).isPresent();
        }
        assertThat(console.errors()).singleElement().asString().contains("ACME_PORT", "stays in use");
    }

    /** A clock that is put back, by years even, makes no wait longer than the longest. */
    @Test
    void aClockThatIsPutBackKeepsNobodyAway() throws Exception {
        plan(
                "4|next 2027-01-01T12:30:00Z|ACME_REFUSED: another host answers",
                "0|next 2020-01-02T00:00:00Z",
                "0|next 2027-03-01T00:00:00Z");
        try (AcmeKeeper keeper = keeper()) {
            CompletableFuture<Optional<UpService.Tls>> begun = begin(keeper);
            await(() -> console.errors().size() == 1);
            now.set(Instant.parse("2020-01-01T18:00:00Z"));
            assertThat(begun.get(SECONDS_MAX, TimeUnit.SECONDS)).isPresent();
            now.set(Instant.parse("2010-01-01T00:00:00Z"));
            await(() -> looks().size() == 3);
        }
    }

    /** A look that is killed, or ends without a word, closes no shop whose certificate holds. */
    @Test
    void aLookThatComesToNoEndOpensTheShopWithACertificateThatHolds() throws Exception {
        Path tls = Files.createDirectories(folder.resolve("data/tls"));
        Path store = folder.resolve("store.p12");
        keytool(
                "-genkeypair",
                "-keystore",
                store,
                "-alias",
                "own",
                "-storepass",
                "changeit",
                "-keyalg",
                "EC",
                "-dname",
                "CN=x",
                "-ext",
                "san=dns:Shop.example",
                "-startdate",
                "2026/12/20 00:00:00",
                "-validity",
                "30");
        keytool(
                "-exportcert",
                "-rfc",
                "-keystore",
                store,
                "-alias",
                "own",
                "-storepass",
                "changeit",
                "-file",
                tls.resolve("own.pem"));
        plan("1|nothing|no end after 8 min");
        try (AcmeKeeper keeper = keeper()) {
            assertThat(begin(keeper).get(SECONDS_MAX, TimeUnit.SECONDS)).isPresent();
        }
        assertThat(console.errors()).singleElement().asString().contains("no end after 8 min", "stays in use");

        for (String at : List.of("2026-12-01T00:00:00Z", "2027-02-01T00:00:00Z")) {
            now.set(Instant.parse(at));
            plan("1|nothing|no end after 8 min");
            int said = console.errors().size();
            try (AcmeKeeper keeper = keeper()) {
                CompletableFuture<Optional<UpService.Tls>> begun = begin(keeper);
                await(() -> console.errors().size() == said + 1);
                assertThat(console.errors().getLast()).contains("no certificate for shop.example yet");
                assertThat(begun).as(at).isNotDone();
            }
        }
    }

    private static void keytool(Object... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        for (Object one : arguments) {
            command.add(one.toString());
        }
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void whoStopsItWhileItWaitsIsHeard() throws Exception {
        plan("4|nothing|ACME_REFUSED: no");
        try (AcmeKeeper keeper = keeper()) {
            CompletableFuture<Optional<UpService.Tls>> begun = begin(keeper);
            await(() -> console.errors().size() == 1);
            cancellation.request();
            assertThat(begun.get(SECONDS_MAX, TimeUnit.SECONDS)).isEmpty();
        }
    }

    private AcmeKeeper keeper() {
        return new AcmeKeeper(
                folder.resolve("jars"),
                folder.resolve("data"),
                "shop.example",
                new UpService.Acme(
                        URI.create("https://authority.example/dir"), 8081, true, Optional.of(folder.resolve("ca.pem"))),
                new Context(folder.resolve("home"), console, cancellation),
                now::get);
    }

    private static CompletableFuture<Optional<UpService.Tls>> begin(AcmeKeeper keeper) {
        CompletableFuture<Optional<UpService.Tls>> out = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                out.complete(keeper.begin());
            } catch (IOException | InterruptedException | UserError | RuntimeException e) {
                out.completeExceptionally(e);
            }
        });
        return out;
    }

    private void plan(String... lines) throws IOException {
        Files.write(Files.createDirectories(folder.resolve("data/tls")).resolve("plan"), List.of(lines));
    }

    private List<String> looks() {
        try {
            return Files.readAllLines(folder.resolve("data/tls/looks"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s", console.errors()).isLessThan(end);
            Thread.sleep(50);
        }
    }
}
