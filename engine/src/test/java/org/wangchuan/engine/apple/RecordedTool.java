package org.wangchuan.engine.apple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistLimits;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.testing.PhoneDouble;

/**
 * What a tool said in one task, from the file that {@link RecordAppleTool} wrote.
 *
 * @param said in order
 * @param outcome in the tool's own words
 */
record RecordedTool(List<Said> said, String outcome) {
    /** The order in which a recording has those of a {@code Pair}. */
    static final List<String> CERTIFICATES = List.of("RootCertificate", "HostCertificate", "DeviceCertificate");

    private static final Set<String> SAME_FOR_ALL = Set.of("ProtocolVersion", "Request");

    /**
     * One message.
     *
     * @param words after whom it was said to: the bytes, or for a pairing its name, its kinds and its certificates
     */
    record Said(String service, boolean inTls, List<String> words) {
        boolean isPairing() {
            return words.size() > 1;
        }

        /** Its bytes, with its length before them; of no pairing. */
        PlistValue.Data frame() {
            return new PlistValue.Data(HexFormat.of().parseHex(words.getFirst()));
        }

        PlistValue.Dict request() {
            byte[] frame = frame().bytes();
            try {
                return Plist.readDict(Arrays.copyOfRange(frame, 4, frame.length), PlistLimits.MESSAGE);
            } catch (PlistException e) {
                throw new AssertionError(e);
            }
        }

        /** Of a pairing, see {@link RecordedTool#kinds}. */
        String kinds() {
            return words.get(1);
        }

        /** Of a {@code Pair}, in PEM. */
        byte[] certificate(String name) {
            return HexFormat.of().parseHex(words.get(2 + CERTIFICATES.indexOf(name)));
        }

        String name() {
            return isPairing() ? words.getFirst() : PhoneDouble.Heard.nameOf(request());
        }
    }

    static RecordedTool read(String tool, AppleTask task) throws IOException {
        try (InputStream in =
                RecordedTool.class.getResourceAsStream("/org/wangchuan/engine/recorded/" + tool + ".exchange")) {
            if (in == null) {
                throw new IOException("no recording of " + tool);
            }
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .dropWhile(line -> !line.equals("* " + task.word()))
                    .skip(1)
                    .takeWhile(line -> !line.startsWith("* "))
                    .toList();
            List<Said> said = new ArrayList<>();
            for (String line : lines.subList(0, lines.size() - 1)) {
                List<String> words = Arrays.asList(line.split(" ", -1));
                said.add(new Said(words.get(1), words.get(2).equals("tls"), words.subList(3, words.size())));
            }
            return new RecordedTool(said, lines.getLast().substring(2));
        }
    }

    /** What was said to services, not to lockdownd. */
    List<Said> toServices() {
        return said.stream().filter(one -> !one.service().equals("lockdown")).toList();
    }

    /** The first message to lockdownd of this name. */
    Said toLockdown(String name) {
        Optional<Said> found = said.stream()
                .filter(one -> one.service().equals("lockdown") && one.name().equals(name))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError(name + " was not said"));
    }

    /**
     * What a message holds, sorted by name, since a dictionary has no order, and without a space: values that are the same for everybody, and the kinds of
     * others.
     */
    static String kinds(PlistValue.Dict dict) {
        List<String> kinds = new ArrayList<>();
        new TreeMap<>(dict.entries()).forEach((key, value) -> kinds.add(key + ":" + kind(key, value)));
        return "{" + String.join(",", kinds) + "}";
    }

    private static String kind(String key, PlistValue value) {
        return switch (value) {
            case PlistValue.Dict inner -> kinds(inner);
            case PlistValue.Bool bool -> String.valueOf(bool.is());
            case PlistValue.Text text when SAME_FOR_ALL.contains(key) -> "'" + text.text() + "'";
            default -> value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }
}
