package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.browser.Browser;

/** For eyes: what the browsers show, where the system property {@code wangchuan.screens} names a folder. */
final class Pictures {
    private Pictures() {}

    static void take(Browser browser, String name) throws IOException {
        String pictures = System.getProperty("wangchuan.screens");
        if (pictures != null) {
            Files.createDirectories(Path.of(pictures));
            Files.write(Path.of(pictures, name + ".png"), browser.screenshot());
        }
    }
}
