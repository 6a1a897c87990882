package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.claims.Range;
import org.wangchuan.paper.claims.Vocabulary.Mode;
import org.wangchuan.paper.claims.Work;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.text.Quantities;

/** What was done, what was read back, and what could not be reached. */
final class WorkSection {
    private WorkSection() {}

    static List<Strip> strips(Sheet sheet) {
        if (sheet.claims().phone().isPresent()) {
            return PhoneSections.work(sheet, sheet.claims().phone().get());
        }
        Work work = sheet.claims().work();
        boolean overwritten = work.byItself().isEmpty() || !work.passes().isEmpty();
        List<Strip> body = new ArrayList<>(overwritten ? PassTable.strips(sheet) : List.of());
        body.add(new Gap(4));
        Grid grid = new Grid(sheet, Typography.WIDTH);
        work.byItself().ifPresent(erase -> OwnErasure.put(sheet, grid, erase));
        verification(sheet, grid, work);
        grid.row()
                .pair("work.started", sheet.time(work.startedAt()))
                .pair("work.finished", sheet.time(work.finishedAt()))
                .row()
                .pair("work.interruptions", Quantities.grouped(work.interruptions()))
                .pair("work.tool", sheet.show(work.tool()))
                .row()
                .pair("work.hidden", hidden(sheet, work))
                .pair("work.residue", sheet.words().word("residue", work.residue()));
        lists(sheet, grid, work);
        body.addAll(grid.strips());
        return Section.strips(sheet, "section.work", body);
    }

    private static void verification(Sheet sheet, Grid grid, Work work) {
        Work.Verification verification = work.verification();
        grid.pair("work.verification", how(sheet, verification));
        grid.pair("work.read", Quantities.grouped(verification.bytesRead()));
        if (matched(verification)) {
            grid.pair(
                    "work.mismatches", verification.mode() == Mode.NONE ? sheet.say("not.looked") : sheet.say("none"));
        }
        if (work.unreachable().isEmpty()) {
            grid.pair("work.unreachable", sheet.say("none"));
        }
        verification.seed().ifPresent(seed -> grid.wide("work.seed", sheet.show(seed)));
    }

    /** Where something went wrong: long lists come last. */
    private static void lists(Sheet sheet, Grid grid, Work work) {
        Work.Verification verification = work.verification();
        if (!matched(verification)) {
            RangeList.ranges(sheet, grid, "work.mismatches", verification.mismatchedBytes(), verification.mismatches());
        }
        if (!work.unreachable().isEmpty()) {
            RangeList.ranges(sheet, grid, "work.unreachable", Range.total(work.unreachable()), work.unreachable());
        }
        if (work.passes().stream().anyMatch(pass -> !pass.errors().isEmpty())) {
            RangeList.errors(sheet, grid, work.passes());
        }
    }

    private static boolean matched(Work.Verification verification) {
        return verification.mismatches().isEmpty() && verification.mismatchedBytes() == 0;
    }

    private static String how(Sheet sheet, Work.Verification verification) {
        String mode = sheet.words().word("mode", verification.mode());
        return verification.mode() == Mode.NONE
                ? mode
                : sheet.say("mode.and.path", mode, sheet.words().word("path", verification.path()));
    }

    private static String hidden(Sheet sheet, Work work) {
        String state = sheet.words().word("hidden", work.hiddenAreas());
        return work.hiddenDetail()
                .map(detail -> sheet.say("detail.of.hidden", state, OwnErasure.detail(sheet, detail)))
                .orElse(state);
    }
}
