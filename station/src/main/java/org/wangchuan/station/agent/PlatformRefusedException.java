package org.wangchuan.station.agent;

import java.io.Serial;
import java.util.Set;

/** The platform has answered, and says no. */
public final class PlatformRefusedException extends Exception {
    /** The order was taken back before the station claimed it. */
    public static final String TASK_WITHDRAWN = "TASK_WITHDRAWN";

    /** The station's trust list is not there, or not any more. */
    public static final String TRUST_LIST_MISSING = "TRUST_LIST_MISSING";

    @Serial
    private static final long serialVersionUID = 1L;

    /** Signed out, too slow, too often: these pass (RFC 9110). All others of the 400s stay as they are. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 429);

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status of HTTP, 400 to 599
     * @param code stable, in capitals; empty if none was given
     */
    public PlatformRefusedException(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** Stable, in capitals; empty if none was given. */
    public String code() {
        return code;
    }

    /**
     * Whether it is about what was brought, and nothing is wrong otherwise: it may be taken later, and another now. An error without a
     * code is of something between here and the platform.
     */
    public boolean isOfThisAlone() {
        return status >= 500 && !code.isEmpty();
    }

    /** Whether asking the same again can't help. */
    public boolean isForGood() {
        return status >= 400 && status < 500 && !PASSING.contains(status);
    }
}
