package org.wangchuan.platform.bench;

import java.util.Optional;
import java.util.UUID;

/**
 * Who chooses a lane.
 *
 * @param account whoever answers for it
 * @param listWord what they have said beforehand for the whole list; empty if they choose this lane themselves, now
 */
record LaneChoice(UUID account, Optional<ListWord> listWord) {
    static LaneChoice byHand(UUID account) {
        return new LaneChoice(account, Optional.empty());
    }

    static LaneChoice by(ListWord word) {
        return new LaneChoice(word.account(), Optional.of(word));
    }
}
