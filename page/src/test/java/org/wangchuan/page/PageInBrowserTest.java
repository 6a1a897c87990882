package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.Lies;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Work;

/** What a person sees, opened from a file, as from a USB stick. */
@Tag("slow")
class PageInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static Bench bench;
    private static Path trust;
    private static Receipt receipt;
    private static Path good;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "zh-CN");
        bench = new Bench(folder.resolve("bench"), "log.example/green-loop", 1);
        trust = Files.write(folder.resolve("green-loop.trust"), bench.trust().toBytes());
        receipt = bench.job();
        good = Files.write(folder.resolve("job.receipt.json"), receipt.toBytes());
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() throws IOException {
        bench.close();
        page.close();
    }

    @BeforeEach
    void reload() throws IOException {
        page.browser.resize(1280, 900);
        page.browser.open(page.file.toUri().toString());
    }

    private static void pick(String state, Path... files) throws IOException {
        page.browser.pick("#files", List.of(files));
        page.browser.waitFor("document.querySelector('.panel.state-" + state + "')");
    }

    private static void serial(String text, String state) throws IOException {
        page.browser.evaluate("document.getElementById('serial').focus(); ''");
        page.browser.type(text);
        page.browser.waitFor("document.querySelector('.panel.state-" + state + "')");
    }

    private static String answer() throws IOException {
        return page.browser.evaluate("document.getElementById('answer').innerText");
    }

    /** Also what is folded away. */
    private static String answerUnfolded() throws IOException {
        return page.browser.evaluate("document.getElementById('answer').textContent");
    }

    private static void picture(String name) throws IOException {
        for (String language : List.of("zh", "en")) {
            page.browser.evaluate("document.getElementById('lang-" + language + "').click(); ''");
            for (int width : List.of(360, 390, 1280)) {
                page.browser.resize(width, 900);
                assertThat(page.browser.evaluate(
                                "String(document.documentElement.scrollWidth - document.documentElement.clientWidth)"))
                        .as("%s at %d pixels does not scroll sideways", name, width)
                        .isEqualTo("0");
                if (width > 360) {
                    Files.write(
                            PICTURES.resolve(name + "-" + language + "-" + width + ".png"), page.browser.screenshot());
                }
            }
        }
    }

    @Test
    void aGoodReceiptOfTheDeviceInHandIsTheOnlySuccess() throws IOException {
        pick("open", good, trust);
        assertThat(answer()).contains("没有核对设备", "设备已经交给店里的，序列号可以不填");
        picture("open");
        page.browser.evaluate("document.getElementById('lang-en').click(); ''");
        serial(Bench.SERIAL, "cleared");
        assertThat(answer()).contains("Cleared", "Green Loop", "Not proved", "no witness", "spare and replaced cells");
        picture("good");
    }

    @Test
    void aLoopDeviceIsSaidToBeAFileAndNoDrive() throws IOException {
        Target drive = Bench.target(Bench.SERIAL);
        Target loop = new Target(
                drive.kind(),
                "loop0",
                drive.model(),
                drive.serial(),
                drive.firmware(),
                drive.wwn(),
                drive.capacityBytes(),
                drive.blockBytes(),
                "loop",
                drive.mediumClass(),
                drive.mediumClassSource());
        pick(
                "open",
                Files.write(
                        folder.resolve("loop.receipt.json"),
                        bench.job(loop, Verdict.CLEARED).toBytes()),
                trust);
        serial(Bench.SERIAL, "cleared");
        assertThat(answer()).contains("对任何磁盘都没有说明");
    }

    @Test
    void withoutATrustListNobodyIsKnownAndNothingIsGreen() throws IOException {
        pick("unknown", good);
        serial(Bench.SERIAL, "unknown");
        assertThat(answer()).contains("还差一步：请再选“信任名单”文件", "任何人都能做出这样的文件", "其中称：满足");
        assertThat(answerUnfolded())
                .as("nothing is ticked that anybody could have written")
                .doesNotContain("\u2713");
        assertThat(page.browser.evaluate("String(document.querySelectorAll('.state-purged,.state-cleared').length)"))
                .isEqualTo("0");
        picture("unknown");
    }

    /** Whatever the trust: nothing was looked for where there is nothing to look for. */
    @Test
    void aClauseThatDoesNotApplyIsCalledThatWhoeverSigned() throws IOException {
        Path file =
                Files.write(folder.resolve("nameless.receipt.json"), nameless().toBytes());
        pick("unknown", file);
        assertThat(clauses()).contains("其中称：不适用").doesNotContain("隐藏区域 · 其中称：满足");
        page.browser.evaluate("document.getElementById('again').click(); ''");
        pick("open", file, trust);
        assertThat(clauses()).contains("不适用").doesNotContain("其中称");
        assertThat(answer()).contains("不适用 1 项。规则集已满足。").doesNotContain("全部满足");
        page.browser.evaluate("document.getElementById('lang-en').click(); ''");
        assertThat(answer()).contains("1 not applicable. The rule set is met.").doesNotContain("clauses satisfied.");
        picture("inapplicable");
    }

    /** Nobody can know whether it is that device: neither red nor green. */
    @Test
    void aSerialNumberIsNotComparedWithARecordThatShowsNone() throws IOException {
        pick(
                "open",
                Files.write(folder.resolve("nameless.receipt.json"), nameless().toBytes()),
                trust);
        serial(Bench.SERIAL, "not-compared");
        assertThat(answer()).contains("无从核对：没有出示序列号", "不得而知", "请清空该栏").doesNotContain("不是您输入序列号的那台设备", "不成立", "\u2715");
        picture("not-compared");
        page.browser.evaluate("document.getElementById('lang-en').click(); ''");
        assertThat(answer()).contains("Can’t be compared: no serial number shown", "can’t be known");
    }

    /** About a loop device that names no serial number, with no hidden areas to look for. */
    private static Receipt nameless() throws IOException {
        Target drive = Bench.target(Bench.SERIAL);
        Target loop = new Target(
                drive.kind(),
                "loop0",
                drive.model(),
                Optional.empty(),
                drive.firmware(),
                drive.wwn(),
                drive.capacityBytes(),
                drive.blockBytes(),
                "loop",
                drive.mediumClass(),
                drive.mediumClassSource());
        Work done = Bench.work(Bench.CAPACITY);
        Work work = new Work(
                done.tool(),
                done.startedAt(),
                done.finishedAt(),
                done.passes(),
                done.verification(),
                done.unreachableRanges(),
                new HiddenAreas(HiddenAreas.State.NOT_APPLICABLE, Optional.of("no ATA hidden areas on loop")),
                done.interruptions(),
                done.residue());
        StatementIssuer issuer = StatementIssuer.real(bench.key);
        IssuedStatement start = bench.start(issuer, loop);
        IssuedStatement clearing = bench.log(issuer.clearing(
                bench.chain,
                UUID.randomUUID(),
                Bench.STARTED.plusSeconds(9),
                Bench.claims(start.eventId(), Verdict.CLEARED),
                Disclosed.ofClearing(loop, work, Optional.empty())));
        return bench.receipt(start, clearing);
    }

    private static String clauses() throws IOException {
        return page.browser.evaluate("document.querySelector('.clauses').innerText");
    }

    @Test
    void aForgeryIsCalledOne() throws IOException {
        byte[] bytes = receipt.toBytes();
        int at = new String(bytes, StandardCharsets.UTF_8).lastIndexOf('~') - 300;
        bytes[at] ^= 1;
        pick("refused", Files.write(folder.resolve("forged.receipt.json"), bytes), trust);
        assertThat(answer()).contains("请勿采信");
        assertThat(page.browser.evaluate("document.querySelector('[role=status]').textContent"))
                .isEqualTo("请勿采信. 出示的事实不是当时签过名的。");
        picture("forged");
    }

    @Test
    void anotherDevicesSerialNumberRefuses() throws IOException {
        pick("open", good, trust);
        serial("WD-OTHER", "refused");
        assertThat(answer())
                .as("what was typed stands beside the record, which stays in sight and is not green")
                .contains("序列号对不上", "您输入的是 WD-OTHER，记录里是 " + Bench.SERIAL, "记录是真的", "没有核对设备")
                .doesNotContain("target.serial");
        assertThat(page.browser.evaluate("String(document.querySelectorAll('.state-purged,.state-cleared').length)"))
                .isEqualTo("0");
        picture("mismatch");
    }

    @Test
    void everyVerdictHasItsWordAndNoneButTwoLookLikeSuccess() throws IOException {
        for (Verdict verdict : List.of(Verdict.PARTIAL, Verdict.UNPROVEN, Verdict.FAILED)) {
            Path file = Files.write(
                    folder.resolve(verdict + ".receipt.json"),
                    bench.job(Bench.target(Bench.SERIAL), verdict).toBytes());
            pick(verdict.name().toLowerCase(Locale.ROOT), file, trust);
        }
        picture("failed");
    }

    @Test
    void aVerdictThatItsOwnFactsDenyIsCalledContradictory() throws IOException {
        StatementIssuer issuer = StatementIssuer.real(bench.key);
        IssuedStatement start = bench.start();
        IssuedStatement clearing = bench.log(issuer.clearing(
                bench.chain,
                UUID.randomUUID(),
                Bench.STARTED.plusSeconds(9),
                Bench.claims(start.eventId(), Verdict.PURGED),
                Disclosed.ofClearing(Bench.target(Bench.SERIAL), Bench.work(1), Optional.empty())));
        Path file = Files.write(
                folder.resolve("odd.receipt.json"),
                bench.receipt(start, clearing).toBytes());
        pick("contradictory", file, trust);
        Path hiding = Files.write(
                folder.resolve("less.receipt.json"),
                Lies.showing(receipt, Set.of("target")).toBytes());
        pick("hidden", hiding, trust);
    }

    @Test
    void evidenceIsComparedAndItsContentIsNot() throws IOException {
        pick("open", good, trust, Files.write(folder.resolve("job.evidence.jsonl"), Bench.EVIDENCE));
        assertThat(answerUnfolded()).contains("证据文件正是声明所指的那一份", "没有据此重新计算结论");
        pick("refused", Files.write(folder.resolve("other.evidence.jsonl"), new byte[] {'{', '}'}));
    }

    @Test
    void aPaperIsOpenedAndItsPrintedTextIsNotBelieved() throws Exception {
        byte[] pdf = ReceiptPdf.render(
                new ReceiptPage(
                        receipt.clearing().statement().payload(),
                        receipt.clearing().statement().disclosed(Target.CLAIM).orElseThrow(),
                        receipt.clearing().statement().disclosed(Work.CLAIM).orElseThrow(),
                        Optional.empty(),
                        new LogFacts("log.example/green-loop", 1, 2, "AA=="),
                        "wangchuan:receipt/v1#x"),
                List.of(Attachment.receipt(receipt.toBytes()), Attachment.evidence(Bench.EVIDENCE)));
        pick("open", Files.write(folder.resolve("job.pdf"), pdf), trust);
        assertThat(answerUnfolded()).contains("PDF 上印出的文字", "证据文件正是声明所指的那一份");
        byte[] saved = new String(pdf, StandardCharsets.ISO_8859_1)
                .replace("/Type/EmbeddedFile/Subtype", "/Type /EmbeddedFile/Subtype")
                .getBytes(StandardCharsets.ISO_8859_1);
        pick("refused", Files.write(folder.resolve("saved.pdf"), saved));
    }

    @Test
    void signsThatHideOrTurnRoundOthersAreSpelledOut() throws IOException {
        String serial = "A\u202Eb\u200B c\u0301\u05D0<img src=x>";
        Path file = Files.write(
                folder.resolve("bidi.receipt.json"),
                bench.job(Bench.target(serial), Verdict.CLEARED).toBytes());
        pick("open", file, trust);
        assertThat(page.browser.evaluate("document.getElementById('answer').textContent"))
                .contains("A⟨U+202E⟩b⟨U+200B⟩ c⟨U+0301⟩⟨U+05D0⟩<img src=x>")
                .doesNotContain("\u202E", "\u200B");
        assertThat(page.browser.evaluate("String(document.images.length)")).isEqualTo("0");
    }

    @Test
    void theAddressNamesARecordAndProvesNothing() throws IOException {
        String digest = receipt.clearing().statement().digest().base64Url();
        page.browser.open(page.file.toUri() + "#log=log.example/green-loop&index=1&statement=" + digest);
        assertThat(page.browser.evaluate("document.getElementById('named').innerText"))
                .contains("不是证明", digest);
        assertThat(page.browser.evaluate("String(document.querySelectorAll('.panel').length)"))
                .isEqualTo("0");
        picture("named");
        page.browser.evaluate("document.getElementById('lang-zh').click(); ''");
        pick("open", good, trust);
        assertThat(page.browser.evaluate("document.getElementById('named').innerText"))
                .contains("就是该地址所指的记录");
    }

    @Test
    void filesCanBeDroppedAnywhere() throws IOException {
        String json = Base64.getEncoder().encodeToString(receipt.toBytes());
        page.browser.evaluate(
                "const transfer = new DataTransfer();"
                        + "transfer.items.add(new File([window.wangchuan.Bytes.fromBase64('" + json
                        + "')], 'a.receipt.json'));"
                        + "document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true})); ''");
        page.browser.waitFor("document.querySelector('.panel.state-unknown')");
    }

    @Test
    void startingAgainForgetsEverything() throws IOException {
        pick("open", good, trust);
        page.browser.evaluate("document.getElementById('again').click(); ''");
        page.browser.waitFor("document.querySelector('.panel') === null");
        assertThat(page.browser.evaluate("document.getElementById('files-held').innerText"))
                .contains("尚未选择清除证明、收据或签名记录", "还没有选信任名单");
        pick("unknown", good);
    }

    @Test
    void itIsReadableInTheDarkAndInPrint() throws IOException {
        pick("open", good, trust);
        serial(Bench.SERIAL, "cleared");
        page.browser.media("screen", "dark");
        Files.write(PICTURES.resolve("dark-zh-1280.png"), page.browser.screenshot());
        assertThat(page.browser.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(16, 24, 29)");
        page.browser.media("print", "light");
        Files.write(PICTURES.resolve("print-zh-1280.png"), page.browser.screenshot());
        assertThat(page.browser.evaluate("getComputedStyle(document.getElementById('drop')).display"))
                .isEqualTo("none");
        page.browser.media("", "light");
    }

    @Test
    void theKeyboardReachesEverything() throws IOException {
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            page.browser.tab();
            order.append(page.browser.evaluate("document.activeElement.id")).append(' ');
        }
        assertThat(order.toString()).isEqualTo("lang-zh lang-en files code serial again ");
        assertThat(page.browser.evaluate("document.documentElement.lang")).isEqualTo("zh-CN");
    }

    /** The policy stops even script that somebody would slip in. */
    @Test
    void nothingLeavesThePage() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1_000);
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
            String said = page.browser.evaluate("(async () => { const out = [];"
                    + "document.addEventListener('securitypolicyviolation', (e) => out.push(e.effectiveDirective));"
                    + "try { await fetch('" + url + "'); out.push('fetched'); } catch (e) {}"
                    + "const image = new Image(); image.src = '" + url + "'; document.body.appendChild(image);"
                    + "const script = document.createElement('script');"
                    + "try { script.src = '" + url
                    + "'; document.body.appendChild(script); } catch (e) { out.push('script'); }"
                    + "try { document.body.innerHTML = 'x'; out.push('markup'); } catch (e) { }"
                    + "try { new WebSocket('" + url.replace("http", "ws") + "'); } catch (e) { }"
                    + "const wait = (millis) => new Promise((r) => setTimeout(r, millis));"
                    // What is refused is told a little later, and later still on a busy machine.
                    + "for (let i = 0; i < 300 && !(out.includes('connect-src') && out.includes('img-src')); i++) await wait(100);"
                    + "await wait(300); return out.join(' '); })()");
            assertThat(said).contains("connect-src", "img-src", "script").doesNotContain("fetched", "markup");
            assertThat(accepts(server)).isFalse();
        }
    }

    private static boolean accepts(ServerSocket server) throws IOException {
        try {
            server.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Test
    void saysHowLongOneReceiptTakes() throws IOException {
        String receiptText = Base64.getEncoder().encodeToString(receipt.toBytes());
        String trustText = Base64.getEncoder().encodeToString(bench.trust().toBytes());
        for (String primitives : List.of("own", "best")) {
            String millis = page.list(
                            "await (async () => { const out = []; for (let i = 0; i < 5; i++) { const start = performance.now();"
                                    + "const a = await w.Check.run({receipt: bytes('" + receiptText
                                    + "'), trust: bytes('" + trustText
                                    + "'), evidence: null, serial: null, now: "
                                    + (Bench.STARTED.getEpochSecond() + 9_999)
                                    + "}, w.Primitives." + primitives
                                    + "); if (!a.verified) throw new Error(a.failure.message);"
                                    + "out.push(performance.now() - start); } return [out.map(Math.round).join(' ')]; })()")
                    .getFirst();
            System.out.println(primitives + ": " + millis + " ms");
            assertThat(millis.split(" ", -1)).as(primitives).hasSize(5);
        }
    }

    @Test
    void itSpeaksTheLanguageOfTheBrowser() throws IOException {
        assertThat(page.browser.evaluate("document.querySelector('h1').innerText"))
                .isEqualTo("核验清除记录");
        try (PageUnderTest english = new PageUnderTest(folder, "en-US")) {
            assertThat(english.browser.evaluate("document.querySelector('h1').innerText"))
                    .isEqualTo("Check an erasure record");
            english.browser.resize(390, 900);
            Files.write(PICTURES.resolve("empty-en-390.png"), english.browser.screenshot());
        }
    }
}
