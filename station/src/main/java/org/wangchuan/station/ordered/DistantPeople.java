package org.wangchuan.station.ordered;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.station.phone.PeopleAwayException;
import org.wangchuan.station.phone.PhoneNotice;
import org.wangchuan.station.phone.PhoneOutlook;
import org.wangchuan.station.phone.PhonePeople;

/**
 * The owner and whoever serves them, at the pages of a platform. The owner has agreed there before anything came to this station. What they are told is the
 * {@link #turn}, which somebody else brings; an answer is waited for as long as it takes, also while the platform is away. Thread-safe.
 */
public final class DistantPeople implements PhonePeople {
    private static final int NOTICES_MAX = 8;
    private static final long PAUSE_MILLIS = 20;

    private final Deque<NoticeLine> notices = new ArrayDeque<>();
    private PhoneStep step = PhoneStep.LOOK;
    private Facts kind = Facts.NONE;
    private Facts shown = Facts.NONE;
    private Optional<PhoneNotice.Filling> fill = Optional.empty();
    private @Nullable PhoneQuestion question;
    private JsonValue.@Nullable Obj said;
    private @Nullable PhoneTurn heard;
    private boolean isSetOff;
    /** Whether what is shown was read since it was back from what was set off. */
    private boolean isReadSince;

    private boolean isStopped;
    private boolean isWithdrawn;

    /** People of whom nothing was heard yet. */
    public DistantPeople() {}

    // -- from the lane

    @Override
    public synchronized void at(PhoneStep due, Facts known) {
        step = due;
        kind = known;
        if (due != PhoneStep.FILL) {
            fill = Optional.empty();
        }
        boolean isFirst = !isSetOff
                && switch (due) {
                    case LOOK, CONSENT, READ, CHOOSE, SET_OFF -> true;
                    default -> false;
                };
        if (isFirst || shown.equals(Facts.NONE)) {
            shown = known; // gone on with: what was told before the interruption
        }
        boolean isAway = due == PhoneStep.AWAIT_GONE || due == PhoneStep.AWAIT_BACK;
        if (isAway || (!isFirst && !isReadSince)) {
            // People may have taken them out since, and it shows them once more if they are still there.
            shown = withoutCards(shown);
            isReadSince = false;
        }
        isSetOff = isSetOff || !isFirst;
    }

    @Override
    public synchronized void goneOn(Facts since) {
        isSetOff = true;
        if (!since.equals(Facts.NONE)) {
            shown = since;
            isReadSince = true;
        }
    }

    private static Facts withoutCards(Facts known) {
        return new Facts(known.all().stream()
                .filter(fact -> fact.property() != Property.SIM && fact.property() != Property.CARD)
                .toList());
    }

    @Override
    public synchronized boolean consents(Facts known, PhoneOutlook outlook) {
        return true;
    }

    @Override
    public synchronized void tell(PhoneNotice notice) {
        switch (notice) {
            case PhoneNotice.Filling far -> fill = Optional.of(far);
            case PhoneNotice.Told(Facts facts) -> {
                shown = facts;
                isReadSince = isSetOff;
            }
            default -> {}
        }
        for (NoticeLine line : NoticeLine.of(notice)) {
            if (!line.equals(notices.peekLast())) {
                notices.addLast(line);
            }
        }
        while (notices.size() > NOTICES_MAX) {
            notices.removeFirst();
        }
    }

    @Override
    public Answer goesOn(Wanted missing, boolean hasWithout, Facts known) throws PeopleAwayException {
        return ask(Questions.goesOn(missing, hasWithout), in -> Answers.goesOn(in, hasWithout));
    }

    @Override
    public Optional<PhoneTechnique> choose(PhonePlan plan, List<OwnersPart> parts, Facts known)
            throws PeopleAwayException {
        return ask(Questions.choose(plan, parts, known), in -> Answers.choose(in, plan));
    }

    @Override
    public Optional<String> whichSystem(Facts known) throws PeopleAwayException {
        return ask(Questions.observe(List.of(Property.SYSTEM)), Answers::system);
    }

    @Override
    public Facts observe(List<Property> asked, Facts known) throws PeopleAwayException {
        return ask(Questions.observe(asked), in -> Answers.observe(in, asked));
    }

    /** Puts it until there is an answer to it; each time under another id. */
    private synchronized <T> T ask(JsonValue.Obj body, Answers.Reader<T> reader) throws PeopleAwayException {
        try {
            while (true) {
                said = null;
                question = new PhoneQuestion(UUID.randomUUID(), body);
                JsonValue.Obj heard = said;
                while (heard == null) {
                    requireGoingOn();
                    wait();
                    heard = said;
                }
                Optional<T> answer = Answers.read(heard, reader);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            question = null;
            said = null;
        }
    }

    // -- from the agent

    /** How it stands. */
    public synchronized PhoneTurn turn() {
        return new PhoneTurn(
                step,
                ShownFacts.phone(kind),
                ShownFacts.json(shown),
                List.copyOf(notices),
                fill,
                Optional.ofNullable(question));
    }

    /** Whoever serves them has heard this turn. */
    public synchronized void heard(PhoneTurn turn) {
        heard = turn;
        notifyAll();
    }

    /**
     * Waits until what there is to tell now was heard, but no longer: a platform that is away hears the rest of it never, and knows that by how the last turn
     * stood.
     *
     * @param limit how long at most
     */
    public synchronized void awaitHeard(Duration limit) {
        Deadline deadline = Deadline.after(limit);
        try {
            while (!turn().equals(heard) && !isStopped && !isWithdrawn && !deadline.passed()) {
                wait(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes an answer, if it is one to what is asked now. */
    public synchronized void answered(UUID to, JsonValue.Obj answer) {
        if (question != null && question.id().equals(to)) {
            said = answer;
            notifyAll();
        }
    }

    /** Nobody waits for them any longer: the job is gone on with by the next run. */
    public synchronized void stop() {
        isStopped = true;
        notifyAll();
    }

    /** The platform wants it no longer: it was taken back there, or given up. Nobody is asked anything any more. */
    public synchronized void withdraw() {
        isWithdrawn = true;
        notifyAll();
    }

    /** Whether the platform wants it no longer. */
    public synchronized boolean isWithdrawn() {
        return isWithdrawn;
    }

    /**
     * Goes on, unless it is stopped, or taken back.
     *
     * @throws PeopleAwayException if it is
     */
    public synchronized void requireGoingOn() throws PeopleAwayException {
        if (isStopped || isWithdrawn) {
            throw new PeopleAwayException("stopped");
        }
    }

    /**
     * Waits, unless it is stopped or taken back meanwhile.
     *
     * @param millis milliseconds
     */
    public synchronized void pause(long millis) throws PeopleAwayException {
        Deadline deadline = Deadline.after(Duration.ofMillis(millis));
        requireGoingOn();
        while (!deadline.passed()) {
            try {
                wait(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            requireGoingOn();
        }
    }

    private static PeopleAwayException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        PeopleAwayException away = new PeopleAwayException("stopped");
        away.initCause(e);
        return away;
    }
}
