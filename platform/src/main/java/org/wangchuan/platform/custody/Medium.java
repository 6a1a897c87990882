package org.wangchuan.platform.custody;

import java.util.Optional;
import java.util.UUID;

/**
 * A medium of a device: a drive, as a rule.
 *
 * @param ordinal from 1, in the order in which they became known
 * @param serialTail the last characters of its serial number; absent if none was noted and no station could read one
 * @param isCard whether it is the memory card of a phone, and not the phone itself
 * @param proof what the evidence says of it, once there is any
 */
public record Medium(UUID id, int ordinal, Optional<String> serialTail, boolean isCard, Optional<Device.Proof> proof) {}
