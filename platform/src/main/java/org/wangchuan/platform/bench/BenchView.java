package org.wangchuan.platform.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OtherVersion;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.Statements;

/**
 * The bench of one site as its page shows it.
 *
 * @param sites that this visitor may see
 * @param loose erasures that no order asked for and nobody has matched, the newest
 * @param full names of stations of which no more that does not fit is kept today
 * @param looseCount how many there are of them
 * @param lists that lanes are chosen for by themselves, or could be
 * @param notes why such a word leaves a lane alone: keys of words, see {@link #note}
 * @param mayWork whether this visitor may choose lanes, or only look
 * @param mayVouch whether this visitor may say that a medium is another than the one before
 */
public record BenchView(
        List<Organisations.Site> sites,
        Organisations.Site site,
        List<Waiting> waiting,
        List<Rail> rails,
        List<Matches.Loose> loose,
        int looseCount,
        List<String> full,
        List<ListLaneView.Line> lists,
        Map<String, String> notes,
        boolean mayWork,
        boolean mayVouch) {
    public BenchView {
        full = List.copyOf(full);
        lists = List.copyOf(lists);
        notes = Map.copyOf(notes);
        sites = List.copyOf(sites);
        waiting = List.copyOf(waiting);
        rails = List.copyOf(rails);
        loose = List.copyOf(loose);
    }

    /** The key of the words for why a lane is left alone by what was said for a list; empty if it is not. */
    public Optional<String> note(Rail rail, Place place) {
        return Optional.ofNullable(notes.get(rail.station() + " " + place.name()));
    }

    /** Those that wait, or no more than the one of a slip or of the label on its device. */
    public List<Waiting> waiting(String asked) {
        String code = Codes.typed(asked);
        return asked.isBlank()
                ? waiting
                : waiting.stream()
                        .filter(one -> one.order().code().equals(code)
                                || one.device().code().equals(code))
                        .toList();
    }

    /**
     * An order that waits for a lane, or for the guided workflow.
     *
     * @param media of the device, as far as they are known; none with a good word where a bad erasure is open
     * @param hasEvidence whether there is anything to be read of its last try
     * @param choices lanes that are ready and free
     */
    public record Waiting(WorkOrder order, Device device, Media media, boolean hasEvidence, List<Choice> choices) {
        public Waiting {
            choices = List.copyOf(choices);
        }

        /** Whether a station erases it. */
        public boolean isForBench() {
            return device.kind().hasDriveForTheBench();
        }

        /** Whether it is a phone whose memory card hangs in a lane, and is still to be erased. */
        public boolean isCardForBench() {
            return device.kind().isPhone() && media.isCardOpen();
        }

        /** Whether it is a phone that is told of in part, and something speaks against that: its cable settles it, and nobody's hand. */
        public boolean isPhoneAgain() {
            return device.kind().isPhone() && order.state() == OrderState.IN_PART && media.isPhoneTold();
        }

        /** Whether somebody has to open it and count its drives first. */
        public boolean isToBeCounted() {
            return isForBench() && media.count().isEmpty();
        }

        /** Its drives' numbers that are noted beside its own, their last characters. None of a phone: its card is known by no number. */
        public List<String> driveTails() {
            return device.kind() == DeviceKind.BARE_DRIVE || device.kind().isPhone()
                    ? List.of()
                    : media.known().stream()
                            .flatMap(medium -> medium.serialTail().stream())
                            .toList();
        }

        /** Whether a lane can be chosen by somebody's word only. */
        public boolean hasByWord() {
            return choices.stream().anyMatch(choice -> choice.isByWord() && !choice.isUnreadable());
        }

        /** Whether a lane can be chosen by a manager's word only. */
        public boolean hasNamelessBefore() {
            return choices.stream().anyMatch(choice -> choice.before().isAsked());
        }

        /** Whether a serial number leads to exactly one lane. */
        public boolean isMatched() {
            return choices.stream().filter(Choice::isMatch).count() == 1;
        }

        /** Those of which its station has said what the rule set of this order comes to, or another version: of the matching ones alone, if there are any. */
        public List<Choice> told() {
            boolean hasMatch = choices.stream().anyMatch(Choice::isMatch);
            return choices.stream()
                    .filter(choice -> choice.isTold() && (choice.isMatch() || !hasMatch))
                    .toList();
        }

        /** Whether a lane shows its very number, and the rule set can't be met there. */
        public boolean isBeyond() {
            return choices.stream().anyMatch(choice -> choice.isMatch() && choice.isBeyond());
        }
    }

    /**
     * A lane that can be chosen.
     *
     * @param value as the form sends it
     * @param isMatch whether the serial number is the one that was noted at the counter
     * @param isNoted whether it was noted for the device at the counter, whatever became of it
     * @param isUnreadable whether the station reads no number in it, and one is noted, or the device has several drives: it would be refused
     * @param before what speaks against its medium
     * @param rules what the rule set of the order comes to there, in the version that was agreed to; empty if its station has said nothing of that
     * @param other that it has said something of other versions alone
     */
    public record Choice(
            String value,
            String station,
            Lane lane,
            boolean isMatch,
            boolean isNoted,
            boolean isUnreadable,
            Nameless.Before before,
            Optional<Lane.Rules> rules,
            Optional<OtherVersion> other) {
        private boolean isTold() {
            return rules.isPresent() || other.isPresent();
        }

        /** Whether the station has said that the rule set can't be met there: it would be refused. */
        public boolean isBeyond() {
            return rules.filter(Lane.Rules::isBeyond).isPresent();
        }

        /** Whether it shows no serial number. */
        public boolean isNameless() {
            return lane.serial().isEmpty();
        }

        /** Whether nothing but a person's word says whose it is. */
        public boolean isByWord() {
            return !isNoted;
        }

        /** The size as on the paper. */
        public String size() {
            return lane.size();
        }

        /** As the form says what of before it showed. */
        public List<String> shown() {
            return before.all().stream().map(one -> one.task() + ":" + value).toList();
        }
    }

    /**
     * A station with its lanes.
     *
     * @param at when it last told of them
     * @param phones on its cables; none once it is out of touch
     * @param phoneTasks the open ones of phones on its cables, also where nothing is told of their place any more
     */
    public record Rail(
            UUID station,
            String name,
            boolean isInTouch,
            Optional<Instant> at,
            List<Place> places,
            List<CablePhone> phones,
            List<Task> phoneTasks) {
        public Rail {
            places = List.copyOf(places);
            phones = List.copyOf(phones);
            phoneTasks = List.copyOf(phoneTasks);
        }

        /** The order's phone that hangs at a place, or is said to. */
        public Optional<Task> phoneTask(String place) {
            return phoneTasks.stream().filter(task -> task.lane().equals(place)).findFirst();
        }

        /** Those at whose place nothing is told of now: plugged out, gone for its reset, or its station is out of touch. */
        public List<Task> phonesAway() {
            return phoneTasks.stream()
                    .filter(task ->
                            phones.stream().noneMatch(phone -> phone.place().equals(task.lane())))
                    .toList();
        }
    }

    /**
     * What was done last in a lane, of a medium that nothing distinguishes from another.
     *
     * @param said the statement about that order, if there is one, with what may be said of it now
     */
    public record Last(UUID order, String orderCode, Optional<Statements.Shown> said) {}

    /**
     * A lane with what happens in it.
     *
     * @param lane absent if the station does not tell of it any more
     * @param task the open one, or the one that ended with the medium that is still in it
     * @param said the statement about that order, once there is one, with what may be said of it now
     * @param hasConflict whether something came that nothing may rest on
     * @param last what ended here, where no serial number tells whether its medium is still in the lane
     */
    public record Place(
            String name,
            Optional<Lane> lane,
            Optional<Task> task,
            Optional<Statements.Shown> said,
            boolean hasConflict,
            Optional<Last> last) {
        /** A tilde, and eight characters of a digest. */
        private static final int MARK_CHARS = 9;

        /** The size as on the paper; empty for an empty place. */
        public String size() {
            return lane.map(Lane::size).orElse("");
        }

        /** The name without {@link #mark()}: what the machine calls the device. */
        public String base() {
            return name.substring(0, name.length() - mark().length());
        }

        /** The end of the name by which a station tells a medium without a serial number from the next in its place; empty where there is none. */
        public String mark() {
            int at = name.lastIndexOf('~');
            boolean isMarked = at > 0
                    && name.length() - at == MARK_CHARS
                    && lane.isPresent()
                    && lane.get().serial().isEmpty();
            return isMarked ? name.substring(at) : "";
        }

        /** What is or would be done there: by the rule set of the order that is in it, else by the one that counts by default. */
        public List<Lane.Said> plan() {
            return byOrder()
                    .map(Lane.Rules::plan)
                    .or(() -> lane.filter(_ -> !isToldOfAnotherVersion()).map(Lane::plan))
                    .orElse(List.of());
        }

        /** Minutes that this takes; absent if the station can't tell. */
        public Optional<Long> minutes() {
            return byOrder().isPresent()
                    ? byOrder().get().minutes()
                    : lane.filter(_ -> !isToldOfAnotherVersion()).flatMap(Lane::minutes);
        }

        private Optional<Lane.Rules> byOrder() {
            return task.filter(Task::isOpen)
                    .flatMap(one -> lane.flatMap(known -> known.under(one.policy(), one.carriedOutBy())))
                    .filter(Lane.Rules::isMet);
        }

        /** Then neither that nor what the rule set that counts by default comes to is what is done there. */
        private boolean isToldOfAnotherVersion() {
            return task.filter(Task::isOpen)
                    .flatMap(one -> lane.flatMap(known -> known.other(one.policy(), one.carriedOutBy())))
                    .isPresent();
        }

        /** Whether it can be begun only by another rule set than the one that counts by default. */
        public boolean isByOtherRules() {
            return lane.filter(one -> one.isReady() && !one.obstacles().isEmpty())
                    .isPresent();
        }

        /** Whether an order is in it that the station may begin, or has begun. */
        public boolean isTaken() {
            return task.filter(one -> one.state() == Task.State.QUEUED || one.state() == Task.State.CLAIMED)
                    .isPresent();
        }

        /** Whether the station has begun. */
        public boolean isErasing() {
            return task.filter(one -> one.state() == Task.State.CLAIMED).isPresent();
        }
    }
}
