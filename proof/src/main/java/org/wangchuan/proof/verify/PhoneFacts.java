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
                && work.map(shown -> isCourse(shown) && isFilledAsItIsTo(known.get(), shown))
                        .orElse(true);
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

    private static boolean isFilledAsItIsTo(PhoneTechniques.Known known, PhoneWork work) {
        boolean isFilled = work.steps().stream().anyMatch(step -> step.word() == Word.FILLED);
        return known.fills()
                ? isFilled && work.fill().filter(PhoneWork.Fill::isWhole).isPresent()
                : !isFilled && work.fill().isEmpty();
    }

    /** Whether it was set off once its owner had agreed, went, came back, and was seen then. */
    private static boolean isCourse(PhoneWork work) {
        int next = 0;
        for (PhoneWork.Step step : work.steps()) {
            if (next < COURSE.size() && step.word() == COURSE.get(next)) {
                next++;
            }
        }
        return next == COURSE.size();
    }
}
