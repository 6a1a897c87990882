package org.wangchuan.proof.verify;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.PhoneWork.Word;

/** What a statement about a phone must say of itself if its verdict is good. */
final class PhoneFacts {
    /** In this order something has to have happened, whatever else did in between. */
    private static final List<Word> COURSE = List.of(Word.CONSENTED, Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN);

    /** And in this one behind each fill: what a fill leaves the last reset takes away. */
    private static final List<Word> LAST_RESET = List.of(Word.SET_OFF, Word.GONE, Word.BACK, Word.SEEN);

    private static final int PERCENT = 100;

    /** What a file system may keep back beside what is free, in hundredths of that, for a fill to count as a pass. */
    private static final int KEPT_BACK_PERCENT_MAX = 5;

    /** How much of its file system has to be free before a fill, in hundredths, for that to count as a pass. */
    private static final int FREE_PERCENT_MIN = 50;

    private PhoneFacts() {}

    /** Whether these claims and, if it is shown, this work allow a good verdict. */
    static boolean allowGood(ClearingClaims claims, PhoneClaims phone, Optional<PhoneWork> work) {
        Optional<PhoneClaims.Technique> technique = phone.technique();
        if (technique.isEmpty()
                || phone.tier() != PhoneClaims.Tier.TOLD
                || !phone.reasons().isEmpty()) {
            return false;
        }
        Optional<PhoneTechniques.Known> known = PhoneTechniques.find(technique.get());
        if (known.isEmpty()) {
            // A newer program's, perhaps: said elsewhere to be unknown. One that bears a known one's name is made up.
            return !PhoneTechniques.isNamed(technique.get())
                    && claims.notProved().containsAll(NotProved.ALWAYS_OF_PHONES)
                    && work.map(shown -> isCourse(shown)
                                    && shown.fill().map(PhoneWork.Fill::isWhole).orElse(true))
                            .orElse(true);
        }
        return known.get().canClear()
                && claims.notProved().containsAll(open(known.get()))
                && work.map(shown -> isCourse(shown) && isFilledAsItIsTo(known.get(), claims, shown))
                        .orElse(true);
    }

    /**
     * Whether its fill counts as a pass over its storage, as {@code engine.phone.fill.FillOutcome} has it.
     *
     * @param samples see {@link PhoneTechniques.Known}
     */
    static boolean isOverwritten(PhoneWork work, boolean samples) {
        return work.fill()
                .filter(PhoneWork.Fill::isWhole)
                .filter(fill -> mayBeMostOfIt(fill, samples))
                .isPresent();
    }

    /**
     * Whether a fill left little to the file system, and went over at least half of it. A statement that does not say how large that is has not shown it; in a way from
     * before there were terms, whose first statements don't say it, it counts as ever.
     */
    private static boolean mayBeMostOfIt(PhoneWork.Fill fill, boolean samples) {
        if (samples && fill.storageBytes().isEmpty()) {
            return false;
        }
        long all = fill.storageBytes().orElse(fill.freeBefore());
        return fill.reserved() <= fill.freeBefore() / PERCENT * KEPT_BACK_PERCENT_MAX
                && fill.freeBefore() <= all
                && fill.freeBefore() * PERCENT >= all * FREE_PERCENT_MIN;
    }

    /**
     * Whether its fill was read back, a part of it by the station. Where its way has terms it has to count as a pass, and each file to be compared; one of before has to be
     * whole.
     *
     * @param samples whether it has
     */
    static boolean isReadBack(PhoneWork work, boolean samples) {
        return work.fill()
                .filter(fill -> fill.isWhole() && fill.sampled() > 0)
                .filter(fill -> !samples || (mayBeMostOfIt(fill, true) && fill.isEachCompared()))
                .isPresent();
    }

    private static Set<NotProved> open(PhoneTechniques.Known known) {
        Set<NotProved> out = EnumSet.copyOf(NotProved.ALWAYS_OF_PHONES);
        if (known.fills()) {
            out.addAll(NotProved.OF_FILLED_PHONES);
        }
        if (!known.isTried()) {
            out.add(NotProved.NEVER_TRIED);
        }
        return out;
    }

    private static boolean isFilledAsItIsTo(PhoneTechniques.Known known, ClearingClaims claims, PhoneWork work) {
        boolean isFilled = work.steps().stream().anyMatch(step -> step.word() == Word.FILLED);
        return known.fills()
                ? isFilled
                        && work.fill()
                                .filter(PhoneWork.Fill::isWhole)
                                .filter(fill -> mayBeMostOfIt(fill, known.samples()) || isRestLeftOpen(claims))
                                .isPresent()
                : !isFilled && work.fill().isEmpty();
    }

    /** What a fill did not write over rests on the phone's encryption: only who says so may call it cleared. */
    private static boolean isRestLeftOpen(ClearingClaims claims) {
        return claims.notProved().contains(NotProved.MOST_OVERWRITTEN);
    }

    /** Whether it was set off once its owner had agreed, went, came back, and was seen then: before it was filled, and afterwards once more. */
    private static boolean isCourse(PhoneWork work) {
        List<Word> words = work.steps().stream().map(PhoneWork.Step::word).toList();
        int filled = words.lastIndexOf(Word.FILLED);
        return filled < 0
                ? happened(COURSE, words)
                : happened(COURSE, words.subList(0, filled))
                        && happened(LAST_RESET, words.subList(filled + 1, words.size()));
    }

    private static boolean happened(List<Word> course, List<Word> words) {
        int next = 0;
        for (Word word : words) {
            if (next < course.size() && word == course.get(next)) {
                next++;
            }
        }
        return next == course.size();
    }
}
