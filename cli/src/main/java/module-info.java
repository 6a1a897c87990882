/** The commands; the composition root. */
module org.wangchuan.cli {
    requires info.picocli;
    requires static org.jspecify;
    requires org.wangchuan.engine;
}
