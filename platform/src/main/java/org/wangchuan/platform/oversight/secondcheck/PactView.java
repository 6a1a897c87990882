package org.wangchuan.platform.oversight.secondcheck;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What two companies have said of looking from afar, as the page of one of them shows it.
 *
 * @param isAsking whether it is this one's devices that are looked at
 * @param other what the other company is called
 * @param hasLetIn whether one of the two has let the other onto the platform
 * @param sites what the sites are called that are looked at
 */
public record PactView(
        UUID id, boolean isAsking, String other, boolean hasLetIn, List<String> sites, State state, List<Step> steps) {
    public PactView {
        sites = List.copyOf(sites);
        steps = List.copyOf(steps);
    }

    /** How it stands; words under {@code oversight.pact.state.ID}. */
    public enum State {
        /** The company that was asked has not answered. */
        ASKED,
        /** Its verifiers look. */
        ACTIVE,
        /** It is over. */
        ENDED;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Who said what; words under {@code oversight.pact.step.WHAT}.
     *
     * @param by the name at work of whoever it was, if they are of this company
     * @param isOther whether it was somebody of the other one
     */
    public record Step(String what, Instant at, Optional<String> by, boolean isOther) {}
}
