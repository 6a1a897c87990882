package org.wangchuan.engine.policy;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/**
 * One clause of a rule set.
 *
 * @param id short name, unique in the policy
 * @param text what it asks, for people
 * @param source where it is known from
 * @param needs what it asks of the evidence
 */
public record Clause(String id, BilingualText text, String source, Requirement needs) {

    static Clause fromJson(Json.Fields fields) throws ShapeException {
        fields.only("id", "text", "source", "needs");
        return new Clause(
                BilingualText.line(fields, "id"),
                BilingualText.fromJson(fields.object("text")),
                BilingualText.line(fields, "source"),
                Requirement.fromJson(fields.object("needs")));
    }
}
