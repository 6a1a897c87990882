package org.wangchuan.station.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/** An owner and a clerk who do what they are told, but for what a test changes. */
final class MadePeople implements PhonePeople {
    private final MadePhone phone;
    private final List<PhoneNotice> notices = new CopyOnWriteArrayList<>();
    private final List<Wanted> missed = new ArrayList<>();
    private final List<List<Property>> looks = new ArrayList<>();
    boolean agrees = true;
    boolean isThere = true;
    String technique = "android-reset-read-again";
    Consumer<PhoneNotice.ResetNow> onReset;
    Optional<Facts> since = Optional.empty();
    Optional<String> system = Optional.of("android");
    Runnable onSystem = () -> {};
    int systemsAsked;
    Consumer<PhoneNotice> onNotice = _ -> {};
    Function<Wanted, Answer> onMissing = missing -> {
        throw new AssertionError("asked what to do without " + missing);
    };
    List<Fact> sees = List.of(
            new Fact(Property.SETUP, "not-done", Source.SEEN),
            new Fact(Property.RESET_PROTECTION, "off", Source.SEEN),
            new Fact(Property.MANAGED, "no", Source.SEEN));

    MadePeople(MadePhone phone) {
        this.phone = phone;
        this.onReset = _ -> phone.reset();
    }

    private void requireThere() throws PeopleAwayException {
        if (!isThere) {
            throw new PeopleAwayException("nobody");
        }
    }

    @Override
    public boolean consents(Facts shown, PhoneOutlook outlook) throws PeopleAwayException {
        requireThere();
        return agrees;
    }

    @Override
    public void goneOn(Facts read) {
        since = Optional.of(read);
    }

    @Override
    public void tell(PhoneNotice notice) {
        notices.add(notice);
        onNotice.accept(notice);
        switch (notice) {
            case PhoneNotice.ResetNow reset -> onReset.accept(reset);
            case PhoneNotice.TurnOnAsking _ -> phone.setDebugging(true);
            default -> {}
        }
    }

    @Override
    public Answer goesOn(Wanted missing, boolean hasWithout, Facts known) throws PeopleAwayException {
        requireThere();
        missed.add(missing);
        return onMissing.apply(missing);
    }

    @Override
    public Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known)
            throws PeopleAwayException {
        requireThere();
        return plan.offers().stream()
                .map(PhonePlan.Offer::technique)
                .filter(one -> one.id().equals(technique))
                .findFirst();
    }

    @Override
    public Optional<String> whichSystem(Facts known) throws PeopleAwayException {
        requireThere();
        systemsAsked++;
        onSystem.run();
        requireThere();
        return system;
    }

    @Override
    public Facts observe(List<Property> asked, Facts known) throws PeopleAwayException {
        requireThere();
        looks.add(asked);
        return new Facts(sees);
    }

    /** All that was told, in order. */
    List<PhoneNotice> notices() {
        return List.copyOf(notices);
    }

    /** What they were asked about because it did not come. */
    List<Wanted> missed() {
        return List.copyOf(missed);
    }

    /** What they were asked to look at, each time. */
    List<List<Property>> looks() {
        return List.copyOf(looks);
    }

    boolean wasTold(Class<? extends PhoneNotice> kind) {
        return notices.stream().anyMatch(kind::isInstance);
    }
}
