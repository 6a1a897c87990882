package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlanner;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.UsbPlace;

/** What is said of an Android before a way is chosen: what may hold it, what its owner has to do, and which ways there are not. */
class PhoneTerminalTest {
    private static final Facts ANDROID = new Facts(List.of(
            new Fact(Property.SYSTEM, "android", Source.ADB),
            new Fact(Property.RESET_PROTECTION, "on", Source.ADB),
            new Fact(Property.ACCOUNTS, "0", Source.ADB),
            new Fact(Property.MANAGED, "yes", Source.ADB),
            new Fact(Property.MANAGED_BY, "com.example.mdm", Source.ADB),
            new Fact(Property.CARRIER_LOCK, "yes", Source.ADB)));

    private static List<String> told(String language) throws Exception {
        ScriptedConsole console = new ScriptedConsole(language, _ -> Optional.of("0"));
        assertThat(new PhoneTerminal(UsbPlace.parse("1-4.2").orElseThrow(), console, PhoneProducers.NONE)
                        .choose(
                                PhonePlanner.plan(
                                        ANDROID,
                                        PolicyCatalogue.find("gb-46864-2025").orElseThrow()),
                                OwnersPart.of(ANDROID),
                                ANDROID))
                .isEmpty();
        return console.notes();
    }

    @Test
    void whatMayHoldItIsSaidWithWhoseWordItIs() throws Exception {
        assertThat(told("en"))
                .containsSubsequence(
                        "what may hold the phone, before it is erased:",
                        "  asks for its owner's account after a reset: found",
                        "    asks for its owner's account after a reset: on (as its system tells)",
                        "  finding the device, activation lock: could not be checked",
                        "  accounts that are signed in: not found",
                        "  management by an organisation: found",
                        "  lock to a carrier: found")
                .anyMatch(line -> line.contains("sign in to the account that the phone asks for now"))
                .anyMatch(line -> line.contains("ask the carrier to unlock it"))
                .anyMatch(line -> line.equals("not offered at all: Android: wiped by a device owner"))
                .anyMatch(line -> line.contains("this program installs no app"));
    }

    @Test
    void inChineseAsWell() throws Exception {
        assertThat(told("zh"))
                .containsSubsequence("清除之前，可能锁住这部手机的：", "  重置后要求机主账号：有", "  查找设备、激活锁：无法检查", "  已登录的账号：未发现")
                .anyMatch(line -> line.contains("请运营商解锁"))
                .anyMatch(line -> line.equals("一概不提供：安卓：由设备所有者程序发出抹掉"));
    }
}
