package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page is gone through by keys once more where its server has told it of something else meanwhile, and for no other reason. */
@Tag("slow")
final class PageEyesTest {
    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><title>Keys</title><style>:focus { outline: 3px solid }</style>
            <a href="#one" id="one">one</a> <a href="#two" id="two">two</a>
            <script>
              const more = () => { document.body.insertAdjacentHTML("beforeend", ' <a href="#more">more</a>'); return "more"; };
              const ask = () => fetch("/told").then((answer) => answer.text());
            </script>
            """;

    private HttpServer server;
    private PageEyes eyes;
    private String url;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        url = "http://localhost:" + server.getAddress().getPort() + "/";
        eyes = PageEyes.ofManyViews();
        eyes.browser.open(url);
    }

    @AfterEach
    void close() throws IOException {
        eyes.close();
        server.stop(0);
    }

    private String said(String script) throws IOException {
        return eyes.browser.evaluate(script);
    }

    @Test
    void whatComesByTheFocusIsNoReason() throws Exception {
        said("(document.getElementById('one').addEventListener('focus', more, { once: true }), '')");

        assertThat(eyes.keys("page")).isOne();
        assertThat(eyes.problems()).isEmpty();
        assertThat(said("String(document.links.length)")).isEqualTo("3");
    }

    @Test
    void whatIsAskedBecauseOfAKeyIsNoReason() throws Exception {
        said(
                "(document.getElementById('one').addEventListener('focus', () => window.asked = ask().then(more), { once: true }), '')");
        said("window.pages.startKeys()");
        eyes.browser.tabs(3);

        assertThat(said("window.asked")).isEqualTo("more");
        assertThat(said("window.pages.isAnother()")).isEqualTo("false");
    }

    @Test
    void whatTheServerTellsIsOneIfOtherControlsComeOfIt() throws Exception {
        said("window.pages.startKeys()");
        said("ask()");
        assertThat(said("window.pages.isAnother()")).isEqualTo("false");
        said("ask().then(more)");
        assertThat(said("window.pages.isAnother()")).isEqualTo("true");
    }

    @Test
    void aPageThatWasLoadedAnewIsAnother() throws Exception {
        said("window.pages.startKeys()");
        eyes.browser.open(url);
        assertThat(said("window.pages.isAnother()")).isEqualTo("true");
    }

    @Test
    void whoGoesByKeysPressesOnWhereAFieldTakesMore() throws Exception {
        said(
                "(document.body.insertAdjacentHTML('beforeend', '<input type=time>'.repeat(9) + '<a href=\"#end\">end</a>'), '')");

        assertThat(eyes.keys("page")).isOne();
        assertThat(eyes.problems()).isEmpty();
    }

    @Test
    void whatNoKeyLeadsToIsAFault() throws Exception {
        said(
                "(document.links[0].addEventListener('focus', (event) => event.target.blur()), document.body.insertAdjacentHTML('beforeend',"
                        + " '<a href=\"#end\">end</a>'), document.addEventListener('keydown', (event) => {"
                        + " if (document.activeElement === document.links[document.links.length - 2]) event.preventDefault(); }), '')");

        assertThat(eyes.keys("page")).isOne();
        assertThat(eyes.problems())
                .anySatisfy(one -> assertThat(one).contains("not reached by keyboard: <a> end, went "));
    }

    @Test
    void aPageThatComesToNoRestIsAFault() throws Exception {
        said("(window.pages.isAnother = () => 'true')()");

        assertThat(eyes.keys("page")).isGreaterThan(1);
        assertThat(eyes.problems()).anySatisfy(one -> assertThat(one).contains("in each walk"));
    }

    /** Also where a sample is enough. */
    @Test
    void aFurtherViewOfATemplateIsSeenToo() throws Exception {
        eyes.look("page", PageEyes.to(url));
        eyes.problems();
        eyes.look("page again", (browser, language) -> {
            PageEyes.to(url).go(browser, language);
            browser.evaluate(
                    "(document.body.insertAdjacentHTML('beforeend', '<div style=\"width:4000px\">x</div><img src=\"none\">'), 'worse')");
        });
        String found = String.join("\n", eyes.problems());
        assertThat(found).contains("no heading", "axe image-alt");
        for (int width : new int[] {360, PageEyes.DESK}) {
            assertThat(found).containsPattern("page again (zh|en) " + width + ": \\d+ pixels wide");
        }
    }
}
