package org.wangchuan.station.erase;

import java.util.List;
import java.util.Locale;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.policy.BilingualText;

/**
 * Why a target is not touched.
 *
 * @param kind what sort of reason
 * @param code stable, in capitals
 * @param reason for people, in words that are right wherever they are read: at a terminal, at a station, or on a page
 * @param cure what it comes down to; whoever shows the reason may say how that is got there
 * @param typed what of that differs from case to case, as it is typed at a terminal; empty if nothing does
 */
public record Refusal(Kind kind, String code, BilingualText reason, Cure cure, String typed) {
    /** The sorts of reason, which have exit codes of their own. */
    public enum Kind {
        /** Touching it could hurt somebody: it is in use, or not what was meant. */
        SAFETY,
        /** The policy can't be satisfied on it. */
        UNSATISFIABLE
    }

    /** What would help. */
    public enum Cure {
        /** What the reason says. */
        AS_SAID,
        /** The interrupted job is gone on with. */
        GO_ON,
        /** The same, by what it was ordered by. */
        GO_ON_AS_ORDERED,
        /** What goes with the medium is named. */
        NAME,
        /** It is erased all the same, which proves less. */
        TRY,
        /** A rule set that overwrites is chosen: under this one nothing can be done, and no wish changes that. */
        OVERWRITING_RULES,
        /** A new job: the interrupted one can't be gone on with. */
        NEW_JOB,
        /** The same, and the medium may be the one that was meant or its like: whoever can look at it may know, and nobody else. */
        NEW_JOB_IF_MEANT,
        /** The same, and the interrupted one has done nothing yet: whoever knows that the medium is the one that was meant may begin anew by itself. */
        NEW_JOB_AT_ONCE;

        /** In the keys of words. */
        public String id() {
            return switch (this) {
                case AS_SAID -> "as-said";
                case GO_ON -> "go-on";
                case GO_ON_AS_ORDERED -> "go-on-as-ordered";
                case NAME -> "name";
                case TRY -> "try";
                case OVERWRITING_RULES -> "overwriting-rules";
                // Whoever is at a terminal has the medium before them.
                case NEW_JOB, NEW_JOB_IF_MEANT, NEW_JOB_AT_ONCE -> "new-job";
            };
        }
    }

    /** One whose reason says what would help, if anything does. */
    public Refusal(Kind kind, String code, BilingualText reason) {
        this(kind, code, reason, Cure.AS_SAID);
    }

    /** One with a cure that is the same in each case. */
    public Refusal(Kind kind, String code, BilingualText reason, Cure cure) {
        this(kind, code, reason, cure, "");
    }

    /** For safety; an interrupted job is not gone on with, and another one may be begun. */
    static Refusal ofJob(String code, String zh, String en) {
        return new Refusal(Kind.SAFETY, code, new BilingualText(zh, en), Cure.NEW_JOB);
    }

    /** A journal that is damaged is never resumed from, so that nobody should be told to try. */
    static Refusal damaged(String found) {
        return ofJob(
                "JOURNAL_DAMAGED",
                "被中断任务的日志已损坏，无法继续：" + found + "；须从头擦除",
                "the journal of the interrupted job is damaged, and can't be gone on with: " + found
                        + "; it has to be erased from the beginning");
    }

    /** Why the policy can't be satisfied. */
    static Refusal of(Plan.Unsatisfiable obstacle) {
        Cure cure = switch (obstacle.wayOn()) {
            case AS_SAID -> Cure.AS_SAID;
            case TRY -> Cure.TRY;
            case OVERWRITING_RULES -> Cure.OVERWRITING_RULES;
        };
        return new Refusal(Kind.UNSATISFIABLE, obstacle.code(), obstacle.reason(), cure);
    }

    /** For safety, by a code of one's own. */
    public static Refusal safety(String code, String zh, String en) {
        return new Refusal(Kind.SAFETY, code, new BilingualText(zh, en));
    }

    /** Why a medium can't be examined or opened. */
    public static Refusal of(Refused refused) {
        return safety(code(refused.code().id()), ChineseReasons.of(refused), refused.reason());
    }

    /** Those of the obstacles for which a medium is refused. */
    public static List<Refusal> blocking(List<Obstacle> found) {
        return found.stream()
                .filter(Obstacle::blocking)
                .map(obstacle -> safety(code(obstacle.code().id()), ChineseReasons.of(obstacle), obstacle.detail()))
                .toList();
    }

    private static String code(String id) {
        return id.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
