package org.wangchuan.platform.vault;

import java.util.Locale;

/** What can be known of a person. A closed list: what is not here is not collected. */
public enum Field {
    NAME,
    PHONE,
    EMAIL,
    /** As an identity document has it; what somebody wants to be called is {@link #NAME}. */
    CIVIL_NAME,
    /** An {@link IdKind}. */
    ID_KIND,
    /** Of an identity document; only where a law asks for it. */
    ID_NUMBER,
    POSTAL_ADDRESS,
    /** That a register of sellers asks for; what somebody wants to be reached by is {@link #PHONE}. */
    REGISTERED_PHONE,
    /** Where money went to, as the person named it. */
    PAYMENT_ACCOUNT,
    /** Under which number bank or wallet know the payment. */
    PAYMENT_NUMBER,
    /** What somebody declared who hands in a device that is not theirs. */
    AUTHORITY,
    /** A signature by hand; an attachment. */
    SIGNATURE,
    /** What a device showed while it was erased, and whatever else got into the picture; an attachment. */
    PHOTO,
    /** What the person wrote when they asked for something or complained; a note. */
    REQUEST,
    /** What was written to them about it; a note. */
    ANSWER;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Field of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** Whether there can be several of it, each with a place of its own: a picture or a note, and not a line of text. */
    public boolean isAttachment() {
        return this == SIGNATURE || this == PHOTO || isNote();
    }

    /** Whether it is a text of several lines. */
    public boolean isNote() {
        return this == REQUEST || this == ANSWER;
    }
}
