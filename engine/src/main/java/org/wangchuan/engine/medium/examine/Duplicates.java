package org.wangchuan.engine.medium.examine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Finds targets of one job that can't be told apart, or that are one and the same. */
public final class Duplicates {
    private Duplicates() {}

    /**
     * Groups of two or more media that report one serial; bridges make serials up. Namespaces of one NVMe device have its serial, and are parts of one
     * drive, if each names itself; two that name the same are two ways to one. Units of a UFS device that share a serial are not let through: whoever
     * confirms one by that number may mean another, such as the one that the machine starts from.
     */
    public static List<List<Medium>> sameSerial(List<Medium> media) {
        return sameSerial(SystemFiles.real(), media);
    }

    static List<List<Medium>> sameSerial(SystemFiles files, List<Medium> media) {
        Map<String, List<Medium>> bySerial = new LinkedHashMap<>();
        for (Medium medium : media) {
            medium.serial()
                    .ifPresent(serial -> bySerial.computeIfAbsent(serial, _ -> new ArrayList<>())
                            .add(medium));
        }
        return bySerial.values().stream()
                .filter(group ->
                        group.stream().map(Duplicates::wholeName).distinct().count() > 1)
                .filter(group -> !isOneDrive(files, group))
                .map(List::copyOf)
                .toList();
    }

    /** Whether all are namespaces of one NVMe device, or parts of them, and no two of them the same. */
    private static boolean isOneDrive(SystemFiles files, List<Medium> group) {
        Map<String, Medium> whole = new LinkedHashMap<>();
        group.forEach(medium -> whole.putIfAbsent(wholeName(medium), medium));
        Medium first = group.getFirst();
        Set<String> parts = OtherParts.namespacesBeside(files, first).stream()
                .map(BlockDevice::name)
                .collect(Collectors.toSet());
        parts.add(wholeName(first));
        // The system makes one up of the number of the namespace where the device names none
        // (drivers/nvme/host/sysfs.c, wwid_show).
        long named = whole.values().stream()
                .flatMap(medium -> medium.labels().wwn().stream())
                .distinct()
                .count();
        return parts.containsAll(whole.keySet()) && named == whole.size();
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
