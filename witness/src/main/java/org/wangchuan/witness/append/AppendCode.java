package org.wangchuan.witness.append;

/** Why an append was not done, or not all of it. The names are stable, and are the first word of an answer's text. */
public enum AppendCode {
    /** The request breaks the format: sending it again will not help. */
    MALFORMED(400),
    /** No station of this name and key may append here. */
    UNKNOWN_STATION(403),
    /** The station's signature is wrong. */
    SIGNATURE(403),
    /** The request is for a log of another origin. */
    OTHER_LOG(404),
    /** Some events are in the log with another entry; all others were appended. */
    EVENT_CONFLICT(409),
    /** More bytes or entries than a request may have. */
    TOO_LARGE(413),
    /** This station has too much waiting already. */
    TOO_MANY(429),
    /** All stations together have too much waiting already. */
    BUSY(503),
    /** The server is being stopped. */
    STOPPING(503),
    /** It could not be made durable: it may or may not be in the log. Send the same again to find out. */
    STORAGE(503),
    /** Another process of the same operator writes the log now; behind one address the next try may come to it. */
    ELSEWHERE(503),
    /** The log's files contradict what it has signed, or another writer has it: somebody must look. */
    LOG_REFUSED(503);

    private final int status;

    AppendCode(int status) {
        this.status = status;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** Whether the same request may do later. */
    public boolean isWorthAnotherTry() {
        return status == 429 || status == 503;
    }
}
