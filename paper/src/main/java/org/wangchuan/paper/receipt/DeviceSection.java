package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.Target;
import org.wangchuan.paper.claims.Vocabulary.MediumClass;
import org.wangchuan.paper.claims.Vocabulary.MediumClassSource;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.text.UtcTime;

/** Which device it was. */
final class DeviceSection {
    private DeviceSection() {}

    static List<Strip> strips(Sheet sheet) {
        if (sheet.claims().phone().isPresent()) {
            return PhoneSections.device(sheet, sheet.claims().phone().get());
        }
        return sheet.isFactsFirst() ? rest(sheet) : all(sheet);
    }

    /** The device as the statement has it, what is stuck on it, and when: what a person compares first. */
    static List<Strip> facts(Sheet sheet) {
        Claims claims = sheet.claims();
        Grid grid = Grid.ofFacts(sheet);
        if (claims.phone().isPresent()) {
            PhoneSections.facts(sheet, grid, claims.phone().get());
        } else {
            facts(sheet, grid, claims.target());
        }
        claims.assetTag().ifPresent(value -> grid.wide("device.asset", sheet.show(value)));
        String finished = claims.finishedAt();
        switch (sheet.language()) {
            case CHINESE ->
                grid.wide("fact.finished", sheet.beijing(finished), sheet.say("time.utc", UtcTime.plain(finished)));
            case ENGLISH -> grid.wide("fact.finished", sheet.time(finished));
        }
        sheet.certificate()
                .ifPresent(some -> some.notLater()
                        .ifPresent(last -> grid.wide("fact.witnessed", sheet.time(UtcTime.rfc3339(last)))));
        List<Strip> out = new ArrayList<>();
        out.add(new Gap(8));
        out.addAll(grid.strips());
        return out;
    }

    private static void facts(Sheet sheet, Grid grid, Target target) {
        if (isNamed(target)) {
            grid.wide("device.model", given(sheet, target.model()));
        } else {
            grid.wide("device.kind", kind(sheet, target));
        }
        grid.wide("device.serial", given(sheet, target.serial()))
                .wide("device.capacity", sheet.quantities().size(target.capacityBytes()));
    }

    private static boolean isNamed(Target target) {
        return target.model().filter(text -> !text.isBlank()).isPresent();
    }

    private static String kind(Sheet sheet, Target target) {
        return sheet.say("kind.and.name", sheet.words().word("kind", target.kind()), sheet.show(target.name()));
    }

    /** What does not stand among the facts. */
    private static List<Strip> rest(Sheet sheet) {
        Target target = sheet.claims().target();
        Grid grid = new Grid(sheet, Typography.WIDTH)
                .pair("device.block", sheet.quantities().bytes(target.blockBytes()))
                .pair("device.bus", sheet.show(target.bus()))
                .row()
                .pair("device.medium", medium(sheet, target));
        if (isNamed(target)) {
            grid.pair("device.kind", kind(sheet, target));
        }
        target.firmware().ifPresent(value -> grid.pair("device.firmware", sheet.show(value)));
        target.wwn().ifPresent(value -> grid.pair("device.wwn", sheet.show(value)));
        return Section.strips(sheet, "section.device", grid.strips());
    }

    private static List<Strip> all(Sheet sheet) {
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
        grid.pair("device.kind", kind(sheet, target));
        sheet.claims().assetTag().ifPresent(value -> grid.pair("device.asset", sheet.show(value)));
        return Section.strips(sheet, "section.device", grid.strips());
    }

    static String given(Sheet sheet, Optional<String> value) {
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
