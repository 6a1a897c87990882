package org.wangchuan.engine.medium;

/** How a medium keeps its bits, which decides what overwriting can reach. */
public enum MediumClass {
    MAGNETIC("magnetic"),
    FLASH("flash"),
    /** The device doesn't say, or what it says came through a bridge, a controller or a network. */
    UNKNOWN("unknown"),
    /** A file: nothing is claimed beyond its contents. */
    IMAGE("image");

    private final String id;

    MediumClass(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
