package org.wangchuan.lab.tcg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.EraseCourse.Phase;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Trust;

/**
 * A trusted peripheral: what a drive makes of IF-SEND and IF-RECV, whatever carries them (Core 2.01, "Interface Communications"; SPC-5, "Security protocol
 * information"). It has one ComID. Used by one thread at a time.
 */
public final class Tper {
    /** A ComPacket may be so long, and an answer is no longer, bytes (Opal 2.30: at least 2048). */
    static final int MESSAGE_BYTES_MAX = 2048;

    private static final int COM_ID = 0x07fe;
    private static final int DISCOVERY = 0x0001;
    private static final int INFORMATION = 0x00;
    private static final int TCG = 0x01;
    private static final int COM_IDS = 0x02;
    private static final int STACK_RESET = 2;

    /** On a label: 32 letters and digits. */
    private static final int LABEL_CHARACTERS = 32;

    /** What it made of what it was sent or asked for. */
    public enum Verdict {
        TAKEN,
        /** No such protocol or ComID, or too long. */
        INVALID,
        /** A message while the answer to the last one was not fetched. */
        OUT_OF_SEQUENCE
    }

    /**
     * An answer.
     *
     * @param data what goes to the host; nothing but where it was asked for something
     */
    @SuppressWarnings("ArrayRecordComponent") // it is written out at once, and never compared
    public record Answer(Verdict verdict, byte[] data) {
        private static final Answer TAKEN = new Answer(Verdict.TAKEN, new byte[0]);

        private static Answer refused(Verdict verdict) {
            return new Answer(verdict, new byte[0]);
        }
    }

    private final Locks locks;
    private final AdminSessions sessions;
    private final String label;
    private final boolean echoes;
    private Optional<byte[]> waiting = Optional.empty();
    private byte[] resetAnswer = new byte[0];
    /** What names its PSID, of all that it was sent: nothing that comes after takes its place. */
    private byte[] telling = new byte[0];

    /**
     * One that is switched on.
     *
     * @param firmware which has TCG storage
     * @param serial of the drive, of which its PSID is made
     */
    public Tper(Firmware firmware, Cells cells, String serial, LongSupplier nanoTime) {
        locks = new Locks(cells, firmware, nanoTime);
        String psid = psid(firmware.trust() == Trust.OTHER_LABEL ? "another " + serial : serial);
        sessions = new AdminSessions(locks, psid, firmware.trust());
        label = psid;
        echoes = firmware.trust() == Trust.LOCKED_ECHOING;
    }

    /** What is printed on the label of a drive, 32 letters and digits; nothing secret, as what it opens is made here too. */
    public static String psid(String serial) {
        String digits = Integer.toUnsignedString(serial.hashCode(), 36) + serial + "LABPSID0WANGCHUAN0MADE0DRIVE0000";
        return digits.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT).substring(0, LABEL_CHARACTERS);
    }

    /** Whether a range of bytes can be neither read nor written; time passes by asking. */
    public boolean shut(long offset, long length) throws IOException {
        return locks.shut(offset, length);
    }

    /** Whether some of it is locked, or data are being removed: it takes no other order to erase itself then; time passes by asking. */
    public boolean barred() throws IOException {
        return locks.locked() || locks.removal().phase() == Phase.RUNNING;
    }

    /** Whether the drive is not there any more; time passes by asking. */
    public boolean gone() throws IOException {
        return locks.removal().phase() == Phase.GONE;
    }

    /** How often it took Revert. */
    public int reverts() {
        return sessions.reverts();
    }

    /** Its power comes back. */
    public void powerOn() {
        locks.powerOn();
        sessions.powerOn();
        waiting = Optional.empty();
        resetAnswer = new byte[0];
    }

    /** IF-SEND: takes a message. */
    public Answer send(int protocol, int specific, byte[] data) throws IOException {
        if (specific != COM_ID || data.length > MESSAGE_BYTES_MAX) {
            return Answer.refused(Verdict.INVALID);
        }
        return switch (protocol) {
            case TCG -> {
                if (waiting.isPresent()) {
                    yield Answer.refused(Verdict.OUT_OF_SEQUENCE);
                }
                if (new String(data, StandardCharsets.ISO_8859_1).contains(label)) {
                    telling = data.clone();
                }
                Optional<Packet> message = Packet.read(COM_ID, data);
                waiting = message.isPresent()
                        ? sessions.take(message.get()).map(answer -> answer.written(COM_ID))
                        : Optional.empty();
                yield Answer.TAKEN;
            }
            case COM_IDS -> manage(data);
            default -> Answer.refused(Verdict.INVALID);
        };
    }

    /** HANDLE_COMID_REQUEST (Core 2.01, "ComID Management"). */
    private Answer manage(byte[] data) {
        if (data.length < 8) {
            return Answer.refused(Verdict.INVALID);
        }
        ByteBuffer in = ByteBuffer.wrap(data);
        int request = in.getInt(4);
        ByteBuffer out = ByteBuffer.allocate(16).putInt(0, in.getInt(0)).putInt(4, request);
        if (request == STACK_RESET) {
            boolean ours = Short.toUnsignedInt(in.getShort(0)) == COM_ID && in.getShort(2) == 0;
            if (ours) {
                sessions.reset();
                waiting = Optional.empty();
            }
            out.putShort(10, (short) 4).putInt(12, ours ? 0 : 1);
        }
        resetAnswer = out.array();
        return Answer.TAKEN;
    }

    /**
     * IF-RECV: answers.
     *
     * @param bytes how many the host takes at the most
     */
    public Answer receive(int protocol, int specific, int bytes) throws IOException {
        if (protocol == INFORMATION && specific == 0) {
            byte[] list = {0, 0, 0, 0, 0, 0, 0, 3, INFORMATION, TCG, COM_IDS};
            return filled(list, bytes);
        }
        if (protocol == TCG && specific == DISCOVERY) {
            byte[] echo =
                    echoes ? Arrays.copyOf(telling, Math.min(telling.length, Discovery.echoBytesMax())) : new byte[0];
            return filled(Discovery.page(COM_ID, locks, locks.removal(), echo), bytes);
        }
        if (protocol == TCG && specific == COM_ID) {
            return fetched(bytes);
        }
        if (protocol == COM_IDS && specific == COM_ID) {
            Answer answer = filled(resetAnswer, bytes);
            resetAnswer = new byte[0];
            return answer;
        }
        return Answer.refused(Verdict.INVALID);
    }

    /** An answer that is longer than was asked for stays, and its length is told. */
    private Answer fetched(int bytes) {
        if (waiting.isEmpty()) {
            return filled(Packet.nothing(COM_ID, 0, 0), bytes);
        }
        byte[] answer = waiting.get();
        if (answer.length > bytes) {
            return filled(Packet.nothing(COM_ID, answer.length, answer.length), bytes);
        }
        waiting = Optional.empty();
        return filled(answer, bytes);
    }

    private static Answer filled(byte[] answer, int bytes) {
        return new Answer(Verdict.TAKEN, Arrays.copyOf(answer, bytes));
    }
}
