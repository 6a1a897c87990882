package org.wangchuan.station.agent;

import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.station.phone.PhoneBench;

/**
 * The phone cables of a machine: what each phone said when it was plugged in, and what it tells anybody when it is asked, which is no more than may be known
 * before its owner consented ({@link PhoneContact#unasked}). Of something that the kernel does not show nothing is told here. One thread
 * looks; questions are thread-safe.
 */
final class ContactPhones implements PhoneSockets {
    /** Who tells maker and model, the best first: what a boot loader calls its phone is no name that people know. */
    private static final List<Source> BEST = List.of(Source.LOCKDOWN, Source.MTP, Source.USB, Source.FASTBOOT);

    /** Modes in which a phone can be asked what it is without permission. */
    private static final List<String> ASKED = List.of("mtp", "ptp");

    private final Cables cables;
    private final Optional<PhoneBench> bench;
    private final Consumer<String> trouble;
    private final Set<ContactException.Code> told = ConcurrentHashMap.newKeySet();

    /** Under a key that nobody keeps: what is told of a phone holds its number, and no digest. */
    private final Digests digests;

    /** What is looked at. */
    interface Cables {
        /** What hangs there now. */
        List<PhoneContact> look();

        void close();
    }

    ContactPhones(PhoneCables cables) {
        this(cables, Optional.empty(), _ -> {});
    }

    /**
     * The phones on these cables.
     *
     * @param bench of these cables; closed with this
     * @param trouble told once of each reason for which this machine asks phones nothing
     */
    ContactPhones(PhoneCables cables, Optional<PhoneBench> bench, Consumer<String> trouble) {
        this(
                new Cables() {
                    @Override
                    public List<PhoneContact> look() {
                        var _ = cables.look();
                        return cables.found().contacts();
                    }

                    @Override
                    public void close() {
                        cables.close();
                    }
                },
                bench,
                trouble);
    }

    ContactPhones(Cables cables, Optional<PhoneBench> bench, Consumer<String> trouble) {
        this.cables = cables;
        this.bench = bench;
        this.trouble = trouble;
        byte[] key = new byte[Digests.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        this.digests = new Digests(key);
    }

    @Override
    public List<Plugged> look() {
        return cables.look().stream()
                .sorted(Comparator.comparing(PhoneContact::place, DescribedPhone.BY_PORTS))
                .map(this::plugged)
                .toList();
    }

    @Override
    public Optional<PhoneBench> bench() {
        return bench;
    }

    @Override
    public void close() {
        bench.ifPresent(PhoneBench::close);
        cables.close();
    }

    private Plugged plugged(PhoneContact contact) {
        PhoneState seen = DescribedPhone.of(contact);
        boolean canBeAsked = contact.way() == PhoneContact.Way.APPLE
                || contact.way() == PhoneContact.Way.BOOTLOADER
                || seen.shows().stream().anyMatch(ASKED::contains);
        return new Plugged(seen, canBeAsked ? Optional.of(() -> ask(contact, seen)) : Optional.empty());
    }

    private PhoneState ask(PhoneContact contact, PhoneState seen) {
        try {
            return told(seen, contact.unasked(digests, Deadline.after(PhoneContact.UNASKED_WITHIN)));
        } catch (ContactException e) {
            // What is gone the next look shows; what else there is lies with this machine, and would be so for each
            // phone.
            if (e.code() != ContactException.Code.GONE && told.add(e.code())) {
                BilingualText advice = e.code().advice();
                trouble.accept(e.code().id() + ": " + advice.zh() + " " + advice.en());
            }
            return seen.answered(PhoneState.SILENT);
        }
    }

    /** What it showed, with what was told since. */
    static PhoneState told(PhoneState seen, Reading reading) {
        Facts facts = reading.facts();
        boolean hasTold = facts.all().stream().anyMatch(fact -> fact.source() != Source.USB);
        return new PhoneState(
                seen.place(),
                seen.plug(),
                seen.means(),
                best(facts, Property.MAKER).or(seen::maker),
                best(facts, Property.MODEL).or(seen::model),
                reading.printed().map(SerialNumber::shown).or(seen::serial),
                facts.said(Property.SYSTEM).or(seen::system),
                seen.shows(),
                facts.said(Property.MODE).or(seen::mode),
                facts.said(Property.SCREEN_LOCK),
                facts.said(Property.ACTIVATION),
                hasTold ? PhoneState.TOLD : PhoneState.SILENT);
    }

    private static Optional<String> best(Facts facts, Property property) {
        return facts.all().stream()
                .filter(fact -> fact.property() == property && BEST.contains(fact.source()))
                .min(Comparator.comparingInt(fact -> BEST.indexOf(fact.source())))
                .map(Fact::value);
    }
}
