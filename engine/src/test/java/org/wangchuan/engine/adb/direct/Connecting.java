package org.wangchuan.engine.adb.direct;

import java.net.SocketAddress;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.adb.wire.SocketTransport;

/** Connects to phones in tests. One key serves many, as in a job. */
public final class Connecting {
    private static final AdbKey KEY = AdbKey.generate("test@bench");

    private static final Duration SOON = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Short times, for a phone that says nothing, or nothing whole: on a busy machine one that answers may not come through in them. */
    static final AdbTimes SHORT = new AdbTimes(SOON, SOON, SOON);

    /** For an owner who does not tap, on a phone that answers. */
    static final AdbTimes NO_TAP = new AdbTimes(LONG, SOON, LONG);

    /** For a phone that answers once and then says nothing: its first answer has to come through. */
    static final AdbTimes ONE_ANSWER = new AdbTimes(Duration.ofSeconds(4), LONG, LONG);

    /** For what is not to run out. */
    static final AdbTimes PATIENT = new AdbTimes(LONG, LONG, LONG);

    private Connecting() {}

    /** A connection with the key of all tests. */
    public static AdbConnection to(SocketAddress address) throws AdbException {
        return to(address, KEY, AdbListener.NONE, AdbTimes.DEFAULTS);
    }

    static AdbConnection to(SocketAddress address, AdbKey key, AdbListener listener, AdbTimes times)
            throws AdbException {
        return AdbConnection.open(SocketTransport.connect(address, Given.patience()), key, listener, times);
    }

    static AdbKey key() {
        return KEY;
    }

    /** What is called fails with this code, and says nothing but our own words. */
    public static AdbException failing(Code code, ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        Assertions.assertThat(thrown).isInstanceOf(AdbException.class);
        AdbException failure = (AdbException) thrown;
        Assertions.assertThat(failure.code()).as(failure.toString()).isEqualTo(code);
        Assertions.assertThat(failure.getMessage()).matches("[a-z-]+: [\\x20-\\x7e]+");
        return failure;
    }
}
