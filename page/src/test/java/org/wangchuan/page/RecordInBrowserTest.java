package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.build.RuleSet;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.ShopRecords;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.Verdict;

/** What a person reads who picks what an operator's log has signed. */
@Tag("slow")
class RecordInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static Path trust;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "zh-CN");
        trust = Files.write(folder.resolve("shop.trust"), ShopRecords.trust());
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
    }

    private static Path file(String name, RecordedFile record) throws IOException {
        return Files.write(folder.resolve(name + ".record.json"), record.toBytes());
    }

    /** Picks these files on a fresh page, and gives the answer in words once it has this state. */
    private static String pick(String state, Path... files) throws IOException {
        page.browser.resize(1280, 900);
        page.browser.open(page.file.toUri().toString());
        page.browser.pick("#files", List.of(files));
        page.browser.waitFor("document.querySelector('.panel.state-" + state + "')");
        return text();
    }

    private static String text() throws IOException {
        return page.browser.evaluate(
                "document.querySelectorAll('details').forEach((one) => { one.open = true; }); document.getElementById('answer').innerText");
    }

    private static void say(String language) throws IOException {
        page.browser.evaluate("document.getElementById('lang-" + language + "').click(); ''");
    }

    private static void picture(String name) throws IOException {
        for (int width : List.of(1280, 390)) {
            page.browser.resize(width, 900);
            assertThat(page.browser.evaluate(
                            "String(document.documentElement.scrollWidth <= document.documentElement.clientWidth)"))
                    .as(name + " at " + width)
                    .isEqualTo("true");
            Files.write(PICTURES.resolve("record-" + name + "-" + width + ".png"), page.browser.screenshot());
        }
    }

    @Test
    void eachSaysWhatItIsAndThatItProvesNoErasure() throws IOException {
        Map<String, List<String>> words = Map.of(
                "observation", List.of("真实的引导流程记录", "绿环回收", "不证明已经清除", "其中称：未能证明", "恢复到了初次设置", "4321", "seen-out"),
                "validation", List.of("真实的人员负责记录", "Wang", "Nothing was left.", "不知是否独立", "Zhao"),
                "consent", List.of("真实的同意记录", "自称机主继承人的人", "柜台屏幕，处于 Li 的登录状态", "120.00 CNY"),
                "withdrawal", List.of("真实的同意终止记录", "对设备什么也不证明"),
                "presence", List.of("真实的在场记录", "有人手写签名", "事后才确认", "不说明其看着清除"),
                "presence-of-code", List.of("柜台屏幕上显示的码"),
                "presence-asserted", List.of("只是店员的说法"),
                "presence-absent", List.of("不再有效"),
                "summary", List.of("真实的清单汇总记录", "LABELA", "中期", "没有就任何设备说明任何事"),
                "counts", List.of("真实的网点计数记录", "不证明任何一次清除", "抽中 3", "远程读取而无他人看过 1", "其中逾期 1"));
        assertThat(words.keySet()).isEqualTo(ShopRecords.sound().keySet());
        for (Map.Entry<String, RecordedFile> one : ShopRecords.sound().entrySet()) {
            String said = pick("record-signed", file(one.getKey(), one.getValue()), trust);
            assertThat(said).as(one.getKey()).contains(words.get(one.getKey())).contains("没有查日志");
            picture(one.getKey() + "-zh");
            say("en");
            assertThat(text()).as(one.getKey()).contains("Genuine record", "Green Loop", "the log was not asked");
            picture(one.getKey() + "-en");
            say("zh");
        }
    }

    @Test
    void withoutTrustNobodyIsBelieved() throws IOException {
        for (Map.Entry<String, RecordedFile> one : ShopRecords.sound().entrySet()) {
            assertThat(pick("unknown", file(one.getKey(), one.getValue())))
                    .as(one.getKey())
                    .contains("任何人都能做出这样的文件", "由谁记录")
                    .doesNotContain("真实", "\u2713");
        }
        picture("unknown-zh");
    }

    /** A page without a network has its own list; one that this Java knows otherwise would show another price than the shop did. */
    @Test
    void anAmountHasTheFiguresOfItsCurrency() throws IOException {
        for (Currency known : Currency.getAvailableCurrencies()) {
            String code = known.getCurrencyCode();
            String shown = ours("Words.use('en'), Money.text(123456, '" + code + "')");
            if (!shown.contains("smallest unit")) {
                assertThat(shown)
                        .isEqualTo(BigDecimal.valueOf(123_456, known.getDefaultFractionDigits())
                                        .toPlainString() + " " + code);
            }
        }
        assertThat(ours("[[5, 'CNY'], [0, 'EUR'], [800, 'JPY']].map((one) => Money.text(...one)).join(', ')"))
                .isEqualTo("0.05 CNY, 0.00 EUR, 800 JPY");
        assertThat(ours("Money.text(5, 'ZZZ')")).isEqualTo("5 of the smallest unit of ZZZ");
        ours("Words.use('zh'), ''");
    }

    @Test
    void whatWasExpectedIsSaidInTheLanguageOfThePage() throws IOException {
        assertThat(ours("Words.use('zh'), ['a real one', 'no serial number shown', '12 bytes',"
                        + "'at byte 0: expected the canonical spelling, found another spelling of the same value']"
                        + ".map(Words.reason).join('|')"))
                .isEqualTo("真实的声明|没有出示序列号|12 bytes|第 0 字节处：应为 规范的唯一写法，实为 同一值的另一种写法");
    }

    /** What the page's own code gives. */
    private static String ours(String expression) throws IOException {
        return page.browser.evaluate("(({ Words, Money }) => (" + expression + "))(window.wangchuan)");
    }

    @Test
    void rulesThatCanNotBeMeantAreSaidToBe() throws IOException {
        assertThat(pick(
                        "contradictory",
                        file(
                                "left-out",
                                ShopRecords.observation(
                                        Bench.RULES,
                                        Bench.clauses(Verdict.UNPROVEN).subList(1, 2))),
                        trust))
                .contains("自相矛盾", "所列条款与该规则集不符");
        assertThat(pick(
                        "contradictory",
                        file("of-verdict", ShopRecords.validation(ShopRecords.clauseOfVerdict())),
                        trust))
                .contains("没有可由人负责的这一条款");
        RuleSet other =
                new RuleSet("house-rules", "1", "A".repeat(42) + "E", Bench.RULES.plan(), Bench.RULES.clauses());
        assertThat(pick("record-signed", file("unknown-rules", ShopRecords.consent(ShopRecords.policy(other))), trust))
                .contains("本页不认识具有这一名称、版本和摘要的规则集");
    }

    /** What can't be compared with a record is no reason to think that it was. */
    @Test
    void nothingIsComparedThatARecordDoesNotHold() throws IOException {
        Path record = file("consent", ShopRecords.sound("consent"));
        pick("record-signed", record, trust);
        page.browser.evaluate("const field = document.getElementById('serial'); field.value = 'WX1';"
                + "field.dispatchEvent(new Event('input')); ''");
        page.browser.waitFor("document.querySelector('.panel.state-not-compared')");
        assertThat(text()).contains("不含完整的序列号", "清空该栏", "真实的同意记录");
        assertThat(pick("refused", record, trust, Files.write(folder.resolve("job.evidence.jsonl"), Bench.EVIDENCE)))
                .contains("这份记录不涉及证据文件", "请重新开始")
                .doesNotContain("伪造");
    }
}
