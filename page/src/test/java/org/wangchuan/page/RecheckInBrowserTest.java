package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.SecondLook;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.Target;

/** What a person reads who picks what a station found that read an erased drive again. */
@Tag("slow")
class RecheckInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static SecondLook stations;
    private static Path trust;

    @BeforeAll
    static void open() throws IOException, VerificationException {
        page = new PageUnderTest(folder, "zh-CN");
        stations = new SecondLook(folder);
        trust = Files.write(folder.resolve("both.trust"), stations.trust());
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
        stations.close();
    }

    private static Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name + ".recheck.json"), bytes);
    }

    private static Path file(String name) throws IOException {
        return file(name, stations.sound(name).toBytes());
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

    private static void type(String field, String value) throws IOException {
        page.browser.evaluate("(() => { const field = document.getElementById('" + field + "'); field.value = '" + value
                + "'; field.dispatchEvent(new Event('input')); return ''; })()");
    }

    private static void picture(String name) throws IOException {
        for (int width : List.of(1280, 390)) {
            page.browser.resize(width, 900);
            assertThat(page.browser.evaluate(
                            "String(document.documentElement.scrollWidth <= document.documentElement.clientWidth)"))
                    .as(name + " at " + width)
                    .isEqualTo("true");
            Files.write(PICTURES.resolve("recheck-" + name + "-" + width + ".png"), page.browser.screenshot());
        }
    }

    @Test
    void eachResultIsSaidAndThatItProvesNoErasure() throws IOException {
        Map<String, List<String>> words = new HashMap<>(Map.of(
                "matches", List.of("所读内容正是清除所留", "4,096", "介质自报的序列号", "样本没有读到之处", "经过了设备自身的缓存"),
                "matches-whole-of-zeros", List.of("所读内容正是清除所留", "第 3 遍：全零", "许多空白介质也是如此"),
                "matches-without-a-number", List.of("所读内容正是清除所留", "该次清除自己的密钥", "是否为副本"),
                "differs",
                        List.of(
                                "gone, serial",
                                "已不是打开时的样子",
                                "所读内容中有的并非清除所留",
                                "有字节并非清除所留",
                                "读取没有完成",
                                "仅凭容量",
                                "00ff",
                                "16,384"),
                "unproven", List.of("不知内容是否为清除所留", "除容量外"),
                "unproven-left-out", List.of("不知内容是否为清除所留", "清除没有写到的部分没有比对"),
                "matches-of-a-hidden-drive", List.of("所读内容正是清除所留", "是哪台设备：这一份没有出示")));
        String ofDrive = "许多介质读出的都是 00h、FFh 或杂乱内容";
        words.putAll(Map.of(
                "matches-by-itself", List.of("所读内容正是清除所留", "每一块全为 00h 或全为 FFh", "位于 98,304", ofDrive),
                "matches-by-itself-whole", List.of("所读内容正是清除所留", "每一块全为 00h 或全为 FFh", ofDrive),
                "unproven-noise", List.of("不知内容是否为清除所留", "所留内容无从得知", "埋设内容的密钥", ofDrive),
                "differs-noise", List.of("所读内容中有的并非清除所留", "所留内容无从得知", "仅凭容量", ofDrive)));
        assertThat(words.keySet()).isEqualTo(stations.sound().keySet());
        for (Map.Entry<String, RecheckFile> one : stations.sound().entrySet()) {
            String name = one.getKey();
            String state = "recheck-" + name.split("-", 2)[0];
            String said = pick(state, file(name), trust);
            assertThat(said)
                    .as(name)
                    .contains(words.get(name))
                    .contains("并不证明已经清除", "既不是收据", "Second Look", "Green Loop", "读取它的不是清除它的那台工作站")
                    .doesNotContain("已清除（", "核验通过");
            picture(name + "-zh");
            say("en");
            assertThat(text()).as(name).contains("It proves no erasure", "neither receipt nor certificate", "--of");
            picture(name + "-en");
            say("zh");
        }
    }

    @Test
    void withoutTrustNobodyIsBelieved() throws IOException {
        for (String name : stations.sound().keySet()) {
            assertThat(pick("unknown", file(name)))
                    .as(name)
                    .contains("任何人都能做出这样的文件", "其中称：", "由谁作出")
                    .doesNotContain("\u2713");
        }
        picture("unknown-zh");
    }

    @Test
    void aLieIsRefusedWhateverItSays() throws IOException {
        // One of them is a genuine receipt, which the page takes for what it is.
        List<byte[]> lies =
                stations.lies().stream().filter(RecheckFile::looksLikeOne).toList();
        assertThat(lies).hasSize(stations.lies().size() - 1);
        for (int i = 0; i < lies.size(); i++) {
            assertThat(pick("refused", file("lie-" + i, lies.get(i)), trust))
                    .as("lie " + i)
                    .doesNotContain("所读内容正是清除所留");
        }
    }

    @Test
    void theNumberOnTheDriveIsCompared() throws IOException {
        pick("recheck-matches", file("matches"), trust);
        type("serial", "WX1");
        page.browser.waitFor("document.querySelector('.panel.state-refused')");
        pick("recheck-matches", file("matches-of-a-hidden-drive"), trust);
        type("serial", "WX1");
        page.browser.waitFor("document.querySelector('.panel.state-not-compared')");
    }

    /** The code on the paper of the erasure says of which statement it is. */
    @Test
    void theCodeOfTheErasureSaysWhetherItIsOfThat() throws IOException {
        String code = Label.of(stations.erased.clearing(), Set.of(Target.CLAIM))
                .text(Optional.empty())
                .orElseThrow();
        pick("recheck-matches", file("matches"), trust);
        type("code", code);
        page.browser.waitFor("document.getElementById('named').innerText.includes('复核的正是这条记录')");
        try (Bench other = new Bench(folder.resolve("three"), "log.example/three", 71)) {
            String another = Label.of(other.job().clearing(), Set.of(Target.CLAIM))
                    .text(Optional.empty())
                    .orElseThrow();
            type("code", another);
            page.browser.waitFor("document.getElementById('named').innerText.includes('复核的是另一条记录')");
        }
    }

    /** Beside a receipt the receipt is what is checked, and nobody should think that both were. */
    @Test
    void besideAReceiptItIsNamedAsNotChecked() throws IOException {
        Path receipt = Files.write(folder.resolve("job.receipt.json"), stations.erased.toBytes());
        pick("open", receipt, file("matches"), trust);
        assertThat(page.browser.evaluate("document.getElementById('files-held').innerText"))
                .contains("未核验：", "matches.recheck.json");
        Path key = Files.writeString(
                folder.resolve("job.recheck-key.json"), "{\"format\":\"wangchuan-recheck-key/v1\",\"job\":\"x\"}");
        pick("recheck-matches", key, file("matches"), trust);
        assertThat(page.browser.evaluate("document.getElementById('files-held').innerText"))
                .contains("未核验：", "job.recheck-key.json");
        assertThat(pick(
                        "refused",
                        file("matches"),
                        trust,
                        Files.write(folder.resolve("job.evidence.jsonl"), Bench.EVIDENCE)))
                .contains("这份记录不涉及证据文件");
    }
}
