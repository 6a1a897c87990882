package org.wangchuan.platform.custody;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts under which a number may have been noted: each was kept as it was typed before numbers were read. A list that ends, of how labels and phones
 * write one; what was typed in another way is found by the very same text alone.
 */
final class NumberSpellings {
    private static final List<String> SERIAL_NAMES =
            List.of("S/N:", "S/N: ", "S/N：", "SN:", "SN: ", "SN：", "SN ", "序列号:", "序列号: ", "序列号：");
    private static final List<String> IMEI_NAMES = List.of("IMEI", "IMEI1", "IMEI2", "IMEI 1", "IMEI 2");
    private static final List<String> BEHIND_NAME = List.of("", " ", ":", ": ", "：");
    private static final List<String> PARTED = List.of(" ", "-", "/", ".");

    private NumberSpellings() {}

    /** All of them, with the number as it is read now. */
    static List<String> of(DeviceNumber read) {
        Set<String> out = new LinkedHashSet<>();
        out.add(read.text());
        DeviceNumber number = read.asImei();
        if (number.form() == DeviceNumber.Form.SERIAL) {
            SERIAL_NAMES.forEach(name -> out.add(name + number.text()));
        } else if (Imei.looksLikeOne(number.text())) {
            imei(number.text(), out);
        } else {
            BEHIND_NAME.forEach(mark -> out.add("MEID" + mark + number.text()));
            if (Imei.areDigits(number.text())) {
                out.add(Imei.of(
                        number.text())); // of a device of several systems: the same digits, and one that checks them
            }
        }
        return List.copyOf(out);
    }

    private static void imei(String number, Set<String> out) {
        out.add(number);
        out.add(number.substring(0, Imei.CORE_DIGITS));
        for (String mark : PARTED) {
            out.add(parted(
                    number, mark, 2, 8,
                    14)); // as labels have it: who allocated it, the type, the device, the check digit
            out.add(parted(number, mark, 6, 8, 14)); // as its parts were cut before
        }
        IMEI_NAMES.forEach(name -> BEHIND_NAME.forEach(mark -> out.add(name + mark + number)));
    }

    private static String parted(String number, String mark, int first, int second, int third) {
        return String.join(
                mark,
                number.substring(0, first),
                number.substring(first, second),
                number.substring(second, third),
                number.substring(third));
    }
}
