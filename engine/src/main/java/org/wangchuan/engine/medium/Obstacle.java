package org.wangchuan.engine.medium;

import java.util.List;

/**
 * Something that stands between a medium and its erasure, or between the erasure and its full meaning.
 *
 * @param detail a sentence for people that names the device or file that it is about
 * @param about the names in that sentence, for who says it in another language, what the obstacle is on first and what it is by last; none
 *     where the sentence can't be said otherwise
 */
public record Obstacle(Code code, Weight weight, String detail, List<String> about) {
    public Obstacle {
        about = List.copyOf(about);
    }

    /** What an obstacle means. */
    public enum Weight {
        /** The medium is refused. */
        BLOCKING("blocking"),
        /** It may be erased, but what can be said of it afterwards is less than of a plain drive. */
        CAPPING("capping"),
        /** Worth recording; changes nothing. */
        NOTED("noted");

        private final String id;

        Weight(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    /** Stable words for the kinds of obstacle, with the weight that each has unless something lifts it. */
    public enum Code {
        MOUNTED("mounted", Weight.BLOCKING),
        SWAP("swap", Weight.BLOCKING),
        /** RAID, LVM, encryption or another device is built on it. */
        HELD("held", Weight.BLOCKING),
        SYSTEM_DISK("system-disk", Weight.BLOCKING),
        /** The stick that a computer was started from, or one like it, where this program runs in the live image. */
        LIVE_STICK("live-stick", Weight.BLOCKING),
        /** Opened exclusively, leased or locked by somebody else. */
        IN_USE("in-use", Weight.BLOCKING),
        /** A loop device stands on it. */
        ATTACHED("attached", Weight.BLOCKING),
        READ_ONLY("read-only", Weight.BLOCKING),
        NO_RIGHTS("no-rights", Weight.BLOCKING),
        /** It did not answer in time, so that nobody knows what else stands in the way. */
        NO_ANSWER("no-answer", Weight.BLOCKING),
        /** A table of the kernel's can't be read, or not all of it, so that nobody knows who uses it. */
        USE_UNKNOWN("use-unknown", Weight.BLOCKING),
        /** Over a network. */
        FABRICS("fabrics", Weight.BLOCKING),
        PARTITION("partition", Weight.CAPPING),
        /** RAID or device mapper: where the bytes go is decided elsewhere. */
        COMPOSED("composed", Weight.CAPPING),
        /** A virtual disk, or a logical unit of a controller. */
        VIRTUAL("virtual", Weight.CAPPING),
        /** The device has boot partitions, other namespaces or the like, which are addressed on their own and stay as they are. */
        OTHER_PARTS("other-parts", Weight.CAPPING),
        SHARED_EXTENTS("shared-extents", Weight.CAPPING),
        /** A file system, a mapped device or another kind of volume puts new contents elsewhere, or keeps the old ones as well. */
        COPY_ON_WRITE("copy-on-write", Weight.CAPPING),
        COMPRESSED("compressed", Weight.CAPPING),
        /** What is written goes to a journal as well, the file system's or an array's, and old contents stay there. */
        JOURNALLED("journalled", Weight.CAPPING),
        /**
         * The file can't be found, or its file system doesn't tell how it lies on its device; or what a block device is composed of, or
         * what kind it is, isn't known.
         */
        EXTENTS_UNKNOWN("extents-unknown", Weight.CAPPING),
        /** A file in memory while there is swap space: what was moved there stays there, whatever is written to the file. */
        SWAPPABLE("swappable", Weight.CAPPING),
        /** Parts of a file that were never written: writing allocates space. */
        SPARSE("sparse", Weight.NOTED),
        HARD_LINKED("hard-linked", Weight.NOTED),
        /** A file in memory, which lies on no device. */
        IN_MEMORY("in-memory", Weight.NOTED),
        BRIDGE("bridge", Weight.NOTED),
        /** The device may have parts of which nothing tells that is asked here, as boot partitions of an NVMe device. */
        PARTS_UNKNOWN("parts-unknown", Weight.NOTED),
        /** What could not be taken for a drive passes in the laboratory of this program: {@link Laboratory}. */
        LAB("lab", Weight.NOTED),
        /** Without the right to see all processes nobody knows who else has the device open; whoever writes while it is verified is noticed. */
        OPENERS_UNKNOWN("openers-unknown", Weight.NOTED),
        /** A loop device: the contents of a file. */
        TEST_DEVICE("test-device", Weight.NOTED);

        private final String id;
        private final Weight weight;

        Code(String id, Weight weight) {
            this.id = id;
            this.weight = weight;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    /** Of the weight that its code has. */
    public Obstacle(Code code, String detail) {
        this(code, code.weight, detail);
    }

    /** Of another weight than its code has. */
    public Obstacle(Code code, Weight weight, String detail) {
        this(code, weight, detail, List.of());
    }

    /** Of the weight that its code has, with the names in its sentence. */
    public Obstacle(Code code, String detail, List<String> about) {
        this(code, code.weight, detail, about);
    }

    /** Whether the medium is refused because of it. */
    public boolean blocking() {
        return weight == Weight.BLOCKING;
    }
}
