package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.Catalogue;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.WitnessedJob;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.CertificatePdf;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.status.StatusList;

/** What a person sees of a certificate. */
@Tag("slow")
class CertificateInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static WitnessedJob job;
    private static Path trust;
    private static Path certificate;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "zh-CN");
        job = new WitnessedJob(folder.resolve("log"));
        trust = Files.write(folder.resolve("green-loop.trust"), job.trust(WitnessedJob.POLICY));
        certificate = Files.write(
                folder.resolve("job.certificate.json"), job.certificate().toBytes());
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() throws IOException {
        job.close();
        page.close();
    }

    @BeforeEach
    void reload() throws IOException {
        page.browser.resize(1280, 900);
        page.browser.media("", "light");
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

    private static void speak(String language) throws IOException {
        page.browser.evaluate("document.getElementById('lang-" + language + "').click(); ''");
    }

    /** Also what is folded away. */
    private static String answerUnfolded() throws IOException {
        return page.browser.evaluate("document.getElementById('answer').textContent");
    }

    private static String answer() throws IOException {
        return page.browser.evaluate("document.getElementById('answer').innerText");
    }

    /** The line that says how strong it is. */
    private static String steps() throws IOException {
        return page.browser.evaluate(
                "Array.from(document.querySelectorAll('.strength li')).map(li => li.textContent).join(' ')");
    }

    private static Path fixture(String name) throws IOException {
        return Files.write(folder.resolve(Path.of(name).getFileName()), Catalogue.file(name));
    }

    /** In both languages, on a phone and on a desk, by day and by night; nothing scrolls sideways. */
    private static void picture(String name) throws IOException {
        for (String language : List.of("zh", "en")) {
            speak(language);
            for (int width : List.of(360, 1280)) {
                page.browser.resize(width, 900);
                assertThat(page.browser.evaluate(
                                "String(document.documentElement.scrollWidth - document.documentElement.clientWidth)"))
                        .as("%s in %s at %d pixels does not scroll sideways", name, language, width)
                        .isEqualTo("0");
                for (String scheme : List.of("light", "dark")) {
                    page.browser.media("screen", scheme);
                    Files.write(
                            PICTURES.resolve(
                                    "certificate-" + name + "-" + language + "-" + width + "-" + scheme + ".png"),
                            page.browser.screenshot());
                }
            }
        }
        page.browser.media("", "light");
    }

    /** The printed text is the command line's to compare. */
    @Test
    void thePaperOfACertificateIsOpenedAsTheCertificateThatItHolds() throws Exception {
        SdJwt statement = job.certificate().receipt().clearing().statement();
        byte[] pdf = CertificatePdf.render(
                new ReceiptPage(
                        statement.payload(),
                        statement.disclosed(Target.CLAIM).orElseThrow(),
                        statement.disclosed(Work.CLAIM).orElseThrow(),
                        Optional.empty(),
                        new LogFacts("log.example/green-loop", 1, 2, "AA=="),
                        "wangchuan:receipt/v1#x"),
                new CertificateFacts(List.of(), List.of(), CertificateFacts.Status.none(true), List.of()),
                List.of(Attachment.certificate(job.certificate().toBytes())));
        pick("open", Files.write(folder.resolve("job.certificate.pdf"), pdf), trust);
        assertThat(steps()).isEqualTo("✓已签名 ✓已入日志 ✓已见证 ✓时间已证明 ✓未被撤销");
        assertThat(answer()).contains("PDF 上印出的文字");
    }

    @Test
    void aGoodCertificateSaysWhoWhenAndHowStrong() throws IOException {
        pick("open", certificate, trust);
        assertThat(answer()).contains("没有核对设备", "设备已经交给店里的，序列号可以不填");
        assertThat(steps()).isEqualTo("✓已签名 ✓已入日志 ✓已见证 ✓时间已证明 ✓未被撤销");
        serial(Bench.SERIAL, "cleared");
        speak("en");
        assertThat(answer())
                .contains(
                        "Cleared",
                        "between these times, 1 h 39 min apart",
                        "2026-03-01 07:01:00 UTC",
                        "2026-03-01 08:40:00 UTC",
                        "2 of (regulator, consumers, ngo)",
                        "ngo.example",
                        "It holds: not revoked",
                        "As of",
                        "The clerk says so",
                        "Compare it with the person’s paper",
                        "Not proved",
                        "spare and replaced cells")
                .doesNotContain("no witness that counts", "confirmed by nobody");
        assertThat(steps()).isEqualTo("✓signed ✓in the log ✓witnessed ✓time proved ✓not revoked");
        picture("good");
    }

    /** Who stood by, as the page says it. */
    private static String stoodBy() throws IOException {
        return page.browser.evaluate(
                "Array.from(document.querySelectorAll('.presence li')).map(li => li.innerText).join('\\n')");
    }

    @Test
    void eachGradeOfPresenceSaysWhatItIsWorthAndNoMore() throws IOException {
        String key = job.certificate().presence().get(1).key().orElseThrow();
        pick("open", certificate, trust);
        assertThat(stoodBy()).contains("仅为柜台人员所述，别无佐证", "请与本人所持纸张核对", key, "工作站称收到过手写签名的图像；此处未查看");
        speak("en");
        assertThat(stoodBy())
                .contains(
                        "The clerk says so; nothing else shows it",
                        "A key signed that the station says is this person’s",
                        key,
                        "The station says that it was given the image of a signature by hand. Nobody looked at it here")
                .doesNotContain("code");

        page.browser.open(page.file.toUri().toString());
        pick(
                "open",
                Files.write(folder.resolve("code.json"), job.certificateByCode().toBytes()),
                trust);
        speak("en");
        assertThat(stoodBy())
                .contains("The station says that somebody at the counter typed the one-time code, and no more")
                .doesNotContain("The clerk says so");
        speak("zh");
        assertThat(stoodBy()).contains("工作站称柜台前有人输入了一次性验证码，仅此而已").doesNotContain("仅为柜台人员所述");
    }

    @Test
    void withoutATrustListNothingOfItCounts() throws IOException {
        pick("unknown", certificate);
        serial(Bench.SERIAL, "unknown");
        speak("en");
        assertThat(answer())
                .contains(
                        "pick the trust list",
                        "anybody could have made",
                        "Cosignatures (3): no trust list at hand",
                        "its unknown signer’s own word",
                        "Counter-signatures (3)")
                .doesNotContain("Witnesses prove", "It holds", "Who stood by");
        assertThat(steps()).as("nothing is as strong as it says").isEmpty();
        assertThat(page.browser.evaluate("String(document.querySelectorAll('.state-purged,.state-cleared').length)"))
                .isEqualTo("0");
        picture("unknown");
    }

    @Test
    void aTrustListWithoutWitnessesConfirmsNoCertificate() throws IOException {
        pick("refused", certificate, Files.write(folder.resolve("silent.trust"), job.trust("")));
        assertThat(answer()).contains("凭此信任名单无法确认");
    }

    @Test
    void aNewerStatusListThatSaysNoIsBelieved() throws IOException {
        for (StatusList.State state :
                List.of(StatusList.State.REVOKED, StatusList.State.SUPERSEDED, StatusList.State.CORRECTED)) {
            page.browser.open(page.file.toUri().toString());
            pick("open", certificate, trust);
            String name = state.name().toLowerCase(Locale.ROOT);
            try (WitnessedJob later = new WitnessedJob(folder.resolve("log-" + name), state)) {
                Path whole = Files.write(
                        folder.resolve(name + ".certificate.json"),
                        later.certificateWithoutStatus().toBytes());
                Path list = Files.write(
                        folder.resolve(name + ".status.json"), later.status().toBytes());
                pick("refused", whole, list);
                assertThat(answerUnfolded()).contains("代码", name);
                picture(name);
                speak("zh");
            }
        }
    }

    /** Whoever hands over a record may hand over lists with it, under whatever names. */
    @Test
    void aRevocationIsNotForgottenForAListOfTheSameName() throws IOException {
        try (WitnessedJob revoked = new WitnessedJob(folder.resolve("log-same-name"), StatusList.State.REVOKED)) {
            Path whole = Files.write(
                    folder.resolve("same-name.certificate.json"),
                    revoked.certificateWithoutStatus().toBytes());
            Path mine = Files.createDirectories(folder.resolve("mine")).resolve("list.status.json");
            Path theirs = Files.createDirectories(folder.resolve("theirs")).resolve("list.status.json");
            Files.write(mine, revoked.status().toBytes());
            Files.write(theirs, job.status().toBytes());
            pick("refused", whole, trust, mine);
            page.browser.pick("#files", List.of(theirs));
            page.browser.waitFor("document.querySelectorAll('#files-held li').length === 4"
                    + " && document.querySelector('.panel.state-refused')");
        }
    }

    @Test
    void aTrustListIsNotReplacedByOneThatComesWithARecord() throws IOException {
        Path silent = Files.write(folder.resolve("silent-2.trust"), job.trust(""));
        pick("refused", certificate, silent);
        page.browser.pick("#files", List.of(certificate, trust));
        page.browser.waitFor("document.getElementById('files-held').innerText.includes('green-loop.trust')"
                + " && document.querySelector('.panel.state-refused')");
        assertThat(held()).contains("信任名单未被采用");
        page.browser.open(page.file.toUri().toString());
        pick("unknown", certificate, trust, silent);
        assertThat(held()).contains("一份也不采用", "green-loop.trust", "silent-2.trust");
        pick("open", trust);
        assertThat(held()).doesNotContain("silent-2.trust");
    }

    private static String held() throws IOException {
        return page.browser.evaluate("document.getElementById('files-held').innerText");
    }

    @Test
    void witnessesWhoseClocksContradictEachOtherProveNoTime() throws IOException {
        try (WitnessedJob backwards =
                new WitnessedJob(folder.resolve("log-backwards"), StatusList.State.VALID, -3_800)) {
            pick(
                    "open",
                    Files.write(
                            folder.resolve("backwards.certificate.json"),
                            backwards.certificate().toBytes()),
                    trust);
            speak("en");
            assertThat(answer()).contains("clocks contradict each other").doesNotContain("between these times");
            assertThat(steps()).contains("–time not proved");
        }
    }

    @Test
    void withoutAStatusListItSaysThatRevocationWasNotChecked() throws IOException {
        Path bare = Files.write(
                folder.resolve("bare.certificate.json"),
                job.certificateWithoutStatus().toBytes());
        pick("open", bare, trust);
        serial(Bench.SERIAL, "cleared");
        speak("en");
        assertThat(answer()).contains("That it was not revoked later").doesNotContain("It holds");
        assertThat(steps()).endsWith("✓time proved –revocation not checked");
    }

    @Test
    void aPresentationShowsLess() throws IOException {
        pick("partial", fixture("v1/presentation.json"), fixture("v1/trust.trust"));
        speak("en");
        assertThat(answer()).contains("Testbetrieb").doesNotContain("Who stood by", "inv-7");
        picture("presentation");
    }

    @Test
    void ofSeveralRecordsThatAreDroppedAtOnceTheCertificateIsChecked() throws IOException {
        Path receipt =
                Files.write(folder.resolve("job.receipt.json"), job.receipt().toBytes());
        pick("open", receipt, certificate, trust);
        speak("en");
        assertThat(steps()).contains("✓witnessed");
        assertThat(page.browser.evaluate("document.getElementById('files-held').innerText"))
                .contains("Certificate job.certificate.json", "Not checked: job.receipt.json");
        pick("open", receipt);
        assertThat(answer()).contains("Only the station’s own clock");
        assertThat(steps()).isEqualTo("✓signed ✓in the log –not witnessed –time not proved –revocation not checked");
        picture("receipt");
    }

    @Test
    void aStatusListIsKnownByItsContent() throws IOException {
        pick("open", certificate, trust);
        page.browser.pick(
                "#files",
                List.of(Files.write(folder.resolve("list.json"), job.status().toBytes())));
        page.browser.waitFor("document.getElementById('files-held').innerText.includes('list.json')");
        assertThat(page.browser.evaluate("document.getElementById('files-held').innerText"))
                .contains("状态列表 list.json");
    }

    /** As on the command line: nobody should think that the receipt was checked against the list. */
    @Test
    void aReceiptIsNotCheckedAgainstAStatusListAndSaysSo() throws IOException {
        Path receipt =
                Files.write(folder.resolve("lone.receipt.json"), job.receipt().toBytes());
        Path list = Files.write(folder.resolve("lone.status.json"), job.status().toBytes());
        pick("open", receipt, trust);
        serial(Bench.SERIAL, "cleared");
        pick("refused", list);
        assertThat(answer()).contains("只有清除证明才能与状态列表核对", "请向工作站索取清除证明");
        assertThat(answerUnfolded()).contains("status-with-receipt");
        picture("status-with-receipt");
        assertThat(answer())
                .contains(
                        "Only a certificate can be checked against a status list",
                        "Ask the station for its certificate");
        pick("cleared", certificate);
        assertThat(answer()).contains("It holds: not revoked");
        page.browser.open(page.file.toUri().toString());
        pick("refused", list, trust, receipt);
    }

    @Test
    void sockPuppetsAreCalledThat() throws IOException {
        pick("refused", fixture("lies/sock-puppet-witnesses.json"), fixture("lies/trust.trust"));
        assertThat(answer()).contains("见证方是可以随意编造的");
        picture("sock-puppets");
    }

    /** A number for the documents; no bound, since other work on the machine would break it. */
    @Test
    void saysHowLongOneCertificateTakes() throws IOException {
        String file = Base64.getEncoder().encodeToString(job.certificate().toBytes());
        String list = Base64.getEncoder().encodeToString(job.trust(WitnessedJob.POLICY));
        for (String primitives : List.of("own", "best")) {
            String millis = page.list(
                            "await (async () => { const out = []; for (let i = 0; i < 7; i++) { const start = performance.now();"
                                    + "const a = await w.Check.run({certificate: bytes('" + file + "'), trust: bytes('"
                                    + list
                                    + "'), evidence: null, serial: null, now: "
                                    + (Bench.STARTED.getEpochSecond() + 9_999) + "}, w.Primitives." + primitives
                                    + "); if (!a.verified) throw new Error(a.failure.message);"
                                    + "out.push(performance.now() - start); } return [out.map(Math.round).join(' ')]; })()")
                    .getFirst();
            System.out.println(primitives + ": " + millis + " ms");
            assertThat(millis.split(" ", -1)).hasSize(7);
        }
    }
}
