/** The HTTP of logs and witnesses: a C2SP tlog-witness, the client that asks one, the files of a log, and appends to one. */
module org.wangchuan.witness {
    requires transitive org.wangchuan.proof;
    requires static transitive org.jspecify;
    requires transitive java.net.http;
    requires jdk.httpserver;

    exports org.wangchuan.witness.append;
    exports org.wangchuan.witness.config;
    exports org.wangchuan.witness.server;
    exports org.wangchuan.witness.client;
}
