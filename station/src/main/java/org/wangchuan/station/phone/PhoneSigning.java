package org.wangchuan.station.phone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.job.StopCode;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.job.PhoneSecret;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.station.certify.PendingReceipt;
import org.wangchuan.station.certify.PendingReceipts;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.journal.PhoneFileJournal;
import org.wangchuan.station.producer.Aside;
import org.wangchuan.station.producer.ProducersOfPhone;
import org.wangchuan.station.producer.StatementsHere;
import org.wangchuan.station.receipt.ClaimsOfPhone;
import org.wangchuan.station.receipt.ReceiptFiles;

/** What is signed of one phone: its start before anything is set off, and its end, with the files that its owner takes away. */
final class PhoneSigning {
    private static final String DAMAGED = "JOURNAL_DAMAGED";

    private final PhoneTicket ticket;
    private final StationBooks books;
    private final PendingReceipts pending;
    private final PhoneStore store;
    private final StationHome home;
    private final Path out;
    private final PhoneMoment.Listener moments;

    PhoneSigning(
            PhoneTicket ticket,
            StationBooks books,
            PendingReceipts pending,
            PhoneStore store,
            StationHome home,
            Path out,
            PhoneMoment.Listener moments) {
        this.ticket = ticket;
        this.books = books;
        this.pending = pending;
        this.store = store;
        this.home = home;
        this.out = out;
        this.moments = moments;
    }

    /**
     * Says that it is about to be erased; nothing may be set off before this returned. Said before, it is said once.
     *
     * @param events of the record so far
     * @param serial the number that the phone shows
     */
    void start(List<PhoneEvent> events, Optional<String> serial) throws IOException {
        IssuedStatement _ = books.start(
                ticket.startEvent(), Disclosed.ofPhoneStart(ClaimsOfPhone.phone(events, serial), asset()), purpose());
        moments.at(PhoneMoment.STARTED);
    }

    /** Signs the result, writes the files, and puts the job out of the way; after a crash anywhere it does the rest. */
    PhoneEnd finish(PhoneEvidence evidence, PhoneFileJournal journal) throws IOException, JournalException {
        if (!books.isSigned(ticket.startEvent())) {
            if (!evidence.history().isSetOff()) {
                return notBegun(PhoneEnd.Reason.NO_RECORD);
            }
            return damaged("a complete record, and no start that was signed");
        }
        IssuedStatement start = books.start(ticket.startEvent(), Disclosed.NOTHING, purpose());
        if (!(start.statement() instanceof Statement.Start said)
                || said.disclosed().phone().isEmpty()) {
            return damaged("a start that is of no phone");
        }
        Optional<byte[]> key = journal.secret(PhoneSecret.DIGEST_KEY);
        if (key.isEmpty() && !books.isSigned(ticket.clearingEvent())) {
            return damaged("a record without the key of its digests");
        }
        Phone phone = said.disclosed().phone().orElseThrow();
        // Only what the digests of its serial number are made under: from the whole key an IMEI could be tried.
        Phone shown = key.isPresent() ? ClaimsOfPhone.withKey(phone, new Digests(key.get()).serialKey()) : phone;
        // Read now, and not when the job began: a withdrawal may have come in between.
        StatementsHere here = StatementsHere.read(home);
        ProducersOfPhone.Choice choice = ProducersOfPhone.choose(evidence, here);
        IssuedStatement clearing = books.clearing(
                ticket.clearingEvent(),
                ClaimsOfPhone.claims(evidence, ticket.startEvent()),
                Disclosed.ofPhoneClearing(shown, ClaimsOfPhone.work(evidence), asset())
                        .with(choice.shown()),
                purpose());
        if (!isAbout(clearing, evidence)) {
            return damaged("a signed result that is about another record");
        }
        moments.at(PhoneMoment.SIGNED);
        List<Aside> left = clearing.statement() instanceof Statement.Clearing signed
                ? choice.left(signed.disclosed().producers())
                : List.of();
        return write(evidence, journal, books.receipt(start, clearing), left, here.faults());
    }

    private PhoneEnd write(
            PhoneEvidence evidence,
            PhoneFileJournal journal,
            Receipt receipt,
            List<Aside> left,
            List<StatementsHere.Fault> faults)
            throws IOException, JournalException {
        ReceiptFiles files;
        try {
            files = ReceiptFiles.write(out, ticket.baseName(), receipt, evidence.bytes(), Optional.empty());
        } catch (IOException e) {
            return new PhoneEnd.Interrupted(
                    PhoneStep.CLOSED,
                    StopCode.RECEIPT_FOLDER.name(),
                    "the result is signed, but its receipt can't be written to " + out + ": " + e.getMessage(),
                    true);
        }
        if (purpose() == Purpose.REAL) {
            // Before the job is finished: a receipt that nobody remembers would never get its certificate by itself.
            pending.add(new PendingReceipt(ticket.clearingEvent(), files.receipt()));
        }
        moments.at(PhoneMoment.WRITTEN);
        journal.keepReceipt(files.receipt());
        journal.destroyDigestKey();
        store.finish(ticket);
        return new PhoneEnd.Finished(
                evidence,
                PhoneVerdictRules.judge(evidence),
                PhoneConformityRules.judge(evidence),
                receipt,
                files,
                ticket.isTest(),
                left,
                faults);
    }

    /** Whether the start is signed: then the books name the phone. */
    boolean isStarted() throws IOException {
        return books.isSigned(ticket.startEvent());
    }

    /** Puts a job out of the way that nothing was set off in. Its folder stays if its start is signed, without a secret: by it the start is found. */
    PhoneEnd notBegun(PhoneEnd.Reason reason) throws IOException {
        if (isStarted()) {
            store.retire(ticket);
            return new PhoneEnd.NotBegun(reason, Optional.of(ticket.shortId()));
        }
        store.discard(ticket);
        return new PhoneEnd.NotBegun(reason);
    }

    private static boolean isAbout(IssuedStatement clearing, PhoneEvidence evidence) {
        return clearing.statement() instanceof Statement.Clearing signed
                && signed.claims().evidence().digest().equals(Bytes32.sha256(evidence.bytes()));
    }

    /** Whether nobody can go on with it. */
    static boolean isDamaged(PhoneEnd end) {
        return end instanceof PhoneEnd.Refused refused && refused.code().equals(DAMAGED);
    }

    /** Nobody can go on with it; what is recorded of it is kept, for whoever looks into it. */
    static PhoneEnd damaged(String found) {
        return new PhoneEnd.Refused(
                DAMAGED,
                new BilingualText(
                        "被中断作业的记录已损坏，无法继续（" + found + "）；请重新开始",
                        "the record of the interrupted job is damaged, and can't be gone on with: " + found
                                + "; begin anew"));
    }

    private Optional<Asset> asset() {
        return ticket.asset().map(Asset::new);
    }

    private Purpose purpose() {
        return ticket.isTest() ? Purpose.TEST : Purpose.REAL;
    }
}
