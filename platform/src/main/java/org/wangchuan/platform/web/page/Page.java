package org.wangchuan.platform.web.page;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.context.MessageSource;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/**
 * What every template is given.
 *
 * @param path where this page can be had again by a link: with its query, but without a language or a size of type in it
 * @param isTrial whether this platform is only tried out, see the setting
 * @param isForPhones whether its address leads here from elsewhere: a code with another one is of no use to who scans it
 * @param isFresh whether its reader has shown their own passkey a moment ago, see {@link org.wangchuan.platform.web.access.Fresh}
 * @param told who has something to tell its reader; none where a mistake is told
 * @param sent the form that it answers
 * @param csrfToken the token that each form sends back; asked for only where there is a form, for it sets a cookie
 */
public record Page(
        Locale locale,
        MessageSource words,
        Optional<Visitor> visitor,
        List<NavigationEntry> navigation,
        String path,
        Supplier<String> csrfToken,
        boolean isTrial,
        boolean isForPhones,
        boolean isFresh,
        List<Notices> told,
        Sent sent) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int FORM_KEY_BYTES = 24;
    private static final DateTimeFormatter CHINESE_DAY = DateTimeFormatter.ofPattern("uuuu年M月d日");
    private static final DateTimeFormatter ENGLISH_DAY = DateTimeFormatter.ofPattern("d MMM uuuu");
    private static final DateTimeFormatter CHINESE_TIME = DateTimeFormatter.ofPattern("uuuu年M月d日 HH:mm (xxx)");
    private static final String BEIJING = "Asia/Shanghai";
    private static final DateTimeFormatter BEIJING_TIME = DateTimeFormatter.ofPattern("北京时间uuuu年M月d日HH:mm");
    private static final DateTimeFormatter ENGLISH_TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm (xxx)");

    public Page {
        navigation = List.copyOf(navigation);
        told = List.copyOf(told);
    }

    /** The words of this key in the reader's language. A key without words is a mistake that the tests find. */
    public String say(String key, Object... parts) {
        return words.getMessage(key, parts, locale);
    }

    /** The same, read in another language: for what is shown in both. */
    public Page in(Locale other) {
        return new Page(other, words, visitor, navigation, path, csrfToken, isTrial, isForPhones, isFresh, told, sent);
    }

    /** What its reader is told above it. */
    public List<Notice> notices() {
        return visitor.map(one -> told.stream()
                        .flatMap(notices -> notices.of(one, this).stream())
                        .toList())
                .orElse(List.of());
    }

    /** What was typed into the form with this action, if this page answers it: it was refused. Nothing, if it answers another one, or none. */
    public Sent sent(String action) {
        return sent.path().equals(action) ? sent : Sent.NOTHING;
    }

    /** The same of one of several forms with this action: of the one that sent this value along. */
    public Sent sent(String action, String field, String value) {
        return sent(action).has(field, value) ? sent : Sent.NOTHING;
    }

    /** The address of a style, a script or a picture of the program's own. */
    public String file(String name) {
        return AssetFiles.folder() + name;
    }

    /** What each form sends back as {@code _csrf}. */
    public String csrf() {
        return csrfToken.get();
    }

    /** What a form that makes something anew sends back as {@code _form}; of this form alone, so that a double click is seen. */
    public String formKey() {
        byte[] random = new byte[FORM_KEY_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** What stands in brackets behind a word. */
    public String bracketed(String text) {
        return isChinese() ? "（" + text + "）" : " (" + text + ")";
    }

    /** A time as it is read in a time zone, to the minute, with its distance from UTC, or as what everybody in China calls it. */
    public String time(Instant at, String timeZone) {
        DateTimeFormatter chinese = timeZone.equals(BEIJING) ? BEIJING_TIME : CHINESE_TIME;
        return (isChinese() ? chinese : ENGLISH_TIME).withLocale(locale).format(at.atZone(ZoneId.of(timeZone)));
    }

    /** A day, in full. */
    public String day(LocalDate day) {
        return (isChinese() ? CHINESE_DAY : ENGLISH_DAY).withLocale(locale).format(day);
    }

    /** Whether it is shown to somebody of one of these roles: a link is for whoever may follow it. */
    public boolean isFor(Role... roles) {
        return visitor.filter(one -> one.hasAny(roles)).isPresent();
    }

    /** Whether it is read in Chinese. */
    public boolean isChinese() {
        return locale.getLanguage().equals("zh");
    }

    /** A colon between two parts of a line, as the language writes it. */
    public String colon() {
        return isChinese() ? "：" : ": ";
    }

    /** The language tag of the page. */
    public String language() {
        return isChinese() ? "zh-CN" : "en";
    }

    /** This page in the other language. */
    public String inOtherLanguage() {
        return with("lang", isChinese() ? "en" : "zh");
    }

    /** This page, asked for with one thing more. */
    public String with(String name, String value) {
        return path + (path.contains("?") ? "&" : "?") + name + "=" + value;
    }
}
