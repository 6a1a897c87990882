package org.wangchuan.platform.intake;

/** An order can't be moved on like that. Carries a stable code; its words are under {@code intake.problem.CODE}. */
public final class OrderException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** Its state does not lead there. */
        WRONG_STATE,
        /** Too late: the erasure has begun. */
        NO_RETURN,
        /** Nothing can show that the owner is there: they left, or the device came by mail, or no code was typed before. */
        NOT_HERE,
        /** A list has been signed for as often as it may be. */
        SIGNED_OFTEN,
        /** A law asks who sells it, and that is not entered yet. */
        SELLER_UNREGISTERED,
        /** No law asks here who sells it, so nobody does. */
        SELLER_NOT_ASKED,
        /** It may not be the device of this order, as was answered. */
        OTHER_DEVICE,
        /** There is no such order, or it is another site's. */
        NOT_FOUND,
        /** What was paid is recorded before, and is changed by a correction only. */
        PAYMENT_TWICE,
        /** An order that has an offer of its own is closed with what was paid for it. */
        PAYMENT_MISSING,
        /** Nothing was to be paid, and an amount; or the other way round. */
        PAYMENT_NOTHING,
        /** Another amount than was agreed, and no reason for that. */
        PAYMENT_DIFFERS,
        /** A correction without what was wrong. */
        PAYMENT_NO_REASON,
        /** A correction to another way of paying that says that the account is the same. */
        PAYMENT_ACCOUNT,
        /** Somebody else has corrected it meanwhile. */
        PAYMENT_CHANGED,
        /** A manager corrects what was recorded. */
        PAYMENT_CORRECTED_BY_MANAGER,
        /** The device travels, and its arrival is not recorded. */
        NOT_ARRIVED,
        /** Nobody has recorded that it is on its way to its owner. */
        NOT_COMING_HOME,
        /** It did not arrive as it was sent, or is wanted back: its owner has to say again that it is to be erased. */
        OWNER_ASKED,
        /** What was taken in can't be corrected any more: its owner has agreed to what is to be done to it, or it is over. */
        TOO_LATE_TO_CORRECT,
        /** Another rule set was chosen since the form was opened, or another version of what it asks to agree to counts by now. */
        RULES_CHANGED,
        /** A device of a list: what was said of the list was said of it as it stands there. */
        CORRECT_LIST,
        /** Something signed, or evidence, names it as it was noted. */
        CORRECT_EVIDENCE,
        /** A finder can't agree in the owner's place: there is nothing that a release could go on with. */
        RELEASE_FINDER,
        /** What is held leaves the shop after a manager released it, and what a finder brought by a manager's hand. */
        RETURN_HELD,
        /** Its owner has said that they want it back, and so it goes into no bag until they say otherwise. */
        OWNER_WANTS_IT,
        /** Its destruction was agreed, and it was in a bag: it goes into another one, and to nobody. */
        RETURN_AGREED_END,
        /** It can't get lost here: it is back with its owner, with a processor, on its way, or lost already. */
        LOSS_NOT_HERE,
        /** Not one of the reasons of the list. */
        LOSS_REASON,
        /** A note that is too long, or has characters that nobody sees. */
        LOSS_NOTE,
        /** A note that looks like somebody's number or address. */
        LOSS_PERSONAL,
        /** No incident of this code that somebody still works on. */
        LOSS_INCIDENT,
        /** Too many incidents reported within a day: its incident is one that was reported before. */
        LOSS_REPORTS,
        /** Nobody said that they looked who asks for a new link. */
        LINK_UNSURE,
        /** Who had the link before says that they had not asked for this one: a manager makes the next. */
        LINK_OBJECTED,
        /** Not an order that was made by mistake any more: somebody has joined, agreed, been paid, or it is a list's, or travels. */
        VOID_LATE,
        /** Its guided steps were begun more often than anybody begins them in earnest. */
        STEPS_OFTEN,
        /** A station is at it over a cable, or is about to be: no guided workflow begins meanwhile. */
        AT_CABLE
    }

    public OrderException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
