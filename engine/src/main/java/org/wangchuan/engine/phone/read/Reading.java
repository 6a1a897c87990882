package org.wangchuan.engine.phone.read;

import java.util.List;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;

/**
 * What a phone told.
 *
 * @param untold what was asked for, and not told, or not in a form that is known
 */
public record Reading(PhoneIdentity identity, Facts facts, List<Property> untold) {
    public Reading {
        untold = List.copyOf(untold);
    }
}
