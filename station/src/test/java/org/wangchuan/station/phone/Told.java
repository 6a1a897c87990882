package org.wangchuan.station.phone;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/** People who answer as others do, and are told otherwise. */
abstract class Told implements PhonePeople {
    private final PhonePeople others;

    Told(PhonePeople others) {
        this.others = others;
    }

    @Override
    public boolean consents(Facts shown, PhoneOutlook outlook) throws PeopleAwayException {
        return others.consents(shown, outlook);
    }

    @Override
    public Answer goesOn(Wanted missing, boolean hasWithout, Facts known) throws PeopleAwayException {
        return others.goesOn(missing, hasWithout, known);
    }

    @Override
    public Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known)
            throws PeopleAwayException {
        return others.choose(plan, parts, known);
    }

    @Override
    public Optional<String> whichSystem(Facts known) throws PeopleAwayException {
        return others.whichSystem(known);
    }

    @Override
    public Facts observe(List<Property> asked, Facts known) throws PeopleAwayException {
        return others.observe(asked, known);
    }
}
