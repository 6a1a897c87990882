package org.wangchuan.engine.apple.model;

/** What usbmuxd tells who listens. */
public sealed interface DeviceEvent {
    /** A device came; those that were there already come first. */
    record Attached(AttachedDevice device) implements DeviceEvent {}

    /** A device went. */
    record Detached(long id) implements DeviceEvent {}

    /** Some program paired with it and left the record with usbmuxd. */
    record Paired(long id) implements DeviceEvent {}
}
