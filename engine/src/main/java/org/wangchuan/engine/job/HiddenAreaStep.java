package org.wangchuan.engine.job;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.hidden.HiddenAreaSizes;
import org.wangchuan.engine.purge.HiddenAreaRemoval;
import org.wangchuan.engine.purge.PurgeControl;

/**
 * What the drive hides is taken away, before anything is written. The drive itself says where that stands, so that whoever comes back after a loss of
 * power goes on from there. The step is over when drive and kernel tell the same size and nothing is hidden: from then on that is the medium.
 */
final class HiddenAreaStep {
    private static final int FIRST_PASS = 1;

    /** Of those that a record holds, what one more run may send: a password that is taken away, and two of each try in each round. */
    private static final int COMMANDS_OF_A_RUN = HiddenAreaRemoval.COMMANDS_MOST;

    private final JobWork work;
    private final JobState job;
    private final PassSecrets secrets;
    private final PurgeControl drive = new PurgeControl();

    HiddenAreaStep(JobWork work, JobState job, PassSecrets secrets) {
        this.work = work;
        this.job = job;
        this.secrets = secrets;
    }

    /** Empty if the step has come to an end. */
    Optional<JobEnd> run(boolean announce) throws JournalException {
        if (announce) {
            Optional<JobEnd> strange = new Recognition(work, job, secrets).beforeNative();
            if (strange.isPresent()) {
                return strange;
            }
            work.journal().append(new Event.Resumed(FIRST_PASS, Event.Phase.NATIVE, 0, 0, work.now()));
        }
        if (work.medium().passThrough().isEmpty()) {
            return interrupted(
                    StopCode.NO_WAY,
                    "no way leads to this drive's own commands: it is not the drive that answers here");
        }
        work.control().enter(() -> new Phases(job, work.capacityBytes()).recognising(), drive::stop);
        HiddenAreaRemoval removal = new HiddenAreaRemoval(
                work.medium().passThrough().get(),
                work.setup().clock(),
                work.times(),
                drive,
                job.head().wholeMedium().capacityBytes());
        if (hasRoom() && !open(removal)) {
            work.journal().append(new Event.Interrupted(FIRST_PASS, Event.Phase.NATIVE, work.now()));
            return interrupted(
                    StopCode.PASSWORD_SET,
                    NativeStep.passwordSet("take the drive's power away and give it back, and then go on"));
        }
        Event.HiddenAreas found = look(removal);
        return switch (found.state()) {
            case NONE, NOT_APPLICABLE -> settled(found);
            case FOUND -> takeAway(removal, found);
            case UNREADABLE -> unreadable(removal, found);
        };
    }

    /** Whether the record holds whatever one more run may send: its own reader would refuse it otherwise. */
    private boolean hasRoom() {
        return job.hiddenAreaCommands().size() + COMMANDS_OF_A_RUN <= HiddenAreaEvent.Commanded.MAX;
    }

    private boolean open(HiddenAreaRemoval removal) throws JournalException {
        HiddenAreaKind first = job.plan().hiddenAreas().stream()
                .flatMap(id -> HiddenAreaKind.of(id).stream())
                .findFirst()
                .orElseThrow();
        try {
            return removal.open(first, job.hiddenAreaCommands(), this::append);
        } catch (IOException e) {
            throw unrecorded(e);
        }
    }

    private void append(HiddenAreaKind area, DeviceCommand command) throws IOException {
        try {
            work.journal().append(new HiddenAreaEvent.Commanded(area.id(), command));
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static JournalException unrecorded(IOException e) {
        return e.getCause() instanceof JournalException cause
                ? cause
                : new JournalException(String.valueOf(e.getMessage()), e);
    }

    private Event.HiddenAreas look(HiddenAreaRemoval removal) {
        MediumFacts seen = job.head().seen();
        Bus bus = Arrays.stream(Bus.values())
                .filter(one -> one.id().equals(seen.bus()))
                .findFirst()
                .orElseThrow();
        boolean partition = seen.scope() == MediumFacts.Scope.PARTITION;
        boolean bridge = seen.caps().contains("bridge");
        HiddenAreaReport report = HiddenAreaExaminer.examine(
                new HiddenAreaExaminer.Subject(bus, partition, bridge, work.capacityBytes()), removal.questions());
        return Event.HiddenAreas.of(report);
    }

    private Optional<JobEnd> takeAway(HiddenAreaRemoval removal, Event.HiddenAreas found) throws JournalException {
        if (!hasRoom()) {
            return orAsItIs(found, "the drive was told to show what it hides as often as a record holds, and does not");
        }
        HiddenAreaRemoval.End end;
        try {
            end = removal.run(this::append);
        } catch (IOException e) {
            throw unrecorded(e);
        }
        return switch (end) {
            case SHOWS_ALL -> Optional.of(new JobEnd.SizeChanged());
            case STOPPED -> {
                work.journal().append(new Event.Interrupted(FIRST_PASS, Event.Phase.NATIVE, work.now()));
                yield Optional.of(new JobEnd.Interrupted(FIRST_PASS, Event.Phase.NATIVE));
            }
            case NO_ANSWER, REFUSED -> {
                // A part of it may be shown by now, which the kernel does not know yet.
                Event.HiddenAreas now = look(removal);
                yield isOfAnotherSize(removal)
                        ? Optional.of(new JobEnd.SizeChanged())
                        : orAsItIs(
                                now,
                                end == HiddenAreaRemoval.End.NO_ANSWER
                                        ? "the drive gives no answer that can be right about what it hides"
                                        : "the drive does not take the command that shows what it hides, or does nothing by it ("
                                                + now.detail()
                                                + "): some take it once until their power was off, some are locked by the computer as it starts."
                                                + " Take the drive's power away and give it back, and go on");
            }
        };
    }

    private Optional<JobEnd> unreadable(HiddenAreaRemoval removal, Event.HiddenAreas found) throws JournalException {
        return isOfAnotherSize(removal)
                ? Optional.of(new JobEnd.SizeChanged())
                : orAsItIs(found, "what the drive hides can't be told any more (" + found.detail() + ")");
    }

    /** Whether the drive tells a size that the kernel does not know. */
    private boolean isOfAnotherSize(HiddenAreaRemoval removal) {
        return HiddenAreaSizes.of(removal.questions())
                .filter(sizes -> sizes.accessibleBlocks() * sizes.blockBytes() > work.capacityBytes())
                .isPresent();
    }

    private Optional<JobEnd> orAsItIs(Event.HiddenAreas found, String why) throws JournalException {
        if (work.setup().options().bestEffort()) {
            return settled(found);
        }
        return interrupted(StopCode.HIDDEN_AREA_KEPT, why);
    }

    private Optional<JobEnd> settled(Event.HiddenAreas found) throws JournalException {
        work.journal().append(new HiddenAreaEvent.LookedAgain(work.capacityBytes(), found, work.now()));
        return Optional.empty();
    }

    private static Optional<JobEnd> interrupted(StopCode code, String failure) {
        return Optional.of(new JobEnd.Interrupted(FIRST_PASS, Event.Phase.NATIVE, code, failure));
    }
}
