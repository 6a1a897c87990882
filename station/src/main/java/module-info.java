/**
 * The bench agent: takes work, keeps a crash-safe journal, turns the engine's outcomes into signed
 * statements and receipts. The only module that sees both {@code engine} and {@code proof}.
 */
module org.wangchuan.station {
    requires transitive org.wangchuan.engine;
    requires transitive org.wangchuan.proof;
    requires transitive org.wangchuan.print;
    requires static transitive org.jspecify;

    exports org.wangchuan.station.agent;
    exports org.wangchuan.station.home;
    exports org.wangchuan.station.issue;
    exports org.wangchuan.station.producer;
    exports org.wangchuan.station.receipt;
    exports org.wangchuan.station.certify;
    exports org.wangchuan.station.erase;
    exports org.wangchuan.station.forget;
    exports org.wangchuan.station.live;
    exports org.wangchuan.station.operator;
    exports org.wangchuan.station.ordered;
    exports org.wangchuan.station.phone;
    exports org.wangchuan.station.recheck;
}
