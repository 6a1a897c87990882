package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.ShopRecords;
import org.wangchuan.page.testing.WitnessedJob;
import org.wangchuan.proof.status.StatusList;

/** What is handed in and can't be read, or not yet, is never passed over for an answer that stood there before. */
@Tag("slow")
class HandInBrowserTest {
    private static final Path PICTURES = Path.of("target/pictures");

    /** Files whose name begins with {@code slow} are read only when {@code release()} is called. */
    private static final String SLOW = "const real = FileReader.prototype.readAsArrayBuffer;"
            + "const open = new Promise((resolve) => { window.release = () => { resolve(); return ''; }; });"
            + "FileReader.prototype.readAsArrayBuffer = function (file) {"
            + " if (file.name.startsWith('slow')) { open.then(() => real.call(this, file)); } else { real.call(this, file); } }; ''";

    @TempDir
    static Path folder;

    private static PageUnderTest page;
    private static WitnessedJob job;
    private static WitnessedJob revoked;
    private static Path trust;
    private static Path certificate;
    private static Path list;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "zh-CN");
        job = new WitnessedJob(folder.resolve("log"));
        revoked = new WitnessedJob(folder.resolve("log-revoked"), StatusList.State.REVOKED);
        trust = Files.write(folder.resolve("green-loop.trust"), job.trust(WitnessedJob.POLICY));
        certificate = Files.write(
                folder.resolve("job.certificate.json"),
                revoked.certificateWithoutStatus().toBytes());
        list = Files.write(folder.resolve("slow.status.json"), revoked.status().toBytes());
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() throws IOException {
        job.close();
        revoked.close();
        page.close();
    }

    /** Nobody has said yet that it was revoked. */
    @BeforeEach
    void green() throws IOException {
        page.browser.resize(1280, 900);
        page.browser.open(page.file.toUri().toString());
        pick("open", certificate, trust);
        page.browser.evaluate("document.getElementById('serial').focus(); ''");
        page.browser.type(Bench.SERIAL);
        page.browser.waitFor("document.querySelector('.panel.state-cleared')");
    }

    private static void pick(String state, Path... files) throws IOException {
        page.browser.pick("#files", List.of(files));
        page.browser.waitFor("document.querySelector('.panel.state-" + state + "')");
    }

    private static String text(String id) throws IOException {
        return page.browser.evaluate("document.getElementById('" + id + "').innerText");
    }

    private static void requireWaiting() throws IOException {
        assertThat(page.browser.evaluate("String(document.querySelectorAll('.panel').length)"))
                .isEqualTo("0");
        assertThat(text("answer")).isEqualTo("正在核验……");
        assertThat(page.browser.evaluate("String(document.getElementById('share').hidden)"))
                .isEqualTo("true");
    }

    private static void picture(String name) throws IOException {
        for (String language : List.of("zh", "en")) {
            page.browser.evaluate("document.getElementById('lang-" + language + "').click(); ''");
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
        page.browser.evaluate("document.getElementById('lang-zh').click(); ''");
    }

    /** As if the stick were pulled between the dialog and the reading. */
    private static void handInWhatIsGone(Path file) throws IOException {
        page.browser.evaluate("const mine = document.createElement('input'); mine.type = 'file'; mine.id = 'mine';"
                + "document.body.appendChild(mine); ''");
        page.browser.pick("#mine", List.of(file));
        Files.delete(file);
        page.browser.evaluate(
                "const transfer = new DataTransfer();"
                        + "transfer.items.add(document.getElementById('mine').files[0]); document.getElementById('mine').remove();"
                        + "document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true})); ''");
    }

    /** Of several that are handed in at once a receipt says more than a record. */
    @Test
    void aRecordBesideACertificateIsNamedAndNotChecked() throws IOException {
        Path record = Files.write(
                folder.resolve("K7M2QX.observation.json"),
                ShopRecords.sound("observation").toBytes());
        page.browser.open(page.file.toUri().toString());
        pick("open", certificate, trust, record);
        assertThat(text("files-held")).contains("未核验： K7M2QX.observation.json");
    }

    @Test
    void aFileThatIsGoneLeavesNoAnswerUntilItIsHandedInAgain() throws IOException {
        Path gone = Files.copy(list, folder.resolve("gone.status.json"));
        handInWhatIsGone(gone);
        page.browser.waitFor("document.querySelector('.panel.state-refused')");
        assertThat(unfolded()).contains("有文件无法读取", "cannot-read", "gone.status.json");
        assertThat(text("files-held")).contains("没有读取： gone.status.json");
        picture("cannot-read");
        page.browser.evaluate("document.getElementById('serial').dispatchEvent(new Event('input')); ''");
        page.browser.pick("#files", List.of(Files.write(folder.resolve("job.evidence.jsonl"), Bench.EVIDENCE)));
        page.browser.waitFor("document.getElementById('files-held').innerText.includes('job.evidence.jsonl')"
                + " && document.querySelector('.panel.state-refused')");
        assertThat(unfolded()).contains("cannot-read");
        Files.copy(list, gone);
        pick("refused", gone);
        page.browser.waitFor("document.getElementById('answer').innerText.includes('已撤销')");
        assertThat(text("files-held")).doesNotContain("没有读取");
    }

    /** By its first bytes, whatever it is called; and it takes no answer away, for it can't be a revocation. */
    @Test
    void aPhotoIsSaidToBeOneAndIsNoEvidence() throws IOException {
        byte[] jpeg = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'};
        Path photo = Files.write(folder.resolve("evidence.json"), jpeg);
        page.browser.pick("#files", List.of(photo));
        page.browser.waitFor("document.getElementById('files-held').innerText.includes('evidence.json')"
                + " && document.querySelector('.panel.state-cleared')");
        assertThat(text("files-held")).contains("照片，不能用来核验： evidence.json").doesNotContain("证据 ");
        page.browser.evaluate("document.getElementById('again').click(); ''");
        page.browser.waitFor("document.querySelector('.panel') === null");
        pick("photo", photo);
        assertThat(unfolded()).contains("这是照片，不能用来核验", "请选下载的 PDF");
        picture("photo");
    }

    private static String unfolded() throws IOException {
        return page.browser.evaluate("document.getElementById('answer').textContent");
    }

    @Test
    void aFolderIsNamedAndLeavesNoAnswer() throws IOException {
        Path stick = Files.createDirectories(folder.resolve("stick"));
        Files.copy(list, stick.resolve("list.status.json"));
        page.browser.drop(List.of(stick));
        page.browser.waitFor("document.querySelector('.panel.state-refused')");
        assertThat(unfolded()).contains("cannot-read", "stick", "选择其中的文件");
        page.browser.evaluate("document.getElementById('again').click(); ''");
        page.browser.waitFor("document.querySelector('.panel') === null");
        page.browser.drop(List.of(certificate, trust));
        page.browser.waitFor("document.querySelector('.panel.state-open')");
    }

    @Test
    void aFileThatIsTooLargeLeavesNoAnswer() throws IOException {
        Path large = folder.resolve("large.status.json");
        try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength((256L << 20) + 1);
        }
        pick("refused", large);
        assertThat(unfolded()).contains("有文件过大", "too-large", "large.status.json");
    }

    @Test
    void untilAllIsReadThereIsNoAnswer() throws IOException {
        page.browser.evaluate(SLOW);
        page.browser.pick("#files", List.of(list));
        requireWaiting();
        page.browser.pick("#files", List.of(Files.write(folder.resolve("quick.evidence.jsonl"), Bench.EVIDENCE)));
        page.browser.evaluate("document.getElementById('serial').dispatchEvent(new Event('input')); ''");
        page.browser.evaluate("document.getElementById('lang-zh').click(); ''");
        page.browser.evaluate("new Promise((r) => setTimeout(() => r(''), 300))");
        requireWaiting();
        page.browser.evaluate("release()");
        page.browser.waitFor("document.querySelector('.panel.state-refused')");
        assertThat(text("answer")).contains("已撤销");
        assertThat(text("files-held")).contains("slow.status.json", "quick.evidence.jsonl");
    }

    @Test
    void whatIsHandedInLaterIsNotOvertaken() throws IOException {
        page.browser.evaluate(SLOW);
        Path slow = Files.write(
                folder.resolve("slow.certificate.json"), job.certificate().toBytes());
        page.browser.pick("#files", List.of(slow));
        page.browser.pick(
                "#files",
                List.of(Files.write(
                        folder.resolve("later.receipt.json"), job.receipt().toBytes())));
        requireWaiting();
        page.browser.evaluate("release()");
        page.browser.waitFor("document.querySelector('.panel.state-cleared')");
        assertThat(text("files-held")).contains("later.receipt.json").doesNotContain("slow.certificate.json");
    }

    @Test
    void whoStartsAgainDoesNotWaitForWhatIsStillRead() throws IOException {
        page.browser.evaluate(SLOW);
        page.browser.pick("#files", List.of(list));
        requireWaiting();
        page.browser.evaluate("document.getElementById('again').click(); ''");
        pick("open", certificate, trust);
        page.browser.evaluate("release()");
        page.browser.evaluate("new Promise((r) => setTimeout(() => r(''), 300))");
        assertThat(text("files-held")).contains("job.certificate.json").doesNotContain("slow.status.json");
    }
}
