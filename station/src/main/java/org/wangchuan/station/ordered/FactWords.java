package org.wangchuan.station.ordered;

import java.util.Map;
import java.util.stream.Collectors;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.policy.BilingualText;

/** What is known of a phone, in both languages: the words of the terminal. Stateless. */
public final class FactWords {
    private static final Map<String, BilingualText> VALUES = Map.ofEntries(
            value("system", "正常运行", "running"),
            value("recovery", "恢复模式", "recovery"),
            value("bootloader", "引导程序", "boot loader"),
            value("download", "下载模式", "download mode"),
            value("dfu", "DFU", "DFU"),
            value("emergency", "紧急下载", "emergency download"),
            value("debugging-alone", "只有调试（恢复模式也是这样）", "debugging alone, as a recovery does, too"),
            value("off", "关", "off"),
            value("on", "开", "on"),
            value("allowed", "已允许", "allowed"),
            value("not-allowed", "未允许", "not allowed"),
            value("installed", "已安装", "installed"),
            value("running", "正在运行", "runs now"),
            value("locked", "已锁", "locked"),
            value("unlocked", "未锁", "unlocked"),
            value("none", "无", "none"),
            value("activated", "已激活", "activated"),
            value("unactivated", "未激活", "not activated"),
            value("unknown-state", "说明不了什么的状态", "a state that says nothing"),
            value("full-disk", "全盘", "of the whole storage"),
            value("file-based", "按文件", "file by file"),
            value("hardware", "由芯片", "by the chip"),
            value("yes", "是", "yes"),
            value("no", "否", "no"),
            value("present", "有", "there"),
            value("absent", "没有", "not there"),
            value("done", "已完成", "gone through"),
            value("not-done", "未完成", "not gone through"),
            value("known", "仍记得", "known"),
            value("forgotten", "已忘记", "forgotten"),
            value("before", "原有", "from before"),
            value("after", "新建", "made anew"),
            value("android", "安卓", "Android"),
            value("harmonyos", "鸿蒙", "HarmonyOS"),
            value("ios", "iOS", "iOS"),
            value("ipados", "iPadOS", "iPadOS"),
            value("android-device-policy", "Android Device Policy（谷歌）", "Android Device Policy (Google)"),
            value("intune", "Intune（微软）", "Intune (Microsoft)"),
            value("workspace-one", "Workspace ONE", "Workspace ONE"),
            value("mobileiron", "MobileIron", "MobileIron"),
            value("maas360", "MaaS360", "MaaS360"),
            value("mobicontrol", "MobiControl（SOTI）", "MobiControl (SOTI)"),
            value("island", "Island（多为机主自己安装）", "Island (mostly its owner's own choice)"),
            value("shelter", "Shelter（多为机主自己安装）", "Shelter (mostly its owner's own choice)"),
            value("other", "其他", "another"));

    private FactWords() {}

    private static Map.Entry<String, BilingualText> value(String word, String zh, String en) {
        return Map.entry(word, new BilingualText(zh, en));
    }

    /** A property. */
    public static BilingualText property(Property property) {
        return switch (property) {
            case MAKER -> of("品牌", "maker");
            case MODEL -> of("型号", "model");
            case SYSTEM -> of("系统", "system");
            case MODE -> of("模式", "mode");
            case OFFERS -> of("USB 上提供", "offers on USB");
            case SCREEN_LOCK -> of("屏幕", "screen");
            case ACTIVATION -> of("激活", "activation");
            case RESET_PROTECTION -> of("重置后要求机主账号", "asks for its owner's account after a reset");
            case VERSION -> of("版本", "version");
            case PATCH_LEVEL -> of("安全补丁", "security patch");
            case STORAGE_BYTES -> of("存储容量（字节）", "storage in bytes");
            case ENCRYPTION -> of("存储加密", "encryption of what is stored");
            case METADATA_ENCRYPTION -> of("元数据加密", "encryption of metadata");
            case SECOND_SYSTEM -> of("机主系统之外的系统（维修模式、试用系统）", "system beside its owner's (repair mode, trial system)");
            case VERIFIED_BOOT -> of("验证启动", "verified boot");
            case BOOTLOADER -> of("引导程序", "boot loader");
            case FIND_DEVICE -> of("查找设备", "finding the device");
            case ACCOUNTS -> of("已登录的账号数", "accounts signed in");
            case RESET_PROTECTION_STORE -> of("重置保护的存放区", "place for what it asks for after a reset");
            case OEM_UNLOCK -> of("允许解锁引导程序（OEM 解锁）", "unlocking of its boot loader (OEM unlock)");
            case MANAGED -> of("受单位管理", "managed by an organisation");
            case MANAGED_BY -> of("管理它的程序", "program that manages it");
            case CARRIER_LOCK -> of("拒绝此 SIM 卡（网络锁、企业锁或 SIM 锁）", "refuses this SIM (network, company or SIM lock)");
            case SIM -> of("SIM 卡", "SIM");
            case ESIM -> of("eSIM", "eSIM");
            case ESIM_CHIP -> of("eSIM 芯片", "chip for eSIMs");
            case ESIM_PROFILES -> of("eSIM 配置文件数", "eSIM profiles");
            case CARD -> of("存储卡", "memory card");
            case BATTERY_PERCENT -> of("电量（%）", "battery in %");
            case SETUP -> of("初次设置", "setup");
            case PERMISSION -> of("给本工位的许可", "the permission given to this bench");
            case MARK -> of("本工位留下的标记", "the mark that this bench left");
            case USER_APPS -> of("后装的应用数", "programs that did not come with it");
            case DATA_BORN -> of("用户数据目录", "folders of its user data");
        };
    }

    /** Whose word something is. */
    public static BilingualText source(Source source) {
        return switch (source) {
            case USB -> of("USB 上所示", "as it shows on USB");
            case MTP -> of("经 MTP 自述", "as it tells by MTP");
            case FASTBOOT -> of("引导程序自述", "as its boot loader tells");
            case LOCKDOWN -> of("未配对时自述", "as it tells unpaired");
            case PAIRED -> of("获信任后自述", "as it tells once trusted");
            case ADB -> of("系统自述", "as its system tells");
            case ATTESTED -> of("安全硬件证明", "attested by its secure hardware");
            case SEEN -> of("店员所见", "seen by staff");
            case SAID -> of("机主所说", "said by the owner");
        };
    }

    /** A value of a property: in words where it is one of ours, as it was told where the phone chose it. */
    public static BilingualText value(Property property, String value) {
        BilingualText words = property.kind() == Property.Kind.WORD ? VALUES.get(value) : null;
        return words == null ? of(value, value) : words;
    }

    /** A fact, as one line. */
    public static BilingualText fact(Fact fact) {
        BilingualText property = property(fact.property());
        BilingualText value = value(fact.property(), fact.value());
        BilingualText source = source(fact.source());
        return of(
                property.zh() + "：" + value.zh() + "（" + source.zh() + "）",
                property.en() + ": " + value.en() + " (" + source.en() + ")");
    }

    /** What a way needs, and nobody knows well enough. */
    public static BilingualText condition(Condition condition) {
        BilingualText property = property(condition.property());
        String zh = condition.is().stream()
                .map(value -> value(condition.property(), value).zh())
                .collect(Collectors.joining(" 或 "));
        String en = condition.is().stream()
                .map(value -> value(condition.property(), value).en())
                .collect(Collectors.joining(" or "));
        return of(
                "尚不能充分确定 " + property.zh() + " 为 " + zh,
                "it is not known well enough that " + property.en() + " is " + en);
    }

    private static BilingualText of(String zh, String en) {
        return new BilingualText(zh, en);
    }
}
