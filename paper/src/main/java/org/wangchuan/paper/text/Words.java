package org.wangchuan.paper.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.Edition;

/** Our own words in one language. Immutable and thread-safe. */
public final class Words {
    /** Before the keys of what a certificate says otherwise than a receipt. */
    public static final String CERTIFICATE = "certificate.";

    /** Before the keys of what a certificate says that shows no erasure. */
    public static final String NO_PROOF = "no-proof.";

    private final Properties texts;

    private Words(Properties texts) {
        this.texts = texts;
    }

    /** The present words of a language, read once. */
    public static Words in(Language language) {
        return in(language, Edition.NEWEST);
    }

    /** The words of a language as an edition has them, read once. */
    public static Words in(Language language, Edition edition) {
        Words words = Loaded.WORDS.getOrDefault(edition, Map.of()).get(language);
        if (words == null) {
            throw new IllegalStateException("no words in " + language);
        }
        return words;
    }

    /** The words of the papers of summaries in a language, read once. */
    public static Words ofSummary(Language language) {
        Words words = Loaded.SUMMARY.get(language);
        if (words == null) {
            throw new IllegalStateException("no words in " + language);
        }
        return words;
    }

    /** What is said of phones in a language, read once. */
    public static Words ofPhones(Language language) {
        Words words = Loaded.PHONES.get(language);
        if (words == null) {
            throw new IllegalStateException("no words in " + language);
        }
        return words;
    }

    /** The text of a key, with {0}, {1}, … replaced. A missing key is a mistake of ours and crashes. */
    public String text(String key, Object... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no text for " + key);
        }
        return values.length == 0 ? text : filled(text, values);
    }

    /** Whether there is a text of this key. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** The word for a constant of the vocabulary, under a prefix. */
    public String word(String prefix, Enum<?> constant) {
        return text(prefix + "." + Json.wireName(constant));
    }

    /** The key under a prefix whose text is exactly this, if there is one. */
    public Optional<String> keyOf(String prefix, String text) {
        return keys().stream()
                .filter(key -> key.startsWith(prefix) && text(key).equals(text))
                .min(Comparator.naturalOrder());
    }

    /** All keys. */
    public Set<String> keys() {
        return texts.stringPropertyNames();
    }

    /** One pass from left to right: a brace inside a value is never taken for a place holder. */
    private static String filled(String text, Object... values) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '{' && at + 2 < text.length() && text.charAt(at + 2) == '}') {
                out.append(values[text.charAt(at + 1) - '0']);
                at += 3;
            } else {
                out.append(text.charAt(at++));
            }
        }
        return out.toString();
    }

    /** Read on first use. */
    private static final class Loaded {
        static final Map<Edition, Map<Language, Words>> WORDS = load();
        static final Map<Language, Words> SUMMARY = alone("summary_");
        static final Map<Language, Words> PHONES = alone("phone_");

        private static Map<Language, Words> alone(String name) {
            Map<Language, Words> all = new EnumMap<>(Language.class);
            for (Language language : Language.values()) {
                Properties texts = new Properties();
                read(name + language.code() + ".properties", texts);
                all.put(language, new Words(texts));
            }
            return all;
        }

        /** An older edition says what the next one says, but for what its own file says otherwise. */
        private static Map<Edition, Map<Language, Words>> load() {
            Map<Edition, Map<Language, Words>> all = new EnumMap<>(Edition.class);
            for (Language language : Language.values()) {
                Properties texts = new Properties();
                for (Edition edition : List.of(Edition.values()).reversed()) {
                    String suffix = edition == Edition.NEWEST ? "" : edition.code() + "_";
                    Properties own = new Properties();
                    own.putAll(texts);
                    read("page_" + suffix + language.code() + ".properties", own);
                    all.computeIfAbsent(edition, _ -> new EnumMap<>(Language.class))
                            .put(language, new Words(own));
                    texts = own;
                }
            }
            return all;
        }

        private static void read(String name, Properties into) {
            try (InputStream in = Words.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("the module lacks its texts " + name);
                }
                into.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
