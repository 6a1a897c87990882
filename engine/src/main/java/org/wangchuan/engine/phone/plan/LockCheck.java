package org.wangchuan.engine.phone.plan;

import java.util.Arrays;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.policy.BilingualText;

/**
 * What was checked of what may hold a phone, and what could not be, as of one time. For people at the counter, before anything is erased: whether the
 * phone is locked in the end is judged from its whole record, and of that the lock to a SIM, which holds no data, is no part.
 *
 * @param because what it was found by, or by what it is known that there is none; empty exactly if nobody knows
 */
public record LockCheck(Kind kind, State state, List<Fact> because) {
    /** What may hold a phone. Codes are stable. */
    public enum Kind {
        RESET_PROTECTION(
                Property.RESET_PROTECTION, "on", "off", "重置后要求机主账号", "asks for its owner's account after a reset"),
        /** That it is off does not say that there is no activation lock. */
        FIND_DEVICE(Property.FIND_DEVICE, "on", "off", "查找设备、激活锁", "finding the device, activation lock"),
        ACCOUNTS(Property.ACCOUNTS, "", "0", "已登录的账号", "accounts that are signed in"),
        MANAGED(Property.MANAGED, "yes", "no", "单位管理", "management by an organisation"),
        CARRIER(
                Property.CARRIER_LOCK,
                "yes",
                "no",
                "拒绝此 SIM 卡（网络锁、企业锁或 SIM 锁）",
                "refuses this SIM (network, company or SIM lock)");

        private final Property property;
        private final String found;
        private final String none;
        private final String zh;
        private final String en;

        Kind(Property property, String found, String none, String zh, String en) {
            this.property = property;
            this.found = found;
            this.none = none;
            this.zh = zh;
            this.en = en;
        }

        /** As data spells it. */
        public String id() {
            return Json.wireName(this);
        }

        private boolean isFound(Fact fact) {
            return fact.property() == property
                    && (found.isEmpty()
                            ? !fact.value().equals(none)
                            : fact.value().equals(found));
        }

        /**
         * Whether a fact says that there is none, and may: what an owner says without having it looked at tells nobody, and that a phone asks for nobody's account no cable
         * tells, only who sees it.
         */
        private boolean isNone(Fact fact) {
            return fact.property() == property
                    && fact.value().equals(none)
                    && (fact.source() == Source.SEEN || (this != RESET_PROTECTION && fact.source() != Source.SAID));
        }
    }

    /** How it stands. */
    public enum State {
        FOUND("有", "found"),
        /** Somebody has looked. */
        NOT_FOUND("未发现", "not found"),
        /** By the phone's own word alone, which has been wrong on phones that were locked. */
        NOT_TOLD("手机未报告有", "the phone tells of none"),
        NOT_CHECKED("未知", "not known");

        private final String zh;
        private final String en;

        State(String zh, String en) {
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

    public LockCheck {
        because = List.copyOf(because);
        if (because.isEmpty() != (state == State.NOT_CHECKED)) {
            throw new IllegalArgumentException("what is known follows from something");
        }
    }

    /** All kinds, in their order. Where anybody tells of one it is found, whoever says otherwise. */
    public static List<LockCheck> of(Facts facts) {
        return Arrays.stream(Kind.values()).map(kind -> of(kind, facts)).toList();
    }

    private static LockCheck of(Kind kind, Facts facts) {
        List<Fact> found = facts.all().stream().filter(kind::isFound).toList();
        if (!found.isEmpty()) {
            return new LockCheck(kind, State.FOUND, found);
        }
        List<Fact> none = facts.all().stream().filter(kind::isNone).toList();
        if (none.isEmpty()) {
            return new LockCheck(kind, State.NOT_CHECKED, none);
        }
        boolean isSeen = none.stream().anyMatch(fact -> fact.source() == Source.SEEN);
        return new LockCheck(kind, isSeen ? State.NOT_FOUND : State.NOT_TOLD, none);
    }

    /** What may hold the phone, for people; of what there is said to be none no more than was asked. */
    public BilingualText text() {
        boolean isNone = state == State.NOT_FOUND || state == State.NOT_TOLD;
        return kind == Kind.FIND_DEVICE && isNone
                ? new BilingualText("查找设备（激活锁另说）", "finding the device (no word of an activation lock)")
                : new BilingualText(kind.zh, kind.en);
    }
}
