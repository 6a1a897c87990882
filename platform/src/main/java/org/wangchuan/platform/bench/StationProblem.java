package org.wangchuan.platform.bench;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.wangchuan.platform.ledger.LedgerException;
import org.wangchuan.platform.web.problem.Problems;

/** A station's request is refused: becomes a problem document with a stable member {@code code}. */
final class StationProblem extends Exception {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;
    private final String detail;
    private final boolean isOvertaken;

    StationProblem(HttpStatus status, String code, String detail) {
        this(status, code, detail, false);
    }

    private StationProblem(HttpStatus status, String code, String detail, boolean isOvertaken) {
        super(code + ": " + detail);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.isOvertaken = isOvertaken;
    }

    /** Of what the ledger refused: something may still come, or it never will be right. */
    static StationProblem of(LedgerException e) {
        if (isOurs(e)) {
            // A station takes what begins with 4 for an answer for good, and puts the file aside.
            return new StationProblem(HttpStatus.SERVICE_UNAVAILABLE, e.code().name(), e.reason());
        }
        boolean isTooEarly = e.code() == LedgerException.Code.TRUST_LIST_MISSING
                || e.code() == LedgerException.Code.STATEMENT_UNKNOWN;
        return new StationProblem(
                isTooEarly ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT,
                e.code().name(),
                e.reason());
    }

    /** Whether what was sent may be right, and what hinders is here: it is neither judged nor kept, and the station comes again. */
    static boolean isOurs(LedgerException e) {
        return e.code() == LedgerException.Code.CONFLICTS_FULL
                || e.code() == LedgerException.Code.TRUST_LIST_UNREADABLE
                || e.code() == LedgerException.Code.CLOCKS_DIFFER;
    }

    /** What belongs to others is as if it were not there. */
    static StationProblem noTask() {
        return new StationProblem(HttpStatus.NOT_FOUND, "TASK_NOT_FOUND", "no such task of this station");
    }

    static StationProblem conflict(String code, String detail) {
        return new StationProblem(HttpStatus.CONFLICT, code, detail);
    }

    /** It says what was so before another try, which has answered since: nothing that is true now. */
    static StationProblem overtaken(String detail) {
        return new StationProblem(HttpStatus.CONFLICT, "TASK_ENDED_OTHERWISE", detail, true);
    }

    /** Whether a bad end that is refused by this speaks against nothing any more. */
    boolean isOvertaken() {
        return isOvertaken;
    }

    String code() {
        return code;
    }

    ResponseEntity<Object> answer() {
        return Problems.answer(status, code, detail);
    }
}
