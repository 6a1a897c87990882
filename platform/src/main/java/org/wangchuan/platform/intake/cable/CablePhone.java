package org.wangchuan.platform.intake.cable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Something on a phone cable of a bench that is or may be a phone, by what it shows without anybody's permission, as its station tells it.
 * All of it is the phone's own word, and anything can call itself anything: it helps people find their way, and proves nothing. The words
 * are closed lists, which the Station API names. Immutable.
 *
 * @param place the station's name of the port, as the kernel has it: {@code 1-4.2}
 * @param plug which plugging-in this is, counted by the station since its agent began
 * @param means one of {@link #MEANS}
 * @param maker as the phone calls it, a line of at most 64 characters
 * @param model likewise
 * @param serial by which it can be compared; the number in clear is kept nowhere
 * @param system one of {@link #SYSTEMS}
 * @param shows what it does on USB, of {@link #SHOWS}, each once
 * @param mode one of {@link #MODES}
 * @param screenLock one of {@link #SCREEN_LOCKS}
 * @param activation one of {@link #ACTIVATIONS}
 * @param answer what came of it when it was asked, one of {@link #ANSWERS}
 */
public record CablePhone(
        String place,
        long plug,
        String means,
        Optional<String> maker,
        Optional<String> model,
        Optional<Serial> serial,
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

    /** What it does on USB. */
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

    /** What came of asking it. */
    public static final List<String> ANSWERS = List.of("asking", "told", "silent", "not-asked");

    public CablePhone {
        shows = List.copyOf(shows);
    }

    /**
     * By what a serial number is known again.
     *
     * @param digest keyed, as the counter's are
     * @param tail its last characters, for people
     */
    public record Serial(Bytes32 digest, String tail) {}

    /** What people call it: maker and model, as far as it shows them; empty if neither. */
    public String name() {
        return Stream.of(maker, model).flatMap(Optional::stream).collect(Collectors.joining(" "));
    }

    /** Its serial number as it may be shown; empty if it shows none. */
    public String maskedSerial() {
        return serial.map(known -> "…" + known.tail()).orElse("");
    }

    /** What it shows beside its name, as keys of words, in the order in which they are read. */
    public List<String> words() {
        List<String> out = new ArrayList<>();
        system.ifPresent(word -> out.add("intake.cable.system." + word));
        shows.forEach(word -> out.add("intake.cable.shows." + word));
        mode.filter(word -> !isSaid(word)).ifPresent(word -> out.add("intake.cable.mode." + word));
        return List.copyOf(out);
    }

    /** Whether what it does on USB names its mode already. */
    private boolean isSaid(String word) {
        return shows.stream().anyMatch(one -> one.endsWith("-" + word) || one.equals("apple-normal"));
    }

    /** What may lock it, as keys of words; none if it shows nothing of that, which says nothing. */
    public List<String> locks() {
        List<String> out = new ArrayList<>();
        screenLock.ifPresent(word -> out.add("intake.cable.screen." + word));
        activation.ifPresent(word -> out.add("intake.cable.activation." + word));
        return List.copyOf(out);
    }

    /**
     * What of it no phone shows that was reset and not used since, as keys of words: a reset turns debugging off, which its setup cannot turn on. That an iPhone is
     * activated says nothing: whoever looks at it goes through its setup, which does that. As far as is known: no real phone was tried.
     */
    public List<String> against() {
        List<String> out = new ArrayList<>();
        boolean isSystem = mode.filter(word -> !word.equals("system")).isEmpty();
        shows.stream()
                .filter(word -> isSystem && (word.equals("adb") || word.equals("hdc")))
                .forEach(word -> out.add("intake.cable.against." + word));
        return List.copyOf(out);
    }

    /** The look of its answer beside the word for it; nothing is told by it alone. */
    public String tone() {
        return switch (answer) {
            case "told" -> "good";
            case "asking" -> "busy";
            case "silent" -> "wait";
            default -> "off";
        };
    }
}
