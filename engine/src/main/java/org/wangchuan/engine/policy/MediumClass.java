package org.wangchuan.engine.policy;

/** What a medium stores its bits in, as far as rules care. */
public enum MediumClass {
    /** Rotating magnetic storage, said by the device itself or declared. */
    MAGNETIC,
    /** Flash or other semiconductor storage. */
    FLASH,
    /** The device does not say (loops, bridges): gets the most passes and the caps of flash. */
    UNKNOWN,
    /** A file that holds an image: only its contents are ever judged. */
    IMAGE
}
