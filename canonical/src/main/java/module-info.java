/**
 * One value, one spelling: strict canonical JSON (the integer subset of RFC 8785) and its strict
 * reader. It stands below both {@code proof} and {@code engine}, which may not see each other but
 * must digest and re-read bytes in the same way.
 */
module org.wangchuan.canonical {
    requires static transitive org.jspecify;

    exports org.wangchuan.canonical;
}
