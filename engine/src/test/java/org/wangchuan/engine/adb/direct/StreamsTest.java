package org.wangchuan.engine.adb.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.service.Reboot;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.SyncSession;
import org.wangchuan.engine.adb.testing.AdbDouble;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.adb.testing.PhoneWire;
import org.wangchuan.engine.adb.testing.PhoneWire.Packet;
import org.wangchuan.engine.adb.testing.Soon;
import org.wangchuan.engine.patience.Deadline;

/** Streams over one cable, with a phone that is honest, slow, gone, or a liar. */
@Timeout(90)
class StreamsTest {
    @TempDir
    Path folder;

    @Test
    void aPhoneOfTheFirstVersionWithSmallPacketsServesAsWell() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder).speaking(0x01000000, 4096);
                AdbConnection connection = Connecting.to(phone.address())) {
            assertThat(connection.version()).isEqualTo(0x01000000);
            assertThat(connection.payloadBytesMax()).isEqualTo(4096);
            byte[] file = Given.bytes(300_000);
            try (SyncSession files = SyncSession.open(connection, Given.patience())) {
                files.send("/f", 0600, Instant.EPOCH, new ByteArrayInputStream(file), _ -> {}, Given.patience());
                ByteArrayOutputStream back = new ByteArrayOutputStream();
                files.receive("/f", 300_000, back, Given.patience());
                assertThat(back.toByteArray()).isEqualTo(file).isEqualTo(Files.readAllBytes(folder.resolve("f")));
            }
        }
    }

    @Test
    void aPhoneWithoutTheShellProtocolTellsNoExitCode() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder).banner("device::");
                AdbConnection connection = Connecting.to(phone.address())) {
            ShellOutput output = run(connection, "sh", "-c", "echo out; echo err >&2; exit 0");
            assertThat(output.exitCode()).isEmpty();
            assertThat(output.succeeded()).isFalse();
            assertThat(output.output()).contains("out", "err");
            assertThat(output.error()).isEmpty();
            assertThat(phone.asked()).singleElement().asString().startsWith("shell:sh -c ");
        }
    }

    @Test
    void streamsAreBoundedInNumber() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection connection = Connecting.to(phone.address())) {
            List<AdbStream> open = new ArrayList<>();
            for (int i = 0; i < AdbConnection.STREAMS_MAX; i++) {
                open.add(connection.open("sync:", Given.patience()));
            }
            failing(Code.LIMIT, () -> connection.open("sync:", Given.patience()));
            open.getFirst().close();
            connection.open("sync:", Given.patience()).close();
            failing(Code.CLOSED, () -> open.getFirst().read(new byte[1], 0, 1, Given.patience()));
        }
    }

    @Test
    void aServiceThatAPhoneDoesNotHaveIsRefused() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection connection = Connecting.to(phone.address())) {
            failing(Code.SERVICE_REFUSED, () -> connection.open("tcp:80", Given.patience()));
            failing(Code.ARGUMENT, () -> connection.open("shell:a\0b", Given.patience()));
            failing(Code.ARGUMENT, () -> connection.open("", Given.patience()));
            failing(Code.ARGUMENT, () -> connection.open("shell:\ud800", Given.patience()));
            failing(Code.ARGUMENT, () -> connection.open("x".repeat(1 << 20), Given.patience()));
            assertThat(run(connection, "echo", "on").output()).isEqualTo("on\n");
        }
    }

    @Test
    void pullingTheCableEndsWhateverGoesOn() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection connection = Connecting.to(phone.address());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = new CountDownLatch(8);
            List<Future<AdbException>> ends = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                ends.add(threads.submit(ending(() -> {
                    running.countDown();
                    return run(connection, "sleep", "300");
                })));
            }
            AdbStream silent = connection.open("sync:", Given.patience());
            ends.add(threads.submit(ending(() -> silent.read(new byte[1], 0, 1, Given.patience()))));
            Soon.until("all are open", () -> phone.asked().size() == 9);
            phone.unplug();
            for (Future<AdbException> end : ends) {
                assertThat(end.get().code()).isEqualTo(Code.GONE);
            }
            assertThat(connection.ended()).isPresent();
        }
    }

    /** Who reads from the phone had found the stream a moment before it was closed: the phone tells no lie, and its other streams go on. */
    @Test
    void wordThatAStreamIsOpenMayComeWhileItIsClosed() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection connection = Connecting.to(phone.address())) {
            ConnectionStream late = new ConnectionStream(connection, 77);
            late.close();
            assertThat(late.isUnanswered()).isTrue();
            assertThat(late.onReady(5)).as("the phone is told").isEqualTo(ConnectionStream.Ready.TOO_LATE);
            assertThat(late.isUnanswered()).isFalse();
            assertThat(late.onReady(5)).isEqualTo(ConnectionStream.Ready.NOTHING_NEW);
            failing(Code.CLOSED, () -> late.read(new byte[1], 0, 1, Given.patience()));

            ConnectionStream refused = new ConnectionStream(connection, 78);
            refused.close();
            refused.onClose(0);
            assertThat(refused.isUnanswered()).isFalse();
            assertThat(run(connection, "echo", "on").output()).isEqualTo("on\n");
        }
    }

    @Test
    void closingEndsWhatWaits() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AdbConnection connection = Connecting.to(phone.address());
            AdbStream one = connection.open("sync:", Given.patience());
            AdbStream other = connection.open("sync:", Given.patience());
            Future<AdbException> first = threads.submit(ending(() -> one.read(new byte[1], 0, 1, Given.patience())));
            Future<AdbException> second = threads.submit(ending(() -> other.read(new byte[1], 0, 1, Given.patience())));
            one.close();
            assertThat(first.get().code()).isEqualTo(Code.CLOSED);
            connection.close();
            assertThat(second.get().code()).isEqualTo(Code.CLOSED);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndNotTheConnection() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection connection = Connecting.to(phone.address())) {
            AdbStream silent = connection.open("sync:", Given.patience());
            CompletableFuture<Boolean> kept = new CompletableFuture<>();
            Thread waiting = Thread.ofPlatform().start(() -> {
                failing(Code.INTERRUPTED, () -> silent.read(new byte[1], 0, 1, Given.patience()));
                kept.complete(Thread.interrupted());
            });
            waiting.interrupt();
            assertThat(kept.get()).isTrue();
            assertThat(run(connection, "echo", "on").output()).isEqualTo("on\n");
        }
    }

    @Test
    void whatTakesTooLongRunsOutAndTheOthersGoOn() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection connection = Connecting.to(phone.address())) {
            failing(
                    Code.TIMEOUT,
                    () -> ShellRunner.run(connection, ShellCommand.of("sleep", "60"), 100, Given.impatience()));
            assertThat(run(connection, "echo", "on").output()).isEqualTo("on\n");
        }
    }

    @Test
    void aPhoneThatIsAskedToStartAnewGoes() throws Exception {
        try (AdbDouble phone = AdbDouble.of(folder);
                AdbConnection connection = Connecting.to(phone.address())) {
            Reboot.ask(connection, Reboot.Target.RECOVERY, Given.patience());
            assertThat(phone.asked()).containsExactly("reboot:recovery");
            Soon.until("gone", () -> connection.ended().isPresent());
            failing(Code.GONE, () -> Reboot.ask(connection, Reboot.Target.SYSTEM, Given.patience()));
        }
    }

    @Test
    void aPhoneThatAnswersInsteadOfStartingAnewIsQuotedButNotInTheMessage() throws Exception {
        AdbDouble.Trick answering = opened((wire, open) -> {
            wire.send("OKAY", 5, open.arg0(), "");
            wire.send("WRTE", 5, open.arg0(), "reboot not \u001b[31m allowed for SERIAL123");
            wire.read();
            wire.send("CLSE", 5, open.arg0(), "");
        });
        try (AdbDouble phone = AdbDouble.playing(answering);
                AdbConnection connection = Connecting.to(phone.address())) {
            AdbException failure =
                    failing(Code.FAILED, () -> Reboot.ask(connection, Reboot.Target.BOOTLOADER, Given.patience()));
            assertThat(failure.told()).contains("reboot not [31m allowed for SERIAL123");
            assertThat(failure.getMessage()).doesNotContain("SERIAL");
        }
    }

    @Test
    void anAnswerThatCameTooLateIsGivenBack() throws Exception {
        CompletableFuture<Packet> given = new CompletableFuture<>();
        CountDownLatch gaveUp = new CountDownLatch(1);
        AdbDouble.Trick late = opened((wire, open) -> {
            gaveUp.await();
            wire.send("OKAY", 5, open.arg0(), "");
            given.complete(wire.read());
        });
        try (AdbDouble phone = AdbDouble.playing(late);
                AdbConnection connection = Connecting.to(phone.address())) {
            failing(Code.TIMEOUT, () -> connection.open("shell:", Given.impatience()));
            gaveUp.countDown();
            assertThat(given.get()).isEqualTo(new Packet("CLSE", 1, 5, ""));
        }
    }

    @Test
    void aPhoneThatBreaksTheProtocolIsLetGo() throws Exception {
        lying(Code.PROTOCOL, (wire, open) -> wire.send("OKAY", 0, open.arg0(), ""));
        lying(Code.PROTOCOL, (wire, open) -> wire.send("WRTE", 5, open.arg0(), "before it is open"));
        lying(Code.PROTOCOL, (wire, open) -> {
            wire.send("OKAY", 5, open.arg0(), "");
            wire.send("OKAY", 6, open.arg0(), "");
        });
        lying(Code.PROTOCOL, (wire, open) -> {
            wire.send("OKAY", 5, open.arg0(), "");
            wire.send("CLSE", 6, open.arg0(), "");
        });
        lying(Code.PROTOCOL, (wire, open) -> {
            for (int i = 1; i < 100; i++) {
                wire.send("OPEN", i, 0, "tcp:1\0");
            }
        });
        lying(Code.PROTOCOL, (wire, open) -> {
            wire.send("OKAY", 5, open.arg0(), "");
            while (true) {
                wire.send("OKAY", 5, open.arg0(), "");
            }
        });
        lying(Code.PROTOCOL, (wire, open) -> {
            while (true) {
                wire.send("WRTE", 77, 78, "nobody's");
            }
        });
        lying(Code.PROTOCOL, (wire, open) -> wire.raw(new byte[24]));
        lying(Code.GONE, (wire, open) -> wire.send("CNXN", 0x01000001, 4096, "device::"));
        lying(Code.GONE, (wire, open) -> wire.send("AUTH", 1, 0, new byte[20]));
        lying(Code.DEMANDS_TLS, (wire, open) -> wire.send("STLS", 0x01000000, 0, ""));
    }

    @Test
    void whatNobodyAskedForIsNotKept() throws Exception {
        flooding(17, new byte[1]);
        flooding(3, new byte[1 << 20]);
    }

    private static void flooding(int packets, byte[] each) throws Exception {
        AdbDouble.Trick trick = opened((wire, open) -> {
            wire.send("OKAY", 5, open.arg0(), "");
            for (int i = 0; i < packets; i++) {
                wire.send("WRTE", 5, open.arg0(), each);
            }
        });
        try (AdbDouble phone = AdbDouble.playing(trick);
                AdbConnection connection = Connecting.to(phone.address());
                AdbStream stream = connection.open("exec:yes", Given.patience())) {
            Soon.until("let go", () -> connection.ended().isPresent());
            assertThat(connection.ended().orElseThrow().code()).isEqualTo(Code.PROTOCOL);
            assertThat(stream.readable()).isTrue();
        }
    }

    @Test
    void aWrongChecksumEndsAConnectionOfTheFirstVersion() throws Exception {
        AdbDouble.Trick trick = wire -> {
            wire.read();
            wire.send("CNXN", 0x01000000, 4096, "device::");
            Packet open = wire.read();
            wire.send("OKAY", 5, open.arg0(), "");
            wire.raw(PhoneWire.packet("WRTE", 5, open.arg0(), 3, 7, new byte[3]));
            Thread.sleep(60_000);
        };
        try (AdbDouble phone = AdbDouble.playing(trick);
                AdbConnection connection = Connecting.to(phone.address())) {
            failing(Code.PROTOCOL, () -> run(connection, "id"));
        }
    }

    @Test
    void emptyPacketsWithoutEndRunOut() throws Exception {
        AdbDouble.Trick trick = opened((wire, open) -> {
            wire.send("OKAY", 5, open.arg0(), "");
            while (true) {
                wire.send("WRTE", 5, open.arg0(), "");
                while (!wire.read().command().equals("OKAY")) {
                    // only that asks for more
                }
            }
        });
        try (AdbDouble phone = AdbDouble.playing(trick);
                AdbConnection connection = Connecting.to(phone.address())) {
            failing(Code.TIMEOUT, () -> ShellRunner.run(connection, ShellCommand.of("id"), 100, Given.impatience()));
        }
    }

    @Test
    void afterTheDeadlineNothingIsReadOrWrittenWhateverThereIs() throws Exception {
        AdbDouble.Trick trick = opened((wire, open) -> {
            wire.send("OKAY", 5, open.arg0(), "");
            wire.send("WRTE", 5, open.arg0(), "x");
        });
        try (AdbDouble phone = AdbDouble.playing(trick);
                AdbConnection connection = Connecting.to(phone.address());
                AdbStream stream = connection.open("shell:", Given.patience())) {
            Soon.until("something came", stream::readable);
            Deadline over = Deadline.after(Duration.ZERO);
            failing(Code.TIMEOUT, () -> stream.read(new byte[1], 0, 1, over));
            failing(Code.TIMEOUT, () -> stream.write(new byte[1], 0, 1, over));
            assertThat(stream.read(new byte[1], 0, 1, Given.patience())).isEqualTo(1);
        }
    }

    @Test
    void whatCameBeforeTheEndIsRead() throws Exception {
        AdbDouble.Trick trick = opened((wire, open) -> {
            wire.send("OKAY", 5, open.arg0(), "");
            wire.send("WRTE", 5, open.arg0(), "last words");
            wire.send("CLSE", 5, open.arg0(), "");
        });
        try (AdbDouble phone = AdbDouble.playing(trick);
                AdbConnection connection = Connecting.to(phone.address());
                AdbStream stream = connection.open("shell:", Given.patience())) {
            byte[] buffer = new byte[4];
            StringBuilder all = new StringBuilder();
            for (int got = 0; got >= 0; got = stream.read(buffer, 0, 4, Given.patience())) {
                all.append(new String(buffer, 0, got, java.nio.charset.StandardCharsets.UTF_8));
            }
            assertThat(all).hasToString("last words");
            failing(Code.ENDED_EARLY, () -> stream.write(new byte[1], 0, 1, Given.patience()));
        }
    }

    @FunctionalInterface
    private interface Lie {
        void tell(PhoneWire wire, Packet open) throws java.io.IOException, InterruptedException;
    }

    private static AdbDouble.Trick opened(Lie lie) {
        return wire -> {
            wire.read();
            wire.send("CNXN", 0x01000001, 1 << 20, "device::features=shell_v2");
            lie.tell(wire, wire.read());
            Thread.sleep(60_000);
        };
    }

    private static void lying(Code code, Lie lie) throws Exception {
        States states = new States();
        try (AdbDouble phone = AdbDouble.playing(opened(lie));
                AdbConnection connection =
                        Connecting.to(phone.address(), Connecting.key(), states, AdbTimes.DEFAULTS)) {
            failing(code, () -> run(connection, "id"));
            states.await(AdbState.GONE);
        }
    }

    private static ShellOutput run(AdbConnection connection, String... words) throws AdbException {
        return ShellRunner.run(connection, ShellCommand.of(words), 1 << 16, Given.patience());
    }

    private static Callable<AdbException> ending(Callable<?> call) {
        return () -> {
            try {
                call.call();
            } catch (AdbException e) {
                return e;
            }
            throw new AssertionError("it did not fail");
        };
    }
}
