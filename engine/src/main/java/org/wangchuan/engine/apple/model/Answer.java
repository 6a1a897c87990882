package org.wangchuan.engine.apple.model;

import java.util.Optional;

/** An answer together with its question. That a device does not tell is another thing than that it says no, or nothing, or zero. */
public sealed interface Answer<T> {
    /** The question. */
    Asked asked();

    /** The device told it. That it told it doesn't make it true. */
    record Told<T>(Asked asked, T value) implements Answer<T> {
        /** Without the value, so that none gets into a log. */
        @Override
        public String toString() {
            return "told " + asked;
        }
    }

    /** The device answered, but did not tell it. */
    record NotTold<T>(Asked asked, Reason reason) implements Answer<T> {}

    /** Why a device doesn't tell. */
    enum Reason {
        /** It has no such value now. */
        ABSENT("absent"),
        /** It has no such service or request. */
        UNSUPPORTED("unsupported"),
        /** It may not be told in this kind of session. */
        PROHIBITED("prohibited"),
        /** Not while it is locked by its passcode. */
        PASSCODE("passcode"),
        /** Something came that isn't of the kind that was asked for. */
        ODD("odd");

        private final String id;

        Reason(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    /** The value, if it was told. */
    default Optional<T> toOptional() {
        return this instanceof Told<T>(Asked _, T value) ? Optional.of(value) : Optional.empty();
    }
}
