package org.wangchuan.platform.intake;

import java.util.Optional;

/**
 * That a station tells of other versions of a rule set than the one by which an order is carried out: from that nothing follows for it.
 *
 * @param told the newest that it tells of; absent from stations of before, which say of none
 * @param asked the one of the order
 */
public record OtherVersion(Optional<Integer> told, int asked) {}
