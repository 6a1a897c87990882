package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.program.FormVisitor;
import org.wangchuan.acceptance.program.OtherDatabase;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;

/** {@code ./wangchuan up} as a shop would start it: it begins, ends, is killed, and begins again with all that it had. */
@Tag("slow")
@Timeout(900)
class UpTest {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(30);

    /** Files are left alone for ten seconds before they are taken up: the second of a pair may come a little later. */
    private static final Duration RENEWED = Duration.ofMinutes(1);

    private static final Pattern LINK = Pattern.compile("http://localhost:[0-9]+/enrol/[A-Za-z0-9_-]+");

    @TempDir
    Path folder;

    private int port;
    private Optional<Running> running = Optional.empty();

    @BeforeEach
    void takeAPort() throws IOException {
        port = freePort();
    }

    @AfterEach
    void leaveNothingBehind() throws IOException {
        if (running.isPresent()) {
            running.get().killGroup();
        }
    }

    @Test
    void itStartsStopsAndSurvivesAKill() throws Exception {
        Running first = up();
        String link = first.awaitOut(LINK, START);
        assertThat(status(URI.create("http://localhost:" + port + "/"))).isEqualTo(200);
        assertThat(status(URI.create(link))).isEqualTo(200);
        Path file = data().resolve("first-sign-in");
        assertThat(Files.readString(file).strip()).isEqualTo(link);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        String database = database();

        Run anotherOne = program().run("up", "--port", "" + port);
        assertThat(anotherOne.exitCode()).isEqualTo(1);
        assertThat(anotherOne.err()).contains("UP_PORT");

        first.signalGroup("INT");
        assertThat(first.await(STOP).exitCode()).isZero();
        awaitNobodyLeft();

        Running second = up();
        String another = second.awaitOut(LINK, START);
        assertThat(another).isNotEqualTo(link);
        assertThat(database()).as("the same database").isEqualTo(database);
        try (FormVisitor administrator = new FormVisitor()) {
            administrator.sendForm(URI.create(another), Map.of());
            administrator.sendForm(
                    page("/setup"),
                    Map.of(
                            "company", "Blue River",
                            "site", "Riverside",
                            "workName", "Lihua at the counter",
                            "timeZone", "Asia/Shanghai"));
            second.killGroup(); // at once: what was answered has to be there already
            awaitNobodyLeft();

            Running third = up();
            third.awaitOut(LINK, START);
            assertThat(database()).as("the same database after the kill").isEqualTo(database);
            assertThat(administrator.look(page("/sites")))
                    .as("what was answered before the kill, to whom it was answered")
                    .contains("Blue River", "Riverside", "Lihua at the counter");
            third.signalGroup("TERM");
            assertThat(third.await(STOP).exitCode()).isZero();
            awaitNobodyLeft();
        }
    }

    /** Everything is in the database that was named, and the platform makes none of its own. */
    @Test
    void itUsesAnotherDatabase() throws Exception {
        try (OtherDatabase other = OtherDatabase.start()) {
            Running first = upWith(other);
            String link = first.awaitOut(LINK, START);
            assertThat(status(URI.create(link))).isEqualTo(200);
            assertThat(data().resolve("postgres")).doesNotExist();
            String schemas = other.ask("SELECT string_agg(nspname, ' ' ORDER BY nspname) FROM pg_namespace");
            assertThat(schemas).contains("custody", "identity", "intake", "ledger", "vault");
            assertThat(other.ask("SELECT count(*) FROM identity.account")).isEqualTo("1");
            first.killGroup();
            awaitNobodyLeft();

            Running second = upWith(other);
            second.awaitOut(LINK, START);
            assertThat(other.ask("SELECT count(*) FROM identity.account"))
                    .as("the same one")
                    .isEqualTo("1");
            second.signalGroup("INT");
            assertThat(second.await(STOP).exitCode()).isZero();
            awaitNobodyLeft();
        }
    }

    /** A start that the build prepared, and one with a setting that it was not prepared for. */
    @Test
    void itGivesMetricsIfAPortIsNamed() throws Exception {
        Running without = up();
        without.awaitOut(LINK, START);
        assertThat(platformLog()).contains("Starting AOT-processed");
        without.signalGroup("INT");
        assertThat(without.await(STOP).exitCode()).isZero();

        int metrics = freePort();
        Running with = program().with("WANGCHUAN_METRICSPORT", "" + metrics).start("up", "--port", "" + port);
        running = Optional.of(with);
        with.awaitOut(LINK, START);
        awaitOpen(metrics); // a little after the pages
        assertThat(status(URI.create("http://localhost:" + metrics + "/metrics")))
                .isEqualTo(200);
        assertThat(platformLog().lines().filter(line -> line.contains("Starting AOT-processed")))
                .as("as the first, not as the second")
                .hasSize(1);
        with.signalGroup("INT");
        assertThat(with.await(STOP).exitCode()).isZero();
        awaitNobodyLeft();
    }

    private static void awaitOpen(int port) throws InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                assertThat(System.nanoTime()).as(e.toString()).isLessThan(deadline);
            }
            Thread.sleep(100);
        }
    }

    private String platformLog() throws IOException {
        return Files.readString(data().resolve("platform.log"));
    }

    private Running upWith(OtherDatabase other) throws IOException {
        Running now = program()
                .with("WANGCHUAN_DATABASE_PASSWORD", other.password())
                .start("up", "--port", "" + port, "--database-url", other.url(), "--database-user", OtherDatabase.NAME);
        running = Optional.of(now);
        return now;
    }

    /** As programs that renew certificates do it: two files, one after the other, while the platform goes on. */
    @Test
    void aRenewedCertificateIsShownWithoutARestart() throws Exception {
        Path certificate = folder.resolve("shop.pem");
        Path key = folder.resolve("shop.key");
        BigInteger first = renew(certificate, key);
        Running now = program()
                .start(
                        "up",
                        "--public-url",
                        "https://localhost:" + port,
                        "--port",
                        "" + port,
                        "--cert",
                        certificate.toString(),
                        "--key",
                        key.toString());
        running = Optional.of(now);
        now.awaitOut(Pattern.compile("https://localhost:[0-9]+/enrol/"), START);
        assertThat(shown()).isEqualTo(first);

        BigInteger second = renew(certificate, key);
        assertThat(second).isNotEqualTo(first);
        long deadline = System.nanoTime() + RENEWED.toNanos();
        while (!shown().equals(second)) {
            assertThat(System.nanoTime()).as("the old one is shown").isLessThan(deadline);
            Thread.sleep(500);
        }
        now.signalGroup("INT");
        assertThat(now.await(STOP).exitCode()).isZero();
        awaitNobodyLeft();
    }

    /** Puts a new pair in the place of the one that is there; returns its serial number. */
    private BigInteger renew(Path certificate, Path key) throws Exception {
        Path newCertificate = folder.resolve("new.pem");
        Path newKey = folder.resolve("new.key");
        CommandLine.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                newKey.toString(),
                "-out",
                newCertificate.toString());
        BigInteger serial;
        try (InputStream in = Files.newInputStream(newCertificate)) {
            serial = ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in))
                    .getSerialNumber();
        }
        Files.move(newKey, key, StandardCopyOption.REPLACE_EXISTING);
        Files.move(newCertificate, certificate, StandardCopyOption.REPLACE_EXISTING);
        return serial;
    }

    /** Of the certificate that a browser is shown now, whoever vouches for it. */
    private BigInteger shown() throws Exception {
        SSLContext anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new Anybody()}, null);
        try (SSLSocket socket =
                (SSLSocket) anybody.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    /** What is looked at is which certificate it is. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // nobody asks for one
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // any is looked at
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // nobody asks for one
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // any is looked at
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // nobody asks for one
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // any is looked at
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Something else in its place: the platform says why it does not start, and nothing is left. */
    @Test
    void whatKeepsThePlatformFromStartingIsSaid() throws Exception {
        Files.createDirectories(data().getParent());
        Files.createDirectory(
                data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Run run = program().run(START, "up", "--port", "" + port);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("DATA_FOLDER_OPEN");
        awaitNobodyLeft();
    }

    private Running up() throws IOException {
        Running now = program().start("up", "--port", "" + port);
        running = Optional.of(now);
        return now;
    }

    private Program program() throws IOException {
        return new Program(folder.resolve("home"));
    }

    private Path data() {
        return folder.resolve("home/platform");
    }

    /** What a database is given when it is made: the system identifier, the first eight bytes (pg_control.h). */
    private String database() throws IOException {
        byte[] control = Files.readAllBytes(data().resolve("postgres/global/pg_control"));
        return HexFormat.of().formatHex(control, 0, 8);
    }

    private URI page(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static int status(URI uri) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** Neither a platform nor a database, which know their folder. */
    private void awaitNobodyLeft() throws Exception {
        long deadline = System.nanoTime() + STOP.toNanos();
        while (!left().isEmpty()) {
            assertThat(System.nanoTime()).as("still there: " + left()).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    private List<String> left() {
        String folderName = folder.toString();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.flatMap(process -> process.info().arguments().stream()
                            .map(arguments -> process.pid() + " " + String.join(" ", arguments)))
                    .filter(line -> line.contains(folderName))
                    .filter(line -> !line.startsWith(ProcessHandle.current().pid() + " "))
                    .toList();
        }
    }
}
