package org.wangchuan.station.agent;

import java.util.Optional;
import java.util.UUID;

/**
 * What the platform wants erased.
 *
 * @param id the task's own
 * @param order the work order's code, for people
 * @param lane where the medium is to lie, by the station's name for it
 * @param serial of that medium; empty if it has none
 * @param policy id of a rule set
 * @param asset the device's code, which goes into the receipt
 */
public record Task(UUID id, String order, String lane, Optional<String> serial, String policy, String asset) {}
