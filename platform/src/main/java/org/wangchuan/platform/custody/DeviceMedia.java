package org.wangchuan.platform.custody;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which media a device has: how many were counted, and which one is in somebody's hand. Thread-safe. */
@Component
public class DeviceMedia {
    private final JdbcClient jdbc;
    private final Devices devices;
    private final MediaTable table;

    DeviceMedia(JdbcClient jdbc, Devices devices, MediaTable table) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.table = table;
    }

    /** Those of a device. */
    public Media of(UUID device) {
        return table.of(device);
    }

    /** Those of several devices. */
    public Map<UUID, Media> of(Collection<UUID> devices) {
        return table.of(devices);
    }

    /** The medium that a statement is the latest about. */
    public Optional<UUID> ofStatement(UUID statement) {
        return table.ofStatement(statement);
    }

    /** Whether one of the media of a device is known by this serial number. */
    public boolean isKnown(UUID device, String serial) {
        return table.withSerial(device, serial).isPresent();
    }

    /** Which of these serial numbers were noted at the counter for media of these devices, by the device. */
    public Map<UUID, Set<String>> noted(Collection<UUID> devices, Collection<String> serials) {
        return table.noted(devices, serials);
    }

    /** Whether this serial number was noted for a device at the counter: one that was first read in a lane is its by somebody's word. */
    public boolean isNoted(UUID device, String serial) {
        return table.isNoted(device, serial.strip());
    }

    /** Which of these serial numbers are known of media of these devices, by the device; one that has none of them is not in it. */
    public Map<UUID, Set<String>> known(Collection<UUID> devices, Collection<String> serials) {
        return table.withSerials(devices, serials);
    }

    /**
     * A medium whose serial number was noted at the counter.
     *
     * @param serial as it was asked for
     * @param isProved whether there is a statement about it
     */
    public record Noted(UUID device, UUID medium, String serial, boolean isProved) {}

    /** A serial number as two are compared: however each of them was typed, or read. */
    public static String compared(String serial) {
        return new String(Devices.normal(serial), StandardCharsets.UTF_8);
    }

    /**
     * Which media these serial numbers were noted for, of devices of a site that are here. Several, if one number was noted for several: then
     * it tells nobody which of them it is.
     */
    public List<Noted> notedHere(UUID site, Collection<String> serials) {
        return table.notedHere(site, serials);
    }

    /**
     * Notes how many media somebody has found in a device. One more in a device that was cleared takes that back.
     *
     * @param count 1 to {@link Media#MAX}
     * @param mayLower whether this person may say that there are fewer than was said before
     */
    @Transactional
    public Device count(UUID device, int count, UUID by, boolean mayLower) throws GateException {
        Device known = devices.locked(device);
        Media media = table.of(device);
        if (count < 1 || count > Media.MAX || count < media.known().size()) {
            throw new GateException(
                    GateException.Code.MEDIA_COUNT,
                    count + " where " + media.known().size() + " are known");
        }
        if (media.count().filter(before -> before > count).isPresent() && !mayLower) {
            throw new GateException(GateException.Code.MEDIA_COUNT_LOWER, "fewer than before");
        }
        if (!known.state().canBeCounted()
                || !known.kind().hasDriveForTheBench()
                || known.kind() == DeviceKind.BARE_DRIVE) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " is not counted anew");
        }
        if (media.count().equals(Optional.of(count))) {
            return known;
        }
        jdbc.sql("UPDATE custody.device SET media_count = ? WHERE id = ?")
                .params(count, device)
                .update();
        return devices.weighed(known, DeviceState.REGISTERED, Optional.of(by), "media-" + count);
    }

    /**
     * Where a medium belongs in a device.
     *
     * @param medium which one it is; empty if it would be one that was counted and is not known yet
     * @param isBySerial whether its serial number was noted for it before
     */
    public record Place(Optional<UUID> medium, boolean isBySerial) {}

    /** Where a medium belongs that somebody says is one of a device; changes nothing. */
    public Place place(UUID device, Optional<String> serial) throws GateException {
        Optional<String> text = serial.map(String::strip);
        Optional<UUID> known = find(device, text);
        return new Place(
                known,
                known.isPresent()
                        && text.filter(one -> table.isNoted(device, one)).isPresent());
    }

    /** Devices of a site that are here and have a medium of this serial number, the latest first. */
    public List<UUID> here(UUID site, String serial, int limit) {
        return table.here(site, serial.strip(), limit);
    }

    /** Whether a medium can be one of a device; changes nothing. */
    public void check(UUID device, Optional<String> serial) throws GateException {
        var _ = find(device, serial.map(String::strip));
    }

    /**
     * Says which medium of a device a station begins with in a lane, and remembers it by its serial number from now on: of a phone its memory
     * card. What was proved of it before counts no more, whatever becomes of this.
     *
     * @param serial as the station reads it; empty if it can't
     */
    @Transactional
    public UUID bind(UUID device, Optional<String> serial) throws GateException {
        Device locked = devices.locked(device);
        if (!locked.state().canBeCounted()) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, locked.state().id() + " is not erased");
        }
        Optional<String> text = serial.map(String::strip);
        Optional<UUID> known = find(device, text);
        if (known.isEmpty()) {
            int ordinal = table.of(device).known().size() + 1;
            return locked.kind().isPhone()
                    ? table.insertCard(device, ordinal, text)
                    : table.insert(device, ordinal, text, MediaTable.By.LANE);
        }
        if (text.isPresent()) {
            table.named(known.get(), text.get());
        }
        table.unproved(known.get());
        var _ = devices.weighed(locked, DeviceState.REGISTERED, Optional.empty(), "begun");
        return known.get();
    }

    /**
     * Says that a station begins with a phone. A phone is one medium, itself: nobody opens it, and what it stores in can't be told apart from it. That medium
     * bears no serial number, for what a phone shows is its own word, and could be that of any drive. What was proved of it before counts no more. How many
     * media there are beside it is not said by that, but by whoever accounts for its cards ({@link Cards}).
     */
    @Transactional
    public UUID bindPhone(UUID device) throws GateException {
        Device locked = devices.locked(device);
        if (!locked.state().canBeCounted() || !locked.kind().isPhone()) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, locked.state().id() + " is not erased over a cable");
        }
        table.asksForCards(device);
        Media media = table.of(device);
        Optional<Medium> known =
                media.known().stream().filter(medium -> !medium.isCard()).findFirst();
        if (known.isEmpty()) {
            return table.insert(device, media.known().size() + 1, Optional.empty(), MediaTable.By.LANE);
        }
        table.unproved(known.get().id());
        var _ = devices.weighed(locked, DeviceState.REGISTERED, Optional.empty(), "begun");
        return known.get().id();
    }

    /**
     * Somebody begins to erase a device by hand: what was proved of it before counts no more, whatever becomes of this. Of a phone that says nothing of its
     * card, which hangs in no hand that taps on the phone.
     */
    @Transactional
    public void begunByHand(UUID device) throws GateException {
        Device locked = devices.locked(device);
        List<Medium> known = table.of(device).byHand();
        if (known.stream().noneMatch(medium -> medium.proof().isPresent())) {
            return;
        }
        known.forEach(medium -> table.unproved(medium.id()));
        var _ = devices.weighed(locked, DeviceState.REGISTERED, Optional.empty(), "begun");
    }

    /**
     * Whether a statement that shows this serial number can be about a medium: it is the medium's own; or the medium has none
     * yet, and nobody else's has it.
     *
     * @param serial empty if the statement shows none
     */
    public boolean canBe(UUID medium, Optional<String> serial) {
        Optional<Boolean> isSame = table.hasSerial(medium, serial.orElse("").strip());
        if (isSame.isPresent() || serial.isEmpty()) {
            return isSame.orElse(true);
        }
        UUID device = table.deviceOf(medium).orElseThrow();
        return table.withSerial(device, serial.get().strip()).isEmpty()
                && !table.isOfAnother(device, serial.get().strip(), true);
    }

    /** Remembers a medium by the serial number that a statement about it shows, if it has none yet. */
    @Transactional
    public void named(UUID medium, String serial) {
        table.named(medium, serial.strip());
    }

    /**
     * Takes back that a statement is what is known of a medium, if it is. Nothing is known of it then: what was said before may have been
     * overtaken, and whoever wants to know erases it once more.
     *
     * @param reason why, as the device's events have it
     */
    @Transactional
    public Device unproved(UUID medium, UUID statement, String reason) throws GateException {
        Device locked = devices.locked(table.deviceOf(medium)
                .orElseThrow(() -> new GateException(GateException.Code.WRONG_STATE, "no such medium")));
        if (!table.ofStatement(statement).equals(Optional.of(medium))) {
            return locked;
        }
        table.unproved(medium);
        return devices.weighed(locked, devices.ifWorse(locked), Optional.empty(), reason);
    }

    /**
     * Takes back all that was proved of a cleared device, because somebody looked at it and it is not what was said, or nobody can look.
     *
     * @param isErasedAgain whether its order goes on, so that it can be erased once more; if not, it is held until it is destroyed
     * @param reason why, as the device's events have it
     */
    @Transactional
    public Device refuted(UUID device, boolean isErasedAgain, UUID by, String reason) throws GateException {
        Device locked = devices.locked(device);
        if (locked.state() != DeviceState.CLEARED) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, locked.state().id() + " is not looked at");
        }
        for (Medium medium : table.of(device).known()) {
            table.unproved(medium.id());
        }
        // Whoever finds something in a phone has not been asked where: what was said of its cards is not believed
        // either.
        table.uncounted(device);
        DeviceState to = isErasedAgain ? devices.ifWorse(locked) : DeviceState.BLOCKED;
        return devices.weighed(locked, to, Optional.of(by), reason);
    }

    /** Empty if it is one that was counted and is not known yet. */
    private Optional<UUID> find(UUID device, Optional<String> serial) throws GateException {
        boolean isPhone =
                devices.find(device).filter(found -> found.kind().isPhone()).isPresent();
        // What lies in a lane is never the phone itself, which bears no number either.
        Media media = isPhone ? table.of(device).cards() : table.of(device);
        int count =
                media.count().orElseThrow(() -> new GateException(GateException.Code.MEDIA_NOT_COUNTED, "nobody has"));
        if (count == 0) {
            throw new GateException(GateException.Code.MEDIUM_DIFFERS, "nobody has said that a card of it stays");
        }
        if (serial.isEmpty()) {
            return withoutSerial(media);
        }
        Optional<UUID> same = table.withSerial(device, serial.get());
        // One that was noted here may have been sold before; one that is only now read may not be somebody else's at
        // all.
        if (table.isOfAnother(device, serial.get(), same.isEmpty())) {
            throw new GateException(GateException.Code.MEDIUM_OF_ANOTHER, "another device that is still here");
        }
        if (same.isPresent()) {
            return same;
        }
        // One whose number no station could read may be this very one: it is never counted beside it.
        Optional<Medium> nameless = media.known().stream()
                .filter(medium -> medium.serialTail().isEmpty())
                .findFirst();
        if (nameless.isPresent()) {
            return nameless.map(Medium::id);
        }
        if (media.known().size() < count) {
            return Optional.empty();
        }
        throw new GateException(GateException.Code.MEDIUM_DIFFERS, "all are known");
    }

    private static Optional<UUID> withoutSerial(Media media) throws GateException {
        if (media.areSeveral()) {
            throw new GateException(GateException.Code.MEDIUM_UNNAMED, "one of several");
        }
        Optional<Medium> only = media.known().stream().findFirst();
        if (only.flatMap(Medium::serialTail).isPresent()) {
            throw new GateException(GateException.Code.MEDIUM_SERIAL_UNKNOWN, "none to compare");
        }
        return only.map(Medium::id);
    }
}
