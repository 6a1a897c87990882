package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.CertificateFacts.Presence;
import org.wangchuan.paper.CertificateFacts.State;
import org.wangchuan.paper.CertificateFacts.Status;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.text.Quantities;
import org.wangchuan.paper.text.UtcTime;

/** When the statement was made at the earliest and the latest, who witnessed that, and whether it still holds. */
final class TimeSection {
    private TimeSection() {}

    /** Nothing for a receipt. */
    static List<Strip> strips(Sheet sheet) {
        if (sheet.certificate().isEmpty()) {
            return List.of();
        }
        CertificateFacts facts = sheet.certificate().get();
        List<Strip> time = new ArrayList<>(new Grid(sheet, Typography.WIDTH)
                .pair("time.not-earlier", shown(sheet, facts.notEarlier()))
                .pair("time.not-later", shown(sheet, facts.notLater()))
                .strips());
        if (facts.notLater().isPresent()) {
            time.add(new Gap(1));
            time.addAll(TextLine.balanced(sheet.type().note(), sheet.say("time.meaning"), Typography.WIDTH));
        }
        time.add(new Gap(3));
        time.addAll(WitnessTable.strips(sheet, facts));
        List<Strip> out = new ArrayList<>(Section.strips(sheet, "section.time", time));
        out.addAll(Section.strips(sheet, "section.since", since(sheet, facts)));
        return out;
    }

    private static List<Strip> since(Sheet sheet, CertificateFacts facts) {
        Status status = facts.status();
        Grid grid = new Grid(sheet, Typography.WIDTH).wide("status.label", standing(sheet, status));
        if (status.state() != State.NO_PLACE && status.state() != State.NO_LIST) {
            grid.wide(
                    "status.age",
                    status.notEarlier().isPresent()
                            ? sheet.say("status.age.proved", shown(sheet, status.notEarlier()))
                            : sheet.say("status.age.claimed"));
        }
        if (facts.presence().isEmpty()) {
            grid.wide("presence.label", sheet.say("presence.nobody"));
        }
        for (Presence one : facts.presence()) {
            grid.wide(
                    "presence.label",
                    sheet.say(
                            "presence.item",
                            sheet.words().word("role", one.role()),
                            sheet.say(
                                    "grade." + org.wangchuan.canonical.Json.wireName(one.grade()),
                                    sheet.show(one.key().orElse(""))),
                            shown(sheet, OptionalLong.of(one.atSeconds()))));
        }
        return grid.strips();
    }

    private static String standing(Sheet sheet, Status status) {
        String word = sheet.words().word("status", status.state());
        if (status.claimedSeconds().isEmpty()) {
            return word;
        }
        String made = shown(sheet, status.claimedSeconds());
        return status.logSize().isPresent()
                ? sheet.say(
                        "status.as-of",
                        word,
                        Quantities.grouped(status.logSize().getAsLong()),
                        made)
                : sheet.say("status.as-claimed", word, made);
    }

    static String shown(Sheet sheet, OptionalLong seconds) {
        return seconds.isPresent() ? sheet.time(UtcTime.rfc3339(seconds.getAsLong())) : sheet.say("time.open");
    }
}
