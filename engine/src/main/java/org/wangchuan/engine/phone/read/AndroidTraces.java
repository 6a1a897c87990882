package org.wangchuan.engine.phone.read;

import java.io.ByteArrayInputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.SyncSession;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;

/**
 * What a reset takes away from an Android phone: a file that the bench leaves in {@code /data/local/tmp}, and the times at which folders of its system
 * were last changed, of which the first start after a reset makes new ones. The file can be deleted by whoever may use ADB; those times, as far as is
 * known, only by the system itself, since the folders are root's (AOSP rootdir/init.rc, post-fs-data). Never tried on a real phone: neither that it tells
 * them, nor that nothing but a reset changes them.
 *
 * @param mark the file's name
 * @param changed of each folder that told it, in seconds since 1970-01-01 UTC by the phone's clock
 */
@SuppressWarnings("exports") // called by this module alone: how a phone is spoken to stays in it
public record AndroidTraces(String mark, Map<String, Long> changed) {
    /** Of others, such as {@code /data/user}, ADB can have a folder made below by making a user. */
    private static final List<String> FOLDERS = List.of("/data/local", "/data/misc");

    private static final String PLACE = "/data/local/tmp";
    private static final String PREFIX = "wangchuan-";
    private static final int NAME_BYTES = 16;
    private static final int MARK_BYTES = 64;
    private static final int PERMISSIONS = 0600;
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final int DIGITS_MAX = 12;
    private static final Duration EACH = Duration.ofSeconds(10);

    /** A phone whose clock stands at its beginning makes the same times at each first start: 2015-01-01 UTC. */
    private static final long PLAUSIBLE_FROM = 1_420_070_400L;

    public AndroidTraces {
        changed = Map.copyOf(changed);
    }

    /**
     * Leaves the file, and notes the times.
     *
     * @throws AdbException if the phone does not take the file, or is gone
     */
    public static AndroidTraces leave(AdbDevice device, SecureRandom random, Deadline deadline) throws AdbException {
        byte[] name = new byte[NAME_BYTES];
        byte[] content = new byte[MARK_BYTES];
        random.nextBytes(name);
        random.nextBytes(content);
        String mark = PREFIX + HexFormat.of().formatHex(name);
        try (SyncSession sync = SyncSession.open(device, deadline)) {
            long _ = sync.send(
                    PLACE + "/" + mark,
                    PERMISSIONS,
                    Instant.EPOCH,
                    new ByteArrayInputStream(content),
                    _ -> {},
                    deadline);
        }
        return new AndroidTraces(mark, times(device, deadline));
    }

    /**
     * Looks for them again.
     *
     * @throws AdbException if the phone is gone or breaks the protocol; what it only does not tell is no fact
     */
    public Facts find(AdbDevice device, Deadline deadline) throws AdbException {
        Collected out = new Collected(Source.ADB, new Digests(new byte[Digests.KEY_BYTES]));
        out.put(Property.MARK, markIn(device, deadline));
        out.put(Property.DATA_BORN, born(times(device, deadline)));
        return out.reading().facts();
    }

    /**
     * Deletes the file again: of a phone that nobody resets.
     *
     * @return whether it is not there any more, as far as the phone tells
     * @throws AdbException if the phone is gone or breaks the protocol
     */
    public boolean remove(AdbDevice device, Deadline deadline) throws AdbException {
        Optional<ShellOutput> _ = run(device, deadline, "rm", "-f", PLACE + "/" + mark);
        return markIn(device, deadline).filter("absent"::equals).isPresent();
    }

    private Optional<String> markIn(AdbDevice device, Deadline deadline) throws AdbException {
        return run(device, deadline, "ls", "-a", PLACE)
                .filter(ShellOutput::succeeded)
                .map(ShellOutput::output)
                .filter(text ->
                        text.lines().anyMatch(line -> line.strip().equals("."))) // it was this folder that was listed
                .map(text -> text.lines().anyMatch(line -> line.strip().equals(mark)) ? "present" : "absent");
    }

    /** One that is as it was is enough to say that there was no reset; that there was one all of them have to say, before and now, each by a later time. */
    private Optional<String> born(Map<String, Long> now) {
        if (changed.keySet().stream().anyMatch(folder -> Objects.equals(changed.get(folder), now.get(folder)))) {
            return Optional.of("before");
        }
        boolean isAllLater = changed.keySet().containsAll(FOLDERS)
                && changed.entrySet().stream()
                        .allMatch(was -> now.getOrDefault(was.getKey(), Long.MIN_VALUE) > was.getValue());
        return isAllLater ? Optional.of("after") : Optional.empty();
    }

    /** For whoever keeps them until the phone is back; {@link #restore} reads it. */
    public byte[] export() {
        Json.Builder times = Json.object();
        changed.forEach(times::put);
        return CanonicalJson.write(
                Json.object().put("mark", mark).put("changed", times.build()).build());
    }

    /**
     * From the bytes that {@link #export} gave.
     *
     * @throws ShapeException for any others
     */
    public static AndroidTraces restore(byte[] exported) throws ShapeException {
        try {
            Json.Fields fields = Json.in(CanonicalJson.readObject(exported)).only("mark", "changed");
            String mark = fields.text("mark");
            if (!mark.matches(PREFIX + "[0-9a-f]{" + 2 * NAME_BYTES + "}")) {
                throw new ShapeException("mark", "the name of a file that is left", "another text");
            }
            Json.Fields times = fields.object("changed").only(FOLDERS.toArray(String[]::new));
            Map<String, Long> changed = new LinkedHashMap<>();
            for (String folder : FOLDERS) {
                if (times.has(folder)) {
                    changed.put(folder, times.natural(folder));
                }
            }
            return new AndroidTraces(mark, changed);
        } catch (MalformedJsonException e) {
            throw new ShapeException("traces", "JSON", String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Long> times(AdbDevice device, Deadline deadline) throws AdbException {
        Map<String, Long> out = new LinkedHashMap<>();
        for (String folder : FOLDERS) {
            OptionalLong seconds = run(device, deadline, "stat", "-c", "%Y", folder)
                    .filter(ShellOutput::succeeded)
                    .map(answer -> seconds(answer.output().strip()))
                    .orElse(OptionalLong.empty());
            if (seconds.isPresent() && seconds.getAsLong() >= PLAUSIBLE_FROM) {
                out.put(folder, seconds.getAsLong());
            }
        }
        return out;
    }

    private static OptionalLong seconds(String text) {
        boolean isNumber =
                !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static Optional<ShellOutput> run(AdbDevice device, Deadline deadline, String... words) throws AdbException {
        try {
            return Optional.of(
                    ShellRunner.run(device, ShellCommand.of(words), ANSWER_BYTES_MAX, deadline.orAfter(EACH)));
        } catch (AdbException e) {
            boolean isOnlyUntold = switch (e.code()) {
                case SERVICE_REFUSED, LIMIT, ENDED_EARLY, FAILED, UNSUPPORTED -> true;
                case TIMEOUT -> !deadline.passed();
                default -> false;
            };
            if (isOnlyUntold) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
