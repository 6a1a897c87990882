package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.wangchuan.station.phone.PeopleAwayException;
import org.wangchuan.station.phone.PhoneNotice;

/** What is said of an Android before a way is chosen: what may hold it, what its owner has to do, and which ways there are not. */
class PhoneTerminalTest {
    private static final Facts ANDROID = new Facts(List.of(
            new Fact(Property.SYSTEM, "android", Source.ADB),
            new Fact(Property.RESET_PROTECTION, "on", Source.ADB),
            new Fact(Property.ACCOUNTS, "0", Source.ADB),
            new Fact(Property.MANAGED, "yes", Source.ADB),
            new Fact(Property.MANAGED_BY, "intune", Source.ADB),
            new Fact(Property.CARRIER_LOCK, "yes", Source.ADB)));

    private static List<String> told(String language) throws Exception {
        ScriptedConsole console = new ScriptedConsole(language, _ -> Optional.of("0"));
        PhoneTerminal terminal = new PhoneTerminal(UsbPlace.parse("1-4.2").orElseThrow(), console, PhoneProducers.NONE);
        terminal.tell(new PhoneNotice.BeforeWay(OwnersPart.of(ANDROID), ANDROID));
        assertThat(terminal.choose(
                        PhonePlanner.plan(
                                ANDROID, PolicyCatalogue.find("gb-46864-2025").orElseThrow()),
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
                        "  finding the device, activation lock: not known",
                        "  accounts that are signed in: the phone tells of none",
                        "  management by an organisation: found",
                        "  refuses this SIM (network, company or SIM lock): found")
                .anyMatch(line -> line.contains("sign in to the account that the phone asks for now"))
                .anyMatch(line -> line.contains("ask whoever locked it"))
                .anyMatch(line -> line.equals("not offered at all: Android: wiped by a device owner"))
                .anyMatch(line -> line.contains("this program installs no app"));
    }

    /** What is typed otherwise is asked for once more, and nothing is guessed. */
    @Test
    void whichSystemItRunsIsNamedByWhoeverSeesIt() throws Exception {
        for (Map.Entry<String, String> one : Map.of(
                        "1", "android", "Android", "android", "安卓", "android", "2", "harmonyos", "鸿蒙", "harmonyos")
                .entrySet()) {
            assertThat(system("en", one.getKey())).as(one.getKey()).contains(one.getValue());
        }
        assertThat(system("zh", "?")).isEmpty();
        assertThat(system("en", "ios", "2")).contains("harmonyos");
        assertThatThrownBy(() -> system("en", "3", "yes", "")).isInstanceOf(PeopleAwayException.class);
    }

    private static Optional<String> system(String language, String... typed) throws Exception {
        Deque<String> left = new ArrayDeque<>(List.of(typed));
        ScriptedConsole console = new ScriptedConsole(language, question -> {
            assertThat(question).contains("NEXT");
            return Optional.of(left.remove());
        });
        Optional<String> named = new PhoneTerminal(UsbPlace.parse("1-4.2").orElseThrow(), console, PhoneProducers.NONE)
                .whichSystem(Facts.NONE);
        assertThat(console.notes()).hasSize(1);
        return named;
    }

    private static final List<Property> LOOKS =
            List.of(Property.SETUP, Property.RESET_PROTECTION, Property.MANAGED, Property.SIM);

    private static Facts looked(String language, String system, Map<String, String> answers, List<String> told)
            throws Exception {
        ScriptedConsole console = new ScriptedConsole(
                language,
                question -> answers.entrySet().stream()
                        .filter(one -> question.contains(one.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst());
        PhoneTerminal terminal = new PhoneTerminal(UsbPlace.parse("1-4.2").orElseThrow(), console, PhoneProducers.NONE);
        Facts seen = terminal.observe(LOOKS, new Facts(List.of(new Fact(Property.SYSTEM, system, Source.LOCKDOWN))));
        told.addAll(console.notes());
        return seen;
    }

    /** Where to look, and that it needs a network: without one nobody knows. */
    @Test
    void whoManagesItIsLookedForWhereItShows() throws Exception {
        List<String> told = new ArrayList<>();
        Map<String, String> all =
                Map.of("at its setup", "y", "an account", "n", "an organisation manages it", "n", "SIM", "?");
        assertThat(looked("en", "ios", all, told).all())
                .containsExactly(
                        new Fact(Property.SETUP, "not-done", Source.SEEN),
                        new Fact(Property.RESET_PROTECTION, "off", Source.SEEN),
                        new Fact(Property.MANAGED, "no", Source.SEEN));
        assertThat(told).anyMatch(line -> line.contains("Wi-Fi") && line.contains("“Remote Management”"));
        Map<String, String> offline = new HashMap<>(all);
        offline.put("an organisation manages it", "?");
        assertThat(looked("en", "ios", offline, told).said(Property.MANAGED)).isEmpty();
        offline.put("an organisation manages it", "y");
        assertThat(looked("en", "ios", offline, told).said(Property.MANAGED)).contains("yes");
        List<String> chinese = new ArrayList<>();
        assertThat(looked("zh", "ios", Map.of("初次设置界面", "y", "账号", "n", "单位管理", "n", "SIM", "?"), chinese)
                        .said(Property.MANAGED))
                .contains("no");
        assertThat(chinese).anyMatch(line -> line.contains("“远程管理”"));
        List<String> android = new ArrayList<>();
        assertThat(looked("en", "android", all, android).said(Property.MANAGED)).contains("no");
        assertThat(android)
                .anyMatch(
                        line -> line.contains("network") && line.contains("“This device belongs to your organization”"))
                .noneMatch(line -> line.contains("Remote Management"));
    }

    @Test
    void inChineseAsWell() throws Exception {
        assertThat(told("zh"))
                .containsSubsequence("清除之前，可能锁住这部手机的：", "  重置后要求机主账号：有", "  查找设备、激活锁：未知", "  已登录的账号：手机未报告有")
                .anyMatch(line -> line.contains("请上锁的一方"))
                .anyMatch(line -> line.equals("一概不提供：安卓：由设备所有者程序发出抹掉"));
    }
}
