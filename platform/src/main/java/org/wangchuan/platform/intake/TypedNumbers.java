package org.wangchuan.platform.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wangchuan.platform.custody.DeviceNumber;

/**
 * The numbers of a device in a form, as they were typed, and what was said of those that are doubtful: of each by itself.
 *
 * @param fields of the form
 * @param isOfPhone of anything else there is one number, and nothing is asked
 */
public record TypedNumbers(Map<String, String> fields, boolean isOfPhone) {
    /** The field of the first number, which may hold a label with two. */
    static final String FIRST = "serial";

    /** The field of those beside it. */
    static final String MORE = "more-numbers";

    private static final String CORE = "imei-core";
    private static final String ANYWAY = "imei-anyway";

    public TypedNumbers {
        fields = Map.copyOf(fields);
    }

    /**
     * A number about which something is asked, or was.
     *
     * @param read as it was typed
     * @param now as it is by what was said
     * @param behind after the names of the fields in which it is answered
     * @param isOpen whether it is still to be answered
     */
    public record Asked(DeviceNumber read, DeviceNumber now, String behind, boolean isCore, boolean isOpen) {
        /** Whether somebody may say that it stands there like that: what is a person's, nobody may. */
        public boolean mayStand() {
            return !read.isOfAPerson();
        }
    }

    /**
     * What is said of a number in a list or by a program, where nobody can be asked. Fifteen digits that check themselves are an IMEI there, whoever may have
     * allocated it, and doubtful: as a serial number they would keep the phone, which shows its own, from being begun with for good.
     *
     * @param isChecked whether somebody has compared it with the device
     */
    public static Map<String, String> whereNobodyIsAsked(String typed, boolean isChecked) {
        Map<String, String> out = new HashMap<>();
        if (isChecked) {
            out.put(ANYWAY, typed);
        }
        List<DeviceNumber> read = DeviceNumber.all(typed);
        for (int at = 0; at < read.size(); at++) {
            DeviceNumber number = read.get(at);
            if (number.doubt()
                    .filter(why -> why == DeviceNumber.Doubt.IMEI_BODY)
                    .isPresent()) {
                out.put(CORE + behind(at), number.text());
            }
        }
        return out;
    }

    private static String behind(int at) {
        return at == 0 ? "" : "-" + (at + 1);
    }

    /** Those of both fields, each once, by what was said of them; the first is the device's first. */
    List<DeviceNumber> all() {
        return distinct(read(FIRST, MORE));
    }

    /** Those of the first field. */
    List<DeviceNumber> ofFirstField() {
        return distinct(read(FIRST));
    }

    private List<DeviceNumber> distinct(List<DeviceNumber> read) {
        return read.stream()
                .map(this::said)
                .collect(Collectors.toMap(DeviceNumber::text, Function.identity(), (one, _) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Why some may not be what they seem, as long as nobody has said of each that it stands there like that. */
    List<DeviceNumber.Doubt> doubts() {
        return asked().stream()
                .filter(Asked::isOpen)
                .flatMap(one -> one.now().doubt().stream())
                .distinct()
                .toList();
    }

    /** All about which something is asked, or was answered. */
    public List<Asked> asked() {
        if (!isOfPhone) {
            return List.of();
        }
        List<DeviceNumber> read = read(FIRST, MORE);
        return IntStream.range(0, read.size())
                .filter(at -> read.get(at).doubt().isPresent())
                .mapToObj(at -> asked(read.get(at), behind(at)))
                .toList();
    }

    private Asked asked(DeviceNumber read, String behind) {
        DeviceNumber now = said(read);
        boolean isOpen = now.isOfAPerson() || !(now.isByWord() || isSaid(ANYWAY, read));
        return new Asked(read, now, behind, isSaid(CORE, read), isOpen);
    }

    private DeviceNumber said(DeviceNumber read) {
        return isSaid(CORE, read) ? read.asImei() : read;
    }

    /** Whether it was said of this number; of the only one that was typed, it may be said as it was typed. */
    private boolean isSaid(String name, DeviceNumber number) {
        return fields.entrySet().stream()
                .filter(field -> field.getKey().equals(name) || field.getKey().matches(name + "-[2-9]"))
                .map(field -> field.getValue().strip())
                .anyMatch(said -> said.equals(number.text())
                        || (!said.isEmpty()
                                && said.equals(whole())
                                && read(FIRST, MORE).size() == 1));
    }

    /** What was typed as numbers; that another device bears one is said of this and of no other. */
    String whole() {
        return Stream.of(FIRST, MORE)
                .map(this::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" | "));
    }

    /** What was typed in each field, whole: as it was kept before numbers were read. */
    List<String> texts() {
        return Stream.of(FIRST, MORE)
                .map(this::text)
                .filter(text -> !text.isEmpty())
                .map(text -> text.toUpperCase(Locale.ROOT))
                .toList();
    }

    private List<DeviceNumber> read(String... names) {
        if (!isOfPhone) {
            return Optional.of(text(FIRST)).filter(text -> !text.isEmpty()).map(DeviceNumber::plain).stream()
                    .toList();
        }
        List<DeviceNumber> out = new ArrayList<>();
        for (String name : names) {
            for (DeviceNumber number : DeviceNumber.all(text(name))) {
                if (out.stream().noneMatch(one -> one.text().equals(number.text()))) {
                    out.add(number);
                }
            }
        }
        return out;
    }

    private String text(String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
