package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;
import org.wangchuan.browser.Hands;
import org.wangchuan.browser.HandsTable;

/**
 * A phone on a cable, from plug-in to certificate: a real platform, a real station, and real browsers of whoever works at the counter and of the owner, each on a
 * host of its own. Made is the phone alone, and with it its cable. What a real one does is not known by this.
 */
@Tag("slow")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class APhoneIsErasedByOrderTest {
    private static final List<String> AS_NEW =
            List.of("setup=not-done", "reset-protection=off", "managed=no", "sim=absent", "card=absent");

    /** What is to be closed in the end, the last one first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private Path folder;
    private Shop shop;
    private Counter counter;
    private Network.Host street;
    private MadeCable cable;
    private BenchStation station;

    /** What a page says in a language of the counter's. */
    private record Words(String turnOn, String allow, String reset, String again) {
        static final Words ZH = new Words("允许通过数据线询问", "请机主在手机屏幕上允许", "在手机屏幕上恢复出厂设置", "再次恢复出厂设置");
        static final Words EN = new Words(
                "turn that on in its settings",
                "lets this bench ask",
                "Reset it now, on its screen",
                "Reset it once more");
    }

    @BeforeAll
    void openTheShop(@TempDir Path shared) throws Exception {
        folder = shared;
        shop = opened(new Shop(folder));
        Network network = shop.network();
        street = network.add("street", 4);
        counter = opened(new Counter(shop.browser(network.add("counter", 3), "en-US", 1280, 900)));
        counter.openShop(shop.firstLink());
        shop.witness(counter.logKey());
        cable = new MadeCable(folder);
        station = opened(BenchStation.with(cable, shop, network.add("back-room", 5), counter.pairingCode()));
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.push(what);
        return what;
    }

    @AfterAll
    void closeTheShop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private void picture(String name) throws IOException {
        Pictures.take(counter.browser(), name);
    }

    /** Taken in with this number noted, and agreed to by its owner. */
    private Counter.Order agreed(OwnerPhone[] owner, String language, String noted) throws IOException {
        Counter.Order order = counter.takeIn("phone", "Google", "Pixel 8", noted);
        owner[0] = new OwnerPhone(shop.browser(street, language, 390, 844), counter.offer(order, "900"));
        owner[0].agrees();
        counter.awaitState("consented");
        return order;
    }

    /** At the counter in Chinese, on the phone in English. */
    @Test
    void aPhoneIsErasedByOrderAndItsOwnerCanProveIt() throws Exception {
        counter.speak("zh");
        cable.hang("MADE-GP8-0001");
        OwnerPhone[] people = new OwnerPhone[1];
        Counter.Order order = agreed(people, "en-US", "MADE-GP8-0001");
        try (OwnerPhone owner = people[0]) {
            Pictures.take(owner.browser(), "a-owner-agreed");
            Hands.Count cards = areAccountedFor(order, "a", "given_back", "none");
            counter.open("/bench");
            counter.browser().waitFor("document.body.innerText.includes('Pixel 8')");
            picture("a-bench");
            CablePage page = new CablePage(counter, order);
            picture("a-choose");
            page.chooses();
            isAllowed(page, owner, "a", Words.ZH);
            page.awaitWays();
            picture("a-ways");
            page.goesWith("android-reset-read-again");
            page.awaitTold(Words.ZH.reset());
            page.awaitWhereToTap("reset");
            picture("a-reset");
            Pictures.take(owner.browser(), "a-owner-reset");
            cable.reset();
            isAllowed(page, owner, "a-again", Words.ZH);
            page.awaitObserving();
            picture("a-observe");
            Pictures.take(owner.browser(), "a-owner-observe");
            page.sees(AS_NEW);
            page.awaitEnd(order);
            picture("a-end");
            assertThat(cable.timesErased()).isEqualTo(1);
            theGuideSaysWhatIsDoneByHand(page.count(), cards);
            assertThat(owner.verdict()).isEqualTo("Cleared · Not locked");
            Pictures.take(owner.browser(), "a-owner-open");
            counter.show(order);
            counter.awaitState("not_cleared");
            picture("a-open");
            areAnswered(order, "a", 3);
            counter.show(order);
            counter.awaitState("cleared");
            owner.signs(counter.presenceCode(order));
            picture("a-cleared");
            Pictures.take(owner.browser(), "a-owner-proof");
            provesItElsewhere(owner, "a");
            counter.show(order);
            counter.pays();
            counter.awaitState("closed");
            station.awaitAllTold();
        }
    }

    /** At the counter in English, on the phone in Chinese; its cable is pulled in the middle. */
    @Test
    @Tag("long")
    void aPhoneIsFilledAndItsCableIsPulledInTheMiddle() throws Exception {
        counter.speak("en");
        cable.hang("MADE-GP8-0002");
        OwnerPhone[] people = new OwnerPhone[1];
        Counter.Order order = agreed(people, "zh-CN", "MADE-GP8-0002");
        try (OwnerPhone owner = people[0]) {
            counter.open("/bench");
            picture("b-bench");
            CablePage page = new CablePage(counter, order);
            picture("b-choose");
            page.chooses();
            page.awaitTold(Words.EN.turnOn());
            cable.turnOnDebugging();
            page.awaitTold(Words.EN.allow());
            cable.pull();
            page.awaitTold("Plug the phone into this place");
            picture("b-pulled");
            cable.plugIn();
            page.awaitTold(Words.EN.allow());
            cable.tap();
            page.awaitWays();
            picture("b-ways");
            page.goesWith("android-reset-fill-reset");
            page.awaitTold(Words.EN.reset());
            picture("b-reset");
            cable.reset();
            isAllowed(page, owner, "b-again", Words.EN);
            page.awaitTold(Words.EN.again());
            page.awaitWhereToTap("reset");
            picture("b-reset-again");
            Pictures.take(owner.browser(), "b-owner-reset-again");
            cable.reset();
            page.awaitObserving();
            picture("b-observe");
            page.sees(AS_NEW);
            page.awaitEnd(order);
            picture("b-end");
            assertThat(cable.timesErased()).isEqualTo(2);
            assertThat(owner.verdict()).isEqualTo("已清除 · 未锁定");
            areAnswered(order, "b", 2);
            counter.show(order);
            counter.awaitState("in_part");
            picture("b-uncounted");
            Pictures.take(owner.browser(), "b-owner-uncounted");
            areAccountedFor(order, "b", "none", "deleted");
            counter.awaitState("cleared");
            Pictures.take(owner.browser(), "b-owner-proof");
            provesItElsewhere(owner, "b");
            station.awaitAllTold();
        }
    }

    /** One that shows another number than was noted is refused before its owner is asked to let it be read, and so is one that takes the place of the right one, whose cable was pulled. */
    @Test
    void anotherPhoneIsRefused() throws Exception {
        counter.speak("zh");
        cable.hang("MADE-GP8-0009");
        OwnerPhone[] people = new OwnerPhone[1];
        Counter.Order order = agreed(people, "zh-CN", "MADE-GP8-0003");
        try (OwnerPhone owner = people[0]) {
            CablePage page = new CablePage(counter, order);
            page.awaitText("号码与登记的不同");
            picture("c-choose");
            page.chooses();
            page.awaitText("NUMBER_DIFFERS"); // nobody was asked to let it be read
            page.awaitText("撤销 USB 调试授权");
            picture("c-refused");
            Pictures.take(owner.browser(), "c-owner-refused");
            cable.hang("MADE-GP8-0003");
            page.awaitText("号码与登记的一致");
            page.chooses();
            page.awaitTold(Words.ZH.turnOn());
            cable.turnOnDebugging();
            page.awaitTold(Words.ZH.allow());
            cable.pull();
            page.awaitTold("请把手机插到这个位置");
            picture("c-pulled");
            cable.plugIn();
            page.awaitTold(Words.ZH.allow());
            cable.swap("MADE-GP8-0010");
            page.awaitTold("这不是所选的手机");
            picture("c-swapped");
            assertThat(cable.timesErased()).isZero();
        }
    }

    /** Whoever took the phone in has opened its tray: what became of the SIM and of the eSIM, and that there was no memory card. */
    private Hands.Count areAccountedFor(Counter.Order order, String name, String sim, String esim) throws IOException {
        CardsPage page = new CardsPage(counter, order);
        page.says(sim, esim, "none");
        picture(name + "-cards");
        page.notes();
        picture(name + "-cards-noted");
        return page.count();
    }

    /** A qualified person answers for what no way of erasing a phone can show; before that it counts for nothing. */
    private void areAnswered(Counter.Order order, String name, int open) throws IOException {
        StatementPage statement = new StatementPage(counter, order);
        picture(name + "-statement");
        assertThat(statement.open()).isEqualTo(open);
        for (int left = open; left > 0; left--) {
            statement.answers("Its maker says so of this model.");
            assertThat(statement.open()).isEqualTo(left - 1);
        }
        picture(name + "-answered");
    }

    /** With what the owner takes home, on a computer that has no network and has never heard of the shop. */
    private void provesItElsewhere(OwnerPhone owner, String name) throws IOException {
        Path certificate = owner.download("/certificate.json", folder.resolve(name + ".certificate.json"));
        Path paper = owner.download("/certificate.pdf", folder.resolve(name + ".certificate.pdf"));
        Path trust = owner.download("/trust", folder.resolve(name + ".trust"));
        Program elsewhere = shop.on(shop.network().alone("home-" + name), "elsewhere-" + name);
        for (Path one : List.of(certificate, paper)) {
            Run verified = elsewhere.run("verify", one.toString(), "--trust", trust.toString());
            // What its station signed leaves clauses open; that somebody answered for them is another record (decision
            // 94).
            assertThat(verified.exitCode()).as("%s", verified).isEqualTo(2);
            assertThat(verified.out())
                    .contains(
                            ": verifies; signed by ",
                            "it says: CLEARED under gb-46864-2025, policy NOT satisfied",
                            "LOCK: Not locked",
                            "certificate, witnessed by ngo.example");
        }
    }

    private static void theGuideSaysWhatIsDoneByHand(Hands.Count cable, Hands.Count cards) throws IOException {
        HandsTable.require(
                Path.of("..", "docs", "shop-guide.md"),
                "APhoneIsErasedByOrderTest",
                HandsTable.of(
                        "| by hand | scans | keys | clicks | machine, s | a person, about s |",
                        List.of("a phone over its cable", "its SIM and memory card"),
                        List.of(cable, cards)));
        HandsTable.require(
                Path.of("..", "docs", "shop-guide.zh.md"),
                "APhoneIsErasedByOrderTest",
                HandsTable.of(
                        "| 手上操作 | 扫描 | 按键 | 点击 | 机器用时（秒） | 人约需（秒） |",
                        List.of("通过数据线清除手机", "手机的 SIM 卡和存储卡"),
                        List.of(cable, cards)));
    }

    /** It tells that it is to be asked, its owner turns that on, and taps. */
    private void isAllowed(CablePage page, OwnerPhone owner, String name, Words words) throws IOException {
        page.awaitTold(words.turnOn());
        page.awaitWhereToTap("debugging");
        picture(name + "-turn-on");
        Pictures.take(owner.browser(), name + "-owner-look");
        cable.turnOnDebugging();
        page.awaitTold(words.allow());
        picture(name + "-allow");
        Pictures.take(owner.browser(), name + "-owner-allow");
        cable.tap();
    }
}
