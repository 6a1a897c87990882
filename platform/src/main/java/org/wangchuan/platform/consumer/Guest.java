package org.wangchuan.platform.consumer;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * Whom a page is for: the owner of an order's device, on their own browser or on the counter's glass.
 *
 * @param base where the pages of this order begin, without a slash at the end
 * @param glass whose session the counter's screen is in; absent on the owner's own browser. What is done there shows no more
 *     than a signature by hand does
 * @param together the devices that this order's ceremony stands for as well
 * @param shop what the operator is called
 */
public record Guest(
        WorkOrder order,
        Device device,
        Site site,
        Optional<Together> together,
        String shop,
        String base,
        Optional<UUID> glass) {
    /**
     * Devices of an institution, handed in with one ceremony.
     *
     * @param name of the institution
     * @param items all of them, the one that leads as well
     */
    public record Together(String name, List<Item> items) {
        public Together {
            items = List.copyOf(items);
        }
    }

    /** One device of those. */
    public record Item(WorkOrder order, Device device) {}

    /** Whether it is shown on the counter's screen. */
    public boolean isOnGlass() {
        return glass.isPresent();
    }

    /** Who takes the steps of these pages. */
    Actor actor() {
        return glass.map(Actor::glass).orElseGet(Actor::owner);
    }

    /** Whether anything can still go home as it came: the device, or one that is handed in together with it. */
    public boolean canTakeBack() {
        return order.state().isBeforeNoReturn()
                || together.filter(all -> all.items().stream()
                                .anyMatch(item -> item.order().state().isBeforeNoReturn()))
                        .isPresent();
    }

    /** Whether somebody hands in what belongs to another, and has to say by what right. */
    public boolean needsAuthority() {
        return order.presenter() != org.wangchuan.platform.intake.Presenter.OWNER;
    }
}
