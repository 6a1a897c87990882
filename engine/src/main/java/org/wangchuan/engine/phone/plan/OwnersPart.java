package org.wangchuan.engine.phone.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.policy.BilingualText;

/**
 * Something that the owner has still to do before their phone is erased.
 *
 * @param because what is known that it follows from; absent if nobody knows whether it is done
 */
public record OwnersPart(Code code, Optional<Fact> because) {
    /** Below that, in hundredths, a phone is charged first: it may not go out in the middle of its reset. A choice, no rule of anybody's. */
    static final int CHARGE_PERCENT = 50;

    /** What is to be done, in the order in which it is done. Codes are stable. */
    public enum Code {
        UNLOCK_SCREEN(Property.SCREEN_LOCK, "解锁屏幕", "unlock the screen"),
        CHARGE(Property.BATTERY_PERCENT, "充电至至少 50 %", "charge it to 50 % at least"),
        /** Android: a phone that has no debugging switched on tells next to nothing. */
        ALLOW_DEBUGGING(
                Property.PERMISSION,
                "打开 USB 调试，并在屏幕上允许本工位",
                "turn on USB debugging, and allow this bench on the screen"),
        /** iPhone and iPad. */
        TRUST_COMPUTER(Property.PERMISSION, "在屏幕上信任此电脑", "trust this computer, on the screen"),
        /** Only where it asks for one now: what it asks for after the next reset nobody knows before. */
        ANSWER_RESET_PROTECTION(
                Property.RESET_PROTECTION,
                "在手机上登录它现在要求的原账号，再退出",
                "sign in to the account that the phone asks for now, and out again"),
        SIGN_OUT_ACCOUNTS(Property.ACCOUNTS, "退出所有账号", "sign out of all accounts"),
        TURN_OFF_FIND_DEVICE(Property.FIND_DEVICE, "关闭“查找”功能", "turn off finding the device"),
        LEAVE_ORGANISATION(
                Property.MANAGED,
                "解除单位的管理（由该单位办理）",
                "have it released from the organisation that manages it, by that organisation"),
        REMOVE_SIM(Property.SIM, "取出 SIM 卡", "take out the SIM"),
        CHECK_ESIM(Property.ESIM, "检查 eSIM：转移或删除", "see to the eSIM: move it or delete it"),
        REMOVE_CARD(Property.CARD, "取出存储卡", "take out the memory card"),
        /** Only where it is known to refuse a SIM. It keeps nobody from erasing it. */
        ASK_CARRIER(
                Property.CARRIER_LOCK,
                "请上锁的一方（多为运营商或单位）解锁（不影响清除，只影响能否换卡使用）",
                "ask whoever locked it, mostly a carrier or an employer, to unlock it (no matter for the erasure, but for who can use it afterwards)");

        private final Property property;
        private final String zh;
        private final String en;

        Code(Property property, String zh, String en) {
            this.property = property;
            this.zh = zh;
            this.en = en;
        }

        /** As data spells it. */
        public String id() {
            return Json.wireName(this);
        }

        /** For people. */
        public BilingualText text() {
            return new BilingualText(zh, en);
        }
    }

    /** All that is still to be done, as far as these facts tell. What somebody says is left counts, whoever says otherwise. */
    public static List<OwnersPart> of(Facts facts) {
        List<OwnersPart> out = new ArrayList<>();
        for (Code code : Code.values()) {
            if (!isOf(code, facts)) {
                continue;
            }
            List<Fact> about = facts.all().stream()
                    .filter(fact -> fact.property() == code.property)
                    .toList();
            Optional<Fact> left =
                    about.stream().filter(fact -> !isDone(code, fact.value())).findFirst();
            if (left.isPresent() || (about.isEmpty() && !isOnlyIfKnown(code))) {
                out.add(new OwnersPart(code, left));
            }
        }
        return List.copyOf(out);
    }

    /** Whether it is something for this kind of phone; nobody is sent to look for what theirs does not have. */
    private static boolean isOf(Code code, Facts facts) {
        Optional<String> system = facts.said(Property.SYSTEM);
        boolean isApple = system.filter(word -> word.equals("ios") || word.equals("ipados"))
                .isPresent();
        return switch (code) {
            case ALLOW_DEBUGGING ->
                system.filter("android"::equals).isPresent()
                        && facts.said(Property.MODE)
                                .filter("bootloader"::equals)
                                .isEmpty();
            case TRUST_COMPUTER -> isApple;
            case REMOVE_CARD -> !isApple; // none of them has a slot for one
            case UNLOCK_SCREEN,
                    CHARGE,
                    ANSWER_RESET_PROTECTION,
                    SIGN_OUT_ACCOUNTS,
                    TURN_OFF_FIND_DEVICE,
                    LEAVE_ORGANISATION,
                    REMOVE_SIM,
                    CHECK_ESIM,
                    ASK_CARRIER -> true;
        };
    }

    /** Nobody is sent to see to what hardly any phone has, unless theirs is known to have it. */
    private static boolean isOnlyIfKnown(Code code) {
        return code == Code.ANSWER_RESET_PROTECTION || code == Code.ASK_CARRIER;
    }

    private static boolean isDone(Code code, String value) {
        return switch (code) {
            case UNLOCK_SCREEN -> !value.equals("locked");
            case CHARGE -> Long.parseLong(value) >= CHARGE_PERCENT;
            case ALLOW_DEBUGGING, TRUST_COMPUTER -> value.equals("known");
            case SIGN_OUT_ACCOUNTS -> value.equals("0");
            case ANSWER_RESET_PROTECTION, TURN_OFF_FIND_DEVICE -> value.equals("off");
            case LEAVE_ORGANISATION, ASK_CARRIER -> value.equals("no");
            case REMOVE_SIM, CHECK_ESIM, REMOVE_CARD -> value.equals("absent");
        };
    }
}
