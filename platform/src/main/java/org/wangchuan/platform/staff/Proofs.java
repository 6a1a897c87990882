package org.wangchuan.platform.staff;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Accounts.Colleague;
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.staff.ProofException.Code;
import org.wangchuan.proof.text.PersonalData;

/** What people have proved elsewhere, as a manager enters it: that manager's word, and shown as that. Thread-safe. */
@Component
class Proofs {
    /** Of a certificate: figures and Latin letters, in groups. Names have no place in it, and what tells who somebody is neither. */
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9]|[ ./-](?=[A-Za-z0-9])){2,39}");
    /** So many figures in a row as a resident's number has. */
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{17}[\\dXx]");

    private final QualificationTable table;
    private final TwoPeople people;
    private final InstantSource clock;

    Proofs(QualificationTable table, TwoPeople people, InstantSource clock) {
        this.table = table;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Enters one.
     *
     * @param lastDay on which it holds
     * @param zone of the place where the person works
     */
    void enter(Colleague person, String course, Qualification.Elsewhere proof, LocalDate lastDay, ZoneId zone)
            throws ProofException {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (!Needs.of(person.roles()).contains(course)) {
            throw new ProofException(Code.NOT_NEEDED, "no course of theirs");
        }
        if (!isReference(proof.reference())) {
            throw new ProofException(Code.BAD_REFERENCE, "no number of a certificate");
        }
        if (lastDay.isBefore(today) || lastDay.isAfter(today.plusMonths(Validity.MONTHS))) {
            throw new ProofException(Code.BAD_DAY, "not within the next twelve months");
        }
        if (!people.areTwo(person.id(), now, proof.by())) {
            throw new ProofException(Code.NOT_BY_THEMSELVES, "one person, as far as is known");
        }
        table.entered(person.id(), course, proof, now, today, lastDay);
    }

    /** Whether it is the number of a certificate, and of nothing else that has a known form. */
    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches()
                && !LONG_NUMBER.matcher(text.replaceAll("[ ./-]", "")).find()
                && !PersonalData.isIn(text);
    }
}
