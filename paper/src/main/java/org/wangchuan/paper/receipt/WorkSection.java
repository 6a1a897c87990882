package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.claims.Range;
import org.wangchuan.paper.claims.Vocabulary.Mode;
import org.wangchuan.paper.claims.Work;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.text.Quantities;
import org.wangchuan.paper.text.UtcTime;

/** What was done, what was read back, and what could not be reached. */
final class WorkSection {
    private WorkSection() {}

    static List<Strip> strips(Sheet sheet) {
        Work work = sheet.claims().work();
        List<Strip> body = new ArrayList<>(PassTable.strips(sheet));
        body.add(new Gap(4));
        Grid grid = new Grid(sheet, Typography.WIDTH);
        if (work.passes().stream().anyMatch(pass -> !pass.errors().isEmpty())) {
            grid.wide("work.errors", RangeList.errors(sheet, work.passes()));
        }
        verification(sheet, grid, work.verification());
        unreached(sheet, grid, work.unreachable());
        grid.pair("work.hidden", hidden(sheet, work))
                .pair("work.residue", sheet.words().word("residue", work.residue()))
                .pair("work.started", UtcTime.shown(work.startedAt()))
                .pair("work.finished", UtcTime.shown(work.finishedAt()))
                .pair("work.interruptions", Quantities.grouped(work.interruptions()))
                .pair("work.tool", sheet.show(work.tool()));
        body.addAll(grid.strips());
        return Section.strips(sheet, "section.work", body);
    }

    private static void unreached(Sheet sheet, Grid grid, List<Range> ranges) {
        if (ranges.isEmpty()) {
            grid.pair("work.unreachable", sheet.say("none"));
            return;
        }
        grid.wide("work.unreachable", listed(sheet, Range.total(ranges), ranges));
    }

    private static void verification(Sheet sheet, Grid grid, Work.Verification verification) {
        grid.pair("work.verification", how(sheet, verification));
        grid.pair("work.read", Quantities.grouped(verification.bytesRead()));
        boolean clean = verification.mismatches().isEmpty() && verification.mismatchedBytes() == 0;
        if (clean) {
            grid.pair(
                    "work.mismatches", verification.mode() == Mode.NONE ? sheet.say("not.looked") : sheet.say("none"));
        } else {
            grid.wide("work.mismatches", listed(sheet, verification.mismatchedBytes(), verification.mismatches()));
        }
        verification.seed().ifPresent(seed -> grid.wide("work.seed", sheet.show(seed)));
    }

    private static String how(Sheet sheet, Work.Verification verification) {
        String mode = sheet.words().word("mode", verification.mode());
        return verification.mode() == Mode.NONE
                ? mode
                : sheet.say("mode.and.path", mode, sheet.words().word("path", verification.path()));
    }

    private static String listed(Sheet sheet, long bytes, List<Range> ranges) {
        String sum = sheet.say("ranges.sum", sheet.quantities().bytes(bytes), Quantities.grouped(ranges.size()));
        return ranges.isEmpty() ? sum : sheet.say("ranges.listed", sum, RangeList.ranges(sheet, ranges));
    }

    private static String hidden(Sheet sheet, Work work) {
        String state = sheet.words().word("hidden", work.hiddenAreas());
        return work.hiddenDetail()
                .map(detail -> sheet.say("hidden.detail", state, sheet.show(detail)))
                .orElse(state);
    }
}
