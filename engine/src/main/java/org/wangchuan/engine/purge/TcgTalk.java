package org.wangchuan.engine.purge;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.tcg.SecurityCommands;
import org.wangchuan.engine.command.tcg.SessionNumbers;
import org.wangchuan.engine.command.tcg.TcgAnswer;
import org.wangchuan.engine.command.tcg.TcgMessage;
import org.wangchuan.engine.command.tcg.TcgMethods;
import org.wangchuan.engine.medium.DeviceCommand;

/** One message to a drive by its security protocols, and then its answer, each of them on record; the PSID in none. For one caller at a time. */
final class TcgTalk {
    private static final int ATTENTIONS_MAX = 3;
    private static final int TOKENS = 2 * 56; // behind the headers of a ComPacket, a Packet and a Subpacket, in digits

    /** Revert (0000000600000202h) called on the Admin SP (0000020500000001h). */
    private static final String REVERT = "f8a80000020500000001a80000000600000202";

    private static final HexFormat HEX = HexFormat.of();

    private final DriveLine line;
    private final TcgCarrier carrier;
    private final PurgeRecord record;
    private final int comId;
    private final PurgeTimes times;

    TcgTalk(DriveLine line, TcgCarrier carrier, PurgeRecord record, int comId, PurgeTimes times) {
        this.line = line;
        this.carrier = carrier;
        this.record = record;
        this.comId = comId;
        this.times = times;
    }

    int comId() {
        return comId;
    }

    /** What came of sending and fetching. */
    sealed interface Came {
        /** Bytes that answer. */
        record Bytes(DeviceCommand command) implements Came {}

        /** Nothing more can be done in this attempt. */
        record Broken(AttemptEnd end) implements Came {}
    }

    /** The same, read. */
    sealed interface Fetched<T> {
        record Told<T>(TcgAnswer<T> answer) implements Fetched<T> {}

        record Broken<T>(AttemptEnd end) implements Fetched<T> {}
    }

    /** Reads an answer. */
    @FunctionalInterface
    interface Reading<T> {
        TcgAnswer<T> read(byte[] bytes) throws AnswerException;
    }

    /** Sends, and asks for the answer until the drive has one. An answer that is none to this is no answer: the drive refused it. */
    <T> Fetched<T> exchange(TcgMessage message, Reading<T> reading) throws IOException {
        Came sent = send(message);
        if (sent instanceof Came.Broken(AttemptEnd end)) {
            return new Fetched.Broken<>(end);
        }
        long from = System.nanoTime();
        long pause = times.firstPoll();
        while (true) {
            Optional<DeviceCommand> answer = line.askWithin(carrier.fetch(SecurityCommands.TCG, comId));
            boolean late = line.awakeMillisSince(from) > times.patience();
            Optional<TcgAnswer<T>> told =
                    answer.isEmpty() ? Optional.empty() : Optional.of(read(answer.get(), reading));
            boolean waits = told.isPresent() && told.get() instanceof TcgAnswer.NotYet<T>;
            if (answer.isPresent() && (!waits || late)) {
                record.told(answer.get());
                if (Acceptance.of(answer.get()) == Acceptance.GONE) {
                    return new Fetched.Broken<>(AttemptEnd.DEVICE_GONE);
                }
            }
            if (told.isPresent() && !waits) {
                return new Fetched.Told<>(told.get());
            }
            if (late) {
                return new Fetched.Broken<>(AttemptEnd.STALLED);
            }
            line.pause(pause);
            if (line.stopRequested()) {
                return new Fetched.Broken<>(AttemptEnd.STOPPED);
            }
            pause = Math.min(2 * pause, times.lastPoll());
        }
    }

    /** Ends what an earlier session left open; whether it did shows when the next one begins. */
    Came reset(TcgMessage message) throws IOException {
        Came sent = send(message);
        if (sent instanceof Came.Bytes) {
            Optional<DeviceCommand> answer = line.askWithin(carrier.fetch(SecurityCommands.TCG_COM_IDS, comId));
            if (answer.isPresent()) {
                record.told(answer.get());
            }
        }
        return sent;
    }

    /** Ends a session in which nothing more is said, whatever the drive says to it. */
    void end(SessionNumbers session) throws IOException {
        Optional<DeviceCommand> sent = line.insist(carrier.send(TcgMethods.endSession(comId, session)));
        if (sent.isPresent()) {
            record.commanded(sent.get());
            Optional<DeviceCommand> answer = line.askWithin(carrier.fetch(SecurityCommands.TCG, comId));
            if (answer.isPresent()) {
                record.told(answer.get());
            }
        }
    }

    private Came send(TcgMessage message) throws IOException {
        Message out = carrier.send(message);
        try {
            Optional<DeviceCommand> sent = Optional.empty();
            for (int i = 0; i < ATTENTIONS_MAX && !line.stopRequested(); i++) {
                sent = line.order(out);
                if (sent.isPresent()) {
                    record.commanded(sent.get());
                }
                if (sent.isEmpty() || Acceptance.of(sent.get()) != Acceptance.AGAIN) {
                    break;
                }
            }
            if (sent.isEmpty()) {
                return new Came.Broken(line.stopRequested() ? AttemptEnd.STOPPED : AttemptEnd.STALLED);
            }
            return switch (Acceptance.of(sent.get())) {
                case TAKEN -> new Came.Bytes(sent.get());
                case REFUSED, AGAIN -> new Came.Broken(AttemptEnd.REFUSED);
                case GONE -> new Came.Broken(AttemptEnd.DEVICE_GONE);
                case UNCLEAR -> new Came.Broken(AttemptEnd.STALLED);
            };
        } finally {
            if (message.secret() && line.isIdle()) {
                out.wipe();
                message.wipe();
            }
        }
    }

    private static <T> TcgAnswer<T> read(DeviceCommand answer, Reading<T> reading) {
        try {
            Optional<byte[]> data = data(answer);
            return data.isPresent() ? reading.read(data.get()) : new TcgAnswer.Nothing<>();
        } catch (AnswerException _) {
            return new TcgAnswer.Nothing<>();
        }
    }

    /** What was read without an error. */
    static Optional<byte[]> data(DeviceCommand command) {
        return switch (command.answer()) {
            case DeviceCommand.NotSent _ -> Optional.empty();
            case DeviceCommand.Told(int status, long _, String data) ->
                status == 0 && !data.isEmpty() ? Optional.of(HEX.parseHex(data)) : Optional.empty();
            case DeviceCommand.Completed back ->
                back.status() == 0 && back.hostStatus() == 0 && !back.data().isEmpty()
                        ? Optional.of(HEX.parseHex(back.data()))
                        : Optional.empty();
        };
    }

    /** What was sent is Revert. */
    static boolean reverts(DeviceCommand command) {
        return command.sent().orElse("").startsWith(REVERT, TOKENS);
    }

    /** An answer within a session that is a success: none but Revert is asked for there. */
    static boolean tellsSuccessInSession(DeviceCommand command) {
        return data(command).filter(TcgTalk::successInSession).isPresent();
    }

    private static boolean successInSession(byte[] bytes) {
        String hex = HEX.formatHex(bytes);
        return hex.length() >= 130 && !hex.startsWith("0".repeat(16), 40) && hex.startsWith("f0f1f9f0000000f1", TOKENS);
    }
}
