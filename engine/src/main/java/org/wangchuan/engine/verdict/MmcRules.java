package org.wangchuan.engine.verdict;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.engine.command.mmc.CardStatus;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.mmc.MmcRow;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * What the record of an erase with a sanitize of an eMMC shows (JESD84-B51, "Erase", "Sanitize"). A sanitize clears what is mapped to nothing: it counts
 * only after an erase of the whole user area in the same attempt. Each is answered at its end, and an error that came while the card was busy shows in
 * the status that is asked for next.
 */
final class MmcRules {
    private static final int ERASE_GROUP_START = 35;
    private static final int ERASE_GROUP_END = 36;
    private static final int ERASE = 38;
    private static final int SWITCH = 6;
    private static final int SANITIZE_START = 0x03a5_0101; // write byte, [165] = 1
    private static final int SEND_EXT_CSD = 8;
    private static final int SEND_STATUS = 13;

    private final DriveAttempt attempt;
    private final long capacityBytes;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    private MmcRules(DriveAttempt attempt, long capacityBytes) {
        this.attempt = attempt;
        this.capacityBytes = capacityBytes;
    }

    /**
     * What makes it unproven; empty if nothing does.
     *
     * @param accepted place of the sanitize that was accepted, among the steps
     */
    static Set<Reason> against(DriveAttempt attempt, int accepted, long capacityBytes) {
        MmcRules rules = new MmcRules(attempt, capacityBytes);
        rules.judge(accepted);
        return rules.reasons;
    }

    /** Whether it is a sanitize, alone in its row. */
    static boolean sanitizes(DeviceCommand command) {
        return row(command)
                .filter(row -> row.commands().size() == 1 && is(row.commands().getFirst(), SWITCH, SANITIZE_START))
                .isPresent();
    }

    /** Whether it is an erase, of whatever part. */
    static boolean erases(DeviceCommand command) {
        return row(command)
                .filter(row -> row.commands().size() == 3
                        && row.commands().get(0).opcode() == ERASE_GROUP_START
                        && row.commands().get(1).opcode() == ERASE_GROUP_END
                        && is(row.commands().get(2), ERASE, 0)
                        && row.commands().stream().allMatch(one -> one.plain() && one.writes()))
                .isPresent();
    }

    /** What the card told of itself in an answer; empty if it is none of that. */
    static Optional<ExtendedCsd> card(DeviceCommand command) {
        return alone(command, SEND_EXT_CSD).isPresent() && DriveAnswer.accepted(command)
                ? DriveAnswer.data(command, ExtendedCsd::parse)
                : Optional.empty();
    }

    /** Whether every answer says that the card has no boot and no general purpose partition, and there is one. The replay protected block is no part that any erase could reach, though any host reads it. */
    static boolean isAlone(List<ExtendedCsd> told) {
        return !told.isEmpty() && told.stream().noneMatch(ExtendedCsd::hasParts);
    }

    /**
     * Whether all that was read is what erased blocks read as: zeros alone or ones alone, as [181] says (JESD84-B51, "ERASED_MEM_CONT"); either, if the
     * answers do not agree on it. An erase leaves out what is write-protected; the status bit that says so is gone once the kernel has asked, and
     * nothing could be planted there. So all of it has to be read ({@link SamplingAttempt#readAll}): what is left out can be smaller than what lies between two samples.
     */
    static boolean readsAsErased(DriveAttempt attempt, DriveEvent.SamplingFinished read) {
        Set<Boolean> ones =
                told(attempt).stream().map(ExtendedCsd::erasedReadsOnes).collect(Collectors.toUnmodifiableSet());
        return (read.zeroBytes() == read.bytesRead() && !ones.equals(Set.of(true)))
                || (read.oneBytes() == read.bytesRead() && !ones.equals(Set.of(false)));
    }

    private static List<ExtendedCsd> told(DriveAttempt attempt) {
        return attempt.before().stream()
                .flatMap(command -> card(command).stream())
                .toList();
    }

    private void judge(int accepted) {
        List<ExtendedCsd> told = told(attempt);
        boolean ours = !told.isEmpty()
                && told.stream().allMatch(card -> card.sectors() * ExtendedCsd.SECTOR_BYTES == capacityBytes);
        int erased = -1;
        for (int i = 0; i < accepted; i++) {
            DriveAttempt.Step step = attempt.steps().get(i);
            if (step.erasing() && erases(step.command()) && ours && whole(step.command(), told.getLast())) {
                erased = DriveAnswer.accepted(step.command()) ? i : -1;
            }
        }
        if (erased < 0) {
            reasons.add(Reason.NOT_SHOWN);
            return;
        }
        judgeStatus(erased, accepted);
        judgeStatus(accepted, attempt.steps().size());
    }

    /** From the first address to the last: whatever the size of erase groups is, none is left. */
    private static boolean whole(DeviceCommand command, ExtendedCsd card) {
        return reaches(command, card.lastAddress());
    }

    /** Whether an erase is one of all addresses to this one. */
    static boolean reaches(DeviceCommand command, long lastAddress) {
        return row(command)
                .filter(row -> row.commands().get(0).argument() == 0
                        && Integer.toUnsignedLong(row.commands().get(1).argument()) == lastAddress)
                .isPresent();
    }

    /** Whether a card answered that it is ready, with no error. */
    static boolean saysReady(DeviceCommand command) {
        return alone(command, SEND_STATUS).isPresent()
                && DriveAnswer.accepted(command)
                && command.answer() instanceof DeviceCommand.Told(int _, long response, String _)
                && new CardStatus((int) response).ready();
    }

    /** Between two places: the card was asked how it went, and is ready, with no error in any answer. */
    private void judgeStatus(int from, int to) {
        boolean ready = false;
        for (DriveAttempt.Step step : attempt.steps().subList(from + 1, to)) {
            if (!step.erasing() && alone(step.command(), SEND_STATUS).isPresent()) {
                if (!DriveAnswer.accepted(step.command())) {
                    reasons.add(Reason.COMMAND_REFUSED);
                }
                ready |= step.command().answer() instanceof DeviceCommand.Told(int _, long response, String _)
                        && new CardStatus((int) response).ready();
            }
        }
        if (!ready) {
            reasons.add(Reason.END_NOT_TOLD);
        }
    }

    private static Optional<MmcRow.Command> alone(DeviceCommand command, int opcode) {
        return row(command)
                .filter(row -> row.commands().size() == 1)
                .map(row -> row.commands().getFirst())
                .filter(one -> one.plain() && one.opcode() == opcode && !one.writes());
    }

    private static boolean is(MmcRow.Command command, int opcode, int argument) {
        return command.plain() && command.writes() && command.opcode() == opcode && command.argument() == argument;
    }

    /** Empty if it is another command. */
    static Optional<MmcRow> row(DeviceCommand command) {
        return command.answer() instanceof DeviceCommand.Completed
                ? Optional.empty()
                : MmcRow.parse(DriveAnswer.request(command));
    }
}
