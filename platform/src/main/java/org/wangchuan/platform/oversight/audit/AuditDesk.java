package org.wangchuan.platform.oversight.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.oversight.audit.Audit.Standing;
import org.wangchuan.platform.oversight.audit.AuditException.Code;
import org.wangchuan.platform.oversight.audit.AuditStep.Answer;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.text.PersonalData;

/**
 * Where a checklist is gone through, and findings are followed. What was found stays found: it is settled by somebody who looks whether it was
 * done, and who is not who said so, as long as there is anybody else. Each step names the last one that its writer has seen. Thread-safe.
 */
@Component
class AuditDesk {
    /** Who goes through checklists and follows findings. */
    static final Set<Role> AUDITORS = Set.of(Role.MANAGER, Role.DATA_PROTECTION_OFFICER);

    static final int CHARS_MAX = 1000;
    private static final int YEARS_AHEAD_MAX = 10;

    private final AuditTable table;
    private final Checklists checklists;
    private final VisibleSites sites;
    private final Accounts accounts;
    private final InstantSource clock;

    AuditDesk(AuditTable table, Checklists checklists, VisibleSites sites, Accounts accounts, InstantSource clock) {
        this.table = table;
        this.checklists = checklists;
        this.sites = sites;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** One of this visitor's sites. */
    Optional<Audit> find(Visitor visitor, UUID id) {
        return table.find(id).filter(audit -> isFor(visitor, audit));
    }

    private boolean isFor(Visitor visitor, Audit audit) {
        return sites.find(visitor, audit.site()).isPresent();
    }

    /** Begins, or goes on with the one that was begun there. */
    @Transactional
    public UUID begin(Visitor visitor, UUID site, String checklist) throws AuditException {
        Site at = sites.find(visitor, site).orElseThrow(() -> new AuditException(Code.NO_SITE, "one of their own"));
        Checklist list = checklists
                .current(checklist)
                .orElseThrow(() -> new AuditException(Code.NO_CHECKLIST, "one of the list"));
        Optional<UUID> open = table.lockOpen(site, checklist);
        if (open.isPresent()) {
            return open.get();
        }
        UUID organisation = visitor.organisation().orElseThrow(() -> new AuditException(Code.NO_SITE, "of a company"));
        Audit made = new Audit(
                UUID.randomUUID(), Codes.random(), organisation, site, ZoneId.of(at.timeZone()), list, List.of());
        table.insert(made);
        table.append(made.id(), 0, clock.instant(), visitor.account(), new AuditStep.Begun());
        return made.id();
    }

    /** Says what was seen of an item. */
    @Transactional
    public void answer(Visitor visitor, UUID id, int seen, String item, Answer answer, String words)
            throws AuditException {
        Audit audit = toAct(visitor, id, seen);
        if (!audit.isOpen()) {
            throw new AuditException(Code.WRONG_STATE, "it is over");
        }
        Standing now = line(audit, item).standing();
        if (now.isToBeSettled() || now == Standing.SETTLED) {
            throw new AuditException(Code.FINDING_STAYS, "it is " + now);
        }
        String text = answer.needsWords() ? text(words) : textOrEmpty(words);
        append(visitor, audit, new AuditStep.Answered(item, answer, text));
    }

    /**
     * Says what is to be done about a finding.
     *
     * @param due a day, such as {@code 2026-12-31}
     */
    @Transactional
    public void plan(Visitor visitor, UUID id, int seen, String item, String measure, UUID responsible, String due)
            throws AuditException {
        Audit audit = toAct(visitor, id, seen);
        require(line(audit, item), Standing.FOUND, Standing.PLANNED);
        if (accounts.colleagues(audit.organisation()).stream()
                .noneMatch(one -> one.id().equals(responsible))) {
            throw new AuditException(Code.NO_ACCOUNT, "somebody who works here");
        }
        append(visitor, audit, new AuditStep.Planned(item, text(measure), responsible, day(due, audit.zone())));
    }

    /** Says that it was done. */
    @Transactional
    public void done(Visitor visitor, UUID id, int seen, String item, String words) throws AuditException {
        Audit audit = toAct(visitor, id, seen);
        require(line(audit, item), Standing.PLANNED);
        append(visitor, audit, new AuditStep.Done(item, text(words)));
    }

    /** Has looked, and it is done; or it is not. */
    @Transactional
    public void check(Visitor visitor, UUID id, int seen, String item, boolean isDone, String words)
            throws AuditException {
        Audit audit = toAct(visitor, id, seen);
        Audit.Line line = line(audit, item);
        require(line, Standing.DONE);
        boolean isSame = line.doneBy().equals(Optional.of(visitor.account()));
        if (isDone && isSame && isAnybodyElseThere(audit, visitor)) {
            throw new AuditException(Code.SAME_PERSON, "who said that it was done");
        }
        String text = text(words);
        append(visitor, audit, isDone ? new AuditStep.Settled(item, text, isSame) : new AuditStep.SentBack(item, text));
    }

    /** Whether somebody else could look: of the same site, or for the whole company. */
    boolean isAnybodyElseThere(Audit audit, Visitor visitor) {
        return accounts.isAnotherThere(audit.organisation(), audit.site(), visitor.account(), AUDITORS);
    }

    /** Each item is answered; what was found is followed on. */
    @Transactional
    public void close(Visitor visitor, UUID id, int seen) throws AuditException {
        Audit audit = toAct(visitor, id, seen);
        if (!audit.isOpen()) {
            throw new AuditException(Code.WRONG_STATE, "it is over");
        }
        if (audit.unanswered() > 0) {
            throw new AuditException(Code.UNANSWERED, audit.unanswered() + " items");
        }
        append(visitor, audit, new AuditStep.Closed());
    }

    private Audit toAct(Visitor visitor, UUID id, int seen) throws AuditException {
        Audit audit = table.locked(id)
                .filter(found -> isFor(visitor, found))
                .orElseThrow(() -> new AuditException(Code.NOT_FOUND, "no such audit"));
        if (audit.seen() != seen) {
            throw new AuditException(Code.CHANGED, "step " + audit.seen() + " came");
        }
        return audit;
    }

    private static Audit.Line line(Audit audit, String item) throws AuditException {
        return audit.line(item).orElseThrow(() -> new AuditException(Code.NO_ITEM, "one of the checklist"));
    }

    private static void require(Audit.Line line, Standing... wanted) throws AuditException {
        if (List.of(wanted).contains(line.standing())) {
            return;
        }
        throw new AuditException(Code.WRONG_STATE, "it is " + line.standing());
    }

    private void append(Visitor visitor, Audit audit, AuditStep.Said said) throws AuditException {
        Instant now = clock.instant();
        table.append(audit.id(), audit.seen(), now, visitor.account(), said);
    }

    private static String text(String typed) throws AuditException {
        if (typed.isBlank()) {
            throw new AuditException(Code.NO_TEXT, "some words");
        }
        return textOrEmpty(typed);
    }

    private static String textOrEmpty(String typed) throws AuditException {
        String text = typed.replace("\r\n", "\n").strip();
        boolean isText = text.length() <= CHARS_MAX
                && text.lines().allMatch(line -> Line.isLineOrEmpty(line.replace('\t', ' '), CHARS_MAX));
        if (!isText) {
            throw new AuditException(Code.BAD_TEXT, "at most " + CHARS_MAX + " characters that are seen");
        }
        if (PersonalData.isIn(text)) {
            throw new AuditException(Code.PERSONAL, "it looks like somebody's number or address");
        }
        return text;
    }

    private LocalDate day(String typed, ZoneId zone) throws AuditException {
        try {
            LocalDate day = LocalDate.parse(typed.strip());
            LocalDate today = clock.instant().atZone(zone).toLocalDate();
            if (day.isBefore(today) || day.isAfter(today.plusYears(YEARS_AHEAD_MAX))) {
                throw new AuditException(Code.BAD_DAY, "today, or a day of the next ten years");
            }
            return day;
        } catch (DateTimeException e) {
            throw new AuditException(Code.BAD_DAY, "such as 2026-12-31");
        }
    }
}
