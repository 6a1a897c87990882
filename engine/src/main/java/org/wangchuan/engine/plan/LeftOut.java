package org.wangchuan.engine.plan;

import org.wangchuan.engine.policy.BilingualText;

/**
 * A technique that is not applied.
 *
 * @param id stable name
 * @param reason why not
 */
public record LeftOut(String id, BilingualText reason) {}
