/**
 * What anyone needs to check an erasure: signed statements, a C2SP tile log, trust lists, receipts
 * and their verification. It knows nothing of devices.
 */
module org.wangchuan.proof {
    requires transitive org.wangchuan.canonical;
    requires static transitive org.jspecify;
    requires org.bouncycastle.provider;

    exports org.wangchuan.proof;
    exports org.wangchuan.proof.encoding;
    exports org.wangchuan.proof.key;
    exports org.wangchuan.proof.note;
    exports org.wangchuan.proof.log;
    exports org.wangchuan.proof.storage;
    exports org.wangchuan.proof.cosign;
    exports org.wangchuan.proof.policy;
    exports org.wangchuan.proof.producer;
    exports org.wangchuan.proof.statement;
    exports org.wangchuan.proof.text;
    exports org.wangchuan.proof.issue;
    exports org.wangchuan.proof.trust;
    exports org.wangchuan.proof.receipt;
    exports org.wangchuan.proof.record;
    exports org.wangchuan.proof.recheck;
    exports org.wangchuan.proof.label;
    exports org.wangchuan.proof.status;
    exports org.wangchuan.proof.certificate;
    exports org.wangchuan.proof.verify;
    exports org.wangchuan.proof.witness;
}
