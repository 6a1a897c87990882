/** The verification page: one HTML file that checks receipts offline, and the step that builds it. */
module org.wangchuan.page {
    requires org.wangchuan.canonical;
    requires static transitive org.jspecify;

    exports org.wangchuan.page;
}
