package org.wangchuan.station.receipt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What files of rechecks are called: a medium can be looked at again as often as somebody likes, and each look has a file of its own. */
public final class RecheckNames {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final Pattern NAME = Pattern.compile("\\.[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\\.recheck\\.json");

    private RecheckNames() {}

    /**
     * The file of a new one.
     *
     * @param base the receipt's name without what it ends with
     * @param event of its statement, so that no two have one name
     */
    public static Path of(Path folder, String base, Instant at, UUID event) {
        return folder.resolve(
                base + "." + STAMP.format(at) + "-" + event.toString().substring(0, 8) + ".recheck.json");
    }

    /** Those that lie beside a receipt; none where there is no such folder. */
    public static List<Path> beside(Path base) throws IOException {
        Path folder = base.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        String name = String.valueOf(base.getFileName());
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> isOf(name, String.valueOf(file.getFileName())))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOf(String base, String name) {
        Matcher rest = NAME.matcher(name);
        return name.startsWith(base)
                && rest.region(base.length(), name.length()).matches();
    }
}
