package org.wangchuan.platform.oversight.secondcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CableHelp;
import org.wangchuan.platform.intake.cable.OnCable;
import org.wangchuan.platform.ledger.ClearingRoots;
import org.wangchuan.platform.ledger.Hands;
import org.wangchuan.platform.ledger.Notes;
import org.wangchuan.platform.ledger.RecheckException;
import org.wangchuan.platform.ledger.Rechecks;
import org.wangchuan.platform.oversight.secondcheck.CheckException.Code;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.RecheckClaims;

/**
 * What second people saw of devices that were drawn, and what follows. The order is locked before the device, as everywhere. Thread-safe.
 */
@Component
public class SecondChecks {
    /** How long a drawn device waits for somebody else, where there is one, before a manager may let it go without. */
    public static final Duration NOBODY_CAME = Duration.ofDays(7);

    private static final String FAILED = "second-check-failed";
    private static final String DIFFERS = "second-check-differs";
    private static final String GIVEN_UP = "second-check-given-up";

    private final JdbcClient jdbc;
    private final Clearings clearings;
    private final Hands hands;
    private final Notes notes;
    private final ClearingRoots log;
    private final Orders orders;
    private final Devices devices;
    private final DeviceMedia media;
    private final Accounts accounts;
    private final TwoPeople people;
    private final Rechecks rechecks;
    private final StationReads reads;
    private final LookTable table;
    private final Pacts pacts;
    private final TakenAway taken;
    private final CableHelp cables;
    private final InstantSource clock;

    SecondChecks(
            JdbcClient jdbc,
            Clearings clearings,
            Hands hands,
            Notes notes,
            ClearingRoots log,
            Orders orders,
            Devices devices,
            DeviceMedia media,
            Accounts accounts,
            TwoPeople people,
            Rechecks rechecks,
            StationReads reads,
            LookTable table,
            Pacts pacts,
            TakenAway taken,
            CableHelp cables,
            InstantSource clock) {
        this.cables = cables;
        this.jdbc = jdbc;
        this.clearings = clearings;
        this.hands = hands;
        this.notes = notes;
        this.log = log;
        this.orders = orders;
        this.devices = devices;
        this.media = media;
        this.accounts = accounts;
        this.people = people;
        this.rechecks = rechecks;
        this.reads = reads;
        this.table = table;
        this.pacts = pacts;
        this.taken = taken;
        this.clock = clock;
    }

    /**
     * Who asks a station, or says what came of it.
     *
     * @param pact by which they look for another company; empty of whoever is of the company itself
     */
    record Asker(UUID account, Optional<UUID> pact) {
        static Asker of(Visitor visitor) {
            return new Asker(visitor.account(), Optional.empty());
        }
    }

    /** Why a manager may let a drawn device go without a second look. */
    public enum Release {
        /** Nobody works here who might look, and nobody was taken away who might have. */
        NOBODY_ELSE,
        /** Somebody does, or did until the company took them away, and nobody has for {@link #NOBODY_CAME}. */
        NOBODY_CAME;

        /** As the database and words spell it. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Notes what somebody saw; what was found takes back all that was proved of the device. Whether a confirmation rests on what stations
     * have read is worked out here; where none has, it has to be said why.
     */
    @Transactional
    public void verify(UUID device, Seen seen, Visitor by) throws CheckException {
        Clearings.Clearing one = open(device);
        boolean isConfirmed = seen.result() == Seen.Result.CONFIRMED;
        boolean isRead = isConfirmed && reads.areAll(one.id());
        Device known = devices.find(device).orElseThrow();
        clearings.noteLeftAsking(one);
        ToLook wanted = new ToLook(known.kind(), media.of(device), isRead, clearings.isLeftAsking(one));
        if (isConfirmed && !wanted.isWhole(seen.looked())) {
            throw new CheckException(Code.NOT_LOOKED, seen.looked().toString());
        }
        if (isConfirmed) {
            // Of one that is past its setup from when it was read, what a cable shows of that is not held against it;
            // of one that greets as new it is.
            if (!wanted.isLeftAsking() || seen.looked().contains(Seen.Look.SETUP)) {
                requireNotUsed(known);
            }
            requireNothingElseSaid(one);
        }
        boolean isApart = requireNoHand(one, by.account());
        Optional<Seen.Without> without =
                isConfirmed && !isRead ? Optional.of(without(seen, one, wanted)) : Optional.empty();
        Seen.Place place = seen.place();
        if (isRead) {
            place = placeOfReads(one);
        }
        Seen said = new Seen(seen.result(), place, wanted.of(seen.looked()), without);
        note(one, said, isRead ? Source.STATION : Source.EYES, isApart, Asker.of(by));
        if (isConfirmed) {
            table.endSettled(one.id());
        }
        if (seen.result() == Seen.Result.FOUND) {
            refute(device, by.account(), FAILED);
        }
    }

    /**
     * Confirms a device that whoever does so has not seen: a station has read each drive that proves it now, as the answer to what they asked
     * for themselves after the draw, and found what the erasure left. It lets the device go on, and is another thing than a look.
     */
    @Transactional
    public void confirmFromAfar(UUID device, Asker by) throws CheckException {
        Clearings.Clearing one = open(device);
        requireNothingElseSaid(one);
        boolean isApart = requireNoHand(one, by.account());
        if (!isApart || isPhone(one) || !reads.areAnswers(one.id(), by.account())) {
            throw new CheckException(Code.AFAR_NOT_READ, "no station has read it at their own word");
        }
        Seen seen = new Seen(Seen.Result.CONFIRMED, placeOfReads(one), Set.of(), Optional.empty());
        note(one, seen, Source.AFAR, true, by);
        table.endSettled(one.id());
    }

    /** Says of a device that it can't be read from afar: somebody else looks, or a manager gives it up. */
    @Transactional
    public void notPossibleFromAfar(UUID device, Asker by) throws CheckException {
        Clearings.Clearing one = open(device);
        if (isPhone(one)) {
            throw new CheckException(Code.AFAR_NOT_READ, "nobody looks at a phone from afar");
        }
        boolean isApart = requireNoHand(one, by.account());
        note(
                one,
                new Seen(Seen.Result.NOT_POSSIBLE, Seen.Place.NOWHERE, Set.of(), Optional.empty()),
                Source.NOWHERE,
                isApart,
                by);
    }

    /** Whether the last who tried could not look. */
    boolean isTried(Clearings.Clearing one) {
        return latestResult(one).equals(Optional.of(Seen.Result.NOT_POSSIBLE));
    }

    private Seen.Place placeOfReads(Clearings.Clearing one) {
        return reads.isAnyAtSame(one.id()) ? Seen.Place.SAME_STATION : Seen.Place.OTHER_STATION;
    }

    /** What a phone shows on a cable of its site outweighs what somebody says of it, if it is known to be this one; that it shows nothing says nothing. */
    private void requireNotUsed(Device device) throws CheckException {
        boolean isUsed = orders.ofDevice(device.id())
                .map(order -> cables.again(order, device))
                .filter(OnCable::isAgainstReset)
                .isPresent();
        if (isUsed) {
            throw new CheckException(Code.PHONE_USED, "it shows that it was used since");
        }
    }

    /** By eye nobody outruns a station that reads, nor outvotes one that has read. Whoever claims a look meanwhile waits. */
    private void requireNothingElseSaid(Clearings.Clearing one) throws CheckException {
        table.lockOpen(one.id());
        if (table.isContradicted(one.device())) {
            throw new CheckException(Code.ANSWER_DIFFERS, "a station says otherwise");
        }
        LookTable.Asked asked = table.asked(one.id());
        if (asked.isClaimed()) {
            throw new CheckException(Code.LOOK_READING, "a station reads it");
        }
        if (asked.isUnjudged()) {
            throw new CheckException(Code.ANSWER_HELD, "it is not known what a station says");
        }
    }

    /** What nobody has said, nobody is asked for later; that a reading says neither is no word of a person. */
    private Seen.Without without(Seen seen, Clearings.Clearing one, ToLook wanted) throws CheckException {
        if (!wanted.hasDrives()) {
            return Seen.Without.PHONE;
        }
        return seen.without()
                .filter(why -> why != Seen.Without.PHONE)
                .filter(why -> why != Seen.Without.UNPROVEN || reads.isRestUnproven(one.id()))
                .orElseThrow(() -> new CheckException(Code.WITHOUT, "no station has read it"));
    }

    /**
     * Keeps what a station found that read one of its drives again. What differs takes back all that was proved, at once and by itself, also
     * of a device that was not drawn, or that somebody has settled; what matches settles nothing, and lets a second person confirm by it.
     *
     * @param file as the station wrote it
     */
    @Transactional
    public void read(UUID device, byte[] file, Visitor by) throws CheckException {
        Clearings.Clearing one = here(device);
        boolean isApart = requireNoHand(one, by.account());
        Rechecks.Judged judged = judge(file, one, one.drawnAt().orElseThrow(), Optional.empty());
        keep(one, judged, Asker.of(by), isApart, Optional.empty());
    }

    /**
     * The same of what a station hands up by itself, on behalf of whoever had asked it: that they had no hand in it was asked then, and nobody
     * makes its answer void by giving them one. The event of what was found.
     *
     * @param look locked here, after its device
     */
    @Transactional
    UUID answered(UUID look, byte[] file) throws CheckException {
        UUID device = table.find(look).orElseThrow().device();
        Clearings.Clearing one = answerable(device);
        LookTable.Row asked = table.lock(look).orElseThrow();
        // One more drive makes another clearing, and leaves the one that was read as it was.
        if (!one.statements().contains(asked.statement())) {
            throw new CheckException(Code.ERASED_SINCE, "another erasure is the last");
        }
        Rechecks.Judged judged = judge(file, one, asked.askedAt(), Optional.of(asked.asked()));
        boolean isDiffering = judged.claims().result() == RecheckClaims.Result.DIFFERS;
        if (!isDiffering && asked.isSettled() && !reads.isUsed(judged.event())) {
            throw new CheckException(Code.LOOK_ENDED, "it has another end");
        }
        clearings.hands(one.id(), hands.of(one.statements()));
        keep(one, judged, new Asker(asked.account(), asked.pact()), asked.isApart(), Optional.of(look));
        return judged.event();
    }

    private void keep(Clearings.Clearing one, Rechecks.Judged judged, Asker by, boolean isApart, Optional<UUID> look)
            throws CheckException {
        UUID device = one.device();
        if (reads.isUsed(judged.event())) {
            throw new CheckException(Code.RECHECK_USED, "–", judged.event().toString());
        }
        boolean isDiffering = judged.claims().result() == RecheckClaims.Result.DIFFERS;
        if (!isDiffering) {
            requireDrawn(one);
        }
        Instant at = clock.instant();
        String result = Json.wireName(judged.claims().result());
        UUID note = notes.append(head("recheck", one) + "statement " + judged.statement() + "\nresult " + result
                + "\nstation " + judged.station().thumbprint() + "\nsigned "
                + judged.statementDigest().base64Url() + "\nat " + at.getEpochSecond() + "\n");
        reads.keep(one.id(), judged, look, by.account(), at.atOffset(ZoneOffset.UTC), note);
        if (isDiffering) {
            Seen.Place place = judged.isSameStation() ? Seen.Place.SAME_STATION : Seen.Place.OTHER_STATION;
            note(
                    one,
                    new Seen(Seen.Result.FOUND, place, Set.of(), Optional.empty()),
                    by.pact().isPresent() ? Source.AFAR : Source.STATION,
                    isApart,
                    by);
            refute(device, by.account(), DIFFERS);
        }
    }

    /**
     * A device that is drawn and waits, locked, for whoever has it looked at.
     *
     * @param isApart whether it is known of each erasure who began it
     */
    record ForLook(Clearings.Clearing clearing, boolean isApart) {}

    /** Nobody has their own work looked at. */
    ForLook forLook(UUID device, UUID by) throws CheckException {
        Clearings.Clearing one = open(device);
        return new ForLook(one, requireNoHand(one, by));
    }

    /** Nobody takes back a look at their own work, nor puts away what came of one. */
    void requireApart(Clearings.Clearing one, UUID by) throws CheckException {
        if (isOwnWork(one.device(), hands.of(one.statements()), by)) {
            throw new CheckException(Code.OWN_WORK, "a hand in it");
        }
    }

    private Rechecks.Judged judge(byte[] file, Clearings.Clearing one, Instant since, Optional<Rechecks.Asked> asked)
            throws CheckException {
        try {
            return rechecks.judge(file, new Rechecks.Wanted(one.site(), one.statements(), since, asked));
        } catch (RecheckException e) {
            CheckException refused = new CheckException(Code.valueOf("RECHECK_" + e.code()), e.expected(), e.found());
            refused.initCause(e);
            throw refused;
        }
    }

    /** That whoever acts had no hand in it; whether it is known of each erasure who began it. */
    private boolean requireNoHand(Clearings.Clearing one, UUID by) throws CheckException {
        List<Hands.Hand> known = hands.of(one.statements());
        if (isOwnWork(one.device(), known, by)) {
            throw new CheckException(Code.OWN_WORK, "a hand in it");
        }
        clearings.hands(one.id(), known);
        return known.stream().allMatch(hand -> hand.account().isPresent());
    }

    /** What somebody's word rests on. */
    private enum Source {
        /** What they saw. */
        EYES(false, false),
        /** What a station read. */
        STATION(true, false),
        /** What a station read at their word, who did not see the device. */
        AFAR(true, true),
        /** Nothing: they did not see it, and no station could read it for them. */
        NOWHERE(false, true);

        private final boolean isByMachine;
        private final boolean isFromAfar;

        Source(boolean isByMachine, boolean isFromAfar) {
            this.isByMachine = isByMachine;
            this.isFromAfar = isFromAfar;
        }

        /**
         * Lines of the public note.
         *
         * @param company what it says of the company whose verifier it was; empty if it is the site's own
         */
        String lines(String company) {
            String where = "from afar" + company + ": a verifier " + (isByMachine ? "asked the station, and " : "")
                    + "did not see the device\n";
            return (isByMachine ? "read by a station\n" : "") + (isFromAfar ? where : "");
        }
    }

    /** Who lets a company onto the platform may own it: a reader of the note can't know it otherwise. */
    private String company(UUID pact) {
        return ", by another company"
                + (pacts.hasLetIn(pact) ? " (one of the two has let the other onto this platform)" : "");
    }

    private void note(Clearings.Clearing one, Seen seen, Source source, boolean isApart, Asker by) {
        Instant at = clock.instant();
        UUID note = notes.append(head("verification", one)
                + "result " + seen.result().id() + "\nat " + at.getEpochSecond() + "\nby "
                + (isApart ? "somebody else" : "unknown whether somebody else") + "\n"
                + source.lines(by.pact().map(this::company).orElse(""))
                + seen.without()
                        .map(why -> "without a station: " + why.id() + "\n")
                        .orElse(""));
        jdbc.sql("""
                        INSERT INTO oversight.verification (id, clearing_id, account_id, at, result, place, looked, is_apart, note_id,
                          is_by_machine, is_from_afar, without, pact_id)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(UUID.randomUUID())
                .param(one.id())
                .param(by.account())
                .param(at.atOffset(ZoneOffset.UTC))
                .param(seen.result().id())
                .param(seen.place().id())
                .param(seen.looked().stream().map(Seen.Look::id).sorted().toArray(String[]::new))
                .param(isApart)
                .param(note)
                .param(source.isByMachine)
                .param(source.isFromAfar)
                .param(seen.without().map(Seen.Without::id).orElse(null))
                .param(by.pact().orElse(null))
                .update();
    }

    /** Lets a device go that nobody else is there to look at, or has looked at for a week. It counts as not looked at. */
    @Transactional
    public void release(UUID device, Visitor by) throws CheckException {
        Clearings.Clearing one = open(device);
        table.lockOpen(one.id());
        Release why = mayBeReleased(one);
        Instant at = clock.instant();
        UUID note = notes.append(head("release", one) + "why " + why.id() + "\nat " + at.getEpochSecond() + "\n");
        jdbc.sql("INSERT INTO oversight.release (clearing_id, account_id, at, why, note_id) VALUES (?, ?, ?, ?, ?)")
                .params(one.id(), by.account(), at.atOffset(ZoneOffset.UTC), why.id(), note)
                .update();
        table.endSettled(one.id());
    }

    /**
     * Gives a device up that somebody, or a station, tried to look at and could not, or of which a station says what could not be taken: it is
     * erased once more, or destroyed. Of what a station says to differ also where somebody has settled it, or nothing was drawn.
     */
    @Transactional
    public void giveUp(UUID device, Visitor by) throws CheckException {
        Clearings.Clearing one = here(device);
        if (!table.isContradicted(device)) {
            requireDrawn(one);
            if (!isTried(one)
                    && !reads.isAnyUnproven(one.id())
                    && !table.asked(one.id()).isUnjudged()) {
                throw new CheckException(Code.NOT_TRIED, "nobody could not look");
            }
        }
        refute(device, by.account(), GIVEN_UP);
    }

    /** Whether what a station has sent and could not be taken keeps everybody from confirming it, so that it may be given up. */
    boolean isKeptBack(Clearings.Clearing one, boolean isOpen) {
        return table.isContradicted(one.device())
                || (isOpen && table.asked(one.id()).isUnjudged());
    }

    /** Why a manager may let it go without a second look. */
    Release mayBeReleased(Clearings.Clearing one) throws CheckException {
        if (latestResult(one).isPresent()) {
            throw new CheckException(Code.LOOKED_AT, "somebody has looked, or tried");
        }
        // Whoever does not like what a station found could else wait until nobody came.
        if (reads.isAny(one.id())) {
            throw new CheckException(Code.LOOKED_AT, "a station has read it");
        }
        LookTable.Asked asked = table.asked(one.id());
        if (asked.isReading()) {
            throw new CheckException(Code.LOOK_READING, "a station reads it");
        }
        if (asked.isAnswered() || asked.isUnjudged()) {
            throw new CheckException(Code.LOOKED_AT, "a station has read it, and its answer was not taken");
        }
        boolean isNobody = others(one).isEmpty() && lookers(one).isEmpty();
        if (isNobody && taken.last(one).isEmpty()) {
            return Release.NOBODY_ELSE;
        }
        if (!waitsUntil(one, asked).isBefore(clock.instant())) {
            throw isNobody
                    ? new CheckException(Code.TAKEN_AWAY, "somebody else could have looked")
                    : new CheckException(Code.SOMEBODY_ELSE, "somebody else could look");
        }
        return Release.NOBODY_CAME;
    }

    /**
     * Whoever has a station asked has come; that it does not answer keeps nobody from coming after. Nor is a week one in which who could have
     * looked was taken away.
     */
    private Instant waitsUntil(Clearings.Clearing one, LookTable.Asked asked) {
        return Stream.concat(asked.last().or(one::drawnAt).stream(), taken.last(one).stream())
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(NOBODY_CAME);
    }

    /**
     * That the company itself took away who could have looked.
     *
     * @param at when it did so last
     * @param until when it is not let go
     */
    public record Taken(Instant at, Instant until) {}

    /** Why a drawn device is not let go as if nobody were there; empty if the company took nobody away, or that is long ago. */
    Optional<Taken> taken(Clearings.Clearing one) {
        return taken.last(one)
                .map(at -> new Taken(at, waitsUntil(one, table.asked(one.id()))))
                .filter(known -> !known.until().isBefore(clock.instant()));
    }

    /** Who works at a site as a verifier now and had no hand in a device. */
    List<Accounts.Colleague> others(Clearings.Clearing one) {
        List<Hands.Hand> known = hands.of(one.statements());
        return verifiers(one).stream()
                .filter(account -> !isOwnWork(one.device(), known, account.id()))
                .toList();
    }

    /**
     * A verifier who can look later.
     *
     * @param name at work
     * @param from when nothing keeps them out any more, if nothing else comes
     */
    public record Later(String name, Instant from) {}

    /** Who works at a site as a verifier now, and is kept out for a time; the first to be let in first. */
    List<Later> later(Clearings.Clearing one) {
        List<Hands.Hand> known = hands.of(one.statements());
        return verifiers(one).stream()
                .flatMap(account -> keptOut(one.device(), known, account.id())
                        .flatMap(KeptOut::until)
                        .map(from -> new Later(account.workName(), from))
                        .stream())
                .sorted(Comparator.comparing(Later::from))
                .toList();
    }

    private List<Accounts.Colleague> verifiers(Clearings.Clearing one) {
        UUID organisation = jdbc.sql("SELECT organisation_id FROM identity.site WHERE id = ?")
                .param(one.site())
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        return accounts.holders(organisation, Role.VERIFIER).stream()
                .filter(account ->
                        account.site().isEmpty() || account.site().get().equals(one.site()))
                .toList();
    }

    /** Nobody looks at a phone from afar: what there is to see of it, no station reads. */
    private boolean isPhone(Clearings.Clearing one) {
        return devices.find(one.device()).orElseThrow().kind().isPhone();
    }

    /** Who may look at it from afar, of companies that say that they do. */
    List<Accounts.Colleague> lookers(Clearings.Clearing one) {
        if (isPhone(one)) {
            return List.of();
        }
        List<Hands.Hand> known = hands.of(one.statements());
        return pacts.lookers(one.site()).stream()
                .flatMap(company -> accounts.holders(company, Role.VERIFIER).stream())
                .filter(account -> !isOwnWork(one.device(), known, account.id()))
                .toList();
    }

    /** Whether an account had a hand in a device, or may be somebody's who had. */
    boolean isOwnWork(UUID device, List<Hands.Hand> known, UUID account) {
        return keptOut(device, known, account).isPresent();
    }

    /** Why an account does not look at a device: it had a hand in it, or may be somebody's who had; empty if it may look. */
    Optional<KeptOut> keptOut(UUID device, List<Hands.Hand> known, UUID account) {
        List<Hands.Work> own = known.stream()
                .filter(hand -> hand.account().equals(Optional.of(account)))
                .map(Hands.Hand::work)
                .distinct()
                .sorted()
                .toList();
        if (!own.isEmpty() || hadAHand(device, account)) {
            return Optional.of(KeptOut.byWork(own));
        }
        Instant now = clock.instant();
        List<Optional<Instant>> apart = known.stream()
                .flatMap(hand -> hand.account().stream()
                        .filter(other -> !people.areTwo(other, hand.since(), account))
                        .map(other -> people.areTwoFrom(other, hand.since(), account)))
                .toList();
        if (apart.isEmpty()) {
            return Optional.empty();
        }
        boolean doesItEnd = apart.stream().allMatch(Optional::isPresent);
        return Optional.of(KeptOut.byLink(
                doesItEnd
                        ? apart.stream()
                                .flatMap(Optional::stream)
                                .filter(then -> then.isAfter(now))
                                .max(Comparator.naturalOrder())
                                .or(() -> Optional.of(now))
                        : Optional.empty()));
    }

    /** In what proved it before, too: whoever ever wiped a device does not look at it. */
    private boolean hadAHand(UUID device, UUID account) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM oversight.hand h JOIN oversight.clearing c ON c.id = h.clearing_id
                            WHERE c.device_id = :device AND h.account_id = :account)
                          OR EXISTS (SELECT 1 FROM bench.task t
                            WHERE t.device_id = :device AND t.queued_by = :account AND t.claimed_at IS NOT NULL)
                          OR EXISTS (SELECT 1 FROM intake.order_event e JOIN intake.work_order o ON o.id = e.order_id
                            WHERE o.device_id = :device AND e.actor_id = :account AND e.kind LIKE 'phone-%'
                              AND e.kind <> 'phone-chosen')
                          OR EXISTS (SELECT 1 FROM custody.card_account a
                            WHERE a.device_id = :device AND a.account_id = :account)""")
                .param("device", device)
                .param("account", account)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** The last clearing of a device that is here, cleared and drawn; locked with its order until the caller's transaction ends. */
    private Clearings.Clearing open(UUID device) throws CheckException {
        Clearings.Clearing one = here(device);
        requireDrawn(one);
        return one;
    }

    private void requireDrawn(Clearings.Clearing one) throws CheckException {
        boolean isDrawn = clearings.against(one.device()).equals(Optional.of("drawn"));
        if (!isDrawn || settled(one).isPresent()) {
            throw new CheckException(Code.NOT_DRAWN, "nothing is waited for");
        }
    }

    /** The last clearing of a device that is here and cleared, once it is known whether it is drawn; locked in the same way. */
    private Clearings.Clearing here(UUID device) throws CheckException {
        try {
            Optional<WorkOrder> order = orders.ofDevice(device);
            if (order.isPresent()) {
                var _ = orders.lock(order.get().id());
            }
            Device known = devices.lock(device);
            if (known.state() != DeviceState.CLEARED) {
                throw new CheckException(Code.NOT_HERE, known.state().id());
            }
        } catch (OrderException | GateException e) {
            throw new CheckException(Code.NOT_HERE, String.valueOf(e.getMessage()));
        }
        return clearings
                .latest(device)
                .filter(one -> one.isDrawn().isPresent())
                .orElseThrow(() -> new CheckException(Code.NOT_DRAWN, "it is not known yet"));
    }

    /** The same where what keeps it away passes: what was asked is weighed then. What has left is another matter, and told to people. */
    private Clearings.Clearing answerable(UUID device) throws CheckException {
        try {
            return here(device);
        } catch (CheckException e) {
            // Not known yet whether it is drawn: one more drive of it was erased just now.
            boolean isPassing = e.code() == Code.NOT_DRAWN
                    || devices.find(device)
                            .filter(known ->
                                    known.state() == DeviceState.REGISTERED || known.state() == DeviceState.BLOCKED)
                            .isPresent();
            if (!isPassing) {
                throw e;
            }
            CheckException later = new CheckException(Code.NOT_HERE_NOW, "held, to be erased, or erased just now");
            later.initCause(e);
            throw later;
        }
    }

    private Optional<Seen.Result> latestResult(Clearings.Clearing one) {
        return jdbc.sql("""
                        SELECT result FROM oversight.verification WHERE clearing_id = ? ORDER BY at DESC LIMIT 1""")
                .param(one.id())
                .query((row, _) -> row.getString(1))
                .optional()
                .flatMap(Seen.Result::of);
    }

    private Optional<Seen.Result> settled(Clearings.Clearing one) {
        return latestResult(one).filter(result -> result != Seen.Result.NOT_POSSIBLE);
    }

    /** Whose order goes on is erased once more; else nobody has a use for it but whoever destroys it. */
    private void refute(UUID device, UUID by, String reason) throws CheckException {
        try {
            Optional<WorkOrder> order = orders.ofDevice(device).filter(known -> known.state() == OrderState.CLEARED);
            if (order.isPresent()) {
                orders.move(
                        order.get().id(), Set.of(OrderState.CLEARED), OrderState.NOT_CLEARED, reason, Actor.staff(by));
            }
            var _ = media.refuted(device, order.isPresent(), by, reason);
        } catch (OrderException | GateException e) {
            throw new CheckException(Code.NOT_HERE, String.valueOf(e.getMessage()));
        }
    }

    private String head(String what, Clearings.Clearing one) {
        long place = jdbc.sql("SELECT place FROM oversight.clearing WHERE id = ?")
                .param(one.id())
                .query((row, _) -> row.getLong(1))
                .single();
        return "wangchuan-second-check/v1 " + what + "\nlog " + log.origin() + "\nsite " + one.site() + "\nplace "
                + place + "\n";
    }
}
