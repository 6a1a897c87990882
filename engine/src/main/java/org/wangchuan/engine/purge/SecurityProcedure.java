package org.wangchuan.engine.purge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.ata.AtaErasePassword;
import org.wangchuan.engine.command.ata.AtaInquiry;
import org.wangchuan.engine.command.ata.AtaSecurity;
import org.wangchuan.engine.command.ata.AtaSecurity.Capability;
import org.wangchuan.engine.command.ata.AtaSecurity.EraseMode;
import org.wangchuan.engine.command.ata.AtaSecurity.Identifier;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * SECURITY ERASE UNIT of ATA. It needs a password, which is set for it and taken away again whatever happens: a drive that keeps it is locked
 * after its next power cycle (trap 10 of TKperf and udisks). If the power goes, whoever comes back finds the password set, and begins by
 * taking it away. The drive answers when it is done, after hours perhaps, and takes nothing else meanwhile.
 */
final class SecurityProcedure implements Procedure {
    static final int COMMAND_MILLIS = 120_000;

    private static final int SET_PASSWORD = 0xf1;
    private static final int UNLOCK = 0xf2;
    private static final int DISABLE_PASSWORD = 0xf6;
    private static final int ERASE_UNIT = 0xf4;
    private static final int COMMAND_OFFSET = 14;
    private static final HexFormat HEX = HexFormat.of();

    private final EraseMode mode;
    private final PurgeControl control;
    private final boolean hadNoPassword;
    private final boolean guessed;

    /**
     * @param asked what the drive said before anything was done: a password that is set later is ours
     * @param guessedBefore whether the published password was tried before that, and is not the drive's
     */
    SecurityProcedure(EraseMode mode, List<DeviceCommand> asked, boolean guessedBefore, PurgeControl control) {
        this.mode = mode;
        this.control = control;
        this.guessed = guessedBefore
                || asked.stream().anyMatch(one -> isCommand(one, UNLOCK) || isCommand(one, DISABLE_PASSWORD));
        this.hadNoPassword = security(asked).filter(told -> !told.enabled()).isPresent();
    }

    /** Whether the last that a drive said of it is that a password is set. */
    static boolean hasPassword(List<DeviceCommand> told) {
        return security(told).filter(AtaCapabilities.Security::enabled).isPresent();
    }

    private static Optional<AtaCapabilities.Security> security(List<DeviceCommand> told) {
        return told.stream().flatMap(one -> security(one).stream()).reduce((_, last) -> last);
    }

    @Override
    public List<Message> before() {
        return List.of(identify());
    }

    @Override
    public AttemptEnd settle(DriveLine line) {
        return AttemptEnd.ENDED;
    }

    @Override
    public AttemptEnd run(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException {
        Optional<DeviceCommand> erased =
                soFar.commanded().stream().filter(SecurityProcedure::isErase).reduce((_, last) -> last);
        if (erased.isEmpty()) {
            AttemptEnd ready = open(line, record, soFar);
            if (ready != AttemptEnd.ENDED) {
                return ready;
            }
            if (soFar.goneOn()) {
                // Its erase may have been sent, and the drive used since: open as it is now, it is looked at first.
                return AttemptEnd.CUT_OFF;
            }
        }
        // From here on the drive has the password, or may have it: it is told to give it up whatever else goes wrong.
        boolean seenToItsEnd = false;
        try {
            AttemptEnd end = erased.isPresent() ? goOn(line, record, erased.get()) : begin(line, record, soFar);
            seenToItsEnd = true;
            return end;
        } finally {
            if (!seenToItsEnd) {
                Optional<DeviceCommand> _ = line.insist(disable());
            }
        }
    }

    private AttemptEnd begin(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException {
        Optional<AttemptEnd> early = prepare(line, record);
        if (early.isPresent()) {
            return leave(line, record, early.get());
        }
        if (control.stopRequested()) {
            return leave(line, record, AttemptEnd.STOPPED); // nobody could take it back
        }
        Optional<DeviceCommand> erased = line.order(erase(soFar));
        if (erased.isEmpty()) {
            // It may be at work, and takes nothing else meanwhile; the password is its own way out then.
            return AttemptEnd.AT_WORK_WITH_PASSWORD;
        }
        record.commanded(erased.get());
        return switch (Acceptance.of(erased.get())) {
            case TAKEN -> leave(line, record, AttemptEnd.ENDED);
            case REFUSED, AGAIN -> leave(line, record, AttemptEnd.REFUSED);
            case UNCLEAR -> leave(line, record, AttemptEnd.STALLED);
            case GONE -> AttemptEnd.PASSWORD_SET;
        };
    }

    /** Its answer is on record. Of a drive that was gone, and is here again, the erase was cut off: it begins anew. */
    private AttemptEnd goOn(DriveLine line, PurgeRecord record, DeviceCommand erased) throws IOException {
        return leave(
                line,
                record,
                switch (Acceptance.of(erased)) {
                    case TAKEN -> AttemptEnd.ENDED;
                    case REFUSED, AGAIN -> AttemptEnd.REFUSED;
                    case UNCLEAR -> AttemptEnd.STALLED;
                    case GONE -> AttemptEnd.CUT_OFF;
                });
    }

    /** Makes sure that no password is set; that of an erase which was cut off is known. ENDED if so. */
    private AttemptEnd open(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException {
        boolean mayBeOurs = hadNoPassword
                || soFar.commanded().stream()
                        .anyMatch(one -> isSetPassword(one) && Acceptance.of(one) != Acceptance.REFUSED);
        AttemptEnd shut = mayBeOurs ? AttemptEnd.PASSWORD_SET : AttemptEnd.REFUSED;
        Look first = look(line, record);
        if (first.told().isEmpty()) {
            return mayBeOurs ? first.shut() : AttemptEnd.REFUSED;
        }
        AtaCapabilities.Security security = first.told().get();
        if (security.enabled()) {
            if (security.frozen() || security.exhausted() || (guessed && !mayBeOurs)) {
                return shut;
            }
            boolean _ = takeAway(line, record, security.locked());
            if (!look(line, record).isOpen()) {
                return shut; // somebody else's, or it does not let go of ours
            }
        }
        boolean never =
                (mode == EraseMode.ENHANCED && !security.enhancedErase()) || security.frozen() || security.exhausted();
        return never ? AttemptEnd.REFUSED : AttemptEnd.ENDED;
    }

    /** Empty if the erase itself may be sent. */
    private Optional<AttemptEnd> prepare(DriveLine line, PurgeRecord record) throws IOException {
        byte[] password = AtaErasePassword.bytes();
        ScsiRequest set = AtaSecurity.setPassword(Identifier.USER, Capability.HIGH, password, 0);
        for (ScsiRequest request : List.of(set, AtaSecurity.erasePrepare())) {
            if (control.stopRequested()) {
                return Optional.of(AttemptEnd.STOPPED);
            }
            Optional<DeviceCommand> answer = line.order(Message.of(request, COMMAND_MILLIS));
            if (answer.isEmpty()) {
                return Optional.of(control.stopRequested() ? AttemptEnd.STOPPED : AttemptEnd.STALLED);
            }
            record.commanded(answer.get());
            switch (Acceptance.of(answer.get())) {
                case TAKEN -> {}
                case GONE -> {
                    return Optional.of(AttemptEnd.DEVICE_GONE);
                }
                case REFUSED, AGAIN, UNCLEAR -> {
                    return Optional.of(AttemptEnd.REFUSED);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Afterwards no password may be set; a drive that erased itself has taken it away. Only its own word that none is set is an end: otherwise
     * the attempt stays open, so that whoever comes back takes the password away first.
     */
    private AttemptEnd leave(DriveLine line, PurgeRecord record, AttemptEnd end) throws IOException {
        Look first = look(line, record);
        if (first.isOpen()) {
            return end;
        }
        // Where it does not say, it is told so blindly: a drive without a password refuses that, and is none the worse.
        boolean _ = takeAway(
                line, record, first.told().map(AtaCapabilities.Security::locked).orElse(false));
        Look last = look(line, record);
        return last.isOpen() ? end : last.shut();
    }

    /** Takes the published password away from a drive that keeps it; of any other password it tries no more than this one. */
    static List<DeviceCommand> takeAway(DriveLine line, boolean locked) {
        List<DeviceCommand> sent = new ArrayList<>();
        if (locked) {
            line.insist(unlock()).ifPresent(sent::add);
            if (sent.isEmpty() || Acceptance.of(sent.getLast()) != Acceptance.TAKEN) {
                return sent;
            }
        }
        line.insist(disable()).ifPresent(sent::add);
        return sent;
    }

    private static boolean takeAway(DriveLine line, PurgeRecord record, boolean locked) throws IOException {
        List<DeviceCommand> sent = takeAway(line, locked);
        for (DeviceCommand command : sent) {
            record.commanded(command);
        }
        return !sent.isEmpty() && Acceptance.of(sent.getLast()) == Acceptance.TAKEN;
    }

    /**
     * What an IDENTIFY DEVICE brought.
     *
     * @param answered whether there was an answer in time; a drive that is at its erase gives none
     * @param told empty if it says nothing of it
     */
    private record Look(boolean answered, Optional<AtaCapabilities.Security> told) {
        /** Whether it says that no password is set. */
        boolean isOpen() {
            return told.filter(now -> !now.enabled()).isPresent();
        }

        /** How an attempt ends whose password may still be set. */
        AttemptEnd shut() {
            return answered ? AttemptEnd.PASSWORD_SET : AttemptEnd.AT_WORK_WITH_PASSWORD;
        }
    }

    private static Look look(DriveLine line, PurgeRecord record) throws IOException {
        Optional<DeviceCommand> answer = line.ask(identify());
        if (answer.isEmpty()) {
            return new Look(false, Optional.empty());
        }
        record.told(answer.get());
        return new Look(true, security(answer.get()));
    }

    /** What an answer to IDENTIFY DEVICE says; empty if it says nothing of it. */
    static Optional<AtaCapabilities.Security> security(DeviceCommand answer) {
        if (answer.answer() instanceof DeviceCommand.Completed back && back.hostStatus() == 0) {
            try {
                return AtaCapabilities.parse(HEX.parseHex(back.data())).security();
            } catch (AnswerException _) {
                // not told
            }
        }
        return Optional.empty();
    }

    private Message erase(Attempt soFar) {
        return Message.of(
                AtaSecurity.eraseUnit(Identifier.USER, mode, AtaErasePassword.bytes()),
                EraseTime.limitMillis(mode, soFar.before()));
    }

    private static Message unlock() {
        return Message.of(AtaSecurity.unlock(Identifier.USER, AtaErasePassword.bytes()), COMMAND_MILLIS);
    }

    private static Message disable() {
        return Message.of(AtaSecurity.disablePassword(Identifier.USER, AtaErasePassword.bytes()), COMMAND_MILLIS);
    }

    static Message identify() {
        return Message.of(AtaInquiry.identify(), COMMAND_MILLIS);
    }

    /** Whether this password was tried, and never was the drive's: one that it unlocked by is its own, whatever it refuses afterwards. */
    static boolean isSomebodyElses(List<DeviceCommand> commands) {
        return commands.stream().anyMatch(SecurityProcedure::isRefusedGuess)
                && commands.stream().noneMatch(one -> isCommand(one, UNLOCK) && Acceptance.of(one) == Acceptance.TAKEN);
    }

    private static boolean isRefusedGuess(DeviceCommand command) {
        return (isCommand(command, UNLOCK) || isCommand(command, DISABLE_PASSWORD))
                && Acceptance.of(command) == Acceptance.REFUSED;
    }

    private static boolean isErase(DeviceCommand command) {
        return isCommand(command, ERASE_UNIT);
    }

    private static boolean isSetPassword(DeviceCommand command) {
        return isCommand(command, SET_PASSWORD);
    }

    private static boolean isCommand(DeviceCommand command, int code) {
        byte[] block = HEX.parseHex(command.request());
        return block.length > COMMAND_OFFSET && Byte.toUnsignedInt(block[COMMAND_OFFSET]) == code;
    }
}
