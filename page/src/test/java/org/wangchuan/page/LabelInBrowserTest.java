package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.statement.Target;

/** What a person sees who has nothing but the code from a paper. */
@Tag("slow")
class LabelInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");
    private static final String LABEL_STATES = ".state-label-signed,.state-label-not-checked";

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
        page.browser.open(page.file.toUri().toString());
    }

    private static void pick(String state, Path... files) throws IOException {
        page.browser.pick("#files", List.of(files));
        page.browser.waitFor("document.querySelector('.panel.state-" + state + "')");
    }

    private static void speak(String language) throws IOException {
        page.browser.evaluate("document.getElementById('lang-" + language + "').click(); ''");
    }

    private static String text(String id) throws IOException {
        return page.browser.evaluate("document.getElementById('" + id + "').innerText");
    }

    private static void click(String id) throws IOException {
        page.browser.evaluate("document.getElementById('" + id + "').click(); ''");
    }

    private static void picture(String name) throws IOException {
        for (String language : List.of("zh", "en")) {
            speak(language);
            for (int width : List.of(360, 390, 1280)) {
                page.browser.resize(width, 900);
                assertThat(page.browser.evaluate(
                                "String(document.documentElement.scrollWidth - document.documentElement.clientWidth)"))
                        .as("%s in %s at %d pixels does not scroll sideways", name, language, width)
                        .isEqualTo("0");
                if (width > 360) {
                    Files.write(
                            PICTURES.resolve(name + "-" + language + "-" + width + ".png"), page.browser.screenshot());
                }
            }
        }
    }

    private static String code() {
        return Label.of(job.certificate().receipt().clearing(), Set.of(Target.CLAIM))
                .text(Optional.empty())
                .orElseThrow();
    }

    private static void requireNothingGreen() throws IOException {
        assertThat(page.browser.evaluate("String(document.querySelectorAll('.state-purged,.state-cleared').length)"))
                .isEqualTo("0");
    }

    @Test
    void theCodeInTheAddressIsCheckedAndNeverASuccess() throws IOException {
        page.browser.open(page.file.toUri() + code());
        page.browser.waitFor("document.querySelector('.panel.state-label-not-checked')");
        assertThat(text("answer")).contains("无从核验", "连签名也未核验", Bench.SERIAL.substring(0, 5));
        requireNothingGreen();
        assertThat(page.browser.evaluate("document.getElementById('answer').textContent"))
                .contains("其中称：满足")
                .doesNotContain("\u2713");
        picture("label-unknown");
        speak("zh");
        pick("label-signed", trust);
        page.browser.evaluate("document.getElementById('serial').focus(); ''");
        page.browser.type(Bench.SERIAL);
        page.browser.waitFor("document.getElementById('answer').innerText.includes('作了如下记录')");
        assertThat(text("answer")).contains("签名有效，未查日志", "二维码不含这样的证明", "已清除");
        assertThat(page.browser.evaluate("String(document.querySelectorAll('" + LABEL_STATES + "').length)"))
                .isEqualTo("1");
        requireNothingGreen();
        picture("label");
    }

    @Test
    void aCodeIsPastedWithOrWithoutItsAddressAndAChangedOneRefused() throws IOException {
        pick0(trust);
        paste("https://wangchuan.example/v" + code());
        page.browser.waitFor("document.querySelector('.panel.state-label-signed')");
        paste(" " + code() + "\n");
        page.browser.waitFor("document.querySelector('.panel.state-label-signed')");
        int at = 70; // within the signature
        String other = code().charAt(at) == 'A' ? "B" : "A";
        paste(code().substring(0, at) + other + code().substring(at + 1));
        page.browser.waitFor("document.querySelector('.panel.state-refused')");
        assertThat(page.browser.evaluate("document.getElementById('answer').textContent"))
                .contains("statement-signature", "请勿采信");
        // Half of it is no forgery, and is not called one.
        paste(code().substring(0, 300));
        page.browser.waitFor("document.querySelector('.panel.state-label-unread')");
        assertThat(text("answer")).contains("内容没有粘贴完整，请重新粘贴").doesNotContain("伪造", "请勿采信");
        paste("hello");
        page.browser.waitFor("document.querySelector('.panel.state-label-unread')");
        picture("label-refused");
        speak("zh");
        paste("");
        page.browser.waitFor("document.querySelector('.panel') === null");
    }

    private static void pick0(Path file) throws IOException {
        page.browser.pick("#files", List.of(file));
        page.browser.waitFor("document.getElementById('files-held').innerText.includes('" + file.getFileName() + "')");
    }

    private static void paste(String text) throws IOException {
        page.browser.evaluate("(() => { const field = document.getElementById('code'); field.value = "
                + PageUnderTest.literal(List.of(text))
                + "[0]; field.dispatchEvent(new Event('input')); return ''; })()");
    }

    @Test
    void anotherAddressIsAnotherCodeAndStartingAgainForgetsIt() throws IOException {
        page.browser.open(page.file.toUri() + code());
        page.browser.waitFor("document.querySelector('.panel.state-label-not-checked')");
        page.browser.evaluate("location.hash = '#wl1.AAAA'; ''");
        page.browser.waitFor("document.querySelector('.panel.state-label-unread')");
        page.browser.evaluate("location.hash = " + PageUnderTest.literal(List.of(code())) + "[0]; ''");
        page.browser.waitFor("document.querySelector('.panel.state-label-not-checked')");
        assertThat(page.browser.evaluate("location.hash")).as("it stays").isEqualTo(code());
        click("again");
        page.browser.waitFor("document.querySelector('.panel') === null");
        assertThat(page.browser.evaluate("location.hash + document.getElementById('code').value"))
                .isEmpty();
    }

    @Test
    void besideACertificateTheCodeOnlySaysWhetherItIsOfTheSameStatement() throws Exception {
        page.browser.open(page.file.toUri() + code());
        pick("open", certificate, trust);
        assertThat(text("named")).contains("出自同一条记录");
        String other = Label.of(
                        Certificate.parse(Catalogue.file("v1/certificate.json"))
                                .receipt()
                                .clearing(),
                        Set.of(Target.CLAIM))
                .text(Optional.empty())
                .orElseThrow();
        paste(other);
        page.browser.waitFor("document.getElementById('named').innerText.includes('不是同一条记录')");
        paste(code().substring(0, 300));
        page.browser.waitFor("document.getElementById('named').innerText.includes('没有粘贴完整')");
        page.browser.waitFor("document.querySelector('.panel.state-open')");
    }

    /** Where a code was too small for the statement, it is a name and no proof. */
    @Test
    void aNameIsPastedTooAndChecksNothing() throws IOException {
        paste("wangchuan:receipt/v1#log=log.example/a&index=7&statement=abc");
        page.browser.waitFor("!document.getElementById('named').hidden");
        assertThat(text("named")).contains("不是证明", "log.example/a");
        assertThat(page.browser.evaluate("String(document.querySelectorAll('.panel').length)"))
                .isEqualTo("0");
    }
}
