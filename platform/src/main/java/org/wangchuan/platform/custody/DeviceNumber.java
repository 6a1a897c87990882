package org.wangchuan.platform.custody;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.makers.Numbers;
import org.wangchuan.platform.web.text.PersonalData;

/**
 * A number as somebody typed or scanned it from a phone, by its form alone. An IMEI is the same under all its spellings: in groups, with its
 * name before it, with the version of its software behind it, in figures of any width or script. What is not clearly a number of the mobile
 * network is a serial number, and stays as it was typed.
 *
 * @param text in one spelling: an IMEI as 15 digits, a MEID as 14 hexadecimal ones, anything else in capitals and without a border
 * @param doubt why it may not be what it seems; somebody who sees the device knows better
 */
public record DeviceNumber(Form form, String text, Optional<Doubt> doubt) {
    /** Longer texts are taken as they are: no label holds one. */
    private static final int READ_CHARS_MAX = 400;

    private static final int MAX_OF_A_TEXT = 8;
    private static final int HEX_DIGITS = 14;
    private static final int DECIMAL_DIGITS = 18;
    private static final int DECIMAL_MAKER_DIGITS = 10;
    private static final int VERSION_DIGITS = 2;
    private static final int BAR_CODE_DIGITS = 13;
    private static final int BASE = 10;

    /** Invisible marks that labels and messengers leave beside digits: they say nothing. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\u00AD]");

    private static final Pattern NAMED = Pattern.compile(
            "^(IMEI(?:\\s*/?\\s*SV)?|MEID|ICCID|EID)(?:\\s*[1-4]?\\s*[:.#]\\s*|\\s+[1-4]\\s+(?=\\d{14})|\\s*)");

    private static final Pattern SERIAL_NAMED =
            Pattern.compile("^(?:S/N|SN|SERIAL(?:\\s*(?:NO\\.?|NUMBER))?|序列号)\\s*:\\s*");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}./]");
    /** As a phone shows it after *#06#: a number, and the version of its software. */
    private static final Pattern WITH_VERSION = Pattern.compile("^(\\d{15})\\s*/\\s*(?:SV\\s*:?\\s*)?\\d{2}$");

    private static final Pattern NEXT_NAME =
            Pattern.compile("(?<=[\\p{L}\\p{N}])[\\s/]+(?=(?:IMEI|MEID|S/N|SN)\\s*[1-4]?\\s*:)");
    private static final Pattern TWO = Pattern.compile("(?<!\\d)(\\d{15})[\\s/]+(?=\\d{15}(?!\\d))");
    private static final Pattern SEPARATOR = Pattern.compile("[\\r\\n\\t,;|、]+");
    private static final Pattern HEX = Pattern.compile("[0-9A-F]{14}[0-9A-F]?");
    private static final Pattern TELEPHONE = Pattern.compile("1[3-9]\\d{9}");
    private static final Pattern SIM = Pattern.compile("89\\d{17,18}|89\\d{30}");
    /** With these most IMEIs begin; of another length it is one that was misread rather than something else. */
    private static final Pattern LIKE_AN_IMEI = Pattern.compile("(?:01|35|86|99)(?:\\d{11}|\\d{15})");

    /** Which kind of number it is; stored under its id. */
    public enum Form {
        /** Of the maker; a phone may show it on its cable. */
        SERIAL,
        /** Of the mobile network; it never does, as far as is known. */
        MOBILE;

        /** As it stands in the database. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why a number is asked about once more; words under {@code intake.number.NAME}. */
    public enum Doubt {
        /** 15 digits, and the last does not check the others. */
        IMEI_CHECK_DIGIT,
        /** It is named an IMEI or a MEID, or begins like most, and has too few digits or too many. */
        IMEI_LENGTH,
        /** 14 digits: an IMEI without its check digit, or a serial number. */
        IMEI_SHORT,
        /** 16 digits: an IMEI with the version of its software, or a serial number. */
        IMEI_VERSION,
        /** Of test equipment, or what phones show that have lost their own: many bear the same. */
        IMEI_TEST,
        /** The number of a SIM card or an eSIM: its owner's, and not the device's. */
        SIM_CARD,
        /** The bar code of an article: the same on each box. */
        BAR_CODE,
        /** A telephone number, or one of an identity paper. */
        OF_A_PERSON
    }

    /** Reads one; of any length and content. */
    public static DeviceNumber of(String typed) {
        if (typed.length() > READ_CHARS_MAX) {
            return serial(typed.strip().toUpperCase(Locale.ROOT));
        }
        String folded = folded(typed);
        Matcher serial = SERIAL_NAMED.matcher(folded);
        if (serial.find()) {
            return serial(folded.substring(serial.end()));
        }
        Matcher named = NAMED.matcher(folded);
        if (named.find()) {
            return named(named.group(1), folded.substring(named.end()), folded);
        }
        return unnamed(folded);
    }

    /** All that stand in one text: on a label with two, as after *#06#, or one a line. Each once; none of an empty text. */
    public static List<DeviceNumber> all(String typed) {
        if (typed.length() > READ_CHARS_MAX) {
            return List.of(of(typed));
        }
        String apart = NEXT_NAME.matcher(folded(typed)).replaceAll("\n");
        apart = TWO.matcher(apart).replaceAll("$1\n");
        List<DeviceNumber> out = new ArrayList<>();
        Matcher end = SEPARATOR.matcher(apart);
        int from = 0;
        while (end.find()) {
            add(out, apart.substring(from, end.start()));
            from = end.end();
        }
        add(out, apart.substring(from));
        return List.copyOf(out.subList(0, Math.min(out.size(), MAX_OF_A_TEXT)));
    }

    private static void add(List<DeviceNumber> out, String part) {
        DeviceNumber number = of(part);
        if (!number.text().isEmpty() && out.stream().noneMatch(one -> one.text().equals(number.text()))) {
            out.add(number);
        }
    }

    /** Capitals, and figures of all widths and scripts as ASCII has them; the borders are gone. */
    private static String folded(String typed) {
        String normal = INVISIBLE
                .matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC))
                .replaceAll("");
        StringBuilder out = new StringBuilder(normal.length());
        normal.codePoints().forEach(c -> {
            int figure = Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? Character.digit(c, BASE) : -1;
            out.appendCodePoint(figure < 0 ? c : '0' + figure);
        });
        return out.toString().strip().toUpperCase(Locale.ROOT);
    }

    private static DeviceNumber named(String name, String rest, String whole) {
        Matcher version = WITH_VERSION.matcher(rest);
        String digits =
                version.matches() ? version.group(1) : BETWEEN.matcher(rest).replaceAll("");
        if (name.equals("ICCID") || name.equals("EID")) {
            return rest.isEmpty() || !Imei.areDigits(digits) ? serial(whole) : doubted(whole, Doubt.SIM_CARD);
        }
        if (name.equals("MEID")) {
            return meid(digits).map(DeviceNumber::mobile).orElseGet(() -> doubted(whole, Doubt.IMEI_LENGTH));
        }
        if (digits.isEmpty() || !Imei.areDigits(digits)) {
            return serial(whole); // begins like a name, and is none
        }
        return switch (digits.length()) {
            case Imei.DIGITS -> checked(digits, whole);
            case Imei.CORE_DIGITS -> mobile(Imei.of(digits));
            case Imei.CORE_DIGITS + VERSION_DIGITS -> mobile(Imei.of(digits.substring(0, Imei.CORE_DIGITS)));
            default -> doubted(whole, Doubt.IMEI_LENGTH);
        };
    }

    private static DeviceNumber unnamed(String folded) {
        Matcher version = WITH_VERSION.matcher(folded);
        String digits =
                version.matches() ? version.group(1) : BETWEEN.matcher(folded).replaceAll("");
        if (digits.isEmpty() || !Imei.areDigits(digits)) {
            boolean isOfAPerson = folded.startsWith("+") && PersonalData.isIn(folded);
            return isOfAPerson ? doubted(folded, Doubt.OF_A_PERSON) : serial(folded);
        }
        return switch (digits.length()) {
            case Imei.DIGITS -> checked(digits, folded);
            case Imei.CORE_DIGITS -> doubted(folded, Doubt.IMEI_SHORT);
            case Imei.CORE_DIGITS + VERSION_DIGITS -> doubted(folded, Doubt.IMEI_VERSION);
            default -> other(digits).map(doubt -> doubted(folded, doubt)).orElseGet(() -> serial(folded));
        };
    }

    private static DeviceNumber checked(String digits, String whole) {
        if (!Imei.hasRightCheckDigit(digits)) {
            return doubted(whole, Doubt.IMEI_CHECK_DIGIT);
        }
        return mobile(digits);
    }

    private static DeviceNumber mobile(String text) {
        boolean isTest = Numbers.shipped()
                .body(text)
                .filter(body -> body.use() == Numbers.Use.TEST)
                .isPresent();
        return new DeviceNumber(Form.MOBILE, text, isTest ? Optional.of(Doubt.IMEI_TEST) : Optional.empty());
    }

    private static DeviceNumber serial(String text) {
        return new DeviceNumber(Form.SERIAL, text, Optional.empty());
    }

    private static DeviceNumber doubted(String text, Doubt doubt) {
        return new DeviceNumber(Form.SERIAL, text, Optional.of(doubt));
    }

    private static Optional<Doubt> other(String digits) {
        if (SIM.matcher(digits).matches()) {
            return Optional.of(Doubt.SIM_CARD);
        }
        if (TELEPHONE.matcher(digits).matches()
                || (digits.length() == DECIMAL_DIGITS
                        && PersonalData.of(digits).contains(PersonalData.Kind.RESIDENT))) {
            return Optional.of(Doubt.OF_A_PERSON);
        }
        if (LIKE_AN_IMEI.matcher(digits).matches()) {
            return Optional.of(Doubt.IMEI_LENGTH);
        }
        return isBarCode(digits) ? Optional.of(Doubt.BAR_CODE) : Optional.empty();
    }

    /** Whether the last of thirteen checks the others as on the bar codes of articles (EAN-13): each second counts three times. */
    private static boolean isBarCode(String digits) {
        if (digits.length() != BAR_CODE_DIGITS) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < BAR_CODE_DIGITS; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % BASE == 0;
    }

    /** A MEID in its 14 hexadecimal digits: from those, with a check digit behind them or not, or from its 18 decimal ones. */
    private static Optional<String> meid(String digits) {
        if (HEX.matcher(digits).matches()) {
            return Optional.of(digits.substring(0, HEX_DIGITS));
        }
        if (digits.length() != DECIMAL_DIGITS || !Imei.areDigits(digits)) {
            return Optional.empty();
        }
        long maker = Long.parseLong(digits.substring(0, DECIMAL_MAKER_DIGITS));
        long rest = Long.parseLong(digits.substring(DECIMAL_MAKER_DIGITS));
        boolean fits = maker <= 0xFFFF_FFFFL && rest <= 0xFF_FFFFL;
        return fits ? Optional.of(String.format(Locale.ROOT, "%08X%06X", maker, rest)) : Optional.empty();
    }

    /** The IMEI that a doubtful number of 14 or 16 digits is, by somebody's word; the number itself if it can't be one. */
    public DeviceNumber asImei() {
        boolean canBe = doubt.filter(why -> why == Doubt.IMEI_SHORT || why == Doubt.IMEI_VERSION)
                .isPresent();
        return canBe ? mobile(Imei.of(BETWEEN.matcher(text).replaceAll("").substring(0, Imei.CORE_DIGITS))) : this;
    }

    /** The first eight digits of an IMEI; empty of all else, and of numbers that are no product's. */
    public Optional<String> type() {
        return form == Form.MOBILE && Imei.looksLikeOne(text) && doubt.isEmpty()
                ? Optional.of(Imei.type(text))
                : Optional.empty();
    }

    /** Under which texts it may have been noted before: what it is now, and what it was taken for if nobody knew better. */
    public List<String> spellings() {
        DeviceNumber imei = asImei();
        if (imei.form() == Form.MOBILE && Imei.looksLikeOne(imei.text())) {
            String core = imei.text().substring(0, Imei.CORE_DIGITS);
            return text.equals(imei.text()) ? List.of(text, core) : List.of(text, imei.text(), core);
        }
        return List.of(text);
    }

    /** Its last characters, as pages show it. */
    public String tail() {
        return MediaTable.tail(text);
    }
}
