package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.FreePort;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.OwnPostgres;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/**
 * Two processes of the program itself over one PostgreSQL, set up as docs/several-processes.md says, while stations send and somebody
 * reads: what was acknowledged is kept and in the log, once, and no two checkpoints contradict each other, whatever ends meanwhile.
 */
@Tag("slow")
final class SeveralProcessesTest {
    /** As the page for operators says: after the end of the one that writes the log. */
    private static final Duration TAKEOVER_MAX = Duration.ofSeconds(15);

    @TempDir
    private static Path folder;

    private static OwnPostgres database;
    private static JdbcClient jdbc;
    private static Forwarder forwarder;
    private static String origin;
    private static Path log;
    private static Stranger stranger;
    private static List<SigningStation> stations;
    private static String session;
    private static boolean hasDiskOfItsOwn;
    private static String site;
    private static final int[] PORTS = new int[2];
    private static final PlatformProcess[] PROCESSES = new PlatformProcess[2];

    @BeforeAll
    static void begin() throws Exception {
        database = OwnPostgres.start(folder.resolve("database"));
        jdbc = database.jdbc();
        log = folder.resolve("log");
        int listen = FreePort.any();
        origin = "http://localhost:" + listen;
        List<PlatformTest.PairedStation> paired = new ArrayList<>();
        // The first process makes keys and log, as a platform does that was alone until now.
        try (OwnPlatform _ = OwnPlatform.start(
                folder.resolve("one"),
                "--wangchuan.database-url=" + database.url(),
                "--wangchuan.database-user=" + database.user(),
                "--wangchuan.log-folder=" + log)) {
            PlatformTest.Shop shop = PlatformTest.newShop();
            site = shop.site().toString();
            paired.add(PlatformTest.newStation(shop.site()));
            paired.add(PlatformTest.newStation(shop.site()));
            session = signIn(PlatformTest.bean(OneTimeLinks.class).create(shop.account(Role.MANAGER)));
            stranger = new Stranger(origin, PlatformTest.bean(PlatformLog.class).key());
        }
        Path two = folder.resolve("two");
        makePrivate(two);
        hasDiskOfItsOwn = "root".equals(System.getProperty("user.name"))
                && mounts("mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "tmpfs", two.toString());
        copyKeys(two);
        for (int i = 0; i < PROCESSES.length; i++) {
            PORTS[i] = FreePort.any();
        }
        forwarder = Forwarder.before(listen, PORTS[0], PORTS[1]);
        allRun();
        stations = paired.stream()
                .map(one -> new SigningStation(one, new Browser(origin)))
                .toList();
        for (SigningStation station : stations) {
            assertThat(station.call(
                                    "PUT",
                                    "/trust-list",
                                    Json.object()
                                            .put("trustList", station.trustList())
                                            .build())
                            .status())
                    .isEqualTo(200);
        }
    }

    @AfterAll
    static void end() throws Exception {
        for (PlatformProcess process : PROCESSES) {
            if (process != null) {
                process.close();
            }
        }
        forwarder.close();
        database.close();
        if (hasDiskOfItsOwn) {
            assertThat(mounts("umount", folder.resolve("two").toString())).isTrue();
        }
    }

    private static String signIn(String link) {
        return PlatformTest.nobody()
                .post(URI.create(link).getRawPath(), Map.of())
                .headers()
                .getOrDefault("set-cookie", List.of())
                .stream()
                .filter(cookie -> cookie.startsWith("session="))
                .map(cookie -> cookie.replaceFirst(";.*", ""))
                .findFirst()
                .orElseThrow();
    }

    private static void makePrivate(Path made) throws IOException {
        Files.createDirectory(made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void copyKeys(Path to) throws IOException {
        try (DirectoryStream<Path> keys = Files.newDirectoryStream(folder.resolve("one"), "*.key")) {
            for (Path one : keys) {
                Files.copy(one, to.resolve(one.getFileName()), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static PlatformProcess start(Path data, int port, String... more) throws IOException {
        return PlatformProcess.start(data, port, database.address(), origin, log, more);
    }

    /** Starts those that do not run. */
    private static void allRun() throws Exception {
        for (int i = 0; i < PROCESSES.length; i++) {
            PlatformProcess known = PROCESSES[i];
            if (known == null || !known.isAlive()) {
                PROCESSES[i] = start(folder.resolve(i == 0 ? "one" : "two"), PORTS[i], "--wangchuan.drain-seconds=1");
            }
        }
        for (PlatformProcess process : PROCESSES) {
            process.awaitReady();
        }
    }

    private static int writer() throws IOException {
        for (int i = 0; i < PROCESSES.length; i++) {
            if (PROCESSES[i].isAlive() && PROCESSES[i].isWriter()) {
                return i;
            }
        }
        throw new IOException("no process writes the log");
    }

    private static Traffic traffic() {
        Traffic traffic = new Traffic();
        for (SigningStation station : stations) {
            traffic.send(station, List.of(new Browser(origin), new Browser(origin)));
        }
        traffic.read(List.of(new Browser(origin), new Browser(origin)), "/operator-log", session);
        return traffic;
    }

    @Test
    void aRollingRestartLosesNoRequest() throws Exception {
        allRun();
        Traffic traffic = traffic();
        Thread.sleep(1_000);
        for (PlatformProcess process : PROCESSES.clone()) {
            process.tellToEnd();
            Stranger.await(() -> process.ready().contains("\"process\":\"ending\""));
            process.end();
            allRun();
            stranger.look();
        }
        traffic.end();
        System.out.println("rolling restart: " + traffic.acknowledged.size() + " acknowledged, again " + traffic.again);
        assertThat(traffic.again).isEmpty();
        stranger.assertAllIsThereOnce(traffic, jdbc);
    }

    @Test
    void whenTheWriterIsKilledAnotherTakesOver() throws Exception {
        allRun();
        Traffic traffic = traffic();
        Thread.sleep(1_500);
        stranger.look();
        PlatformProcess killed = PROCESSES[writer()];
        killed.kill();
        long at = System.nanoTime();
        long size = stranger.published().size();
        Stranger.await(() -> stranger.published().size() > size);
        Duration took = Duration.ofNanos(System.nanoTime() - at);
        stranger.look();
        Thread.sleep(1_000);
        traffic.end();
        System.out.println("killed writer: taken over after " + took.toMillis() + " ms; " + traffic.acknowledged.size()
                + " acknowledged, again " + traffic.again);
        assertThat(took).isLessThan(TAKEOVER_MAX);
        stranger.assertAllIsThereOnce(traffic, jdbc);
    }

    @Test
    void whenTheDatabaseIsRestartedAtOnceNothingIsLost() throws Exception {
        allRun();
        Traffic traffic = traffic();
        Thread.sleep(1_500);
        stranger.look();
        database.restartAtOnce();
        long at = System.nanoTime();
        long size = stranger.published().size();
        Stranger.await(() -> stranger.published().size() > size);
        Duration took = Duration.ofNanos(System.nanoTime() - at);
        stranger.look();
        Thread.sleep(1_000);
        traffic.end();
        System.out.println("database restarted: the log goes on after " + took.toMillis() + " ms; "
                + traffic.acknowledged.size() + " acknowledged, again " + traffic.again);
        assertThat(took).isLessThan(TAKEOVER_MAX);
        stranger.assertAllIsThereOnce(traffic, jdbc);
    }

    /** The second one's data folder is a disk of its own, where we may make one. */
    @Test
    void whenTheWritersDiskIsFullAnotherWrites() throws Exception {
        assumeTrue(hasDiskOfItsOwn, "nobody but root may mount a disk");
        allRun();
        if (writer() == 0) {
            PROCESSES[0].end();
            Stranger.await(() -> PROCESSES[1].isWriter());
            allRun();
        }
        Traffic traffic = traffic();
        Thread.sleep(1_000);
        Path filler = folder.resolve("two/filler");
        fill(filler);
        long at = System.nanoTime();
        Stranger.await(() -> PROCESSES[0].isWriter());
        Duration took = Duration.ofNanos(System.nanoTime() - at);
        Stranger.await(() -> PROCESSES[1].ready().contains("\"disk\":\"low\""));
        stranger.look();
        Thread.sleep(1_000);
        traffic.end();
        System.out.println("writer's disk full: another writes after " + took.toMillis() + " ms; "
                + traffic.acknowledged.size() + " acknowledged, again " + traffic.again);
        stranger.assertAllIsThereOnce(traffic, jdbc);
        Files.delete(filler);
        allRun();
        assertThat(PROCESSES[0].isWriter()).isTrue();
    }

    private static void fill(Path filler) throws IOException {
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] some = new byte[4_096];
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean mounts(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void aPageHearsAtOnceWhatAnotherProcessWasTold() throws Exception {
        allRun();
        HttpURLConnection page =
                (HttpURLConnection) URI.create("http://localhost:" + PORTS[0] + "/bench/events?site=" + site)
                        .toURL()
                        .openConnection();
        page.setRequestProperty("Cookie", session);
        page.setReadTimeout(20_000);
        SigningStation station = stations.getFirst();
        station.at(new Browser("http://localhost:" + PORTS[1]));
        List<Long> millis = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(page.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 3000");
            for (int i = 0; i < 5; i++) {
                Thread.sleep(1_500); // a page is told at most once a second
                long at = System.nanoTime();
                assertThat(station.tellLane("lane-" + i, "S-" + i).status()).isEqualTo(200);
                awaitLine(lines, "event: changed");
                millis.add(Duration.ofNanos(System.nanoTime() - at).toMillis());
            }
        } finally {
            page.disconnect();
            station.at(new Browser(origin));
        }
        System.out.println("another process's news after " + millis + " ms");
        assertThat(millis).allMatch(one -> one < 2_000);
    }

    private static void awaitLine(BufferedReader lines, String expected) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.equals(expected)) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
    }

    @Test
    void aProcessWithAnotherKeyOrLogDoesNotStart() throws Exception {
        Path another = withKeys("another");
        Files.write(another.resolve("serial.key"), new byte[32]);
        Path elsewhere = withKeys("elsewhere");
        try (PlatformProcess one = refused(another, log);
                PlatformProcess two = refused(elsewhere, folder.resolve("another-log"))) {
            assertRefused(one, "KEY_DIFFERS: ");
            assertRefused(two, "LOG_FOLDER_DIFFERS: ");
        }
    }

    private static Path withKeys(String name) throws IOException {
        Path made = folder.resolve(name);
        makePrivate(made);
        copyKeys(made);
        return made;
    }

    private static PlatformProcess refused(Path data, Path itsLog) throws IOException {
        return PlatformProcess.start(data, FreePort.any(), database.address(), origin, itsLog);
    }

    private static void assertRefused(PlatformProcess process, String code) throws Exception {
        assertThat(process.awaitEnd()).isNotZero();
        assertThat(process.output().lines().filter(line -> !line.isBlank()).toList())
                .as("in one line at its end")
                .anyMatch(line -> line.contains(code) && line.endsWith("(docs/several-processes.md)"));
    }
}
