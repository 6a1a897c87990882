package org.wangchuan.paper.receipt;

/**
 * The name of the present layout, words and fonts. Whatever changes a byte of a page that is made of
 * the same claims needs a new name: an old page can only be compared by the form that made it.
 */
public final class PageForm {
    /** Printed on every page and written into the metadata. */
    public static final String ID = "wangchuan-page/v1";

    /** The same for the papers of certificates, which change at other times. */
    public static final String CERTIFICATE_ID = "wangchuan-certificate-page/v1";

    private PageForm() {}

    /** The form of a receipt's or a certificate's paper. */
    public static String of(boolean isCertificate) {
        return isCertificate ? CERTIFICATE_ID : ID;
    }
}
