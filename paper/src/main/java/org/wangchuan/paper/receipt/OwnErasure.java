package org.wangchuan.paper.receipt;

import java.util.Map;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.Consistency;
import org.wangchuan.paper.claims.Work;
import org.wangchuan.paper.claims.Work.NativeErase;
import org.wangchuan.paper.claims.Work.NativeErase.Outcome;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Quantities;
import org.wangchuan.paper.text.Words;

/** What a drive was told to do to itself, and what of that is shown: that it erased itself is said of none that does not show it. */
final class OwnErasure {
    /** What is said of a drive that left nothing hidden since it erased itself, by the buses of the ways that reach so far. */
    private static final Map<String, String> REACHED =
            Map.of("own.hidden.nvme-reached", "nvme-", "own.hidden.sas-reached", "scsi-");

    private OwnErasure() {}

    static void put(Sheet sheet, Grid grid, NativeErase erase) {
        if (sheet.edition().isFrom(Edition.V5)) {
            boolean isShown = Consistency.isErasedByItself(sheet.claims());
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
        Outcome outcome = erase.outcome(Consistency.isErasedByItself(sheet.claims()));
        return sheet.say("native.outcome." + Json.wireName(outcome), technique(sheet, "native.order.way", erase));
    }

    private static String overwritten(Sheet sheet, String said) {
        Work work = sheet.claims().work();
        Work.Verification check = work.verification();
        boolean isFoundElse = check.mismatchedBytes() > 0 || !check.mismatches().isEmpty();
        boolean isNothingAsWritten = isFoundElse && check.mismatchedBytes() >= check.bytesRead();
        if (isNothingAsWritten || work.passes().stream().allMatch(pass -> pass.bytesWritten() == 0)) {
            return said;
        }
        long capacity = sheet.claims().target().capacityBytes();
        boolean isWhole = !isFoundElse
                && work.passes().stream().anyMatch(pass -> pass.errors().isEmpty() && pass.bytesWritten() >= capacity);
        return sheet.say(isWhole ? "native.then.overwritten" : "native.then.in-part", said);
    }

    /** A sentence about hidden areas that holds only of a drive that is shown to have erased itself is called the statement's otherwise. */
    static String detail(Sheet sheet, String detail) {
        Optional<String> bus =
                Words.in(Language.ENGLISH).keyOf("own.", detail).flatMap(key -> Optional.ofNullable(REACHED.get(key)));
        return bus.isPresent() && sheet.edition().isFrom(Edition.V5) && !isReached(sheet.claims(), bus.get())
                ? sheet.say("as.stated", sheet.own(detail))
                : sheet.own(detail);
    }

    private static boolean isReached(Claims claims, String bus) {
        return Consistency.isErasedByItself(claims)
                && claims.work()
                        .byItself()
                        .map(NativeErase::technique)
                        .filter(technique ->
                                technique.purges() && Json.wireName(technique).startsWith(bus))
                        .isPresent();
    }
}
