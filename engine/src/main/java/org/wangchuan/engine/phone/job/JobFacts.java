package org.wangchuan.engine.phone.job;

import java.util.UUID;
import org.wangchuan.engine.policy.Policy;

/**
 * What is settled before a phone is looked at.
 *
 * @param job opaque identity of the job
 * @param tool name and version of this program
 * @param policy the rule set: one that is shipped, or one of another name
 */
public record JobFacts(UUID job, String tool, Policy policy) {}
