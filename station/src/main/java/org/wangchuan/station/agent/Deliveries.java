package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;

/** Brings what waits in the outbox to the platform, one message after the other. Used by one thread. */
final class Deliveries {
    private final Workshop shop;
    private final InstantSource clock;
    private String trusted = "";
    private boolean isTrustRefused;

    Deliveries(Workshop shop, InstantSource clock) {
        this.shop = shop;
        this.clock = clock;
    }

    /**
     * Brings the oldest message.
     *
     * @return whether there was one, and it is out of the outbox
     * @throws PlatformRefusedException if the platform may take it later
     */
    boolean next() throws IOException, PlatformRefusedException, InterruptedException {
        trustList();
        Optional<Outbox.Queued> queued = shop.outbox().first();
        if (queued.isEmpty()) {
            return false;
        }
        Message message = queued.get().message();
        try {
            shop.platform().deliver(message);
            shop.reached(Step.MESSAGE_DELIVERED);
            shop.outbox().remove(queued.get());
        } catch (PlatformRefusedException e) {
            if (!isTrustRefused && e.code().equals(PlatformRefusedException.TRUST_LIST_MISSING)) {
                // It was put back from a backup, perhaps: it is told again before the next try.
                trusted = "";
                throw e;
            }
            if (!e.isForGood()) {
                throw e;
            }
            shop.outbox().refuse(queued.get(), e, clock.instant());
            shop.notes().refused(message.kind().name(), e.code(), String.valueOf(e.getMessage()));
        }
        return true;
    }

    /** Receipts are judged under it: it goes first, and again whenever it has changed. */
    private void trustList() throws IOException, PlatformRefusedException, InterruptedException {
        String now = Files.readString(shop.home().trustList(), StandardCharsets.UTF_8);
        if (now.equals(trusted)) {
            return;
        }
        try {
            isTrustRefused = false;
            shop.platform().putTrustList(now);
        } catch (PlatformRefusedException e) {
            if (!e.isForGood()) {
                throw e;
            }
            isTrustRefused = true;
            shop.notes().refused("trust-list", e.code(), String.valueOf(e.getMessage()));
        }
        trusted = now;
    }
}
