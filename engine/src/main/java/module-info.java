/**
 * What touches devices: access, planning, sanitization, verification, verdict. It returns outcomes
 * and recorded evidence; it knows no keys and no certificates.
 */
module org.wangchuan.engine {
    requires transitive org.wangchuan.canonical;
    requires static transitive org.jspecify;

    exports org.wangchuan.engine.medium;
    exports org.wangchuan.engine.medium.examine;
    exports org.wangchuan.engine.medium.open;
    exports org.wangchuan.engine.policy;
    exports org.wangchuan.engine.plan;
    exports org.wangchuan.engine.evidence;
    exports org.wangchuan.engine.verdict;
    exports org.wangchuan.engine.job;
    exports org.wangchuan.engine.usb;
    exports org.wangchuan.engine.usb.mode;
}
