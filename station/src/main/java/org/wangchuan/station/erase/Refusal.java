package org.wangchuan.station.erase;

import java.util.List;
import java.util.Locale;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.policy.BilingualText;

/**
 * Why a target is not touched.
 *
 * @param kind what sort of reason
 * @param code stable, in capitals
 * @param reason for people, in words that are right wherever they are read: at a terminal, at a station, or on a page
 * @param cure what it comes down to; whoever shows the reason may say how that is got there
 */
public record Refusal(Kind kind, String code, BilingualText reason, Cure cure) {
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
        /** A new job: the interrupted one can't be gone on with. */
        NEW_JOB,
        /** The same, and the interrupted one has done nothing yet: whoever knows that the medium is the one that was meant may begin anew by itself. */
        NEW_JOB_AT_ONCE;

        /** Whether it takes a new job. */
        public boolean isNewJob() {
            return this != AS_SAID;
        }
    }

    /** One whose reason says what would help, if anything does. */
    public Refusal(Kind kind, String code, BilingualText reason) {
        this(kind, code, reason, Cure.AS_SAID);
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
