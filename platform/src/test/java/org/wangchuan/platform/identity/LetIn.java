package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Lets somebody in by a one-time link that somebody else has made, on record. */
public final class LetIn {
    private LetIn() {}

    /** The link is made and used just now. */
    public static void by(UUID maker, UUID whom) {
        OneTimeLinks links = bean(OneTimeLinks.class);
        String link = links.createOnRecord(whom, Optional.of(maker));
        assertThat(links.use(URI.create(link).getPath().substring(OneTimeLinks.PATH.length())))
                .isPresent();
    }
}
