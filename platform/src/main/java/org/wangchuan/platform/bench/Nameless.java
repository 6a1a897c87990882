package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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
     * @param about the tries that a manager was shown as those before
     */
    public record Answer(Word word, List<UUID> about) {
        static final Answer OWN_DRIVE = new Answer(Word.OWN_DRIVE, List.of());

        public Answer {
            about = List.copyOf(about);
        }

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

    /**
     * Whether the medium in a lane is surely not this one, which was taken for this very device: then one of the two is not the device's, and the
     * one before may hold all of it still. A cable can tell another model or size of the same medium; that takes a look, too.
     */
    boolean isAnother(Lane now, UUID ofDevice) {
        return device.equals(ofDevice)
                && (model.filter(one -> !one.equals(now.model())).isPresent()
                        || capacityBytes
                                .filter(one -> one != now.capacityBytes())
                                .isPresent());
    }

    /**
     * What was before that speaks against the medium in a lane.
     *
     * @param ofOther the latest that was taken for another device, and may be this very medium
     * @param ofThis the latest that was taken for this very device, and surely is not this medium as it shows now
     */
    public record Before(Optional<Nameless> ofOther, Optional<Nameless> ofThis) {
        static final Before NOTHING = new Before(Optional.empty(), Optional.empty());

        /** Whether a manager has to look. */
        public boolean isAsked() {
            return ofOther.isPresent() || ofThis.isPresent();
        }

        /** Each of them. */
        public List<Nameless> all() {
            return Stream.concat(ofThis.stream(), ofOther.stream()).toList();
        }
    }

    /**
     * A try of this very device with a medium whose number it did not show, whatever became of it.
     *
     * @param wordAbout the try of before that a manager has spoken of when this one was chosen
     */
    record Try(Nameless medium, Optional<UUID> wordAbout) {
        /** Whether a manager has said, of the medium that this lane shows, that it is the device's and not that one. */
        boolean settles(Nameless before, Lane now) {
            return wordAbout.filter(before.task()::equals).isPresent() && !medium.isAnother(now, before.device());
        }
    }

    /**
     * What speaks against the medium in a lane.
     *
     * @param ofSite what was erased there without a number, the latest first
     * @param ofDevice all tries of the device without a number, the latest first
     * @param isNoted whether its serial number was noted for the device: then nothing before it says anything
     */
    static Before against(List<Nameless> ofSite, List<Try> ofDevice, Lane now, boolean isNoted, UUID device) {
        if (isNoted) {
            return Before.NOTHING;
        }
        return new Before(
                ofSite.stream().filter(one -> one.mayBe(now, device)).findFirst(),
                ofDevice.stream()
                        .map(Try::medium)
                        .filter(one -> one.isAnother(now, device))
                        .filter(one -> ofDevice.stream().noneMatch(later -> later.settles(one, now)))
                        .findFirst());
    }
}
