package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.CountsTold;
import org.wangchuan.engine.evidence.CountsTold.Moment;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.health.DriveCount;
import org.wangchuan.engine.medium.health.DriveCounts;

/**
 * What ails a drive by its own counts, for people. It is no part of the verdict: what could be addressed was written and read back, or is named; what could
 * not is in {@link Verdict.NotProved#SPARE_CELLS} of every medium that was overwritten. Here stands how much of that the drive admits to.
 *
 * @param before what it told before anything was done to it, empty if it was not asked then
 * @param atEnd what it told when the job last came to its end
 */
public record DriveCondition(Optional<DriveCounts> before, Optional<DriveCounts> atEnd, List<Finding> findings) {
    /** Bit 1 of CRITICAL WARNING is about its temperature of the moment (NVMe Base 2.0, "SMART / Health Information"). */
    private static final long TEMPERATURE = 1L << 1;

    public DriveCondition {
        findings = List.copyOf(findings);
    }

    /** One that people are told. */
    public record Finding(Kind kind, long number) {}

    /** What it is. Codes are stable. */
    public enum Kind {
        /** So many blocks were replaced over its life: what they held is out of reach of any overwriting. Of a drive that is PURGED it is not said. */
        BLOCKS_REPLACED,
        /** So many of them during the job. */
        REPLACED_MEANWHILE,
        /** So many blocks wait to be replaced at the end. */
        BLOCKS_PENDING,
        /** So many errors during the job that the drive could not correct. */
        ERRORS_MEANWHILE,
        /** The drive warns of itself: bits of CRITICAL WARNING, but for temperature. */
        DRIVE_WARNS,
        /** It was asked, and tells none of this. */
        NOT_TOLD;

        /** The word used in documents. */
        public String id() {
            return Json.wireName(this);
        }
    }

    /** Empty if the drive was never asked, as by versions of before, or where it can't be. */
    public static Optional<DriveCondition> of(Evidence evidence) {
        List<CountsTold> all = evidence.all(CountsTold.class);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(of(
                        last(all, Moment.BEFORE),
                        last(all, Moment.AT_END),
                        VerdictRules.judge(evidence).level()));
    }

    private static Optional<DriveCounts> last(List<CountsTold> all, Moment moment) {
        return all.stream()
                .filter(one -> one.moment() == moment)
                .reduce((_, later) -> later)
                .map(one -> DriveCounts.read(one.commands()));
    }

    private static DriveCondition of(Optional<DriveCounts> before, Optional<DriveCounts> atEnd, Verdict.Level level) {
        List<Finding> out = new ArrayList<>();
        Optional<DriveCounts> latest =
                atEnd.filter(counts -> !counts.told().isEmpty()).or(() -> before);
        long replaced = number(latest, DriveCount.REPLACED);
        if (replaced > 0 && level != Verdict.Level.PURGED) {
            out.add(new Finding(Kind.BLOCKS_REPLACED, replaced));
        }
        grown(before, atEnd, DriveCount.REPLACED)
                .ifPresent(number -> out.add(new Finding(Kind.REPLACED_MEANWHILE, number)));
        long pending = number(atEnd, DriveCount.PENDING);
        if (pending > 0) {
            out.add(new Finding(Kind.BLOCKS_PENDING, pending));
        }
        grown(before, atEnd, DriveCount.UNCORRECTABLE)
                .ifPresent(number -> out.add(new Finding(Kind.ERRORS_MEANWHILE, number)));
        long warnings = number(latest, DriveCount.WARNINGS) & ~TEMPERATURE;
        if (warnings != 0) {
            out.add(new Finding(Kind.DRIVE_WARNS, warnings));
        }
        if (latest.map(counts -> counts.told().isEmpty()).orElse(true)) {
            out.add(new Finding(Kind.NOT_TOLD, 0));
        }
        return new DriveCondition(before, atEnd, out);
    }

    private static long number(Optional<DriveCounts> counts, DriveCount count) {
        return counts.map(told -> told.of(count).orElse(0)).orElse(0L);
    }

    /** By how much it grew, if it did; only between numbers of one origin. */
    private static OptionalLong grown(Optional<DriveCounts> before, Optional<DriveCounts> atEnd, DriveCount count) {
        if (before.isEmpty()
                || atEnd.isEmpty()
                || before.get().makersOwn() != atEnd.get().makersOwn()) {
            return OptionalLong.empty();
        }
        OptionalLong first = before.get().of(count);
        OptionalLong last = atEnd.get().of(count);
        return first.isPresent() && last.isPresent() && last.getAsLong() > first.getAsLong()
                ? OptionalLong.of(last.getAsLong() - first.getAsLong())
                : OptionalLong.empty();
    }
}
