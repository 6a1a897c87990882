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
 * phone is locked in the end is judged from its whole record, and of that a carrier's lock, which holds no data, is no part.
 *
 * @param because what it was found by, or by what it is known that there is none; empty exactly if nobody knows
 */
public record LockCheck(Kind kind, State state, List<Fact> because) {
    /** What may hold a phone. Codes are stable. */
    public enum Kind {
        RESET_PROTECTION(
                Property.RESET_PROTECTION, "on", "off", "重置后要求机主账号", "asks for its owner's account after a reset"),
        FIND_DEVICE(Property.FIND_DEVICE, "on", "off", "查找设备、激活锁", "finding the device, activation lock"),
        ACCOUNTS(Property.ACCOUNTS, "", "0", "已登录的账号", "accounts that are signed in"),
        MANAGED(Property.MANAGED, "yes", "no", "单位管理", "management by an organisation"),
        CARRIER(Property.CARRIER_LOCK, "yes", "no", "运营商锁", "lock to a carrier");

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

        /** For people. */
        public BilingualText text() {
            return new BilingualText(zh, en);
        }

        private boolean isFound(Fact fact) {
            return fact.property() == property
                    && (found.isEmpty()
                            ? !fact.value().equals(none)
                            : fact.value().equals(found));
        }

        /** Whether a fact says that there is none, and may: that a phone asks for nobody's account no cable and no word tells, only who sees it. */
        private boolean isNone(Fact fact) {
            return fact.property() == property
                    && fact.value().equals(none)
                    && (this != RESET_PROTECTION || fact.source() == Source.SEEN);
        }
    }

    /** How it stands. */
    public enum State {
        FOUND("有", "found"),
        NOT_FOUND("未发现", "not found"),
        NOT_CHECKED("无法检查", "could not be checked");

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
        return new LockCheck(kind, none.isEmpty() ? State.NOT_CHECKED : State.NOT_FOUND, none);
    }
}
