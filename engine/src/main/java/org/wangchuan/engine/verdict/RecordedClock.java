package org.wangchuan.engine.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.wangchuan.engine.evidence.BaselineEvent;
import org.wangchuan.engine.evidence.CountsTold;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.evidence.PartEvent;

/**
 * The times in a record, in the order in which they were written down. A station's clock may be set back while it
 * works: by a fraction of a second or, where the machine's own clock was kept in local time, by up to 14 hours
 * (UTC+14 is the largest offset there is). Nothing in a verdict rests on the hour, so that is let pass. More than a
 * day is no correction of a clock that was nearly right: then nobody knows in what order things happened.
 */
final class RecordedClock {
    private static final Duration STEP_BACK_MAX = Duration.ofDays(1);

    private RecordedClock() {}

    /** Whether any event is dated more than a day before something that came before it. */
    static boolean wentBack(Evidence evidence) {
        Instant latest = Instant.MIN;
        Instant begun = Instant.MIN;
        for (Event event : evidence.events()) {
            Optional<Instant> at = at(event).map(Instant::parse);
            if (at.isEmpty()) {
                continue;
            }
            if (event instanceof Event.PassStarted
                    || event instanceof Event.VerificationStarted
                    || event instanceof PartEvent.Started
                    || event instanceof DriveEvent.NativeStarted
                    || event instanceof DriveEvent.SamplingStarted) {
                begun = at.get();
            }
            Instant earliest = later(latest, begun.plusMillis(durationMillis(event)));
            if (at.get().plus(STEP_BACK_MAX).isBefore(earliest)) {
                return true;
            }
            latest = later(latest, at.get());
        }
        return false;
    }

    /** What an event says that has passed since the work that it ends has begun. */
    private static long durationMillis(Event event) {
        return switch (event) {
            case Event.PassFinished e -> e.durationMillis();
            case Event.VerificationFinished e -> e.durationMillis();
            case DriveEvent.NativeFinished e -> e.durationMillis();
            case DriveEvent.SamplingFinished e -> e.durationMillis();
            case NamespaceEvent.Sampled e -> e.found().durationMillis();
            case NamespaceEvent.Planted _, BaselineEvent _ -> 0;
            case PartEvent.Finished e -> e.durationMillis();
            case PartEvent.Compared e -> e.durationMillis();
            case PartEvent.Looked _, PartEvent.Asked _, PartEvent.Started _, CountsTold _ -> 0;
            case HiddenAreaEvent.Commanded _,
                    HiddenAreaEvent.LookedAgain _,
                    HiddenAreaEvent.LookedAtEnd _,
                    DriveEvent.DriveAsked _,
                    DriveEvent.CanariesPlanted _,
                    DriveEvent.NativeStarted _,
                    DriveEvent.NativeCommanded _,
                    DriveEvent.NativeTold _,
                    DriveEvent.SamplingStarted _,
                    Event.Opened _,
                    Event.PolicyChosen _,
                    Event.MediumSeen _,
                    Event.HiddenAreas _,
                    Event.PlanChosen _,
                    Event.PassStarted _,
                    Event.Interrupted _,
                    Event.Resumed _,
                    Event.Committed _,
                    Event.VerificationStarted _,
                    Event.Rechecked _,
                    Event.Residue _,
                    Event.Closed _ -> 0;
        };
    }

    private static Optional<String> at(Event event) {
        return switch (event) {
            case Event.Opened e -> Optional.of(e.at());
            case Event.PassStarted e -> Optional.of(e.at());
            case Event.Interrupted e -> Optional.of(e.at());
            case Event.Resumed e -> Optional.of(e.at());
            case Event.PassFinished e -> Optional.of(e.at());
            case Event.VerificationStarted e -> Optional.of(e.at());
            case Event.VerificationFinished e -> Optional.of(e.at());
            case Event.Closed e -> Optional.of(e.at());
            case HiddenAreaEvent.Commanded e -> Optional.of(e.command().at().toString());
            case HiddenAreaEvent.LookedAgain e -> Optional.of(e.at());
            case HiddenAreaEvent.LookedAtEnd e -> Optional.of(e.at());
            case DriveEvent.CanariesPlanted e -> Optional.of(e.at());
            case DriveEvent.NativeStarted e -> Optional.of(e.at());
            case DriveEvent.NativeCommanded e -> Optional.of(e.command().at().toString());
            case DriveEvent.NativeTold e -> Optional.of(e.command().at().toString());
            case DriveEvent.NativeFinished e -> Optional.of(e.at());
            case DriveEvent.SamplingStarted e -> Optional.of(e.at());
            case DriveEvent.SamplingFinished e -> Optional.of(e.at());
            case NamespaceEvent.Planted e -> Optional.of(e.at());
            case NamespaceEvent.Sampled e -> Optional.of(e.found().at());
            case BaselineEvent.Taken e -> Optional.of(e.at());
            case BaselineEvent.Compared e -> Optional.of(e.at());
            case PartEvent.Started e -> Optional.of(e.at());
            case PartEvent.Compared e -> Optional.of(e.at());
            case PartEvent.Finished e -> Optional.of(e.at());
            case PartEvent.Looked e -> Optional.of(e.at());
            case CountsTold e -> Optional.of(e.at());
            case PartEvent.Asked _ -> Optional.empty();
            case Event.PolicyChosen _,
                    Event.MediumSeen _,
                    Event.HiddenAreas _,
                    Event.PlanChosen _,
                    DriveEvent.DriveAsked _,
                    Event.Committed _,
                    Event.Rechecked _,
                    Event.Residue _ -> Optional.empty();
        };
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
