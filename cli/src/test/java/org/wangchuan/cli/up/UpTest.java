package org.wangchuan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.UpService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.testing.ScriptedConsole;

/** A process in the place of the platform, that ends as a test says: a file in its folder has a word for each of its starts. */
@Tag("slow")
class UpTest {
    private static final String STAND_IN = """
            package org.wangchuan.platform;
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;
            import java.nio.file.*;
            import java.util.*;
            public class PlatformApplication {
                public static void main(String[] arguments) throws Exception {
                    String port = "";
                    Path data = Path.of("");
                    for (String one : arguments) {
                        if (one.startsWith("--wangchuan.listen-port=")) port = one.replaceFirst(".*=", "");
                        if (one.startsWith("--wangchuan.data=")) data = Path.of(one.replaceFirst("[^=]*=", ""));
                    }
                    Path plan = data.resolve("plan");
                    List<String> words = new ArrayList<>(Files.readAllLines(plan));
                    String now = words.removeFirst();
                    Files.write(plan, words);
                    if (String.join(" ", arguments).contains("--wangchuan.administrator-link=*")) {
                        Files.writeString(data.resolve("administrator-link"), "http://localhost/enrol/once");
                    } else {
                        Files.deleteIfExists(data.resolve("administrator-link"));
                    }
                    if (now.equals("refuse")) {
                        System.err.println("{\\"log\\":{\\"level\\":\\"ERROR\\"},\\"message\\":\\"***\\\\n\\\\nSETTING_UNKNOWN: this is why\\\\n\\"}");
                        System.exit(1);
                    }
                    if (now.startsWith("code ")) {
                        System.err.println("Caused by: java.io.IOException: " + now.substring(5) + ": expected something, found another");
                        System.exit(1);
                    }
                    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(port)), 0);
                    server.createContext("/", exchange -> { exchange.sendResponseHeaders(200, -1); exchange.close(); });
                    server.start();
                    if (now.equals("crash")) {
                        Thread.sleep(1500);
                        System.err.println("Caused by: the disk is full");
                        Runtime.getRuntime().halt(7);
                    }
                    System.in.transferTo(java.io.OutputStream.nullOutputStream());
                    System.exit(0);
                }
            }
            """;
    private static final int STARTED_SECONDS_MAX = 120;

    @TempDir
    private Path folder = Path.of("");

    private final ScriptedConsole console = new ScriptedConsole("en");
    private final Cancellation cancellation = new Cancellation();
    private List<Path> lanes = List.of();
    private Optional<String> administratorLink = Optional.empty();
    private boolean isTrial;
    private Optional<UpService.Acme> acme = Optional.empty();
    private int port;

    @BeforeEach
    void make() throws Exception {
        addToJar("org/wangchuan/platform/PlatformApplication.java", STAND_IN);
    }

    private void addToJar(String sourceName, String text) throws Exception {
        Path source = folder.resolve(Path.of(sourceName).getFileName());
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(source, text);
        Process compiler = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                        "-d",
                        classes.toString(),
                        source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        String name = sourceName.replace(".java", ".class");
        Path jars = Files.createDirectories(folder.resolve("jars"));
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(jars.resolve(source.getFileName() + ".jar")))) {
            jar.putNextEntry(new JarEntry(name));
            Files.copy(classes.resolve(name), jar);
        }
    }

    @Test
    void aPlatformThatCrashesIsStartedAgainAndThatIsSaid() throws Exception {
        CompletableFuture<ExitCode> up = up("crash", "stay");
        await(() -> console.out().split("the platform runs at", -1).length == 3);
        assertThat(console.errors())
                .contains("the platform has ended, with 7: the disk is full; it is started again in 1 s");
        cancellation.request();
        assertThat(up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
    }

    @Test
    void oneThatDoesNotComeUpTheFirstTimeIsNot() {
        CompletableFuture<ExitCode> up = up("refuse", "stay");
        assertThatThrownBy(() -> up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS))
                .rootCause()
                .isInstanceOf(UserError.class)
                .hasMessage("the platform has ended, with 1: SETTING_UNKNOWN: this is why");
        assertThat(folder.resolve("data/plan")).hasContent("stay");
        assertThat(console.errors()).isEmpty();
    }

    /** What can be mended by who gave the command is said in words, with its own code, and is no error of the platform. */
    @ParameterizedTest
    @CsvSource({
        "DATA_FOLDER_IN_USE, a platform is running in, stop that one first",
        "TRIAL_FOLDER, was begun to try the platform out, --trial",
        "NOT_A_TRIAL, holds the work of a shop, --data",
        "DATA_FOLDER_OPEN, others than its owner can enter, chmod 700",
        "ADMINISTRATOR_LINK, no link was made, suspended"
    })
    void whatTheCommandGotWrongIsSaid(String code, String message, String hint) {
        CompletableFuture<ExitCode> up = up("code " + code, "stay");
        assertThatThrownBy(() -> up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS))
                .rootCause()
                .isInstanceOfSatisfying(UserError.class, error -> {
                    assertThat(error.code()).isEqualTo(code);
                    assertThat(error.exit()).isEqualTo(ExitCode.USAGE);
                    assertThat(String.join("\n", error.lines(Messages.in("en"))))
                            .contains(code, hint);
                })
                .hasMessageContaining(message);
        assertThat(folder.resolve("data/plan")).hasContent("stay");
    }

    @Test
    void whoStopsItWhileItWaitsIsHeardAtOnce() throws Exception {
        CompletableFuture<ExitCode> up = up("crash", "refuse", "refuse", "refuse", "stay");
        await(() -> console.errors().stream().anyMatch(line -> line.endsWith("again in 5 s")));
        long asked = System.nanoTime();
        cancellation.request();
        assertThat(up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
        assertThat(console.errors().getLast()).contains("SETTING_UNKNOWN: this is why");
    }

    @Test
    void thatNoPhoneCanOpenALocalAddressIsSaid() throws Exception {
        CompletableFuture<ExitCode> up = up("stay");
        await(() -> console.out().contains("no phone can open http://localhost:"));
        assertThat(console.out()).contains("--public-url");
        cancellation.request();
        assertThat(up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        assertThat(console.errors()).as("nothing is missed that is stopping").isEmpty();
    }

    /** A start that was asked for it shows a link; a restart of the same does not make another. */
    @Test
    void aLinkForAnAdministratorIsShownOnce() throws Exception {
        administratorLink = Optional.of("*");
        CompletableFuture<ExitCode> up = up("crash", "stay");
        await(() -> console.out().split("the platform runs at", -1).length == 3);
        assertThat(console.out().split("signs the administrator in, once, within 24 h: ", -1))
                .hasSize(2);
        cancellation.request();
        assertThat(up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
    }

    /** Key, log and pairing of the real station are not touched by what is tried out. */
    @Test
    void aTrialHasAStationOfItsOwn() throws Exception {
        isTrial = true;
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("station-pairing"), "ABCD-EFGH");
        CompletableFuture<ExitCode> up = up("stay");
        await(() -> Files.exists(data.resolve("station/station.key")));
        cancellation.request();
        assertThat(up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void anImageThatIsNotThereIsRefusedBeforeAnythingStarts() {
        lanes = List.of(folder.resolve("nosuch.img"));
        CompletableFuture<ExitCode> up = up("stay");
        assertThatThrownBy(() -> up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS))
                .rootCause()
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("LANE_FILE"));
        assertThat(folder.resolve("data/plan")).hasContent("stay");
    }

    /** A port that somebody took while it waited for its first certificate is said as at the start. */
    @Test
    void aPortThatWasTakenMeanwhileIsSaid() throws Exception {
        addToJar("org/wangchuan/platform/tls/AcmeMain.java", """
                package org.wangchuan.platform.tls;
                import java.nio.file.*;
                public class AcmeMain {
                    public static void main(String[] arguments) throws Exception {
                        Path folder = Path.of(arguments[0]).getParent();
                        Files.writeString(folder.resolve("looks"), "x");
                        while (!Files.exists(folder.resolve("go"))) Thread.sleep(50);
                        System.out.println("next 2100-01-01T00:00:00Z");
                    }
                }
                """);
        acme = Optional.of(
                new UpService.Acme(URI.create("https://authority.example/dir"), 8081, true, Optional.empty()));
        CompletableFuture<ExitCode> up = up("stay");
        Path tls = folder.resolve("data/tls");
        await(() -> Files.exists(tls.resolve("looks")));
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(tls.resolve("go"), "");
            assertThatThrownBy(() -> up.get(STARTED_SECONDS_MAX, TimeUnit.SECONDS))
                    .rootCause()
                    .isInstanceOfSatisfying(UserError.class, error -> {
                        assertThat(error.code()).isEqualTo("UP_PORT");
                        assertThat(error.exit()).isEqualTo(ExitCode.USAGE);
                    });
        }
        assertThat(folder.resolve("data/plan")).as("nothing was started").hasContent("stay");
    }

    private CompletableFuture<ExitCode> up(String... plan) {
        try {
            Path data = Files.createDirectories(folder.resolve("data"));
            Files.write(data.resolve("plan"), List.of(plan));
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            UpService.Request request = new UpService.Request(
                    port,
                    acme.map(_ -> URI.create("https://shop.example")),
                    Optional.empty(),
                    acme,
                    Optional.of(data),
                    Optional.empty(),
                    lanes,
                    false,
                    isTrial,
                    Optional.empty(),
                    administratorLink);
            UpRun run = new UpRun(
                    "test", Map.of("WANGCHUAN_PLATFORM", folder.resolve("jars").toString()));
            Context context = new Context(folder.resolve("home"), console, cancellation);
            CompletableFuture<ExitCode> out = new CompletableFuture<>();
            // Not in the common pool: the end of a process is told there, and a machine of two cores has one thread in
            // it.
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    out.complete(run.up(request, context));
                } catch (UserError | RuntimeException e) {
                    out.completeExceptionally(e);
                }
            });
            return out;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTED_SECONDS_MAX);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s %s", console.out(), console.errors())
                    .isLessThan(end);
            Thread.sleep(50);
        }
    }
}
