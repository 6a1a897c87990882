package org.wangchuan.engine.phone.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.evidence.PhoneEvent;

/** Whether the clock of a record went back by more than any correction. */
final class RecordClock {
    /** As for drives: more is no correction of a clock that was nearly right. */
    private static final Duration STEP_BACK_MAX = Duration.ofDays(1);

    private RecordClock() {}

    /** Whether it did. */
    static boolean wentBack(List<PhoneEvent> events) {
        Instant latest = Instant.MIN;
        for (PhoneEvent event : events) {
            Optional<Instant> at = at(event).map(Instant::parse);
            if (at.isEmpty()) {
                continue;
            }
            if (at.get().plus(STEP_BACK_MAX).isBefore(latest)) {
                return true;
            }
            latest = latest.isAfter(at.get()) ? latest : at.get();
        }
        return false;
    }

    private static Optional<String> at(PhoneEvent event) {
        return switch (event) {
            case PhoneEvent.Opened e -> Optional.of(e.at());
            case PhoneEvent.Seen e -> Optional.of(e.at());
            case PhoneEvent.Attested e -> Optional.of(e.at());
            case PhoneEvent.AttestedAgainst e -> Optional.of(e.at());
            case PhoneEvent.NumberShared e -> Optional.of(e.at());
            case PhoneEvent.Consented e -> Optional.of(e.at());
            case PhoneEvent.SetOff e -> Optional.of(e.at());
            case PhoneEvent.Filled e -> Optional.of(e.at());
            case PhoneEvent.Gone e -> Optional.of(e.at());
            case PhoneEvent.Back e -> Optional.of(e.at());
            case PhoneEvent.Closed e -> Optional.of(e.at());
            case PhoneEvent.PolicyChosen _, PhoneEvent.TechniqueChosen _ -> Optional.empty();
        };
    }
}
