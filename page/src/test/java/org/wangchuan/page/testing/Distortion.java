package org.wangchuan.page.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils files, and values within JSON, in ways that a seed repeats. */
public final class Distortion {
    private Distortion() {}

    /** One value in place of another, or a letter in place of another; mostly still canonical JSON. */
    public static String nonsense(String json, Random random) {
        List<String> values = List.of(
                "0",
                "-1",
                "1",
                "9007199254740991",
                "9007199254740992",
                "253402300800",
                "2147483648",
                "\"\"",
                "\"x\"",
                "\"none\"",
                "\"2026-02-29T00:00:00Z\"",
                "\"2024-02-29T23:59:59Z\"",
                "\"2026-01-01T24:00:00Z\"",
                "\"0000-01-01T00:00:00Z\"",
                "\"2026-06-30T23:59:60Z\"",
                "null",
                "true",
                "[]",
                "{}",
                "[{}]",
                "\"\\u0007\"",
                "\"\uD83D\uDE00\"",
                "\"urn:wangchuan:statement:test-clearing:v1\"",
                "\"urn:wangchuan:statement:start:v1\"");
        Matcher member = Pattern.compile(":(\"[^\"]*\"|\\d+|\\[[^\\[\\]]*\\])").matcher(json);
        List<int[]> places = new ArrayList<>();
        while (member.find()) {
            places.add(new int[] {member.start(1), member.end(1)});
        }
        int[] place = places.get(random.nextInt(places.size()));
        if (random.nextInt(4) > 0) {
            String value = values.get(random.nextInt(values.size()));
            return json.substring(0, place[0]) + value + json.substring(place[1]);
        }
        int at = random.nextInt(json.length());
        return json.substring(0, at) + (char) (' ' + random.nextInt(95)) + json.substring(at + 1);
    }

    public static byte[] of(byte[] sound, Random random) {
        byte[] out = sound.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(out.length + 1);
            int to = Math.min(out.length, at + random.nextInt(12));
            out = switch (random.nextInt(5)) {
                case 0 -> splice(out, at, to, new byte[0]);
                case 1 -> splice(out, at, at, Arrays.copyOfRange(out, at, to));
                case 2 -> splice(out, at, to, letters(random));
                case 3 -> splice(out, at, Math.min(out.length, at + 1), new byte[] {(byte) random.nextInt()});
                default ->
                    splice(out, at, Math.min(out.length, at + 1), new byte[] {
                        (byte) "ABab01-_".charAt(random.nextInt(8))
                    });
            };
        }
        return out;
    }

    private static byte[] letters(Random random) {
        String alphabet = "AZaz09+/-_=~.\n \"{}[],:\\—";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] out = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(middle, 0, out, from, middle.length);
        System.arraycopy(bytes, to, out, from + middle.length, bytes.length - to);
        return out;
    }
}
