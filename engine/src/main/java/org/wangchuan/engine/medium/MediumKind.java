package org.wangchuan.engine.medium;

/** What a medium is to the operating system. */
public enum MediumKind {
    BLOCK("block"),
    IMAGE("image");

    private final String id;

    MediumKind(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
