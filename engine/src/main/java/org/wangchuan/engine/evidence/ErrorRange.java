package org.wangchuan.engine.evidence;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.ByteRange;

/**
 * Bytes that the device would not write or read.
 *
 * @param range which
 * @param errno the kernel's answer (asm-generic/errno-base.h), 0 where it gave none
 */
public record ErrorRange(ByteRange range, int errno) {

    JsonValue.Obj toJson() {
        return Json.object()
                .put("offset", range.offset())
                .put("length", range.length())
                .put("errno", errno)
                .build();
    }

    static ErrorRange fromJson(Json.Fields fields) throws ShapeException {
        fields.only("offset", "length", "errno");
        return new ErrorRange(Ranges.read(fields), (int) fields.whole("errno", 0, 4095));
    }
}
