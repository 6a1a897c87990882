package org.wangchuan.paper.receipt;

import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.claims.Target;
import org.wangchuan.paper.layout.Strip;

/** Which device it was. */
final class DeviceSection {
    private DeviceSection() {}

    static List<Strip> strips(Sheet sheet) {
        Target target = sheet.claims().target();
        Grid grid = new Grid(sheet, Typography.WIDTH)
                .pair("device.model", given(sheet, target.model()))
                .pair("device.serial", given(sheet, target.serial()))
                .pair("device.capacity", sheet.quantities().size(target.capacityBytes()))
                .pair("device.block", sheet.quantities().bytes(target.blockBytes()))
                .pair("device.medium", medium(sheet, target))
                .pair("device.bus", sheet.show(target.bus()))
                .wide(
                        "device.kind",
                        sheet.say(
                                "kind.and.name", sheet.words().word("kind", target.kind()), sheet.show(target.name())));
        target.firmware().ifPresent(value -> grid.pair("device.firmware", sheet.show(value)));
        target.wwn().ifPresent(value -> grid.pair("device.wwn", sheet.show(value)));
        sheet.claims().assetTag().ifPresent(value -> grid.wide("device.asset", sheet.show(value)));
        return Section.strips(sheet, "section.device", grid.strips());
    }

    private static String given(Sheet sheet, Optional<String> value) {
        return value.map(sheet::show).orElseGet(() -> sheet.say("not.given"));
    }

    private static String medium(Sheet sheet, Target target) {
        return sheet.say(
                "medium.and.source",
                sheet.words().word("medium", target.mediumClass()),
                sheet.words().word("source", target.mediumClassSource()));
    }
}
