package org.wangchuan.platform.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.paper.Figures;
import org.wangchuan.platform.intake.OtherVersion;

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
 * @param rules what each rule set that a counter may choose comes to here, by the station; none from stations of before
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
        Optional<Long> estimateSeconds,
        List<Rules> rules) {
    /** With it a station says that the drive has what is asked for, and refuses it as it is now: frozen, at work, or write-protected. */
    private static final String MAY_PASS = "MAY_PASS";

    /** With it a station says of a rule set that can be met that no evidence will decide about each of its clauses. */
    private static final String CLAUSES_UNDETERMINED = "CLAUSES_UNDETERMINED";

    /** With it a station says that it does not know the rule set at all, in whichever version. */
    private static final String UNKNOWN_POLICY = "UNKNOWN_POLICY";

    /** What a station says of what it runs from, as it says every obstacle: in capitals. */
    private static final String SYSTEM_DISK = "SYSTEM_DISK";

    private static final int TAIL_CHARS = 4;
    private static final int SECONDS = 60;

    public Lane {
        isReady = isReady && isDevice;
        obstacles = List.copyOf(obstacles);
        plan = List.copyOf(plan);
        rules = List.copyOf(rules);
    }

    /**
     * What a rule set comes to on the medium.
     *
     * @param policy its id
     * @param versions of which versions of it this is told, the newest last; none from stations of before, which name none
     * @param isMet whether it can be met here
     * @param obstacles why not; of one that can be met, what stays open afterwards
     * @param plan what would be done; empty if it can't be met
     * @param estimateSeconds absent if the station can't tell
     * @param earlier what its earlier versions come to, where that is something else
     */
    public record Rules(
            String policy,
            List<Integer> versions,
            boolean isMet,
            List<Said> obstacles,
            List<Said> plan,
            Optional<Long> estimateSeconds,
            List<Rules> earlier) {
        public Rules {
            versions = List.copyOf(versions);
            earlier = List.copyOf(earlier);
            obstacles = List.copyOf(obstacles);
            plan = List.copyOf(plan);
        }

        /** What the station tells of one version; empty if it said nothing of that. */
        private Optional<Rules> in(int version) {
            return Stream.concat(Stream.of(this), earlier.stream())
                    .filter(one -> one.versions().contains(version) || one.isUnknownToStation())
                    .findFirst();
        }

        private boolean isUnknownToStation() {
            return !isMet && obstacles.stream().anyMatch(one -> one.code().equals(UNKNOWN_POLICY));
        }

        private Optional<Integer> newest() {
            return versions.stream().max(Comparator.naturalOrder());
        }

        /** Whether the station says no to it, and not for now alone: that may pass while somebody is asked, or sends for another drive. */
        public boolean isBeyond() {
            return !isMet && obstacles.stream().noneMatch(one -> one.code().equals(MAY_PASS));
        }

        /** Whether a clause of it stays open until a qualified person has decided about it, however well all goes. */
        public boolean isLeavingOpen() {
            return isMet && obstacles.stream().anyMatch(one -> one.code().equals(CLAUSES_UNDETERMINED));
        }

        /** Minutes that it takes, rounded up; absent if the station can't tell. */
        public Optional<Long> minutes() {
            return Lane.minutes(estimateSeconds);
        }
    }

    /** What a rule set comes to in this very version; empty if the station said nothing of that, from which nothing follows. */
    public Optional<Rules> under(String policy, int version) {
        return told(policy).flatMap(one -> one.in(version));
    }

    /** That the station tells of a rule set, and not of this version; empty if it tells of it, or of none. */
    public Optional<OtherVersion> other(String policy, int version) {
        return told(policy)
                .filter(one -> one.in(version).isEmpty())
                .map(one -> new OtherVersion(one.newest(), version));
    }

    /** Whether the station has said that a rule set can't be met with what is in it, or not as it is now, in the newest version that it tells of. */
    public boolean isUnmet(String policy) {
        return told(policy).filter(one -> !one.isMet()).isPresent();
    }

    /** Whether the station tells of rule sets and not of this one: it does not know yet what the drive can do by itself. */
    public boolean isUntold(String policy) {
        return !rules.isEmpty() && told(policy).isEmpty();
    }

    private Optional<Rules> told(String policy) {
        return rules.stream().filter(one -> one.policy().equals(policy)).findFirst();
    }

    /** Minutes that it takes by the rule set that counts by default, rounded up; absent if the station can't tell. */
    public Optional<Long> minutes() {
        return minutes(estimateSeconds);
    }

    private static Optional<Long> minutes(Optional<Long> seconds) {
        return seconds.map(known -> (known + SECONDS - 1) / SECONDS);
    }

    /**
     * A sentence of the station in both languages.
     *
     * @param code a stable word; empty for a line of the plan
     */
    public record Said(String code, String en, String zh) {}

    /** Whether the station itself runs from what is in it: that is never erased, and nothing is to be done about it. */
    public boolean isSystemDisk() {
        return obstacles.stream().anyMatch(one -> one.code().equals(SYSTEM_DISK));
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
