package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.recheck.SealedFiles;
import org.wangchuan.station.testing.InMemoryLooks;
import org.wangchuan.station.testing.InMemoryPlatform;

/** Another station is asked to read what one has erased: it writes nothing, is cut off everywhere, and never says more than it has read. */
@Tag("slow")
class AgentLooksTest {
    private static final String POLICY = "nist-clear";
    private static final int IMAGE_BYTES = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    private final InMemoryPlatform platform = new InMemoryPlatform();
    private final List<BenchAgent> agents = new ArrayList<>();
    private final AtomicBoolean isDead = new AtomicBoolean();
    private Path image = Path.of("");

    @SuppressWarnings("NullAway.Init") // made before each
    private InMemoryLooks looks;

    @SuppressWarnings("NullAway.Init") // made before each
    private String key;

    @BeforeEach
    void oneErasesAndAnotherIsAsked() throws Exception {
        image = folder.resolve("drive.img");
        byte[] content = new byte[IMAGE_BYTES];
        Arrays.fill(content, (byte) 'x');
        Files.write(image, content);
        start("eraser", LookDesk.none(), _ -> {});
        await(() -> !platform.lanes().isEmpty());
        Task task = platform.queue(platform.lanes().getFirst(), POLICY);
        await(() -> platform.receipt(task.id()).isPresent());
        stop();
        Receipt receipt =
                Receipt.parse(platform.receipt(task.id()).orElseThrow().getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(folder.resolve("eraser/agent/receipts"))) {
            Path file = files.filter(one -> one.toString().endsWith(".recheck-key.json"))
                    .findFirst()
                    .orElseThrow();
            key = Files.readString(file);
        }
        ask(task.id(), receipt);
        Files.setLastModifiedTime(image, LONG_AGO);
    }

    private void ask(UUID task, Receipt receipt) throws Exception {
        start("reader", LookDesk.none(), _ -> {});
        await(() -> platform.lanes().stream().anyMatch(LaneState::isReady));
        String lane = platform.lanes().getFirst().lane();
        stop();
        looks = new InMemoryLooks(
                lane,
                Optional.empty(),
                task,
                StatementReader.read(receipt.clearing().statement()).head().eventId(),
                receipt.clearing().statement().digest());
    }

    @AfterEach
    void stop() throws IOException {
        for (BenchAgent agent : agents) {
            agent.close();
        }
        agents.clear();
    }

    private void start(String home, LookDesk desk, Consumer<Step> steps) throws IOException {
        agents.add(BenchAgent.start(
                new StationHome(folder.resolve(home)),
                InstantSource.system(),
                "test 1",
                new Asking(desk),
                new BenchAgentTest.Silent(),
                new BenchAgent.Options(List.of(image), false, Optional.empty(), Optional.empty()),
                steps));
    }

    /** The platform as one station reaches it: not at all once its process is dead. */
    private final class Asking implements Platform {
        private final LookDesk desk;

        Asking(LookDesk desk) {
            this.desk = desk;
        }

        private InMemoryPlatform reach() throws IOException {
            if (isDead.get()) {
                throw new IOException("dead");
            }
            return platform;
        }

        @Override
        public void putTrustList(String trustList) throws IOException, PlatformRefusedException {
            reach().putTrustList(trustList);
        }

        @Override
        public void putLanes(List<LaneState> lanes) throws IOException {
            reach().putLanes(lanes);
        }

        @Override
        public void putPhones(List<PhoneState> phones) throws IOException, PlatformRefusedException {
            reach().putPhones(phones);
        }

        @Override
        public List<Task> tasks(Duration wait) throws IOException, InterruptedException {
            return reach().tasks(wait);
        }

        @Override
        public LookDesk looks() {
            return desk;
        }

        @Override
        public void claim(Task task, String lane, Optional<String> serial)
                throws IOException, PlatformRefusedException {
            reach().claim(task, lane, serial);
        }

        @Override
        public void putProgress(UUID task, TaskProgress progress) throws IOException {
            reach().putProgress(task, progress);
        }

        @Override
        public void deliver(Message message) throws IOException, PlatformRefusedException {
            reach().deliver(message);
            if (message.kind() == Message.Kind.LOOK) {
                looks.over();
            }
        }
    }

    private void bothWork() throws IOException {
        start("eraser", looks.desk(false, true), _ -> {});
        start("reader", looks.desk(true, false), _ -> {});
    }

    private List<Message> told() {
        return platform.delivered().stream()
                .filter(message -> message.kind() == Message.Kind.LOOK)
                .toList();
    }

    private static String text(Message message, String member) {
        return message.body().members().get(member) instanceof JsonValue.Text text ? text.value() : "";
    }

    private static Statement.Recheck recheck(Message message) {
        try {
            RecheckFile file = RecheckFile.parse(text(message, "recheck").getBytes(StandardCharsets.UTF_8));
            return (Statement.Recheck) StatementReader.read(file.recheck().statement());
        } catch (VerificationException e) {
            throw new AssertionError(e);
        }
    }

    private Statement.Recheck onlyOne() throws Exception {
        await(() -> !told().isEmpty());
        assertThat(told().stream().map(message -> text(message, "outcome")))
                .as("%s", told().stream().map(Message::body).toList())
                .containsOnly("read");
        Set<UUID> events = new HashSet<>();
        told().forEach(message -> events.add(recheck(message).head().eventId()));
        assertThat(events).hasSize(1);
        return recheck(told().getFirst());
    }

    private void assertUntouched(byte[] before) throws IOException {
        assertThat(image).hasBinaryContent(before);
        assertThat(Files.getLastModifiedTime(image)).isEqualTo(LONG_AGO);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatAnotherStationReadsIsSignedOverTheChallengeAndTheKeyIsSealed() throws Exception {
        byte[] before = Files.readAllBytes(image);
        bothWork();
        Statement.Recheck recheck = onlyOne();

        assertThat(recheck.claims().result()).isEqualTo(RecheckClaims.Result.MATCHES);
        assertThat(recheck.claims().challenge()).contains(looks.look().challenge());
        assertThat(recheck.claims().clearing().event()).isEqualTo(looks.look().clearing());
        assertThat(recheck.head().station())
                .isNotEqualTo(recheck.claims().clearing().station());
        assertUntouched(before);
        assertThat(looks.everSealed()).hasSize(1).noneMatch(one -> one.contains(secret()));
        await(() -> !Files.exists(
                folder.resolve("reader/agent/looks/" + looks.look().id())));
        stop();
        try (Stream<Path> files = Files.walk(folder.resolve("reader"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(secret());
            }
        }
    }

    private String secret() {
        return key.replaceAll(".*\"secret\":\"([0-9a-f]+)\".*", "$1");
    }

    /** At each step the reader dies, and starts later: it has read it once as a whole, or not at all. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(
            value = Step.class,
            names = {"LOOK_CLAIMED", "LOOK_ENDED", "LOOK_QUEUED", "MESSAGE_DELIVERED"})
    void whereverTheReaderDiesThereIsOneAnswer(Step deadly) throws Exception {
        byte[] before = Files.readAllBytes(image);
        CountDownLatch died = new CountDownLatch(1);
        start("eraser", looks.desk(false, true), _ -> {});
        start("reader", looks.desk(true, false), step -> {
            if (isDead.get() || step == deadly) {
                isDead.set(true);
                died.countDown();
                throw new Died();
            }
        });
        assertThat(died.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        // What is queued may be sent by then: another thread does that.
        if (deadly == Step.LOOK_CLAIMED || deadly == Step.LOOK_ENDED) {
            assertThat(told()).isEmpty();
        }
        stop();
        isDead.set(false);
        bothWork();

        assertThat(onlyOne().claims().result()).isEqualTo(RecheckClaims.Result.MATCHES);
        await(() -> new Outbox(new StationHome(folder.resolve("reader"))).length() == 0);
        assertThat(looks.recipients()).doesNotHaveDuplicates();
        assertUntouched(before);
    }

    /** A process that dies: nothing after this is done by it. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void oneOtherByteDiffers() throws Exception {
        byte[] content = Files.readAllBytes(image);
        content[100] ^= 1;
        Files.write(image, content);
        Files.setLastModifiedTime(image, LONG_AGO);
        bothWork();
        assertThat(onlyOne().claims().result()).isEqualTo(RecheckClaims.Result.DIFFERS);
        assertUntouched(content);
    }

    /** The station that erased is asked for files that it does not have any more. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatWasForgottenIsNotHandedOver() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("eraser/agent/receipts"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".evidence.jsonl"))
                    .toList()) {
                Files.delete(file);
            }
        }
        bothWork();
        await(() -> !looks.codes().isEmpty());
        assertThat(looks.codes()).containsExactly("FILES_GONE");
        assertThat(told()).isEmpty();
    }

    /** One that the platform does not take, and one whose files can't be read, come first in the list: the third is brought all the same. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsWrongWithOneIsInNoOthersWay() throws Exception {
        UUID full = UUID.randomUUID();
        UUID unreadable = UUID.randomUUID();
        Path receipts = folder.resolve("eraser/agent/receipts/" + unreadable);
        Files.createDirectories(receipts.resolve("one.receipt.json"));
        LookDesk all = looks.desk(false, true);
        LookDesk others = new LookDesk() {
            @Override
            public List<Look> wanted() {
                return all.wanted();
            }

            @Override
            public List<HandOver> handOvers() {
                List<HandOver> out = new ArrayList<>();
                all.handOvers().forEach(one -> {
                    out.add(new HandOver(full, full, one.clearing(), one.recipient()));
                    out.add(new HandOver(unreadable, unreadable, one.clearing(), one.recipient()));
                    out.add(one);
                });
                return out;
            }

            @Override
            public void claim(UUID look, String lane, Optional<String> serial, String recipient)
                    throws IOException, PlatformRefusedException, InterruptedException {
                all.claim(look, lane, serial, recipient);
            }

            @Override
            public Optional<String> files(UUID look)
                    throws IOException, PlatformRefusedException, InterruptedException {
                return all.files(look);
            }

            @Override
            public void handOver(UUID look, String recipient, String sealed)
                    throws IOException, PlatformRefusedException, InterruptedException {
                all.handOver(look, recipient, sealed);
            }

            @Override
            public void cannotHandOver(UUID look, String code, BilingualText text)
                    throws IOException, PlatformRefusedException, InterruptedException {
                if (look.equals(full)) {
                    throw new PlatformRefusedException(409, "NOT_NOW", "may be later");
                }
                all.cannotHandOver(look, code, text);
            }

            @Override
            public void putProgress(UUID look, TaskProgress progress)
                    throws IOException, PlatformRefusedException, InterruptedException {
                all.putProgress(look, progress);
            }
        };
        start("eraser", others, _ -> {});
        start("reader", looks.desk(true, false), _ -> {});
        assertThat(onlyOne().claims().result()).isEqualTo(RecheckClaims.Result.MATCHES);
    }

    /** Evidence of which a word was changed, or a key that is another's: the digest of the statement holds them together. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void filesThatWereAlteredAreRefusedUnread() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("eraser/agent/receipts"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".evidence.jsonl"))
                    .toList()) {
                Files.writeString(file, Files.readString(file).replaceFirst("drive", "drove"));
            }
        }
        bothWork();
        await(() -> !told().isEmpty());
        assertThat(text(told().getFirst(), "outcome")).isEqualTo("refused");
        assertThat(text(told().getFirst(), "code")).isEqualTo("FILES_DIFFER");
    }

    /**
     * What whoever carries the files puts in their place, sealed for the right key by somebody else or not sealed at all, is refused unread.
     */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatWasPutInThePlaceOfTheFilesIsRefusedUnread() throws Exception {
        looks.exchange(Bytes32.random().base64Url() + Bytes32.random().base64Url());
        bothWork();
        await(() -> !told().isEmpty());
        assertThat(text(told().getFirst(), "code")).isEqualTo("FILES_DIFFER");
    }

    /** Even one that holds the very same: nothing is said of a drive that is not the one that was asked for. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aDriveThatIsExchangedWhileTheFilesAreWaitedForIsRefusedUnread() throws Exception {
        Path other = folder.resolve("other.img");
        Files.copy(image, other);
        start("reader", looks.desk(true, false), step -> {
            if (step == Step.LOOK_CLAIMED) {
                try {
                    Files.move(other, image, StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        start("eraser", looks.desk(false, true), _ -> {});
        await(() -> !told().isEmpty());
        assertThat(text(told().getFirst(), "outcome")).isEqualTo("refused");
        assertThat(text(told().getFirst(), "code")).isEqualTo("LANE_DIFFERS");
    }

    /** Each key is a beginning that the platform counts: waiting for the other station is none. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whoOnlyWaitsKeepsItsKey() throws Exception {
        looks.failOnce();
        start("reader", looks.desk(true, false), _ -> {});
        await(() -> looks.claims() > 1);
        start("eraser", looks.desk(false, true), _ -> {});
        assertThat(onlyOne().claims().result()).isEqualTo(RecheckClaims.Result.MATCHES);
        assertThat(looks.recipients()).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anotherDriveInTheLaneIsRefusedUnread() throws Exception {
        Files.delete(image);
        Files.write(image, new byte[IMAGE_BYTES]);
        bothWork();
        await(() -> !told().isEmpty());
        assertThat(text(told().getFirst(), "code")).isEqualTo("LANE_DIFFERS");
        assertThat(looks.recipients()).as("nothing was handed over").isEmpty();
    }

    /** Whoever carries it can't open it, alter it, or use it for another look. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsSealedIsForOneStationAndOneLook() throws Exception {
        UUID one = UUID.randomUUID();
        byte[] secret = "what an erasure left".getBytes(StandardCharsets.UTF_8);
        SealedFiles.Recipient recipient = new SealedFiles.Recipient(one);
        String sealed = SealedFiles.seal(secret, one, recipient.publicKey());
        assertThat(recipient.open(sealed)).isEqualTo(secret);
        int at = sealed.length() - 10;
        String other = sealed.charAt(at) == 'A' ? "B" : "A";
        for (String wrong : List.of(
                sealed.substring(0, at) + other + sealed.substring(at + 1),
                SealedFiles.seal(secret, UUID.randomUUID(), recipient.publicKey()),
                SealedFiles.seal(secret, one, new SealedFiles.Recipient(one).publicKey()),
                "",
                Bytes32.random().base64Url())) {
            assertThat(opens(recipient, wrong)).as(wrong).isFalse();
        }
    }

    private static boolean opens(SealedFiles.Recipient recipient, String sealed) {
        try {
            byte[] _ = recipient.open(sealed);
            return true;
        } catch (java.security.GeneralSecurityException _) {
            return false;
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
