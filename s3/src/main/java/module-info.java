/** A log's files in a bucket of an S3-compatible store. */
@SuppressWarnings("module") // the digit is no version: S3 is what it is called
module org.wangchuan.s3 {
    requires transitive org.wangchuan.proof;
    requires static transitive org.jspecify;
    requires java.net.http;
    requires java.xml;

    exports org.wangchuan.s3;
}
