package org.wangchuan.platform.intake.list;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceEvidence;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.StatementOutline;
import org.wangchuan.proof.statement.Verdict;

/**
 * What became of each device of a list, worked out from the evidence each time that somebody looks. Nothing of it is kept.
 *
 * @param rows as the list had them
 * @param at when it was worked out: it holds for this moment
 */
public record BatchSummary(Batch batch, List<Row> rows, List<ListDeclaration> declarations, Instant at) {
    public BatchSummary {
        rows = List.copyOf(rows);
        declarations = List.copyOf(declarations);
    }

    /** What became of a device; each has one. */
    public enum Result {
        /** Both answers are there and good, for each of its media. */
        CLEARED,
        /** Something is still to be done with it. */
        GOING_ON,
        /** There is no such proof, whatever else was done. */
        NOT_CLEARED,
        /** In a numbered bag, or with a licensed processor. */
        SEALED,
        /** Wanted back, and not handed over yet. */
        GOING_BACK,
        /** Back at the institution, as it came. */
        HOME,
        /** Held at the counter, stopped for state secrets, or lost. */
        STOPPED;

        /** Its part of a word's key. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How it is marked on pages: only one of them is green. */
        public String tone() {
            return switch (this) {
                case CLEARED -> "good";
                case GOING_ON, GOING_BACK -> "busy";
                case NOT_CLEARED, STOPPED -> "bad";
                case SEALED, HOME -> "off";
            };
        }

        /** The one of this id. */
        public static Optional<Result> find(String id) {
            return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /**
     * A device.
     *
     * @param media none with a good word where a bad erasure is open
     * @param statements one of each medium that there is one of: the last
     * @param records that the operator's log has signed of it
     * @param conflicts how many receipts came for it that nothing rests on: a person has to look at them
     * @param presenceBefore what its owner had shown for an earlier try, and has not since
     * @param isPresentAfterwards whether their presence was shown after that erasure had ended
     * @param openErasures how many erasures without an order ended badly, name it, and are settled by nothing
     */
    public record Row(
            BatchItem item,
            Media media,
            List<StatementOutline> statements,
            List<Records.Named> records,
            int conflicts,
            int openErasures,
            Optional<Presence> presenceBefore,
            boolean isPresentAfterwards) {
        public Row {
            media = openErasures > 0
                            || statements.stream().anyMatch(one -> one.doubt().isPresent())
                    ? media.inDoubt()
                    : media;
            statements = List.copyOf(statements);
            records = List.copyOf(records);
        }

        /** Whether there is a signed record of a guided workflow. */
        public boolean isObserved() {
            return records.stream().anyMatch(one -> one.kind() == Records.Kind.OBSERVATION);
        }

        /** What became of it. */
        public Result result() {
            DeviceState device = item.device().state();
            boolean isInBag = device == DeviceState.SEALED || device == DeviceState.HANDED_OVER;
            return switch (item.order().state()) {
                case TAKEN_IN, OFFERED, ACCEPTED, CONSENTED, AT_BENCH, ERASING, IN_PART -> Result.GOING_ON;
                case GOING_BACK -> Result.GOING_BACK;
                case HELD, STATE_SECRETS, LOST, MISSING -> Result.STOPPED;
                case RETURNED_UNTOUCHED -> Result.HOME;
                case SEALED -> Result.SEALED;
                case CLEARED, NOT_CLEARED, CLOSED, RETURNED_ERASED ->
                    isInBag ? Result.SEALED : isProved() ? Result.CLEARED : Result.NOT_CLEARED;
            };
        }

        /** Whether the order's state says where it is; where the evidence was weighed, only the result does. */
        public boolean isToldByState() {
            return result() == Result.GOING_ON || result() == Result.STOPPED;
        }

        /**
         * The device's own answers, each medium's, and those of each statement that counts: they say the same, or it is not proved. A
         * receipt may come when the device has gone, and then only the statement knows.
         */
        private boolean isProved() {
            return item.device().proof().filter(Device.Proof::opensGate).isPresent()
                    && areAllTold()
                    && !media.isAnyBad()
                    && statements.stream().allMatch(StatementOutline::isGood);
        }

        /**
         * The worst that is said of it; unproven if it was not proved of each of its media by what counts now; empty while nothing
         * is to be said. A statement of a try after which another one began says nothing of what is on the medium today.
         */
        public Optional<String> verdict() {
            Result result = result();
            boolean isLeftAlone = result == Result.STOPPED || result == Result.GOING_BACK;
            if (result == Result.HOME || (isLeftAlone && statements.isEmpty())) {
                return Optional.empty();
            }
            if (result == Result.GOING_ON
                    && statements.isEmpty()
                    && item.device().proof().isEmpty()) {
                return Optional.empty();
            }
            return Stream.of(
                            item.device().proof().map(Device.Proof::verdict).stream(),
                            statements.stream().map(StatementOutline::said),
                            areAllTold() ? Stream.<String>empty() : Stream.of(Verdict.UNPROVEN.id()))
                    .flatMap(said -> said)
                    .min(Verdict.WORST_FIRST);
        }

        /** Why a good verdict is not what is true now, if one was given: words under {@code ledger.doubt.DOUBT}. */
        public Optional<String> doubt() {
            boolean isAnythingSaid = item.device().proof().isPresent() || !statements.isEmpty();
            return openErasures > 0 && isAnythingSaid
                    ? Optional.of("open")
                    : statements.stream().flatMap(one -> one.doubt().stream()).findFirst();
        }

        /** The same as codes, and whether anything but a serial number says that what was erased is of this device. */
        public List<String> doubts() {
            return Stream.concat(doubt().stream(), word().stream()).toList();
        }

        /** A statement of it of which what is kept can't be read any more. */
        public Optional<UUID> unreadable() {
            return statements.stream()
                    .filter(one -> one.doubt().equals(Optional.of("unreadable")))
                    .map(StatementOutline::eventId)
                    .findFirst();
        }

        /** Whether its erasure was proved before it got lost, and nothing else speaks against that. */
        public boolean wasProved() {
            return item.device().proof().filter(Device.Proof::opensGate).isPresent()
                    && openErasures == 0
                    && !statements.isEmpty()
                    && statements.stream()
                            .allMatch(one -> one.doubt()
                                    .filter(why -> !why.equals("missing"))
                                    .isEmpty());
        }

        /** Whether its order stands as cleared, and that can't be said now. */
        public boolean isInDoubt() {
            return item.order().state() == OrderState.CLEARED && doubt().isPresent();
        }

        /** Whether each of its statements names a serial number: without one nobody can tell the medium from another. */
        public boolean isNamed() {
            return statements.stream().allMatch(one -> one.serialTail().isPresent());
        }

        /**
         * What there is in place of a serial number that was noted for the device before: {@code no-serial}, if what was erased shows
         * none, {@code unnoted}, if it was read in the lane for the first time. Then it is this device's by somebody's word. Words under
         * {@code intake.word.CODE}.
         */
        public Optional<String> word() {
            return !isNamed()
                    ? Optional.of("no-serial")
                    : statements.stream()
                            .flatMap(one -> one.notProved().stream())
                            .filter("unnoted"::equals)
                            .findFirst();
        }

        /** The same as pages of other modules ask for it. */
        DeviceEvidence.Said said() {
            return new DeviceEvidence.Said(verdict(), isConforming(), word(), doubt());
        }

        /** Whether the rule is met as well. */
        public boolean isConforming() {
            return areAllTold()
                    && item.device().proof().filter(Device.Proof::isConforming).isPresent()
                    && statements.stream().allMatch(StatementOutline::isMet);
        }

        /** Whether one was purged in a way that may rest on no more than a destroyed key. */
        public boolean restsOnKey() {
            return statements.stream().anyMatch(StatementOutline::restsOnKey);
        }

        /** Whether a good verdict says less than it could: the rule is not met, or one rests on a key, and nobody answers for anything of it. */
        public boolean isLimited() {
            return !isConforming() || statements.stream().anyMatch(StatementOutline::restsOnKeyAlone);
        }

        /** Whether it is cleared as soon as people have answered for each clause that the evidence leaves open, and there is one. */
        public boolean isClearedOnceAnswered() {
            return areAllTold()
                    && statements.stream().anyMatch(StatementOutline::isMetOnceAnswered)
                    && statements.stream().allMatch(one -> one.isGood() || one.isMetOnceAnswered());
        }

        /** Whether there is a proof of each medium that counts now, and of the device as a whole, and a statement for each. */
        private boolean areAllTold() {
            return openErasures == 0
                    && item.device().proof().isPresent()
                    && media.isWhole()
                    && statements.size() == media.count().orElse(0);
        }

        /**
         * What there is to say of SIM and memory card of a phone: {@code open}, as long as nobody has accounted for them, {@code stays}, if a memory card is still to
         * be erased, or {@code erased}. Words under {@code intake.cards.row.CODE}.
         */
        public Optional<String> cards() {
            if (!item.device().kind().isPhone()) {
                return Optional.empty();
            }
            if (media.count().isEmpty()) {
                return areCardsOpen() ? Optional.of("open") : Optional.empty();
            }
            return media.count().get() < 2 ? Optional.empty() : Optional.of(media.isCardOpen() ? "stays" : "erased");
        }

        /** Of a phone: whether somebody has still to account for its SIM and memory card, and can. */
        public boolean areCardsOpen() {
            return item.device().kind().isPhone()
                    && media.count().isEmpty()
                    && OrderCards.isOpen(item.order().state());
        }

        /** Whether a named person answers for a clause that the evidence left open. */
        public boolean isValidated() {
            return statements.stream().anyMatch(StatementOutline::isValidated);
        }

        /** Clauses of the rule that are not met, or not known to be. */
        public List<String> unmet() {
            return statements.stream()
                    .flatMap(one -> one.unmet().stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** What statements say themselves that they do not prove: codes, each once. */
    public List<String> notProved() {
        return rows.stream()
                .flatMap(row -> row.statements().stream())
                .flatMap(one -> one.notProved().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** How many ended so. */
    public long count(Result result) {
        return rows.stream().filter(row -> row.result() == result).count();
    }

    /** How many wait for a lane: not phones, of which a lane takes a card at the most. */
    public long forLanes() {
        return rows.stream()
                .map(Row::item)
                .filter(item -> item.device().kind().hasDriveForTheBench())
                .map(item -> item.order().state())
                .filter(state -> state == OrderState.CONSENTED || state == OrderState.IN_PART)
                .count();
    }

    /** Phones of which somebody has still to account for SIM and memory card: until then none of them is cleared. */
    public List<Row> cardsOpen() {
        return rows.stream().filter(Row::areCardsOpen).toList();
    }

    /** Whether each single one is cleared, and no receipt came that does not fit. */
    public boolean isAllCleared() {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.result() == Result.CLEARED && row.conflicts() == 0);
    }

    /** How many devices have something of this said of them, by a declaration that is whole. */
    public long covered(ListDeclaration.Kind kind) {
        // Of whom it was noted since that they were not there, or whose device was begun with again.
        Set<UUID> left = rows.stream()
                .map(row -> row.item().order())
                .filter(order -> order.presence().isEmpty() || order.presence().equals(Optional.of(Presence.ABSENT)))
                .map(WorkOrder::id)
                .collect(Collectors.toSet());
        return declarations.stream()
                .filter(one -> one.kind() == kind && one.isIntact())
                .filter(one -> one.grade().filter(Presence.ABSENT::equals).isEmpty())
                .flatMap(one -> one.orders().stream())
                .distinct()
                .filter(order -> kind != ListDeclaration.Kind.PRESENT || !left.contains(order))
                .count();
    }

    /** Those with a result, all if none is asked for. */
    public List<Row> rows(Optional<Result> result) {
        return rows.stream()
                .filter(row -> result.isEmpty() || row.result() == result.get())
                .toList();
    }
}
