package org.wangchuan.engine.medium.told;

/** Why a device was not asked, or why nothing is known of what it answered. */
public enum NotAsked {
    /** A partition: the whole device is what could be asked. */
    PARTITION("partition"),
    /** A file, or what is composed of other devices. */
    NO_DRIVE("no-drive"),
    /** What is behind a network can't show its own answer. */
    FABRICS("fabrics"),
    /** What a controller or a virtual machine presents as a disk can't show a drive's answer. */
    LOGICAL_UNIT("logical-unit"),
    /** A USB stick or the like: some fall over at commands that they don't know. */
    STICK("stick"),
    /** Commands of this kind of device are not sent by this version. */
    KIND("kind"),
    /** Something else uses it; a command that gets stuck would hold that up. */
    IN_USE("in-use"),
    /** This program may not open it. */
    NO_RIGHTS("no-rights"),
    /** It could not be opened. */
    NOT_OPENED("not-opened"),
    /** Another device has its name now. */
    CHANGED("changed"),
    /** What came could not be told. */
    UNSOUND("unsound"),
    /** Nothing came in time. */
    NO_ANSWER("no-answer");

    private final String id;

    NotAsked(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
