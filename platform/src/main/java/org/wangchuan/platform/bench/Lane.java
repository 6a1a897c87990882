package org.wangchuan.platform.bench;

import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.Figures;

/**
 * A place at a station, and the medium in it, as the station tells it.
 *
 * @param name the station's own name for the place
 * @param serial of the medium in clear: shown to nobody, see {@link #maskedSerial}
 * @param capacityBytes 0 for an empty place
 * @param medium {@code flash}, {@code magnetic} or {@code unknown}
 * @param bus how the medium is reached, as the station's evidence names it; absent for an empty place, and from stations of before
 * @param isDevice whether it may be what somebody has handed in; an erasure of what is not would prove nothing
 * @param isReady whether an erasure can begin
 * @param obstacles what needs a hand before anything can begin
 * @param plan what would be done, and why
 * @param estimateSeconds absent if the station can't tell
 */
public record Lane(
        String name,
        String model,
        Optional<String> serial,
        long capacityBytes,
        String medium,
        Optional<String> bus,
        boolean isDevice,
        boolean isReady,
        List<Said> obstacles,
        List<Said> plan,
        Optional<Long> estimateSeconds) {
    private static final int TAIL_CHARS = 4;

    public Lane {
        isReady = isReady && isDevice;
        obstacles = List.copyOf(obstacles);
        plan = List.copyOf(plan);
    }

    /**
     * A sentence of the station in both languages.
     *
     * @param code a stable word; empty for a line of the plan
     */
    public record Said(String code, String en, String zh) {}

    /** Whether the station itself runs from what is in it: that is never erased, and nothing is to be done about it. */
    public boolean isSystemDisk() {
        return obstacles.stream().anyMatch(one -> one.code().equals("system-disk"));
    }

    /** The size as on the paper; empty for an empty place. */
    public String size() {
        return capacityBytes == 0 ? "" : Figures.size(capacityBytes);
    }

    /** The last characters of the serial number, as it may be shown. */
    public String maskedSerial() {
        return serial.map(text -> "…" + text.substring(Math.max(0, text.length() - TAIL_CHARS)))
                .orElse("");
    }
}
