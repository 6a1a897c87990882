package org.wangchuan.engine.fastboot;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command was not carried out, or nobody knows whether it was. Its message holds no text of the device's. */
public final class FastbootException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final @Nullable String said;

    /** Stable words for what happened. */
    public enum Code {
        /** Nobody listens there, or the connection can't be made. */
        NOT_FOUND("not-found"),
        /** The device says no. */
        REFUSED("refused"),
        /** No answer in time, or not all of it. */
        NO_ANSWER("no-answer"),
        /** It was unplugged, or has closed the connection. */
        GONE("gone"),
        /** Ended by this program. */
        ENDED("ended"),
        /** More messages, or longer ones, than there can be. */
        TOO_LONG("too-long"),
        /** An answer that is none, or is none to what was asked. */
        UNEXPECTED("unexpected"),
        /** Another version of the protocol. */
        VERSION("version"),
        /** The bus or the network reports an error. */
        BUS_ERROR("bus-error");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    FastbootException(Code code, String detail) {
        this(code, detail, null);
    }

    FastbootException(Code code, String detail, @Nullable String said) {
        super("fastboot, " + code.id() + ": " + detail);
        this.code = code;
        this.said = said;
    }

    /** What happened. */
    public Code code() {
        return code;
    }

    /** What the device gives as its reason when it refuses: its own words, cleaned, to be shown as such. */
    public Optional<String> said() {
        return Optional.ofNullable(said);
    }
}
