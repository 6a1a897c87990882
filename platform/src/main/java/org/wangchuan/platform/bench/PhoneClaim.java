package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Which phone a station begins with. By the number that it shows, if it shows one: that has to be the one that was noted, if a serial number was noted, and
 * what is signed of it later has to show the same. A phone that shows none, or of which a mobile number was noted, is the order's by the word of whoever
 * chose it. Thread-safe.
 */
@Component
class PhoneClaim {
    private final PhoneTaskTable table;
    private final Devices devices;
    private final DeviceMedia media;
    private final SerialDigest digests;

    PhoneClaim(PhoneTaskTable table, Devices devices, DeviceMedia media, SerialDigest digests) {
        this.table = table;
        this.devices = devices;
        this.media = media;
        this.digests = digests;
    }

    /** Refuses another place than was chosen, and another phone than was noted, or than it was claimed with before. */
    void require(Task task, StationBody.Place place) throws StationProblem {
        if (!task.lane().equals(place.lane())) {
            throw StationProblem.conflict("LANE_DIFFERS", "another place was chosen");
        }
        Optional<Bytes32> shown = place.serial().map(this::digest);
        if (task.state() == Task.State.CLAIMED && !table.number(task.id()).equals(shown)) {
            throw StationProblem.conflict("LANE_DIFFERS", "it was begun with another phone");
        }
        boolean isOther = shown.isPresent()
                && devices.serialDigest(task.device())
                        .filter(noted -> !noted.equals(shown.get()))
                        .isPresent();
        if (isOther) {
            throw StationProblem.conflict("LANE_DIFFERS", "it shows another serial number than was noted");
        }
    }

    /** Binds the phone to the device's one medium, and remembers by which number. */
    UUID bind(Task task, StationBody.Place place) throws GateException {
        UUID medium = media.bindPhone(task.device());
        table.named(task.id(), place.serial().map(this::digest));
        return medium;
    }

    /** Whether a statement that shows this number can be about the phone of a task. */
    boolean isItsOwn(Task task, Optional<String> serial) {
        Optional<Bytes32> shown = serial.map(this::digest);
        Optional<Bytes32> claimed = table.number(task.id());
        if (claimed.isPresent()) {
            return claimed.equals(shown);
        }
        return shown.isEmpty()
                || devices.serialDigest(task.device())
                        .filter(noted -> !noted.equals(shown.get()))
                        .isEmpty();
    }

    private Bytes32 digest(String serial) {
        return Bytes32.of(digests.of(serial.strip()));
    }
}
