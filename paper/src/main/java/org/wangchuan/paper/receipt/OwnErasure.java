package org.wangchuan.paper.receipt;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.claims.Work;
import org.wangchuan.paper.claims.Work.NativeErase;
import org.wangchuan.paper.claims.Work.NativeErase.Outcome;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Quantities;
import org.wangchuan.paper.text.Words;

/** What a drive was told to do to itself, and what of that is shown: that it erased itself is said of none that does not show it. */
final class OwnErasure {
    private static final String REACHED = "own.hidden.nvme-reached";

    private OwnErasure() {}

    static void put(Sheet sheet, Grid grid, NativeErase erase) {
        if (sheet.edition().isFrom(Edition.V5)) {
            boolean isShown = erase.outcome() == Outcome.SHOWN;
            grid.wide(
                    isShown ? "native.technique" : "native.order",
                    overwritten(sheet, isShown ? technique(sheet, "native.technique", erase) : told(sheet, erase)));
        } else {
            grid.wide("native.technique", technique(sheet, "native.technique", erase));
        }
        grid.wide("native.said", sheet.words().word("native.said", erase.said()));
        grid.row()
                .pair("native.attempts", Quantities.grouped(erase.attempts()))
                .pair("native.duration", sheet.quantities().duration(erase.durationMillis()))
                .row()
                .pair("native.canaries", Quantities.grouped(erase.canaryBytes()))
                .pair("native.found", Quantities.grouped(erase.canaryBytesFound()));
        grid.row();
    }

    private static String technique(Sheet sheet, String prefix, NativeErase erase) {
        return sheet.words().word(prefix, erase.technique());
    }

    /** By the way's bare name: what it would have done is not said of it. */
    private static String told(Sheet sheet, NativeErase erase) {
        return sheet.say(
                "native.outcome." + Json.wireName(erase.outcome()), technique(sheet, "native.order.way", erase));
    }

    private static String overwritten(Sheet sheet, String said) {
        List<Work.Pass> passes = sheet.claims().work().passes();
        if (passes.stream().allMatch(pass -> pass.bytesWritten() == 0)) {
            return said;
        }
        long capacity = sheet.claims().target().capacityBytes();
        boolean isWhole = passes.stream().anyMatch(pass -> pass.errors().isEmpty() && pass.bytesWritten() >= capacity);
        return sheet.say(isWhole ? "native.then.overwritten" : "native.then.in-part", said);
    }

    /** A sentence about hidden areas that holds only of a drive that is shown to have erased itself is called the statement's otherwise. */
    static String detail(Sheet sheet, String detail) {
        boolean isOfReached = Words.in(Language.ENGLISH)
                .keyOf("own.", detail)
                .filter(REACHED::equals)
                .isPresent();
        boolean isShown = sheet.claims()
                .work()
                .byItself()
                .filter(erase -> erase.outcome() == Outcome.SHOWN)
                .isPresent();
        return isOfReached && !isShown && sheet.edition().isFrom(Edition.V5)
                ? sheet.say("as.stated", sheet.own(detail))
                : sheet.own(detail);
    }
}
