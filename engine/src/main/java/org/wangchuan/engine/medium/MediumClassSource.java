package org.wangchuan.engine.medium;

/** Who says of which class a medium is. */
public enum MediumClassSource {
    DEVICE("device"),
    NONE("none");

    private final String id;

    MediumClassSource(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
