package org.wangchuan.paper.receipt;

import java.util.List;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.claims.Statement;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.text.Quantities;
import org.wangchuan.paper.text.UtcTime;

/** Who signed it, and where it is recorded. */
final class RecordSection {
    private RecordSection() {}

    static List<Strip> strips(Sheet sheet) {
        Statement statement = sheet.claims().statement();
        LogFacts log = sheet.log();
        Grid grid = new Grid(sheet)
                .pair("record.issued", UtcTime.shown(UtcTime.rfc3339(statement.issuedAtSeconds())))
                .pair("record.checkpoint", sheet.say("checkpoint.none"))
                .pair("record.statement", sheet.show(statement.id()))
                .pair("record.start", sheet.show(statement.startId()))
                .wide(
                        "record.station",
                        sheet.say(
                                "station.item",
                                sheet.show(statement.station()),
                                Quantities.grouped(statement.sequence())));
        statement.previous().ifPresent(digest -> grid.wide("record.previous", sheet.show(digest)));
        grid.wide(
                        "record.log",
                        sheet.say(
                                "log.item",
                                sheet.show(log.origin()),
                                Quantities.grouped(log.index()),
                                Quantities.grouped(log.treeSize())))
                .wide("record.root", sheet.show(log.rootBase64()));
        statement
                .seen()
                .ifPresent(seen -> grid.wide(
                        "record.seen",
                        sheet.say(
                                "seen.item",
                                sheet.show(seen.origin()),
                                Quantities.grouped(seen.size()),
                                sheet.show(seen.root()))));
        grid.wide(
                "record.evidence",
                sheet.say(
                        "evidence.item",
                        sheet.show(statement.evidence().digest()),
                        sheet.quantities().bytes(statement.evidence().bytes())));
        return Section.strips(sheet, "section.record", grid.strips());
    }
}
