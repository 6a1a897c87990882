package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.station.phone.PhoneNotice;
import org.wangchuan.station.phone.PhoneOutlook;
import org.wangchuan.station.phone.PhonePeople;

/** An owner and a clerk who do what they are told, at a phone that does what its role is. */
final class LanePeople implements PhonePeople {
    private static final int PATIENT_TIMES = 10;

    private final MadeUsbPhone phone;
    private final Role role;
    private final List<Wanted> missed = new CopyOnWriteArrayList<>();
    private int resets;

    /** What a phone and its owner do otherwise than they should. */
    enum Role {
        HONEST,
        /** Its daemon answers nothing. */
        STUCK,
        /** While it is away somebody puts another in its place. */
        ANOTHER,
        /** Its owner does not allow that it is read. */
        DOES_NOT_ALLOW,
        /** Once it was reset it says that it does not encrypt, and said before that it does. */
        SAYS_OTHERWISE_OF_ENCRYPTION,
        /** It goes and comes back, and nothing was reset. */
        ONLY_RESTARTS,
        /** Once it was reset, what answers by its debug bridge does so out of spite. */
        ANSWERS_OUT_OF_SPITE,
        /** Once it was reset, it lets the bench in, and its answers have no end. */
        ANSWERS_WITHOUT_END,
        /** Once it was reset, its programs answer with noise. */
        PROGRAMS_OUT_OF_SPITE;

        static Role of(int number) {
            return switch (number) {
                case 2 -> STUCK;
                case 3 -> ANOTHER;
                case 4 -> DOES_NOT_ALLOW;
                case 5 -> SAYS_OTHERWISE_OF_ENCRYPTION;
                case 6 -> ONLY_RESTARTS;
                default -> HONEST;
            };
        }
    }

    LanePeople(MadeUsbPhone phone, Role role) {
        this.phone = phone;
        this.role = role;
    }

    Role role() {
        return role;
    }

    /** What did not come, in order. */
    List<Wanted> missed() {
        return List.copyOf(missed);
    }

    @Override
    public boolean consents(Facts shown, PhoneOutlook outlook) {
        return true;
    }

    @Override
    public void tell(PhoneNotice notice) {
        try {
            switch (notice) {
                case PhoneNotice.TurnOnAsking _ -> phone.setDebugging(true);
                case PhoneNotice.ResetNow _ -> reset();
                default -> {}
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void reset() throws IOException, InterruptedException {
        resets++;
        switch (role) {
            case ONLY_RESTARTS -> {
                if (resets == 1) {
                    phone.restart();
                }
            }
            case ANOTHER -> {
                phone.goAndReset();
                phone.becomeAnother("MADE-SERIAL-0999");
                phone.plug();
            }
            case SAYS_OTHERWISE_OF_ENCRYPTION -> {
                phone.saysThatItDoesNotEncrypt();
                phone.reset();
            }
            case ANSWERS_OUT_OF_SPITE -> {
                phone.gate().turn(Spite.TOO_LONG);
                phone.reset();
            }
            case ANSWERS_WITHOUT_END -> {
                phone.gate().turn(Spite.LATER_ENDLESS);
                phone.reset();
            }
            case PROGRAMS_OUT_OF_SPITE -> {
                phone.programsTurn(ProgramSpite.NOISE);
                phone.reset();
            }
            case HONEST, STUCK, DOES_NOT_ALLOW -> phone.reset();
        }
    }

    @Override
    public Answer goesOn(Wanted missing, boolean hasWithout, Facts known) {
        missed.add(missing);
        boolean isPatient = role == Role.STUCK || (isOnlySlow(missing) && missed.size() < PATIENT_TIMES);
        return isPatient ? Answer.AGAIN : Answer.END;
    }

    /** What an emulated machine may be too slow for; the rest of it somebody has to do. */
    private boolean isOnlySlow(Wanted missing) {
        return switch (missing) {
            case ANSWER, PLUGGED_IN, BACK, SAME_PHONE, FILL -> true;
            case GONE -> role != Role.ONLY_RESTARTS;
            case PERMISSION, ASKING_ON -> role != Role.DOES_NOT_ALLOW;
        };
    }

    /** The order names the way. */
    @Override
    public Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known) {
        return Optional.empty();
    }

    /** Each of these phones is read. */
    @Override
    public Optional<String> whichSystem(Facts known) {
        return Optional.empty();
    }

    @Override
    public Facts observe(List<Property> asked, Facts known) {
        return new Facts(List.of(new Fact(Property.SETUP, "not-done", Source.SEEN)));
    }
}
