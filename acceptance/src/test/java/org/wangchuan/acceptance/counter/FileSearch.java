package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Looks for a text in files, in the forms that one is kept in: as characters, escaped, in hexadecimal and in base64 at any offset. */
final class FileSearch {
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));
    private static final int BASE64_GROUP = 3;

    private FileSearch() {}

    /** Where it is, and in which form. */
    static List<String> of(String text, List<Path> files) throws IOException {
        Map<String, String> forms = forms(text);
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            // A character a byte, in both: so bytes are compared.
            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
            forms.forEach((name, form) -> {
                if (content.contains(form)) {
                    found.add(file.getFileName() + ": " + name);
                }
            });
        }
        return found;
    }

    private static Map<String, String> forms(String text) {
        Map<String, String> out = new HashMap<>();
        for (Charset charset : CHARSETS) {
            byte[] bytes = text.getBytes(charset);
            out.put(charset.name(), new String(bytes, StandardCharsets.ISO_8859_1));
            out.put("hexadecimal of " + charset, HexFormat.of().formatHex(bytes));
            out.put("percent of " + charset, URLEncoder.encode(text, charset));
            for (int before = 0; before < BASE64_GROUP; before++) {
                out.put("base64 of " + charset + " at " + before, base64(bytes, before));
            }
        }
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 0x80 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        out.put("escaped", escaped.toString());
        return out;
    }

    /** What of the text alone decides, when so many bytes stand before it. */
    private static String base64(byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String all = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int whole = shifted.length / BASE64_GROUP * (BASE64_GROUP + 1);
        return all.substring(before == 0 ? 0 : before + 1, Math.min(whole, all.length()));
    }
}
