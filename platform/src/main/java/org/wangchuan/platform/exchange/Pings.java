package org.wangchuan.platform.exchange;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.web.limit.Counts;

/**
 * Sends an event of no device to an address at once, so that whoever receives it sees whether it comes and whether they check its signature
 * well. It is signed as any other, has no number, is sent once, stands in no list, and counts neither for the address nor against it.
 * Thread-safe.
 */
@Component
class Pings {
    /** Of no device: whoever knows only the events of devices passes it over. */
    static final String TYPE = "test.ping";

    /** To one address within a minute. */
    static final int MOST = 6;

    private final WebhookSecrets secrets;
    private final WebhookSender sender;
    private final InstantSource clock;
    private final Counts sent;

    Pings(WebhookSecrets secrets, WebhookSender sender, InstantSource clock) {
        this.secrets = secrets;
        this.sender = sender;
        this.clock = clock;
        this.sent = new Counts(clock, Duration.ofMinutes(1));
    }

    /** What became of it; empty if too many were sent within a minute. */
    Optional<WebhookSender.Outcome> send(Webhook webhook) {
        if (!sent.allows(webhook.id().toString(), MOST)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String id = UUID.randomUUID().toString();
        String body = CanonicalJson.writeText(Json.object()
                .put("id", id)
                .put("type", TYPE)
                .put("timestamp", now.toString())
                .put(
                        "data",
                        Json.object().put("webhook", webhook.id().toString()).build())
                .build());
        try {
            String signatures = secrets.signatures(webhook.id(), id, now.getEpochSecond(), body);
            return Optional.of(sender.send(URI.create(webhook.url()), id, now.getEpochSecond(), signatures, body));
        } catch (GeneralSecurityException e) {
            return Optional.of(WebhookSender.Outcome.none(Webhooks.SECRET_UNREADABLE));
        }
    }
}
