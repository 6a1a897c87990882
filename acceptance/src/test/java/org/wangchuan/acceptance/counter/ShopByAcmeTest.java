package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.acceptance.program.Running;

/**
 * {@code ./wangchuan up --acme} as a shop would start it, on a host of its own with its ports 80 and 443, through the whole life of a
 * certificate, which is a minute and a half long here. One story, since each start costs: nobody answers, the first certificate, a restart, a renewal,
 * a refusal.
 */
@Tag("long")
@Timeout(900)
class ShopByAcmeTest {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration VALID = Duration.ofSeconds(90);
    private static final Duration RENEWED = VALID.plusSeconds(60);
    private static final Pattern RUNS = Pattern.compile("the platform runs at " + Shop.ORIGIN);

    @TempDir
    Path folder;

    private Network network;
    private Network.Host host;
    private NameAuthority authority;
    private Optional<Running> running = Optional.empty();

    @BeforeEach
    void build() throws IOException {
        network = new Network(folder);
        host = network.shop();
        authority = new NameAuthority(host, folder.resolve("authority"));
    }

    @AfterEach
    void leaveNothingBehind() throws IOException {
        if (running.isPresent()) {
            running.get().killGroup();
        }
        authority.close();
        network.close();
    }

    @Test
    void fromNobodyThereToARefusedRenewal() throws Exception {
        Running first = up("home", "--acme-agree");
        String waits = first.awaitErr(Pattern.compile("no certificate for " + Shop.NAME + " yet: .*"), START);
        assertThat(waits)
                .as("what whoever started it sees")
                .contains("ACME_UNREACHABLE", "starts by itself", "the next try is at");
        authority.start(VALID);

        first.awaitOut(RUNS, START);
        String serial = shown();
        assertThat(page()).contains("<html");
        assertThat(authority.signed()).isEqualTo(1);
        for (String key : List.of("own.pem", "account.key", "attempts")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            folder.resolve("home/platform/tls").resolve(key))))
                    .as(key)
                    .isEqualTo("rw-------");
        }
        assertThat(folder.resolve("home/platform/tls/order.key")).doesNotExist();
        stop(first);

        long orders = authority.orders();
        assertThat(orders).isEqualTo(1);
        Running second = up("home"); // the terms were agreed to with the account
        second.awaitOut(RUNS, START);
        assertThat(shown()).as("the one that it had").isEqualTo(serial);
        assertThat(authority.orders()).as("nothing was ordered again").isEqualTo(orders);

        Run stranger = new Program(folder.resolve("other"))
                .under(host.prefix().toArray(String[]::new))
                .run(
                        "up",
                        "--public-url",
                        Shop.ORIGIN,
                        "--port",
                        "8443",
                        "--acme",
                        "--acme-server",
                        authority.directory(),
                        "--acme-ca",
                        authority.ca().toString());
        assertThat(stranger.exitCode()).as(stranger.err()).isEqualTo(3);
        assertThat(stranger.err()).contains("ACME_TERMS", "Do%20what%20thou%20wilt", "--acme-agree");

        await(() -> !shown().equals(serial), "the renewed one is shown, without a restart");
        String renewed = shown();
        assertThat(authority.signed()).isEqualTo(2);
        assertThat(second.isAlive()).isTrue();

        authority.forgetAddresses();
        String refused = second.awaitErr(Pattern.compile("the certificate for .* could not be renewed: .*"), RENEWED);
        assertThat(refused).contains("ACME_REFUSED", Shop.NAME, "stays in use", "the next try is at");
        assertThat(shown()).as("the old one, which still holds").isEqualTo(renewed);
        assertThat(page()).contains("<html");
        stop(second);
    }

    private void stop(Running now) throws IOException {
        now.signalGroup("INT");
        assertThat(now.await(STOP).exitCode()).isZero();
        running = Optional.empty();
    }

    private Running up(String home, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--public-url",
                Shop.ORIGIN,
                "--port",
                "443",
                "--acme",
                "--acme-server",
                authority.directory(),
                "--acme-ca",
                authority.ca().toString()));
        arguments.addAll(List.of(more));
        Running now = new Program(folder.resolve(home))
                .under(host.prefix().toArray(String[]::new))
                .start(arguments.toArray(String[]::new));
        running = Optional.of(now);
        return now;
    }

    /** The first page, as who trusts the authority alone gets it. */
    private String page() throws IOException {
        return on(
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--max-time",
                "20",
                "--cacert",
                root().toString(),
                "--resolve",
                Shop.NAME + ":443:" + host.address(),
                Shop.ORIGIN + "/");
    }

    /** The serial number of what is shown, held against the authority's root and the name. */
    private String shown() throws IOException {
        return on(
                "sh",
                "-c",
                "openssl s_client -connect " + host.address() + ":443 -servername " + Shop.NAME + " -verify_hostname "
                        + Shop.NAME + " -verify_return_error -CAfile " + root()
                        + " </dev/null 2>/dev/null | openssl x509 -noout -serial");
    }

    private Path root() throws IOException {
        return authority.root().orElseThrow();
    }

    private String on(String... command) throws IOException {
        List<String> whole = new ArrayList<>(host.prefix());
        whole.addAll(List.of(command));
        return CommandLine.run(whole.toArray(String[]::new));
    }

    /** What can fail. */
    private interface Look {
        boolean isSo() throws IOException;
    }

    private static void await(Look look, String what) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + RENEWED.toNanos();
        while (!look.isSo()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Thread.sleep(1000);
        }
    }
}
