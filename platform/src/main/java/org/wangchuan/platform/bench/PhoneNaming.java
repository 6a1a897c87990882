package org.wangchuan.platform.bench;

import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;
import org.wangchuan.proof.text.PersonalData;

/**
 * Recognises numbers that could name a phone, its SIM or a person in what a station tells: a net for what slips in, and no proof that nothing did. A short
 * serial number and a name have no form of their own and are not found; for those stations keep to a list of properties, and so does {@link PhoneTurnReader}.
 */
final class PhoneNaming {
    /** Of an IMEI (14 to 16), an IMSI (15), an ICCID (19, 20), an EID (32), also in groups; no storage has so many bytes. */
    private static final Pattern FIGURES = Pattern.compile("[0-9](?:[ /-]?[0-9]){13,}");
    /** Of a MEID (14) and a UDID (24, 40), in hexadecimal figures. */
    private static final Pattern HEXADECIMAL =
            Pattern.compile("(?<![0-9A-Za-z])(?=[A-Fa-f-]*[0-9])[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{6,}");

    /** Whose values are counted or measured: figures that look like a telephone number are none there. */
    private static final Set<String> COUNTS =
            Set.of("storage-bytes", "battery-percent", "accounts", "user-apps", "esim-profiles");

    /** Of whom a phone may be told to be managed by: anything else may be the name of an employer or a person. */
    private static final Set<String> MANAGERS = Set.of(
            "android-device-policy",
            "intune",
            "workspace-one",
            "mobileiron",
            "maas360",
            "mobicontrol",
            "island",
            "shelter",
            "other");

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}");

    private PhoneNaming() {}

    /** Whether a text holds such a number. */
    static boolean isIn(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\p{Pd}", "-");
        return FIGURES.matcher(plain).find() || HEXADECIMAL.matcher(plain).find() || PersonalData.isIn(plain);
    }

    /** Whether value or words of a fact hold one. What is counted has to be a number, and may stand in the words. */
    static boolean isIn(PhoneTurn.Fact fact) {
        String value = fact.value();
        if (fact.property().equals("managed-by") && !MANAGERS.contains(value)) {
            return true;
        }
        if (!COUNTS.contains(fact.property())) {
            return isIn(value) || isIn(fact.said().zh()) || isIn(fact.said().en());
        }
        boolean isCount = COUNT.matcher(value).matches();
        return !isCount
                || isIn(fact.said().zh().replace(value, ""))
                || isIn(fact.said().en().replace(value, ""));
    }
}
