package org.wangchuan.platform.intake;

import java.util.UUID;

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

    /** Whether the owner has joined. */
    boolean hasJoined(UUID order);
}
