package org.wangchuan.paper.claims;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.claims.Vocabulary.Kind;
import org.wangchuan.paper.claims.Vocabulary.MediumClass;
import org.wangchuan.paper.claims.Vocabulary.MediumClassSource;

/** The device or image. */
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
                Texts.bounded(in, "name"),
                Texts.optional(in, "model"),
                Texts.optional(in, "serial"),
                Texts.optional(in, "firmware"),
                Texts.optional(in, "wwn"),
                in.natural("capacityBytes"),
                in.natural("blockBytes"),
                Texts.bounded(in, "bus"),
                in.constant("mediumClass", MediumClass.class),
                in.constant("mediumClassSource", MediumClassSource.class));
    }
}
