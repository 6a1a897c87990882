package org.wangchuan.engine.purge;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

    /** A day, or three times what the drive says: past its time Linux resets the drive in the middle of the erase. */
    private static final long TIMEOUT_LEAST_MILLIS = 86_400_000;

    private static final long TIMEOUT_MOST_MILLIS = 24 * 86_400_000L; // what SG_IO can hold, almost
    private static final int ERASE_UNIT = 0xf4;
    private static final int COMMAND_OFFSET = 14;
    private static final HexFormat HEX = HexFormat.of();

    private final EraseMode mode;
    private final PurgeControl control;

    SecurityProcedure(EraseMode mode, PurgeControl control) {
        this.mode = mode;
        this.control = control;
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
            AttemptEnd ready = open(line, record);
            if (ready != AttemptEnd.ENDED) {
                return ready;
            }
            try {
                Optional<AttemptEnd> early = prepare(line, record);
                if (early.isPresent()) {
                    return leave(line, record, early.get());
                }
            } catch (IOException unrecorded) {
                Optional<DeviceCommand> _ = line.order(disable());
                throw unrecorded;
            }
            erased = line.order(erase(soFar));
            if (erased.isEmpty()) {
                return control.stopRequested() ? AttemptEnd.STOPPED : AttemptEnd.STALLED;
            }
            record.commanded(erased.get());
        }
        return switch (Acceptance.of(erased.get())) {
            case TAKEN -> leave(line, record, AttemptEnd.ENDED);
            case REFUSED, AGAIN -> leave(line, record, AttemptEnd.REFUSED);
            case UNCLEAR -> leave(line, record, AttemptEnd.STALLED);
            case GONE -> AttemptEnd.DEVICE_GONE;
        };
    }

    /** Makes sure that no password is set; that of an erase which was cut off is known. ENDED if so. */
    private AttemptEnd open(DriveLine line, PurgeRecord record) throws IOException {
        Optional<AtaCapabilities.Security> told = look(line, record);
        if (told.isEmpty()) {
            return AttemptEnd.REFUSED;
        }
        AtaCapabilities.Security security = told.get();
        if (mode == EraseMode.ENHANCED && !security.enhancedErase()) {
            return AttemptEnd.REFUSED;
        }
        if (security.frozen() || security.exhausted()) {
            return security.enabled() ? AttemptEnd.NEEDS_POWER_CYCLE : AttemptEnd.REFUSED;
        }
        return !security.enabled() || takeAway(line, record, security.locked())
                ? AttemptEnd.ENDED
                : AttemptEnd.REFUSED; // somebody else's
    }

    /** Empty if the erase itself may be sent. */
    private Optional<AttemptEnd> prepare(DriveLine line, PurgeRecord record) throws IOException {
        byte[] password = AtaErasePassword.bytes();
        ScsiRequest set = AtaSecurity.setPassword(Identifier.USER, Capability.HIGH, password, 0);
        for (ScsiRequest request : List.of(set, AtaSecurity.erasePrepare())) {
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

    /** Afterwards no password may be set; a drive that erased itself has taken it away. */
    private AttemptEnd leave(DriveLine line, PurgeRecord record, AttemptEnd end) throws IOException {
        if (end == AttemptEnd.DEVICE_GONE) {
            return end;
        }
        Optional<AtaCapabilities.Security> told = look(line, record);
        if (told.isEmpty()) {
            return end == AttemptEnd.ENDED ? AttemptEnd.STALLED : end;
        }
        if (!told.get().enabled()) {
            return end;
        }
        if (told.get().frozen() || told.get().exhausted()) {
            return AttemptEnd.NEEDS_POWER_CYCLE;
        }
        boolean _ = takeAway(line, record, told.get().locked());
        Optional<AtaCapabilities.Security> _ = look(line, record);
        return end;
    }

    private static boolean takeAway(DriveLine line, PurgeRecord record, boolean locked) throws IOException {
        if (locked) {
            ScsiRequest unlock = AtaSecurity.unlock(Identifier.USER, AtaErasePassword.bytes());
            if (!taken(line, record, Message.of(unlock, COMMAND_MILLIS))) {
                return false;
            }
        }
        return taken(line, record, disable());
    }

    private static boolean taken(DriveLine line, PurgeRecord record, Message message) throws IOException {
        Optional<DeviceCommand> answer = line.order(message);
        if (answer.isEmpty()) {
            return false;
        }
        record.commanded(answer.get());
        return Acceptance.of(answer.get()) == Acceptance.TAKEN;
    }

    private static Optional<AtaCapabilities.Security> look(DriveLine line, PurgeRecord record) throws IOException {
        Optional<DeviceCommand> answer = line.ask(identify());
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        record.told(answer.get());
        return security(answer.get());
    }

    private static Optional<AtaCapabilities.Security> security(DeviceCommand answer) {
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
        OptionalInt minutes = soFar.before().stream()
                .flatMap(one -> security(one).stream())
                .map(told -> mode == EraseMode.ENHANCED ? told.enhancedEraseMinutes() : told.eraseMinutes())
                .reduce(OptionalInt.empty(), (_, last) -> last);
        long millis = Math.clamp(3 * 60_000L * minutes.orElse(0), TIMEOUT_LEAST_MILLIS, TIMEOUT_MOST_MILLIS);
        return Message.of(AtaSecurity.eraseUnit(Identifier.USER, mode, AtaErasePassword.bytes()), (int) millis);
    }

    private static Message disable() {
        return Message.of(AtaSecurity.disablePassword(Identifier.USER, AtaErasePassword.bytes()), COMMAND_MILLIS);
    }

    private static Message identify() {
        return Message.of(AtaInquiry.identify(), COMMAND_MILLIS);
    }

    private static boolean isErase(DeviceCommand command) {
        byte[] block = HEX.parseHex(command.request());
        return block.length > COMMAND_OFFSET && Byte.toUnsignedInt(block[COMMAND_OFFSET]) == ERASE_UNIT;
    }
}
