package org.wangchuan.engine.medium.examine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;

/** Finds targets of one job that can't be told apart, or that are one and the same. */
public final class Duplicates {
    private static final Pattern NAMESPACE = Pattern.compile("(?<=[0-9])n[0-9]+$");

    private Duplicates() {}

    /** Groups of two or more devices that report one serial; bridges make serials up. Namespaces of one NVMe device are one device. */
    public static List<List<Medium>> sameSerial(List<Medium> media) {
        Map<String, List<Medium>> bySerial = new LinkedHashMap<>();
        for (Medium medium : media) {
            medium.serial()
                    .ifPresent(serial -> bySerial.computeIfAbsent(serial, _ -> new ArrayList<>())
                            .add(medium));
        }
        return bySerial.values().stream()
                .filter(group ->
                        group.stream().map(Duplicates::deviceName).distinct().count() > 1)
                .map(List::copyOf)
                .toList();
    }

    /**
     * Two targets that share bytes.
     *
     * @param reason a sentence for people
     */
    public record Overlap(Medium first, Medium second, String reason) {}

    /** Pairs that are one device, a device and its partition, a loop device and its file, or parts of one file. */
    public static List<Overlap> overlapping(List<Medium> media) {
        List<Overlap> found = new ArrayList<>();
        for (int i = 0; i < media.size(); i++) {
            for (int j = i + 1; j < media.size(); j++) {
                Medium first = media.get(i);
                Medium second = media.get(j);
                relation(first, second)
                        .or(() -> relation(second, first))
                        .ifPresent(reason -> found.add(new Overlap(first, second, reason)));
            }
        }
        return found;
    }

    private static Optional<String> relation(Medium one, Medium other) {
        boolean blocks = one.kind() == MediumKind.BLOCK && other.kind() == MediumKind.BLOCK;
        if (blocks && one.number().equals(other.number())) {
            return Optional.of(one.path() + " and " + other.path() + " are one device");
        }
        if (blocks && one.wholeName().equals(Optional.of(other.name()))) {
            return Optional.of(one.name() + " is a partition of " + other.name());
        }
        if (blocks && one.holders().contains(other.name())) {
            return Optional.of(other.name() + " is built on " + one.name());
        }
        if (one.backing().isPresent() && other.backing().isPresent()) {
            BackingFile file = one.backing().get();
            if (file.id().equals(other.backing().get().id())) {
                // Two parts of it share no bytes; but what is written to one changes the file under the other.
                boolean bothParts = one.partition() && other.partition();
                return Optional.of(one.name() + " and " + other.name() + " are the file " + file.path()
                        + (bothParts ? ": erase them one after the other" : ""));
            }
        }
        boolean over = one.backing().flatMap(BackingFile::represents).equals(Optional.of(other.number()));
        return blocks && over ? Optional.of(one.name() + " is a loop device over " + other.name()) : Optional.empty();
    }

    /** Namespaces have the name of their device, or of the subsystem if it has several paths, before their own number (nvme0n1). */
    private static String deviceName(Medium medium) {
        String whole = medium.wholeName().orElse(medium.name());
        return medium.bus() == Bus.NVME ? NAMESPACE.matcher(whole).replaceFirst("") : whole;
    }
}
