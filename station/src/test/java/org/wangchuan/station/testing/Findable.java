package org.wangchuan.station.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosure;

/**
 * What names a device or opens a log entry, to be looked for in every name and every byte of a folder: as it is, in hex, and in base64 of
 * both alphabets wherever it may begin.
 */
public final class Findable {
    private final Map<String, List<byte[]>> needles = new LinkedHashMap<>();

    /** All that a receipt shows that could be found again, and these names. */
    public static Findable of(Receipt receipt, Map<String, String> names) {
        Findable out = new Findable();
        names.forEach((name, text) -> out.add(name, text.getBytes(StandardCharsets.UTF_8)));
        int number = 0;
        for (Logged logged : List.of(receipt.start(), receipt.clearing())) {
            number++;
            out.add("nonce " + number, logged.nonce().toBytes());
            out.add("jwt " + number, logged.statement().jwt().getBytes(StandardCharsets.US_ASCII));
            String signature = logged.statement().jwt();
            out.add(
                    "signature " + number,
                    Base64.getUrlDecoder().decode(signature.substring(signature.lastIndexOf('.') + 1)));
            for (Disclosure disclosure : logged.statement().disclosures()) {
                // Base64 within base64.
                out.add(
                        "salt of " + disclosure.name() + " " + number,
                        disclosure.salt().getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out;
    }

    private void add(String name, byte[] bytes) {
        List<byte[]> forms = new ArrayList<>();
        forms.add(bytes);
        HexFormat hex = HexFormat.of();
        forms.add(hex.formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
        forms.add(hex.withUpperCase().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            // Characters that depend on what stands before or after are left out.
            int from = (before * 8 + 5) / 6;
            int to = shifted.length * 8 / 6;
            for (Base64.Encoder alphabet : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                forms.add(Arrays.copyOfRange(alphabet.encode(shifted), from, to));
            }
        }
        needles.put(name, forms);
    }

    /** What of it is in a folder, each as "what in which file". */
    public List<String> in(Path folder) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.toList()) {
                String name = folder.relativize(file).toString();
                String content = Files.isRegularFile(file)
                        ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        : "";
                needles.forEach((what, forms) -> {
                    for (byte[] form : forms) {
                        String text = new String(form, StandardCharsets.ISO_8859_1);
                        if (content.contains(text) || name.contains(text)) {
                            found.add(what + " in " + name);
                        }
                    }
                });
            }
        }
        return List.copyOf(found);
    }

    /** The names of all that is looked for. */
    public List<String> names() {
        return List.copyOf(needles.keySet());
    }
}
