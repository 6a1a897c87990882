package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Which phone a station begins with. By the number that it shows, if it shows one: that has to be one that was noted, if a serial number was noted, else
 * the one that was shown when it was chosen; it is no other device's that is here; and what is signed of it later has to show the same, or none if it was
 * begun with none. A phone that shows none, or of which a mobile number was noted, is the order's by the word of whoever chose it. Thread-safe.
 */
@Component
class PhoneClaim {
    private final PhoneTaskTable table;
    private final DeviceNumbers numbers;
    private final DeviceMedia media;
    private final SerialDigest digests;

    PhoneClaim(PhoneTaskTable table, DeviceNumbers numbers, DeviceMedia media, SerialDigest digests) {
        this.table = table;
        this.numbers = numbers;
        this.media = media;
        this.digests = digests;
    }

    /** Why a phone is not the one that was chosen; the ids are the Station API's, words are under {@code bench.phone.refused.ID}. */
    enum Refusal {
        /** It shows another number than was noted, or than was shown when it was chosen. */
        NUMBER_DIFFERS,
        /** Its number is that of another device that is here. */
        NUMBER_OF_ANOTHER,
        /** A serial number was noted, it tells none, and nobody has said that they compared them. */
        NUMBER_MISSING
    }

    /** Refuses another place than was chosen, and another phone than it was claimed with before. */
    void requireSame(Task task, StationBody.Place place) throws StationProblem {
        if (!task.lane().equals(place.lane())) {
            throw StationProblem.conflict("LANE_DIFFERS", "another place was chosen");
        }
        if (task.state() == Task.State.CLAIMED
                && !table.number(task.id()).equals(place.serial().map(this::digest))) {
            throw StationProblem.conflict("LANE_DIFFERS", "it was begun with another phone");
        }
    }

    /** Why it is not begun with; of two that are begun with at once, one number is one phone's. The caller holds the order's lock. */
    Optional<Refusal> refusal(Task task, StationBody.Place place) {
        Optional<Bytes32> shown = place.serial().map(this::digest);
        boolean isSerialNoted = !numbers.serials(task.device()).isEmpty();
        PhoneTaskTable.Chosen chosen = table.chosen(task.id());
        if (shown.isEmpty() && isSerialNoted && !chosen.isNumberCompared()) {
            return Optional.of(Refusal.NUMBER_MISSING);
        }
        boolean isNoted = isNoted(task.device(), shown);
        boolean isOtherThanShown = shown.isPresent()
                && chosen.number().filter(before -> !before.equals(shown.get())).isPresent();
        if (shown.isPresent() && !isNoted && (isSerialNoted || isOtherThanShown)) {
            return Optional.of(Refusal.NUMBER_DIFFERS);
        }
        // What it was shown with names it, too, where it tells its station no number that is good for that.
        Optional<Bytes32> known = shown.or(chosen::number);
        known.ifPresent(table::hold);
        return known.filter(number -> table.isOfAnother(task.device(), task.site(), number, isNoted))
                .map(_ -> Refusal.NUMBER_OF_ANOTHER);
    }

    /** What is to be said of a phone before it is read: as {@link #refusal}, but that it shows no number yet is held against none. */
    Optional<Refusal> refusalBeforehand(Task task, StationBody.Place place) {
        return place.serial().isEmpty() ? Optional.empty() : refusal(task, place);
    }

    /** Whether it shows a number that was noted, or that was shown when it was chosen. */
    boolean isKnown(Task task, StationBody.Place place) {
        Optional<Bytes32> shown = place.serial().map(this::digest);
        return isNoted(task.device(), shown)
                || (shown.isPresent() && table.chosen(task.id()).number().equals(shown));
    }

    /** Whether what a phone shows while it is chosen is the number of another device that is here. */
    boolean isOfAnother(UUID device, UUID site, CablePhone phone) {
        Optional<Bytes32> shown = phone.serial().map(CablePhone.Serial::digest);
        return shown.filter(number -> table.isOfAnother(device, site, number, isNoted(device, shown)))
                .isPresent();
    }

    /** Whatever kind of number it is, and the first that was noted or another: one and the same says more than its form. */
    private boolean isNoted(UUID device, Optional<Bytes32> shown) {
        return shown.filter(numbers.all(device)::contains).isPresent();
    }

    /** Binds the phone to the device's one medium, and remembers by which number. */
    UUID bind(Task task, StationBody.Place place) throws GateException {
        UUID medium = media.bindPhone(task.device());
        Optional<Bytes32> shown = place.serial().map(this::digest);
        table.named(task.id(), shown, isNoted(task.device(), shown));
        return medium;
    }

    /** Whether a statement that shows this number can be about the phone of a task: both name the same, or neither names one. */
    boolean isItsOwn(Task task, Optional<String> serial) {
        return table.number(task.id()).equals(serial.map(this::digest));
    }

    private Bytes32 digest(String serial) {
        return Bytes32.of(digests.of(serial.strip()));
    }
}
