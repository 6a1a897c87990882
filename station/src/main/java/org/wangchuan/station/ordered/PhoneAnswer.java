package org.wangchuan.station.ordered;

import java.util.UUID;
import org.wangchuan.canonical.JsonValue;

/**
 * What somebody answered at the platform. Nothing of it is checked yet.
 *
 * @param task in whose course it was asked
 * @param question which of its questions
 * @param said the answer itself
 */
public record PhoneAnswer(UUID task, UUID question, JsonValue.Obj said) {}
