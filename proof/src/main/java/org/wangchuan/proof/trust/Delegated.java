package org.wangchuan.proof.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * For what the keys of a log count that were given out of hand: receipts of some drives, made until a time. Whoever holds such keys can begin the log anew as
 * often as they like; for other drives nothing of it counts.
 *
 * @param drives a {@link #mark} for each; 1 to {@value #DRIVES_MAX}, each once. Who has the list does not read serial numbers there, and can
 *     recognise one that they know
 * @param endSeconds since 1970-01-01 UTC; a statement that says of itself that it is later does not count. It is no proof that one that says
 *     less was made before
 */
public record Delegated(List<Bytes32> drives, long endSeconds) {
    /** More than any computer has. */
    public static final int DRIVES_MAX = 64;

    /**
     * So many good receipts of one drive, and as many bad ones, are taken in of what one delegated log has signed: whoever copied its keys can begin it again and
     * again. Apart, so that good ones that were made up leave no bad one without room.
     */
    public static final int RECEIPTS_OF_DRIVE_MAX = 8;

    /** The member of an operator. */
    static final String NAME = "delegated";

    private static final String DOMAIN = "wangchuan/delegated-drive/v1\n";

    public Delegated {
        drives = List.copyOf(drives);
    }

    /**
     * Stands for a drive in one log, and in no other: lists of two orders do not show that they name one drive.
     *
     * @param origin of the log
     * @param serial as the drive says it, and its receipt
     */
    public static Bytes32 mark(String origin, String serial) {
        return Bytes32.sha256((DOMAIN + origin + "\n" + serial).getBytes(StandardCharsets.UTF_8));
    }

    /** What makes it none, or makes its operator's log none that can be given out of hand. */
    Optional<String> fault(boolean isForReceiptsAlone) {
        boolean isSound = isForReceiptsAlone
                && !drives.isEmpty()
                && drives.size() <= DRIVES_MAX
                && new HashSet<>(drives).size() == drives.size()
                && endSeconds >= 0
                && endSeconds <= JsonValue.Whole.MAX;
        return isSound
                ? Optional.empty()
                : Optional.of(
                        "a delegation of no drives, of one twice, without an end, or of a log for more than receipts");
    }

    /** Whether nothing counts by this that did not count by an older one. */
    boolean isWithin(Delegated older) {
        return older.drives.containsAll(drives) && endSeconds <= older.endSeconds;
    }

    JsonValue.Obj json() {
        return Json.object()
                .put(
                        "drives",
                        Json.texts(drives.stream().map(Bytes32::base64Url).toList()))
                .put("end", endSeconds)
                .build();
    }

    /** Absent means that the log is in nobody else's hands. */
    static Optional<Delegated> read(Json.Fields operator) throws ShapeException, VerificationException {
        if (!operator.has(NAME)) {
            return Optional.empty();
        }
        Json.Fields in = operator.object(NAME).only("drives", "end");
        List<Bytes32> drives = new ArrayList<>();
        for (String text : in.texts("drives")) {
            drives.add(Bytes32.parseBase64Url(text));
        }
        return Optional.of(new Delegated(drives, in.natural("end")));
    }

    /** Whether a drive is among them, in the log with this origin. */
    public boolean covers(String origin, String serial) {
        return drives.contains(mark(origin, serial));
    }
}
