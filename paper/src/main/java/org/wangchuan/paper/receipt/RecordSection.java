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

    static List<Strip> rows(Sheet sheet, double width) {
        Statement statement = sheet.claims().statement();
        LogFacts log = sheet.log();
        Grid grid =
                new Grid(sheet, width).wide("record.issued", sheet.time(UtcTime.rfc3339(statement.issuedAtSeconds())));
        if (sheet.certificate().isEmpty()) {
            grid.wide("record.checkpoint", sheet.say("checkpoint.none"));
        }
        return grid.wide("record.statement", sheet.show(statement.id()))
                .wide("record.start", sheet.show(statement.startId()))
                .wide("record.station", sheet.show(statement.station()))
                .wide("record.evidence", sheet.show(statement.evidence().digest()))
                .wide("record.log", log(sheet, log))
                .wide("record.root", sheet.show(log.rootBase64()))
                .strips();
    }

    private static String log(Sheet sheet, LogFacts log) {
        return sheet.say(
                "log.item",
                sheet.show(log.origin()),
                Quantities.grouped(log.index()),
                Quantities.grouped(log.treeSize()));
    }
}
