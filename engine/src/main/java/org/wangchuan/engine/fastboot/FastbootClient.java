package org.wangchuan.engine.fastboot;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.fastboot.FastbootException.Code;
import org.wangchuan.engine.medium.sysfs.CleanText;
import org.wangchuan.engine.patience.Deadline;

/**
 * Asks a boot loader and has it erase. Each command has one deadline over all that it answers. After any failure but a refusal what the
 * device does is unknown, and the client takes no further command. For one thread at a time; {@link #close} by any.
 */
public final class FastbootClient implements AutoCloseable {
    /** Bytes of a message from the device: twice what it may send (AOSP system/core/fastboot/README.md, "Transport and Framing": 256). */
    static final int MESSAGE_BYTES_MAX = 512;

    /** Messages before the last; real devices list some hundred variables. */
    static final int MESSAGES_MAX = 4096;

    /** Bytes of a command that every boot loader takes (AOSP system/core/fastboot/README.md, "Transport and Framing"). */
    static final int COMMAND_BYTES_MAX = 64;

    private static final int STATUS_BYTES = 4;
    private static final String PARTITION = "[A-Za-z0-9_.-]{1,36}"; // 36: a name in a GPT (UEFI 2.10, 5.3.3)
    private static final String VARIABLE = "[A-Za-z0-9_.:-]{1,56}";

    private final FastbootTransport transport;
    private boolean lost;

    /** Over a connection that it closes with itself. */
    public FastbootClient(FastbootTransport transport) {
        this.transport = transport;
    }

    /**
     * The value of a variable, cleaned; empty if the device refuses, or gives none.
     *
     * @param name letters, digits and {@code _.:-}
     */
    public Optional<String> variable(String name, Duration within) throws FastbootException {
        String command = "getvar:" + named(name, VARIABLE);
        try {
            String text = run(command, within).text();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (FastbootException e) {
            if (e.code() == Code.REFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * All variables that the device lists, each a line of its own, cleaned: name, colon, value, where both may have colons in them. The
     * serial number is among them.
     */
    public List<String> variables(Duration within) throws FastbootException {
        return run("getvar:all", within).lines();
    }

    /** Whether it is unlocked, as it says. */
    public UnlockState unlockState(Duration within) throws FastbootException {
        return UnlockState.of(variable("unlocked", within));
    }

    /**
     * Has a partition erased. That it answers OKAY is no proof that anything was.
     *
     * @param partition letters, digits and {@code _.-}, at most 36
     * @param within minutes: some devices write all of it
     */
    public void erase(String partition, Duration within) throws FastbootException {
        Reply _ = run("erase:" + named(partition, PARTITION), within);
    }

    /** Has it start something. It answers before it does. */
    public void restart(RestartInto target, Duration within) throws FastbootException {
        Reply _ = run(target.command(), within);
    }

    /** Ends a command that waits, and the connection. */
    @Override
    public void close() {
        transport.close();
    }

    private Reply run(String command, Duration within) throws FastbootException {
        if (lost) {
            throw new FastbootException(Code.ENDED, "an earlier command has failed: connect anew");
        }
        byte[] bytes = command.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > COMMAND_BYTES_MAX) {
            throw new IllegalArgumentException("expected a command of at most " + COMMAND_BYTES_MAX + " bytes");
        }
        Deadline deadline = Deadline.after(within);
        lost = true; // until an answer that ends it
        transport.send(bytes, deadline);
        return reply(deadline);
    }

    private Reply reply(Deadline deadline) throws FastbootException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= MESSAGES_MAX; i++) {
            byte[] message = transport.receive(MESSAGE_BYTES_MAX, deadline);
            if (message.length < STATUS_BYTES) {
                throw new FastbootException(Code.UNEXPECTED, "expected a status of 4 bytes, found " + message.length);
            }
            String text = CleanText.ofAscii(Arrays.copyOfRange(message, STATUS_BYTES, message.length))
                    .orElse("");
            switch (new String(message, 0, STATUS_BYTES, StandardCharsets.US_ASCII)) {
                case "OKAY" -> {
                    lost = false;
                    return new Reply(text, lines);
                }
                case "FAIL" -> {
                    lost = false;
                    throw new FastbootException(Code.REFUSED, "the device refuses", text.isEmpty() ? null : text);
                }
                case "INFO", "TEXT" -> {
                    if (!text.isEmpty()) {
                        lines.add(text);
                    }
                }
                case "DATA" ->
                    throw new FastbootException(Code.UNEXPECTED, "expected no wish for data: nothing is sent");
                default -> throw new FastbootException(Code.UNEXPECTED, "expected OKAY, FAIL, INFO or TEXT");
            }
        }
        throw new FastbootException(Code.TOO_LONG, "expected an end within " + MESSAGES_MAX + " messages");
    }

    private static String named(String name, String form) {
        if (!name.matches(form)) {
            throw new IllegalArgumentException("expected a name of letters and digits");
        }
        return name;
    }
}
