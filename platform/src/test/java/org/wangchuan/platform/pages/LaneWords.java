package org.wangchuan.platform.pages;

import java.util.Arrays;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.bench.SigningStation;

/** What a station tells of a lane and a rule set, in its own words to the letter: the longest that it has for each. */
final class LaneWords {
    private static final Said KEY = new Said(
            "设备销毁自身的加密密钥；数据是否自始加密，只有厂商知道；同一控制器下的所有命名空间都会被清除；未在真实硬件上试过",
            "the drive destroys its own key; that the data were encrypted from the first day on is the maker's word; every namespace behind the same controller"
                    + " is erased with it; untried on hardware");
    private static final Said LEFT_OPEN = new Said(
            "清除之后，以下条款仍为待定，须由有资格的人员说明理由后判定，在此之前规则不算满足：“清除不单靠销毁密钥；单靠销毁密钥的，数据自始全部加密、密钥可靠，且没有留下密钥的任何副本”",
            "this clause stays open afterwards, and the rule set is not met until a qualified person has decided about it, with reasons: “The erasure does"
                    + " not rest on destroying a key alone; where it does, all data had been encrypted from the first with sound keys, and no copy of a key is kept”");
    private static final Said OVERLAY = new Said(
            "设备配置覆盖（DCO）隐藏了 1073741824 字节；用 DEVICE CONFIGURATION RESTORE 恢复出厂配置，其他被改过的设置也会一并恢复。其中的内容也一并擦除，包括制造商放在那里的恢复系统。未在真实硬件上试过",
            "a device configuration overlay hides 1073741824 bytes; DEVICE CONFIGURATION RESTORE puts the drive back to how it was made, with every other"
                    + " setting that was changed. What is in it is erased with the rest, also a recovery system that a manufacturer keeps there. Not tried on real"
                    + " hardware");
    private static final Said BLOCK = new Said(
            "设备自行清除，包括主机无法寻址的部分；未在真实硬件上试过",
            "the drive erases itself, also what the host can't address; untried on hardware");
    private static final Said LOCKED = new Said(
            "该硬盘设有 ATA 密码并已锁定，不接受写入：请由设下密码的人在原来的电脑上取消密码；若是先前的擦除被打断而留下的公开密码，请继续那个任务，或改按只由硬盘自行清除的规则（nist-purge、nist-clear-native）擦除；标签上印有"
                    + " PSID 的，可用它还原；否则请销毁硬盘",
            "the drive is locked by an ATA password and takes no writes: whoever set it has to take it away, on the computer where it was set; if it is the"
                    + " published one, which an erasure that was cut off has left, go on with that job, or erase by a rule set under which drives erase themselves"
                    + " and nothing else (nist-purge, nist-clear-native); one with a PSID on its label may be reverted by that; else destroy the drive");
    private static final Said OUT_OF_REACH = new Said(
            "规则要求的等级，该介质没有可用的方式能达到", "no way that this medium offers reaches the level that the policy asks for");
    private static final Said NO_PSID = new Said(
            "需要标签上印的 PSID（32 位），而此处没有人提供",
            "the PSID printed on the drive's label (32 characters) is needed, and nobody gives it here");
    private static final Said FROZEN = new Said(
            "该设备的安全功能已冻结（多由电脑启动时所为），断电之前会拒绝此方式：让电脑休眠片刻，或在电脑运行时拔下该设备的电源再接上，或接到不冻结硬盘的电脑上",
            "the drive's security is frozen, as computers do when they start, and it refuses this until its power was off: let the computer sleep for a moment,"
                    + " or unplug its power while the computer runs and plug it in again, or attach it to a computer that freezes none");

    private LaneWords() {}

    /** A sentence in both languages. */
    record Said(String zh, String en) {
        private Json.Builder json() {
            return Json.object().put("zh", zh).put("en", en);
        }

        private JsonValue because(String code) {
            return json().put("code", code).build();
        }
    }

    /** It can be met, and a clause stays open, for the drive destroys its key and no more. */
    static JsonValue.Obj open(String policy) {
        return told(policy, true, List.of(LEFT_OPEN.because("CLAUSES_UNDETERMINED")), KEY, LEFT_OPEN);
    }

    /** It can be met, once what the drive hides was taken away. */
    static JsonValue.Obj hiding(String policy) {
        return told(policy, true, List.of(), OVERLAY, BLOCK);
    }

    /** It can't be met: a password locks the drive. */
    static JsonValue.Obj locked(String policy) {
        return told(policy, false, List.of(LOCKED.because("TAKES_NO_WRITES")));
    }

    /** It can't be met by what it has, one way of which waits for a number on its label. */
    static JsonValue.Obj asksForLabel(String policy) {
        return told(
                policy, false, List.of(OUT_OF_REACH.because("LEVEL_OUT_OF_REACH"), NO_PSID.because("WAY_LEFT_OUT")));
    }

    /** It can't be met as long as the drive had its power. */
    static JsonValue.Obj frozen(String policy) {
        return told(
                policy,
                false,
                List.of(
                        OUT_OF_REACH.because("LEVEL_OUT_OF_REACH"),
                        FROZEN.because("WAY_LEFT_OUT"),
                        new Said(
                                        "这种状态可能会过去：工作站约每分钟重新查看一次",
                                        "this may pass: the station looks at the drive again about once a minute")
                                .because("MAY_PASS")));
    }

    private static JsonValue.Obj told(String policy, boolean isMet, List<JsonValue> obstacles, Said... plan) {
        JsonValue.Obj newest = Json.object()
                .put("policy", policy)
                .put("isMet", isMet)
                .put("obstacles", new JsonValue.Array(obstacles))
                .put(
                        "plan",
                        new JsonValue.Array(Arrays.stream(plan)
                                .<JsonValue>map(one -> one.json().build())
                                .toList()))
                .put("estimateSeconds", isMet ? 60 : 0)
                .build();
        return SigningStation.of(newest, SigningStation.newest(policy));
    }
}
