package org.wangchuan.station.agent;

import java.util.Optional;
import java.util.UUID;

/**
 * What the platform wants erased.
 *
 * @param id the task's own
 * @param order the work order's code, for people
 * @param lane where the medium is to lie, by the station's name for it; of a phone the place of its cable
 * @param serial of that medium; empty if it has none, and of a phone that is not claimed yet
 * @param policy id of a rule set
 * @param asset the device's code, which goes into the receipt
 */
public record Task(
        UUID id, String order, String lane, Optional<String> serial, String policy, String asset, Kind kind) {
    /** What is to be erased. */
    public enum Kind {
        /** A drive in a lane. */
        DRIVE,
        /** A phone on a cable. */
        PHONE
    }

    /** Of a drive. */
    public Task(UUID id, String order, String lane, Optional<String> serial, String policy, String asset) {
        this(id, order, lane, serial, policy, asset, Kind.DRIVE);
    }

    /** The same, of what shows this number. */
    Task showing(Optional<String> number) {
        return new Task(id, order, lane, number, policy, asset, kind);
    }

    /** Whether a phone is to be erased. */
    public boolean isPhone() {
        return kind == Kind.PHONE;
    }
}
