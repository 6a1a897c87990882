package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.lab.drive.Way;

/**
 * What the product had done to a drive, by its own record.
 *
 * @param told ids of the drive's own ways that it was told, in their order, without whose commands they are made of
 * @param passes how often the host overwrote it
 */
public record CarriedOut(List<String> told, int passes) {
    static final CarriedOut NOTHING = new CarriedOut(List.of(), 0);

    /** The last of a drive's ways where a label is at hand. */
    static final String REVERT = "psid-revert";

    private static final String GUESTS = "/mnt/";
    private static final Scenario.Words OVERWRITING = new Scenario.Words("overwriting", "主机覆写");
    private static final Map<String, Scenario.Words> WORDS = Map.of(
            Way.SANITIZE_BLOCK.id(),
            new Scenario.Words("block erase", "块擦除"),
            Way.SANITIZE_CRYPTO.id(),
            new Scenario.Words("crypto erase", "密钥擦除"),
            Way.SANITIZE_OVERWRITE.id(),
            new Scenario.Words("overwriting itself", "自行覆写"),
            Way.SECURITY_ERASE_ENHANCED.id(),
            new Scenario.Words("enhanced security erase", "增强安全擦除"),
            Way.SECURITY_ERASE.id(),
            new Scenario.Words("security erase", "安全擦除"),
            Way.FORMAT_USER_DATA.id(),
            new Scenario.Words("format", "格式化"),
            Way.FORMAT_CRYPTO.id(),
            new Scenario.Words("format with a new key", "格式化并更换密钥"),
            Way.FORMAT_UNIT.id(),
            new Scenario.Words("format unit", "FORMAT UNIT"),
            REVERT,
            new Scenario.Words("revert", "还原"));

    /** Keeps its own list. */
    public CarriedOut {
        told = List.copyOf(told);
    }

    /**
     * Reads it.
     *
     * @param shared what the guest knows as /mnt
     * @param result of {@code erase --json}; one without a record tells nothing
     */
    static CarriedOut read(Path shared, Json.Fields result) throws IOException, ShapeException {
        Optional<String> evidence = ProductScript.word(result, "evidence").filter(path -> path.startsWith(GUESTS));
        if (evidence.isEmpty()) {
            return NOTHING;
        }
        List<String> told = new ArrayList<>();
        int passes = 0;
        Path file = shared.resolve(evidence.get().substring(GUESTS.length()));
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            try {
                Json.Fields event = Json.in(CanonicalJson.readLenientObject(line.getBytes(StandardCharsets.UTF_8)));
                switch (event.text("event")) {
                    case "native-started" -> told.add(withoutBus(event.text("technique")));
                    case "pass-started" -> passes++;
                    default -> {}
                }
            } catch (MalformedJsonException e) {
                throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
            }
        }
        return new CarriedOut(told, passes);
    }

    private static String withoutBus(String technique) {
        return technique.substring(technique.indexOf('-') + 1);
    }

    /** Whether the record tells of nothing. */
    boolean isNothing() {
        return told.isEmpty() && passes == 0;
    }

    /** In words, for people; empty if there is nothing. */
    String words(boolean chinese) {
        List<String> out = Stream.concat(
                        told.stream().distinct().map(id -> WORDS.getOrDefault(id, new Scenario.Words(id, id))),
                        passes == 0 ? Stream.empty() : Stream.of(OVERWRITING))
                .map(words -> chinese ? words.chinese() : words.english())
                .toList();
        return String.join(chinese ? "、" : ", ", out);
    }
}
