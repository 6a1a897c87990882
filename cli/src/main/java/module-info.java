/** The commands; the composition root: the only module that sees all the others. */
module org.wangchuan.cli {
    requires info.picocli;
    requires static org.jspecify;
    requires org.wangchuan.canonical;
    requires org.wangchuan.engine;
    requires org.wangchuan.makers;
    requires org.wangchuan.page;
    requires org.wangchuan.paper;
    requires org.wangchuan.print;
    requires org.wangchuan.proof;
    requires org.wangchuan.s3;
    requires org.wangchuan.seal;
    requires org.wangchuan.station;
    requires java.net.http;
    requires org.wangchuan.witness;

    // picocli reads the annotated fields of the commands.
    opens org.wangchuan.cli.command to
            info.picocli;
}
