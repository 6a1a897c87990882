package org.wangchuan.engine.purge;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.mmc.CardStatus;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.mmc.MmcCommands;
import org.wangchuan.engine.command.mmc.MmcCommands.EraseKind;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * Erase of the whole user area of an eMMC, and then SANITIZE_START. Each is answered when the card is no longer busy, after minutes or hours. The
 * card keeps no record of either, and a sanitize that was cut off counts for nothing (JESD84-B51, "Sanitize"): whoever comes back to one that has no
 * answer begins anew.
 */
final class MmcProcedure implements Procedure {
    /** A day: past its time Linux interrupts a sanitize (HPI), which undoes it. Whoever does not want to wait can stop. */
    static final int TIMEOUT_MILLIS = 86_400_000;

    private final PurgeTimes times;
    private final PurgeControl control;

    MmcProcedure(PurgeTimes times, PurgeControl control) {
        this.times = times;
        this.control = control;
    }

    @Override
    public List<Message> before() {
        return List.of(state());
    }

    /** Another's command is over before the kernel takes a question. */
    @Override
    public AttemptEnd settle(DriveLine line) {
        return AttemptEnd.ENDED;
    }

    @Override
    public AttemptEnd run(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException {
        if (!soFar.commanded().isEmpty()) {
            return goneOn(line, record, soFar);
        }
        Optional<ExtendedCsd> card = card(soFar.before());
        if (card.isEmpty() || card.get().sectors() == 0) {
            return AttemptEnd.REFUSED;
        }
        Message erase = Message.row(
                "ERASE of the user area",
                MmcCommands.erase(0, card.get().lastAddress(), EraseKind.ERASE),
                TIMEOUT_MILLIS);
        for (Message message : List.of(erase, sanitize())) {
            if (control.stopRequested()) {
                return AttemptEnd.STOPPED; // nobody could take it back
            }
            Optional<DeviceCommand> answer = line.order(message);
            if (answer.isEmpty()) {
                return control.stopRequested() ? AttemptEnd.STOPPED : AttemptEnd.STALLED;
            }
            record.commanded(answer.get());
            AttemptEnd end = end(line, record, answer.get());
            if (end != AttemptEnd.ENDED) {
                return end;
            }
        }
        return AttemptEnd.ENDED;
    }

    /** The answer to its last command is on record; the status after it may not be. What was not sent, or has no answer, begins anew. */
    private AttemptEnd goneOn(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException {
        DeviceCommand last = soFar.commanded().getLast();
        AttemptEnd end = end(line, record, last);
        return end == AttemptEnd.ENDED && !sanitize().isSameAs(last) ? AttemptEnd.CUT_OFF : end;
    }

    /** What an answer means, and the status after it, in which an error that came while the card was busy shows. */
    private AttemptEnd end(DriveLine line, PurgeRecord record, DeviceCommand answer) throws IOException {
        return switch (Acceptance.of(answer)) {
            case REFUSED, AGAIN -> AttemptEnd.REFUSED;
            case GONE -> AttemptEnd.DEVICE_GONE;
            case UNCLEAR -> AttemptEnd.STALLED;
            case TAKEN -> status(line, record);
        };
    }

    private AttemptEnd status(DriveLine line, PurgeRecord record) throws IOException {
        long from = System.nanoTime();
        long pause = times.firstPoll();
        while (true) {
            Optional<DeviceCommand> answer = line.ask(Message.row("SEND_STATUS", List.of(MmcCommands.status()), 0));
            if (answer.isPresent()) {
                Acceptance taken = Acceptance.of(answer.get());
                boolean ready = answer.get().answer() instanceof DeviceCommand.Told(int _, long response, String _)
                        && new CardStatus((int) response).ready();
                if (taken != Acceptance.TAKEN || ready) {
                    record.told(answer.get());
                    return switch (taken) {
                        case TAKEN -> AttemptEnd.ENDED;
                        case GONE -> AttemptEnd.DEVICE_GONE;
                        case REFUSED, AGAIN -> AttemptEnd.REFUSED;
                        case UNCLEAR -> AttemptEnd.STALLED;
                    };
                }
            }
            if (control.stopRequested()) {
                return AttemptEnd.STOPPED;
            }
            if (line.awakeMillisSince(from) > times.patience()) {
                return AttemptEnd.STALLED;
            }
            line.pause(pause);
            pause = Math.min(2 * pause, times.lastPoll());
        }
    }

    private static Optional<ExtendedCsd> card(List<DeviceCommand> before) {
        return before.stream()
                .flatMap(command -> PartErasure.card(command).stream())
                .findFirst();
    }

    /** SEND_EXT_CSD. */
    static Message state() {
        return Message.row("SEND_EXT_CSD", List.of(MmcCommands.extendedCsd()), 0);
    }

    private static Message sanitize() {
        return Message.row("SWITCH SANITIZE_START", List.of(MmcCommands.sanitize()), TIMEOUT_MILLIS);
    }
}
