package org.wangchuan.proof.statement;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;

/**
 * What was erased: the disclosure {@code target}.
 *
 * @param name the kernel's name of a device, the file name of an image
 * @param wwn the world wide name, if the device has one
 * @param capacityBytes up to 2^53 - 1
 * @param blockBytes the logical block size
 * @param bus how it was attached, for example {@code sata} or {@code usb}
 */
public record Target(
        Kind kind,
        String name,
        Optional<String> model,
        Optional<String> serial,
        Optional<String> firmware,
        Optional<String> wwn,
        long capacityBytes,
        long blockBytes,
        String bus,
        MediumClass mediumClass,
        MediumClassSource mediumClassSource) {

    /** Name of the disclosed claim. */
    public static final String CLAIM = "target";

    /** A device, or a file that holds the image of one. */
    public enum Kind {
        BLOCK,
        IMAGE
    }

    /** What the bits are kept in. */
    public enum MediumClass {
        MAGNETIC,
        FLASH,
        UNKNOWN,
        IMAGE
    }

    /** Who says what the medium is. */
    public enum MediumClassSource {
        DEVICE,
        DECLARED,
        NONE
    }

    /** Whether both describe the same thing, whatever the kernel called it each time. */
    public boolean isSameThingAs(Target other) {
        return kind == other.kind
                && model.equals(other.model)
                && serial.equals(other.serial)
                && wwn.equals(other.wwn)
                && capacityBytes == other.capacityBytes;
    }

    /** The value of the disclosed claim. */
    public JsonValue.Obj json() {
        return Json.object()
                .put("kind", Json.wireName(kind))
                .put("name", name)
                .put("model", model)
                .put("serial", serial)
                .put("firmware", firmware)
                .put("wwn", wwn)
                .put("capacityBytes", capacityBytes)
                .put("blockBytes", blockBytes)
                .put("bus", bus)
                .put("mediumClass", Json.wireName(mediumClass))
                .put("mediumClassSource", Json.wireName(mediumClassSource))
                .build();
    }

    /**
     * Reads the value of the disclosed claim.
     *
     * @throws VerificationException with code STATEMENT_FORMAT
     */
    public static Target of(JsonValue.Obj value) throws VerificationException {
        try {
            return read(Json.in(value));
        } catch (ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, CLAIM, "the facts of a device", e);
        }
    }

    static Target read(Json.Fields in) throws ShapeException {
        in.only(
                "kind",
                "name",
                "model",
                "serial",
                "firmware",
                "wwn",
                "capacityBytes",
                "blockBytes",
                "bus",
                "mediumClass",
                "mediumClassSource");
        return new Target(
                in.constant("kind", Kind.class),
                in.text("name"),
                in.optionalText("model"),
                in.optionalText("serial"),
                in.optionalText("firmware"),
                in.optionalText("wwn"),
                in.natural("capacityBytes"),
                in.natural("blockBytes"),
                in.text("bus"),
                in.constant("mediumClass", MediumClass.class),
                in.constant("mediumClassSource", MediumClassSource.class));
    }
}
