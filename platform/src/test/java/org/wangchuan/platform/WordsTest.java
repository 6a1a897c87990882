package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every page speaks both languages: no key without words, no words without a key, no text in a template. */
final class WordsTest {
    private static final Path WORDS = Path.of("src/main/resources/words");
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Pattern KEY = Pattern.compile("say\\(\\s*\"([^\"]+)\"\\s*[,)]");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    /** Text between tags: what a reader would see in one language only. */
    private static final Pattern TEXT = Pattern.compile(">([^<>@{}$]*[A-Za-z]{2,}[^<>@{}$]*)<");

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        for (Path english : list(WORDS, ".properties")) {
            String name = english.getFileName().toString();
            if (name.endsWith("_zh.properties")) {
                continue;
            }
            Path chinese = WORDS.resolve(name.replace(".properties", "_zh.properties"));
            assertThat(keys(chinese)).as(name).isEqualTo(keys(english));
        }
    }

    @Test
    void everyKeyOfATemplateHasWords() throws IOException {
        Set<String> known = new TreeSet<>();
        for (Path file : list(WORDS, "_zh.properties")) {
            known.addAll(keys(file));
        }
        List<String> missing = new ArrayList<>();
        for (Path template : list(TEMPLATES, ".jte")) {
            Matcher matcher = KEY.matcher(Files.readString(template));
            while (matcher.find()) {
                if (!known.contains(matcher.group(1))) {
                    missing.add(template + ": " + matcher.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void noTemplateHoldsTextOfItsOwn() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path template : list(TEMPLATES, ".jte")) {
            String text = Files.readString(template);
            // An arrow of an expression ends no tag, and an entity is no word.
            Matcher matcher = TEXT.matcher(text.replace("->", "").replaceAll("&[a-z]+;", ""));
            while (matcher.find()) {
                found.add(template + ": " + matcher.group(1).strip());
            }
            // The one word that stands in the other language on purpose is the switch to it.
            if (HAN.matcher(text.replace("\"中文\"", "")).find()) {
                found.add(template + ": Chinese");
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void chineseIsChinese() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : list(WORDS, "_zh.properties")) {
            Properties words = read(file);
            for (String key : words.stringPropertyNames()) {
                if (!HAN.matcher(words.getProperty(key)).find()) {
                    found.add(file.getFileName() + ": " + key);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static Set<String> keys(Path file) throws IOException {
        return new TreeSet<>(read(file).stringPropertyNames());
    }

    private static Properties read(Path file) throws IOException {
        Properties out = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            out.load(in);
        }
        return out;
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
