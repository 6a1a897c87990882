package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.fault.Blocks;
import org.wangchuan.lab.fault.Slot;
import org.wangchuan.lab.tcg.Tper;

/**
 * One of the drives that a scenario has, all alike: one that another program gives its order to, and one for each policy of the product.
 *
 * @param name of the drive within the bench
 * @param scenario what it is
 * @param use the policy, or {@link #PEER}
 * @param number distinguishes it from all others, from 1
 * @param cells its cells, on the host
 */
record MadeDrive(String name, Scenario scenario, String use, int number, Path cells) {
    /** The policy that is about overwriting. */
    private static final String OVERWRITING = "nist-clear";

    private static final String PURGING = "nist-purge";

    /** The policy by which drives clear themselves, of those that can't do more. */
    static final String CLEARING_ITSELF = "nist-clear-native";

    /** What another program tells. */
    static final String PEER = "peer";

    private static final long BYTES = 2L << 20;
    private static final int BLOCK_BYTES = 512;

    /** Makes all of them, full of data. */
    static List<MadeDrive> make(Path folder, List<Scenario> scenarios, List<String> policies) throws IOException {
        return make(folder, scenarios, policies, (_, _) -> true);
    }

    /**
     * The same, of some policies alone.
     *
     * @param asked whether a scenario is to be run by a policy
     */
    static List<MadeDrive> make(
            Path folder, List<Scenario> scenarios, List<String> policies, BiPredicate<Scenario, String> asked)
            throws IOException {
        List<String> uses = new ArrayList<>(List.of(PEER));
        uses.addAll(policies);
        List<MadeDrive> out = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            for (String use : uses) {
                if (!isFor(scenario, use) || !(use.equals(PEER) || asked.test(scenario, use))) {
                    continue;
                }
                String name = scenario.name() + "-" + use;
                Path cells = folder.resolve(name + ".cells");
                Planted.write(cells, BYTES, scenario.isEncrypted());
                out.add(new MadeDrive(name, scenario, use, out.size() + 1, cells));
            }
        }
        return out;
    }

    /** Whether a scenario has one for this use: a rule set under which it could only go as with others is not tried with it. */
    static boolean isFor(Scenario scenario, String use) {
        return switch (use) {
            case OVERWRITING -> scenario.tellsOfOverwriting();
            case PURGING -> scenario.tellsOfPurging();
            case CLEARING_ITSELF -> !scenario.purges();
            case CounterRules.POLICY -> CounterRules.tellOf(scenario);
            default -> true;
        };
    }

    /** Which of its blocks can't be read any more once it is spoiled. */
    static Blocks spoiled() {
        long from = Cells.spoiledFrom(BYTES);
        long first = from / BLOCK_BYTES;
        long last = (from + Cells.spoiledBytes(BYTES) - 1) / BLOCK_BYTES;
        return new Blocks(Math.toIntExact(first), Math.toIntExact(last - first + 1));
    }

    Slot slot() {
        return new Slot(name, serial(), number, cells);
    }

    /** What is printed on its label, if it has TCG storage. */
    Optional<String> psid() {
        return scenario.trust() == Trust.NONE ? Optional.empty() : Optional.of(Tper.psid(serial()));
    }

    String serial() {
        return "LAB%05d".formatted(number);
    }
}
