package org.wangchuan.station.agent;

/** What a person at the station may want to know. Called from any thread; returns at once. */
public interface AgentNotes {
    /** An erasure begins, or goes on. */
    void begins(Task task, boolean isResumed);

    /** A task has come to an end, or does not go on just now; {@code code} says why. */
    void ends(Task task, String outcome, String code);

    /** A drive that was erased is about to be read once more. */
    void looks(Look look);

    /** A look came to nothing; {@code code} says why. */
    void looked(Look look, String code);

    /** The platform does not answer; what is under way goes on. */
    void unreachable(String reason);

    /** The platform answers, and does not let this station in: it was removed there, or the platform is another one. */
    void unknownThere(String reason);

    /** It answers again. */
    void reachable();

    /**
     * Something is not taken now; it is kept, and tried again.
     *
     * @param code the platform's, {@link PlatformRefusedException#NOT_THE_PLATFORM} where something else has answered, or {@code NO_ANSWER}
     */
    void held(String kind, String code, String detail);

    /** The platform has refused something for good; it is kept. */
    void refused(String kind, String code, String detail);

    /**
     * The platform was put back from a back-up, and does not get all again that was told or kept here: something was refused, can't be read or
     * is missing. It waits for this station until a person there decides.
     */
    void notAllBrought();

    /** Something here is in the way of the agent's work; it tries again. */
    void trouble(String reason);
}
