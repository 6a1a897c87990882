package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.UUID;

/**
 * Something at the bench of a site is otherwise than before.
 *
 * @param station whose tasks are others now; absent if they are the same
 */
public record BenchChanged(UUID site, Optional<UUID> station) {}
