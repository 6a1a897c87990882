package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** The plan follows from the rule set and the medium's class; nobody chooses it, but which of its techniques a drive lacks. */
final class PlanRules {
    private PlanRules() {}

    /** A rule set that bears name and version of one that is shipped is that one, or a lie. */
    static Policy read(int line, Event.PolicyChosen event) throws EvidenceException {
        try {
            Policy read = Policy.fromJson(event.policy());
            Optional<Policy> shipped = PolicyCatalogue.find(read.id(), read.version());
            String name = read.id() + " version " + read.version();
            require(
                    line,
                    shipped.isEmpty() || shipped.get().digest().equals(read.digest()),
                    "the rule set " + name + " as it is shipped",
                    "another of that name");
            return read;
        } catch (ShapeException e) {
            throw new EvidenceException(line, e);
        }
    }

    static void require(int line, @Nullable Policy policy, MediumFacts medium, Event.PlanChosen plan)
            throws EvidenceException {
        MediumClass known = medium.effectiveClass();
        require(
                line,
                plan.effectiveClass() == known,
                "the class " + known.id(),
                plan.effectiveClass().id());
        boolean byItself = !plan.techniques().isEmpty();
        // A revert counts for nothing beside the passes of a rule set, which follow as if it had not been.
        boolean onlyOpens = plan.techniques().equals(List.of(NativeTechnique.TCG_PSID_REVERT.id()));
        boolean overwritten = !byItself
                || onlyOpens
                || (policy != null && (policy.nativeThenOverwrite() || policy.nativeElseOverwrite()));
        List<PassSpec> asked = policy == null || !overwritten ? List.of() : policy.passesFor(known);
        require(
                line,
                byItself || !asked.isEmpty(),
                "a rule set that overwriting can satisfy",
                "one that asks for no pass");
        require(
                line,
                plan.passes().equals(asked),
                "the " + asked.size() + " passes of the rule set for " + known.id(),
                plan.passes().size() + " passes, not those");
        requireParts(line, medium, plan.parts());
        if (byItself) {
            // What follows a revert follows in any case: it stands for nothing that could make passes needless.
            boolean mayRevert =
                    !plan.passes().isEmpty() && (policy == null || !policy.overwritesOnlyIfNeeded(plan.techniques()));
            requireTechniques(line, policy == null ? List.of() : policy.techniquesFor(known), mayRevert, medium, plan);
        }
    }

    /** Some of those that an eMMC can have, in their order; somebody chose them. */
    private static void requireParts(int line, MediumFacts medium, List<String> parts) throws EvidenceException {
        require(
                line,
                parts.equals(CardPart.IDS.stream().filter(parts::contains).toList()),
                "parts of " + CardPart.IDS + ", in this order, each once",
                parts + "");
        require(
                line,
                parts.isEmpty()
                        || (medium.bus().equals(Bus.MMC.id())
                                && medium.scope() == MediumFacts.Scope.WHOLE_MEDIUM
                                && medium.caps().contains(Obstacle.Code.OTHER_PARTS.id())),
                "parts of a whole eMMC that has others alone",
                "some on " + medium.bus());
    }

    /** Some of those that the rule set names, in its order; of which kinds the drive's interface takes commands. */
    private static void requireTechniques(
            int line, List<NativeTechnique> allowed, boolean mayRevert, MediumFacts medium, Event.PlanChosen plan)
            throws EvidenceException {
        List<NativeTechnique> named = new ArrayList<>(allowed);
        if (mayRevert) {
            named.add(NativeTechnique.TCG_PSID_REVERT); // of every rule set the last, where passes follow it
        }
        Iterator<NativeTechnique> left = named.iterator();
        for (String id : plan.techniques()) {
            boolean found = false;
            while (!found && left.hasNext()) {
                NativeTechnique next = left.next();
                found = next.id().equals(id) && carries(medium, next);
            }
            require(line, found, "techniques of the rule set for " + medium.bus() + ", in its order", id);
        }
        require(
                line,
                medium.scope() == MediumFacts.Scope.WHOLE_MEDIUM
                        || (medium.scope() == MediumFacts.Scope.VOLUME && medium.isTest()),
                "a whole drive that erases itself",
                "less, or something else");
        require(
                line,
                !plan.passes().isEmpty() || plan.verify() == VerifyMode.SAMPLE,
                "samples of a drive that erased itself",
                "another verification");
    }

    /** A SATA drive may hang on a SAS adapter, and any drive behind a bridge. */
    private static boolean carries(MediumFacts medium, NativeTechnique technique) {
        if (technique.bus() == NativeTechnique.Bus.TCG) {
            return List.of("nvme", "ata", "scsi").contains(medium.bus());
        }
        return switch (medium.bus()) {
            case "nvme" -> technique.bus() == NativeTechnique.Bus.NVME;
            case "ata" -> technique.bus() == NativeTechnique.Bus.ATA;
            case "scsi", "usb" ->
                technique.bus() == NativeTechnique.Bus.ATA || technique.bus() == NativeTechnique.Bus.SCSI;
            case "mmc" -> technique.bus() == NativeTechnique.Bus.MMC;
            default -> false;
        };
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
