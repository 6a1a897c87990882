package org.wangchuan.acceptance.counter;

import java.io.IOException;
import org.wangchuan.browser.Browser;

/** One browser in the street for all owners, one after the other: what it knows of each order is its own. Not thread-safe. */
final class OwnersBrowser implements AutoCloseable {
    private final Browser browser;

    OwnersBrowser(Shop shop, Network.Host street) throws IOException {
        browser = shop.browser(street, "en-US", 390, 844);
    }

    /** An owner's phone, who has scanned this. */
    OwnerPhone phone(String link) throws IOException {
        return new OwnerPhone(browser, link);
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
