package org.wangchuan.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shredzone.acme4j.util.KeyPairUtils;
import org.wangchuan.platform.testing.Sample;

/** Certificates from Pebble, the authority that the people of Let's Encrypt test clients with: a real one but for its name. */
@Tag("slow")
final class AcmeTest {
    private static final String NAME = "shop.example.org";

    @TempDir
    Path folder;

    private Path file;
    private Pebble pebble;
    private Class<?> program = AcmeMain.class;

    @BeforeEach
    void begin() throws Exception {
        file = folder.resolve("tls").resolve("own.pem");
        pebble = Pebble.start(folder);
    }

    @AfterEach
    void end() {
        pebble.close();
    }

    @Test
    void aNameGetsItsCertificateAndKeepsItUntilItIsDue() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();

        String pem = Files.readString(file);
        assertThat(pem).contains("BEGIN CERTIFICATE", "PRIVATE KEY");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.resolveSibling("account.key"))))
                .isEqualTo("rw-------");
        Instant until = new OwnCertificate(file, pebble.directory(), InstantSource.system()).until();
        assertThat(until)
                .isBetween(
                        Instant.now().plus(Duration.ofDays(89)), Instant.now().plus(Duration.ofDays(91)));
        assertThat(due(NAME, Instant.now())).isFalse();
        assertThat(due(NAME, until.minus(Duration.ofDays(31)))).isFalse();
        assertThat(due(NAME, until.minus(Duration.ofDays(29)))).isTrue();
        assertThat(due("other.example.org", Instant.now())).isTrue();

        Said again = acme(NAME, pebble.ca());
        assertThat(again.code()).isZero();
        assertThat(again.out()).contains(until.toString());
        assertThat(Files.readString(file)).as("it is not due").isEqualTo(pem);

        assertThat(acme("other.example.org", pebble.ca()).code()).isZero();
        assertThat(Files.readString(file)).as("another name").isNotEqualTo(pem);
        assertThat(due("other.example.org", Instant.now())).isFalse();
    }

    @Test
    void whatIsRefusedLeavesWhatIsThere() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        String pem = Files.readString(file);

        Said blocked = acme("blocked-domain.example", pebble.ca());
        assertThat(blocked.code()).as("none for this name").isEqualTo(4);
        assertThat(blocked.err()).startsWith("ACME_REFUSED: ");
        assertThat(Files.readString(file)).isEqualTo(pem);

        pebble.forgetAddresses();
        Said nowhere = acme("moved.example.org", pebble.ca());
        assertThat(nowhere.code()).as(nowhere.err()).isEqualTo(4);
        assertThat(nowhere.err())
                .as("what the authority found, in its own words")
                .startsWith("ACME_REFUSED: ")
                .contains("moved.example.org");
        assertThat(nowhere.nextIn()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        assertThat(Files.readString(file)).isEqualTo(pem);
        assertThat(acme(NAME, pebble.ca()).code()).as("not due").isZero();

        Files.writeString(file, "no certificate");
        assertThat(acme(NAME, pebble.ca()).code()).isEqualTo(4);
        pebble.findAddresses();
        assertThat(acme(NAME, pebble.ca()).err())
                .as("a start by whoever is no try before its time")
                .startsWith("ACME_WAIT: the next try is no earlier than ")
                .contains("after ACME_REFUSED: ");
        forgetWait();
        assertThat(acme(NAME, pebble.ca()).code()).as("damaged is due").isZero();
    }

    @Test
    void anAuthorityThatNobodyVouchesForIsNotAsked() throws Exception {
        Said stranger = acme(NAME, Optional.empty());
        assertThat(stranger.code()).as("none at all").isEqualTo(4);
        assertThat(stranger.err()).startsWith("ACME_UNTRUSTED: ");
        assertThat(file).doesNotExist();
        for (String content : List.of("", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n")) {
            Path ca = Files.writeString(folder.resolve("bad.pem"), content);
            assertThat(acme(NAME, Optional.of(ca)).err())
                    .as(content)
                    .startsWith("ACME_CA: expected certificates in PEM");
        }
        assertThat(acme(NAME, Optional.of(folder.resolve("nosuch.pem"))).err()).startsWith("ACME_CA: ");
        assertThat(acme(NAME, pebble.ca()).code())
                .as("nothing of this was an attempt that counts")
                .isZero();
    }

    @Test
    void nobodyAgreesToTermsButWhoeverRunsThePlatform() throws Exception {
        Said unseen = acme(NAME, pebble.ca(), pebble.directory(), "unseen");
        assertThat(unseen.code()).isEqualTo(4);
        assertThat(unseen.err()).as("where they are").isEqualTo("ACME_TERMS: data:text/plain,Do%20what%20thou%20wilt");
        assertThat(file).doesNotExist();
        assertThat(Files.readString(folder.resolve("pebble.log")))
                .as("no account was opened")
                .doesNotContain("There are now 1 accounts in memory");

        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        assertThat(Files.readString(folder.resolve("pebble.log"))).contains("There are now 1 accounts in memory");
        Files.delete(file);
        assertThat(acme(NAME, pebble.ca(), pebble.directory(), "unseen").code())
                .as("they were agreed to with this account")
                .isZero();
    }

    @Test
    void anAuthorityThatIsGoneIsAskedAgainSoonAndTheCertificateStays() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        String pem = Files.readString(file);
        pebble.close();
        assertThat(acme(NAME, pebble.ca()).code())
                .as("not due: nobody is asked")
                .isZero();
        Said gone = acme("other.example.org", pebble.ca());
        assertThat(gone.code()).isEqualTo(4);
        assertThat(gone.err()).startsWith("ACME_UNREACHABLE: ");
        assertThat(gone.nextIn()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        assertThat(Files.readString(file)).isEqualTo(pem);
    }

    /** Retry-After is heeded by the next start as well: a supervisor that starts it over and over does not hammer. */
    @Test
    void anAuthorityThatHasHadEnoughIsLeftAloneForAsLongAsItSays() throws Exception {
        leftAlone(429, "rateLimited", "ACME_RATE_LIMITED: ");
        Files.delete(file.resolveSibling("attempts"));
        leftAlone(503, "serverInternal", "ACME_UNREACHABLE: ");
    }

    private void leftAlone(int status, String problem, String code) throws Exception {
        try (BusyAuthority busy = new BusyAuthority(folder, status, problem, 7_200)) {
            Said first = acme(NAME, pebble.ca(), busy.directory(), "agreed");
            assertThat(first.code()).isEqualTo(4);
            assertThat(first.err()).startsWith(code);
            assertThat(first.nextIn()).isBetween(Duration.ofMinutes(118), Duration.ofMinutes(120));
            int asked = busy.asked();
            assertThat(asked).isBetween(1, 5);
            Said second = acme(NAME, pebble.ca(), busy.directory(), "agreed");
            assertThat(second.err()).startsWith("ACME_WAIT: ");
            assertThat(second.nextIn()).isBetween(Duration.ofMinutes(117), Duration.ofMinutes(120));
            assertThat(busy.asked()).as("it was left alone").isEqualTo(asked);
        }
    }

    /** Two at once, as a killed start and the next: one asks, the other finds what it got. */
    @Test
    void twoAtOnceGetOneCertificate() throws Exception {
        FutureTask<Integer> other =
                new FutureTask<>(() -> acme(NAME, pebble.ca()).code());
        Thread.ofVirtual().start(other);
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        assertThat(other.get()).isZero();
        assertThat(pebble.signed()).isEqualTo(1);
    }

    @Test
    void anOrderThatTheAuthorityHasForgottenIsFollowedByAnother() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        Files.delete(file);
        Files.copy(file.resolveSibling("account.key"), file.resolveSibling("order.key"));
        Path attempts = file.resolveSibling("attempts");
        Files.writeString(
                attempts,
                Files.readString(attempts) + "order="
                        + pebble.directory()
                                .resolve("/my-order/nosuch")
                                .toString()
                                .replace(":", "\\:") + "\n");
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        assertThat(pebble.signed()).isEqualTo(2);
        assertThat(Files.readString(attempts)).doesNotContain("order=");
    }

    /** An order whose certificate can't be had is given up, counts as a certificate, and another order follows. */
    @Test
    void aCertificateThatCantBeHadIsNotAskedForForEver() throws Exception {
        String gone = ScriptedAuthority.problem("malformed");
        for (ScriptedAuthority.Answer certificate : List.of(
                new ScriptedAuthority.Answer(404, "application/problem+json", gone),
                new ScriptedAuthority.Answer(
                        200, "application/pem-certificate-chain", Files.readString(folder.resolve("server.pem"))),
                new ScriptedAuthority.Answer(200, "text/html", "<p>moved</p>"))) {
            try (ScriptedAuthority authority = new ScriptedAuthority(folder)) {
                authority.answer("/order/1", valid(authority));
                authority.answer("/cert", certificate);
                begun(authority);
                Said first = acme(NAME, pebble.ca(), authority.directory(), "agreed");
                assertThat(first.err()).startsWith("ACME_ANSWER: ");
                assertThat(attempts()).doesNotContain("order=").contains("got=");
                forgetWait();
                Said second = acme(NAME, pebble.ca(), authority.directory(), "agreed");
                assertThat(second.err()).startsWith("ACME_REFUSED: ");
                assertThat(authority.asked()).endsWith("/order");
                assertThat(authority.asked().stream().filter("/cert"::equals)).hasSize(1);
            }
        }
    }

    /** One that the authority can't give now is no reason to order a second one. */
    @Test
    void aCertificateThatIsNotThereYetIsAskedForAgain() throws Exception {
        for (int status : List.of(429, 503)) {
            try (ScriptedAuthority authority = new ScriptedAuthority(folder)) {
                authority.answer("/order/1", valid(authority));
                authority.answer(
                        "/cert",
                        new ScriptedAuthority.Answer(
                                status, "application/problem+json", ScriptedAuthority.problem("serverInternal")));
                begun(authority);
                assertThat(acme(NAME, pebble.ca(), authority.directory(), "agreed")
                                .code())
                        .isEqualTo(4);
                assertThat(attempts()).contains("order=").doesNotContain("got=");
            }
        }
    }

    /** As authorities say it of an order that they don't have, or that is somebody else's. */
    @Test
    void anOrderOfNobodysIsFollowedByAnother() throws Exception {
        for (int status : List.of(400, 401, 403, 404, 410)) {
            try (ScriptedAuthority authority = new ScriptedAuthority(folder)) {
                authority.answer(
                        "/order/1",
                        new ScriptedAuthority.Answer(
                                status, "application/problem+json", ScriptedAuthority.problem("malformed")));
                begun(authority);
                Said said = acme(NAME, pebble.ca(), authority.directory(), "agreed");
                assertThat(authority.asked()).as("%s: %s", status, said).endsWith("/order");
                assertThat(attempts()).doesNotContain("order=");
            }
        }
    }

    /** The library sleeps until the time that the authority says, which has gone by where this machine's clock is ahead of it. */
    @Test
    void aTimeToComeAgainThatHasGoneByIsNoRefusal() throws Exception {
        try (ScriptedAuthority authority = new ScriptedAuthority(folder)) {
            authority.answer(
                    "/order/1",
                    ScriptedAuthority.Answer.json("{\"status\":\"processing\"}")
                            .comeAgain("Sat, 01 Jan 2022 00:00:00 GMT"),
                    ScriptedAuthority.Answer.json("{\"status\":\"processing\"}")
                            .comeAgain("Sat, 01 Jan 2022 00:00:00 GMT"),
                    valid(authority));
            authority.answer(
                    "/cert",
                    new ScriptedAuthority.Answer(
                            404, "application/problem+json", ScriptedAuthority.problem("malformed")));
            begun(authority);
            Said said = acme(NAME, pebble.ca(), authority.directory(), "agreed");
            assertThat(said.err()).as("it came as far as the certificate").startsWith("ACME_ANSWER: ");
        }
    }

    /** A clock that is wrong is no stranger's signature. */
    @Test
    void anAuthorityWhoseCertificateIsNotValidNowIsAMatterOfTheClock() throws Exception {
        Instant now = Instant.now();
        for (Duration shift : List.of(Duration.ofDays(400), Duration.ofDays(-400))) {
            Path other = Files.createTempDirectory(folder, "clock");
            Path ca = Pebble.certificate(other, now.plus(shift));
            try (ScriptedAuthority authority = new ScriptedAuthority(other)) {
                Said said = acme(NAME, Optional.of(ca), authority.directory(), "agreed");
                assertThat(said.err()).as(shift.toString()).startsWith("ACME_CLOCK: ");
                assertThat(said.nextIn()).isLessThanOrEqualTo(Duration.ofMinutes(1));
            }
        }
    }

    /** Another authority's certificate is served until there is one of this one, and no longer. */
    @Test
    void anotherAuthorityIsAskedAtOnce() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        String first = Files.readString(file);
        try (ScriptedAuthority other = new ScriptedAuthority(folder)) {
            Said said = acme(NAME, pebble.ca(), other.directory(), "agreed");
            assertThat(said.code()).as("the one that is there holds").isEqualTo(3);
            assertThat(said.err()).startsWith("ACME_REFUSED: ");
            assertThat(other.asked()).contains("/order");
            assertThat(Files.readString(file)).isEqualTo(first);
        }
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        assertThat(pebble.signed()).as("its own is not due").isEqualTo(1);
        Files.writeString(file, first.replace("# from " + pebble.directory(), "# from https://other.example/dir"));
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        assertThat(pebble.signed()).isEqualTo(2);
        assertThat(due(NAME, Instant.now())).isFalse();
    }

    /** An authority that stops in the middle of an answer, and a process that nobody ends: the certificate that holds is used. */
    @Test
    void whatNeverEndsEndsWithWhatIsThere() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        Files.writeString(
                file,
                Files.readString(file).replace("# from " + pebble.directory(), "# from https://other.example/dir"));
        try (ScriptedAuthority authority = new ScriptedAuthority(folder)) {
            authority.answer(
                    "/account",
                    ScriptedAuthority.Answer.json("{\"status\":\"valid\"}").stalled());
            program = ShortAcme.class;
            Said said = acme(NAME, pebble.ca(), authority.directory(), "agreed");
            assertThat(said.code()).as(said.err()).isEqualTo(3);
            assertThat(said.err()).startsWith("ACME_UNREACHABLE: no end within ");
            assertThat(said.nextIn()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        }
        try (FileChannel channel = FileChannel.open(file.resolveSibling("lock"), StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            Said said = acme(NAME, pebble.ca());
            assertThat(said.code()).as(said.err()).isEqualTo(3);
            assertThat(said.err()).startsWith("ACME_WAIT: another process");
        }
    }

    /** What is wrong with what is counted keeps no shop closed. */
    @Test
    void aFaultOfOurOwnUsesWhatIsThere() throws Exception {
        assertThat(acme(NAME, pebble.ca()).code()).isZero();
        Files.writeString(
                file.resolveSibling("attempts"),
                "name=" + NAME + "\nserver=" + pebble.directory() + "\norder=no address\n");
        assertThat(acme(NAME, pebble.ca()).code()).as("not due").isZero();
        Files.delete(file.resolveSibling("attempts"));
        Files.createDirectory(file.resolveSibling("attempts"));
        Said said = acme(NAME, pebble.ca());
        assertThat(said.code()).isEqualTo(3);
        assertThat(said.err()).startsWith("ACME_FILES: ");
    }

    private static ScriptedAuthority.Answer valid(ScriptedAuthority authority) {
        return ScriptedAuthority.Answer.json(
                "{\"status\":\"valid\",\"identifiers\":[],\"authorizations\":[],\"finalize\":\"" + authority.base()
                        + "finalize\",\"certificate\":\"" + authority.base() + "cert\"}");
    }

    /** An order that a start before has begun. */
    private void begun(ScriptedAuthority authority) throws IOException {
        Files.createDirectories(file.getParent());
        StringWriter key = new StringWriter();
        KeyPairUtils.writeKeyPair(KeyPairUtils.createECKeyPair("secp256r1"), key);
        Files.writeString(file.resolveSibling("order.key"), key.toString());
        Files.writeString(
                file.resolveSibling("attempts"),
                "name=" + NAME + "\nserver=" + authority.directory() + "\norder=" + authority.base() + "order/1\n");
    }

    private String attempts() throws IOException {
        return Files.readString(file.resolveSibling("attempts"));
    }

    /** As if the time of the next try had come. */
    private void forgetWait() throws IOException {
        Path attempts = file.resolveSibling("attempts");
        Files.write(
                attempts,
                Files.readAllLines(attempts).stream()
                        .filter(line -> !line.startsWith("next="))
                        .toList());
    }

    private static final List<String> BLOWS = List.of("rename", "fsync", "unlink");

    /**
     * Killed at each call that puts something on disk, from the first to the last, or at each second one where a sample is enough: what is there
     * is whole, and the next start ends with a certificate, of which the authority has signed exactly one.
     */
    @Test
    void killedBetweenAnyTwoWritesItHasOneCertificateInTheEnd() throws Exception {
        int kills = 0;
        int step = Sample.of(2, 1);
        for (String call : BLOWS) {
            for (int nth = 1; ; nth += step) {
                file = folder.resolve(call + nth).resolve("own.pem");
                int signed = pebble.signed();
                Said killed = acme(
                        List.of(
                                "strace",
                                "-f",
                                "-qq",
                                "-o",
                                "/dev/null",
                                "-e",
                                "trace=" + call,
                                "-e",
                                "inject=" + call + ":signal=KILL:when=" + nth),
                        NAME,
                        pebble.ca(),
                        pebble.directory(),
                        "agreed");
                requireWhole();
                if (killed.code() == 0) {
                    break; // there is no such call any more
                }
                kills++;
                Said next = acme(NAME, pebble.ca());
                assertThat(next.code()).as("%s %s: %s", call, nth, next.err()).isZero();
                requireWhole();
                assertThat(pebble.signed() - signed).as("%s %s", call, nth).isEqualTo(1);
                assertThat(Files.exists(file.resolveSibling("order.key")) && !due(NAME, Instant.now()))
                        .as("the key of an order that is over is gone with the next look")
                        .isEqualTo(false);
            }
        }
        assertThat(kills)
                .as("six files, each with its folder, and one that is deleted")
                .isGreaterThanOrEqualTo(13 / step);
    }

    /** Each file with a key is for the owner's eyes, and what browsers are shown is a pair. */
    private void requireWhole() throws Exception {
        if (!Files.exists(file.getParent())) {
            return;
        }
        try (var all = Files.list(file.getParent())) {
            for (Path one : all.filter(path -> !path.endsWith("lock")).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
                        .as(one.toString())
                        .isEqualTo("rw-------");
            }
        }
        for (String name : List.of("account.key", "order.key")) {
            if (Files.exists(file.resolveSibling(name))) {
                var _ = KeyPairUtils.readKeyPair(new StringReader(Files.readString(file.resolveSibling(name))));
            }
        }
        if (Files.exists(file)) {
            String pem = Files.readString(file);
            PublicKey shown = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .getPublicKey();
            KeyPair key = KeyPairUtils.readKeyPair(new StringReader(pem.substring(pem.indexOf("-----BEGIN EC"))));
            assertThat(key.getPublic()).isEqualTo(shown);
        }
    }

    private boolean due(String name, Instant at) throws IOException {
        return new OwnCertificate(file, pebble.directory(), InstantSource.fixed(at)).isDue(name);
    }

    private record Said(int code, String out, String err) {
        /** How long it is until it is to be started again. */
        Duration nextIn() {
            String next = out.substring(out.indexOf("next ") + 5).strip();
            return Duration.between(Instant.now(), Instant.parse(next));
        }
    }

    private Said acme(String name, Optional<Path> ca) throws Exception {
        return acme(name, ca, pebble.directory(), "agreed");
    }

    private Said acme(String name, Optional<Path> ca, URI directory, String terms) throws Exception {
        return acme(List.of(), name, ca, directory, terms);
    }

    /** As {@code up} does it: what is trusted there is a matter of the whole process. */
    private Said acme(List<String> under, String name, Optional<Path> ca, URI directory, String terms)
            throws Exception {
        List<String> command = new ArrayList<>(under);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                file.toString(),
                name,
                directory.toString(),
                Integer.toString(pebble.port()),
                terms));
        ca.ifPresent(pem -> command.add(pem.toString()));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Said(process.exitValue(), Files.readString(out), withoutNotes(err));
    }

    /** The log of the library is not there in this class path's way; what we say is the last line. */
    private static String withoutNotes(Path err) throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((_, last) -> last)
                .orElse("");
    }
}
