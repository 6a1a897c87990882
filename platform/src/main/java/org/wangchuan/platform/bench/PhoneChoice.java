package org.wangchuan.platform.bench;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Which phone somebody was shown, and chose.
 *
 * @param place as the station tells it of its cables
 * @param mark {@link #mark} of what hung there
 * @param isNumberCompared whether they say that they have held the noted number against the phone itself
 */
record PhoneChoice(UUID station, String place, String mark, boolean isNumberCompared) {
    private static final int STATION_CHARS = 36;
    private static final int CHARS_MAX = 140;

    /** By which plugging, and which number, a phone at a place is known again by a form; nothing can be had from it. */
    static String mark(CablePhone phone) {
        String text = phone.plug() + " "
                + phone.serial().map(serial -> serial.digest().base64Url()).orElse("-");
        return Bytes32.sha256(text.getBytes(StandardCharsets.UTF_8)).base64Url();
    }

    /** As a form sends it. */
    static String value(UUID station, CablePhone phone) {
        return station + ":" + phone.place() + ":" + mark(phone);
    }

    /** What {@link #value} has written; empty for another text. */
    static Optional<PhoneChoice> parse(String value, boolean isNumberCompared) {
        int end = value.lastIndexOf(':');
        if (value.length() > CHARS_MAX || end <= STATION_CHARS || value.charAt(STATION_CHARS) != ':') {
            return Optional.empty();
        }
        try {
            return Optional.of(new PhoneChoice(
                    UUID.fromString(value.substring(0, STATION_CHARS)),
                    value.substring(STATION_CHARS + 1, end),
                    value.substring(end + 1),
                    isNumberCompared));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
