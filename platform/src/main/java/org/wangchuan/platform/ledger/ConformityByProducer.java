package org.wangchuan.platform.ledger;

import java.util.UUID;

/**
 * Told, within the same transaction, when a maker's word has met the last clause that was open, or does so no more.
 *
 * @param isConforming whether the statement conforms now
 */
public record ConformityByProducer(UUID order, UUID eventId, String verdict, boolean isConforming) {}
