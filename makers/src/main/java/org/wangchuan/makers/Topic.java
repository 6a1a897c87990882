package org.wangchuan.makers;

import org.wangchuan.canonical.Json;

/** What a fact is about. The ids of those that an owner does are the ids of the items of their checklist, which orders keep. */
public enum Topic {
    /** Chats that no backup of the maker's holds. */
    CHATS,
    /** Photos and videos. */
    PHOTOS,
    /** How the rest is backed up. */
    BACKUP,
    /** Second spaces, cloned apps, safes: what stands apart and is in no ordinary backup. */
    PRIVATE,
    /** Bank, travel and door cards, car keys, digital money: what lies in the secure element or with somebody else. */
    PAY,
    /** Watches, earphones, homes. */
    PAIRED,
    /** A work profile, a school's or an employer's management. */
    WORK,
    /** Find-my-phone and what it locks after a reset. */
    LOCK,
    /** The maker's account, and others. */
    ACCOUNT,
    /** Plans that are no card. */
    ESIM,
    /** Cards that can be taken out. */
    SIM,
    /** The reset in the settings. */
    RESET,
    /** The reset by keys, and what that leaves locked. */
    KEYS,
    /** Other modes that a cable meets: fastboot, download, DFU, and how they are entered. */
    MODES,
    /** What the screen shows afterwards. */
    SHOWS,
    /** What a reset does not reach. */
    LEAVES,
    /** How a cable is allowed to ask more. */
    DEBUGGING,
    /** Whether its data is encrypted when nobody has chosen anything, and since when. */
    ENCRYPTION;

    /** As it stands in files, and where an order keeps what was said of an item. */
    public String id() {
        return Json.wireName(this);
    }
}
