package org.wangchuan.engine.command.tcg;

import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * A Security Subsystem Class that the device says it follows.
 *
 * @param minorVersion of the class's specification, for those that tell it (Opal 2: 0 for 2.00, 1 for 2.01, 2 for 2.02, 3 for 2.30)
 * @param baseComId the first ComID for talk by protocols 01h and 02h
 * @param comIds how many there are from it on
 */
public record SubsystemClass(Kind kind, int version, int minorVersion, int baseComId, int comIds) {

    /** Which; those whose revert may remove data come first, stronger ones before weaker. */
    public enum Kind {
        OPAL_2(0x0203, "opal-2", true),
        RUBY(0x0304, "ruby", true),
        OPALITE(0x0301, "opalite", true),
        OPAL_1(0x0200, "opal-1", true),
        PYRITE_2(0x0303, "pyrite-2", true),
        /** From before there were mechanisms of data removal. */
        PYRITE_1(0x0302, "pyrite-1", true),
        /** Recognised only: it speaks another dialect, by names in place of numbers, and has no Revert of this kind. */
        ENTERPRISE(0x0100, "enterprise", false);

        private final int code;
        private final String id;
        private final boolean reverts;

        Kind(int code, String id, boolean reverts) {
            this.code = code;
            this.id = id;
            this.reverts = reverts;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }

        /** Whether its Admin SP knows the Revert method. */
        public boolean reverts() {
            return reverts;
        }

        static Optional<Kind> of(int code) {
            return Stream.of(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    static SubsystemClass parse(Kind kind, Descriptor feature) throws AnswerException {
        feature.least(4);
        int base = feature.sixteen(4);
        int count = feature.sixteen(6);
        feature.answer()
                .must(
                        base >= TcgMessage.COM_ID_LEAST && base + (count - 1) <= TcgMessage.COM_ID_MOST,
                        Code.VALUE,
                        feature.at() + 4,
                        "a ComID from 6 to 65535",
                        base);
        feature.answer().must(count > 0, Code.VALUE, feature.at() + 6, "one ComID or more", count);
        return new SubsystemClass(kind, feature.version(), feature.eight(2) & 0x0f, base, count);
    }
}
