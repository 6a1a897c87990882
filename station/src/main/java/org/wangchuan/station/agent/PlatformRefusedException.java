package org.wangchuan.station.agent;

import java.io.Serial;
import java.util.Set;

/**
 * The answer is another than the one that was asked for: the platform says no, or what answers is not the platform. Only the platform
 * itself can refuse something for good, and only where it has judged it.
 */
public final class PlatformRefusedException extends Exception {
    /** The order was taken back before the station claimed it. */
    public static final String TASK_WITHDRAWN = "TASK_WITHDRAWN";

    /** The platform knows another end of the task; a receipt that came with this one it has weighed, and kept. */
    public static final String TASK_ENDED_OTHERWISE = "TASK_ENDED_OTHERWISE";

    /** An end other than "refused" was told of a task that nobody has claimed. */
    public static final String TASK_NOT_CLAIMED = "TASK_NOT_CLAIMED";

    /** The station's trust list is not there, or not any more. */
    public static final String TRUST_LIST_MISSING = "TRUST_LIST_MISSING";

    /** The platform was put back from a back-up, and nobody has said there since that this station still works for it. */
    public static final String STATION_NOT_CONFIRMED = "STATION_NOT_CONFIRMED";

    /** What answers is no platform: a proxy, or the sign-in page of a network. Said here, never by a platform. */
    public static final String NOT_THE_PLATFORM = "NOT_THE_PLATFORM";

    @Serial
    private static final long serialVersionUID = 1L;

    /** Signed out, a proxy's sign-in, too slow, too often: these pass (RFC 9110), and are about no message of its own. */
    private static final Set<Integer> PASSING = Set.of(401, 407, 408, 429);

    private static final int REFUSED = 400;
    private static final int ERROR = 500;

    /**
     * By these the platform has read what was brought and judged it, or knows an end of the task already: asking again changes nothing.
     * All others can pass: a limit, an address, a form that a later version takes. The Station API names the same.
     */
    private static final Set<String> FINAL = Set.of(
            TASK_WITHDRAWN,
            "TASK_NOT_FOUND",
            TASK_NOT_CLAIMED,
            TASK_ENDED_OTHERWISE,
            "LANE_DIFFERS",
            "NUMBER_DIFFERS",
            "NUMBER_OF_ANOTHER",
            "NUMBER_MISSING",
            "POLICY_VERSION",
            "ORDER_STATE",
            "DEVICE_STATE",
            "RECEIPT_REFUSED",
            "CERTIFICATE_REFUSED",
            "STATEMENT_UNKNOWN",
            "LOOK_NOT_FOUND",
            "LOOK_ENDED",
            "LOOK_RECIPIENT");

    private final int status;
    private final String code;

    /**
     * The platform's own word.
     *
     * @param status of HTTP, 400 to 599
     * @param code stable, in capitals
     */
    public PlatformRefusedException(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /**
     * An answer that is not the platform's.
     *
     * @param status of HTTP
     */
    public static PlatformRefusedException ofAnother(int status) {
        return new PlatformRefusedException(status, NOT_THE_PLATFORM, "status " + status);
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** Stable, in capitals. */
    public String code() {
        return code;
    }

    /** Whether it is the platform that has answered. */
    public boolean isPlatforms() {
        return !code.equals(NOT_THE_PLATFORM);
    }

    /**
     * Whether it may be about what was brought, and nothing is wrong otherwise: it is kept and tried again, and another may be taken now.
     * An error that is not the platform's own is of something between here and it. Without the station's trust list nothing can be judged,
     * and who mends the platform's settings makes that pass.
     */
    public boolean isOfThisAlone() {
        if (isForGood() || PASSING.contains(status) || code.equals(STATION_NOT_CONFIRMED)) {
            return false;
        }
        return isPlatforms() || status < ERROR;
    }

    /** Whether asking the same again can't help: the platform has said so itself. */
    public boolean isForGood() {
        return status >= REFUSED && status < ERROR && FINAL.contains(code);
    }
}
