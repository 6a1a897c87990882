package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.wangchuan.engine.command.tcg.PsidMask;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * What the record of a drive that erases itself never says, whatever the drive answers: attempts that are not counted, techniques that were not
 * planned, places that don't exist. {@link EventOrder} says what may follow what. What the answers mean is judged elsewhere. Not thread-safe.
 */
final class NativeOrder {
    private final MediumFacts medium;
    private final List<String> techniques;
    private final boolean inReserve;
    private final List<ByteRange> canaries = new ArrayList<>();
    private DriveEvent.NativeEnd end = DriveEvent.NativeEnd.REFUSED;
    private int attempt;
    private int technique;
    private int commanded;
    private boolean everCommanded;
    private boolean stuckOrGone;
    private int told;
    private boolean begunSincePlanted = true;
    private boolean allRefused = true;
    private boolean looked;
    private boolean foundPlanted;

    /** @param inReserve whether passes of the plan follow only if the drive's own ways come to nothing */
    NativeOrder(MediumFacts medium, Event.PlanChosen plan, boolean inReserve) {
        this.medium = medium;
        this.techniques = plan.techniques();
        this.inReserve = inReserve;
    }

    void accept(int line, DriveEvent.DriveAsked event) throws EvidenceException {
        requireRequests(line, event.commands());
    }

    void accept(int line, DriveEvent.CanariesPlanted event) throws EvidenceException {
        requireNeitherStuckNorGone(line, "something planted");
        // What stands need not be planted again before an attempt may have taken it.
        require(line, begunSincePlanted, "canaries planted once before an attempt", "again");
        begunSincePlanted = false;
        // What ended before they were planted shows nothing by their absence: only one that begins after them is looked
        // at.
        end = DriveEvent.NativeEnd.REFUSED;
        long from = 0;
        for (ByteRange range : event.ranges()) {
            boolean whole = range.offset() % medium.blockBytes() == 0 && range.length() % medium.blockBytes() == 0;
            require(
                    line,
                    whole && range.offset() >= from && range.end() <= medium.capacityBytes(),
                    "whole blocks in order, each once, below byte " + medium.capacityBytes(),
                    range.length() + " bytes from byte " + range.offset());
            from = range.end();
        }
        long least = Math.min(DriveEvent.CanariesPlanted.RANGES_MIN, medium.capacityBytes() / medium.blockBytes());
        require(
                line,
                event.ranges().size() >= least,
                "at least " + least + " places",
                event.ranges().size() + "");
        canaries.addAll(event.ranges());
    }

    void accept(int line, DriveEvent.NativeStarted event) throws EvidenceException {
        requireNeitherStuckNorGone(line, "another attempt");
        attempt++;
        looked = false;
        begunSincePlanted = true;
        commanded = 0;
        told = 0;
        requireAttempt(line, event.attempt());
        int place = techniques.indexOf(event.technique());
        require(line, place >= technique, "a planned technique, none that was given up", event.technique());
        technique = place;
        requireRequests(line, event.before());
    }

    void accept(int line, DriveEvent.NativeCommanded event) throws EvidenceException {
        requireAttempt(line, event.attempt());
        commanded++;
        everCommanded = true;
        require(
                line,
                commanded <= DriveEvent.NativeCommanded.ATTEMPT_MAX,
                "at most " + DriveEvent.NativeCommanded.ATTEMPT_MAX,
                "more");
        requireRequests(line, List.of(event.command()));
    }

    void accept(int line, DriveEvent.NativeTold event) throws EvidenceException {
        requireAttempt(line, event.attempt());
        told++;
        require(
                line,
                told <= DriveEvent.NativeTold.ATTEMPT_MAX,
                "at most " + DriveEvent.NativeTold.ATTEMPT_MAX,
                "more");
        requireRequests(line, List.of(event.command()));
    }

    void accept(int line, DriveEvent.NativeFinished event) throws EvidenceException {
        requireAttempt(line, event.attempt());
        end = event.end();
        allRefused &= end == DriveEvent.NativeEnd.REFUSED;
        stuckOrGone = end == DriveEvent.NativeEnd.STALLED || end == DriveEvent.NativeEnd.DEVICE_GONE;
        told = 0;
    }

    void accept(int line, DriveEvent.SamplingStarted event, Event.Committed committed) throws EvidenceException {
        require(
                line,
                event.seed().equals(HexFormat.of().formatHex(SampleSeed.of(committed))),
                "the seed that follows from the commitment",
                "another");
        new AccountRules(line, medium).requireUnit(event.unitBytes());
    }

    void accept(int line, DriveEvent.SamplingFinished event) throws EvidenceException {
        new AccountRules(line, medium).require(event, Ranges.bytes(canaries));
        looked = event.end() == Event.VerificationEnd.COMPLETED;
        foundPlanted |= event.canaryBytesFound() > 0;
    }

    /** What is found on another namespace counts as if it were found here. */
    void accept(NamespaceEvent.Sampled event) {
        foundPlanted |= event.found().canaryBytesFound() > 0;
    }

    /** Whether the drive came to an end by itself, as far as it says. */
    boolean endedByItself() {
        return attempt > 0 && end == DriveEvent.NativeEnd.ENDED;
    }

    /**
     * Whether passes may follow that are there only if the drive's own ways come to nothing: it refused all of them, or it was looked at whole and nothing
     * planted was found. What it answered is not read here; a drive that says that it failed is not looked at.
     */
    boolean mayBeOverwritten() {
        boolean lastOne = technique == techniques.size() - 1 || attempt >= DriveEvent.NativeStarted.ATTEMPTS_MAX;
        boolean refused = attempt > 0 && end == DriveEvent.NativeEnd.REFUSED && (commanded > 0 || isSpared());
        return (refused && lastOne) || (endedByItself() && looked && !foundPlanted);
    }

    /** Whether nothing was ever sent to it: a SATA drive with somebody's password is told no Sanitize, which would leave that set. */
    private boolean isSpared() {
        return !everCommanded
                && NativeTechnique.of(techniques.get(technique))
                        .filter(one -> one.bus() == NativeTechnique.Bus.ATA)
                        .isPresent();
    }

    /** Nobody may write to one that may be at work still, or tell it anything; what follows would pass over what it was at. */
    private void requireNeitherStuckNorGone(int line, String found) throws EvidenceException {
        require(line, !inReserve || !stuckOrGone, "the end of the work with a drive that is stuck or gone", found);
    }

    /** Whether the record may end without them: one of its attempts was not refused, however it ended, and what was planted last was followed by one. */
    boolean mayEndWithoutPasses() {
        return attempt > 0 && begunSincePlanted && !allRefused;
    }

    /** Whether it may be at work still, or is gone. */
    boolean leftAlone() {
        return switch (end) {
            case ENDED, REFUSED -> false;
            case STALLED, DEVICE_GONE, LEFT -> true;
        };
    }

    private void requireAttempt(int line, int named) throws EvidenceException {
        require(line, named == attempt, "attempt " + attempt, "attempt " + named);
    }

    /** What was sent is known, or nobody can say what was answered; and neither holds what may be a secret of the device. */
    private static void requireRequests(int line, List<DeviceCommand> commands) throws EvidenceException {
        for (DeviceCommand command : commands) {
            require(line, !command.request().isEmpty(), "the bytes of a command", "none");
            // Nothing of it is quoted: whoever reads the record would have it.
            byte[] sent = HexFormat.of().parseHex(command.sent().orElse(""));
            require(
                    line,
                    !PsidMask.mayHoldOne(sent),
                    "no secret of a device in what was sent to it",
                    "what may be one");
            // A device may send back what it was sent; its answers are kept without such words.
            require(
                    line,
                    !PsidMask.isOfTcg(HexFormat.of().parseHex(command.request()))
                            || cameBack(command.answer()).noneMatch(PsidMask::mayHoldOne),
                    "no secret of a device in what it sent back",
                    "what may be one");
        }
    }

    private static Stream<byte[]> cameBack(DeviceCommand.Answer answer) {
        return switch (answer) {
            case DeviceCommand.NotSent _ -> Stream.empty();
            case DeviceCommand.Told told -> Stream.of(HexFormat.of().parseHex(told.data()));
            case DeviceCommand.Completed back ->
                Stream.of(back.data(), back.sense()).map(HexFormat.of()::parseHex);
        };
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
