package org.wangchuan.engine.job;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.hidden.SasCapacity;
import org.wangchuan.engine.medium.hidden.SasDrive;
import org.wangchuan.engine.purge.PurgeControl;
import org.wangchuan.engine.purge.PurgeTimes;
import org.wangchuan.engine.purge.ShowAll;

/**
 * A SAS drive is told to show all that it has once it is held, and before its job begins: the record begins with what it was sent and answered, at the size that it
 * has then. It keeps what was sent at a smaller size; for one drive, and one caller at a time.
 */
public final class CapacityStep {
    private final InstantSource clock;
    private List<DeviceCommand> sent = List.of();

    /** Of a drive that was not told anything yet. */
    public CapacityStep(InstantSource clock) {
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface End {}

    /** What is known of it now. */
    public record Found(Event.HiddenAreas hidden) implements End {}

    /** It shows more than before: the kernel has to read its size anew, and this is run once more at that size. */
    public record OtherSize() implements End {}

    /**
     * Tells it.
     *
     * @param way to the drive's own commands; empty where somebody else answers
     * @param medium as the kernel tells it
     * @param asked what was found by asking
     */
    public End run(Optional<PassThrough> way, Medium medium, Event.HiddenAreas asked) {
        if (way.isEmpty()) {
            return new Found(asked);
        }
        int before = sent.size();
        sent = new ShowAll(way.get(), clock, PurgeTimes.DEFAULTS, new PurgeControl()).run(sent);
        if (sent.size() > before && SasCapacity.after(sent, false) instanceof SasCapacity.Grown) {
            return new OtherSize();
        }
        List<DeviceCommand> all = new ArrayList<>(asked.commands());
        all.addAll(sent);
        HiddenAreaExaminer.Subject subject = new HiddenAreaExaminer.Subject(
                medium.bus(), medium.partition(), medium.attachment().bridge(), medium.capacityBytes());
        return new Found(Event.HiddenAreas.of(HiddenAreaExaminer.told(subject, all)));
    }

    /** Whether one that was told then, before a job, is the same and not told now. */
    public static boolean wasTold(Event.HiddenAreas then, Event.HiddenAreas now) {
        return !SasCapacity.rounds(then.commands()).isEmpty()
                && SasCapacity.isSas(then.commands())
                && SasCapacity.isUntold(now.commands());
    }

    /** Whether a program of before found that it is a SAS drive, and did not tell it. */
    public static boolean isOfBefore(Event.HiddenAreas then) {
        return then.state() == Event.HiddenState.NOT_APPLICABLE && SasDrive.isAllOfBefore(then.commands());
    }
}
