package org.wangchuan.engine.plan;

import java.util.OptionalLong;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.SanitizationLevel;

/**
 * A technique that will be applied.
 *
 * @param id stable name
 * @param reason why this one
 * @param reaches the level that its evidence can support
 * @param estimatedSeconds time for passes and verification; an estimate from the medium class, not a measurement
 */
public record Technique(String id, BilingualText reason, SanitizationLevel reaches, OptionalLong estimatedSeconds) {}
