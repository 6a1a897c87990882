package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a station of a site has erased without seeing a serial number. Whether what lies in a lane of that site now is the same medium nobody
 * can tell, if model and size are the same.
 *
 * @param task the try that it was
 * @param model of the medium as the station told it; empty if that was not kept
 * @param capacityBytes of it; empty if that was not kept
 * @param at when it ended, or was begun if it has not
 */
public record Nameless(
        UUID task,
        UUID order,
        String orderCode,
        UUID device,
        Optional<String> model,
        Optional<Long> capacityBytes,
        Instant at) {
    /** How long a medium is taken for one that may still lie there. */
    static final Duration REMEMBERED = Duration.ofDays(7);

    /** Who answers for it that a medium is this order's which shows no serial number, or one that nobody has noted. */
    public enum Word {
        /** Nobody. */
        NONE,
        /** Who chooses the lane has put the drive of this order into it. */
        OWN_DRIVE,
        /** A manager has seen that it is another drive than the one that was erased there before. */
        ANOTHER_THAN_BEFORE
    }

    /**
     * What whoever chooses a lane says of a medium whose number tells nothing.
     *
     * @param about the try that a manager was shown as the one before
     */
    public record Answer(Word word, Optional<UUID> about) {
        static final Answer OWN_DRIVE = new Answer(Word.OWN_DRIVE, Optional.empty());

        boolean is(Word asked) {
            return word == asked;
        }
    }

    /**
     * Whether the medium in a lane may be this one, and would be taken for that of another device. Neither the lane's name
     * nor the station says anything: what is plugged in again is called otherwise, and a drive is carried from bench to bench.
     */
    boolean mayBe(Lane now, UUID ofDevice) {
        return now.serial().isEmpty()
                && !device.equals(ofDevice)
                // What was not kept may have been the same.
                && model.filter(one -> !one.equals(now.model())).isEmpty()
                && capacityBytes.filter(one -> one != now.capacityBytes()).isEmpty();
    }
}
