/**
 * What touches devices: access, planning, sanitization, verification, verdict. It returns outcomes
 * and recorded evidence; it knows no keys that certify anything (those
 * that a phone is paired with are made for one job and go with it).
 */
module org.wangchuan.engine {
    requires transitive org.wangchuan.canonical;
    requires static transitive org.jspecify;

    exports org.wangchuan.engine.apple;
    exports org.wangchuan.engine.apple.model;
    exports org.wangchuan.engine.evidence;
    exports org.wangchuan.engine.job;
    exports org.wangchuan.engine.medium;
    exports org.wangchuan.engine.medium.examine;
    exports org.wangchuan.engine.medium.health;
    exports org.wangchuan.engine.medium.open;
    exports org.wangchuan.engine.medium.told;
    exports org.wangchuan.engine.patience;
    exports org.wangchuan.engine.phone.attestation;
    exports org.wangchuan.engine.phone.contact;
    exports org.wangchuan.engine.phone.evidence;
    exports org.wangchuan.engine.phone.fact;
    exports org.wangchuan.engine.phone.fill;
    exports org.wangchuan.engine.phone.job;
    exports org.wangchuan.engine.phone.plan;
    exports org.wangchuan.engine.phone.producer;
    exports org.wangchuan.engine.phone.read;
    exports org.wangchuan.engine.phone.technique;
    exports org.wangchuan.engine.phone.verdict;
    exports org.wangchuan.engine.plan;
    exports org.wangchuan.engine.policy;
    exports org.wangchuan.engine.psid;
    exports org.wangchuan.engine.sleep;
    exports org.wangchuan.engine.usb;
    exports org.wangchuan.engine.usb.mode;
    exports org.wangchuan.engine.verdict;
}
