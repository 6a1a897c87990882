package org.wangchuan.engine.medium.examine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;

/** Finds targets of one job that can't be told apart, or that are one and the same. */
public final class Duplicates {
    /** drivers/nvme/host/core.c, {@code nvme_alloc_ns}: the number of the device, then that of the namespace. */
    private static final Pattern NAMESPACE = Pattern.compile("(nvme[0-9]+)n[0-9]+");

    private Duplicates() {}

    /** Groups of two or more media that report one serial; bridges make serials up. */
    public static List<List<Medium>> sameSerial(List<Medium> media) {
        Map<String, List<Medium>> bySerial = new LinkedHashMap<>();
        for (Medium medium : media) {
            medium.serial()
                    .ifPresent(serial -> bySerial.computeIfAbsent(serial, _ -> new ArrayList<>())
                            .add(medium));
        }
        return bySerial.values().stream()
                .filter(group ->
                        group.stream().anyMatch(one -> group.stream().anyMatch(other -> confusable(one, other))))
                .map(List::copyOf)
                .toList();
    }

    private static boolean confusable(Medium one, Medium other) {
        return !wholeName(one).equals(wholeName(other)) && !namespacesOfOne(one, other);
    }

    /** Namespaces of one NVMe device have its serial number, all of them; what the device names each by tells them apart. */
    private static boolean namespacesOfOne(Medium one, Medium other) {
        Matcher first = NAMESPACE.matcher(one.name());
        Matcher second = NAMESPACE.matcher(other.name());
        Optional<String> wwn = one.labels().wwn();
        return one.bus() == Bus.NVME
                && other.bus() == Bus.NVME
                && first.matches()
                && second.matches()
                && first.group(1).equals(second.group(1))
                && wwn.isPresent()
                && other.labels().wwn().isPresent()
                && !wwn.equals(other.labels().wwn());
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

    private static String wholeName(Medium medium) {
        return medium.wholeName().orElse(medium.name());
    }
}
