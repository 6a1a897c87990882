package org.wangchuan.lab.drive;

/** What a drive's firmware makes of an order to erase itself, whichever technique is ordered. */
public sealed interface Conduct {
    /** Erases, tells how far it is, and ends well. */
    record Honest() implements Conduct {}

    /** Tells how far it is and ends well; the cells keep everything. */
    record Lying() implements Conduct {}

    /** Says at once that it ended well, without ever having run; the cells keep everything. */
    record AtOnce() implements Conduct {}

    /** Takes the order and forgets it: what it tells afterwards is what it would have told before. */
    record Unmoved() implements Conduct {}

    /**
     * Goes on to some point and no further.
     *
     * @param percent where it stays, 0 to 99
     */
    record Stuck(int percent) implements Conduct {}

    /**
     * Ends badly, with its cells erased up to there.
     *
     * @param percent where it fails, 0 to 99
     */
    record Failing(int percent) implements Conduct {}

    /**
     * Does not answer any more, and is not there any more.
     *
     * @param percent where it goes, 0 to 99
     */
    record Vanishing(int percent) implements Conduct {}

    /**
     * Goes, and comes back as another: with another serial number and a result that looks good.
     *
     * @param percent where it goes, 0 to 99
     */
    record Returning(int percent) implements Conduct {}

    /** Erases, tells how far it is, and ends well; then some of its blocks can't be read any more. */
    record Spoiling() implements Conduct {}

    /** Takes the order and is there, but answers neither that nor anything that comes after it, for ever. */
    record Hanging() implements Conduct {}

    /** Erases honestly; if the host writes to its second half, it is there and answers nothing any more, for ever. */
    record HangingWritten() implements Conduct {}

    /** Erases honestly; if the host writes to its second half, it is not there any more. */
    record VanishingWritten() implements Conduct {}

    /** Says that it knows the command, and does not take it. */
    record Refusing() implements Conduct {}

    /** Answers reads with zeros from then on; the cells keep everything. No host can tell this from an honest one. */
    record Hiding() implements Conduct {}

    /** Erases its cells, and goes on answering reads of what was written last from a copy of it. */
    record KeepingCopy() implements Conduct {}

    /** Erases what was written last, of which it remembers so much, and nothing else; tells how far it is, and ends well. */
    record NewestOnly() implements Conduct {}

    /** Erases the first half of its cells alone, which is one of two namespaces; tells how far it is, and ends well. */
    record FirstHalfOnly() implements Conduct {}

    /** Erases the blocks that it shows when it is told to, and none that it was made not to show; tells how far it is, and ends well. SAS only. */
    record ShownOnly() implements Conduct {}

    /** Whether such a drive remembers what was written to it last. */
    default boolean remembers() {
        return this instanceof KeepingCopy || this instanceof NewestOnly;
    }
}
