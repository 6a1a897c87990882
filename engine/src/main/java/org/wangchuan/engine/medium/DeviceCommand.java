package org.wangchuan.engine.medium;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * One command to a device as it was sent, and what came back, so that somebody else can read the answer for themselves.
 *
 * @param command its name and code, for people
 * @param request the command block, at most {@value #REQUEST_BYTES_MAX} bytes in lower-case hexadecimal
 * @param at when it was sent, whole seconds
 * @param durationMillis until the answer
 */
public record DeviceCommand(String command, String request, Instant at, long durationMillis, Answer answer) {
    /** What SG_IO takes (scsi/sg.h, {@code cmd_len}). */
    public static final int REQUEST_BYTES_MAX = 16;

    /** More than any command here asks for: 512 bytes of data and 252 of sense. */
    public static final int ANSWER_BYTES_MAX = 1024;

    private static final int BYTE_MAX = 0xff;
    private static final int SHORT_MAX = 0xffff;
    private static final int ERRNO_MAX = 4095; // linux/err.h
    private static final HexFormat HEX = HexFormat.of();

    public DeviceCommand {
        at = at.truncatedTo(ChronoUnit.SECONDS);
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

    /** As an object of a canonical document. */
    public JsonValue.Obj toJson() {
        Json.Builder out = Json.object()
                .put("command", command)
                .put("request", request)
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
                hex(f, "request", REQUEST_BYTES_MAX),
                instant(f),
                f.natural("durationMillis"),
                answer(f));
    }

    private static Answer answer(Json.Fields f) throws ShapeException {
        if (f.has("errno")) {
            f.only("command", "request", "at", "durationMillis", "errno");
            return new NotSent((int) f.whole("errno", 1, ERRNO_MAX));
        }
        f.only("command", "request", "at", "durationMillis", "status", "hostStatus", "driverStatus", "sense", "data");
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
