package org.wangchuan.engine.command.tcg;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;

/**
 * The Supported Data Removal Mechanism feature (0404h). Which of the mechanisms is the active one is not told here.
 *
 * @param running the device removes data now
 * @param interrupted a removal was broken off (version 2 of the feature): the device may be locked, and its data partly there
 */
public record DataRemoval(Told running, Told interrupted, List<Mechanism> mechanisms) {
    static final int CODE = 0x0404;

    static final DataRemoval NOT_TOLD = new DataRemoval(Told.NOT_TOLD, Told.NOT_TOLD, List.of());

    private static final int VERSION_WITH_INTERRUPTED = 2;
    private static final int TIMES = 8;
    private static final int MORE = 0xffff;
    private static final int UNIT = 2;
    private static final int MINUTE_SECONDS = 60;

    public DataRemoval {
        mechanisms = List.copyOf(mechanisms);
    }

    /** What is done to the data. */
    public enum Way {
        OVERWRITE(0),
        BLOCK_ERASE(1),
        CRYPTO_ERASE(2),
        /** Pyrite: blocks are deallocated, which promises nothing of what the media hold. */
        UNMAP(3),
        /** Pyrite: of zoned devices, likewise. */
        RESET_WRITE_POINTERS(4),
        /** Of the maker's own; what it does is not told. */
        VENDOR(5);

        private final int bit;

        Way(int bit) {
            this.bit = bit;
        }
    }

    /**
     * One that the device has.
     *
     * @param seconds what it takes at most by the device's own estimate, if told
     * @param orMore the estimate ends there, and it may take longer
     */
    public record Mechanism(Way way, OptionalLong seconds, boolean orMore) {}

    static DataRemoval parse(Descriptor feature) throws AnswerException {
        feature.least(3);
        List<Mechanism> mechanisms = new ArrayList<>();
        for (Way way : Way.values()) {
            if (feature.bit(6, way.bit) == Told.YES) {
                mechanisms.add(mechanism(feature, way));
            }
        }
        Told interrupted = feature.bit(5, 1);
        return new DataRemoval(
                feature.bit(5, 0),
                interrupted.onlyIf(interrupted == Told.YES || feature.version() >= VERSION_WITH_INTERRUPTED),
                mechanisms);
    }

    private static Mechanism mechanism(Descriptor feature, Way way) throws AnswerException {
        int at = TIMES + 2 * way.bit;
        int value = feature.has(at, 2) ? feature.sixteen(at) : 0;
        if (value == 0) {
            return new Mechanism(way, OptionalLong.empty(), false);
        }
        long unit = feature.bit(7, way.bit) == Told.YES ? (long) UNIT * MINUTE_SECONDS : UNIT;
        boolean orMore = value == MORE;
        return new Mechanism(way, OptionalLong.of((orMore ? value - 1 : value) * unit), orMore);
    }

    /** Whether the device has this; not told by one without the feature. */
    public Told has(Way way) {
        boolean there = mechanisms.stream().anyMatch(mechanism -> mechanism.way() == way);
        return Told.of(there).onlyIf(running != Told.NOT_TOLD);
    }

    /** The longest of them, as long as the device gives an end for each. */
    public OptionalLong longestSeconds() {
        boolean all =
                mechanisms.stream().allMatch(mechanism -> mechanism.seconds().isPresent() && !mechanism.orMore());
        return all
                ? mechanisms.stream()
                        .mapToLong(mechanism -> mechanism.seconds().orElseThrow())
                        .max()
                : OptionalLong.empty();
    }
}
