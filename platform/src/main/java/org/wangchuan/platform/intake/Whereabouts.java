package org.wangchuan.platform.intake;

import java.time.Instant;
import java.util.Optional;
import org.wangchuan.platform.intake.loss.Loss;

/**
 * Where an order's device is, as far as anybody has said.
 *
 * @param journey of a device that travels; one that does not is where its owner brought it
 * @param loss the last time that it got lost in the company's hands, whether it was found since or not
 */
public record Whereabouts(Optional<Journey> journey, Optional<Loss> loss) {
    /** Whether it travels. */
    public boolean travels() {
        return journey.isPresent();
    }

    /** Whether the owner can be where the device is: not of one that has left them, and nothing of such a one is watched or signed there. */
    public boolean isWhereOwnerIs() {
        return journey.filter(way -> !way.travel().isAtDoor()).isEmpty();
    }

    /** Whether it got lost in the company's hands, and was not found. */
    public boolean isMissing() {
        return loss.filter(Loss::isOpen).isPresent();
    }

    /** Whether nobody knows where it is. */
    public boolean isLost() {
        return journey.filter(way -> way.travel().isLost()).isPresent();
    }

    /** Whether its owner called it back, and nobody has recorded where it is since. */
    public boolean isRecalled() {
        return journey.filter(way -> way.travel().isRecalled() && way.travel().isInThePost())
                .isPresent();
    }

    /** Whether the shop has sent it back, and nobody has said that it is there. */
    public boolean isOnTheWayBack() {
        return journey.filter(way -> way.travel().isOnTheWayBack()).isPresent();
    }

    /** Whether it is on its way to its owner, or called back on its way to the shop: not to be erased any more. */
    public boolean isComingHome() {
        return isRecalled() || isOnTheWayBack();
    }

    /** Whether a doubt of its proof says no more than that it is out of sight now. */
    public boolean isSaidBy(String doubt) {
        return isMissing() ? doubt.equals("missing") : isOutOfSight() && doubt.equals("away");
    }

    /** Whether what somebody saw of it is of before it was out of sight, or is by now. */
    public boolean isOutSince(Instant seen) {
        return isOutOfSight() || loss.filter(last -> !last.at().isBefore(seen)).isPresent();
    }

    /** Whether what was proved of it is true of the day on which it left the shop, and of nothing since. */
    public boolean isOutOfSight() {
        return isMissing() || journey.filter(way -> way.travel().isOutOfSight()).isPresent();
    }
}
