package org.wangchuan.station.phone;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.job.StopCode;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.producer.Aside;
import org.wangchuan.station.producer.StatementsHere;
import org.wangchuan.station.receipt.ReceiptFiles;

/** How the lane of a phone ended. */
public sealed interface PhoneEnd {

    /**
     * The record is complete and the receipt is written, whatever it says.
     *
     * @param left statements of producers that its record fits and that don't travel with it
     * @param faults what was in the way of telling which statements lie here, with its file; where one of those is among them none was chosen
     */
    record Finished(
            PhoneEvidence evidence,
            PhoneVerdict verdict,
            List<ClauseState> conformity,
            Receipt receipt,
            ReceiptFiles files,
            boolean isTest,
            List<Aside> left,
            List<StatementsHere.Fault> faults)
            implements PhoneEnd {
        public Finished {
            conformity = List.copyOf(conformity);
            left = List.copyOf(left);
            faults = List.copyOf(faults);
        }
    }

    /** Why nothing was begun. */
    enum Reason {
        /** The owner did not agree. */
        DECLINED,
        /** None of the ways was wanted. */
        NOT_CHOSEN,
        /** The way that was wanted is none that fits this phone. */
        NOT_OFFERED,
        /** It runs a system that no way fits. */
        NO_WAY,
        /** It is known by nothing, so that nobody could tell it from another: the guided workflow is its way. */
        NAMELESS,
        /** Another device on the bench's cables shows its number, so that nobody could tell which one comes back: the guided workflow is its way. */
        SAME_NUMBER,
        /** Its system tells another number than it shows on USB, so that nobody knows which phone it is: the guided workflow is its way. */
        TWO_NUMBERS,
        /** The phone was not there, or could not be asked, and nobody wanted to wait any longer. */
        NO_PHONE,
        /** What was plugged in later was another phone than the one that was agreed to, or may be one by what it calls itself. */
        OTHER_PHONE,
        /** Nobody answered. */
        NOBODY,
        /** Its record can't be gone on with: it is full, or the key that it names the phone by is gone. */
        NO_RECORD,
        /** Somebody gave the job up before anything was set off. */
        GIVEN_UP,
        /** The platform that it was for no longer wants it, or not of this phone. */
        NOT_CLAIMED
    }

    /**
     * Nothing was set off.
     *
     * @param kept the short name of the job if its start was signed: that stays, and names the phone, and the record without its secrets, by which both are found
     *     when they are to be forgotten; empty if nothing of it is kept
     */
    record NotBegun(Reason reason, Optional<String> kept) implements PhoneEnd {
        /** Nothing of it is kept. */
        public NotBegun(Reason reason) {
            this(reason, Optional.empty());
        }
    }

    /**
     * It can be gone on with.
     *
     * @param step what is due
     * @param code why, for programs: one of {@link StopCode}'s, {@link #NOBODY}, or that of the station's books
     * @param cause why it was cut short, for people; empty if somebody asked for the stop
     * @param receiptOnly whether the result is signed, and only the folder for receipts does not take it
     */
    record Interrupted(PhoneStep step, String code, String cause, boolean receiptOnly) implements PhoneEnd {
        /** Nobody answers. */
        public static final String NOBODY = "NOBODY";
    }

    /**
     * It was cut short, and the station's state holds no record that could be gone on with.
     *
     * @param folder where it would be
     */
    record Unrecorded(Path folder, String cause) implements PhoneEnd {}

    /**
     * This run has set nothing off.
     *
     * @param code stable
     * @param reason in words that are right wherever they are read
     * @param typed by what at a terminal it is got out of the way; empty if by nothing
     */
    record Refused(String code, BilingualText reason, Optional<String> typed) implements PhoneEnd {
        /** One of which the reason says all. */
        public Refused(String code, BilingualText reason) {
            this(code, reason, Optional.empty());
        }
    }

    /** Something in this program is wrong; the job can be gone on with or looked into. */
    record Broken(Throwable cause) implements PhoneEnd {}
}
