package org.wangchuan.engine.purge;

/**
 * How long a drive that erases itself is waited for, all in milliseconds, 1 or more.
 *
 * @param firstPoll until it is asked for the second time how far it is; a crypto erase takes less than a second, and wants to be seen at work
 * @param lastPoll between two questions in the end; each pause is twice the one before until then
 * @param settle how long an answer that says the same as before the command may still be about to change
 * @param patience without any change of progress or state after which it counts as stuck
 * @param question until an answer to a question that changes nothing is no longer waited for
 */
public record PurgeTimes(long firstPoll, long lastPoll, long settle, long patience, long question) {
    /**
     * Questions after 20 ms, then ever more seldom down to one in half a minute. Large disks count whole percents, each of which takes twenty
     * minutes; two hours without one are no progress.
     */
    public static final PurgeTimes DEFAULTS = new PurgeTimes(20, 30_000, 5_000, 7_200_000, 60_000);

    /** The same with another patience. */
    public PurgeTimes withPatience(long millis) {
        return new PurgeTimes(firstPoll, lastPoll, settle, millis, question);
    }
}
