package org.wangchuan.engine.purge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.wangchuan.engine.command.tcg.PsidMask;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.patience.Awake;

/**
 * Talks to one drive, and keeps each answer as evidence; of TCG's security protocols without any word that could be a PSID, whether one is at hand or
 * not. Every call into the kernel is made by a daemon thread of its own: some block for
 * hours, and whoever is stuck holds up nobody else. For one caller at a time.
 */
final class DriveLine {
    private static final long STEP_MILLIS = 100;
    private static final HexFormat HEX = HexFormat.of();

    private final PassThrough passThrough;
    private final String technique;
    private final InstantSource clock;
    private final PurgeTimes times;
    private final PurgeControl control;

    private final Calls calls;

    /** One for all that is waited for on this line, asked in every step: patience between two questions is the same patience. */
    private final Awake awake = new Awake();

    /** The last call to a drive; while it is stuck no other is made. */
    static final class Calls {
        private CompletableFuture<DeviceCommand.Answer> last =
                CompletableFuture.completedFuture(new DeviceCommand.NotSent(1));
    }

    /** @param calls the same for all lines to one drive */
    DriveLine(
            Calls calls,
            PassThrough passThrough,
            String technique,
            InstantSource clock,
            PurgeTimes times,
            PurgeControl control) {
        this.calls = calls;
        this.passThrough = passThrough;
        this.technique = technique;
        this.clock = clock;
        this.times = times;
        this.control = control;
    }

    PassThrough passThrough() {
        return passThrough;
    }

    boolean stopRequested() {
        return control.stopRequested();
    }

    /** Whether no call is under way: what was handed to it is no longer read. */
    boolean isIdle() {
        return calls.last.isDone();
    }

    /** Milliseconds that this program was awake since a time of {@link System#nanoTime()}. */
    long awakeMillisSince(long nanos) {
        return awake.millisSince(nanos);
    }

    /** Waits between two questions, in steps, unless somebody asks to stop. */
    void pause(long millis) {
        long from = System.nanoTime();
        try {
            while (!control.stopRequested()) {
                long left = millis - (System.nanoTime() - from) / 1_000_000;
                if (left <= 0) {
                    return;
                }
                Thread.sleep(Math.min(left, STEP_MILLIS));
                long _ = awake.millisSince(from);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            control.stop();
        }
    }

    /** Asks what changes nothing; empty if there was no answer in time. */
    Optional<DeviceCommand> ask(Message message) {
        return run(
                message,
                () -> passThrough.ask(message.bytes(), message.readBytes(), message.timeoutMillis()),
                times.question(),
                false);
    }

    /** Asks by a command that only this technique may send, such as REQUEST SENSE; empty if there was no answer in time. */
    Optional<DeviceCommand> askWithin(Message message) {
        return run(message, () -> erase(message), times.question(), false);
    }

    /**
     * Sends a command of the technique, and waits for its answer as long as the kernel gives it, and a while longer. Empty if there was none, or
     * somebody asked to stop: it may have been sent all the same.
     */
    Optional<DeviceCommand> order(Message message) {
        return run(message, () -> erase(message), message.timeoutMillis() + times.question(), true);
    }

    /** As {@link #order}, of what has to be sent also when somebody asks to stop. */
    Optional<DeviceCommand> insist(Message message) {
        return run(message, () -> erase(message), message.timeoutMillis() + times.question(), false);
    }

    private DeviceCommand.Answer erase(Message message) {
        return passThrough.erase(
                technique, message.bytes(), message.sent(), message.readBytes(), message.timeoutMillis());
    }

    private Optional<DeviceCommand> run(
            Message message, Supplier<DeviceCommand.Answer> call, long withinMillis, boolean mayStop) {
        if (!calls.last.isDone() && await(calls.last, withinMillis, mayStop).isEmpty()) {
            return Optional.empty();
        }
        Instant at = clock.instant();
        long started = System.nanoTime();
        CompletableFuture<DeviceCommand.Answer> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("drive-command").start(() -> {
            try {
                answer.complete(call.get());
            } catch (RuntimeException | Error broken) {
                answer.completeExceptionally(broken);
            }
        });
        calls.last = answer;
        return await(answer, withinMillis, mayStop).map(given -> {
            long durationMillis = (System.nanoTime() - started) / 1_000_000;
            Optional<String> sent =
                    message.recorded().length == 0 ? Optional.empty() : Optional.of(HEX.formatHex(message.recorded()));
            return new DeviceCommand(
                    message.name(), HEX.formatHex(message.bytes()), sent, at, durationMillis, kept(message, given));
        });
    }

    /** A drive may send back what it was sent, by an earlier run as well. */
    private static DeviceCommand.Answer kept(Message message, DeviceCommand.Answer given) {
        if (!PsidMask.isOfTcg(message.bytes())) {
            return given;
        }
        return switch (given) {
            case DeviceCommand.NotSent none -> none;
            case DeviceCommand.Told(int status, long result, String data) ->
                new DeviceCommand.Told(status, result, PsidMask.withoutWords(data));
            case DeviceCommand.Completed back ->
                new DeviceCommand.Completed(
                        back.status(),
                        back.hostStatus(),
                        back.driverStatus(),
                        PsidMask.withoutWords(back.sense()),
                        PsidMask.withoutWords(back.data()));
        };
    }

    private Optional<DeviceCommand.Answer> await(
            CompletableFuture<DeviceCommand.Answer> answer, long withinMillis, boolean mayStop) {
        long from = System.nanoTime();
        while (true) {
            try {
                return Optional.of(answer.get(STEP_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException _) {
                if (awake.millisSince(from) > withinMillis || (mayStop && control.stopRequested())) {
                    return Optional.empty();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                control.stop();
                return Optional.empty();
            } catch (ExecutionException broken) {
                throw new IllegalStateException("a command could not be handed over", broken.getCause());
            }
        }
    }
}
