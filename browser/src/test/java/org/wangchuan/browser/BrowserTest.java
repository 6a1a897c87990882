package org.wangchuan.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a page that comes in two pieces, as any page does on a machine that is busy: first its address, then what is on it. */
@Tag("slow")
final class BrowserTest {
    private static final long BETWEEN_THE_PIECES_MS = 400;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private String origin;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", BrowserTest::answer);
        server.start();
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void end() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void actsOnWhatIsThereSoonAndNotBefore() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "a");
        try (Browser browser = new Browser("en-US")) {
            comesToThePage(browser);
            browser.fill("#name", "WC-0815");
            assertThat(browser.evaluate("document.getElementById('name').value"))
                    .isEqualTo("WC-0815");
            comesToThePage(browser);
            browser.pick("#file", List.of(file));
            assertThat(browser.evaluate("document.getElementById('file').files[0].name"))
                    .isEqualTo("a.txt");
            comesToThePage(browser);
            browser.click("#said");
            assertThat(browser.evaluate("document.getElementById('said').textContent"))
                    .isEqualTo("heard");
        }
    }

    /** Neither what was open, nor where a click still leads, nor the same document once more at another part of it. */
    @Test
    void whatWasOpenedIsThere() throws IOException {
        try (Browser browser = new Browser("en-US")) {
            for (int i = 0; i < 5; i++) {
                browser.open(origin + "/first");
                browser.click("a");
                browser.open(origin + "/keys");
                assertThat(browser.evaluate("location.pathname")).isEqualTo("/keys");
            }
            browser.evaluate("(window.isMarked = true, 'marked')");
            browser.open(origin + "/keys#b");
            assertThat(browser.evaluate("location.hash + window.isMarked")).isEqualTo("#bundefined");
            browser.open("http://127.0.0.1:1/");
            assertThat(browser.evaluate("location.protocol")).isEqualTo("chrome-error:");
            browser.open(origin + "/keys");
            assertThat(browser.evaluate("location.pathname")).isEqualTo("/keys");
        }
    }

    /** The document that is left is busy, so that it is still there, and complete, when the browser has long answered. */
    @Test
    void anotherPartOfABusyPageIsANewDocument() throws IOException {
        try (Browser browser = new Browser("en-US")) {
            for (int i = 0; i < 5; i++) {
                browser.open(origin + "/keys");
                browser.evaluate("(window.isMarked = true, setInterval(() => { const end = performance.now() + 80;"
                        + " while (performance.now() < end); }, 1), 'busy')");
                browser.open(origin + "/keys#b");
                assertThat(browser.evaluate("location.hash + window.isMarked")).isEqualTo("#bundefined");
            }
        }
    }

    @Test
    void manyKeysComeOneByOneInOrder() throws IOException {
        try (Browser browser = new Browser("en-US")) {
            browser.open(origin + "/keys");
            browser.tabs(20);
            browser.tab();
            assertThat(browser.evaluate("window.heard.join()"))
                    .isEqualTo(IntStream.range(0, 21).mapToObj(String::valueOf).collect(Collectors.joining(",")));
        }
    }

    /** Its address is new, and nothing of it is there. */
    private void comesToThePage(Browser browser) throws IOException {
        browser.open(origin + "/first");
        browser.click("a");
        browser.waitFor("location.pathname === '/pieces'");
        assertThat(browser.evaluate("String(document.getElementById('said') === null)"))
                .isEqualTo("true");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            if (exchange.getRequestURI().getPath().equals("/first")) {
                write(body, "<!doctype html><a href='/pieces'>on</a>");
                return;
            }
            if (exchange.getRequestURI().getPath().equals("/keys")) {
                write(body, "<!doctype html><script>window.heard = []</script>");
                for (int i = 0; i < 30; i++) {
                    write(body, "<button onfocus='window.heard.push(" + i + ")'>b</button>");
                }
                return;
            }
            write(body, "<!doctype html><title>pieces</title><p>" + " ".repeat(4096));
            Thread.sleep(BETWEEN_THE_PIECES_MS);
            write(body, "<input id=name><input id=file type=file><button id=said>said</button>");
            Thread.sleep(BETWEEN_THE_PIECES_MS);
            write(body, """
                    <script>document.getElementById('said').onclick = event => { event.target.textContent = 'heard' }</script>""");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(OutputStream body, String html) throws IOException {
        body.write(html.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }
}
