/** The commands; the composition root: the only module that sees all the others. */
module org.wangchuan.cli {
    requires info.picocli;
    requires static org.jspecify;
    requires org.wangchuan.engine;

    // picocli reads the annotated fields of the commands.
    opens org.wangchuan.cli.command to
            info.picocli;
}
