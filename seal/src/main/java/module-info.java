/**
 * The signature on a paper that PDF readers check: PAdES baseline B-B with an X.509 key, appended to a page
 * that can be rendered again, in a form of which every byte but the signature itself can be written again too.
 */
module org.wangchuan.seal {
    requires static transitive org.jspecify;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.util;

    exports org.wangchuan.seal;
}
