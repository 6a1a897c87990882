package org.wangchuan.engine.medium;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * What tells one medium from another across re-plugging and restarts; what a journal is bound to.
 *
 * @param capacityBytes 1 or more
 * @param backingFile {@link BackingFile#id()} of a loop device or an image; the device number in it can change when the machine starts
 *     again, and then says "another file" of the same one, never the reverse
 * @param backingBornMicros when that file was made, microseconds since 1970; 0 if unknown
 * @param partition name of the partition, if it is one: its offspring share a serial
 * @param startBytes {@link Medium#startBytes()}
 */
public record MediumIdentity(
        MediumKind kind,
        Optional<String> serial,
        Optional<String> wwn,
        Optional<String> model,
        long capacityBytes,
        Optional<String> backingFile,
        long backingBornMicros,
        Optional<String> partition,
        long startBytes) {

    static MediumIdentity of(Medium medium) {
        return new MediumIdentity(
                medium.kind(),
                medium.labels().serial(),
                medium.labels().wwn(),
                medium.labels().model(),
                medium.capacityBytes(),
                medium.backing().map(BackingFile::id),
                medium.backing().map(BackingFile::bornMicros).orElse(0L),
                medium.wholeName().map(whole -> suffix(medium.name(), whole)),
                medium.startBytes());
    }

    /** How {@code other} differs from this; nothing if they are the same as far as either tells. What only one of them tells is a difference. */
    public List<Difference> matches(MediumIdentity other) {
        List<Difference> found = new ArrayList<>();
        compare("kind", kind.id(), other.kind.id(), found);
        compare("serial", serial.orElse("none"), other.serial.orElse("none"), found);
        compare("wwn", wwn.orElse("none"), other.wwn.orElse("none"), found);
        compare("model", model.orElse("none"), other.model.orElse("none"), found);
        compare("capacity", capacityBytes + " bytes", other.capacityBytes + " bytes", found);
        compare("backing-file", backingFile.orElse("none"), other.backingFile.orElse("none"), found);
        boolean sameFile = backingFile.isPresent() && backingFile.equals(other.backingFile);
        if (sameFile && backingBornMicros != 0 && other.backingBornMicros != 0) {
            compare("backing-file-born", "" + backingBornMicros, "" + other.backingBornMicros, found);
        }
        compare("partition", partition.orElse("none"), other.partition.orElse("none"), found);
        compare(Difference.START, startBytes + " bytes", other.startBytes + " bytes", found);
        return found;
    }

    /** As an object of a canonical document. */
    public JsonValue.Obj toJson() {
        return Json.object()
                .put("kind", kind.id())
                .put("serial", serial)
                .put("wwn", wwn)
                .put("model", model)
                .put("capacityBytes", capacityBytes)
                .put("backingFile", backingFile)
                .put("backingBornMicros", backingBornMicros)
                .put("partition", partition)
                .put("startBytes", startBytes)
                .build();
    }

    /**
     * The opposite of {@link #toJson}.
     *
     * @throws ShapeException if a member is missing, unknown or of another type
     */
    public static MediumIdentity fromJson(JsonValue.Obj object) throws ShapeException {
        Json.Fields fields = Json.in(object)
                .only(
                        "kind",
                        "serial",
                        "wwn",
                        "model",
                        "capacityBytes",
                        "backingFile",
                        "backingBornMicros",
                        "partition",
                        "startBytes");
        String kind = fields.text("kind");
        if (!kind.equals(MediumKind.BLOCK.id()) && !kind.equals(MediumKind.IMAGE.id())) {
            throw new ShapeException("kind", "block or image", kind);
        }
        return new MediumIdentity(
                kind.equals(MediumKind.BLOCK.id()) ? MediumKind.BLOCK : MediumKind.IMAGE,
                fields.optionalText("serial"),
                fields.optionalText("wwn"),
                fields.optionalText("model"),
                fields.whole("capacityBytes", 1, JsonValue.Whole.MAX),
                fields.optionalText("backingFile"),
                fields.whole("backingBornMicros", 0, JsonValue.Whole.MAX),
                fields.optionalText("partition"),
                fields.whole("startBytes", 0, JsonValue.Whole.MAX));
    }

    private static void compare(String what, String expected, String found, List<Difference> differences) {
        if (!expected.equals(found)) {
            differences.add(new Difference(what, expected, found));
        }
    }

    /** sdb2 of sdb is "2": the letter of a drive changes with the slot, the number does not. */
    private static String suffix(String name, String whole) {
        return name.startsWith(whole) ? name.substring(whole.length()) : name;
    }
}
