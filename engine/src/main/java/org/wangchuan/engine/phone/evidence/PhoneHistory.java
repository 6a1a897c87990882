package org.wangchuan.engine.phone.evidence;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.attestation.AttestationRoots;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/**
 * What events tell of the course of an erasure, of a record that is complete as of one that is still open: a job goes on by the same slices by which it
 * is judged. The events are in an order that a record can have ({@link PhoneEvidence#readOpen}). Immutable and thread-safe.
 */
public final class PhoneHistory {
    private final List<PhoneEvent> events;

    /** Of these events. */
    public PhoneHistory(List<PhoneEvent> events) {
        this.events = List.copyOf(events);
    }

    /** All events in order. */
    public List<PhoneEvent> events() {
        return events;
    }

    /** What was to be done; absent if it did not come to that. */
    public Optional<PhoneTechnique> technique() {
        try {
            for (PhoneEvent event : events) {
                if (event instanceof PhoneEvent.TechniqueChosen chosen) {
                    return Optional.of(PhoneEventOrder.readTechnique(1, chosen));
                }
            }
            return Optional.empty();
        } catch (EvidenceException e) {
            throw new IllegalStateException("the order lets no other technique pass", e);
        }
    }

    /** Whether the owner agreed. */
    public boolean isConsented() {
        return consented() < events.size();
    }

    /** Whether the record is complete. */
    public boolean isClosed() {
        return !events.isEmpty() && events.getLast() instanceof PhoneEvent.Closed;
    }

    /**
     * By what the phone is known that was set off, or will be: what was seen of it last before that. Empty if it was known by nothing.
     */
    public PhoneIdentity identity() {
        return lastNamed(setOff());
    }

    /** By what the phone is known to whose erasure the owner agreed; empty if it was known by nothing, or nobody agreed yet. */
    public PhoneIdentity consentedTo() {
        return isConsented() ? lastNamed(consented()) : PhoneIdentity.NONE;
    }

    private PhoneIdentity lastNamed(int end) {
        PhoneIdentity out = PhoneIdentity.NONE;
        for (PhoneEvent.Seen seen : seen(events.subList(0, end))) {
            out = seen.identity().digests().isEmpty() ? out : seen.identity();
        }
        return out;
    }

    /** Whatever was seen, in order. */
    public List<PhoneEvent.Seen> seen() {
        return seen(events);
    }

    /** What was seen before anything was set off. */
    public List<PhoneEvent.Seen> before() {
        return seen(events.subList(0, setOff()));
    }

    /**
     * What was seen once it was back from what was set off. What one of these found, a later one does not undo, nor does plugging it out and in, nor
     * that something is set off again from which it never goes. Where it was filled, up to that.
     */
    public List<PhoneEvent.Seen> after() {
        return seen(sinceBack());
    }

    /** The same to the end of the record: what speaks against an erasure counts whenever it is seen, also once it was filled. */
    public List<PhoneEvent.Seen> everSince() {
        List<PhoneEvent> known = sinceBack();
        return known.isEmpty() ? List.of() : seen(events.subList(start(end()), events.size()));
    }

    /**
     * What was seen once it was back from what was set off the last time after it was filled the last time, but for what it never came back from; absent if it did
     * not go and come back since, or was not filled.
     */
    public Optional<List<PhoneEvent.Seen>> afterFill() {
        int filled = lastFilled();
        int start = -1;
        boolean isSetOff = false;
        for (int i = filled + 1; filled >= 0 && i < events.size(); i++) {
            if (events.get(i) instanceof PhoneEvent.SetOff) {
                isSetOff = true;
            } else if (isSetOff && events.get(i) instanceof PhoneEvent.Back) {
                isSetOff = false;
                start = i;
            }
        }
        return start < 0 ? Optional.empty() : Optional.of(seen(events.subList(start, events.size())));
    }

    /** What was seen at any time since it was set off for the first time after it was filled the last time; nothing if it was not. */
    public List<PhoneEvent.Seen> sinceLastReset() {
        int filled = lastFilled();
        for (int i = filled + 1; filled >= 0 && i < events.size(); i++) {
            if (events.get(i) instanceof PhoneEvent.SetOff) {
                return seen(events.subList(i, events.size()));
            }
        }
        return List.of();
    }

    /**
     * Whether something was found, once it was back from what was set off, that a reset takes away, and nobody saw since that it went. What was found since the
     * last reset stays found. What was found before that, another reset ends only where the cable tells of this phone the contrary of the same: that something is
     * set off once more and the cable pulled says nothing.
     */
    public boolean isStillAsBefore() {
        PhoneIdentity known = identity();
        Set<Property> earlier = EnumSet.noneOf(Property.class);
        Set<Property> now = EnumSet.noneOf(Property.class);
        boolean isSetOff = false;
        boolean isBack = false;
        for (PhoneEvent event : events) {
            if (event instanceof PhoneEvent.SetOff) {
                isSetOff = true;
            } else if (event instanceof PhoneEvent.Back && isSetOff) {
                earlier.addAll(now);
                now.clear();
                isSetOff = false;
                isBack = true;
            } else if (event instanceof PhoneEvent.Seen seen && isBack) {
                now.addAll(seen.facts().asBefore());
                if (seen.identity().compared(known) == Sameness.SAME) {
                    earlier.removeAll(seen.facts().asNew());
                }
            }
        }
        return !earlier.isEmpty() || !now.isEmpty();
    }

    /** What of all that is known of what is this phone for certain, before anything was set off: what is known by nothing may be another. */
    public Facts factsBefore() {
        return ofThePhone(before());
    }

    /** The same of what was seen once it was back, see {@link #after}; nothing if its number is that of several, or its system tells another. */
    public Facts factsAfter() {
        return isNumberWorthless() ? Facts.NONE : ofThePhone(after());
    }

    private Facts ofThePhone(List<PhoneEvent.Seen> some) {
        PhoneIdentity known = identity();
        Facts out = Facts.NONE;
        for (PhoneEvent.Seen seen : some) {
            if (seen.identity().compared(known) == Sameness.SAME) {
                out = out.with(seen.facts());
            }
        }
        return out;
    }

    /** Whether its secure hardware, or what passes for it, says that somebody may have changed the system: by whatever it is signed, that counts. */
    public boolean isAttestedAgainst() {
        return events.stream()
                .anyMatch(event -> event instanceof PhoneEvent.AttestedAgainst
                        || (event instanceof PhoneEvent.Attested one
                                && one.judged("", AttestationRoots.shipped()).isAgainst()));
    }

    /** Whether the number that it is known by was shown by another device of the bench at the same time: it tells one phone from no other then. */
    public boolean isNumberShared() {
        return events.stream().anyMatch(PhoneEvent.NumberShared.class::isInstance);
    }

    /**
     * Whether an Android's system was read that is known by no number: it told another one than its descriptors show, or it lost what it was known by. Of what was read
     * then nobody knows which phone's it is, and what its descriptors show at other times says nothing of that.
     */
    public boolean isNumberContradicted() {
        return seen().stream()
                .anyMatch(seen -> seen.facts().isToldByAndroid()
                        && seen.identity().digests().isEmpty());
    }

    /** Whether the number that it is known by tells it from no other phone: several show it, or its own system tells another. */
    public boolean isNumberWorthless() {
        return isNumberShared() || isNumberContradicted();
    }

    /** What came of filling it, the last time; absent if it was not filled. */
    public Optional<FillOutcome> filled() {
        int at = lastFilled();
        return at < 0 ? Optional.empty() : Optional.of(((PhoneEvent.Filled) events.get(at)).outcome());
    }

    /** What came of each fill, in order. */
    public List<FillOutcome> fills() {
        return events.stream()
                .filter(PhoneEvent.Filled.class::isInstance)
                .map(event -> ((PhoneEvent.Filled) event).outcome())
                .toList();
    }

    /** What hung on the cable, as far as anybody had looked since it was plugged in, when it was filled the last time; empty if it was known by nothing. */
    public PhoneIdentity filledOne() {
        int at = lastFilled();
        return at < 0
                ? PhoneIdentity.NONE
                : lastOnCable(at).map(PhoneEvent.Seen::identity).orElse(PhoneIdentity.NONE);
    }

    /** What the cable told last of what hangs on it, since that was plugged in; absent if it told nothing since. */
    public Optional<PhoneEvent.Seen> lastOnCable() {
        return lastOnCable(events.size());
    }

    private Optional<PhoneEvent.Seen> lastOnCable(int end) {
        for (int i = end - 1; i >= 0 && !(events.get(i) instanceof PhoneEvent.Back); i--) {
            if (events.get(i) instanceof PhoneEvent.Seen seen && !seen.isByPeople()) {
                return Optional.of(seen);
            }
        }
        return Optional.empty();
    }

    /** Whether anything was set off. */
    public boolean isSetOff() {
        return setOff() < events.size();
    }

    /** Whether it was gone after something was set off, and came back. */
    public boolean isBack() {
        return !sinceBack().isEmpty();
    }

    /** Whether it is gone at the end. */
    public boolean isGone() {
        return events.stream()
                .filter(event -> event instanceof PhoneEvent.Gone || event instanceof PhoneEvent.Back)
                .reduce((_, later) -> later)
                .filter(PhoneEvent.Gone.class::isInstance)
                .isPresent();
    }

    /** All identities that were seen, in order. */
    public List<PhoneIdentity> identities() {
        return seen(events).stream().map(PhoneEvent.Seen::identity).toList();
    }

    /**
     * Whether something was seen that is not the phone that was seen at another time: another number, or, since phones of one batch may share a number, another
     * maker or model. Nothing mends that.
     */
    public boolean isOtherSeen() {
        List<PhoneIdentity> all = identities().stream().distinct().toList();
        return all.stream().anyMatch(one -> all.stream().anyMatch(other -> one.compared(other) == Sameness.OTHER))
                || ShownNames.of(events).ever() == Sameness.OTHER;
    }

    /** Whether something bore its number under another name, of which nobody knows whether it was its recovery or another phone. */
    public boolean isNameDoubtful() {
        return ShownNames.of(events).ever() == Sameness.UNKNOWN;
    }

    /** Whether that is what hangs on the cable now. */
    public boolean isNameDoubtfulNow() {
        return ShownNames.of(events).isDoubtfulNow();
    }

    private int setOff() {
        return first(PhoneEvent.SetOff.class);
    }

    private int consented() {
        return first(PhoneEvent.Consented.class);
    }

    private int first(Class<? extends PhoneEvent> kind) {
        for (int i = 0; i < events.size(); i++) {
            if (kind.isInstance(events.get(i))) {
                return i;
            }
        }
        return events.size();
    }

    private int lastFilled() {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof PhoneEvent.Filled) {
                return i;
            }
        }
        return -1;
    }

    /** From its first return after the last time that it was set off and went. */
    private List<PhoneEvent> sinceBack() {
        int end = end();
        int start = start(end);
        return start == end || start < setOff() ? List.of() : events.subList(start, end);
    }

    private int end() {
        int filled = lastFilled();
        return filled < 0 ? events.size() : filled;
    }

    private int start(int end) {
        int start = end;
        for (int i = end - 1; i >= 0 && (start == end || !(events.get(i) instanceof PhoneEvent.SetOff)); i--) {
            if (events.get(i) instanceof PhoneEvent.Back) {
                start = i;
            }
        }
        return start;
    }

    private static List<PhoneEvent.Seen> seen(List<PhoneEvent> some) {
        return some.stream()
                .filter(PhoneEvent.Seen.class::isInstance)
                .map(PhoneEvent.Seen.class::cast)
                .toList();
    }
}
