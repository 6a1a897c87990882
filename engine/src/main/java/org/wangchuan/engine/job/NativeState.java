package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.engine.evidence.BaselineEvent;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.Attempt;
import org.wangchuan.engine.purge.DrivePurge;

/**
 * Where the drive's own erasure stands, from its record.
 *
 * @param stage what comes next
 * @param planned the techniques, in order
 * @param asked what the drive said before anything was done
 * @param plantings what was planted, each time, in order
 * @param beside what was planted on other namespaces of the device, in order
 * @param baselines what blocks held before attempts that were begun, in order, of the medium and of other namespaces
 * @param stands whether nothing was told to the drive since it was planted last: all of it has to stand
 * @param attempt the number of the one that is open, or of the last, 0 before the first
 * @param technique of the attempt that is open or comes next, as its place among those planned
 * @param attempted of the attempt that is open or was the last, as its place among those planned; where none was, the same as the one that comes next
 * @param soFar what the record holds of the attempt that is open or was the last
 * @param toldAfterwards how often the drive was asked about it since its end
 * @param broughtBack whether an attempt has ended well that began with the drive in a failure of before, in which nothing could be planted, and nothing was
 *     planted since
 * @param revertSent whether a Revert was handed over in any attempt, as far as the record says
 * @param mayHaveErased whether any attempt ended otherwise than refused: its command may have been carried out, whatever became of those after it
 * @param unwatched whether the work was gone on with since that attempt began: nobody knows what became of the drive meanwhile
 * @param looked whether what was planted was looked for to the end since that attempt ended
 * @param unwatchedAtItsEnd whether the work was gone on with since that attempt ended, and before it was looked for to the end
 */
record NativeState(
        Stage stage,
        List<NativeTechnique> planned,
        List<DeviceCommand> asked,
        List<DriveEvent.CanariesPlanted> plantings,
        List<Beside> beside,
        List<BaselineEvent.Taken> baselines,
        boolean stands,
        int attempt,
        int technique,
        int attempted,
        Attempt soFar,
        int toldAfterwards,
        boolean broughtBack,
        boolean revertSent,
        boolean mayHaveErased,
        boolean unwatched,
        boolean looked,
        boolean unwatchedAtItsEnd) {
    private static final int ATTEMPTS_MAX = DriveEvent.NativeStarted.ATTEMPTS_MAX;

    NativeState {
        planned = List.copyOf(planned);
        asked = List.copyOf(asked);
        plantings = List.copyOf(plantings);
        beside = List.copyOf(beside);
        baselines = List.copyOf(baselines);
    }

    /**
     * What was planted on another namespace.
     *
     * @param before how often the medium itself had been planted by then
     */
    record Beside(int before, NamespaceEvent.Planted planted) {}

    /** What comes next. */
    enum Stage {
        /** There is nothing of it in the plan. */
        NONE,
        /** The drive was not asked yet. */
        ASK,
        /**
         * It was, and nothing is planted yet; or it could not be as long as the drive was in a failure of before; or an attempt may have taken what was
         * planted, and another follows.
         */
        PLANT,
        /** The next attempt begins. */
        BEGIN,
        /** One is open: its command may have been sent. */
        GO_ON,
        /** One has come to its end, and what was planted is looked for. */
        SAMPLE,
        /** It was looked for. */
        SAMPLED,
        /** The drive says that it failed; what it holds now is not looked at. */
        FAILED,
        /** Every technique was refused. */
        ALL_REFUSED,
        /** The drive is gone, or stuck, or may still be at work; or could not be read. */
        BROKEN_OFF
    }

    /** What was planted last, if anything was. */
    Optional<DriveEvent.CanariesPlanted> canaries() {
        return plantings.isEmpty() ? Optional.empty() : Optional.of(plantings.getLast());
    }

    /** The technique of the attempt that is open, was the last, or comes next. */
    NativeTechnique current() {
        return planned.get(technique);
    }

    /** The technique of the attempt that is open or was the last; where none was begun, of the first. */
    NativeTechnique last() {
        return planned.get(attempted);
    }

    /** Whether another attempt has room in the record. */
    boolean hasRoom() {
        return attempt < ATTEMPTS_MAX;
    }

    /** Whether it is over, well or badly. */
    boolean isOver() {
        return switch (stage) {
            case NONE, SAMPLED, FAILED, ALL_REFUSED, BROKEN_OFF -> true;
            case ASK, PLANT, BEGIN, GO_ON, SAMPLE -> false;
        };
    }

    /** Reads it from the events of a record that goes as far as a plan. */
    static NativeState of(List<Event> events) throws JournalException {
        Reader reader = new Reader();
        for (Event event : events) {
            reader.read(event);
        }
        return reader.state();
    }

    private static final class Reader {
        private Stage stage = Stage.NONE;
        private final List<NativeTechnique> planned = new ArrayList<>();
        private List<DeviceCommand> asked = List.of();
        private final List<DriveEvent.CanariesPlanted> plantings = new ArrayList<>();
        private final List<Beside> beside = new ArrayList<>();
        private final List<BaselineEvent.Taken> baselines = new ArrayList<>();
        private final Map<OptionalLong, BaselineEvent.Taken> nextBaselines = new LinkedHashMap<>();
        private boolean stands;
        private boolean stood;
        private int attempt;
        private int technique;
        private int attempted;
        private List<DeviceCommand> before = List.of();
        private final List<DeviceCommand> commanded = new ArrayList<>();
        private final List<DeviceCommand> told = new ArrayList<>();
        private boolean ended;
        private int toldAfterwards;
        private boolean broughtBack;
        private boolean revertSent;
        private boolean mayHaveErased;
        private boolean unwatched;
        private boolean looked;
        private boolean unwatchedAtItsEnd;

        void read(Event event) throws JournalException {
            switch (event) {
                case Event.PlanChosen e -> {
                    for (String id : e.techniques()) {
                        planned.add(NativeTechnique.of(id)
                                .orElseThrow(() -> new JournalException("no such technique: " + id, null)));
                    }
                    stage = planned.isEmpty() ? Stage.NONE : Stage.ASK;
                }
                case DriveEvent.DriveAsked e -> {
                    asked = e.commands();
                    stage = Stage.PLANT;
                }
                case DriveEvent.CanariesPlanted e -> {
                    plantings.add(e);
                    stands = true;
                    // Who planted it has looked whose drive it is.
                    unwatched = false;
                    // Should it fail once more it has to be brought back once more.
                    broughtBack = false;
                    stage = Stage.BEGIN;
                }
                case NamespaceEvent.Planted e -> beside.add(new Beside(plantings.size(), e));
                case BaselineEvent.Taken e -> nextBaselines.put(e.namespace(), e);
                case DriveEvent.NativeStarted e -> {
                    attempt = e.attempt();
                    technique =
                            planned.stream().map(NativeTechnique::id).toList().indexOf(e.technique());
                    attempted = technique;
                    before = e.before();
                    commanded.clear();
                    told.clear();
                    ended = false;
                    toldAfterwards = 0;
                    unwatched = false;
                    looked = false;
                    unwatchedAtItsEnd = false;
                    stood = stands;
                    stands = false;
                    baselines.addAll(nextBaselines.values());
                    nextBaselines.clear();
                    stage = Stage.GO_ON;
                }
                case DriveEvent.NativeCommanded e -> {
                    commanded.add(e.command());
                    revertSent |= DrivePurge.isRevert(e.command());
                }
                case DriveEvent.NativeTold e -> {
                    if (ended) {
                        toldAfterwards++;
                    } else {
                        told.add(e.command());
                    }
                }
                case DriveEvent.NativeFinished e -> finished(e.end());
                case DriveEvent.SamplingFinished e -> {
                    looked |= e.end() == Event.VerificationEnd.COMPLETED;
                    stage = e.end() == Event.VerificationEnd.COMPLETED ? Stage.SAMPLED : Stage.BROKEN_OFF;
                }
                case Event.Resumed e
                when e.phase() == Event.Phase.NATIVE -> {
                    unwatched = true;
                    unwatchedAtItsEnd |= ended && !looked;
                    // It was over; then nobody watched: it is looked at again.
                    stage = stage == Stage.SAMPLED ? Stage.SAMPLE : stage;
                }
                default -> {}
            }
        }

        private void finished(DriveEvent.NativeEnd end) {
            ended = true;
            mayHaveErased |= end != DriveEvent.NativeEnd.REFUSED;
            switch (end) {
                case ENDED -> {
                    boolean failed = DrivePurge.saysFailed(planned.get(technique), told);
                    boolean plant = nothingCouldBePlanted() && !broughtBack && attempt < ATTEMPTS_MAX;
                    stage = failed ? Stage.FAILED : plant ? Stage.PLANT : Stage.SAMPLE;
                    broughtBack |= stage == Stage.PLANT;
                }
                // It was cut off before anybody knew whether its command was sent: the same technique begins anew.
                case LEFT -> stage = attempt >= ATTEMPTS_MAX ? Stage.BROKEN_OFF : again();
                case REFUSED -> {
                    if (technique + 1 < planned.size() && attempt < ATTEMPTS_MAX) {
                        stage = again();
                        technique++;
                    } else {
                        stage = Stage.ALL_REFUSED;
                    }
                }
                case STALLED, DEVICE_GONE -> stage = Stage.BROKEN_OFF;
            }
        }

        private boolean nothingCouldBePlanted() {
            return !stood && DrivePurge.saysFailed(planned.get(technique), before);
        }

        /**
         * What is gone by one attempt shows nothing of the next: it is planted again, unless nothing can have been sent. Of a revert all passes follow, and a
         * drive that is locked takes nothing.
         */
        private Stage again() {
            boolean sent = !commanded.isEmpty() || unwatched;
            boolean reverts = planned.get(technique).bus() == NativeTechnique.Bus.TCG;
            boolean taken = !plantings.isEmpty() && sent && !reverts;
            if (!sent) {
                stands = stood;
            }
            return taken || nothingCouldBePlanted() ? Stage.PLANT : Stage.BEGIN;
        }

        NativeState state() {
            return new NativeState(
                    stage,
                    planned,
                    asked,
                    plantings,
                    beside,
                    baselines,
                    stands,
                    attempt,
                    technique,
                    attempted,
                    new Attempt(before, commanded, told, true),
                    toldAfterwards,
                    broughtBack,
                    revertSent,
                    mayHaveErased,
                    unwatched,
                    looked,
                    unwatchedAtItsEnd);
        }
    }
}
