package org.wangchuan.station.phone;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.Keeper;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.job.PhoneJournal;
import org.wangchuan.engine.phone.job.PhoneSecret;

/** The keys of one job, kept in its journal before a phone is shown them. */
final class PhoneKeys implements AutoCloseable {
    private final JobKeys keys;

    private PhoneKeys(JobKeys keys) {
        this.keys = keys;
    }

    /** Those that were kept, or new ones: keys that can't be read any more compare with nothing. */
    static PhoneKeys of(UUID job, PhoneJournal journal, SecureRandom random) throws JournalException {
        Keeper keeper = (kind, secret) -> journal.keep(secret(kind), secret);
        Optional<byte[]> adb = journal.secret(PhoneSecret.ADB_KEY);
        Optional<byte[]> pairing = journal.secret(PhoneSecret.PAIRING);
        try {
            return new PhoneKeys(JobKeys.restore(job, adb, pairing, random, keeper));
        } catch (ContactException _) {
            return new PhoneKeys(JobKeys.make(job, random, keeper));
        }
    }

    private static PhoneSecret secret(Keeper.Kind kind) {
        return switch (kind) {
            case ADB_KEY -> PhoneSecret.ADB_KEY;
            case PAIRING -> PhoneSecret.PAIRING;
        };
    }

    JobKeys keys() {
        return keys;
    }

    /**
     * A reset is about to be set off: that it lets this job in afterwards is compared with what is so now.
     *
     * @throws JournalException if that can't be kept: then nothing may be set off
     */
    void aboutToSetOff() throws JournalException {
        try {
            keys.setOff();
        } catch (ContactException e) {
            throw notKept(e);
        }
    }

    /** A full disk is no damage: it can be gone on with. */
    static JournalException notKept(ContactException e) {
        return e.getCause() instanceof JournalException kept
                ? kept
                : new JournalException("the keys of the job can't be kept", new IOException(e));
    }

    /**
     * Undoes what the phone knows of these keys, as far as that can be done now. Where it can't, people are told: the pairing's own key goes with the job all
     * the same, so that nobody can use what an iPhone keeps of it, but its owner finds this bench on their phone. So they are where another pairing is kept here.
     */
    void settle(PhoneCable cable, PhonePeople people) {
        boolean isOwed;
        try {
            PhoneCables.Settlement settlement = cable.settle(keys);
            isOwed = settlement.what() == PhoneCables.Settled.OWED;
            if (settlement.hasOtherRecord()) {
                people.tell(new PhoneNotice.OtherRecord());
            }
        } catch (ContactException _) {
            isOwed = true; // it could not be kept that it is
        }
        if (isOwed) {
            people.tell(new PhoneNotice.PairingLeft());
        }
    }

    /** From here on nothing is kept, whoever still speaks to the phone. */
    void forget() {
        keys.close();
    }

    @Override
    public void close() {
        forget();
    }
}
