package org.wangchuan.platform.intake;

import java.time.Instant;
import java.util.UUID;

/**
 * Devices that one institution hands in together.
 *
 * @param code what people read out
 * @param name of the institution
 * @param lead the order whose ceremony stands for all
 */
public record Batch(UUID id, String code, UUID site, String name, UUID lead, Instant createdAt) {}
