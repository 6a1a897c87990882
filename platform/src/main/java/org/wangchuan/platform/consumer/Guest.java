package org.wangchuan.platform.consumer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Whereabouts;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.loss.Loss;
import org.wangchuan.platform.ledger.Matches;

/**
 * Whom a page is for: the owner of an order's device, on their own browser or on the counter's glass.
 *
 * @param base where the pages of this order begin, without a slash at the end
 * @param glass whose session the counter's screen is in; absent on the owner's own browser. What is done there shows no more
 *     than a signature by hand does
 * @param together the list that this is the link of: then the pages are those of the list, and the order is only its first
 * @param matches erasures that nobody had ordered, and that staff matched with it
 * @param toSpeak orders of which their owner has to say that they go on, after that
 * @param isErased whether what can still go home does not go home as it came
 * @param hasNotices whether their owner is told of an incident that concerns one of them, or was thought to
 * @param isConcerned whether one of those concerns them by what is known today
 * @param lost those that got lost in the company's hands, whether they were found since or not
 * @param shop what the operator is called
 */
public record Guest(
        WorkOrder order,
        Device device,
        Site site,
        Optional<Together> together,
        Whereabouts where,
        List<Matches.Match> matches,
        List<UUID> toSpeak,
        boolean isErased,
        boolean hasNotices,
        boolean isConcerned,
        List<Lost> lost,
        String shop,
        String base,
        Optional<UUID> glass) {
    public Guest {
        matches = List.copyOf(matches);
        toSpeak = List.copyOf(toSpeak);
        lost = List.copyOf(lost);
    }

    /** One that got lost in the company's hands, and what is known of its erasure. */
    public record Lost(Loss loss, Erased erased) {}

    /** What the evidence says of the erasure of what got lost. */
    public enum Erased {
        /** It was proved before, and nothing else speaks against that. */
        PROVED,
        /** It had begun, and is not proved. */
        BEGUN,
        /** It had not begun. */
        NOT;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Devices of an institution, handed in with one ceremony.
     *
     * @param items all of them, as the list had them
     */
    public record Together(Batch batch, List<BatchItem> items) {
        public Together {
            items = List.copyOf(items);
        }

        /** What the institution is called. */
        public String name() {
            return batch.name();
        }

        /** Whether one of them is in one of these states. */
        public boolean isAnyAt(OrderState... states) {
            return items.stream()
                    .anyMatch(item -> List.of(states).contains(item.order().state()));
        }

        /** How many can still go home as they came. */
        public long returnable() {
            return items.stream()
                    .filter(item -> item.order().state().isBeforeNoReturn())
                    .count();
        }
    }

    /** Which device of a list an order is of; empty where there is only one. */
    public Map<UUID, String> names() {
        return together.map(list -> list.items().stream()
                        .collect(Collectors.toMap(
                                item -> item.order().id(),
                                item -> item.device().brand() + " "
                                        + item.device().model() + " "
                                        + item.device().code())))
                .orElse(Map.of());
    }

    /** What it is called in questions and advice: {@code computer}, {@code phone}, {@code drive}, {@code other}, or {@code list}. */
    public String kindInWords() {
        if (together.isPresent()) {
            return "list";
        }
        return switch (device.kind()) {
            case LAPTOP, DESKTOP -> "computer";
            case PHONE, TABLET -> "phone";
            case BARE_DRIVE -> "drive";
            case OTHER -> "other";
        };
    }

    /** All orders that these pages are of. */
    List<UUID> orders() {
        return together.map(list ->
                        list.items().stream().map(item -> item.order().id()).toList())
                .orElse(List.of(order.id()));
    }

    /** Whether it is shown on the counter's screen. */
    public boolean isOnGlass() {
        return glass.isPresent();
    }

    /** Who takes the steps of these pages. */
    Actor actor() {
        return glass.map(Actor::glass).orElseGet(Actor::owner);
    }

    /** Whether it has left its owner. */
    public boolean isGone() {
        return where.journey()
                .filter(way -> way.travel().departure().isPresent())
                .isPresent();
    }

    /** Whether its owner is asked on each page what is to become of it, with buttons for both. */
    public boolean isAsked() {
        return where.journey()
                .filter(way -> way.travel().isOwnerAsked()
                        || way.travel().isWantedBack()
                        || way.travel().isOnTheWayBack())
                .isPresent();
    }

    /** Whether it waits for its arrival, or for a word of its owner. */
    public boolean isHeldUp() {
        return order.state().isBeforeNoReturn()
                && where.journey()
                        .filter(way -> !way.travel().isAtDoor() && !way.travel().mayBeErased())
                        .isPresent();
    }

    /** Whether it travels, and nobody has recorded that it arrived. */
    public boolean isBeforeArrival() {
        return where.journey().filter(way -> !way.travel().isHere()).isPresent()
                && !order.state().isOver();
    }

    /** Whether the owner can still say what is to become of it. */
    public boolean mayDecide() {
        return where.journey()
                .filter(way ->
                        way.travel().isOpen(order.state()) && !way.travel().isOnTheWayBack())
                .isPresent();
    }

    /**
     * Whether its owner can say that they have it again: of what is on its way to them or lost, and was neither held nor cleared here.
     * The rest is returned by the word of staff.
     */
    public boolean canSayHome() {
        boolean isReturnable = order.state() == OrderState.ERASING
                || order.state().next().contains(OrderState.RETURNED_UNTOUCHED)
                || order.state().next().contains(OrderState.RETURNED_ERASED);
        return isExpectedHome() && isReturnable && device.state() == DeviceState.REGISTERED;
    }

    /** Whether it is on its way to its owner, as far as anybody knows, or lost. */
    public boolean isExpectedHome() {
        return where.journey()
                .filter(way -> (way.travel().isRecalled() && !way.travel().isHome())
                        || way.travel().isOnTheWayBack()
                        || way.travel().isLost())
                .isPresent();
    }

    /** Whether it can still go home as it came. */
    public boolean canTakeBack() {
        return order.state().isBeforeNoReturn();
    }

    /** Whether somebody hands in what belongs to another, and has to say by what right. */
    public boolean needsAuthority() {
        return order.presenter() != org.wangchuan.platform.intake.Presenter.OWNER;
    }
}
