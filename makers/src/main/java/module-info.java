/** What is known of phones by maker and system, as data: read by the pages for owners and by the bench alike. */
module org.wangchuan.makers {
    requires org.wangchuan.canonical;
    requires static transitive org.jspecify;

    exports org.wangchuan.makers;
}
