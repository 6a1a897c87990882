package org.wangchuan.engine.adb.direct;

/** How far a phone has let us in. */
public enum AdbState {
    /** It was spoken to and has not answered yet. */
    CONNECTING("connecting"),
    /** It wants to know who we are; if it knows the key of this job already, nobody has to tap. */
    UNAUTHORISED("unauthorised"),
    /** It is given the public half of the key, and asks its owner, who has to tap on the screen. */
    WAITING_FOR_OWNER("waiting-for-owner"),
    /** It lets us in; also at once, if it asks nobody. */
    AUTHORISED("authorised"),
    /** It was shown signature and key and goes on asking. */
    REFUSED("refused"),
    /** Nothing came in time: no first answer, or no tap. A phone doesn't tell that its owner tapped "no". */
    TIMED_OUT("timed-out"),
    /** It, its cable or its daemon went away, or broke the protocol, so that it was let go. */
    GONE("gone"),
    /** It wants TLS, which this client does not speak. */
    DEMANDS_TLS("demands-tls"),
    /** It was closed on this side. */
    CLOSED("closed");

    private final String id;

    AdbState(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    /** Whether nothing comes after it. */
    public boolean last() {
        return switch (this) {
            case CONNECTING, UNAUTHORISED, WAITING_FOR_OWNER, AUTHORISED -> false;
            case REFUSED, TIMED_OUT, GONE, DEMANDS_TLS, CLOSED -> true;
        };
    }
}
