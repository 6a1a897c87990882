package org.wangchuan.cli.service;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of one language, from {@code messages_LANGUAGE.properties}. A text holds its arguments
 * as {@code {0}}, {@code {1}}, …; there is no other syntax. Immutable.
 */
public final class Messages {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    /** A reader's own failure inside that of a file. */
    private static final Pattern NESTED = Pattern.compile("(at byte \\d+|[^:]+): expected (.+), found (.+)");

    private static final Pattern UNNAMED = Pattern.compile("[^a-z0-9]+");

    private final PropertyResourceBundle bundle;
    private final boolean chinese;

    private Messages(PropertyResourceBundle bundle, boolean chinese) {
        this.bundle = bundle;
        this.chinese = chinese;
    }

    /** The language of a POSIX locale name such as {@code zh_CN.UTF-8}: Chinese for {@code zh*}, else English. */
    public static Messages forLocale(String posixLocale) {
        return in(posixLocale.toLowerCase(Locale.ROOT).startsWith("zh") ? "zh" : "en");
    }

    /** The words of language {@code en} or {@code zh}. */
    public static Messages in(String language) {
        String name = "messages_" + language + ".properties";
        try (var stream = Messages.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no words for language " + language);
            }
            return new Messages(
                    new PropertyResourceBundle(new InputStreamReader(stream, StandardCharsets.UTF_8)),
                    language.equals("zh"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The text of {@code key} with its arguments put in, each as {@link OneLine}; a missing key is an error in the build.
     */
    public String text(String key, Object... arguments) {
        // In one go: what is put in for one argument is never taken for the place of another.
        return PLACE.matcher(bundle.getString(key)).replaceAll(place -> {
            int number = place.group(1).charAt(0) - '0';
            String filled = number < arguments.length ? OneLine.of(String.valueOf(arguments[number])) : place.group();
            return Matcher.quoteReplacement(filled);
        });
    }

    /** What is called {@code name} in data, such as {@code zero} among {@code pattern}s; the name itself if it has no words. */
    public String named(String kind, String name) {
        return named(kind, name, name);
    }

    /** What a check expected or found: in words where it is a phrase of ours and no value. */
    public String reason(String text) {
        Matcher nested = NESTED.matcher(text);
        if (nested.matches()) {
            return text("error.at", nested.group(1), reason(nested.group(2)), reason(nested.group(3)));
        }
        return named("reason", UNNAMED.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-"), text);
    }

    private String named(String kind, String name, String otherwise) {
        String key = kind + "." + name;
        return bundle.containsKey(key) ? text(key) : otherwise;
    }

    /** Whether there is a text of this key. */
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** Whether these are the Chinese words. */
    public boolean chinese() {
        return chinese;
    }

    /** All keys, sorted. */
    public Set<String> keys() {
        return new TreeSet<>(bundle.keySet());
    }
}
