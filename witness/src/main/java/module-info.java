/** A C2SP tlog-witness over HTTP: the server, its configuration, and the client that asks one. */
module org.wangchuan.witness {
    requires transitive org.wangchuan.proof;
    requires static transitive org.jspecify;
    requires transitive java.net.http;
    requires jdk.httpserver;

    exports org.wangchuan.witness.config;
    exports org.wangchuan.witness.server;
    exports org.wangchuan.witness.client;
}
