package org.wangchuan.engine.verdict;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.tcg.DataRemoval;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.PsidMask;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.command.tcg.SessionNumbers;
import org.wangchuan.engine.command.tcg.SubsystemClass;
import org.wangchuan.engine.command.tcg.TcgAnswer;
import org.wangchuan.engine.command.tcg.TcgAnswers;
import org.wangchuan.engine.command.tcg.TcgAnswers.Carried;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.verdict.SecurityBlock.Carrier;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * What the record of a revert by PSID shows (TCG Core 2.01; Opal 2.30, Pyrite 2.01): just before, locking was enabled; a session was begun by the message
 * that held the PSID, which is masked and is this one in every other byte; Revert was answered by success in that session; and afterwards locking is
 * not enabled, and no data are removed any more. What came in another session, for another ComID, or by another carrier than the Revert, is no answer.
 */
final class RevertRules {
    private final DriveAttempt attempt;
    private final int accepted;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private boolean interrupted;

    private RevertRules(DriveAttempt attempt, int accepted) {
        this.attempt = attempt;
        this.accepted = accepted;
    }

    /**
     * What is against it.
     *
     * @param failed the drive says that removing data was broken off
     */
    record Against(Set<Reason> reasons, boolean failed) {
        Against {
            reasons = Set.copyOf(reasons);
        }
    }

    /** @param accepted place of the Revert that was handed over, among the steps */
    static Against against(DriveAttempt attempt, int accepted) {
        RevertRules rules = new RevertRules(attempt, accepted);
        rules.judge();
        return new Against(rules.reasons, rules.interrupted);
    }

    /** Whether a drive says that it can be reverted, and that this removes data: what is unlocked by it only is not erased. */
    static Told offered(Level0Discovery told) {
        boolean removes = told.locking().mediaEncryption() == Told.YES
                || told.dataRemoval().mechanisms().stream().anyMatch(RevertRules::removes);
        return Told.of(told.reverting().isPresent() && told.locking().enabled() == Told.YES && removes);
    }

    private static boolean removes(DataRemoval.Mechanism mechanism) {
        return switch (mechanism.way()) {
            case OVERWRITE, BLOCK_ERASE, CRYPTO_ERASE, VENDOR -> true;
            case UNMAP, RESET_WRITE_POINTERS -> false;
        };
    }

    private void judge() {
        Optional<Level0Discovery> before = last(attempt.before());
        Optional<SubsystemClass> known =
                before.filter(told -> offered(told) == Told.YES).flatMap(Level0Discovery::reverting);
        if (known.isEmpty()) {
            reasons.add(Reason.NOT_OFFERED);
            return;
        }
        judgeAnswer(known.get().baseComId());
        judgeAfter();
    }

    /** How the drive answered to the Revert. */
    static boolean succeeded(DriveAttempt attempt, int accepted) {
        RevertRules rules = new RevertRules(attempt, accepted);
        rules.judge();
        return rules.reasons.isEmpty() && !rules.interrupted;
    }

    private void judgeAnswer(int comId) {
        DeviceCommand revert = attempt.steps().get(accepted).command();
        Optional<Carrier> known = SecurityBlock.of(revert).map(SecurityBlock::carrier);
        Optional<SessionNumbers> session = known.flatMap(carrier -> session(carrier, comId));
        if (session.isEmpty()) {
            reasons.add(Reason.NOT_OURS);
            return;
        }
        Carrier carrier = known.get();
        byte[] sent = SecurityBlock.sentTo(carrier, comId, revert).orElse(new byte[0]);
        if (!sessionOf(sent).equals(session)) {
            reasons.add(Reason.NOT_OURS);
            return;
        }
        Optional<TcgAnswer<Carried>> answer =
                answer(carrier, comId, accepted, bytes -> TcgAnswers.carried(comId, session.get(), bytes));
        switch (answer.orElse(new TcgAnswer.Nothing<>())) {
            case TcgAnswer.Done<Carried> _ -> {}
            case TcgAnswer.Refused<Carried> _ -> reasons.add(Reason.COMMAND_REFUSED);
            case TcgAnswer.NotYet<Carried> _ -> reasons.add(Reason.STILL_RUNNING);
            case TcgAnswer.Ended<Carried> _, TcgAnswer.Nothing<Carried> _, TcgAnswer.TooLong<Carried> _ ->
                reasons.add(Reason.END_NOT_TOLD);
        }
    }

    /** The session that the last masked message before the Revert began, by the drive's own answer. */
    private Optional<SessionNumbers> session(Carrier carrier, int comId) {
        Optional<SessionNumbers> out = Optional.empty();
        for (int i = 0; i < accepted; i++) {
            Optional<byte[]> sent =
                    SecurityBlock.sentTo(carrier, comId, attempt.steps().get(i).command());
            if (sent.filter(PsidMask::isMasked).isPresent()) {
                long host = PsidMask.hostSession(sent.get());
                out = answer(carrier, comId, i, bytes -> TcgAnswers.started(comId, host, bytes))
                        .flatMap(answer -> answer instanceof TcgAnswer.Done<SessionNumbers>(SessionNumbers numbers)
                                ? Optional.of(numbers)
                                : Optional.empty());
            }
        }
        return out;
    }

    /** The numbers of the session in which a message was sent (Core Specification, "Packets"). */
    private static Optional<SessionNumbers> sessionOf(byte[] sent) {
        return sent.length < 28 ? Optional.empty() : Optional.of(new SessionNumbers(big32(sent, 20), big32(sent, 24)));
    }

    private static long big32(byte[] bytes, int at) {
        long out = 0;
        for (int i = 0; i < 4; i++) {
            out = out << 8 | Byte.toUnsignedInt(bytes[at + i]);
        }
        return out;
    }

    /** What was fetched last for a ComID after a message, and before the next one; empty if it is no answer to it. */
    private <T> Optional<TcgAnswer<T>> answer(
            Carrier carrier, int comId, int place, DriveAnswer.Parser<TcgAnswer<T>> parser) {
        Optional<TcgAnswer<T>> out = Optional.empty();
        List<DriveAttempt.Step> steps = attempt.steps();
        for (int i = place + 1; i < steps.size() && !steps.get(i).erasing(); i++) {
            DeviceCommand command = steps.get(i).command();
            boolean fetches = SecurityBlock.of(command)
                    .filter(block -> block.carrier() == carrier
                            && !block.sends()
                            && block.protocol() == SecurityCommands.TCG
                            && block.specific() == comId)
                    .isPresent();
            if (fetches) {
                out = DriveAnswer.data(command, parser);
            }
        }
        return out;
    }

    /** What the drive says of its locks after it, last. */
    private void judgeAfter() {
        Optional<Level0Discovery> after = last(attempt.toldAfter(accepted));
        if (after.isEmpty()) {
            reasons.add(Reason.END_NOT_TOLD);
            return;
        }
        switch (after.get().locking().enabled()) {
            case NO -> {}
            case YES -> reasons.add(Reason.NOT_SHOWN);
            case NOT_TOLD -> reasons.add(Reason.END_NOT_TOLD);
        }
        if (after.get().dataRemoval().running() == Told.YES) {
            reasons.add(Reason.STILL_RUNNING);
        }
        if (after.get().dataRemoval().interrupted() == Told.YES) {
            interrupted = true;
            reasons.add(Reason.DEVICE_SAYS_FAILED);
        }
    }

    private static Optional<Level0Discovery> last(List<DeviceCommand> told) {
        Optional<Level0Discovery> out = Optional.empty();
        for (DeviceCommand command : told) {
            if (SecurityBlock.of(command).filter(SecurityBlock::discovers).isPresent()) {
                out = SecurityBlock.discovered(command);
            }
        }
        return out;
    }
}
