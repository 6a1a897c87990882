package org.wangchuan.station.agent;

import java.util.UUID;

/**
 * What the platform wants of an erasure that was made here, for the station that looks at its drive again.
 *
 * @param look that it is for
 * @param task that the erasure was made for
 * @param clearing event of its statement
 * @param recipient what it is sealed for: the other station's key for this look alone
 */
public record HandOver(UUID look, UUID task, UUID clearing, String recipient) {}
