package org.wangchuan.platform.custody;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Corrects what was noted of a device when it was taken in, before anything was done to it. What stood there before stays on record, with
 * who changed it and when; no event of its life is touched. Whether its owner has agreed to anything is the caller's to know. Thread-safe.
 */
@Component
public class DeviceCorrections {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Devices devices;
    private final MediaTable media;
    private final KeyedDigest serials;
    private final DeviceNumbers numbers;

    DeviceCorrections(
            JdbcClient jdbc,
            InstantSource clock,
            Devices devices,
            MediaTable media,
            KeyedDigest serials,
            DeviceNumbers numbers) {
        this.numbers = numbers;
        this.jdbc = jdbc;
        this.clock = clock;
        this.devices = devices;
        this.media = media;
        this.serials = serials;
    }

    /**
     * What is to stand there from now on.
     *
     * @param serial the first number of the device: kept, if empty
     * @param more what becomes of those beside it
     * @param count of its media; of a kind whose media are not counted it means nothing
     * @param drives serial numbers of its media, one each: kept, if empty
     */
    public record Facts(
            DeviceKind kind,
            String brand,
            String model,
            String conditionNote,
            Optional<Integer> weightGrams,
            Optional<Serial> serial,
            More more,
            Optional<Integer> count,
            Optional<List<String>> drives) {}

    /**
     * A number that takes the place of the first that was noted.
     *
     * @param number in clear; only its keyed digest and its tail are kept. Empty if the device shows none
     */
    public record Serial(Optional<DeviceNumber> number) {}

    /**
     * What becomes of the numbers beside the first: all that is not named stays.
     *
     * @param added in clear
     * @param removed by {@link DeviceNumbers.More#id}
     */
    public record More(List<DeviceNumber> added, Set<Long> removed) {
        /** All stay, and there are no others. */
        public static final More KEPT = new More(List.of(), Set.of());

        public More {
            added = List.copyOf(added);
            removed = Set.copyOf(removed);
        }
    }

    /**
     * What is noted of a device at one time.
     *
     * @param condition empty where it was not kept
     * @param weightGrams empty where it was not weighed
     * @param driveTails of the numbers of its media that were known, their last characters
     */
    public record Noted(
            DeviceKind kind,
            String brand,
            String model,
            Optional<String> condition,
            Optional<Integer> weightGrams,
            Optional<String> serialTail,
            Optional<Integer> count,
            List<String> driveTails) {
        public Noted {
            driveTails = List.copyOf(driveTails);
        }
    }

    /**
     * A correction.
     *
     * @param changed what of it: {@code kind}, {@code brand}, {@code model}, {@code condition}, {@code weight}, {@code serial}, {@code drives}
     * @param was what stood there before
     * @param became what stood there after it
     */
    public record Before(Instant at, UUID account, List<String> changed, Noted was, Noted became) {
        public Before {
            changed = List.copyOf(changed);
        }
    }

    private record Kept(Instant at, UUID account, List<String> changed, Noted was) {}

    /** Its corrections with what stood there before and after each, the oldest first. */
    @Transactional(readOnly = true)
    public List<Before> of(UUID device) {
        List<Kept> kept = jdbc.sql("SELECT * FROM custody.device_correction WHERE device_id = ? ORDER BY id")
                .param(device)
                .query((row, _) -> new Kept(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getObject("account_id", UUID.class),
                        List.of((String[]) row.getArray("changed").getArray()),
                        noted(row)))
                .list();
        if (kept.isEmpty()) {
            return List.of();
        }
        List<Before> out = new ArrayList<>();
        Noted became = now(device);
        for (Kept one : kept.reversed()) {
            out.add(new Before(one.at(), one.account(), one.changed(), one.was(), became));
            became = one.was();
        }
        return out.reversed();
    }

    private Noted now(UUID device) {
        return jdbc.sql("""
                        SELECT d.kind, d.brand, d.model, d.condition_note, d.weight_grams, d.serial_tail, d.media_count,
                          ARRAY(SELECT m.serial_tail FROM custody.medium m WHERE m.device_id = d.id ORDER BY m.ordinal)
                            AS media_tails
                        FROM custody.device d WHERE d.id = ?""").param(device).query((row, _) -> noted(row)).single();
    }

    private static Noted noted(ResultSet row) throws SQLException {
        return new Noted(
                DeviceKind.of(row.getString("kind")),
                row.getString("brand"),
                row.getString("model"),
                Optional.ofNullable(row.getString("condition_note")),
                Optional.ofNullable(row.getObject("weight_grams", Integer.class)),
                Optional.ofNullable(row.getString("serial_tail")),
                Optional.ofNullable(row.getObject("media_count", Integer.class)),
                Arrays.stream((String[]) row.getArray("media_tails").getArray())
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Corrects it; false if all of that stood there already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean correct(UUID device, Facts facts, UUID by) throws GateException {
        Device known = devices.locked(device);
        Media before = media.of(device);
        boolean isTouched = known.proof().isPresent()
                || before.known().stream().anyMatch(medium -> medium.proof().isPresent());
        if (known.state() != DeviceState.REGISTERED || isTouched) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + ", or something is proved of it");
        }
        Optional<Integer> count = count(known, before, facts);
        boolean keepsMedia = keepsMedia(known, facts);
        if (keepsMedia && count.filter(now -> now < before.known().size()).isPresent()) {
            throw new GateException(GateException.Code.MEDIA_COUNT, "fewer than are known");
        }
        List<String> changed = changed(known, before, facts, count, keepsMedia);
        if (changed.isEmpty()) {
            return false;
        }
        keep(device, changed, by);
        write(device, facts, count);
        Optional<DeviceNumber> first = facts.serial().flatMap(Serial::number);
        if (!numbers.correct(device, first, facts.more().added(), facts.more().removed())) {
            throw new GateException(GateException.Code.TOO_MANY_NUMBERS, "more than are kept beside the first");
        }
        if (!keepsMedia) {
            jdbc.sql("DELETE FROM custody.medium WHERE device_id = ?")
                    .param(device)
                    .update();
            media(device, facts);
        }
        return true;
    }

    /** What its owner was shown with it has changed: a form that was shown before covers it no more. Nothing that is noted of it changes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void shownAnew(UUID device) {
        jdbc.sql("UPDATE custody.device SET version = version + 1 WHERE id = ?")
                .param(device)
                .update();
    }

    /** A bare drive is its own and only medium; those of a phone are counted by whoever accounts for its cards, and are not corrected here. */
    private static Optional<Integer> count(Device known, Media before, Facts facts) {
        return switch (facts.kind()) {
            case BARE_DRIVE -> Optional.of(1);
            case LAPTOP, DESKTOP -> facts.count();
            case PHONE, TABLET -> known.kind().isPhone() ? before.count() : Optional.empty();
            case OTHER -> Optional.empty();
        };
    }

    /** Whether the media that are known stay: those of a computer that still is one; a bare drive's go by its own number. */
    private static boolean keepsMedia(Device known, Facts facts) {
        return switch (facts.kind()) {
            case BARE_DRIVE ->
                known.kind() == DeviceKind.BARE_DRIVE && facts.serial().isEmpty();
            case LAPTOP, DESKTOP ->
                (known.kind() == DeviceKind.LAPTOP || known.kind() == DeviceKind.DESKTOP)
                        && facts.drives().isEmpty();
            case PHONE, TABLET, OTHER -> !known.kind().hasDriveForTheBench();
        };
    }

    private List<String> changed(Device known, Media before, Facts facts, Optional<Integer> count, boolean keepsMedia) {
        List<String> out = new ArrayList<>();
        add(out, "kind", known.kind() != facts.kind());
        add(out, "brand", !known.brand().equals(facts.brand()));
        add(out, "model", !known.model().equals(facts.model()));
        add(out, "condition", !known.conditionNote().equals(facts.conditionNote()));
        add(out, "weight", !known.weightGrams().equals(facts.weightGrams()));
        add(
                out,
                "serial",
                facts.serial().filter(serial -> isOther(known.id(), serial)).isPresent()
                        || numbers.areOther(
                                known.id(), facts.more().added(), facts.more().removed()));
        add(out, "drives", !before.count().equals(count) || (!keepsMedia && areOther(known, facts)));
        return out;
    }

    private static void add(List<String> out, String what, boolean isChanged) {
        if (isChanged) {
            out.add(what);
        }
    }

    private boolean isOther(UUID device, Serial serial) {
        Optional<byte[]> before = jdbc.sql(
                        "SELECT serial_digest FROM custody.device WHERE id = ? AND serial_digest IS NOT NULL")
                .param(device)
                .query((row, _) -> row.getBytes(1))
                .optional();
        return !same(before, serial.number().map(number -> serials.of(number.text())));
    }

    /** Whether other media will be known than are now, one by one as they are numbered. */
    private boolean areOther(Device known, Facts facts) {
        List<Optional<byte[]>> before = jdbc.sql(
                        "SELECT serial_digest FROM custody.medium WHERE device_id = ? ORDER BY ordinal")
                .param(known.id())
                .query((row, _) -> Optional.ofNullable(row.getBytes(1)))
                .list();
        if (facts.kind() == DeviceKind.BARE_DRIVE || known.kind() == DeviceKind.BARE_DRIVE) {
            return known.kind() != facts.kind(); // of a bare drive its own number says so
        }
        List<byte[]> after =
                facts.drives().orElse(List.of()).stream().map(serials::of).toList();
        if (before.size() != after.size()) {
            return true;
        }
        for (int i = 0; i < after.size(); i++) {
            if (!same(before.get(i), Optional.of(after.get(i)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
        return one.isPresent() == other.isPresent()
                && (one.isEmpty() || java.security.MessageDigest.isEqual(one.get(), other.orElseThrow()));
    }

    /** What stood there before. */
    private void keep(UUID device, List<String> changed, UUID by) {
        jdbc.sql("""
                        INSERT INTO custody.device_correction (device_id, at, account_id, changed, kind, brand, model,
                          condition_note, weight_grams, serial_digest, serial_tail, media_count, media_digests,
                          media_tails, number_digests)
                        SELECT d.id, ?, ?, ?::text[], d.kind, d.brand, d.model, d.condition_note, d.weight_grams,
                          d.serial_digest, d.serial_tail, d.media_count,
                          ARRAY(SELECT m.serial_digest FROM custody.medium m WHERE m.device_id = d.id ORDER BY m.ordinal),
                          ARRAY(SELECT m.serial_tail FROM custody.medium m WHERE m.device_id = d.id ORDER BY m.ordinal),
                          ARRAY(SELECT n.serial_digest FROM custody.device_number n WHERE n.device_id = d.id AND n.spelling_of IS NULL)
                        FROM custody.device d WHERE d.id = ?""")
                .params(clock.instant().atOffset(ZoneOffset.UTC), by, changed.toArray(new String[0]), device)
                .update();
    }

    private void write(UUID device, Facts facts, Optional<Integer> count) {
        jdbc.sql("""
                        UPDATE custody.device SET kind = ?, brand = ?, model = ?, condition_note = ?, weight_grams = ?,
                          media_count = ?, version = version + 1 WHERE id = ?""")
                .param(facts.kind().id())
                .param(facts.brand())
                .param(facts.model())
                .param(facts.conditionNote())
                .param(facts.weightGrams().orElse(null))
                .param(count.orElse(null))
                .param(device)
                .update();
        facts.serial()
                .map(Serial::number)
                .ifPresent(number -> jdbc.sql("""
                        UPDATE custody.device SET serial_digest = ?, serial_tail = ?, number_form = ?, is_number_doubtful = ? WHERE id = ?""")
                        .param(number.map(one -> serials.of(one.text())).orElse(null))
                        .param(number.map(DeviceNumber::tail).orElse(null))
                        .param(number.map(DeviceNumber::keptAs).orElse(null))
                        .param(number.flatMap(DeviceNumber::doubt).isPresent())
                        .param(device)
                        .update());
    }

    private void media(UUID device, Facts facts) {
        switch (facts.kind()) {
            case BARE_DRIVE -> jdbc.sql("""
                                INSERT INTO custody.medium (id, device_id, ordinal, serial_digest, serial_tail, serial_by)
                                SELECT gen_random_uuid(), id, 1, serial_digest, serial_tail, 'counter' FROM custody.device
                                WHERE id = ? AND serial_digest IS NOT NULL""").param(device).update();
            case LAPTOP, DESKTOP -> {
                List<String> numbers = facts.drives().orElse(List.of());
                for (int i = 0; i < numbers.size(); i++) {
                    media.insert(device, i + 1, Optional.of(numbers.get(i)), MediaTable.By.COUNTER);
                }
            }
            case PHONE, TABLET, OTHER -> {}
        }
    }
}
