package org.wangchuan.engine.phone.job;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.attestation.AttestationRoots;
import org.wangchuan.engine.phone.attestation.KeyAttestation;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEventWriter;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;

/**
 * The erasure of one phone, as its record is written. It touches no phone: whoever does, asks {@link #step} what is due and {@link #mayTouch} right before,
 * and says here what came of it. It can be cut off between any two lines and goes on from the journal ({@link #resume}).
 *
 * <p><b>What can't be undone is recorded before it is done.</b> {@link #setOff} comes before the command is sent, or before somebody is asked to do it. Cut
 * off in between, the record says that something was set off which may never have been: from that alone no verdict is better than <i>unproven</i>, since what
 * counts is seen afterwards, and it can be set off again. The other way round the record would lack what was done to the phone. A fill is recorded when
 * it ended: cut off before, it goes on from the files that are there, and what was read back is read back again.
 *
 * <p>A call that may not be throws {@link IllegalStateException} before anything is written: what {@link PhoneEvidence#readOpen} would refuse, what would be
 * done to a phone that is not known to be the same, and anything but the end of a record that is full. A {@link JournalException} says that the line may or may
 * not be there: {@link #step} goes by what is. Not thread-safe.
 */
public final class PhoneJob {
    /** Kept free for the last line, which is shorter. */
    private static final int RESERVE_BYTES = 128;

    /** From so many bytes and lines on nothing but the end is due: more than any reading has, which is {@value Fact#CHARS_MAX} characters a fact at the most. */
    private static final int FULL_BYTES = PhoneEvidence.BYTES_MAX - (64 << 10);

    private static final int FULL_LINES = PhoneEvidence.LINES_MAX - 100;

    private final PhoneJournal journal;
    private final InstantSource clock;
    private final Optional<Digests> digests;
    private byte[] bytes = {};
    private PhoneHistory history = new PhoneHistory(List.of());
    private boolean isUnread = true;

    /** Whether this process knows what hangs there; after a power cut the record says only what did. */
    private boolean isLookedAt;

    private PhoneJob(PhoneJournal journal, InstantSource clock, Optional<Digests> digests, boolean isLookedAt) {
        this.journal = journal;
        this.clock = clock;
        this.digests = digests;
        this.isLookedAt = isLookedAt;
    }

    /**
     * Begins a record: draws the key of its digests, and writes the head.
     *
     * @throws IllegalStateException if the journal holds a record, or the rule set bears the name and version of one that is shipped and is another
     * @throws JournalException if it can't be written; a head that is not whole ({@link #begun}) is of no phone, and thrown away
     */
    public static PhoneJob begin(PhoneJournal journal, JobFacts facts, InstantSource clock, SecureRandom random)
            throws JournalException {
        if (journal.evidence().length > 0) {
            throw new IllegalStateException("expected an empty journal, found one with a record");
        }
        byte[] key = new byte[Digests.KEY_BYTES];
        random.nextBytes(key);
        PhoneJob job = new PhoneJob(journal, clock, Optional.of(new Digests(key)), true);
        PhoneEvent opened = new PhoneEvent.Opened(facts.job().toString(), facts.tool(), job.now());
        PhoneEvent policy = new PhoneEvent.PolicyChosen(facts.policy().document());
        List<PhoneEvent> _ = allowed(joined(line(opened), line(policy)));
        journal.keep(PhoneSecret.DIGEST_KEY, key);
        job.append(opened);
        job.append(policy);
        return job;
    }

    /**
     * Whether the head of a record is whole: only then can anything have been asked of a phone.
     *
     * @throws JournalException if the journal can't be read, or holds something that is no record of a phone
     */
    public static boolean begun(PhoneJournal journal) throws JournalException {
        return read(journal.evidence()).stream().anyMatch(PhoneEvent.PolicyChosen.class::isInstance);
    }

    /**
     * Goes on with what a journal holds. One that is closed stays so, and what was to be destroyed with it is. Before anything else is due, what hangs there now
     * is to be looked at: it may have been changed meanwhile.
     *
     * @throws JournalException if the journal can't be read, holds no record of a phone, or not even its head
     */
    public static PhoneJob resume(PhoneJournal journal, InstantSource clock) throws JournalException {
        if (!begun(journal)) {
            throw new JournalException(
                    "expected a record with a job and a rule set, found less: nothing was done yet", null);
        }
        Optional<byte[]> key = journal.secret(PhoneSecret.DIGEST_KEY);
        if (key.isPresent() && key.get().length != Digests.KEY_BYTES) {
            throw new JournalException(
                    "expected a key of " + Digests.KEY_BYTES + " bytes, found " + key.get().length, null);
        }
        PhoneJob job = new PhoneJob(journal, clock, key.map(Digests::new), false);
        job.readAgain();
        if (job.history.isClosed()) {
            journal.destroySecrets();
        }
        return job;
    }

    /**
     * What is due, see {@link PhoneCourse}. Once it was resumed, first a look at what hangs there. Nothing but the end if the record is full, or if its key is gone:
     * under another key the same phone would be another.
     */
    public PhoneStep step() {
        PhoneStep due = PhoneCourse.step(history.events());
        if (due != PhoneStep.CLOSED && (digests.isEmpty() || isFull())) {
            return PhoneStep.CLOSE;
        }
        return isLookedAt ? due : firstLook(due);
    }

    private PhoneStep firstLook(PhoneStep due) {
        return switch (due) {
            case CONSENT -> PhoneStep.LOOK;
            case CHOOSE -> PhoneStep.READ;
            case FILL, SET_OFF_AGAIN, OBSERVE -> PhoneStep.READ_AGAIN;
            case SET_OFF -> history.isSetOff() ? PhoneStep.READ_AGAIN : due; // a record has no place for a look there
            // What it is at its end counts. Where another was seen nothing mends that, and nothing need be looked at.
            case CLOSE -> history.isSetOff() && sameness() != Sameness.OTHER ? PhoneStep.READ_AGAIN : due;
            // It was in its recovery, and is asked what runs there now: whoever left it for its system is not waited
            // for.
            case AWAIT_GONE -> PhoneCourse.isPerhapsThrough(history) ? PhoneStep.READ_AGAIN : due;
            case LOOK, READ, AWAIT_BACK, READ_AGAIN, CLOSED -> due;
        };
    }

    /** Whether anybody knows what hangs there, since it was begun or resumed: else the record says only what did. */
    public boolean isLookedAt() {
        return isLookedAt;
    }

    /** What was recorded so far. */
    public PhoneHistory history() {
        return history;
    }

    /** What is known of this phone from before anything was set off, as the verdict will take it: what a plan is made for. */
    public Facts facts() {
        return history.factsBefore();
    }

    /** What of the chosen way's signs no reading since it is back has shown; none before a way is chosen. */
    public List<Condition> stillToShow() {
        return PhoneCourse.stillToShow(history);
    }

    /** See {@link PhoneCourse#sameness}. */
    public Sameness sameness() {
        return PhoneCourse.sameness(history);
    }

    /**
     * Whether anything may be written to what hangs on the cable, or set off on it. To be asked right before that, with what it was known by this very moment:
     * what is recorded may be of before a power cut, or of what somebody has pulled since.
     *
     * @return true only if the owner agreed, no other phone was ever seen, and this is the one to whose erasure they agreed
     */
    public boolean mayTouch(PhoneIdentity now) {
        boolean isTheOne = history.isConsented()
                && !history.isClosed()
                && !history.isGone()
                && !history.isOtherSeen()
                && !history.isNumberWorthless()
                && history.identities().stream().noneMatch(seen -> seen.compared(now) == Sameness.OTHER)
                && PhoneCourse.expected(history).compared(now) == Sameness.SAME;
        isLookedAt |= isTheOne;
        return isTheOne;
    }

    /** The same, also by what it calls itself: what bears the number under another name is another phone, or may be one. Nothing of it is recorded. */
    public boolean mayTouch(Reading now) {
        List<PhoneEvent> events = new ArrayList<>(history.events());
        events.add(new PhoneEvent.Seen(now.identity(), now.facts(), now()));
        PhoneHistory then = new PhoneHistory(events);
        return !then.isOtherSeen() && !then.isNameDoubtfulNow() && mayTouch(now.identity());
    }

    /** What names phones in this record. */
    public Digests digests() {
        return digests.orElseThrow(() -> new IllegalStateException("the key of this record was destroyed"));
    }

    /**
     * What the cable told. That something else hangs there than before is recorded like anything.
     *
     * @throws IllegalArgumentException if people told any of it
     */
    public void seen(Reading reading) throws JournalException {
        if (!reading.facts().all().stream().allMatch(fact -> fact.source().isCable())) {
            throw new IllegalArgumentException("expected what a cable told, found what somebody said");
        }
        refresh();
        append(new PhoneEvent.Seen(reading.identity(), withoutPermissionGivenAnew(reading.facts()), now()));
        isLookedAt = true;
    }

    /** What the secure hardware of what hangs there is to make a key for. */
    public byte[] challenge(String nonce) {
        return history.events().stream()
                .filter(PhoneEvent.Opened.class::isInstance)
                .map(event -> KeyAttestation.challenge(((PhoneEvent.Opened) event).job(), nonce))
                .findFirst()
                .orElseThrow();
    }

    /**
     * What it made. It is recorded as it is, also where it proves nothing, for what it says against the phone; but not if it names the device, can't be read as a whole, or is
     * none. Of what says something against the phone, and is not recorded, that it did is recorded.
     *
     * @param nonce that of {@link #challenge}
     * @return what it proves, to be {@link #seen} with what the phone tells, at once
     */
    public Facts attested(String nonce, List<byte[]> chain) throws JournalException {
        refresh();
        String at = now();
        KeyAttestation judged =
                KeyAttestation.judge(chain, challenge(nonce), Instant.parse(at), AttestationRoots.shipped());
        List<PhoneEvent.Attested> before = history.events().stream()
                .filter(PhoneEvent.Attested.class::isInstance)
                .map(PhoneEvent.Attested.class::cast)
                .toList();
        boolean isRoom = before.size() < PhoneEvent.Attested.TIMES_MAX
                && before.stream().noneMatch(one -> one.nonce().equals(nonce))
                && !isFull();
        if (judged.said().isEmpty() || !judged.isWhole() || judged.isNaming() || !isRoom) {
            // One short line, for which there is room also where a record is as full as it gets.
            if (judged.isAgainst() && !history.isAttestedAgainst()) {
                append(new PhoneEvent.AttestedAgainst(at));
            }
            return Facts.NONE;
        }
        append(new PhoneEvent.Attested(
                nonce, chain.stream().map(Base64.getEncoder()::encodeToString).toList(), at));
        return judged.facts();
    }

    /**
     * Once it was found forgotten after a reset, a permission that works is one that its owner gave since, to have the phone read or filled: it says nothing of
     * the one from before, which alone is what the property means.
     */
    private Facts withoutPermissionGivenAnew(Facts told) {
        boolean isForgotten = PhoneCourse.current(history).everSince().stream()
                .filter(seen -> seen.identity().compared(history.identity()) == Sameness.SAME)
                .flatMap(seen -> seen.facts().all().stream())
                .anyMatch(fact ->
                        fact.property() == Property.PERMISSION && fact.value().equals("forgotten"));
        return isForgotten
                ? new Facts(told.all().stream()
                        .filter(fact -> !isPermissionKnown(fact))
                        .toList())
                : told;
    }

    private static boolean isPermissionKnown(Fact fact) {
        return fact.property() == Property.PERMISSION && fact.value().equals("known");
    }

    /**
     * What people saw or said, of what the cable told of last since it was plugged in; of something unknown, if nobody has looked since {@link #resume}. While it
     * is to be read again, this says that it will not be.
     *
     * @throws IllegalArgumentException if it is nothing, or a cable told any of it
     */
    public void observed(Facts facts) throws JournalException {
        if (facts.all().isEmpty()
                || facts.all().stream().anyMatch(fact -> fact.source().isCable())) {
            throw new IllegalArgumentException(
                    "expected what somebody saw or said, found nothing, or what a cable told");
        }
        refresh();
        PhoneIdentity last = history.lastOnCable()
                .filter(_ -> isLookedAt)
                .map(PhoneEvent.Seen::identity)
                .orElse(PhoneIdentity.NONE);
        append(new PhoneEvent.Seen(last, facts, now()));
    }

    /** The owner agreed to the erasure of what hangs there, which has to be known by something. */
    public void consented() throws JournalException {
        refresh();
        requireSame();
        append(new PhoneEvent.Consented(now()));
    }

    /** One of the shipped ways, which nothing that is known of this phone contradicts. */
    public void choose(PhoneTechnique technique) throws JournalException {
        refresh();
        requireSame();
        if (technique.needs().stream().anyMatch(need -> need.in(facts()) == Condition.State.CONTRADICTED)) {
            throw new IllegalStateException("expected a way that fits this phone, found " + technique.id());
        }
        append(new PhoneEvent.TechniqueChosen(technique.document()));
    }

    /**
     * It is going to be set off: before the command is sent, with an empty answer, and once more when an answer came; or before somebody is asked to do it.
     *
     * @param command 1 to {@value PhoneEvent.SetOff#CHARS_MAX} printable characters of ASCII, in words of this program
     * @param answer 0 to as many
     */
    public void setOff(String command, String answer) throws JournalException {
        refresh();
        requireSame();
        append(new PhoneEvent.SetOff(command, answer, now()));
    }

    /** What came of a fill, of what hung on the cable all the while. */
    public void filled(FillOutcome outcome) throws JournalException {
        refresh();
        requireSame();
        append(new PhoneEvent.Filled(outcome, now()));
    }

    /** Another device of the bench shows its number. Only once something was set off; a second time nothing is recorded. */
    public void numberShared() throws JournalException {
        refresh();
        if (!history.isNumberShared()) {
            append(new PhoneEvent.NumberShared(now()));
        }
    }

    /** It is no longer on the cable. Only once something was set off: before that the record has no word for it, and a reading or {@link #mayTouch} finds another. */
    public void gone() throws JournalException {
        refresh();
        append(new PhoneEvent.Gone(now()));
    }

    /** Something is on the cable again. */
    public void back() throws JournalException {
        refresh();
        append(new PhoneEvent.Back(now()));
    }

    /**
     * Closes the record as it is, then destroys what was kept but the key of its digests. What a pairing left on a phone is to be settled before. If it throws
     * {@link JournalException} it can be called again, also when the record is closed already.
     *
     * @return the record
     * @throws IllegalStateException if nothing was ever seen: there is nothing to say then
     */
    public PhoneEvidence close() throws JournalException {
        refresh();
        if (!history.isClosed()) {
            PhoneEvent closed = new PhoneEvent.Closed(now());
            PhoneEvidence _ = complete(joined(bytes, line(closed)));
            append(closed);
        }
        PhoneEvidence evidence = complete(bytes);
        journal.destroySecrets();
        return evidence;
    }

    private void requireSame() {
        Sameness sameness = isLookedAt ? sameness() : Sameness.UNKNOWN;
        if (sameness != Sameness.SAME) {
            throw new IllegalStateException("expected the same phone, found " + sameness);
        }
    }

    /** The time for the record, in whole seconds UTC. */
    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Whether nothing but the end is due, whatever the record has come to: it takes no reading any more. */
    public boolean isFull() {
        return bytes.length > FULL_BYTES || history.events().size() > FULL_LINES;
    }

    private void append(PhoneEvent event) throws JournalException {
        byte[] line = line(event);
        byte[] next = joined(bytes, line);
        boolean isRoom = next.length <= PhoneEvidence.BYTES_MAX - RESERVE_BYTES
                && history.events().size() < PhoneEvidence.LINES_MAX - 1;
        if (!isRoom && !(event instanceof PhoneEvent.Closed)) {
            throw new IllegalStateException("expected the end of a record that is full, found more");
        }
        PhoneHistory then = new PhoneHistory(allowed(next));
        isUnread = true; // until it is known to be there
        try {
            journal.append(line);
        } catch (JournalException e) {
            try {
                readAgain();
            } catch (JournalException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        bytes = next;
        history = then;
        isUnread = false;
    }

    private void refresh() throws JournalException {
        if (isUnread) {
            readAgain();
        }
    }

    private void readAgain() throws JournalException {
        byte[] there = journal.evidence();
        history = new PhoneHistory(read(there));
        bytes = there.clone();
        isUnread = false;
    }

    private static List<PhoneEvent> read(byte[] bytes) throws JournalException {
        try {
            return PhoneEvidence.readOpen(bytes);
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of a phone: " + e.getMessage(), e);
        }
    }

    /** By the code that will read it: what is written is what can be read. */
    private static List<PhoneEvent> allowed(byte[] bytes) {
        try {
            return PhoneEvidence.readOpen(bytes);
        } catch (EvidenceException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static PhoneEvidence complete(byte[] bytes) {
        try {
            return PhoneEvidence.read(bytes);
        } catch (EvidenceException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static byte[] line(PhoneEvent event) {
        return joined(PhoneEventWriter.line(event), new byte[] {'\n'});
    }

    private static byte[] joined(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(one);
        out.writeBytes(other);
        return out.toByteArray();
    }
}
