package org.wangchuan.station.agent;

import java.util.List;
import java.util.Optional;

/**
 * What is or may be a phone on a cable of the bench, by what it shows without anybody's permission. All of it is its own word. Words that the
 * Station API does not know are dropped here, and texts made to fit: what a phone calls itself must not keep the platform from
 * hearing of the others. Immutable.
 *
 * @param place where it hangs, as the kernel names it: {@code 1-4.2}; the phone of an open task, by the name by which that was chosen
 * @param plug which plugging-in this is, from 1 on; another one is another, be it the same phone
 * @param means one of {@link #MEANS}
 * @param maker a line of at most {@link #NAME_CHARS_MAX} characters
 * @param model likewise
 * @param serial in clear; of no more than {@link #SERIAL_CHARS_MAX} characters, or it is none
 * @param system one of {@link #SYSTEMS}
 * @param shows what it does on USB, of {@link #SHOWS}
 * @param mode how it runs, one of {@link #MODES}
 * @param screenLock one of {@link #SCREEN_LOCKS}
 * @param activation one of {@link #ACTIVATIONS}
 * @param answer what came of asking it, one of {@link #ANSWERS}
 */
public record PhoneState(
        String place,
        long plug,
        String means,
        Optional<String> maker,
        Optional<String> model,
        Optional<String> serial,
        Optional<String> system,
        List<String> shows,
        Optional<String> mode,
        Optional<String> screenLock,
        Optional<String> activation,
        String answer) {
    /** Whether it is a phone, or may be one. */
    public static final List<String> MEANS = List.of("mobile", "possible");

    /** What runs on it. */
    public static final List<String> SYSTEMS = List.of("android", "harmonyos", "ios", "ipados", "other");

    /** What it does on USB: the modes of {@code engine.usb.mode} that a phone may have. */
    public static final List<String> SHOWS = List.of(
            "adb",
            "fastboot",
            "hdc",
            "apple-normal",
            "apple-recovery",
            "apple-dfu",
            "qualcomm-edl",
            "mediatek-brom",
            "mediatek-preloader",
            "samsung-download",
            "huawei-download",
            "unisoc-download",
            "mtp",
            "ptp",
            "android-accessory",
            "tethering",
            "mass-storage");

    /** How it runs. */
    public static final List<String> MODES =
            List.of("system", "recovery", "bootloader", "download", "dfu", "emergency", "off");

    /** Whether a code locks its screen. */
    public static final List<String> SCREEN_LOCKS = List.of("locked", "unlocked", "none");

    /** Apple's activation. */
    public static final List<String> ACTIVATIONS = List.of("activated", "unactivated", "unknown-state");

    /** It is being asked. */
    static final String ASKING = "asking";

    /** It has told something when it was asked. */
    static final String TOLD = "told";

    /** It was asked in vain: it did not answer, or what held it did not let go of it. */
    static final String SILENT = "silent";

    /** There is nothing that it could be asked without permission. */
    static final String NOT_ASKED = "not-asked";

    /** What came of asking it. */
    public static final List<String> ANSWERS = List.of(ASKING, TOLD, SILENT, NOT_ASKED);

    /** Of maker and model; as in the record of a phone. */
    public static final int NAME_CHARS_MAX = 64;

    /** Longer is no serial number. */
    public static final int SERIAL_CHARS_MAX = 128;

    /** @throws IllegalArgumentException if {@code plug}, {@code means} or {@code answer} is none */
    public PhoneState {
        if (plug < 1 || !MEANS.contains(means) || !ANSWERS.contains(answer)) {
            throw new IllegalArgumentException("expected a plugging-in from 1 on and words that are known");
        }
        maker = maker.flatMap(PhoneState::line);
        model = model.flatMap(PhoneState::line);
        serial = serial.map(PhoneState::plain).filter(text -> !text.isEmpty() && text.length() <= SERIAL_CHARS_MAX);
        system = system.filter(SYSTEMS::contains);
        shows = shows.stream().filter(SHOWS::contains).distinct().toList();
        mode = mode.filter(MODES::contains);
        screenLock = screenLock.filter(SCREEN_LOCKS::contains);
        activation = activation.filter(ACTIVATIONS::contains);
    }

    /** The same, with this said of what came of asking it. */
    public PhoneState answered(String word) {
        return new PhoneState(
                place, plug, means, maker, model, serial, system, shows, mode, screenLock, activation, word);
    }

    /** The same, by another name of the port where it hangs. */
    public PhoneState at(String name) {
        return new PhoneState(
                name, plug, means, maker, model, serial, system, shows, mode, screenLock, activation, answer);
    }

    private static Optional<String> line(String text) {
        String plain = plain(text);
        int end = Math.min(plain.length(), NAME_CHARS_MAX);
        boolean isHalf = end > 0 && end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1));
        String cut = plain.substring(0, isHalf ? end - 1 : end).strip();
        return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
    }

    /** Without what turns or hides text on a page. */
    private static String plain(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().filter(PhoneState::isPlain).forEach(out::appendCodePoint);
        return out.toString().strip();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** Without the number, which names one person's phone. */
    @Override
    public String toString() {
        return place + " (" + plug + ") " + means + " " + answer;
    }
}
