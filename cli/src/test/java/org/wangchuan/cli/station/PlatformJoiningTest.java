package org.wangchuan.cli.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.witness.PlatformTrust;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.operator.Membership;

/** How a paired station comes into its platform's log, and when it does not. */
class PlatformJoiningTest {
    private static final String ORIGIN = "shop.example/log";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final NoteSigner trust = new NoteSigner("shop.example/trust", SigningKey.generate());
    private final NoteSigner log = new NoteSigner(ORIGIN, SigningKey.generate());
    private final String policy = "witness w "
            + new Cosigner("witness.example", SigningKey.generate()).key()
            + " http://127.0.0.1:1\nquorum w\n";
    private final HttpServer server;
    private final HttpClient http = PlatformTrust.of(Optional.empty()).client();
    private final URI address;
    private StationHome home = new StationHome(Path.of("unset"));
    private volatile String answer = "{}";

    PlatformJoiningTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @BeforeEach
    void serve() {
        home = new StationHome(folder);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.stop(0);
    }

    private PublicKey station() throws IOException {
        return StationBooks.open(home, InstantSource.system()).stationKey();
    }

    private void offer(long version, PublicKey listed, NoteSigner signer, String witnesses) {
        TrustList list = new TrustList(
                version,
                1_700_000_000,
                signer.verifierKey(),
                List.of(new TrustList.Operator(
                        "Shop",
                        List.of(log.verifierKey()),
                        List.of(new TrustList.Station(listed, 3, Optional.empty())))),
                witnesses);
        String text = new String(TrustListIssuer.sign(list, signer).toBytes(), StandardCharsets.UTF_8);
        answer = CanonicalJson.writeText(Json.object()
                .put("origin", ORIGIN)
                .put("path", "/log")
                .put("trustList", text)
                .build());
    }

    private void join() throws Exception {
        new PlatformJoining(home, new HttpPlatform(http, address, Optional.of("secret")), address).join();
    }

    private long imported() throws IOException {
        if (!Files.isDirectory(home.trusted())) {
            return 0;
        }
        try (Stream<Path> files = Files.list(home.trusted())) {
            return files.count();
        }
    }

    @Test
    void itNamesItsAppendKeyAndTakesTheListOver() throws Exception {
        offer(1, station(), trust, policy);
        join();
        join();
        assertThat(Membership.of(home)).contains(new Membership(address + "/log", Optional.of(ORIGIN)));
        assertThat(imported()).isEqualTo(1);
        assertThat(asked).hasSize(2).allMatch(line -> line.startsWith("PUT /api/station/v1/log {\"key\":"));
        assertThat(asked.getFirst())
                .isEqualTo(asked.getLast())
                .doesNotContain(station().base64Url());
        offer(2, station(), trust, policy);
        join();
        assertThat(imported()).isEqualTo(1);
    }

    @Test
    void aLogThatNobodyWitnessesIsNotJoined() throws Exception {
        offer(1, station(), trust, "");
        join();
        assertThat(Membership.of(home)).isEmpty();
        assertThat(imported()).isZero();
    }

    @Test
    void aListThatDoesNotNameItOrHasAnotherPastIsNotTaken() throws Exception {
        offer(1, SigningKey.generate().publicKey(), trust, policy);
        assertThatThrownBy(this::join).isInstanceOf(IOException.class);
        assertThat(Membership.of(home)).isEmpty();
        offer(2, station(), trust, policy);
        join();
        offer(1, station(), trust, policy);
        assertThatThrownBy(this::join).isInstanceOf(PlatformRefusedException.class);
        offer(3, station(), new NoteSigner("shop.example/trust", SigningKey.generate()), policy);
        assertThatThrownBy(this::join).isInstanceOf(PlatformRefusedException.class);
        assertThat(imported()).isEqualTo(1);
    }

    @Test
    void aStationInAnotherOperatorsLogStaysThere() throws Exception {
        Membership other = new Membership("https://other.example/log", Optional.empty());
        station();
        other.keep(home);
        offer(1, station(), trust, policy);
        join();
        assertThat(Membership.of(home)).contains(other);
        assertThat(imported()).isZero();
    }
}
