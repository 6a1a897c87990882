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
 * @param reason for people
 */
public record Refusal(Kind kind, String code, BilingualText reason) {
    /** The sorts of reason, which have exit codes of their own. */
    public enum Kind {
        /** Touching it could hurt somebody: it is in use, or not what was meant. */
        SAFETY,
        /** The policy can't be satisfied on it. */
        UNSATISFIABLE
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
