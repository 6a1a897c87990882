package org.wangchuan.engine.sleep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Suspends the computer to RAM (S3) until the alarm of its clock wakes it, by the kernel's files: {@code /sys/power/state}, {@code mem_sleep}
 * (Documentation/admin-guide/pm/sleep-states.rst) and {@code /sys/class/rtc/rtc0/wakealarm} (Documentation/ABI/testing/sysfs-class-rtc). On most
 * desktop and mobile computers that takes the power of the drives. For one caller at a time.
 */
public final class ComputerSleep {
    /** Seconds until the alarm: longer than a kernel needs to get to sleep with several disks to stop, and no longer than people wait. */
    public static final int SECONDS = 30;

    /** Bounds of an alarm, in seconds: earlier it may be over before the computer sleeps. */
    private static final int SECONDS_MIN = 5;

    private static final int SECONDS_MAX = 300;
    private static final int TEXT_BYTES_MAX = 4096;
    private static final String DEEP = "deep";
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Path power;
    private final Path clock;
    private final Path uptime;
    private final List<Path> containers;
    private final LongSupplier nanoTime;
    private final Kick kick;

    /** How the kernel is told to sleep; returns when the computer is awake again. */
    @FunctionalInterface
    interface Kick {
        void sleep(Path state) throws IOException;
    }

    /** Of this machine. */
    public ComputerSleep() {
        this(Path.of("/"));
    }

    /** Of a machine whose {@code sys}, {@code proc} and {@code run} are in this folder. */
    public ComputerSleep(Path root) {
        this(root, System::nanoTime, state -> write(state, "mem"));
    }

    /**
     * The same, of a made machine.
     *
     * @param nanoTime a clock that stands still while the computer sleeps, as {@link System#nanoTime} does on Linux (CLOCK_MONOTONIC)
     */
    ComputerSleep(Path root, LongSupplier nanoTime, Kick kick) {
        power = root.resolve("sys/power");
        clock = root.resolve("sys/class/rtc/rtc0");
        uptime = root.resolve("proc/uptime");
        containers = List.of(
                root.resolve("run/systemd/container"), root.resolve(".dockerenv"), root.resolve("run/.containerenv"));
        this.nanoTime = nanoTime;
        this.kick = kick;
    }

    /** What stands in the way, as far as can be seen beforehand; none if it can be tried. */
    public List<SleepHindrance> hindrances() {
        if (containers.stream().anyMatch(Files::exists)) {
            return List.of(SleepHindrance.CONTAINER);
        }
        if (!words("state").contains("mem")) {
            return List.of(SleepHindrance.NO_S3);
        }
        List<String> kinds = words("mem_sleep");
        if (!kinds.contains(DEEP) && !kinds.contains("[" + DEEP + "]")) {
            return List.of(kinds.contains("[s2idle]") ? SleepHindrance.IDLE_ONLY : SleepHindrance.NO_S3);
        }
        if (!Files.exists(clock.resolve("wakealarm"))
                || number(clock.resolve("since_epoch")).isEmpty()) {
            return List.of(SleepHindrance.NO_ALARM);
        }
        if (!Files.isWritable(power.resolve("state")) || !Files.isWritable(clock.resolve("wakealarm"))) {
            return List.of(SleepHindrance.NO_RIGHTS);
        }
        return alarmAhead() ? List.of(SleepHindrance.ALARM_SET) : List.of();
    }

    /**
     * Sleeps until the alarm, or until somebody wakes it before. The computer is awake when this returns.
     *
     * @param seconds until the alarm, from now; 5 to 300
     */
    public SleepEnd sleep(int seconds) {
        if (seconds < SECONDS_MIN || seconds > SECONDS_MAX) {
            throw new IllegalArgumentException("seconds: " + SECONDS_MIN + " to " + SECONDS_MAX);
        }
        Optional<String> another = words("mem_sleep").stream()
                .filter(word -> word.matches("\\[[a-z0-9]+]") && !word.equals("[" + DEEP + "]"))
                .map(word -> word.substring(1, word.length() - 1))
                .findFirst();
        if (another.isPresent()) {
            Optional<String> refused = tell(power.resolve("mem_sleep"), DEEP);
            if (refused.isPresent()) {
                return new SleepEnd.Failed(SleepEnd.Step.KIND, refused.get());
            }
        }
        try {
            return untilAlarm(seconds);
        } finally {
            Optional<String> _ = another.flatMap(kind -> tell(power.resolve("mem_sleep"), kind));
        }
    }

    private SleepEnd untilAlarm(int seconds) {
        Path alarm = clock.resolve("wakealarm");
        OptionalLong now = number(clock.resolve("since_epoch"));
        if (now.isEmpty() || alarmAhead()) {
            return new SleepEnd.Failed(
                    SleepEnd.Step.ALARM, now.isEmpty() ? "the clock tells no time" : "another alarm is set");
        }
        long end = now.getAsLong() + seconds;
        // One that is over is in the way of the next until it is taken away.
        Optional<String> refused =
                number(alarm).isPresent() ? tell(alarm, "0").or(() -> tell(alarm, "" + end)) : tell(alarm, "" + end);
        if (refused.isEmpty() && !number(alarm).equals(OptionalLong.of(end))) {
            refused = Optional.of("set to " + end + ", it tells another time");
        }
        if (refused.isPresent()) {
            Optional<String> _ = tell(alarm, "0");
            return new SleepEnd.Failed(SleepEnd.Step.ALARM, refused.get());
        }
        long awakeBefore = nanoTime.getAsLong() / 1_000_000;
        OptionalLong upBefore = upMillis();
        try {
            kick.sleep(power.resolve("state"));
        } catch (IOException e) {
            return new SleepEnd.Failed(SleepEnd.Step.SLEEP, words(e));
        } finally {
            if (number(alarm).equals(OptionalLong.of(end))) {
                Optional<String> _ = tell(alarm, "0"); // woken by somebody before, or not asleep at all
            }
        }
        OptionalLong upAfter = upMillis();
        long awake = nanoTime.getAsLong() / 1_000_000 - awakeBefore;
        long slept =
                upBefore.isPresent() && upAfter.isPresent() ? upAfter.getAsLong() - upBefore.getAsLong() - awake : 0;
        return new SleepEnd.Slept(Math.max(slept, 0));
    }

    private boolean alarmAhead() {
        OptionalLong set = number(clock.resolve("wakealarm"));
        OptionalLong now = number(clock.resolve("since_epoch"));
        return set.isPresent() && now.isPresent() && set.getAsLong() > now.getAsLong();
    }

    /** Time since the start, sleep included (CLOCK_BOOTTIME; fs/proc/uptime.c), to a hundredth of a second. */
    private OptionalLong upMillis() {
        String text = text(uptime).orElse("");
        int end = text.indexOf(' ');
        try {
            return end < 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.round(Double.parseDouble(text.substring(0, end)) * 1000));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private List<String> words(String file) {
        return text(power.resolve(file)).stream()
                .flatMap(text -> BLANKS.splitAsStream(text.strip()))
                .toList();
    }

    private static OptionalLong number(Path file) {
        return text(file)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    private static Optional<String> text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(TEXT_BYTES_MAX), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Empty if the kernel took it; otherwise its words. */
    private static Optional<String> tell(Path file, String text) {
        try {
            write(file, text);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(words(e));
        }
    }

    /** In one piece, and never making a file: what is not there can't be told anything. */
    private static void write(Path file, String text) throws IOException {
        Files.write(
                file,
                text.getBytes(StandardCharsets.US_ASCII),
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static String words(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
