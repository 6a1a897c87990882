package org.wangchuan.engine.purge;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.SanitizeState.Running;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.MethodStatus;
import org.wangchuan.engine.command.tcg.SessionNumbers;
import org.wangchuan.engine.command.tcg.StackReset;
import org.wangchuan.engine.command.tcg.SubsystemClass;
import org.wangchuan.engine.command.tcg.TcgAnswer;
import org.wangchuan.engine.command.tcg.TcgAnswers;
import org.wangchuan.engine.command.tcg.TcgMethods;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.psid.Psid;
import org.wangchuan.engine.purge.TcgTalk.Came;
import org.wangchuan.engine.purge.TcgTalk.Fetched;

/**
 * Revert of the Admin SP by the PSID (TCG Core 2.01; Opal 2.30, Pyrite 2.01, "Effects of Revert"). It erases only what was locked in: nothing is sent
 * unless the drive says just before that locking is enabled. Success is told before the drive is done, so that it is asked afterwards until it removes
 * nothing any more. Who comes back to one that was cut off looks first: a drive whose locking is no longer enabled is not told again.
 */
final class RevertProcedure implements Procedure {
    /** A number of four bytes, so that the message with the PSID always looks the same ({@link org.wangchuan.engine.command.tcg.PsidMask}). */
    private static final int SESSION_LEAST = 0x1000_0000;

    private static final int TIMES = 3; // what the drive says
    private static final long MILLIS = 1000;
    private static final long DAY_MILLIS = 86_400_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<TcgCarrier> carriers;
    private final Optional<Psid> psid;
    private final PurgeTimes times;
    private final PurgeControl control;

    /**
     * @param carriers in the order in which they are tried; what answers just before is what all messages go by
     * @param psid stays the caller's, who closes it
     */
    RevertProcedure(List<TcgCarrier> carriers, Optional<Psid> psid, PurgeTimes times, PurgeControl control) {
        this.carriers = List.copyOf(carriers);
        this.psid = psid;
        this.times = times;
        this.control = control;
    }

    @Override
    public List<Message> before() {
        return carriers.stream().map(TcgCarrier::discovery).toList();
    }

    @Override
    public boolean suffices(DeviceCommand answer) {
        return discovered(answer).isPresent();
    }

    /** A removal that somebody else has begun is waited for. */
    @Override
    public AttemptEnd settle(DriveLine line) throws IOException {
        return watch(line, carriers, Optional.empty(), 0);
    }

    @Override
    public AttemptEnd run(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException {
        long longest = longestMillis(soFar.before());
        List<TcgCarrier> known = known(soFar.before());
        if (soFar.goneOn()) {
            AttemptEnd rest = watch(line, known, Optional.of(record), longest);
            boolean answered = soFar.told().stream().anyMatch(TcgTalk::tellsSuccessInSession);
            return rest == AttemptEnd.CUT_OFF && answered ? AttemptEnd.ENDED : rest;
        }
        Optional<SubsystemClass> reverting = discovered(soFar.before())
                .filter(told -> told.locking().enabled() == Told.YES)
                .flatMap(Level0Discovery::reverting);
        if (reverting.isEmpty()) {
            return AttemptEnd.REFUSED; // it would revert, say success, and keep every block
        }
        if (psid.isEmpty()) {
            return AttemptEnd.PSID_NEEDED;
        }
        if (control.stopRequested()) {
            return AttemptEnd.STOPPED;
        }
        TcgTalk talk =
                new TcgTalk(line, known.getFirst(), record, reverting.get().baseComId(), times);
        AttemptEnd told = revert(talk, psid.get());
        if (told != AttemptEnd.ENDED) {
            return told;
        }
        AttemptEnd rest = watch(line, known, Optional.of(record), longest);
        // That it is locked in all the same is on record, for the verdict.
        return rest == AttemptEnd.CUT_OFF ? AttemptEnd.ENDED : rest;
    }

    /** First the one by which the drive answered before. */
    private List<TcgCarrier> known(List<DeviceCommand> before) {
        return before.stream()
                .filter(told -> discovered(told).isPresent())
                .flatMap(told -> TcgCarrier.ofDiscovery(told).stream())
                .reduce((_, last) -> last)
                .map(first -> Stream.concat(Stream.of(first), carriers.stream())
                        .distinct()
                        .toList())
                .orElse(carriers);
    }

    private AttemptEnd revert(TcgTalk talk, Psid secret) throws IOException {
        int comId = talk.comId();
        if (talk.exchange(TcgMethods.properties(comId), bytes -> TcgAnswers.properties(comId, bytes))
                instanceof Fetched.Broken<?>(AttemptEnd end)) {
            return end; // what it answers to this changes nothing
        }
        Fetched<SessionNumbers> started = start(talk, secret);
        if (started
                        instanceof
                        Fetched.Told<SessionNumbers>(TcgAnswer.Refused<SessionNumbers>(MethodStatus status, int _))
                && (status == MethodStatus.SP_BUSY || status == MethodStatus.NO_SESSIONS_AVAILABLE)) {
            // A session that was cut off may still be open.
            if (talk.reset(StackReset.message(comId)) instanceof Came.Broken(AttemptEnd end)) {
                return end == AttemptEnd.REFUSED ? AttemptEnd.PSID_NO_SESSION : end;
            }
            started = start(talk, secret);
        }
        return switch (started) {
            case Fetched.Broken<SessionNumbers>(AttemptEnd end) -> end;
            case Fetched.Told<SessionNumbers>(TcgAnswer<SessionNumbers> answer) ->
                switch (answer) {
                    case TcgAnswer.Done<SessionNumbers>(SessionNumbers session) -> revert(talk, session);
                    case TcgAnswer.Refused<SessionNumbers>(MethodStatus status, int _) ->
                        switch (status) {
                            case NOT_AUTHORIZED -> AttemptEnd.PSID_WRONG;
                            case AUTHORITY_LOCKED_OUT -> AttemptEnd.PSID_LOCKED_OUT;
                            case SP_BUSY, NO_SESSIONS_AVAILABLE -> AttemptEnd.PSID_NO_SESSION;
                            default -> AttemptEnd.REFUSED;
                        };
                    case TcgAnswer.Ended<SessionNumbers> _,
                            TcgAnswer.NotYet<SessionNumbers> _,
                            TcgAnswer.Nothing<SessionNumbers> _,
                            TcgAnswer.TooLong<SessionNumbers> _ -> AttemptEnd.PSID_NO_SESSION;
                };
        };
    }

    private Fetched<SessionNumbers> start(TcgTalk talk, Psid secret) throws IOException {
        long host = SESSION_LEAST + (long) RANDOM.nextInt(SESSION_LEAST);
        return talk.exchange(
                TcgMethods.startAsPsid(talk.comId(), host, secret),
                bytes -> TcgAnswers.started(talk.comId(), host, bytes));
    }

    /** Nobody can take it back: it is not sent once somebody asked to stop. */
    private AttemptEnd revert(TcgTalk talk, SessionNumbers session) throws IOException {
        if (control.stopRequested()) {
            talk.end(session);
            return AttemptEnd.STOPPED;
        }
        Fetched<TcgAnswers.Carried> carried = talk.exchange(
                TcgMethods.revert(talk.comId(), session), bytes -> TcgAnswers.carried(talk.comId(), session, bytes));
        return switch (carried) {
            case Fetched.Broken<TcgAnswers.Carried>(AttemptEnd end) -> end;
            case Fetched.Told<TcgAnswers.Carried>(TcgAnswer<TcgAnswers.Carried> answer) -> {
                if (answer instanceof TcgAnswer.Refused<TcgAnswers.Carried>) {
                    talk.end(session);
                    yield AttemptEnd.REFUSED;
                }
                yield AttemptEnd.ENDED; // what it says of itself afterwards decides
            }
        };
    }

    /**
     * Asks until it removes nothing any more.
     *
     * @param record of ours; of another's removal nothing is kept
     * @return ENDED if locking is not enabled then, or nobody's removal was waited for; CUT_OFF if it is enabled
     */
    private AttemptEnd watch(DriveLine line, List<TcgCarrier> asking, Optional<PurgeRecord> record, long longestMillis)
            throws IOException {
        long from = System.nanoTime();
        long patience = Math.max(times.patience(), longestMillis);
        long pause = times.firstPoll();
        boolean first = true;
        boolean ours = record.isPresent();
        control.changed(Running.UNKNOWN_PROGRESS);
        while (!control.stopRequested()) {
            Optional<DeviceCommand> answer = look(line, asking);
            Optional<Level0Discovery> told = answer.flatMap(RevertProcedure::discovered);
            boolean running =
                    told.filter(now -> now.dataRemoval().running() == Told.YES).isPresent();
            boolean settled = line.awakeMillisSince(from) >= times.settle();
            boolean locked =
                    told.filter(now -> now.locking().enabled() == Told.YES).isPresent();
            // Ours may be at its very end; and what says nothing is given some time to say something.
            boolean over = answer.isPresent() && !running && (settled || (told.isPresent() && !(ours && locked)));
            boolean late = line.awakeMillisSince(from) > patience;
            if (answer.isPresent() && record.isPresent() && (first || over || late)) {
                record.get().told(answer.get());
                first = false;
            }
            if (answer.isPresent() && Acceptance.of(answer.get()) == Acceptance.GONE) {
                return AttemptEnd.DEVICE_GONE;
            }
            if (over) {
                return ours && locked ? AttemptEnd.CUT_OFF : AttemptEnd.ENDED;
            }
            if (late) {
                return AttemptEnd.STALLED;
            }
            line.pause(pause);
            pause = Math.min(2 * pause, times.lastPoll());
        }
        return AttemptEnd.STOPPED;
    }

    /** What says something of the locks, or else what came first; empty if there was no answer in time. */
    private static Optional<DeviceCommand> look(DriveLine line, List<TcgCarrier> asking) {
        Optional<DeviceCommand> first = Optional.empty();
        for (TcgCarrier carrier : asking) {
            Optional<DeviceCommand> answer = line.ask(carrier.discovery());
            if (answer.flatMap(RevertProcedure::discovered).isPresent()) {
                return answer;
            }
            first = first.or(() -> answer);
        }
        return first;
    }

    private static long longestMillis(List<DeviceCommand> before) {
        return discovered(before).stream()
                .mapToLong(told -> Math.min(
                        DAY_MILLIS,
                        TIMES * MILLIS * told.dataRemoval().longestSeconds().orElse(0)))
                .max()
                .orElse(0);
    }

    static Optional<Level0Discovery> discovered(List<DeviceCommand> told) {
        return told.stream().flatMap(one -> discovered(one).stream()).reduce((_, last) -> last);
    }

    /** What an answer to Level 0 Discovery says; empty if it says nothing, or is one to something else. */
    static Optional<Level0Discovery> discovered(DeviceCommand answer) {
        if (TcgCarrier.ofDiscovery(answer).isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<byte[]> data = TcgTalk.data(answer);
            return data.isPresent() ? Optional.of(Level0Discovery.parse(data.get())) : Optional.empty();
        } catch (AnswerException _) {
            return Optional.empty(); // not told
        }
    }
}
