package org.wangchuan.engine.phone.plan;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.plan.Plan.Unsatisfiable;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.verdict.ClauseState;

/**
 * What could be done to a phone under a policy, before anything is done to it.
 *
 * @param offers ways for which all is known that they need, the one first that could satisfy the most
 * @param leftOut the others, each with what speaks against it
 * @param ownersParts what the owner has still to do
 * @param obstacles why no way that is offered satisfies the policy by itself; if there is any, nobody may be told that one will
 */
public record PhonePlan(
        Policy policy,
        List<Offer> offers,
        List<LeftOut> leftOut,
        List<OwnersPart> ownersParts,
        List<Unsatisfiable> obstacles) {

    public PhonePlan {
        offers = List.copyOf(offers);
        leftOut = List.copyOf(leftOut);
        ownersParts = List.copyOf(ownersParts);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * A way that can be chosen.
     *
     * @param time an estimate until the phone is back, not a measurement; told before anything else
     * @param reaches the level that its evidence can support at the most; absent if none
     * @param atBest each clause of the policy, as it could be at the most if all goes well
     * @param isTried whether it was ever tried on a real phone with this program
     */
    public record Offer(
            PhoneTechnique technique,
            WayTime time,
            Optional<SanitizationLevel> reaches,
            List<ClauseState> atBest,
            boolean isTried) {
        public Offer {
            atBest = List.copyOf(atBest);
        }
    }

    /**
     * A way that is not offered.
     *
     * @param contradicted what it needs and is known not to be so
     * @param missing what it needs and nobody knows, or not well enough
     * @param atBest each clause of the policy, as it could be at the most if all that is missing were so
     */
    public record LeftOut(
            PhoneTechnique technique, List<Condition> contradicted, List<Condition> missing, List<ClauseState> atBest) {
        public LeftOut {
            contradicted = List.copyOf(contradicted);
            missing = List.copyOf(missing);
            atBest = List.copyOf(atBest);
        }

        /** Whether it only has to be known more for it to be offered. */
        public boolean isOpen() {
            return contradicted.isEmpty();
        }
    }

    /** Whether a way that is offered can satisfy the policy, as far as can be known beforehand. */
    public boolean satisfiable() {
        return obstacles.isEmpty();
    }
}
