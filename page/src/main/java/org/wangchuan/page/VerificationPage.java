package org.wangchuan.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The page as the build has made it. Thread-safe. */
public final class VerificationPage {
    private VerificationPage() {}

    /** The HTML file, in UTF-8: the same bytes for the same sources. */
    public static byte[] bytes() {
        try (InputStream in = VerificationPage.class.getResourceAsStream("verify.html")) {
            if (in == null) {
                throw new IllegalStateException("the module lacks its page verify.html");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
