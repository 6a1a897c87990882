package org.wangchuan.engine.phone.job;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.verdict.ManagementRules;

/** What people are asked to look at once a phone was reset: what no cable tells for certain. Stateless. */
public final class PeoplesLook {
    private PeoplesLook() {}

    /** In the order in which a phone's setup comes to it. */
    public static List<Property> of(PhoneHistory history) {
        List<Property> out = new ArrayList<>(List.of(Property.SETUP, Property.RESET_PROTECTION));
        if (ManagementRules.isOpen(history)) {
            out.add(Property.MANAGED);
        }
        out.add(Property.SIM);
        if (!history.factsBefore().isApple()) { // none of them has a slot for one
            out.add(Property.CARD);
        }
        return List.copyOf(out);
    }
}
