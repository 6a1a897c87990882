package org.wangchuan.station.issue;

import java.io.IOException;
import org.wangchuan.proof.log.LogRefusedException;

/** The station's books refuse to go on: what was signed is no longer there, or does not fit together, or the clock is wrong. */
public final class BooksRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final String START_ANEW = "; put it back from a copy. To start anew deliberately, move station.key,"
            + " log.key, trust.json, chain.json, statements, pending and log away, all of them: the station is then another"
            + " one, with another key and another log, and whoever trusted it has to import its new trust list";

    /** Why; the names are stable. */
    public enum Code {
        /** The station had a log, or a key of one, and it is gone. */
        LOG_GONE,
        /** The log is an older copy of the one that the station has seen. */
        LOG_ROLLED_BACK,
        /** The log's files do not add up to what was signed. */
        LOG_DAMAGED,
        /** The log is another station's. */
        LOG_NOT_OURS,
        /** The log is in a form that this version does not read. */
        LOG_FORMAT,
        /** Somebody else writes to the log, without holding the station's lock. */
        LOG_IN_USE,
        /** The log or the chain holds more than the station's statements account for: an older copy of them, or none. */
        STATEMENTS_GONE,
        /** A stored statement can't be read, or stands under a number or event that is not its own. */
        STATEMENT_DAMAGED,
        /** What the station remembers between statements can't be read. */
        CHAIN_DAMAGED,
        /** A key file is there and holds no key. */
        KEYS_DAMAGED,
        /** The computer's clock shows a time that can't be. */
        CLOCK,
        /** The station's trust list names that log already; another program had it put in, perhaps, while this one asked. */
        DELEGATED_BEFORE,
        /** The station's trust list would grow beyond what one may be. It loses nothing, so that this stays. */
        TRUST_LIST_FULL;

        private String hint() {
            return switch (this) {
                case CLOCK -> "; set the computer's clock";
                case DELEGATED_BEFORE -> "; look at what the list says of it now";
                case TRUST_LIST_FULL -> "; end delegations that are not needed, or begin another station";
                default -> START_ANEW;
            };
        }
    }

    private final Code code;
    private final String expected;
    private final String found;

    BooksRefusedException(Code code, String expected, String found) {
        super(code + ": expected " + expected + ", found " + found + code.hint());
        this.code = code;
        this.expected = expected;
        this.found = found;
    }

    /** The same refusal by the log itself. */
    static BooksRefusedException of(LogRefusedException refused) {
        Code code = switch (refused.reason()) {
            case LOCKED -> Code.LOG_IN_USE;
            case OTHER_LOG -> Code.LOG_NOT_OURS;
            case ROLLED_BACK -> Code.LOG_ROLLED_BACK;
            case DAMAGED -> Code.LOG_DAMAGED;
            case OTHER_FORMAT -> Code.LOG_FORMAT;
            case EVENT_CONFLICT -> Code.STATEMENT_DAMAGED;
        };
        String expected = "in " + refused.where() + " of the log " + refused.expected();
        BooksRefusedException out = new BooksRefusedException(code, expected, refused.found());
        out.initCause(refused);
        return out;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** What should have been there. */
    public String expected() {
        return expected;
    }

    /** What was there. */
    public String found() {
        return found;
    }
}
