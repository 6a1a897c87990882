package org.wangchuan.platform.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Device;

/** How an owner gets to the pages of an order: what the counter shows. Whoever builds these pages implements it. */
public interface OwnerInvitation {
    /** The full address for the QR code; the same each time until {@link #renew}. */
    String link(UUID order);

    /** Six digits that let another browser in, for the paper. */
    String paperCode(UUID order);

    /**
     * Six digits for the counter's own screen while the owner stands there; they change every ten minutes. Whoever types them on
     * the owner's page shows that they see that screen.
     */
    String presenceCode(UUID order);

    /** Makes a new link and code: all older ones, and all browsers that came in by them, are out. */
    void renew(UUID order);

    /** Until when no code of the paper counts after too many wrong ones; empty if it does. */
    Optional<Instant> lockedUntil(UUID order);

    /** Whether somebody whom a new link had put out says that they had not asked for it, and no other was made since. */
    boolean isObjected(UUID order);

    /** Whether the owner has joined. */
    boolean hasJoined(UUID order);

    /** How far the owner's checklist is. */
    Preparation preparation(WorkOrder order, Device device);

    /**
     * An owner's checklist.
     *
     * @param items how many there are
     * @param open what is not done yet
     * @param kept what the owner said of what is to be kept: {@code nothing}, {@code copied}, {@code not-yet}, or empty if that was not
     *     asked, or not answered
     */
    record Preparation(int items, List<Open> open, String kept) {
        public Preparation {
            open = List.copyOf(open);
        }

        /** Whether each item is done; not if one was left out, or can't be done. */
        public boolean isDone() {
            return open.isEmpty();
        }

        /** Whether the owner has said anything at all. */
        public boolean isAnswered() {
            return open.size() < items
                    || !kept.isEmpty()
                    || open.stream().anyMatch(item -> !item.said().isEmpty());
        }
    }

    /**
     * An item that is not done.
     *
     * @param said {@code skipped}, {@code unable}, or empty as long as nothing was said of it
     */
    record Open(String en, String zh, String said) {
        /** Its title in the reader's language. */
        public String title(boolean isChinese) {
            return isChinese ? zh : en;
        }
    }
}
