package org.wangchuan.engine.usb.mode;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.BilingualText;

/**
 * Who a vendor id belongs to that phones and tablets show.
 *
 * @param id 0 to 0xffff
 * @param name for people
 * @param usedByOthers whether devices of other makers show it too, as do those with a maker's chips or a boot loader that nobody changed
 * @param source where it is known from
 */
public record Vendor(int id, BilingualText name, boolean usedByOthers, String source) {

    static Vendor fromJson(Json.Fields fields) throws ShapeException {
        fields.only("id", "name", "usedByOthers", "source");
        return new Vendor(
                Hex.word(fields, "id"),
                BilingualText.fromJson(fields.object("name")),
                fields.bool("usedByOthers"),
                BilingualText.line(fields, "source"));
    }
}
