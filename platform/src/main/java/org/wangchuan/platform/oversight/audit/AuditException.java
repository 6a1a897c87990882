package org.wangchuan.platform.oversight.audit;

/** An audit can't go on like that. Carries a stable code; its words are under {@code oversight.audit.problem.CODE}. Never data of a person. */
final class AuditException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    enum Code {
        /** There is no such audit, or it is another site's or another company's. */
        NOT_FOUND,
        /** None of the checklists. */
        NO_CHECKLIST,
        /** None of the sites of whoever begins. */
        NO_SITE,
        /** Somebody has done something to it since it was looked at. */
        CHANGED,
        /** It is over, or the item does not stand so. */
        WRONG_STATE,
        /** None of its items, or of the answers. */
        NO_ITEM,
        /** What was found is not taken back: it is settled, also if it was a mistake. */
        FINDING_STAYS,
        /** An item is not answered. */
        UNANSWERED,
        /** Words that are needed are missing. */
        NO_TEXT,
        /** Too long, or with characters that no text has. */
        BAD_TEXT,
        /** It looks as if it held a phone number, an identity number, a card or a mail address. */
        PERSONAL,
        /** Not a day from today to ten years ahead. */
        BAD_DAY,
        /** Nobody who works here. */
        NO_ACCOUNT,
        /** Who said that it was done does not look whether it is, as long as somebody else could. */
        SAME_PERSON
    }

    AuditException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
