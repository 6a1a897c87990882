package org.wangchuan.paper.receipt;

import org.wangchuan.paper.Edition;

/**
 * The name of a layout with its words and fonts. Whatever changes a byte of a page that is made of
 * the same claims needs a new {@link Edition}: an old page can only be compared by the form that made it.
 */
public final class PageForm {
    private static final String RECEIPT = "wangchuan-page/";

    private static final String CERTIFICATE = "wangchuan-certificate-page/";

    private PageForm() {}

    /** The form of a receipt's or a certificate's paper; printed on every page and written into the metadata. */
    public static String of(boolean isCertificate, Edition edition) {
        return (isCertificate ? CERTIFICATE : RECEIPT) + edition.code();
    }
}
