package org.wangchuan.platform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wangchuan.browser.Browser;

/**
 * Pictures of the page that a browser shows, in both languages, on a phone and on a desk: for eyes, and for the documents. They
 * are taken only where the system property {@code wangchuan.screens} names a folder for them.
 */
public final class Screens {
    private static final int PHONE = 390;
    private static final int DESK = 1280;

    private Screens() {}

    /** Takes four pictures of an address; the browser is left in the language and width that it had. */
    public static void take(Browser browser, String url, String name) throws IOException {
        String folder = System.getProperty("wangchuan.screens");
        if (folder == null || folder.isEmpty()) {
            return;
        }
        Files.createDirectories(Path.of(folder));
        for (String language : List.of("zh", "en")) {
            for (int width : List.of(PHONE, DESK)) {
                browser.resize(width, width == PHONE ? 844 : 800);
                browser.open(url + (url.contains("?") ? "&" : "?") + "lang=" + language);
                Files.write(Path.of(folder, name + "-" + language + "-" + width + ".png"), browser.screenshot());
            }
        }
        browser.resize(DESK, 800);
    }
}
