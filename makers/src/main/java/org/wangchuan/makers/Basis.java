package org.wangchuan.makers;

/** What a fact rests on. */
public enum Basis {
    /** A page of the maker's own was read. */
    MAKER,
    /** A page of those who make the system that the maker builds on: Android's. */
    PLATFORM,
    /** Somebody else's page: a carrier, a copy of the maker's words, a project that supports the device. */
    OTHER,
    /** Nobody's page was compared: general knowledge, which menus of a version may contradict. */
    UNPROVEN
}
