package org.wangchuan.engine.purge;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.command.SanitizeState.Running;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * An operation that a drive begins at once and goes on with by itself, while it is asked how far it is: sanitize of every family, and FORMAT
 * UNIT. A sanitize goes on over a loss of power, and a format does not: a drive that was cut off at one wants another (decision 0137). Who comes back
 * first looks.
 */
final class SanitizeProcedure implements Procedure {
    private static final int ATTENTIONS_MAX = 3;

    private final SanitizeDialect dialect;
    private final PurgeTimes times;
    private final PurgeControl control;

    SanitizeProcedure(SanitizeDialect dialect, PurgeTimes times, PurgeControl control) {
        this.dialect = dialect;
        this.times = times;
        this.control = control;
    }

    @Override
    public List<Message> before() {
        return List.of(dialect.state());
    }

    @Override
    public boolean asksWithin() {
        return dialect.asksWithin();
    }

    /** Of an operation that somebody else has begun the end is waited for: its success is not ours, and ours would be refused. */
    @Override
    public AttemptEnd settle(DriveLine line) throws IOException {
        return watch(line, Optional.empty(), new Telling(new Unkept(), 0), new SanitizeState.NotTold());
    }

    @Override
    public AttemptEnd run(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException {
        SanitizeState before = soFar.before().isEmpty()
                ? new SanitizeState.NotTold()
                : dialect.meaning(soFar.before().getLast());
        Optional<DeviceCommand> sent =
                soFar.commanded().stream().filter(this::starts).reduce((_, last) -> last);
        if (sent.isPresent() && isFollowed(sent.get(), before)) {
            // Another may have been sent after it, and taken, with nobody left to write that down.
            return AttemptEnd.CUT_OFF;
        }
        if (sent.isEmpty()) {
            sent = begin(line, record, before);
            boolean stopped = control.stopRequested();
            if (sent.isEmpty() || (stopped && isFollowed(sent.get(), before))) {
                // The kernel has it, or somebody asked to stop: who comes back finds out by asking.
                return stopped ? AttemptEnd.STOPPED : AttemptEnd.STALLED;
            }
        }
        switch (Acceptance.of(sent.get())) {
            // Each time that it was sent the drive told of something else instead, and it was not sent again.
            case REFUSED, AGAIN -> {
                return AttemptEnd.REFUSED;
            }
            case GONE -> {
                return AttemptEnd.DEVICE_GONE;
            }
            case TAKEN, UNCLEAR -> {}
        }
        boolean wasSeen = soFar.told().stream().map(dialect::meaning).anyMatch(Running.class::isInstance);
        Telling telling = new Telling(record, soFar.told().size());
        AttemptEnd end = watch(line, Optional.of(new Ours(before, wasSeen)), telling, before);
        if (end != AttemptEnd.STOPPED || !telling.isFull()) {
            telling.close(); // of one that is waited for again there is a later one, which wants the last room
        }
        Optional<DeviceCommand> size = end == AttemptEnd.ENDED ? dialect.size().flatMap(line::ask) : Optional.empty();
        if (size.isPresent()) {
            record.told(size.get());
        }
        if (end == AttemptEnd.FAILED) {
            // Its failure is on record now; a drive that stays in it takes neither reads nor writes.
            // One in restricted failure has no way out but another one.
            Optional<Message> out =
                    isOne(dialect.startRestricted(), sent.get()) ? Optional.empty() : dialect.leaveFailure();
            Optional<DeviceCommand> left = out.flatMap(line::order);
            if (left.isPresent()) {
                record.commanded(left.get());
            }
        }
        return end;
    }

    private boolean starts(DeviceCommand command) {
        return isOne(dialect.startPurging(), command)
                || dialect.start().isSameAs(command)
                || isOne(dialect.startRestricted(), command);
    }

    private static boolean isOne(Optional<Message> message, DeviceCommand command) {
        return message.filter(one -> one.isSameAs(command)).isPresent();
    }

    /** Whether another command follows the answer to this one: the same again, or another that the drive may take. */
    private boolean isFollowed(DeviceCommand sent, SanitizeState before) {
        return Acceptance.of(sent) == Acceptance.AGAIN || next(sent, before).isPresent();
    }

    /**
     * What is sent where this one was refused: what a drive in restricted failure takes; or the same without being asked to purge or to fail, whatever
     * the refusal was for. Each is sent once at the most.
     */
    private Optional<Message> next(DeviceCommand sent, SanitizeState before) {
        if (Acceptance.of(sent) != Acceptance.REFUSED) {
            return Optional.empty();
        }
        if (isShut(sent, before)) {
            return dialect.startRestricted();
        }
        return isOne(dialect.startPurging(), sent) ? Optional.of(dialect.start()) : Optional.empty();
    }

    /**
     * Whether a drive is in restricted failure: its last one, which was begun without a way out, failed, and it says so of one that is begun with it
     * (NVMe Base 2.0, "Sanitize Operations"; SBC-4, 4.11; ACS-4, "Sanitize Device feature set"). It is in it already: nothing gets worse by one
     * without.
     */
    private boolean isShut(DeviceCommand refused, SanitizeState before) {
        return before instanceof SanitizeState.LastFailed
                && dialect.startRestricted().isPresent()
                && !isOne(dialect.startRestricted(), refused)
                && dialect.isRestricted(refused);
    }

    /** Nobody can take it back: it is not sent once somebody asked to stop. */
    private Optional<DeviceCommand> begin(DriveLine line, PurgeRecord record, SanitizeState before) throws IOException {
        Optional<DeviceCommand> sent =
                begin(line, record, dialect.startPurging().orElseGet(dialect::start));
        Optional<Message> next = sent.flatMap(answer -> next(answer, before));
        while (next.isPresent() && !control.stopRequested()) {
            sent = begin(line, record, next.get());
            next = sent.flatMap(answer -> next(answer, before));
        }
        return sent;
    }

    private Optional<DeviceCommand> begin(DriveLine line, PurgeRecord record, Message start) throws IOException {
        Optional<DeviceCommand> sent = Optional.empty();
        for (int i = 0; i < ATTENTIONS_MAX && !control.stopRequested(); i++) {
            sent = line.order(start);
            if (sent.isPresent()) {
                record.commanded(sent.get());
            }
            if (sent.isEmpty() || Acceptance.of(sent.get()) != Acceptance.AGAIN) {
                break;
            }
        }
        return sent;
    }

    /** What is known of an operation that is ours. */
    private record Ours(SanitizeState before, boolean seenAtWork) {}

    private AttemptEnd watch(DriveLine line, Optional<Ours> ours, Telling telling, SanitizeState before)
            throws IOException {
        long changed = System.nanoTime();
        Headway headway = new Headway();
        long pause = times.firstPoll();
        SanitizeState last = new SanitizeState.NotTold();
        boolean seen = ours.filter(Ours::seenAtWork).isPresent();
        boolean heardAnything = false;
        control.changed(Running.UNKNOWN_PROGRESS);
        while (true) {
            if (control.stopRequested()) {
                return AttemptEnd.STOPPED;
            }
            Optional<DeviceCommand> answer =
                    dialect.asksWithin() ? line.askWithin(dialect.state()) : line.ask(dialect.state());
            if (answer.isPresent()) {
                SanitizeState state = dialect.meaning(answer.get());
                telling.heard(answer.get(), state);
                if (Acceptance.of(answer.get()) == Acceptance.GONE) {
                    return AttemptEnd.DEVICE_GONE;
                }
                headway.heard(state);
                if (!state.equals(last) || !heardAnything) {
                    changed = System.nanoTime();
                    control.changed(state instanceof Running(int now) ? now : Running.UNKNOWN_PROGRESS);
                }
                heardAnything = true;
                last = state;
                seen |= state instanceof Running;
                boolean settled = line.awakeMillisSince(changed) >= times.settle();
                Optional<AttemptEnd> end = ours.isPresent() ? end(state, before, seen, settled) : rest(state, settled);
                if (end.isPresent()) {
                    return end.get();
                }
            }
            if (line.awakeMillisSince(headway.lastNanos) > times.patience()) {
                return AttemptEnd.STALLED;
            }
            line.pause(pause);
            pause = Math.min(2 * pause, times.lastPoll());
        }
    }

    /**
     * When it last came on: further than ever before, or into a state that it was not in yet. What goes to and fro comes nowhere.
     */
    private static final class Headway {
        private final Set<Class<?>> states = new HashSet<>();
        private int best = -1;
        private long lastNanos = System.nanoTime();

        void heard(SanitizeState state) {
            boolean further = state instanceof Running(int now) && now != Running.UNKNOWN_PROGRESS && now > best;
            if (state instanceof Running(int now) && further) {
                best = now;
            }
            if (states.add(state.getClass()) || further) {
                lastNanos = System.nanoTime();
            }
        }
    }

    /** At rest is whatever is not at work; an answer that says nothing is given some time to say something. */
    private static Optional<AttemptEnd> rest(SanitizeState state, boolean settled) {
        return switch (state) {
            case Running _ -> Optional.empty();
            case SanitizeState.NotTold _ -> settled ? Optional.of(AttemptEnd.ENDED) : Optional.empty();
            default -> Optional.of(AttemptEnd.ENDED);
        };
    }

    /** The first end counts. What was said before the command as well is no end, unless it stays: then there is nothing to wait for. */
    private static Optional<AttemptEnd> end(SanitizeState state, SanitizeState before, boolean seen, boolean settled) {
        return switch (state) {
            case Running _, SanitizeState.NotTold _ -> Optional.empty();
            case SanitizeState.LastFailed _ ->
                seen || settled || !(before instanceof SanitizeState.LastFailed)
                        ? Optional.of(AttemptEnd.FAILED)
                        : Optional.empty();
            case SanitizeState.LastSucceeded _ ->
                seen || settled || !(before instanceof SanitizeState.LastSucceeded)
                        ? Optional.of(AttemptEnd.ENDED)
                        : Optional.empty();
            case SanitizeState.Idle _,
                    SanitizeState.Never _,
                    SanitizeState.NoSuccessOnRecord _,
                    SanitizeState.ResultRead _ -> seen || settled ? Optional.of(AttemptEnd.ENDED) : Optional.empty();
        };
    }

    /** Of another's operation nothing is recorded as ours. */
    private static final class Unkept implements PurgeRecord {
        @Override
        public void commanded(DeviceCommand command) {}

        @Override
        public void told(DeviceCommand command) {}
    }
}
