package org.wangchuan.proof.text;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises personal data that have a form of their own, in text that is kept in clear or is signed and can't be taken back: a net for
 * what slips in, not a proof that nothing did. Names and street addresses have no such form and are not found, nor are telephone
 * numbers without area code; whoever asks for the text says so.
 *
 * <p>A number that is joined to Latin letters or to more figures, such as that of a licence ({@code HZ-138-2026-1124}), is part of a
 * code and is none of these.
 */
public final class PersonalData {
    /** What is found. */
    public enum Kind {
        /** An address for mail. */
        MAIL,
        /** A mobile number of mainland China. */
        MOBILE,
        /** A number of a fixed line of mainland China, with its area code. */
        LANDLINE,
        /** A number of any country that begins with a plus. */
        ABROAD,
        /** The number of a Chinese resident, whose last character checks the others. */
        RESIDENT,
        /** The number of a bank card. */
        CARD
    }

    /** Between the groups of a number, in any of the ways in which people write it. */
    private static final String GAP = "[ .()·-]{0,3}";

    private static final String COUNTRY = "(?:[(]?(?:[+]|00)?86[)]?" + GAP + ")?";

    private static final Pattern MAIL = Pattern.compile(
            "[\\p{L}\\p{N}._%+-]{1,64} ?@ ?(?:[\\p{L}\\p{N}-]{1,63}[.]){1,8}(?:[A-Za-z]{2,24}(?![A-Za-z0-9])|中国|公司)");
    /** In the groups in which people write and say one: 3-4-4, and those that end elsewhere. */
    private static final Pattern MOBILE =
            Pattern.compile((COUNTRY + "0?1[3-9]\\d_(?:\\d{4}_\\d{4}|\\d{3}_\\d{5}|\\d{2}_\\d{6}"
                            + "|\\d{2}_\\d{3}_\\d{3}|\\d{2}_\\d{2}_\\d{2}_\\d{2}|\\d_\\d{4}_\\d{3}|\\d_\\d{3}_\\d{4})(?!\\d)")
                    .replace("_", GAP));
    /** Area codes of three figures (010, 02x) and of four; figures that no number begins with keep bar codes out. */
    private static final Pattern LANDLINE = Pattern.compile(COUNTRY
            + "[(]?(?:0?(?:10|2[0-57-9])[)]?" + GAP + "[2-8]\\d{3}" + GAP + "\\d{4}"
            + "|0?(?:3[1-9]|4[1-8]|5[1-9]|6[369]|7[0-9]|8[1-9]|9[0-9])\\d[)]?" + GAP + "[2-8]\\d{2,3}" + GAP
            + "\\d{4})(?!\\d)");

    private static final Pattern ABROAD = Pattern.compile("[+](?!86)[1-9]\\d{0,2}(?:" + GAP + "\\d{1,12}){1,6}(?!\\d)");
    private static final Pattern RESIDENT =
            Pattern.compile("(?<!\\d)([1-8]\\d{5})[ -]?((?:19|20)\\d{6})[ -]?(\\d{3}[\\dXx])(?![\\dA-Za-z])");
    private static final Pattern CARD = Pattern.compile("(?<!\\d)\\d{4}(?:[ -]?\\d{4}){3}(?:[ -]?\\d{1,3})?(?!\\d)");
    /** How cards begin that are common here: UnionPay, Visa, Mastercard, JCB. */
    private static final Pattern ISSUER = Pattern.compile("(?:62\\d{14,17}|4\\d{15}|5[1-5]\\d{14}|35\\d{14})");

    private static final Pattern ABOUT_MONEY = Pattern.compile("卡|银行|账号|帐号|账户|帐户|bank|card|account|iban");
    /** What may stand before a telephone number without a gap, or with one mark between. */
    private static final Pattern ABOUT_CALLS =
            Pattern.compile("(?:tel|telephone|phone|mobile|mob|cell|call|fax|wechat|weixin|wx|vx|qq)");

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final int ABROAD_FIGURES_MIN = 8;
    private static final int ABROAD_FIGURES_MAX = 15;

    private PersonalData() {}

    /** Whether a text holds any of it. */
    public static boolean isIn(String text) {
        return !of(text).isEmpty();
    }

    /** What a text holds of it. Figures and marks of all widths count: somebody who types in Chinese has several. */
    public static Set<Kind> of(String text) {
        String plain = plain(text);
        Set<Kind> out = EnumSet.noneOf(Kind.class);
        if (plain.indexOf('@') < 0 && figures(plain).length() < ABROAD_FIGURES_MIN) {
            return out; // of those with figures the shortest has so many; most texts are none, and lists are long
        }
        if (MAIL.matcher(plain).find()) {
            out.add(Kind.MAIL);
        }
        if (isFound(MOBILE, plain, _ -> true)) {
            out.add(Kind.MOBILE);
        }
        if (isFound(LANDLINE, plain, PersonalData::isDialled)) {
            out.add(Kind.LANDLINE);
        }
        if (isFound(ABROAD, plain, found -> {
            int figures = figures(found.group()).length();
            return figures >= ABROAD_FIGURES_MIN && figures <= ABROAD_FIGURES_MAX;
        })) {
            out.add(Kind.ABROAD);
        }
        if (RESIDENT.matcher(plain)
                .results()
                .anyMatch(found -> isResident(found.group(1) + found.group(2) + found.group(3)))) {
            out.add(Kind.RESIDENT);
        }
        if (isFound(CARD, plain, found -> isCard(figures(found.group()), plain))) {
            out.add(Kind.CARD);
        }
        return out;
    }

    /** Whether it is the number of a resident: 18 characters, of which the last one checks the others (GB 11643). */
    public static boolean isResident(String number) {
        String wide = number.toUpperCase(Locale.ROOT);
        if (!wide.matches("\\d{17}[\\dX]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (wide.charAt(i) - '0');
        }
        return wide.charAt(WEIGHTS.length) == CHECKS.charAt(sum % CHECKS.length());
    }

    /** What else has to hold of what a pattern found. */
    @FunctionalInterface
    private interface Condition {
        boolean holds(Matcher found);
    }

    /** Each place is tried, also within what was found before and did not hold. */
    private static boolean isFound(Pattern pattern, String text, Condition condition) {
        Matcher found = pattern.matcher(text);
        for (int from = 0; from < text.length() && found.find(from); from = found.start() + 1) {
            if (isAlone(text, found.start(), found.end()) && condition.holds(found)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is no part of a code, which goes on before it or after it: directly, or behind one mark. */
    private static boolean isAlone(String text, int start, int end) {
        return !isJoinedBefore(text, start) && !isJoinedAfter(text, end);
    }

    private static boolean isJoinedBefore(String text, int start) {
        int before = start - 1;
        boolean isDot = before >= 0 && text.charAt(before) == '.';
        if (before >= 0 && "-./_#".indexOf(text.charAt(before)) >= 0) {
            before--;
        }
        if (before < 0 || !isSign(text.charAt(before))) {
            return false;
        }
        if (!isLetter(text.charAt(before))) {
            return !isDot; // "1." begins a line of a list
        }
        return !ABOUT_CALLS.matcher(word(text, before + 1)).matches();
    }

    private static boolean isJoinedAfter(String text, int end) {
        if (end == text.length()) {
            return false;
        }
        char next = text.charAt(end);
        boolean isSignBehind = end + 1 < text.length() && isSign(text.charAt(end + 1));
        return switch (next) {
            case '-', '_', '#' -> isSignBehind;
            case '.' -> isSignBehind && !isLetter(text.charAt(end + 1)); // a letter begins a sentence
            default -> isLetter(next);
        };
    }

    /** The Latin letters that end before this place. */
    private static String word(String text, int end) {
        int start = end;
        while (start > 0 && isLetter(text.charAt(start - 1))) {
            start--;
        }
        String word = text.substring(start, end).toLowerCase(Locale.ROOT);
        boolean isInCode = start > 0 && isSign(text.charAt(start - 1));
        return isInCode ? "" : word;
    }

    private static boolean isLetter(char sign) {
        return (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z');
    }

    private static boolean isSign(char sign) {
        return isLetter(sign) || (sign >= '0' && sign <= '9');
    }

    /** Whether it begins as one that is dialled from elsewhere: with the nought of its area code, or with that of its country. */
    private static boolean isDialled(Matcher found) {
        String figures = figures(found.group());
        return figures.startsWith("0") || figures.startsWith("86");
    }

    private static boolean isCard(String figures, String text) {
        boolean isKnown = ISSUER.matcher(figures).matches()
                || ABOUT_MONEY.matcher(text.toLowerCase(Locale.ROOT)).find();
        return isKnown && isLuhn(figures);
    }

    private static boolean isLuhn(String figures) {
        int sum = 0;
        for (int i = 0; i < figures.length(); i++) {
            int figure = figures.charAt(figures.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? figure : figure * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    private static String figures(String text) {
        return text.replaceAll("\\D", "");
    }

    /** All kinds of hyphen and gap as one. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("\\p{Pd}|[\\u2212\\u30fc]", "-")
                .replaceAll("[\\s\\p{Z}]", " ");
    }
}
