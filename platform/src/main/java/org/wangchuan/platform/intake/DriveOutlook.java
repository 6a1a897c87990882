package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Optional;

/**
 * What a station says of a drive that lies in one of its lanes, before anything is done to it: whether the rule set of its order can be met with
 * it. It proves nothing.
 *
 * @param station as people know it
 * @param tail of the drive's serial number, its last characters
 * @param isMet whether it can be met
 * @param says by which way, or why not
 * @param minutes that it takes; absent if the station can't tell, or it can't be met
 */
public record DriveOutlook(
        String station, String lane, String tail, boolean isMet, List<Sentence> says, Optional<Long> minutes) {
    public DriveOutlook {
        says = List.copyOf(says);
    }

    /** A sentence of the station in both languages. */
    public record Sentence(String en, String zh) {
        /** In the reader's language. */
        public String in(boolean isChinese) {
            return isChinese ? zh : en;
        }
    }
}
