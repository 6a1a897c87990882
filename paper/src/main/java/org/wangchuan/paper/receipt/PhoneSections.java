package org.wangchuan.paper.receipt;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.paper.PhoneText;
import org.wangchuan.paper.claims.PhoneFacts;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Quantities;

/** Which phone it was, what its answers rest on, and how it was erased. */
final class PhoneSections {
    private PhoneSections() {}

    /** What a person compares first. */
    static void facts(Sheet sheet, Grid grid, PhoneFacts phone) {
        PhoneFacts.Device device = phone.device();
        String name = joined(device.maker(), device.model());
        grid.wide("phone.kind", DeviceSection.given(sheet, Optional.of(name)))
                .wide("device.serial", DeviceSection.given(sheet, device.serial()))
                .wide("phone.lock", VerdictPanel.lock(sheet, phone));
    }

    /** What does not stand among the facts. */
    static List<Strip> device(Sheet sheet, PhoneFacts phone) {
        PhoneFacts.Device device = phone.device();
        PhoneFacts.Result result = phone.result();
        Optional<String> system = device.system().map(word -> sheet.say("phone.system." + word));
        Grid grid = new Grid(sheet, Typography.WIDTH)
                .wide("phone.system", DeviceSection.given(sheet, Optional.of(joined(system, device.version()))));
        device.storageBytes()
                .ifPresent(
                        bytes -> grid.wide("phone.storage", sheet.quantities().size(bytes)));
        grid.wide("phone.way", way(sheet, result)).wide("phone.tier", sheet.say("phone.tier." + result.tier()));
        grid.wide("phone.lock", VerdictPanel.lock(sheet, phone));
        said(sheet, grid, "phone.lock-why", "phone.lock-reason.", result.lockReasons());
        said(sheet, grid, "phone.why", "phone.reason.", result.reasons());
        return Section.strips(sheet, "section.device", grid.strips());
    }

    private static void said(Sheet sheet, Grid grid, String key, String prefix, List<String> codes) {
        if (!codes.isEmpty()) {
            String between = sheet.language() == Language.CHINESE ? "；" : "; ";
            grid.wide(key, codes.stream().map(code -> sheet.say(prefix + code)).collect(Collectors.joining(between)));
        }
    }

    private static String way(Sheet sheet, PhoneFacts.Result result) {
        if (result.way().isEmpty()) {
            return sheet.say("phone.way.none");
        }
        String key = "way." + result.way().get().id();
        return PhoneText.has(key)
                ? sheet.say("phone." + key)
                : sheet.say("phone.way.unknown", sheet.show(result.way().get().id()));
    }

    /** How it went, and the accounts of a fill. */
    static List<Strip> work(Sheet sheet, PhoneFacts phone) {
        PhoneFacts.Work work = phone.work();
        Grid grid = new Grid(sheet, Typography.WIDTH)
                .pair("work.started", sheet.time(work.startedAt()))
                .pair("work.finished", sheet.time(work.finishedAt()))
                .row()
                .wide("work.tool", sheet.show(work.tool()))
                .list(
                        "phone.steps",
                        "",
                        work.steps().stream()
                                .map(step -> sheet.shortTime(step.at()) + " " + sheet.say("phone.step." + step.word()))
                                .toList());
        work.fill().ifPresent(fill -> accounts(sheet, grid, fill));
        return Section.strips(sheet, "section.work", grid.strips());
    }

    private static void accounts(Sheet sheet, Grid grid, PhoneFacts.Fill fill) {
        Quantities quantities = sheet.quantities();
        fill.storageBytes().ifPresent(bytes -> grid.wide("phone.fill.storage", quantities.size(bytes)));
        grid.wide("phone.fill.free", quantities.size(fill.freeBefore()))
                .wide("phone.fill.written", quantities.size(fill.written()))
                .wide("phone.fill.verified", quantities.size(fill.verified()))
                .wide("phone.fill.sampled", quantities.size(fill.sampled()));
        fill.parts()
                .ifPresent(told -> grid.wide(
                        "phone.fill.parts",
                        Quantities.grouped(told.compared()) + " / " + Quantities.grouped(told.files())));
        grid.wide("phone.fill.left", quantities.size(fill.freeAfter()))
                .wide("phone.fill.reserved", quantities.size(fill.reserved()))
                .wide("phone.fill.wrong", Quantities.grouped(fill.wrongFiles()));
    }

    private static String joined(Optional<String> one, Optional<String> other) {
        return Stream.of(one, other)
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" "));
    }
}
