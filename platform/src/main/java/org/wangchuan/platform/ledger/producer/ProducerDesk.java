package org.wangchuan.platform.ledger.producer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.ledger.producer.ProducerEntry.Clause;
import org.wangchuan.platform.ledger.producer.ProducerEntry.Signed;
import org.wangchuan.platform.ledger.producer.ProducerEntry.Why;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.text.PersonalData;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;

/**
 * Whose word about their own phones the operator's list accepts: one person proposes, with the keys and how they were compared, another confirms, and either
 * takes it back alone. What counts is the signed list, and what it says of itself it says to everybody. Thread-safe.
 */
@Component
public class ProducerDesk {
    private static final int REASON_MAX = 500;

    private final ProducerEntries entries;
    private final OperatorList operators;
    private final RuleSets rules;
    private final TwoPeople people;
    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    ProducerDesk(
            ProducerEntries entries,
            OperatorList operators,
            RuleSets rules,
            TwoPeople people,
            Accounts accounts,
            JdbcClient jdbc,
            InstantSource clock) {
        this.entries = entries;
        this.operators = operators;
        this.rules = rules;
        this.people = people;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What somebody types.
     *
     * @param keys verifier keys, one a line
     * @param makers the words by which its phones tell their maker, one a line
     * @param accepts clauses, as {@link Clause#text} has them
     */
    public record Proposal(String name, String keys, String makers, List<String> accepts, String reason) {
        public Proposal {
            accepts = List.copyOf(accepts);
        }
    }

    /** Proposes a maker, or other terms for one that counts; nothing counts by it before somebody else has confirmed it. */
    @Transactional
    public UUID propose(Proposal said, Visitor by) throws LedgerException {
        lock();
        String reason = said.reason().strip();
        if (reason.isEmpty() || reason.length() > REASON_MAX) {
            throw new LedgerException(LedgerException.Code.REASON, "reason", "expected 1 to 500 characters");
        }
        if (PersonalData.isIn(reason)) {
            throw new LedgerException(LedgerException.Code.REASON_PERSONAL, "reason", "something of a person");
        }
        ProducerEntry entry = new ProducerEntry(
                UUID.randomUUID(),
                said.name().strip(),
                keys(said.keys()),
                lines(said.makers()),
                clauses(said.accepts()),
                reason,
                signed(by),
                Optional.empty(),
                Optional.empty());
        requireFit(entry);
        if (entries.isProposed(entry.name())) {
            throw new LedgerException(LedgerException.Code.PRODUCER_WAITS, "name", entry.name());
        }
        entries.insert(entry);
        return entry.id();
    }

    /** Confirms it as a second person; what counted under its name until now is replaced. */
    @Transactional
    public void confirm(UUID id, Visitor by) throws LedgerException {
        lock();
        ProducerEntry entry = entries.lock(id)
                .filter(ProducerEntry::isProposed)
                .orElseThrow(() -> new LedgerException(LedgerException.Code.PRODUCER_DECIDED, "producer", "not open"));
        if (!people.areTwo(entry.proposed().account(), entry.proposed().at(), by.account())) {
            throw new LedgerException(LedgerException.Code.PRODUCER_TWO, "producer", "may be one person");
        }
        requireFit(entry);
        Signed signed = signed(by);
        Optional<ProducerEntry> before = entries.standing(entry.name());
        if (before.isPresent()) {
            entries.end(before.get().id(), signed, Why.REPLACED);
        }
        entries.confirm(id, signed);
    }

    /** Takes it back, or gives the proposal up. One person is enough: nothing is sold by it that was not. */
    @Transactional
    public void end(UUID id, boolean isKeyStolen, Visitor by) throws LedgerException {
        lock();
        ProducerEntry entry = entries.lock(id)
                .filter(one -> one.ended().isEmpty())
                .orElseThrow(() -> new LedgerException(LedgerException.Code.PRODUCER_DECIDED, "producer", "is over"));
        Why why = entry.isProposed() ? Why.GIVEN_UP : isKeyStolen ? Why.KEY_STOLEN : Why.ENDED;
        entries.end(id, signed(by), why);
    }

    /** One decision at a time. */
    private void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('ledger.producer', 0))")
                .query((_, _) -> true)
                .single();
    }

    private Signed signed(Visitor by) {
        Instant at = clock.instant();
        return new Signed(by.account(), accounts.workName(by.account()).orElse(by.name()), at);
    }

    /** The list has to take it as it would be, beside all that is in it and all that counts. */
    private void requireFit(ProducerEntry entry) throws LedgerException {
        TrustList list = operators
                .current()
                .map(SignedTrustList::list)
                .orElseThrow(() -> new LedgerException(LedgerException.Code.PRODUCER_NO_LIST, "list", "none yet"));
        if (!TrustList.isOperatorName(entry.name())) {
            throw form("name");
        }
        // By whatever name a key signs: whoever stole one chooses that.
        Set<PublicKey> own = keysOf(entry);
        Set<PublicKey> gone = list.producers().stream()
                .flatMap(one -> one.retired().stream())
                .map(VerifierKey::key)
                .collect(Collectors.toSet());
        gone.addAll(entries.stolen());
        List<ProducerEntry> others = entries.standing().stream()
                .filter(one -> !one.name().equals(entry.name()))
                .toList();
        boolean isAnothers =
                others.stream().flatMap(one -> keysOf(one).stream()).anyMatch(own::contains);
        if (isAnothers || own.stream().anyMatch(gone::contains)) {
            throw new LedgerException(LedgerException.Code.PRODUCER_KEY, "keys", "another's, or retired");
        }
        List<TrustedProducer> all = new ArrayList<>(list.producers().stream()
                .filter(one -> !one.name().equals(entry.name()))
                .toList());
        Optional<TrustedProducer> before = list.producers().stream()
                .filter(one -> one.name().equals(entry.name()))
                .findFirst();
        Optional<TrustedProducer> next = ListedProducers.next(entry.name(), before, Optional.of(entry), Set.of());
        boolean isFull = next.filter(
                        one -> one.retired().size() + TrustedProducer.KEYS_MAX > TrustedProducer.RETIRED_MAX)
                .isPresent();
        if (isFull) {
            // Each key of it may be stolen one day, and has to be retired then.
            throw new LedgerException(LedgerException.Code.PRODUCER_KEY, "keys", "no room to retire them");
        }
        next.ifPresent(all::add);
        try {
            TrustList _ = ListedProducers.with(list, all);
        } catch (IllegalArgumentException e) {
            LedgerException refused =
                    new LedgerException(LedgerException.Code.PRODUCER_KEY, "keys", String.valueOf(e.getMessage()));
            refused.initCause(e);
            throw refused;
        }
    }

    private static Set<PublicKey> keysOf(ProducerEntry entry) {
        return entry.keys().stream()
                .map(text -> ListedProducers.key(text).key())
                .collect(Collectors.toSet());
    }

    private static List<String> keys(String text) throws LedgerException {
        List<String> out = lines(text);
        if (out.size() > TrustedProducer.KEYS_MAX) {
            throw form("keys");
        }
        for (String one : out) {
            try {
                if (!VerifierKey.parse(one).toString().equals(one)) {
                    throw form("keys");
                }
            } catch (VerificationException e) {
                LedgerException refused = form("keys");
                refused.initCause(e);
                throw refused;
            }
        }
        return out;
    }

    private static List<String> lines(String text) throws LedgerException {
        List<String> out = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
        boolean isSound = !out.isEmpty()
                && out.size() <= TrustedProducer.KEYS_MAX
                && out.stream().allMatch(line -> line.length() <= VerifierKey.NAME_CHARS_MAX + REASON_MAX);
        if (!isSound) {
            throw form("lines");
        }
        return out;
    }

    /** Only what the form offers: a clause of the newest version of a rule set that is here. */
    private List<Clause> clauses(List<String> texts) throws LedgerException {
        Set<String> offered = rules.open().stream()
                .flatMap(one -> one.clauses().stream().map(clause -> new Clause(one.policy(), one.version(), clause)))
                .map(Clause::text)
                .collect(Collectors.toSet());
        if (texts.isEmpty() || !offered.containsAll(texts)) {
            throw form("accepts");
        }
        return texts.stream().distinct().map(ProducerEntries::clause).toList();
    }

    private static LedgerException form(String what) {
        return new LedgerException(LedgerException.Code.PRODUCER_FORM, what, "expected as the form says");
    }
}
