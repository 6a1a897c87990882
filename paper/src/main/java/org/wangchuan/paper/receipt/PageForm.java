package org.wangchuan.paper.receipt;

/**
 * The name of the present layout, words and fonts. Whatever changes a byte of a page that is made of
 * the same claims needs a new name: an old page can only be compared by the form that made it.
 */
public final class PageForm {
    /** Printed on every page and written into the metadata. */
    public static final String ID = "wangchuan-page/v1";

    private PageForm() {}
}
