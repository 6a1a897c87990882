package org.wangchuan.paper.receipt;

import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.claims.Target;
import org.wangchuan.paper.claims.Vocabulary.MediumClass;
import org.wangchuan.paper.claims.Vocabulary.MediumClassSource;
import org.wangchuan.paper.layout.Strip;

/** Which device it was. */
final class DeviceSection {
    private DeviceSection() {}

    static List<Strip> strips(Sheet sheet) {
        Target target = sheet.claims().target();
        Grid grid = new Grid(sheet, Typography.WIDTH)
                .pair("device.model", given(sheet, target.model()))
                .pair("device.serial", given(sheet, target.serial()))
                .row()
                .pair("device.capacity", sheet.quantities().size(target.capacityBytes()))
                .pair("device.block", sheet.quantities().bytes(target.blockBytes()))
                .row()
                .pair("device.medium", medium(sheet, target))
                .pair("device.bus", sheet.show(target.bus()))
                .row();
        target.firmware().ifPresent(value -> grid.pair("device.firmware", sheet.show(value)));
        target.wwn().ifPresent(value -> grid.pair("device.wwn", sheet.show(value)));
        grid.pair(
                "device.kind",
                sheet.say("kind.and.name", sheet.words().word("kind", target.kind()), sheet.show(target.name())));
        sheet.claims().assetTag().ifPresent(value -> grid.pair("device.asset", sheet.show(value)));
        return Section.strips(sheet, "section.device", grid.strips());
    }

    private static String given(Sheet sheet, Optional<String> value) {
        return value.filter(text -> !text.isEmpty()).map(sheet::show).orElseGet(() -> sheet.say("not.given"));
    }

    private static String medium(Sheet sheet, Target target) {
        String medium = sheet.words().word("medium", target.mediumClass());
        // That a file is a file needs nobody's word.
        return target.mediumClass() == MediumClass.IMAGE && target.mediumClassSource() == MediumClassSource.NONE
                ? medium
                : sheet.say("medium.and.source", medium, sheet.words().word("source", target.mediumClassSource()));
    }
}
