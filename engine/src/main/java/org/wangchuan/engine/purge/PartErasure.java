package org.wangchuan.engine.purge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.mmc.CardStatus;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.mmc.MmcCommands;
import org.wangchuan.engine.command.mmc.MmcCommands.EraseKind;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;

/**
 * What a card is asked of its other parts, and how one of them is erased by the card's own command. A command that is handed to the device of a part is
 * carried out in that part: Linux switches to it before each (drivers/mmc/core/block.c, {@code __mmc_blk_ioctl_cmd}). For one caller at a time.
 */
public final class PartErasure {
    /** Of a status that does not become ready; the kernel has waited for that before it answers. */
    private static final int QUESTIONS = 10;

    private static final HexFormat HEX = HexFormat.of();

    private final DriveLine line;
    private final PurgeControl control;

    /** Through the device of the card, or of one of its parts. */
    public PartErasure(PassThrough passThrough, InstantSource clock, PurgeTimes times, PurgeControl control) {
        this.line = new DriveLine(
                new DriveLine.Calls(), passThrough, NativeTechnique.MMC_ERASE_SANITIZE.id(), clock, times, control);
        this.control = control;
    }

    /** SEND_EXT_CSD, with its answer; empty if there was none in time. */
    public Optional<DeviceCommand> ask() {
        return line.ask(MmcProcedure.state());
    }

    /** What an answer says; empty if it says nothing that can be read. */
    public static Optional<ExtendedCsd> card(DeviceCommand command) {
        if (command.answer() instanceof DeviceCommand.Told(int _, long _, String data)
                && Acceptance.of(command) == Acceptance.TAKEN) {
            try {
                return Optional.of(ExtendedCsd.parse(HEX.parseHex(data)));
            } catch (AnswerException _) {
                // not told
            }
        }
        return Optional.empty();
    }

    /**
     * Erases a part from its first address to its last.
     *
     * @param commands in order, with their answers
     * @param end whether the card took it, and is ready
     */
    public record Erased(List<DeviceCommand> commands, AttemptEnd end) {
        public Erased {
            commands = List.copyOf(commands);
        }
    }

    /** The same. That somebody asked to stop, or no answer came, leaves a part that may have been erased: it begins again. */
    public Erased erase(long lastAddress) {
        List<DeviceCommand> out = new ArrayList<>();
        Message erase = Message.row(
                "ERASE of a part", MmcCommands.erase(0, lastAddress, EraseKind.ERASE), MmcProcedure.TIMEOUT_MILLIS);
        Optional<DeviceCommand> answer = line.order(erase);
        if (answer.isEmpty()) {
            return new Erased(out, control.stopRequested() ? AttemptEnd.STOPPED : AttemptEnd.STALLED);
        }
        out.add(answer.get());
        if (Acceptance.of(answer.get()) != Acceptance.TAKEN) {
            return new Erased(out, end(answer.get()));
        }
        for (int i = 0; i < QUESTIONS; i++) {
            Optional<DeviceCommand> told = line.ask(Message.row("SEND_STATUS", List.of(MmcCommands.status()), 0));
            if (told.isEmpty()) {
                return new Erased(out, AttemptEnd.STALLED);
            }
            out.add(told.get());
            boolean ready = told.get().answer() instanceof DeviceCommand.Told(int _, long response, String _)
                    && new CardStatus((int) response).ready();
            if (ready || Acceptance.of(told.get()) != Acceptance.TAKEN) {
                return new Erased(out, end(told.get()));
            }
            line.pause(QUESTIONS);
        }
        return new Erased(out, AttemptEnd.STALLED);
    }

    private static AttemptEnd end(DeviceCommand command) {
        return switch (Acceptance.of(command)) {
            case TAKEN -> AttemptEnd.ENDED;
            case REFUSED, AGAIN -> AttemptEnd.REFUSED;
            case GONE -> AttemptEnd.DEVICE_GONE;
            case UNCLEAR -> AttemptEnd.STALLED;
        };
    }
}
