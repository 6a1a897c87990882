package org.wangchuan.station.erase;

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

    static Refusal safety(String code, String zh, String en) {
        return new Refusal(Kind.SAFETY, code, new BilingualText(zh, en));
    }
}
