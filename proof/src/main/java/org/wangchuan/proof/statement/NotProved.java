package org.wangchuan.proof.statement;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a clearing statement does not prove, said by the statement itself. */
public enum NotProved {
    /** Firmware that serves reads from a copy looks honest. */
    FIRMWARE_COPY,
    /** Over-provisioned and remapped cells are out of reach. */
    SPARE_CELLS,
    /** It was read back through the device's cache. */
    DEVICE_CACHE,
    /** Only the contents of this file. */
    IMAGE_ONLY,
    /** Only this partition. */
    PARTITION_ONLY,
    /** Only this volume, not the devices beneath. */
    VOLUME_ONLY,
    /** Boot partitions, other namespaces and the like, also such as nobody has looked for. */
    OTHER_PARTS,
    /** It was read back in samples, not whole. */
    SAMPLED_ONLY,
    /** Earlier passes were not read back: that they were written is the drive's word. */
    UNVERIFIED_PASSES,
    /** A bridge stood between the host and the device. */
    BEHIND_BRIDGE,
    /** The medium's class was declared by a person. */
    MEDIUM_CLASS_DECLARED,
    /** No witness has seen when. */
    TIME_NOT_WITNESSED,
    /** Whether the owner was there. */
    OWNER_PRESENCE,
    /** No second engine has looked for leftovers. */
    RESIDUE_NOT_RUN,
    /** The device was made for tests. */
    TEST_DEVICE,
    /** That cells out of a computer's reach were erased, too, is the device's word. */
    DEVICES_WORD,
    /** A key was destroyed: that all data were encrypted under it from the first day on is the maker's word. */
    KEY_DESTRUCTION,
    /** The device answered that it was done before anybody saw it at work. */
    NOT_SEEN_RUNNING,
    /** Blocks that the device no longer maps are answered without a look at the cells. */
    CELLS_NOT_READ,
    /** A format that names no content leaves to the device what it writes, and whether. */
    CONTENT_LEFT_TO_DEVICE,
    /** What a phone tells is its own word: a system that was changed can tell anything. */
    PHONES_OWN_WORD,
    /** No cable authenticates a phone: a computer in its place can answer all of it. */
    SAME_DEVICE,
    /** That a phone's keys are destroyed is what its maker says of a reset; its storage was not read. */
    KEYS_DESTROYED,
    /** This way was never tried on a real phone with this program. */
    NEVER_TRIED,
    /** What was read back may have come from the phone's memory. */
    PHONES_CACHE,
    /** A card, a SIM or an eSIM that was in it is another medium. */
    CARDS,
    /** A phone was filled, and most of its storage was not written over by that: what lay there rests on its encryption. */
    MOST_OVERWRITTEN,
    /** A phone was filled, and is not known to be as new since. */
    LEFT_AS_NEW;

    /** What is always open of a phone, whatever the verdict. */
    public static final Set<NotProved> ALWAYS_OF_PHONES =
            Collections.unmodifiableSet(EnumSet.of(PHONES_OWN_WORD, SAME_DEVICE, KEYS_DESTROYED, CARDS));

    /** What is open, too, of a phone whose storage was filled. */
    public static final Set<NotProved> OF_FILLED_PHONES =
            Collections.unmodifiableSet(EnumSet.of(SPARE_CELLS, PHONES_CACHE));

    /** Whether it can be said of a phone alone. */
    public boolean isOfPhones() {
        return switch (this) {
            case PHONES_OWN_WORD,
                    SAME_DEVICE,
                    KEYS_DESTROYED,
                    NEVER_TRIED,
                    PHONES_CACHE,
                    CARDS,
                    MOST_OVERWRITTEN,
                    LEFT_AS_NEW -> true;
            case FIRMWARE_COPY,
                    SPARE_CELLS,
                    DEVICE_CACHE,
                    IMAGE_ONLY,
                    PARTITION_ONLY,
                    VOLUME_ONLY,
                    OTHER_PARTS,
                    SAMPLED_ONLY,
                    UNVERIFIED_PASSES,
                    BEHIND_BRIDGE,
                    MEDIUM_CLASS_DECLARED,
                    TIME_NOT_WITNESSED,
                    OWNER_PRESENCE,
                    RESIDUE_NOT_RUN,
                    TEST_DEVICE,
                    DEVICES_WORD,
                    KEY_DESTRUCTION,
                    NOT_SEEN_RUNNING,
                    CELLS_NOT_READ,
                    CONTENT_LEFT_TO_DEVICE -> false;
        };
    }
}
