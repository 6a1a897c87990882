package org.wangchuan.platform.web.number;

import java.time.Instant;
import java.util.Optional;

/**
 * What was counted.
 *
 * @param keptAt when, if it was counted for somebody before: what was done since is not in it, and the page has to say so
 */
public record Counted<V>(V value, Optional<Instant> keptAt) {}
