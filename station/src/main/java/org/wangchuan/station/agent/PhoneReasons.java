package org.wangchuan.station.agent;

import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.phone.PhoneEnd;

/** Why nothing was set off on a phone, for the platform. */
final class PhoneReasons {
    private PhoneReasons() {}

    static Refusal notBegun(PhoneEnd.Reason reason) {
        BilingualText text = text(reason);
        return new Refusal(Refusal.Kind.SAFETY, "PHONE_" + reason.name(), text);
    }

    /** @param code why the platform refused the claim */
    static Refusal notClaimed(String code) {
        return new Refusal(Refusal.Kind.SAFETY, code, text(PhoneEnd.Reason.NOT_CLAIMED));
    }

    private static BilingualText text(PhoneEnd.Reason reason) {
        return switch (reason) {
            case DECLINED -> of("机主没有同意", "its owner did not agree");
            case NOT_CHOSEN -> of("没有选定任何方式", "no way was chosen");
            case NOT_OFFERED -> of("所要的方式不适合这部手机", "the way that was asked for does not fit this phone");
            case NO_WAY -> of("没有适合其系统的方式；请用引导流程", "no way fits the system that it shows; use the guided workflow");
            case NAMELESS ->
                of(
                        "它没有任何可用的编号，无法与别的手机区分；请用引导流程",
                        "it is known by no number, so that nobody could tell it from another; use the guided workflow");
            case SAME_NUMBER ->
                of(
                        "工位上另一设备显示同一个编号，无法分清；请用引导流程",
                        "another device on the bench shows the same number, so that nobody could tell them apart; use the guided workflow");
            case TWO_NUMBERS ->
                of(
                        "其系统所报的编号与 USB 上显示的不同，无法确定是哪一部手机：请去掉手机与工位之间的转接器或集线器，或用引导流程",
                        "its system tells another number than it shows on USB, so that nobody knows which phone it is: take away what is between it and the bench, or use the guided workflow");
            case NO_PHONE -> of("手机不在，或无法询问", "it is not there, or could not be asked");
            case OTHER_PHONE -> of("接着的是另一部手机", "another phone hangs there");
            case NOBODY -> of("没有人回答", "nobody answered");
            case NO_RECORD -> of("作业的记录无法继续", "its record could not be gone on with");
            case GIVEN_UP -> of("作业已放弃", "the job was given up");
            case NOT_CLAIMED -> of("平台不再要求清除这部手机", "the platform no longer wants it erased");
        };
    }

    private static BilingualText of(String zh, String en) {
        return new BilingualText(zh, en);
    }
}
