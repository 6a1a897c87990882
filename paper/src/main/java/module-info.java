/**
 * The receipt on paper: a PDF/A-3b in Chinese and English whose every word is computed from the
 * claims of a clearing statement, and whose every byte can be computed again.
 */
module org.wangchuan.paper {
    requires static transitive org.jspecify;
    requires transitive org.wangchuan.canonical;
    requires com.google.zxing;

    exports org.wangchuan.paper;
}
