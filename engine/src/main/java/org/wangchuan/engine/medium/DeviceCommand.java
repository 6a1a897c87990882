package org.wangchuan.engine.medium;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * One command to a device as it was sent, and what came back, so that somebody else can read the answer for themselves.
 *
 * @param command its name and code, for people
 * @param request the command block, at most {@value #BLOCK_BYTES_MAX} bytes, or the structure of an NVMe command or of a row of commands to a
 *     card, with its addresses left empty, at most {@value #REQUEST_BYTES_MAX}; in lower-case hexadecimal
 * @param sent data that went with it, at most {@value #SENT_BYTES_MAX} bytes, likewise; absent if none did. A password among it is the published one
 * @param at when it was sent, whole seconds
 * @param durationMillis until the answer
 */
public record DeviceCommand(
        String command, String request, Optional<String> sent, Instant at, long durationMillis, Answer answer) {
    /** What SG_IO takes (scsi/sg.h, {@code cmd_len}). */
    public static final int BLOCK_BYTES_MAX = 16;

    /** A row of four commands to a card (linux/mmc/ioctl.h, {@code struct mmc_ioc_multi_cmd}): 8 bytes, and 72 for each. */
    public static final int REQUEST_BYTES_MAX = 8 + 4 * 72;

    /** One block: a password and its control word, or a pattern. */
    public static final int SENT_BYTES_MAX = 512;

    /** More than any command here asks for: 4096 bytes of data (NVMe Identify), or 512 and 252 of sense. */
    public static final int ANSWER_BYTES_MAX = 4096 + 256;

    private static final int BYTE_MAX = 0xff;
    private static final int SHORT_MAX = 0xffff;
    private static final long DWORD_MAX = 0xffff_ffffL;
    private static final int ERRNO_MAX = 4095; // linux/err.h
    private static final HexFormat HEX = HexFormat.of();

    public DeviceCommand {
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** One that sends no data. */
    public DeviceCommand(String command, String request, Instant at, long durationMillis, Answer answer) {
        this(command, request, Optional.empty(), at, durationMillis, answer);
    }

    /** What came of it. */
    public sealed interface Answer {}

    /** The system did not pass the command on. */
    public record NotSent(int errno) implements Answer {}

    /**
     * It came back.
     *
     * @param status SCSI status byte (SAM)
     * @param hostStatus of the adapter, 0 for none (scsi/sg.h)
     * @param driverStatus of the driver, 0 for none
     * @param sense in lower-case hexadecimal
     * @param data what was read, in lower-case hexadecimal
     */
    public record Completed(int status, int hostStatus, int driverStatus, String sense, String data)
            implements Answer {}

    /**
     * An NVMe controller or a card answered.
     *
     * @param status status code type, status code and the bits above them as the kernel hands them on (linux/nvme.h), 0 for success; of a card
     *     always 0, its errors are in its responses
     * @param result dword 0 of the completion, unsigned; of a card its response to the last command
     * @param data what was read, in lower-case hexadecimal; of a row of several commands to a card the responses to all, four bytes each
     */
    public record Told(int status, long result, String data) implements Answer {}

    /** As an object of a canonical document. */
    public JsonValue.Obj toJson() {
        Json.Builder out = Json.object()
                .put("command", command)
                .put("request", request)
                .put("sent", sent)
                .put("at", at.toString())
                .put("durationMillis", durationMillis);
        return switch (answer) {
            case NotSent(int errno) -> out.put("errno", errno).build();
            case Completed back ->
                out.put("status", back.status())
                        .put("hostStatus", back.hostStatus())
                        .put("driverStatus", back.driverStatus())
                        .put("sense", back.sense())
                        .put("data", back.data())
                        .build();
            case Told(int status, long result, String data) ->
                out.put("status", status)
                        .put("result", result)
                        .put("data", data)
                        .build();
        };
    }

    /**
     * The opposite of {@link #toJson}.
     *
     * @throws ShapeException if a member is missing, unknown, of another spelling or too long
     */
    public static DeviceCommand fromJson(Json.Fields f) throws ShapeException {
        return new DeviceCommand(
                f.text("command"),
                hex(f, "request", f.has("hostStatus") ? BLOCK_BYTES_MAX : REQUEST_BYTES_MAX),
                f.has("sent") ? Optional.of(sent(f)) : Optional.empty(),
                instant(f),
                f.natural("durationMillis"),
                answer(f));
    }

    /** That nothing was sent has one spelling. */
    private static String sent(Json.Fields f) throws ShapeException {
        String sent = hex(f, "sent", SENT_BYTES_MAX);
        if (sent.isEmpty()) {
            throw new ShapeException("sent", "bytes, or no such member", "none");
        }
        return sent;
    }

    private static Answer answer(Json.Fields f) throws ShapeException {
        if (f.has("errno")) {
            f.only("command", "request", "sent", "at", "durationMillis", "errno");
            return new NotSent((int) f.whole("errno", 1, ERRNO_MAX));
        }
        if (f.has("result")) {
            f.only("command", "request", "sent", "at", "durationMillis", "status", "result", "data");
            return new Told(
                    (int) f.whole("status", 0, SHORT_MAX),
                    f.whole("result", 0, DWORD_MAX),
                    hex(f, "data", ANSWER_BYTES_MAX));
        }
        f.only(
                "command",
                "request",
                "sent",
                "at",
                "durationMillis",
                "status",
                "hostStatus",
                "driverStatus",
                "sense",
                "data");
        String sense = hex(f, "sense", ANSWER_BYTES_MAX);
        return new Completed(
                (int) f.whole("status", 0, BYTE_MAX),
                (int) f.whole("hostStatus", 0, SHORT_MAX),
                (int) f.whole("driverStatus", 0, SHORT_MAX),
                sense,
                hex(f, "data", ANSWER_BYTES_MAX - sense.length() / 2));
    }

    private static String hex(Json.Fields f, String name, int bytesMax) throws ShapeException {
        String text = f.text(name);
        try {
            if (text.length() <= 2 * bytesMax
                    && HEX.formatHex(HEX.parseHex(text)).equals(text)) {
                return text;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new ShapeException(name, "at most " + bytesMax + " bytes in lower-case hexadecimal", "something else");
    }

    private static Instant instant(Json.Fields f) throws ShapeException {
        String text = f.text("at");
        try {
            Instant at = Instant.parse(text);
            if (at.equals(at.truncatedTo(ChronoUnit.SECONDS)) && at.toString().equals(text)) {
                return at;
            }
        } catch (DateTimeException _) {
            // said below
        }
        throw new ShapeException("at", "a time like 2026-11-24T12:00:00Z", "something else");
    }
}
