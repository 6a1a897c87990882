package org.wangchuan.platform.custody;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.makers.Numbers;
import org.wangchuan.proof.text.PersonalData;

/**
 * A number as somebody typed or scanned it from a phone, by its form alone. An IMEI is the same under all its spellings: in groups, with its
 * name before it, with the version of its software behind it, in figures of any width or script. What is not clearly a number of the mobile
 * network is a serial number, and stays as it was typed.
 *
 * @param text in one spelling: an IMEI as 15 digits, a MEID as 14 hexadecimal ones, what may be one as its digits, anything else in capitals and without a border
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
    /** Of boxes in America: the same number without the zero before it. */
    private static final int UPC_DIGITS = 12;

    private static final int BASE = 10;

    /** Invisible marks that labels and messengers leave beside digits: they say nothing. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\u00AD]");

    private static final Pattern NAMED = Pattern.compile(
            "^[主副]?\\s*(?:卡\\s*[1-4]?)?\\s*(IMEI(?:\\s*/?\\s*SV)?|MEID|ICCID|EID)\\s*(?:码|号码|号|NO\\.?|NUMBER)?");
    /** Which of two it is, where anything parts it from the number: no number is written with one figure apart. */
    private static final Pattern INDEX =
            Pattern.compile("\\s*[(]?[1-4][)]?\\s*[码号]?\\s*([:=#./\\s]|\\p{Pd})\\s*(\\S.*)");

    private static final Pattern LEADING = Pattern.compile("^[\\s:=#.]+");

    private static final Pattern SERIAL_NAMED =
            Pattern.compile("^(?:S/N|SN|SERIAL(?:\\s*(?:NO\\.?|NUMBER))?|序列号)(?:\\s*[:=]\\s*|\\s+(?=\\S*\\d))(?=\\S)");
    private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Pd}./]");
    /** As a phone shows it after *#06#: a number, and the version of its software. */
    private static final Pattern WITH_VERSION = Pattern.compile("^(\\d{15})\\s*/\\s*(?:SV\\s*:?\\s*)?\\d{2}$");

    private static final Pattern NEXT_NAME =
            Pattern.compile("(?<=[\\p{L}\\p{N}])[\\s/]+(?=[主副]?IMEI(?!\\s*/?\\s*SV)|MEID|ICCID"
                    + "|(?:S/N|SN|SERIAL(?:\\s*(?:NO\\.?|NUMBER))?|序列号)\\s*[:=])");
    /** Somewhere in a text that is not read: most likely it is one all the same. */
    private static final Pattern HOLDS_ONE = Pattern.compile("IMEI|(?<!\\d)\\d{15}(?!\\d)");

    private static final Pattern TWO = Pattern.compile("(?<!\\d)(\\d{15})[\\s/]+(?=\\d{15}(?!\\d))");
    private static final Pattern SEPARATOR = Pattern.compile("[\\r\\n\\t,;|、]+");
    /** As who allocates them begins them: what is named so and begins as an IMEI is one that was misnamed. */
    private static final Pattern HEX = Pattern.compile("(?:[A-F][0-9A-F]|99)[0-9A-F]{12}[0-9A-F]?");

    private static final Pattern TELEPHONE = Pattern.compile("(?:86)?1[3-9]\\d{9}");
    /** Other cards begin as IMEIs do. */
    private static final Pattern BANK_CARD = Pattern.compile("62\\d{14,17}");

    private static final Pattern SIM = Pattern.compile("89\\d{17,18}|89\\d{30}");
    /** Of China; some of its figures may be letters, and the last may be one that fills up. */
    private static final Pattern SIM_WITH_LETTERS = Pattern.compile("8986[0-9A-F]{15,16}");
    /** With these most IMEIs begin; of another length it is one that was misread rather than something else. */
    private static final Pattern LIKE_AN_IMEI = Pattern.compile("(?:01|35|86|99)(?:\\d{11}|\\d{15})");

    /** What was misread, or is no device's: whoever says that it stands there like that says nothing of what its phone shows. */
    private static final Set<Doubt> UNCLEAR =
            EnumSet.of(Doubt.IMEI_CHECK_DIGIT, Doubt.IMEI_LENGTH, Doubt.SIM_CARD, Doubt.BAR_CODE);

    private static final Set<Doubt> MAY_BE_IMEI = EnumSet.of(Doubt.IMEI_SHORT, Doubt.IMEI_VERSION, Doubt.IMEI_BODY);

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
        /** 15 digits, and the last does not check the others; of a MEID too, where it stands behind it. */
        IMEI_CHECK_DIGIT,
        /** It is named an IMEI or a MEID, or begins like most, and has too few digits or too many. */
        IMEI_LENGTH,
        /** 14 digits: an IMEI without its check digit, or a serial number. */
        IMEI_SHORT,
        /** 16 digits: an IMEI with the version of its software, or a serial number. */
        IMEI_VERSION,
        /** 15 digits that check themselves, as one in ten does by chance, and nobody is known who allocated them. */
        IMEI_BODY,
        /** Of test equipment, or what phones show that have lost their own: many bear the same. */
        IMEI_TEST,
        /** The number of a SIM card or an eSIM: its owner's, and not the device's. */
        SIM_CARD,
        /** The bar code of an article: the same on each box. */
        BAR_CODE,
        /** A telephone number, or one of an identity paper. */
        OF_A_PERSON
    }

    /** Reads one of a phone; of any length and content. */
    public static DeviceNumber of(String typed) {
        if (typed.length() > READ_CHARS_MAX) {
            return plain(typed);
        }
        String folded = folded(typed);
        return folded.isEmpty() ? plain(typed) : read(folded);
    }

    /** One that is a serial number whatever it looks like, but for a resident's: of all that is no phone. */
    public static DeviceNumber plain(String typed) {
        String text = typed.strip().toUpperCase(Locale.ROOT);
        return isResident(text) ? doubted(text, Doubt.OF_A_PERSON) : serial(text);
    }

    private static DeviceNumber read(String folded) {
        Matcher serial = SERIAL_NAMED.matcher(folded);
        if (serial.find()) {
            String rest = folded.substring(serial.end());
            return isResident(rest) ? doubted(rest, Doubt.OF_A_PERSON) : serial(rest);
        }
        Matcher named = NAMED.matcher(folded);
        return named.find() ? named(named.group(1), folded.substring(named.end()), folded) : unnamed(folded);
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
        String digits = digits(rest);
        return switch (name) {
            case "ICCID", "EID" ->
                digits.isEmpty() || !Imei.areDigits(digits) ? serial(whole) : doubted(whole, Doubt.SIM_CARD);
            case "MEID" -> meid(digits, whole);
            default -> imei(rest, name.endsWith("SV"), whole);
        };
    }

    /** What follows its name: which of two it may be, and the number. */
    private static DeviceNumber imei(String rest, boolean hasVersion, String whole) {
        String all = digits(rest);
        Matcher index = INDEX.matcher(rest);
        if (!index.matches()) {
            return imei(all, hasVersion, true, whole);
        }
        String behind = digits(index.group(2));
        boolean isUnclear = ":=#".indexOf(index.group(1)) < 0
                && behind.length() == Imei.CORE_DIGITS
                && Imei.hasRightCheckDigit(all);
        return isUnclear ? doubted(whole, Doubt.IMEI_LENGTH) : imei(behind, hasVersion, false, whole);
    }

    /** @param mayBeJoined whether the first digit may say which of two it is */
    private static DeviceNumber imei(String digits, boolean hasVersion, boolean mayBeJoined, String whole) {
        if (digits.isEmpty() || !Imei.areDigits(digits)) {
            return doubted(whole, Doubt.IMEI_LENGTH);
        }
        boolean isJoined = mayBeJoined && "1234".indexOf(digits.charAt(0)) >= 0;
        return switch (digits.length()) {
            case Imei.DIGITS ->
                isJoined && isAllocatedByNobody(digits) && Imei.hasRightCheckDigit(digits)
                        ? doubted(digits, Doubt.IMEI_LENGTH)
                        : checked(digits);
            case Imei.CORE_DIGITS -> mobile(Imei.of(digits));
            case Imei.CORE_DIGITS + VERSION_DIGITS -> {
                String behind = digits.substring(1);
                if (hasVersion) {
                    yield mobile(Imei.of(digits.substring(0, Imei.CORE_DIGITS)));
                }
                if (!isJoined || !Imei.hasRightCheckDigit(behind)) {
                    yield doubted(digits, Doubt.IMEI_VERSION);
                }
                // With 3 and 4 a number may begin, and then these are the last digits of no check.
                boolean isIndex = digits.charAt(0) <= '2' && !isAllocatedByNobody(behind);
                yield isIndex ? mobile(behind) : doubted(digits, Doubt.IMEI_LENGTH);
            }
            default -> doubted(digits, Doubt.IMEI_LENGTH);
        };
    }

    /** The digits of a number without what parts them, and without a version; whatever else stands there stays. */
    private static String digits(String text) {
        String number = LEADING.matcher(text).replaceFirst("");
        Matcher version = WITH_VERSION.matcher(number);
        return version.matches() ? version.group(1) : BETWEEN.matcher(number).replaceAll("");
    }

    private static boolean isAllocatedByNobody(String imei) {
        return Numbers.shipped().body(imei).isEmpty();
    }

    private static boolean isResident(String text) {
        return PersonalData.of(text).contains(PersonalData.Kind.RESIDENT);
    }

    private static DeviceNumber unnamed(String folded) {
        Matcher version = WITH_VERSION.matcher(folded);
        String digits =
                version.matches() ? version.group(1) : BETWEEN.matcher(folded).replaceAll("");
        if (isResident(folded) || isResident(digits) || (folded.startsWith("+") && PersonalData.isIn(folded))) {
            return doubted(folded, Doubt.OF_A_PERSON);
        }
        if (digits.isEmpty() || !Imei.areDigits(digits)) {
            if (SIM_WITH_LETTERS.matcher(digits).matches()) {
                return doubted(folded, Doubt.SIM_CARD);
            }
            return HOLDS_ONE.matcher(folded).find() ? doubted(folded, Doubt.IMEI_LENGTH) : serial(folded);
        }
        if (TELEPHONE.matcher(digits).matches()
                || (BANK_CARD.matcher(digits).matches()
                        && PersonalData.of(digits).contains(PersonalData.Kind.CARD))) {
            return doubted(digits, Doubt.OF_A_PERSON);
        }
        return switch (digits.length()) {
            case Imei.DIGITS ->
                Imei.hasRightCheckDigit(digits) && isAllocatedByNobody(digits)
                        ? doubted(digits, Doubt.IMEI_BODY)
                        : checked(digits);
            case Imei.CORE_DIGITS -> doubted(digits, Doubt.IMEI_SHORT);
            case Imei.CORE_DIGITS + VERSION_DIGITS -> doubted(digits, Doubt.IMEI_VERSION);
            default -> other(digits).map(doubt -> doubted(digits, doubt)).orElseGet(() -> serial(folded));
        };
    }

    private static DeviceNumber checked(String digits) {
        return Imei.hasRightCheckDigit(digits) ? mobile(digits) : doubted(digits, Doubt.IMEI_CHECK_DIGIT);
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
        if (LIKE_AN_IMEI.matcher(digits).matches()) {
            return Optional.of(Doubt.IMEI_LENGTH);
        }
        return isBarCode(digits) ? Optional.of(Doubt.BAR_CODE) : Optional.empty();
    }

    /** Whether the last of thirteen or twelve checks the others as on the bar codes of articles (EAN-13, UPC-A): each second counts three times. */
    private static boolean isBarCode(String digits) {
        String article = digits.length() == UPC_DIGITS ? "0" + digits : digits;
        if (article.length() != BAR_CODE_DIGITS) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < BAR_CODE_DIGITS; i++) {
            sum += (article.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % BASE == 0;
    }

    /** A MEID in its 14 hexadecimal digits: from those, with a check digit behind them or not, or from its 18 decimal ones. */
    private static DeviceNumber meid(String digits, String whole) {
        if (HEX.matcher(digits).matches()) {
            String number = digits.substring(0, HEX_DIGITS);
            boolean isRight = digits.length() == HEX_DIGITS || digits.charAt(HEX_DIGITS) == Imei.meidCheckDigit(number);
            return isRight ? mobile(number) : doubted(digits, Doubt.IMEI_CHECK_DIGIT);
        }
        return ofDecimal(digits).map(DeviceNumber::mobile).orElseGet(() -> doubted(whole, Doubt.IMEI_LENGTH));
    }

    private static Optional<String> ofDecimal(String digits) {
        if (digits.length() != DECIMAL_DIGITS || !Imei.areDigits(digits)) {
            return Optional.empty();
        }
        long maker = Long.parseLong(digits.substring(0, DECIMAL_MAKER_DIGITS));
        long rest = Long.parseLong(digits.substring(DECIMAL_MAKER_DIGITS));
        boolean fits = maker <= 0xFFFF_FFFFL && rest <= 0xFF_FFFFL;
        return Optional.of(String.format(Locale.ROOT, "%08X%06X", maker, rest))
                .filter(read -> fits && HEX.matcher(read).matches());
    }

    /** Whether it may be an IMEI by somebody's word: 14, 15 or 16 digits. */
    public boolean mayBeImei() {
        return doubt.filter(MAY_BE_IMEI::contains).isPresent();
    }

    /** The IMEI that it is by somebody's word, which takes no doubt away; the number itself if it can't be one. */
    public DeviceNumber asImei() {
        if (!mayBeImei()) {
            return this;
        }
        DeviceNumber imei = mobile(Imei.of(text.substring(0, Imei.CORE_DIGITS)));
        return new DeviceNumber(imei.form(), imei.text(), imei.doubt().or(() -> doubt));
    }

    /** Whether it is an IMEI by somebody's word alone. */
    public boolean isByWord() {
        return form == Form.MOBILE && mayBeImei();
    }

    /** As what it is kept, in the database: its form, or that it is most likely neither. */
    String keptAs() {
        return doubt.filter(UNCLEAR::contains).isPresent() ? "unclear" : form.id();
    }

    /** Whether it is somebody's, and no device's: that is kept nowhere. */
    public boolean isOfAPerson() {
        return doubt.filter(why -> why == Doubt.OF_A_PERSON).isPresent();
    }

    /** The first eight digits of an IMEI; empty of all else, and of numbers that are no product's. */
    public Optional<String> type() {
        return form == Form.MOBILE && Imei.looksLikeOne(text) && (doubt.isEmpty() || isByWord())
                ? Optional.of(Imei.type(text))
                : Optional.empty();
    }

    /** Under which texts it may have been noted before: what it is now, and what it was taken for if nobody knew better. */
    public List<String> spellings() {
        return NumberSpellings.of(this);
    }

    /** What all spellings of it that can be read share: two that have the same may be one number. */
    String kin() {
        DeviceNumber number = asImei();
        return number.form() == Form.MOBILE ? number.text().substring(0, Imei.CORE_DIGITS) : number.text();
    }

    /** Its last characters, as pages show it. */
    public String tail() {
        return MediaTable.tail(text);
    }
}
