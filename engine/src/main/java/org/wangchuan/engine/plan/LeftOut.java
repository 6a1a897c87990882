package org.wangchuan.engine.plan;

import org.wangchuan.engine.policy.BilingualText;

/**
 * A technique that is not applied.
 *
 * @param id stable name
 * @param reason why not
 * @param frozen whether nothing but a freeze is in its way, which ends when the drive's power is taken away and given back
 */
public record LeftOut(String id, BilingualText reason, boolean frozen) {
    /** One that no loss of power brings back. */
    public LeftOut(String id, BilingualText reason) {
        this(id, reason, false);
    }
}
