package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One made drive among many.
 *
 * @param name within the bench, of letters, digits and hyphens
 * @param number distinguishes it from all others, from 1
 * @param cells its cells, on the host
 */
record LaneDrive(String name, Scenario scenario, int number, Path cells) {
    /** Full of data. */
    static LaneDrive make(Path folder, String name, Scenario scenario, int number, long bytes) throws IOException {
        Path cells = folder.resolve(name + ".cells");
        Planted.write(cells, bytes);
        return new LaneDrive(name, scenario, number, cells);
    }

    String serial() {
        return "LANE%05d".formatted(number);
    }

    boolean overNetwork() {
        return scenario.family() == Family.NVME;
    }
}
