package org.wangchuan.engine.plan;

import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.SanitizationLevel;

/**
 * A technique that will be applied.
 *
 * @param id stable name
 * @param reason why this one
 * @param reaches the level that its evidence can support
 * @param time of passes and their verification an estimate by the class of the medium, of what a drive does itself its own word; empty if neither
 *     is to be had
 */
public record Technique(String id, BilingualText reason, SanitizationLevel reaches, Optional<PlannedTime> time) {

    /** Seconds, whoever says so. */
    public OptionalLong estimatedSeconds() {
        return time.isPresent() ? OptionalLong.of(time.get().seconds()) : OptionalLong.empty();
    }
}
