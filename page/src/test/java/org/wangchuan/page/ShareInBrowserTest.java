package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Catalogue;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.WitnessedJob;
import org.wangchuan.proof.certificate.Presentation;

/** What a holder does who passes less on. */
@Tag("slow")
class ShareInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static WitnessedJob job;
    private static Path trust;
    private static Path certificate;
    private static Path saved;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "zh-CN");
        job = new WitnessedJob(folder.resolve("log"));
        trust = Files.write(folder.resolve("green-loop.trust"), job.trust(WitnessedJob.POLICY));
        certificate = Files.write(
                folder.resolve("li-wei.certificate.json"), job.certificate().toBytes());
        saved = Files.createDirectories(folder.resolve("downloads")).resolve("copy.certificate.json");
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
        page.browser.saveInto(folder.resolve("downloads"));
        Files.deleteIfExists(saved);
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

    private static byte[] saved() throws IOException {
        click("share-save");
        page.browser.waitFor("document.getElementById('shared').textContent !== ''");
        for (int i = 0;
                i < 600 && (!Files.exists(saved) || Files.size(saved) == 0);
                i++) { // it is there before its bytes
            page.browser.evaluate("new Promise((r) => setTimeout(() => r(''), 50))");
        }
        return Files.readAllBytes(saved);
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

    @Test
    void whatIsSavedIsWhatTheCommandWouldWriteAndVerifies() throws IOException {
        pick("open", certificate, trust);
        click("share-work");
        assertThat(text("share")).contains("给买家看的精简版", "同一份声明", "没有出示全部内容");
        byte[] made = saved();
        assertThat(made)
                .isEqualTo(Presentation.of(job.certificate(), Set.of("target", "work"), false)
                        .toBytes());
        assertThat(text("shared")).contains("copy.certificate.json");
        picture("share");
        speak("zh");
        page.browser.open(page.file.toUri().toString());
        pick("open", saved, trust);
        assertThat(text("answer")).doesNotContain("在场者");
        assertThat(page.browser.evaluate("String(document.getElementById('share-presence').disabled)"))
                .isEqualTo("true");
    }

    @Test
    void nothingIsTickedBeforehandAndTicksOutliveTheLanguageButNotTheFile() throws IOException {
        pick("partial", Files.write(folder.resolve("a.json"), Catalogue.file("v1/certificate.json")), fixtureTrust());
        assertThat(ticks()).isEqualTo("target");
        click("share-asset");
        click("share-presence");
        speak("en");
        assertThat(ticks()).isEqualTo("target asset presence");
        assertThat(text("share")).contains("A shorter copy for a buyer", "The label that is stuck");
        page.browser.pick(
                "#files", List.of(Files.write(folder.resolve("b.json"), Catalogue.file("v1/presentation.json"))));
        page.browser.waitFor("document.getElementById('share').innerText.includes('(not in this one)')");
        assertThat(ticks()).isEqualTo("target");
    }

    private static String ticks() throws IOException {
        return page.browser.evaluate("Array.from(document.querySelectorAll('#share input')).filter(i => i.checked)"
                + ".map(i => i.id.replace('share-', '')).join(' ')");
    }

    private static Path fixtureTrust() throws IOException {
        return Files.write(folder.resolve("fixture.trust"), Catalogue.file("v1/trust.trust"));
    }

    @Test
    void whoHasNoTrustListIsToldThatAnybodyCouldHaveMadeIt() throws IOException {
        pick("unknown", certificate);
        speak("en");
        assertThat(saved())
                .isEqualTo(Presentation.of(job.certificate(), Set.of("target"), false)
                        .toBytes());
        assertThat(text("shared")).contains("anybody could have made this");
    }

    /** Neither what does not hold, nor a receipt: that is the station's to turn into a certificate. */
    @Test
    void nothingElseCanBePassedOn() throws IOException {
        String altered = new String(job.certificate().toBytes(), StandardCharsets.UTF_8)
                .replaceFirst("\"nonce\":\"....", "\"nonce\":\"AAAA");
        pick("refused", Files.writeString(folder.resolve("altered.certificate.json"), altered), trust);
        assertThat(page.browser.evaluate("String(document.getElementById('share').hidden)"))
                .isEqualTo("true");
        page.browser.open(page.file.toUri().toString());
        pick("open", Files.write(folder.resolve("a.receipt.json"), job.receipt().toBytes()), trust);
        assertThat(page.browser.evaluate("String(document.querySelectorAll('#share *').length)"))
                .isEqualTo("0");
    }

    /** On a phone it stands thousands of pixels below. */
    @Test
    void aButtonBelowTheAnswerLeadsToTheForm() throws IOException {
        page.browser.resize(390, 844);
        page.browser.open(page.file.toUri() + "#note");
        pick("open", certificate, trust);
        picture("share-leader");
        page.browser.resize(390, 844);
        page.browser.evaluate("window.scrollTo(0, 0); ''");
        click("share-leader");
        assertThat(
                        page.browser.evaluate(
                                "String(Math.round(document.getElementById('share-title')"
                                        + ".getBoundingClientRect().top) < 844) + ' ' + document.activeElement.id + ' ' + location.hash"))
                .isEqualTo("true share-title #note");
        page.browser.open(page.file.toUri().toString());
        pick("open", Files.write(folder.resolve("b.receipt.json"), job.receipt().toBytes()), trust);
        assertThat(page.browser.evaluate("String(document.getElementById('share-leader'))"))
                .isEqualTo("null");
    }

    @Test
    void theKeyboardReachesTicksAndButton() throws IOException {
        pick("partial", Files.write(folder.resolve("c.json"), Catalogue.file("v1/certificate.json")), fixtureTrust());
        page.browser.evaluate("document.getElementById('again').focus(); ''");
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            page.browser.tab();
            order.append(page.browser.evaluate("document.activeElement.id")).append(' ');
        }
        assertThat(order.toString()).contains("share-work share-asset share-presence share-save ");
        assertThat(page.browser.evaluate("document.querySelector('#share legend').textContent"))
                .isNotEmpty();
        assertThat(page.browser.evaluate("String(Array.from(document.querySelectorAll('#share input')).every("
                        + "i => i.labels.length === 1 && i.labels[0].textContent !== ''))"))
                .isEqualTo("true");
    }
}
