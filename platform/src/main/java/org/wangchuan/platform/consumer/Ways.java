package org.wangchuan.platform.consumer;

import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.intake.OrderState;

/**
 * What can become of a device that was not cleared, by where it is and what it is held by.
 *
 * @param isAgain whether it can be erased once more
 * @param isHome whether it can go home
 * @param isDestruction whether it can go into a bag for its destruction
 */
public record Ways(boolean isAgain, boolean isHome, boolean isDestruction) {
    static Ways of(Guest guest) {
        boolean isOpen = guest.order().state() == OrderState.NOT_CLEARED
                && guest.device().state() != DeviceState.BLOCKED
                && !guest.where().isOutOfSight()
                && !guest.where().isComingHome();
        boolean isHere = guest.where()
                .journey()
                .filter(way -> !way.travel().mayBeErased())
                .isEmpty();
        boolean isFree = guest.device().state() != DeviceState.TO_DESTROY; // what was found again goes nowhere else
        return new Ways(isOpen && isFree && isHere, isOpen && isFree, isOpen && isHere);
    }

    /** Whether there is anything to choose. */
    public boolean isAny() {
        return isAgain || isHome || isDestruction;
    }
}
