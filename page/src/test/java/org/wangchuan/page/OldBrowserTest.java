package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.browser.Browser;
import org.wangchuan.page.testing.Catalogue;
import org.wangchuan.page.testing.PageUnderTest;

/** What the page asks of a browser. A script that an old one can't even parse would leave the page dead and silent. */
@Tag("slow")
class OldBrowserTest {
    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        browser = new Browser("en-US");
        try (InputStream parser = OldBrowserTest.class
                .getClassLoader()
                .getResourceAsStream("META-INF/resources/webjars/acorn/8.15.0/dist/acorn.js")) {
            assertThat(parser).as("acorn").isNotNull();
            browser.evaluate(new String(parser.readAllBytes(), StandardCharsets.UTF_8) + "; ''");
        }
    }

    @AfterAll
    static void close() throws IOException {
        browser.close();
    }

    private static String parsed(String script, int year) throws IOException {
        return browser.evaluate("(() => { try { acorn.parse(" + PageUnderTest.literal(List.of(script))
                + "[0], {ecmaVersion: " + year + "}); return 'read'; } catch (e) { return e.message; } })()");
    }

    @Test
    void theScriptIsEcmaScript2017() throws IOException {
        String page = new String(VerificationPage.bytes(), StandardCharsets.UTF_8);
        String script = page.substring(page.indexOf("<script>") + 8, page.indexOf("</script>"));
        assertThat(script).hasSizeGreaterThan(100_000);

        assertThat(parsed(script, 2017)).isEqualTo("read");
        assertThat(parsed(script, 2016))
                .as("it does use asynchronous functions")
                .isNotEqualTo("read");
    }

    @Test
    void theParserDoesTellTheYearsApart() throws IOException {
        assertThat(parsed("async () => { await 1; }", 2017)).isEqualTo("read");
        assertThat(parsed("({...a})", 2017)).isNotEqualTo("read");
        assertThat(parsed("try { } catch { }", 2017)).isNotEqualTo("read");
        assertThat(parsed("a?.b", 2017)).isNotEqualTo("read");
    }

    /** What is younger than 2017 among the methods that the page might call; the page must do without all of them. */
    @Test
    void itWorksWithoutWhatCameLater() throws IOException {
        try (PageUnderTest page = new PageUnderTest(folder, "en-US")) {
            page.browser.runBeforeEveryScript("delete Array.prototype.flat; delete Array.prototype.flatMap;"
                    + "delete Array.prototype.at; delete Array.prototype.findLast; delete Object.fromEntries;"
                    + "delete String.prototype.replaceAll; delete String.prototype.matchAll; delete String.prototype.at;"
                    + "delete String.prototype.trimStart; delete String.prototype.trimEnd; delete Promise.allSettled;"
                    + "delete Promise.any; delete Promise.prototype.finally; delete Blob.prototype.arrayBuffer;"
                    + "delete Element.prototype.replaceChildren; delete Element.prototype.append; delete Element.prototype.prepend;"
                    + "delete globalThis.BigInt; delete globalThis.structuredClone; delete globalThis.queueMicrotask;"
                    + "delete globalThis.TextEncoder; delete globalThis.TextDecoder; delete globalThis.trustedTypes;"
                    + "Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined});");
            page.browser.open(page.file.toUri().toString());
            assertThat(page.list("[w.Primitives.best.name, typeof BigInt, typeof crypto.subtle]"))
                    .containsExactly("own", "undefined", "undefined");
            byte[] certificate = Catalogue.file("v1/certificate.json");
            Path file = Files.write(folder.resolve("a.certificate.json"), certificate);
            Path trust = Files.write(folder.resolve("a.trust"), Catalogue.file("v1/trust.trust"));
            page.browser.pick("#files", List.of(file, trust));
            page.browser.waitFor("document.querySelector('.panel.state-partial')");
            assertThat(page.browser.evaluate("document.getElementById('answer').innerText"))
                    .contains("Testbetrieb", "regulator.example", "It holds");
            page.browser.evaluate("document.getElementById('share-save').click(); ''");
            page.browser.waitFor("document.getElementById('shared').textContent.includes('Saved as')");
            page.browser.evaluate("location.hash = '#wl1.AAAA'; ''");
            page.browser.waitFor("document.getElementById('named').innerText.includes('Not all of it was pasted')");
        }
    }
}
