package org.wangchuan.engine.command.tcg;

import java.util.stream.Stream;

/** What became of a method (Core Specification 2.01, "Method Status Codes"). */
public enum MethodStatus {
    SUCCESS(0x00, "success"),
    /** Of the start of a session as PSID: another PSID, or a device that has none. */
    NOT_AUTHORIZED(0x01, "not-authorized"),
    SP_BUSY(0x03, "sp-busy"),
    SP_FAILED(0x04, "sp-failed"),
    SP_DISABLED(0x05, "sp-disabled"),
    SP_FROZEN(0x06, "sp-frozen"),
    NO_SESSIONS_AVAILABLE(0x07, "no-sessions-available"),
    UNIQUENESS_CONFLICT(0x08, "uniqueness-conflict"),
    INSUFFICIENT_SPACE(0x09, "insufficient-space"),
    INSUFFICIENT_ROWS(0x0a, "insufficient-rows"),
    /** From early drafts; some firmware has it still. */
    INVALID_FUNCTION(0x0b, "invalid-function"),
    INVALID_PARAMETER(0x0c, "invalid-parameter"),
    INVALID_REFERENCE(0x0d, "invalid-reference"),
    TPER_MALFUNCTION(0x0f, "tper-malfunction"),
    TRANSACTION_FAILURE(0x10, "transaction-failure"),
    RESPONSE_OVERFLOW(0x11, "response-overflow"),
    /** TryLimit was reached: too many wrong PSIDs. No further one is looked at until a power cycle. */
    AUTHORITY_LOCKED_OUT(0x12, "authority-locked-out"),
    FAIL(0x3f, "fail"),
    /** None that the standard has. */
    UNKNOWN(-1, "unknown");

    static final int CODE_MOST = 0xff;

    private final int code;
    private final String id;

    MethodStatus(int code, String id) {
        this.code = code;
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    static MethodStatus of(long code) {
        return Stream.of(values())
                .filter(status -> status.code == code)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
