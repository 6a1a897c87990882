package org.wangchuan.cli.service;

import java.util.List;
import java.util.Optional;

/** Says what an erasure would do, without doing it. */
@FunctionalInterface
public interface PlanService {
    /** Prints the ordered techniques, each with its reason, time and reachable level. */
    ExitCode plan(Request request, Context context) throws UserError;

    /**
     * What to plan for.
     *
     * @param targets block devices or image files
     * @param policy the identifier of the rule set; not yet known to exist
     * @param policyVersion the version of it; the current one if empty
     * @param medium what the person declares the medium to be
     * @param psid whether the PSID on the label of a drive is at hand
     * @param also kernel names of parts of an eMMC that are to be erased with it
     * @param json whether the plan is printed as JSON
     */
    record Request(
            List<String> targets,
            String policy,
            Optional<Long> policyVersion,
            Optional<DeclaredMedium> medium,
            boolean psid,
            List<String> also,
            boolean json) {
        public Request {
            targets = List.copyOf(targets);
            also = List.copyOf(also);
        }

        /** One that names no other part. */
        public Request(
                List<String> targets, String policy, Optional<DeclaredMedium> medium, boolean psid, boolean json) {
            this(targets, policy, Optional.empty(), medium, psid, List.of(), json);
        }

        /** The same by this version of its rule set. */
        public Request by(long version) {
            return new Request(targets, policy, Optional.of(version), medium, psid, also, json);
        }
    }
}
