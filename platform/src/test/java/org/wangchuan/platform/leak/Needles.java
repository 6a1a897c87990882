package org.wangchuan.platform.leak;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.wangchuan.platform.testing.PaperText;

/** What is searched for: each secret in every form that it could have leaked in. All forms are compared as bytes. */
public final class Needles {
    private static final int CHUNK = 8 << 20;
    private static final int OVERLAP = 4096;
    private static final int START = 4;
    private static final int SLOT_BITS = 17;
    /** Fibonacci hashing: 2^32 divided by the golden ratio. */
    private static final int SPREAD = 0x9E3779B9;

    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    /** By what they are called when they are found; one character a byte. */
    private final Map<String, String> forms = new LinkedHashMap<>();

    /** The names of those that begin with these four bytes, and a table that says quickly of most four bytes that none does. */
    private final Map<Integer, List<String>> byStart = new HashMap<>();

    private final boolean[] mayBegin = new boolean[1 << SLOT_BITS];

    /** A secret that is text, in every spelling. */
    public Needles text(String name, String secret) throws NoSuchAlgorithmException {
        for (Charset charset : CHARSETS) {
            byte[] bytes = secret.getBytes(charset);
            bytes(name + " " + charset, bytes);
            put(name + " url " + charset, URLEncoder.encode(secret, charset));
            put(
                    name + " url in lower case " + charset,
                    URLEncoder.encode(secret, charset).toLowerCase(Locale.ROOT));
            for (String algorithm : List.of("SHA-256", "SHA-1", "MD5")) {
                bytes(
                        name + " " + algorithm + " " + charset,
                        MessageDigest.getInstance(algorithm).digest(bytes));
            }
        }
        StringBuilder json = new StringBuilder();
        StringBuilder html = new StringBuilder();
        StringBuilder xml = new StringBuilder(); // as sheets have it
        secret.chars().forEach(letter -> {
            json.append(String.format(Locale.ROOT, "\\u%04x", letter));
            html.append("&#").append(letter).append(';');
            xml.append("&#x").append(Integer.toHexString(letter)).append(';');
        });
        put(name + " json", json.toString());
        put(name + " html", html.toString());
        put(name + " xml", xml.toString());
        put(name + " XML", xml.toString().toUpperCase(Locale.ROOT).replace("&#X", "&#x"));
        return this;
    }

    /** Raw, as hexadecimal digits, and as base64 wherever it may begin within a longer text. */
    Needles bytes(String name, byte[] secret) {
        put(name, new String(secret, StandardCharsets.ISO_8859_1));
        put(name + " hex", HexFormat.of().formatHex(secret));
        put(name + " HEX", HexFormat.of().withUpperCase().formatHex(secret));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = new byte[shift + secret.length];
            System.arraycopy(secret, 0, shifted, shift, secret.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The first characters hold the shift, the last ones may hold what follows.
            String sure = text.substring((shift * 8 + 5) / 6, text.length() - 1);
            if (sure.length() >= 8) {
                put(name + " base64+" + shift, sure);
                put(name + " base64url+" + shift, sure.replace('+', '-').replace('/', '_'));
            }
        }
        return this;
    }

    private void put(String name, String form) {
        if (form.length() < START) {
            throw new IllegalArgumentException(name + ": expected at least four bytes, or it would be found by chance");
        }
        if (forms.putIfAbsent(name, form) != null) {
            throw new IllegalArgumentException(
                    name + ": there are two of this name, and one would not be searched for");
        }
        int start = 0;
        for (int i = 0; i < START; i++) {
            start = (start << 8) | form.charAt(i);
        }
        mayBegin[slot(start)] = true;
        byStart.computeIfAbsent(start, _ -> new ArrayList<>()).add(name);
    }

    int count() {
        return forms.size();
    }

    Map<String, String> forms() {
        return forms;
    }

    /** Which forms are in here. */
    public Set<String> in(byte[] hay) {
        return in(hay, hay.length);
    }

    /** Which forms are in this text, were it written as UTF-8. */
    public Set<String> inText(String hay) {
        return in(hay.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All forms in one pass: there are hundreds of them, and some files are large. Nearly nowhere do four bytes begin a form; where the
     * table says that they may, those that do begin so are compared.
     */
    private Set<String> in(byte[] hay, int length) {
        Set<String> found = new TreeSet<>();
        int last = 0;
        for (int i = 0; i < length; i++) {
            last = (last << 8) | (hay[i] & 0xFF);
            if (mayBegin[slot(last)] && i >= START - 1) {
                for (String name : byStart.getOrDefault(last, List.of())) {
                    if (isAt(hay, i - START + 1, length, Objects.requireNonNull(forms.get(name)))) {
                        found.add(name);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isAt(byte[] hay, int at, int length, String form) {
        if (form.length() > length - at) {
            return false;
        }
        for (int i = START; i < form.length(); i++) {
            if ((hay[at + i] & 0xFF) != form.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int slot(int start) {
        return (start * SPREAD) >>> (Integer.SIZE - SLOT_BITS);
    }

    /** In a PDF: in its bytes, of which nothing is compressed, the files inside among them; and in its words, wherever a line ends. */
    public Set<String> inPaper(byte[] pdf) {
        String words = PaperText.of(pdf);
        Set<String> out = new TreeSet<>(in(pdf));
        out.addAll(inText(words));
        out.addAll(inText(words.replaceAll("\\s+", "")));
        return out;
    }

    /** In a ZIP, such as a sheet: in its bytes, and in each file inside. */
    Set<String> inZip(byte[] zip) throws IOException {
        Set<String> out = new TreeSet<>(in(zip));
        Path whole = Files.createTempFile("hunt", ".zip"); // by its directory, as programs for sheets do
        try (ZipFile files = new ZipFile(Files.write(whole, zip).toFile())) {
            for (ZipEntry file : Collections.list(files.entries())) {
                out.addAll(inText(file.getName()));
                out.addAll(in(files.getInputStream(file).readAllBytes()));
            }
        } finally {
            Files.delete(whole);
        }
        return out;
    }

    Set<String> in(Path file) throws IOException {
        Set<String> found = new TreeSet<>();
        byte[] buffer = new byte[OVERLAP + CHUNK];
        int kept = 0;
        try (InputStream stream = Files.newInputStream(file)) {
            int read;
            while ((read = stream.readNBytes(buffer, kept, CHUNK)) > 0) {
                int length = kept + read;
                found.addAll(in(buffer, length));
                kept = Math.min(OVERLAP, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
            }
        }
        return found;
    }
}
