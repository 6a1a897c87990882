/**
 * From a receipt or certificate to its paper: the one way, for the station that makes it, the platform that hands it out, and
 * whoever renders it again to check it. {@code paper} knows nothing of {@code proof}; this sees both, and no device.
 */
module org.wangchuan.print {
    requires transitive org.wangchuan.proof;
    requires transitive org.wangchuan.paper;
    requires static transitive org.jspecify;

    exports org.wangchuan.print;
}
