package org.wangchuan.platform.oversight.processing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What only the operator can say: a closed list, each by an article that asks for it (words: {@code oversight.processing.topic.ID} and {@code
 * oversight.processing.asks.ID}). No value here says that what was written is right.
 */
public enum Topic {
    /** Who the operator is, by law, and how to reach it (GDPR art. 30 (1) a). */
    RESPONSIBLE(false),
    /** Who runs the machine, and where it stands (GDPR art. 28, PIPL art. 21). */
    HOST(true),
    /** Contracts with whoever gets devices or data (PIPL art. 21, GDPR art. 28). */
    CONTRACTS(true),
    /** Whether anything goes abroad (PIPL art. 38 to 40, GDPR art. 30 (1) e). */
    ABROAD(true),
    /** Whether the periods fit (PIPL art. 19, GDPR art. 5 (1) e). */
    PERIODS(true),
    /** Whether purpose and way are lawful, legitimate and necessary (PIPL art. 56 (1), GDPR art. 35 (7) b). */
    NECESSITY(true),
    /** What it does to people, and the risk (PIPL art. 56 (2), GDPR art. 35 (7) c). */
    RISK(false),
    /** Whether what protects it is lawful, works, and fits the risk (PIPL art. 56 (3), GDPR art. 35 (7) d). */
    MEASURES(false),
    /** Who was asked for advice (GDPR art. 35 (2) and (9)). */
    ADVICE(false),
    /** What follows, who decided it, and when it is looked at again (PIPL art. 55, GDPR art. 35 (11)). */
    RESULT(true);

    private final boolean isForALawyer;

    Topic(boolean isForALawyer) {
        this.isForALawyer = isForALawyer;
    }

    /** Whether a part of it only a lawyer can answer. */
    public boolean isForALawyer() {
        return isForALawyer;
    }

    /** As it stands in the database, in addresses, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Optional<Topic> of(String id) {
        return Arrays.stream(values()).filter(topic -> topic.id().equals(id)).findFirst();
    }
}
